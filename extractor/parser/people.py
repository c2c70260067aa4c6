"""Author, editor and section of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from extractor.models import Dropped
from extractor.parser import jsonld
from extractor.parser.boilerplate import LineRules
from extractor.parser.elements import ElementRules
from extractor.parser.head import Head
from extractor.parser.schema import PublisherPattern
from extractor.parser.titles import text_of
from extractor.parser.view import View

AUTHOR_METAS = (
    "author", "article:author", "content_author", "dc.creator", "jpnncom_news_author",
    "dtk:author", "cxenseparse:author", "sailthru.author", "parsely-author",
)  # fmt: skip
SECTION_METAS = ("article:section", "content_category", "dtk:kanal", "category", "section")
AUTHORS = (
    "[rel~=author]",
    "[itemprop~=author]",
    "[rel~='schema:author']",
    ".author-name",
    ".post-author",
    ".byline .author",
    "[class*=author]",
    "[class*=penulis]",
    "[class*=reporter]",
)
TAIL = re.compile(r"\s(?:[-–|•·/]|::)\s.*$|\s?\(.{0,40}\)$|[,|•·]\s.*\d.*$")
BAD_NAME = re.compile(r"^https?:|[@<>{}]|\d{3,}", re.IGNORECASE)
INITIAL = re.compile(r"\b[A-Z]\.$")
LONGEST_NAME = 60
HIGHEST_CLIMB = 8
STRANGERS = frozenset(["comments", "related-box"])
NEAR = 600
BYLINE_RULES = frozenset(
    ["byline", "editor-line", "source-line", "copyright", "date-line", "publisher-drop", "hidden"]
)


def without_stop(name: str) -> str:
    """The name without a full stop at its end, unless it ends in an initial."""
    return name if INITIAL.search(name) else name.rstrip(" ,.")


def name_of(text: str | None) -> str | None:
    """A person's or desk's name without what a site hangs on it; None if it is no name."""
    if not text:
        return None
    name = without_stop(TAIL.sub("", text).strip(" ,:;|-–•/()"))
    if not name or len(name) > LONGEST_NAME or BAD_NAME.search(name) or len(name.split()) > 8:
        return None
    return name


class People:
    """Finds who wrote and who edited the article."""

    def __init__(
        self, head: Head, article: jsonld.Node | None, publisher: PublisherPattern | None,
        rules: LineRules, elements: ElementRules,
    ) -> None:  # fmt: skip
        self._head = head
        self._article = article
        self._publisher = publisher
        self._rules = rules
        self._elements = elements

    @property
    def declared(self) -> str | None:
        """The author as JSON-LD or a meta element says."""
        return self._described() or self._in_metas()

    def author(self, view: View, lines: dict[str, str]) -> str | None:
        """The author: JSON-LD, the publisher's place, meta, a labelled line, common places.

        Some sites describe their editor as the author: then who is printed as the author is.
        """
        own = self._publisher.select.author if self._publisher else ()
        described = self._described()
        if described and described == lines.get("editor"):
            return self._selected(view, own) or lines.get("author") or described
        return (
            described
            or self._selected(view, own)
            or self._in_metas()
            or lines.get("author")
            or self._selected(view, AUTHORS)
        )

    def _described(self) -> str | None:
        return self._person(jsonld.text(self._article.get("author")) if self._article else None)

    def _in_metas(self) -> str | None:
        own = self._publisher.author_metas if self._publisher else ()
        return self._person(self._head.first((*own, *AUTHOR_METAS)))

    def _person(self, text: str | None) -> str | None:
        """The name, unless it is the publisher's own."""
        name = name_of(text)
        own = (self._head.meta.get("og:site_name"), self._publisher and self._publisher.name)
        same = name is not None and name.casefold() in {one.casefold() for one in own if one}
        return None if same else name

    def editor(self, view: View, lines: dict[str, str]) -> str | None:
        """The editor: JSON-LD, the publisher's place, a labelled line."""
        found = jsonld.text(self._article.get("editor")) if self._article else None
        own = self._publisher.select.editor if self._publisher else ()
        metas = ("content_editor", "editor")
        return (
            name_of(found)
            or self._selected(view, own)
            or lines.get("editor")
            or name_of(self._head.first(metas))
        )

    def section(self, view: View) -> str | None:
        """The section of the site, as it is named there."""
        found = jsonld.text(self._article.get("articleSection")) if self._article else None
        if found:
            return found
        named = self._head.first(SECTION_METAS)
        if named:
            return named
        for node in view.nodes(self._publisher.select.section if self._publisher else (), 1):
            text = text_of(node)
            if text and len(text) <= LONGEST_NAME:
                return text
        return None

    def _selected(self, view: View, selectors: tuple[str, ...]) -> str | None:
        for node in view.nodes(selectors, 2):
            text = text_of(node)
            if not text or self._is_strangers(node):
                continue
            labelled = self._rules.bylines(text)
            name = labelled.get("author") or labelled.get("editor") or name_of(text)
            if name:
                return name
        return None

    def _is_strangers(self, node: LexborNode) -> bool:
        """Whether a name stands among the comments or the related articles."""
        above: LexborNode | None = node
        for _ in range(HIGHEST_CLIMB):
            if above is None or above.tag in {"body", "main", "html"}:
                break
            attributes = above.attributes
            rule = self._elements.by_names(attributes.get("class"), attributes.get("id"))
            if rule in STRANGERS:
                return True
            above = above.parent
        return False


def labelled_names(rules: LineRules, dropped: Iterable[Dropped], near: str) -> dict[str, str]:
    """Names that labelled lines give ("Penulis: …"), by field.

    Args:
        rules: know the labels.
        dropped: blocks of the body that were dropped.
        near: text between headline and body.
    """
    found: dict[str, str] = {}
    lines = [block.text for block in dropped if block.rule in BYLINE_RULES]
    for text in (*lines, near[:NEAR]):
        for field, raw in rules.bylines(text).items():
            found.setdefault(field, raw)
    return found
