"""A parsed page with a quick answer to "can this selector match at all?"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractor.parser.elements import STRIPPED

CLASS = re.compile(r"\.([A-Za-z_][\w-]*)")
PART_OF_CLASS = re.compile(r"\[class\*=[\"']?([\w-]+)")
STRING = re.compile(r"\[[^\[\]]*\]")
UNQUOTED = re.compile(rb"[^\s>]{1,200}")


@lru_cache(maxsize=4096)
def _needs(selector: str) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """Class names that a selector needs, and strings that must be part of one."""
    whole = tuple(name.encode() for name in CLASS.findall(STRING.sub("", selector)))
    return whole, tuple(name.encode() for name in PART_OF_CLASS.findall(selector))


def _value(part: bytes) -> bytes:
    """The attribute value at the beginning of what follows ``class=``."""
    quote = part[:1]
    if quote in {b'"', b"'"}:
        return part[1:].partition(quote)[0]
    match = UNQUOTED.match(part)
    return match[0] if match else b""


class View:
    """The page as parsed (scripts and styles gone) and as bytes (UTF-8, whole)."""

    def __init__(self, page: bytes) -> None:
        self.page = page
        self.tree = LexborHTMLParser(page)
        self.tree.strip_tags(STRIPPED)

    @cached_property
    def names(self) -> set[bytes]:
        """Class names of the page, found without a parser."""
        parts = self.page.split(b"class=")
        del parts[0]
        values = {
            part[1:].partition(b'"')[0] if part[:1] == b'"' else _value(part) for part in parts
        }
        return set(b" ".join(values).split())

    @cached_property
    def all_names(self) -> bytes:
        """The same in one string."""
        return b" ".join(self.names)

    def may_match(self, selector: str) -> bool:
        """False only if a class that the selector needs is nowhere on the page."""
        whole, parts = _needs(selector)
        return all(name in self.names for name in whole) and all(
            part in self.all_names for part in parts
        )

    def nodes(self, selectors: Iterable[str], most: int) -> Iterator[LexborNode]:
        """The first ``most`` elements of each selector, selectors in order."""
        for selector in selectors:
            if self.may_match(selector):
                yield from self.tree.css(selector)[:most]
