"""Chooses the headline as printed, from all that a page says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from selectolax.lexbor import LexborNode

from extractor.parser import jsonld
from extractor.parser.blocks import squeeze
from extractor.parser.head import Head
from extractor.parser.schema import PublisherPattern
from extractor.parser.view import View

EDGE = re.compile(r"^[\s×✕☰»«|•–—-]{1,8}(?=\S)|[\s×✕|»«•]{1,8}$")
NOT_WORD = re.compile(r"\W+")
CUT = re.compile(r"\s?(?:\.\.\.|…)$")
HEADINGS = (
    "h1", "[itemprop=headline]", "[class*=title] h2", "h2[class*=title]", "h2[class*=judul]",
    "h3[class*=title]", "[class*=judul]", "[id*=judul]", "[class*=headline]", "h2", "h3",
)  # fmt: skip
FIRSTS = HEADINGS[: HEADINGS.index("h2")]
SHORTEST = 8
SITE_WORDS = 4
LONGEST_SITE = 60
LONGEST_TITLE = 600
MOST_HEADINGS = 8
SAME = 0.6
ALIKE = 0.5


def text_of(node: LexborNode | None) -> str | None:
    """Text of an element, or its content attribute; None if empty."""
    if node is None:
        return None
    text = squeeze(node.text(deep=True))
    if text:
        return text
    content = node.attributes.get("content") or node.attributes.get("title")
    return squeeze(content) if content else None


def _fold(text: str) -> str:
    return NOT_WORD.sub(" ", text).strip().casefold()


def without_site(title: str, separators: Iterable[str], names: Iterable[str | None]) -> str:
    """The title without the site's name behind (or before) a separator."""
    known = {_fold(name).replace(" ", "") for name in names if name} - {""}

    def names_site(part: str) -> bool:
        squashed = _fold(part).replace(" ", "")
        return bool(squashed) and any(
            squashed in name or (len(name) > 3 and name in squashed) for name in known
        )

    for _ in range(2):
        for separator in separators:
            head, mark, tail = title.rpartition(separator)
            if mark and len(head) >= 12 and len(tail) <= 50 and names_site(tail):
                title = head.strip()
            head, mark, tail = title.partition(separator)
            if mark and len(tail) >= 12 and len(head) <= 30 and names_site(head):
                title = tail.strip()
    return title


class Titles:
    """The headline among the printed headings that the page's own data confirms."""

    def __init__(
        self, head: Head, article: jsonld.Node | None, separators: tuple[str, ...], host: str | None
    ) -> None:
        names = [head.meta.get("og:site_name"), host]
        if host:
            names += host.split(".")[:-1]
        declared = [
            jsonld.text(article.get("headline") or article.get("name")) if article else None,
            head.meta.get("og:title"),
            head.meta.get("twitter:title"),
            head.title,
        ]
        self._separators = separators
        self._names = names
        self.raw = [title for title in declared if title]

    def choose(self, view: View, publisher: PublisherPattern | None) -> str | None:
        """The headline; None where the page has none."""
        for node in view.tree.css("h1")[:MOST_HEADINGS]:
            text = squeeze(node.text(deep=True))
            whole = any(self._is_whole(text, title) for title in self.raw)
            if len(text) >= SHORTEST and whole and not self._is_site(text):
                return text
        return self._compare(view, publisher)

    def _is_whole(self, text: str, title: str) -> bool:
        """Whether a declared title is this text, or this text and the site's name."""
        rest = title.removeprefix(text)
        return not rest or (
            len(rest) < len(title)
            and len(rest) <= LONGEST_SITE
            and rest.startswith(self._separators)
        )

    def _is_site(self, text: str) -> bool:
        """Whether a heading is the site's name: its logo."""
        squashed = _fold(text).replace(" ", "")
        return any(name and _fold(name).replace(" ", "") == squashed for name in self._names)

    @cached_property
    def declared(self) -> list[str]:
        """Titles that the page's data declares, without the site's name."""
        return [
            without_site(EDGE.sub("", title), self._separators, self._names)
            for title in self.raw
            if not self._is_site(title)
        ]

    def _compare(self, view: View, publisher: PublisherPattern | None) -> str | None:
        titles = (*self.declared, *(one for one in self.raw if not self._is_site(one)))
        folded = [_fold(CUT.sub("", title)) for title in titles]
        best: str | None = None
        best_score = 0.0
        first: str | None = None
        own = publisher.select.title if publisher else ()
        for selector in (*own, *HEADINGS):
            if not view.may_match(selector):
                continue
            for node in view.tree.css(selector)[:MOST_HEADINGS]:
                text = text_of(node) if len(node.text(deep=True)) <= LONGEST_TITLE else None
                text = EDGE.sub("", EDGE.sub("", text)) if text else None
                if not text or len(text) < SHORTEST or self._is_site(text):
                    continue
                score = self._score(_fold(text), folded)
                if score >= 1.0:
                    return text
                if score > best_score:
                    best, best_score = text, score
                if selector in FIRSTS or selector in own:
                    first = first or text
        if best is not None and best_score >= ALIKE:
            return best
        printed = self._printed_part(view)
        if printed:
            return printed
        if self.declared and not self._names_site(self.declared, first):
            return self.declared[0]
        return first

    @staticmethod
    def _names_site(declared: list[str], heading: str | None) -> bool:
        """Whether all that is declared is the name of the site, and the headline is printed."""
        longest = max(len(title.split()) for title in declared)
        return heading is not None and longest <= SITE_WORDS < len(heading.split())

    def _printed_part(self, view: View) -> str | None:
        """A part of the declared title that the page prints as a text of its own."""
        parts = [
            part.strip()
            for title in self.declared
            for separator in self._separators
            for part in title.split(separator)
            if len(part) >= 2 * SHORTEST and part.strip() != title
        ]
        if not parts or view.tree.body is None:
            return None
        wanted = set(parts)
        for node in view.tree.body.css("div, span, h3, h4, b, strong, td, p, font"):
            if len(text := node.text(deep=True)) < 300 and (text := squeeze(text)) in wanted:
                return text
        return None

    @staticmethod
    def _score(heading: str, declared: list[str]) -> float:
        """1.0 for the same words; else how much of the shorter text both share."""
        best = 0.0
        words = set(heading.split())
        for title in declared:
            if not title:
                continue
            if heading == title:
                return 1.0
            if heading in title or title in heading:
                ratio = min(len(heading), len(title)) / max(len(heading), len(title))
                if ratio >= SAME or title.startswith(heading) or heading.startswith(title):
                    best = max(best, 0.5 + 0.45 * ratio)
                continue
            other = set(title.split())
            if words and other:
                best = max(best, 0.9 * len(words & other) / max(len(words), len(other)))
        return best
