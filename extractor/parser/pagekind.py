"""Tells pages that are no article: block pages, indexes, galleries, videos."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from extractor.errors import InputRejected
from extractor.parser import jsonld
from extractor.parser.blocks import Body
from extractor.parser.schema import KindRule

FEED = re.compile(rb"<(rss|feed|urlset|sitemapindex|rdf:RDF|html|body|head)\b", re.IGNORECASE)
HTML_TAGS = frozenset([b"html", b"head", b"body"])
LONG_PARAGRAPH = 80
THIN, SHORT, LISTED = 250, 900, 6
FLOWING = 4


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against an article.

    Attributes:
        url, title, head_title: address, headline, text of the title element.
        nodes: JSON-LD objects.
        described: one of them describes an article.
        og_type: content of og:type.
        dated: the page gives a publication date of its own.
        links: counts the links of the page with the length of a headline.
    """

    url: str | None
    title: str | None
    head_title: str | None
    nodes: list[jsonld.Node]
    described: bool
    og_type: str | None
    dated: bool
    links: Callable[[], int]


class PageKinds:
    """The kind rules of boilerplate.toml."""

    def __init__(self, rules: Iterable[KindRule]) -> None:
        self._rules = {rule.code: rule for rule in rules}
        self._titles = {code: self._any(rule.titles) for code, rule in self._rules.items()}
        self._addresses = {code: self._any(rule.addresses) for code, rule in self._rules.items()}

    @staticmethod
    def _any(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
        return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None

    def refuse_feed(self, page: bytes) -> None:
        """Refuses a feed or sitemap.

        Raises:
            InputRejected: index.
        """
        first = FEED.search(page[:1200])
        if first is not None and first[1].lower() not in HTML_TAGS:
            raise InputRejected("parse", "index", "a feed or sitemap, not an article")

    def refuse(self, body: Body, signs: Signs) -> None:
        """Refuses a page that is no article.

        Raises:
            InputRejected: block, video, gallery, index or empty.
        """
        text = sum(len(block.text) for block in body.kept)
        prose = sum(len(block.text) for block in body.kept if len(block.text) >= LONG_PARAGRAPH)
        article = signs.described or (signs.og_type or "").lower() == "article"
        if text < SHORT and self._is_block(body, signs):
            raise InputRejected("parse", "block", f"a block or error page: {signs.title!r}")
        for code in ("video", "gallery"):
            unread = prose < THIN or self._typed(code, signs) or not article
            if prose < SHORT and unread and self._named(code, signs):
                raise InputRejected("parse", code, f"a {code} page with {prose} characters")
        self._refuse_index(body, signs, prose, article=article)
        if not body.kept:
            raise InputRejected("parse", "empty", "the page holds no paragraph of an article")

    def _refuse_index(self, body: Body, signs: Signs, prose: int, *, article: bool) -> None:
        teasers = {
            block.after for block in body.dropped if block.rule in {"link-only", "date-line"}
        }
        reason = None
        flows = len(teasers) < LISTED and _longest_run(body, teasers) >= FLOWING
        told = signs.dated and prose >= (2 * THIN if flows else SHORT)
        if self._addressed("index", signs) and not (told and (article or flows)):
            reason = "its address is that of an index"
        elif self._typed("index", signs) and not signs.dated and not signs.described:
            reason = "it describes itself as a list"
        elif not signs.dated and prose < THIN and signs.links() >= 2 * LISTED:
            reason = "headlines of other pages and no dated text"
        elif (
            len(teasers) >= LISTED
            and (not article or self._headed("index", signs))
            and _longest_run(body, teasers) < FLOWING
        ):
            reason = "headlines with teasers"
        elif not body.kept and signs.links() >= LISTED:
            reason = "only links"
        if reason:
            raise InputRejected("parse", "index", f"an index page ({reason})")

    def _is_block(self, body: Body, signs: Signs) -> bool:
        titles = self._titles.get("block")
        named = titles is not None and any(
            title and titles.search(title) for title in (signs.head_title, signs.title)
        )
        text = " ".join(
            [*(block.text for block in body.kept), *(block.text for block in body.dropped)]
        ).casefold()[:5000]
        said = any(phrase in text for phrase in self._rules["block"].texts)
        long_prose = sum(len(block.text) for block in body.kept) > THIN
        return said or (named and not long_prose and not signs.dated)

    def _headed(self, code: str, signs: Signs) -> bool:
        titles = self._titles.get(code)
        return titles is not None and bool(signs.title) and bool(titles.search(signs.title or ""))

    def _named(self, code: str, signs: Signs) -> bool:
        return self._addressed(code, signs) or self._typed(code, signs) or self._headed(code, signs)

    def _addressed(self, code: str, signs: Signs) -> bool:
        pattern = self._addresses.get(code)
        return pattern is not None and signs.url is not None and bool(pattern.search(signs.url))

    def _typed(self, code: str, signs: Signs) -> bool:
        if not signs.nodes:
            return False
        wanted = set(self._rules[code].types)
        if signs.described and code != "gallery":
            return False
        return any(wanted.intersection(jsonld.types(node)) for node in signs.nodes)


def _longest_run(body: Body, breaks: set[int]) -> int:
    """Most long paragraphs in a row without the headline of another page between them."""
    longest = run = 0
    for index, block in enumerate(body.kept):
        run = run + 1 if len(block.text) >= LONG_PARAGRAPH else run
        longest = max(longest, run)
        if index in breaks:
            run = 0
    return longest
