"""Dates and years: full dates by a finder of our own, checked against the printed weekday.

dateparser is left for words no calendar pattern reads; it costs a millisecond a call and
accepts a weekday that does not fit.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from extractor.models.mentions import DateMention, YearMention
from extractor.patterns.schema import NumberWords


def _alternatives(groups: tuple[tuple[str, ...], ...]) -> str:
    return "|".join(sorted((re.escape(w) for g in groups for w in g), key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class DateFinder:
    """Compiled calendar patterns."""

    dates: re.Pattern[str]
    years: re.Pattern[str]
    relative: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    this_year: frozenset[str]

    @classmethod
    def build(cls, words: NumberWords) -> DateFinder:
        months, weekdays = _alternatives(words.months), _alternatives(words.weekdays)
        dates = re.compile(
            rf"(?:\b(?P<weekday>{weekdays})\b)?(?:\s(?:pagi|siang|sore|malam))?[\s,(\[]{{0,3}}"
            r"(?<![\d.,])(?P<day>[0-9]{1,2})(?:"
            r"(?P<sep>[/-])(?P<month>[0-9]{1,2})(?:(?P=sep)(?P<year>[0-9]{4}|[0-9]{2}))?(?![\d/])"
            rf"|\s(?P<name>{months})\b\.?(?:\s(?P<long>(?:19|20)[0-9]{{2}}))?)",
            re.IGNORECASE,
        )
        before = _alternatives((words.before_year,))
        years = re.compile(
            rf"(?:\b(?P<stated>{before})\s)?(?<![\d/.,-])(?P<year>(?:19|20)[0-9]{{2}})"
            r"(?:[/-](?:19|20)?[0-9]{2})?(?!\d|[.,]\d)",
            re.IGNORECASE,
        )
        relative = re.compile(
            rf"\b(?:{_alternatives((words.this_year_words + words.previous_year_words,))})\b",
            re.IGNORECASE,
        )
        return cls(
            dates,
            years,
            relative,
            {w: i + 1 for i, group in enumerate(words.months) for w in group},
            {w: i for i, group in enumerate(words.weekdays) for w in group},
            frozenset(words.this_year_words),
        )

    def find_dates(self, text: str, base: int, published: dt.date | None) -> list[DateMention]:
        """Full dates of a paragraph; a date without a year takes the latest that fits."""
        found = []
        for match in self.dates.finditer(text):
            weekday = self.weekdays.get((match["weekday"] or "").lower())
            if match["month"] and weekday is None and not match["year"] and text[match.start("day") - 1 : match.start("day")] != "(":
                continue
            month = int(match["month"]) if match["month"] else self.months[match["name"].lower()]
            year = match["year"] or match["long"]
            if year is None and weekday is None and match["name"] is None and published is None:
                continue
            day = self._resolve(int(match["day"]), month, year, weekday, published)
            if day is None:
                continue
            start = match.start("weekday") if match["weekday"] else match.start("day")
            fits = weekday is None or day.weekday() == weekday
            found.append(
                DateMention(base + start, base + match.end(), "date", day.isoformat(), fits)
            )
        return found

    def _resolve(
        self, day: int, month: int, year: str | None, weekday: int | None, published: dt.date | None
    ) -> dt.date | None:
        if year is not None:
            number = int(year) if len(year) == 4 else 2000 + int(year)
            return _date(number, month, day)
        if published is None:
            return None
        here = [d for y in (published.year, published.year - 1, published.year + 1) if (d := _date(y, month, day))]
        near = [d for d in here if abs((d - published).days) <= 330]
        fitting = [d for d in near if weekday is None or d.weekday() == weekday]
        past = [d for d in fitting if d <= published]
        if past:
            return max(past)
        if fitting:
            return min(fitting)
        return max((d for d in here if d <= published), default=None)

    def find_years(
        self, text: str, base: int, taken: list[tuple[int, int]], published: dt.date | None
    ) -> list[YearMention]:
        """Years that stand alone, and "tahun ini" read from the publication date."""
        found = []
        for match in self.years.finditer(text):
            start, end = base + match.start("year"), base + match.end("year")
            if any(s < end and start < e for s, e in taken):
                continue
            rule = "year.stated" if match["stated"] else "year"
            found.append(YearMention(start, end, rule, int(match["year"]), bool(match["stated"])))
        if published is not None:
            for match in self.relative.finditer(text):
                this = match.group().lower() in self.this_year
                found.append(
                    YearMention(
                        base + match.start(),
                        base + match.end(),
                        "year.this" if this else "year.last",
                        published.year - (0 if this else 1),
                        False,
                    )
                )
        return sorted(found, key=lambda y: y.start)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
