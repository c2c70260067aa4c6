"""Makes a hostile page harmless in linear time before any parser sees it.

HTML parsers lose text without a word: one beyond a depth, one at a huge text node, one
spends seconds on a tag with thousands of attributes. An ordinary page passes untouched
after a few counts.
"""

from __future__ import annotations

import re

MANY_TAGS = 6_000
LONG_TAG = 20_000
DEEPEST = 200
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
     "source", "track", "wbr"]
)  # fmt: skip
RAW = re.compile(r"<(script|style|svg|template|noembed)\b(?!/)[^<>]{0,4000}>", re.IGNORECASE)
TAG = re.compile(
    r"<(/?)([a-zA-Z][\w:-]{0,40})((?:[^<>\"']|\"[^\"<>]{0,3000}\"|'[^'<>]{0,3000}')*+)>"
)
ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
SELF_CLOSING = frozenset(["p", "li", "dd", "dt", "td", "th", "tr", "option"])


def _without_raw(html: str) -> str:
    """Scripts, styles and drawings cut out, save JSON-LD; an unclosed one ends nothing."""
    parts: list[str] = []
    at = 0
    folded: str | None = None
    unclosed: set[str] = set()
    for match in RAW.finditer(html):
        name = match[1].lower()
        if match.start() < at or name in unclosed or "ld+json" in match[0]:
            continue
        if folded is None:
            folded = html.translate(ASCII_LOWER)
        end = folded.find(f"</{name}", match.end())
        if end < 0:
            unclosed.add(name)
            continue
        parts.append(html[at : match.start()])
        close = html.find(">", end)
        at = len(html) if close < 0 else close + 1
    parts.append(html[at:])
    return "".join(parts)


def _flatten(html: str) -> tuple[str, bool]:
    """Tags beyond the depth limit removed, their text kept; one pass over the tags."""
    parts: list[str] = []
    at = 0
    open_tags: list[str] = []
    removed: dict[str, int] = {}
    capped = False
    for match in TAG.finditer(html):
        name = match[2].lower()
        if name in VOID:
            continue
        if match[1]:
            if removed.get(name):
                removed[name] -= 1
            else:
                if open_tags and open_tags[-1] == name:
                    open_tags.pop()
                elif name in open_tags[-12:]:
                    while open_tags.pop() != name:
                        pass
                continue
        elif open_tags and open_tags[-1] == name and name in SELF_CLOSING:
            continue
        elif len(open_tags) < DEEPEST:
            open_tags.append(name)
            continue
        else:
            removed[name] = removed.get(name, 0) + 1
        capped = True
        parts.append(html[at : match.start()])
        parts.append(" ")
        at = match.end()
    parts.append(html[at:])
    return "".join(parts), capped


def _shorten_tags(html: str) -> str:
    """Tags of more than LONG_TAG characters reduced to their name."""
    pieces = html.split("<")
    for index, piece in enumerate(pieces):
        if index == 0 or len(piece) <= LONG_TAG:
            continue
        end = piece.find(">")
        if end < 0:
            end = len(piece)
        name = re.match(r"/?[a-zA-Z][\w:-]{0,40}", piece)
        if name and end > LONG_TAG:
            pieces[index] = name[0] + ">" + piece[end + 1 :]
    return "<".join(pieces)


def _has_open_comment(page: bytes) -> bool:
    """Whether the last comment never ends."""
    mark = page.rfind(b"!")
    for _ in range(64):
        if mark < 0:
            return False
        if page[mark - 1 : mark + 3] == b"<!--":
            return page.find(b"-->", mark) < 0
        mark = page.rfind(b"!", 0, mark)
    last = page.rfind(b"<!--", 0, mark)
    return last >= 0 and page.find(b"-->", last) < 0


def _has_long_run(page: bytes) -> bool:
    """Whether more than LONG_TAG bytes may stand between two "<"."""
    half = LONG_TAG // 2
    return any(
        page.find(b"<", start, start + half) < 0 for start in range(0, len(page) - half, half)
    )


def harden(page: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The UTF-8 page, safe to parse, and what was done to it as notes ("depth-capped", …)."""
    script = page.rfind(b"<script")
    open_script = script >= 0 and page.find(b"</script", script) < 0
    open_comment = _has_open_comment(page)
    long_run = _has_long_run(page)
    many = page.count(b"<") > MANY_TAGS
    sections = page[:200].lstrip().startswith(b"<?xml") and b"<![CDATA[" in page
    notes = ["script-unclosed"] if open_script else []
    if not (open_comment or long_run or many or sections):
        return page, tuple(notes)
    html = page.decode("utf-8", "replace").replace("<![CDATA[", "").replace("]]>", "")
    if open_comment:
        last = html.rfind("-->") + 3 if "-->" in html else 0
        html = html[:last] + html[last:].replace("<!--", " ")
        notes.append("comment-unclosed")
    if long_run:
        html = _without_raw(html)
        shortened = _shorten_tags(html)
        if shortened != html:
            html = shortened
            notes.append("tag-shortened")
    if many:
        html, capped = _flatten(html)
        if capped:
            notes.append("depth-capped")
    return html.encode("utf-8", "replace"), tuple(notes)
