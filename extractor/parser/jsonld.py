"""JSON-LD of a page by a search in its text, without a parser: the article's own node."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import TypeGuard

import orjson

WORD = re.compile(r"\w+")
ALIKE, TITLED = 0.6, 8
CONTROL = re.compile(r"[\x00-\x1f]")
TRAILING_COMMA = re.compile(r",(\s{0,20}[}\]])")
MARK = b"application/ld+json"
LONGEST_ATTRIBUTES = 400
DEEPEST = 12
MOST_NODES = 400
ARTICLE_TYPES = ("article", "blogposting", "report", "reportagenewsarticle")

Node = Mapping[str, object]


def is_node(value: object) -> TypeGuard[Node]:
    return isinstance(value, dict)


def _load(raw: bytes) -> object:
    try:
        return orjson.loads(raw.strip())
    except ValueError:
        pass
    text = raw.decode("utf-8", "replace").strip()
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


def strings(raw: bytes) -> Iterator[str]:
    """Every text in a JSON document, at most DEEPEST levels down."""
    for node in _walk(_load(raw)):
        for value in node.values():
            for one in value if isinstance(value, list) else (value,):
                if isinstance(one, str):
                    yield one


def types(node: Node) -> tuple[str, ...]:
    """The node's @type names, as written."""
    found = node.get("@type")
    if isinstance(found, str):
        return (found,)
    if isinstance(found, list):
        return tuple(one for one in found if isinstance(one, str))
    return ()


def nodes(page: bytes) -> list[Node]:
    """All objects of all JSON-LD scripts of the page."""
    found: list[Node] = []
    at = page.find(MARK)
    while at >= 0 and len(found) < MOST_NODES:
        start = page.find(b">", at) + 1
        end = page.find(b"</", start)
        while end >= 0 and page[end + 2 : end + 8].lower() != b"script":
            end = page.find(b"</", end + 2)
        if start <= 0 or end < 0:
            break
        if start - at <= LONGEST_ATTRIBUTES:
            found.extend(_walk(_load(page[start:end])))
        at = page.find(MARK, end)
    return found


def article(found: list[Node], titles: Iterable[str] = ()) -> Node | None:
    """The node that describes the article; the one with most of headline, date and author.

    Members of a list are other articles; of several the one with a declared title is the page's.
    """
    listed: set[int] = set()
    for node in found:
        if "ItemList" in types(node):
            listed.update(id(inner) for inner in _walk(node.get("itemListElement")))
    articles = [
        node
        for node in found
        if id(node) not in listed
        and any(name.casefold().endswith(ARTICLE_TYPES) for name in types(node))
    ]
    if len(articles) < 2:
        return articles[0] if articles else None
    declared = [set(WORD.findall(title.casefold())) for title in titles]

    def score(node: Node) -> int:
        points = 1 + 3 * ("datePublished" in node) + 2 * ("headline" in node) + ("author" in node)
        words = set(WORD.findall((text(node.get("headline")) or "").casefold()))
        titled = words and any(len(words & one) >= ALIKE * len(words) for one in declared)
        return points + (TITLED if titled else 0)

    return max(articles, key=score)


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
