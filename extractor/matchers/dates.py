"""Dates and years: full dates by a finder of our own, checked against the printed weekday.

No date library: it costs a millisecond a call and accepts a weekday that does not fit.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.models.mentions import DateMention, YearMention

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.patterns.frames import FrameName
    from extractor.patterns.schema import NumberWords
    from extractor.patterns.shape import Shape

_NEAR = 330
"""Days from the publication within which a date without a year is looked for first."""
_DAY_REACH = 12
"""Characters between a relative day and a date that tells it."""
_WEEK = 7
_CENTURY = 2000
_FULL_YEAR = 4
"""Characters of a year with its century."""


@dataclass(frozen=True, slots=True)
class DateFinder:
    """Finds dates and years of a paragraph."""

    date: Shape
    year: Shape
    relative: Shape
    day: Shape
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    this_year: frozenset[str]

    @classmethod
    def build(cls, words: NumberWords, frames: Mapping[FrameName, Shape]) -> DateFinder:
        return cls(
            frames["date"],
            frames["year"],
            frames["relative_year"],
            frames["relative_day"],
            {w: i for i, group in enumerate(words.months, start=1) for w in group},
            {w: i for i, group in enumerate(words.weekdays) for w in group},
            frozenset(words.this_year_words),
        )

    def find_dates(self, text: str, base: int, published: dt.date | None) -> list[DateMention]:
        """Full dates of a paragraph; a date without a year takes the latest that fits."""
        found = []
        for match in self.date.finditer(text):
            weekday = self.weekdays.get((match["weekday"] or "").lower())
            year = match["year"] or match["long"]
            before = text[match.start("day") - 1 : match.start("day")]
            if match["month"] and weekday is None and year is None and before != "(":
                continue
            month = int(match["month"]) if match["month"] else self.months[match["name"].lower()]
            number = int(match["day"])
            if year is not None:
                day = _date(_full_year(year), month, number)
            else:
                day = _nearest(number, month, weekday, published)
            if day is None:
                continue
            start = match.start("weekday") if match["weekday"] else match.start("day")
            fits = weekday is None or day.weekday() == weekday
            found.append(
                DateMention(base + start, base + match.end(), "date", day.isoformat(), fits)
            )
        if published is not None:
            found.extend(self._days(text, base, published, found))
        return sorted(found, key=lambda date: date.start)

    def _days(
        self, text: str, base: int, published: dt.date, dated: list[DateMention]
    ) -> list[DateMention]:
        """As in "Selasa kemarin", "kemarin", "di Biak, Kamis," where no date stands with it."""
        found = []
        for match in self.day.finditer(text):
            start, end = base + match.start(), base + match.end()
            if any(d.start - _DAY_REACH < end and start < d.end + _DAY_REACH for d in dated):
                continue
            back = 1 if match["yesterday"] else 0
            if match["weekday"]:
                weekday = self.weekdays[match["weekday"].lower()]
                back = (published.weekday() - weekday - 1) % _WEEK + 1
            elif match["alone"]:
                back = (published.weekday() - self.weekdays[match["alone"].lower()]) % _WEEK
            iso = (published - dt.timedelta(days=back)).isoformat()
            rule = "date.weekday" if match["alone"] else "date.relative"
            found.append(DateMention(start, end, rule, iso, weekday_fits=True))
        return found

    def find_years(
        self, text: str, base: int, taken: list[tuple[int, int]], published: dt.date | None
    ) -> list[YearMention]:
        """Years that stand alone, and "tahun ini" read from the publication date."""
        found = []
        for match in self.year.finditer(text):
            start, end = base + match.start("year"), base + match.end("year")
            if any(s < end and start < e for s, e in taken):
                continue
            stated = match["stated"] is not None
            rule = "year.stated" if stated else "year"
            found.append(YearMention(start, end, rule, int(match["year"]), stated))
        if published is not None:
            found.extend(self._relative(text, base, published))
        return sorted(found, key=lambda y: y.start)

    def _relative(self, text: str, base: int, published: dt.date) -> list[YearMention]:
        found = []
        for match in self.relative.finditer(text):
            this = match[0].lower() in self.this_year
            rule = "year.this" if this else "year.last"
            year = published.year if this else published.year - 1
            start, end = base + match.start(), base + match.end()
            found.append(YearMention(start, end, rule, year, stated=False))
        return found


def _nearest(
    day: int, month: int, weekday: int | None, published: dt.date | None
) -> dt.date | None:
    """The latest such day up to the publication, else the first after it."""
    if published is None:
        return None
    years = (published.year, published.year - 1, published.year + 1)
    here = [d for year in years if (d := _date(year, month, day))]
    near = [d for d in here if abs((d - published).days) <= _NEAR]
    fitting = [d for d in near if weekday is None or d.weekday() == weekday]
    past = [d for d in fitting if d <= published]
    if past:
        return max(past)
    if fitting:
        return min(fitting)
    return max((d for d in here if d <= published), default=None)


def _full_year(printed: str) -> int:
    return int(printed) if len(printed) == _FULL_YEAR else _CENTURY + int(printed)


def _date(year: int, month: int, day: int) -> dt.date | None:
    """The day of the calendar; None where it has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
