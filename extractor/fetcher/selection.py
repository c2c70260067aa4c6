"""Which of the addresses that were found are wanted, and why the others are not."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict

from extractor.fetcher import addresses
from extractor.fetcher.patterns import FetchPatterns

Refusal = Literal[
    "off-site", "no-article", "excluded", "not-included", "outside-dates", "off-topic", "trap"
]
_PATH_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/-]|$)")
_COMPACT_DATE = re.compile(r"/((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{0,8}(?=[-/]|$)")
_WORD = re.compile(r"\w+")


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression ({error})") from None
    return pattern


Regex = Annotated[str, AfterValidator(_compiles)]


class Selection(BaseModel):
    """What the caller wants of all that is found.

    Attributes:
        since, until: publication days, both included, where the day is known.
        include, exclude: regular expressions on the whole address.
        keywords: one of them has to stand in the headline or address; lists that are about
            the keywords themselves need none.
        any_site: follow lists to articles of other sites.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    since: date | None = None
    until: date | None = None
    include: tuple[Regex, ...] = ()
    exclude: tuple[Regex, ...] = ()
    keywords: tuple[str, ...] = ()
    any_site: bool = False

    @cached_property
    def _wanted(self) -> re.Pattern[str] | None:
        return re.compile("|".join(self.include), re.IGNORECASE) if self.include else None

    @cached_property
    def _unwanted(self) -> re.Pattern[str] | None:
        return re.compile("|".join(self.exclude), re.IGNORECASE) if self.exclude else None

    @cached_property
    def _topics(self) -> tuple[str, ...]:
        return tuple(f" {' '.join(_words(keyword))} " for keyword in self.keywords)

    def outside(self, published: str | None) -> bool:
        """Whether a day of publication is known and not wanted ("2024", "2024-03", ISO)."""
        if published is None:
            return False
        first, last = _span(published)
        too_old = self.since is not None and last is not None and last < self.since
        too_new = self.until is not None and first is not None and first > self.until
        return too_old or too_new

    def too_old(self, published: str | None) -> bool:
        """Whether the day is known and before all that is wanted."""
        if published is None or self.since is None:
            return False
        last = _span(published)[1]
        return last is not None and last < self.since

    def refusal(self, url: str, title: str, published: str | None, *, themed: bool) -> str | None:
        """Why an address is not wanted, None if it is."""
        if self._unwanted and self._unwanted.search(url):
            return "excluded"
        if self._wanted and not self._wanted.search(url):
            return "not-included"
        if self.outside(published):
            return "outside-dates"
        if self._topics and not themed and not self._on_topic(url, title):
            return "off-topic"
        return None

    def _on_topic(self, url: str, title: str) -> bool:
        slug = addresses.split(url).path
        text = f" {' '.join(_words(title))} {' '.join(_words(slug))} "
        return any(topic in text for topic in self._topics)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("_", " "))


def _span(published: str) -> tuple[date | None, date | None]:
    """First and last day that a date of year, month or day precision can mean."""
    match = re.match(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", published)
    if match is None:
        return None, None
    year, month, day = int(match[1]), match[2], match[3]
    try:
        if month and day:
            exact = date(year, int(month), int(day))
            return exact, exact
        if month:
            last = monthrange(year, int(month))[1]
            return date(year, int(month), 1), date(year, int(month), last)
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None, None


def date_in_address(url: str) -> str | None:
    """The day or month that an address carries ("/2024/03/06/", "/20240306123456-…")."""
    path = addresses.split(url).path
    match = _PATH_DATE.search(path) or _COMPACT_DATE.search(path)
    if match is None:
        return None
    year, month, day = match[1], int(match[2]), int(match[3]) if match[3] else None
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    return f"{year}-{month:02}" + (f"-{day:02}" if day else "")


@dataclass(frozen=True, slots=True)
class ArticleShape:
    """Tells by its address whether a link leads to an article."""

    patterns: FetchPatterns
    article: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()

    def fits(self, url: str) -> bool:
        """Whether the address looks like an article: the publisher's form, else the usual ones."""
        if any(re.search(pattern, url) for pattern in self.skip):
            return False
        parts = addresses.split(url)
        if self.patterns.file_ending.search(parts.path):
            return False
        if self.article:
            return any(re.search(pattern, parts.path) for pattern in self.article)
        return self._usual(parts.path, parts.query)

    def _usual(self, path: str, query: str) -> bool:
        steps = [step for step in path.lower().split("/") if step]
        words = self.patterns.address
        if not steps:
            return bool(re.fullmatch(r"p=\d+", query))
        slug = re.sub(r"\.(?:html?|php)$", "", steps[-1])
        if slug.isdigit() and len(steps) > 1:
            slug = steps[-2]
        if any(step in words.never for step in steps) or steps[0] in words.listing:
            return False
        if any(step in words.listing_anywhere for step in steps):
            return False
        numbered = any(re.search(r"\d{4,}", step) for step in steps)
        return slug.count("-") >= 3 or (numbered and slug.count("-") >= 1)


def same_site(url: str, other: str, second_level: Sequence[str]) -> bool:
    """Whether two addresses belong to one registered domain."""
    return addresses.site_of(url, second_level) == addresses.site_of(other, second_level)
