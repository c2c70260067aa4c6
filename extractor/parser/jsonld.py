"""JSON-LD of a page by a search in its text, without a parser: the article's own node."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import TypeGuard

import orjson

SCRIPT = re.compile(
    r"<script\b[^<>]{0,400}application/ld\+json[^<>]{0,400}>(.{2,2000000}?)</script", re.I | re.S
)
CONTROL = re.compile(r"[\x00-\x1f]")
TRAILING_COMMA = re.compile(r",(\s{0,20}[}\]])")
DEEPEST = 12
MOST_NODES = 400
ARTICLE_TYPES = ("article", "blogposting", "report", "reportagenewsarticle")

Node = Mapping[str, object]


def is_node(value: object) -> TypeGuard[Node]:
    return isinstance(value, dict)


def _load(text: str) -> object:
    text = text.strip()
    try:
        return orjson.loads(text)
    except ValueError:
        pass
    text = CONTROL.sub(" ", text.removeprefix("<!--").removesuffix("-->"))
    text = text.replace("/*<![CDATA[*/", "").replace("/*]]>*/", "").strip().rstrip(";")
    try:
        return orjson.loads(TRAILING_COMMA.sub(r"\1", text))
    except ValueError:
        return None


def _walk(root: object) -> Iterator[Node]:
    """Every object of the document, outer ones first, at most DEEPEST levels down."""
    level: list[object] = [root]
    seen = 0
    for _ in range(DEEPEST):
        below: list[object] = []
        for value in level:
            if is_node(value):
                seen += 1
                if seen > MOST_NODES:
                    return
                yield value
                below.extend(inner for inner in value.values() if isinstance(inner, dict | list))
            elif isinstance(value, list):
                below.extend(value[:MOST_NODES])
        if not below:
            return
        level = below


def types(node: Node) -> tuple[str, ...]:
    """The node's @type names, as written."""
    found = node.get("@type")
    if isinstance(found, str):
        return (found,)
    if isinstance(found, list):
        return tuple(one for one in found if isinstance(one, str))
    return ()


def nodes(html: str) -> list[Node]:
    """All objects of all JSON-LD scripts of the page."""
    if "ld+json" not in html:
        return []
    found: list[Node] = []
    for match in SCRIPT.finditer(html):
        found.extend(_walk(_load(match[1])))
    return found


def article(found: list[Node]) -> Node | None:
    """The node that describes the article; the one with most of headline, date and author."""
    best: Node | None = None
    best_score = 0
    for node in found:
        if not any(name.casefold().endswith(ARTICLE_TYPES) for name in types(node)):
            continue
        score = 1 + 3 * ("datePublished" in node) + 2 * ("headline" in node) + ("author" in node)
        if score > best_score:
            best, best_score = node, score
    return best


def text(value: object) -> str | None:
    """A string value as plain text; the name of an object; the first of a list."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else None
        elif is_node(value):
            value = value.get("name") or value.get("@value")
        else:
            break
    if not isinstance(value, str):
        return None
    plain = " ".join(unescape(value).split())
    return plain or None
