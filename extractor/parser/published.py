"""When a page was published and changed: JSON-LD, meta, microdata, its own lines, its address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from itertools import islice

from extractor.models import Dropped
from extractor.parser import jsonld
from extractor.parser.blocks import squeeze
from extractor.parser.dates import DateReader
from extractor.parser.head import Head
from extractor.parser.schema import DateSource, PublisherPattern
from extractor.parser.titles import text_of
from extractor.parser.view import View

METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "content_publisheddate",
    "publishdate", "pubdate", "publish-date", "publish_date", "publication_date", "date_published",
    "dtk:publishdate", "jpnncom_news_pubdate", "cxenseparse:recs:publishtime", "sailthru.date",
    "parsely-pub-date", "dc.date.issued", "dc.date", "dcterms.created", "date", "article.published",
    "article:published", "og:published_time", "bt:pubdate", "originalpublicationdate", "created",
)  # fmt: skip
MODIFIED_METAS = (
    "article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified",
    "dcterms.modified", "article:modified",
)  # fmt: skip
MARKED_DATES = (
    (b"datePublished", "[itemprop~=datePublished]"),
    (b"schema:date", "[property~='schema:datePublished'], [property~='schema:dateCreated']"),
    (b'"dc:', "[property~='dc:date'], [property~='dc:created']"),
)
ORDER: tuple[DateSource, ...] = (
    "json-ld", "meta", "microdata", "selector", "line", "end", "address",
)  # fmt: skip
RAW = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
TEXT = re.compile(r">\s*([^<>\s][^<>]*)")
TIME_TAG = re.compile(
    r"<time\b[^<>]{0,300}?\bdatetime\s{0,2}=\s{0,2}[\"']([^\"']{8,40})", re.IGNORECASE
)
PLAIN_RUN = re.compile(r"[\w ]{6,60}")
BEFORE_TITLE, AFTER_TITLE = 1_500, 6_000
LABEL_WINDOW = 40
MOST_LINES = 24
LAST_LINES = 3
BARE_DATE = len("2025-02-04")
SAME_MOMENT = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Dates:
    """Published and modified, ISO 8601 in the zone given, or None."""

    published: str | None
    modified: str | None


class PageDates:
    """Asks the sources of a page's dates in order."""

    def __init__(
        self, reader: DateReader, view: View, head: Head, article: jsonld.Node | None,
        publisher: PublisherPattern | None,
    ) -> None:  # fmt: skip
        self._reader = reader
        self._view = view
        self._page = view.page
        self._head = head
        self._article = article
        self._publisher = publisher
        self._zone = publisher.zone if publisher else None
        self._near = ""
        self.last_resort: str | None = None

    def find(
        self, title: str | None, first: str | None,
        dropped: Iterable[Dropped], kept: int, url: str | None,
    ) -> Dates:  # fmt: skip
        """Dates of the page.

        Args:
            title: headline; the line with the date stands near it.
            first: first kept paragraph, at which the search for that line ends.
            dropped: blocks of the body that were dropped.
            kept: number of paragraphs kept.
            url: address, whose path may hold the date.
        """
        order = (self._publisher.dates if self._publisher else ()) or ORDER
        published: str | None = None
        modified = self._structured_change()
        lines: tuple[str | None, str | None] | None = None
        for source in order:
            if source == "json-ld":
                published = self._json("datePublished") or self._json("dateCreated")
            elif source == "meta":
                names = self._publisher.date_metas if self._publisher else ()
                published = self._reader.structured(self._head.first((*names, *METAS)))
            elif source == "microdata":
                published = self._microdata()
            elif source == "selector":
                published, changed = self._selected()
                modified = modified or changed
            elif source == "line":
                lines = self._near_title(title, first)
                published = lines[0]
                modified = modified or lines[1]
            elif source == "end":
                published = self._in_dropped(dropped, kept)
            else:
                published = self._reader.in_address(url)
            if published:
                break
        published = published or self.last_resort
        if published and self._wants_local(published):
            if lines is None:
                lines = self._near_title(title, first)
            published = self._local(published, lines[0])
        return Dates(self._reader.in_zone(published, self._zone), modified)

    def lines_near(self, title: str | None, first: str | None) -> list[str]:
        """Text between headline and body (else above it), where bylines stand: by element."""
        if not self._near:
            self._near_title(title, first)
        found = TEXT.finditer(f">{self._near}")
        return [squeeze(unescape(match[1])) for match in islice(found, MOST_LINES)]

    def _json(self, key: str) -> str | None:
        value = jsonld.text(self._article.get(key)) if self._article else None
        return self._reader.structured(value)

    def _structured_change(self) -> str | None:
        return self._json("dateModified") or self._reader.structured(
            self._head.first(MODIFIED_METAS)
        )

    def _microdata(self) -> str | None:
        selectors = [selector for mark, selector in MARKED_DATES if mark in self._page]
        for node in self._view.tree.css(", ".join(selectors))[:4] if selectors else ():
            attributes = node.attributes
            for name in ("content", "datetime"):
                found = self._reader.structured(attributes.get(name))
                if found:
                    return found
            moment = self._reader.find(text_of(node) or "", self._zone)
            if moment:
                return moment.iso
        return None

    def _selected(self) -> tuple[str | None, str | None]:
        selectors = self._publisher.select.date if self._publisher else ()
        for node in self._view.nodes(selectors, 4):
            published, modified = self._labelled(text_of(node) or "")
            if published is None:
                stamp = node.attributes.get("datetime") or node.attributes.get("title")
                published = self._reader.structured(stamp)
            if published:
                return published, modified
        return None, None

    def _near_title(self, title: str | None, first: str | None) -> tuple[str | None, str | None]:
        """Dates of the lines between headline and body, else of those just above it."""
        body = self._body_at(first)
        at = self._title_at(title, body)
        if at < 0:
            return None, None
        stop = min(body, at + AFTER_TITLE) if body > at else at + AFTER_TITLE
        above = self._page[max(0, at - BEFORE_TITLE) : at]
        for place, raw in enumerate((self._page[at:stop], above)):
            part = raw.decode("utf-8", "ignore")
            part = part[part.find(">") + 1 :]
            if "<script" in part or "<!--" in part or "<style" in part:
                part = RAW.sub(" ", part)
            self._near = self._near or part
            published, modified = self._labelled(squeeze(unescape(TAG.sub(" ", part))))
            stamp = TIME_TAG.search(part)
            found = self._reader.structured(stamp[1]) if stamp else None
            if found and (published is None or self._is_closer(found, published)):
                published = found
            if published and (place == 0 or len(published) > BARE_DATE):
                self._near = part
                return published, modified
            self.last_resort = self.last_resort or published
        return None, None

    @staticmethod
    def _is_closer(stamp: str, printed: str) -> bool:
        """Whether a time element adds the clock to the printed day."""
        return len(printed) <= BARE_DATE < len(stamp) and stamp.startswith(printed)

    def _body_at(self, first: str | None) -> int:
        """Where the first paragraph begins in the raw page; -1 if it is not found."""
        start = max(0, self._page.find(b"<body"))
        runs = PLAIN_RUN.findall((first or "")[:240])
        for run in sorted(runs, key=len, reverse=True)[:3]:
            at = self._page.find(run.strip().encode(), start)
            if len(run) >= 10 and at > 0:
                return at
        return -1

    def _title_at(self, title: str | None, body: int) -> int:
        """Where the headline begins: the last place before the body that prints it."""
        page = self._page
        start = max(0, page.find(b"<body"))
        runs = sorted(PLAIN_RUN.findall(title or ""), key=len, reverse=True)
        probe = runs[0].strip().encode() if runs else b""
        if len(probe) >= 8 and body > 0:
            at = page.rfind(probe, start, body)
            while at > 0:
                if page.rfind(b"<", 0, at) < page.rfind(b">", 0, at):
                    return at
                at = page.rfind(probe, start, at)
        at = page.find(b"<h1", start)
        while at >= 0 and probe:
            if probe in page[at : at + 1_500]:
                return at
            at = page.find(b"<h1", at + 3)
        return page.find(b"<h1", start)

    def _labelled(self, text: str) -> tuple[str | None, str | None]:
        """Published and changed date of a line by their labels; times before bare dates."""
        published: list[tuple[bool, str]] = []
        modified: str | None = None
        at = 0
        for _ in range(6):
            moment = self._reader.find(text[at:], self._zone)
            if moment is None:
                break
            label = text[max(at, at + moment.start - LABEL_WINDOW) : at + moment.start]
            if self._reader.names_change(label):
                modified = modified or moment.iso
            else:
                published.append((moment.timed, moment.iso))
            at += moment.end
        timed = [iso for has_time, iso in published if has_time]
        chosen = timed[0] if timed else published[0][1] if published else modified
        return chosen, modified

    def _in_dropped(self, dropped: Iterable[Dropped], kept: int) -> str | None:
        """A date alone on a line before the first or after the last paragraph."""
        for block in dropped:
            if block.after < 0 or block.after >= kept - LAST_LINES:
                moment = self._reader.find(block.text[:200], self._zone)
                dated = block.rule == "date-line" or self._reader.is_date_line(block.text)
                if moment and (moment.timed or dated):
                    return moment.iso
        return None

    @staticmethod
    def _wants_local(published: str) -> bool:
        return len(published) > 10 and (published.endswith("+00:00") or "+" not in published[10:])

    @staticmethod
    def _local(published: str, printed: str | None) -> str:
        """The printed time where it is the same moment, in the zone that readers see."""
        if printed is None or len(printed) <= 10 or "+" not in printed[10:]:
            return published
        given, seen = datetime.fromisoformat(published), datetime.fromisoformat(printed)
        clocks = given.replace(tzinfo=None) - seen.replace(tzinfo=None)
        if abs(clocks) < SAME_MOMENT:
            return given.replace(tzinfo=seen.tzinfo).isoformat()
        if given.tzinfo is not None and abs(given - seen) < SAME_MOMENT:
            return given.astimezone(seen.tzinfo).isoformat()
        return published
