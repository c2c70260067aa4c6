"""Makes a hostile page harmless in linear time before any parser sees it.

HTML parsers lose text without a word: one beyond a depth, one at a huge text node, one
spends seconds on a tag with thousands of attributes. An ordinary page passes untouched
after a few counts.
"""

from __future__ import annotations

import re

MANY_TAGS = 2_500
SEGMENT_TAGS = 1_000
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
TAG_NAME = re.compile(rb"</?[a-zA-Z][\w:-]{0,40}")
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


def _shorten_tags(page: bytes) -> bytes:
    """Tags of more than LONG_TAG bytes reduced to their name."""
    parts: list[bytes] = []
    at = 0
    half = LONG_TAG // 2
    for start in range(0, len(page) - half, half):
        if start < at or page.find(b"<", start, start + half) >= 0:
            continue
        opening = page.rfind(b"<", at, start)
        name = TAG_NAME.match(page, opening) if opening >= 0 else None
        if name is None:
            continue
        end = page.find(b">", opening)
        end = len(page) - 1 if end < 0 else end
        if end - opening > LONG_TAG:
            parts += [page[at:opening], name[0], b">"]
            at = end + 1
    return b"".join([*parts, page[at:]]) if parts else page


def _may_be_deep(page: bytes) -> bool:
    """Whether open tags may pile up beyond what the parser takes in its stride."""
    tags = page.count(b"<")
    if tags <= MANY_TAGS:
        return False
    step = max(1, len(page) * SEGMENT_TAGS // tags)
    height = 0
    for start in range(0, len(page), step):
        opened = page.count(b"<", start, start + step)
        closed = page.count(b"</", start, start + step)
        if height + opened - closed > MANY_TAGS:
            return True
        height = max(0, height + opened - 2 * closed)
    return False


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


def harden(page: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The UTF-8 page, safe to parse, and what was done to it as notes ("depth-capped", …)."""
    notes: list[str] = []
    script = page.rfind(b"<script")
    if script >= 0 and page.find(b"</script", script) < 0:
        notes.append("script-unclosed")
    if _has_open_comment(page):
        last = page.rfind(b"-->") + 3 if b"-->" in page else 0
        page = page[:last] + page[last:].replace(b"<!--", b" ")
        notes.append("comment-unclosed")
    if page[:200].lstrip().startswith(b"<?xml") and b"<![CDATA[" in page:
        page = page.replace(b"<![CDATA[", b"").replace(b"]]>", b"")
    shortened = _shorten_tags(page)
    if shortened is not page:
        page = shortened
        notes.append("tag-shortened")
    if _may_be_deep(page):
        html, capped = _flatten(_without_raw(page.decode("utf-8", "replace")))
        page = html.encode("utf-8", "replace")
        if capped:
            notes.append("depth-capped")
    return page, tuple(notes)
