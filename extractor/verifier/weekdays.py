"""Printed weekdays against the calendar: "Kamis (12/12/2020)" was a Saturday."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extractor.models import AwardRecord
from extractor.verifier.reasons import Finding, reason_of
from extractor.verifier.text import ArticleText
from extractor.verifier.wording import Wording, any_of, may_hold

# A date without a year belongs to the publication's own year, this many days around it.
_NEAR_DAYS = 200
_AHEAD_DAYS = 45
_TOLD_YEAR = re.compile(r"(?<![0-9/.,])(?:19|20)[0-9]{2}(?![0-9/]|[.,][0-9])")


@dataclass(frozen=True)
class WeekdayCheck:
    """Finds dates whose weekday is another."""

    wording: Wording

    @cached_property
    def _weekdays(self) -> dict[str, int]:
        groups = self.wording.knowledge.numbers.weekdays
        return {word: day for day, group in enumerate(groups) for word in group}

    @cached_property
    def _months(self) -> dict[str, int]:
        groups = self.wording.knowledge.numbers.months
        return {word: month for month, group in enumerate(groups, start=1) for word in group}

    @cached_property
    def _shape(self) -> re.Pattern[str]:
        parts, dates = any_of(self.wording.words.day_parts), any_of(self.wording.words.date_words)
        return re.compile(
            rf"(?<![\w-])(?P<weekday>{any_of(self._weekdays)})(?:\s(?:{parts}))?"
            rf"(?:\s(?:{dates}))?[\s,(]{{1,3}}(?:(?:{dates})\s)?"
            r"(?P<day>[0-9]{1,2})(?:"
            r"(?P<sep>[/.-])(?P<month>[0-9]{1,2})(?:(?P=sep)(?P<year>[0-9]{4}|[0-9]{2}))?(?![0-9/])"
            rf"|\s(?P<name>{any_of(self._months)})\.?(?:\s(?P<long>(?:19|20)[0-9]{{2}}))?)(?!\w)"
        )

    def findings(self, text: ArticleText, records: tuple[AwardRecord, ...]) -> Iterator[Finding]:
        del records
        if not may_hold(text.lower, tuple(self._weekdays)):
            return
        published = _day_of(text.article.published)
        seen: set[str] = set()
        for match in self._shape.finditer(text.lower):
            weekday = self._weekdays[match["weekday"]]
            days = self._days(match, published)
            if not days or any(day.weekday() == weekday for day in days) or match[0] in seen:
                continue
            if self._of_old_year(text, match, weekday, published):
                continue
            seen.add(match[0])
            right = self.wording.knowledge.numbers.weekdays[days[0].weekday()][0]
            yield Finding(
                text.article, None,
                reason_of(
                    "weekday-mismatch", (text.exhibit(*match.span()),),
                    date=days[0].isoformat(), told=match["weekday"], right=right,
                ),
            )  # fmt: skip

    def _of_old_year(
        self, text: ArticleText, match: re.Match[str], weekday: int, published: dt.date | None
    ) -> bool:
        """A date without its year that fits a year long past of which its sentence tells."""
        if match["year"] or match["long"] or published is None:
            return False
        month = int(match["month"]) if match["month"] else self._months[match["name"]]
        start, end = text.sentence_at(match.start())
        told = (int(year) for year in _TOLD_YEAR.findall(text.lower, start, end))
        days = [
            _date(year, month, int(match["day"])) for year in told if year <= published.year - 2
        ]
        return any(day is not None and day.weekday() == weekday for day in days)

    def _days(self, match: re.Match[str], published: dt.date | None) -> list[dt.date]:
        """The days that the date may be: one with its year, else those near the publication."""
        month = int(match["month"]) if match["month"] else self._months[match["name"]]
        year = match["year"] or match["long"]
        if match["sep"] and match["sep"] != "/" and year is None:
            return []
        if year is not None:
            day = _date(int(year) + (2000 if len(year) == 2 else 0), month, int(match["day"]))
            return [day] if day else []
        if published is None:
            return []
        years = (published.year, published.year - 1, published.year + 1)
        near = [d for y in years if (d := _date(y, month, int(match["day"])))]
        return [d for d in near if -_NEAR_DAYS <= (d - published).days <= _AHEAD_DAYS]


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _day_of(published: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
