"""Printed dates to ISO 8601, in the zone the site gives; a bare date stays a date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from extractor.parser.schema import DatesPattern

ISO = re.compile(
    r"([12]\d{3})-(\d{1,2})-(\d{1,2})"
    r"(?:[T\s]{1,2}(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?\s?(Z|[+-]\d{2}:?\d{2}|[+-]\d{2}\b)?)?",
    re.IGNORECASE,
)
ADDRESS_DATE = re.compile(r"(?:^|[/_-])((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/_-]|$)")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")
LONGEST_LINE = 130
LONGEST_SEARCH = 4_000
CLOCK_ROOM = 30
BEFORE_YEAR, AFTER_YEAR = 36, 60
MOST_WORDS = 6
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class Moment:
    """A date found in a line: its ISO form, where it stands, and whether it has a time."""

    iso: str
    start: int
    end: int
    timed: bool


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _zone(text: str | None) -> timezone | None:
    """A fixed offset from "Z", "+0700", "+07:00" or "+07"."""
    if not text:
        return None
    if text in {"Z", "z"}:
        return UTC
    whole = text if len(text) > 3 else f"{text[0]}{text[1:]:0>2}00"
    match = OFFSET.match(whole)
    if not match or int(match[2]) > 14 or int(match[3]) > 59:
        return None
    shift = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(-shift if match[1] == "-" else shift)


def _iso(day: date, clock: time | None, zone: timezone | None) -> str:
    if clock is None:
        return day.isoformat()
    return datetime.combine(day, clock, zone).isoformat()


class DateReader:
    """Reads dates by the words of dates.toml."""

    def __init__(self, pattern: DatesPattern) -> None:
        self._months = pattern.months
        self.zones = pattern.zones
        self._afternoon = frozenset(pattern.afternoon)
        months = _alternatives(pattern.months)
        clock = (
            r"(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d))?"
            rf"(?:\s?(?P<half>{_alternatives([*pattern.afternoon, *pattern.morning])})\b)?"
            rf"(?:\s{{0,3}}[(]?(?P<zone>{_alternatives(pattern.zones)})(?![a-z])(?:\s?(?=[+]))?)?"
            r"(?:\s?(?P<offset>[+-]\d{2}:?\d{2}|[+-]\d{1,2})(?!\d))?"
        )
        labels = _alternatives([*pattern.published_labels, *pattern.modified_labels])
        gap = rf"[\s,|/•·.\-–—@(]{{0,12}}(?:(?:pukul|jam|waktu|pkl\.?|at|{labels})\b[\s:.]{{0,3}})?"
        self._printed = re.compile(
            r"(?<![\d.,])(?:"
            rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s./,-]{{1,3}}(?P<month>{months})\b"
            r"[\s.,/'’-]{1,3}(?P<year>(?:19|20)\d{2})"
            rf"|\b(?P<month2>{months})\b\.?\s{{1,2}}(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}"
            r"(?P<year2>(?:19|20)\d{2})"
            r"|(?P<day3>\d{1,2})[/.-](?P<month3>\d{1,2})[/.-](?P<year3>(?:19|20)\d{2})"
            r"|(?P<year4>(?:19|20)\d{2})[/.-](?P<month4>\d{1,2})[/.-](?P<day4>\d{1,2})"
            rf")(?![\d])(?:(?:T|{gap}){clock})?",
            re.IGNORECASE,
        )
        weekdays = _alternatives(pattern.weekdays)
        self._before = re.compile(
            r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-3])(?::(?P<minute>[0-5]\d)|[.](?P<minute2>[0-5]\d)"
            rf"(?=\s?(?:{_alternatives(pattern.zones)})\b))"
            rf"(?:\s?(?P<zone>{_alternatives(pattern.zones)}))?"
            rf"[\s,|/•·-]{{1,5}}(?:(?:{weekdays})[\s,]{{1,3}})?$",
            re.IGNORECASE,
        )
        zones = _alternatives(pattern.zones)
        self._filler = re.compile(
            rf"\b(?:{weekdays}|{labels}|{zones}|pukul|jam|pkl|oleh|at|on|by|date|waktu)\b"
            r"|_x0000_|[^\w]",
            re.IGNORECASE,
        )
        self._modified = re.compile(
            rf"\b(?:{_alternatives(pattern.modified_labels)})\b", re.IGNORECASE
        )

    def structured(self, value: str | None) -> str | None:
        """ISO value of a meta element, JSON-LD or datetime attribute, kept in its zone."""
        if not value:
            return None
        value = " ".join(value.split())[:120]
        match = ISO.match(value)
        if match is None:
            moment = self.find(value)
            return moment.iso if moment else None
        try:
            day = date(int(match[1]), int(match[2]), int(match[3]))
            if not FIRST_YEAR <= day.year <= LAST_YEAR:
                return None
            if match[4] is None:
                return day.isoformat()
            clock = time(int(match[4]) % 24, int(match[5]), min(int(match[6] or 0), 59))
        except ValueError:
            return None
        zone = _zone(match[7])
        if zone is None:
            tail = value[match.end() :].strip(" ()").lower()
            zone = _zone(self.zones.get(tail))
        return _iso(day, clock, zone)

    def in_zone(self, iso: str | None, zone_word: str | None) -> str | None:
        """A date-time without offset in the zone of this word; anything else as it is."""
        zone = _zone(self.zones.get((zone_word or "").lower()))
        if iso is None or zone is None or len(iso) <= len("2025-02-04"):
            return iso
        moment = datetime.fromisoformat(iso)
        return iso if moment.tzinfo else moment.replace(tzinfo=zone).isoformat()

    def find(self, text: str, zone_word: str | None = None) -> Moment | None:
        """The first date of a short text; ``zone_word`` ("WIB") holds where none is printed."""
        start = 0
        for year in YEAR.finditer(text[:LONGEST_SEARCH]):
            start = max(start, year.start() - BEFORE_YEAR)
            match = self._printed.search(text, start, year.end() + AFTER_YEAR)
            moment = self._moment(match, zone_word) if match else None
            if moment:
                return moment if moment.timed else self._with_clock_before(moment, text, zone_word)
        return None

    def _with_clock_before(self, moment: Moment, text: str, zone_word: str | None) -> Moment:
        """The moment with the time that stands before its date ("15:10 WIB, 4 Februari")."""
        match = self._before.search(text, max(0, moment.start - CLOCK_ROOM), moment.start)
        if match is None:
            return moment
        clock = time(int(match["hour"]), int(match["minute"] or match["minute2"]))
        zone = _zone(self.zones.get((match["zone"] or zone_word or "").lower()))
        iso = _iso(date.fromisoformat(moment.iso), clock, zone)
        return Moment(iso, match.start(), moment.end, timed=True)

    def _moment(self, match: re.Match[str], zone_word: str | None) -> Moment | None:
        day = match["day"] or match["day2"] or match["day3"] or match["day4"]
        year = match["year"] or match["year2"] or match["year3"] or match["year4"]
        name = match["month"] or match["month2"]
        month = self._months[name.lower()] if name else int(match["month3"] or match["month4"])
        try:
            found = date(int(year), month, int(day))
            clock = self._clock(match)
        except ValueError:
            return None
        word = (match["zone"] or zone_word or "").lower()
        zone = _zone(match["offset"]) or _zone(self.zones.get(word))
        iso = _iso(found, clock, zone)
        return Moment(iso, match.start(), match.end(), clock is not None)

    def _clock(self, match: re.Match[str]) -> time | None:
        if match["hour"] is None:
            return None
        hour = int(match["hour"]) % 24
        half = (match["half"] or "").lower()
        if half:
            hour = hour % 12 + (12 if half in self._afternoon else 0)
        return time(hour, int(match["minute"]), int(match["second"] or 0))

    def is_date_line(self, text: str, *, opening: bool = False) -> bool:
        """Whether a line is nothing but a date with its weekday, zone and labels.

        Args:
            text: the line.
            opening: the line stands above the first paragraph, where a name or a counter
                may stand beside the date.
        """
        if len(text) > LONGEST_LINE or YEAR.search(text) is None:
            return False
        moment = self.find(text)
        if moment is None:
            return False
        rest = self._filler.sub(" ", text[: moment.start] + " " + text[moment.end :]).split()
        if not rest:
            return True
        if not opening or len(rest) > MOST_WORDS:
            return False
        return len(rest) <= MOST_WORDS // 2 or not text.endswith(".")

    def names_change(self, text: str) -> bool:
        """Whether a line labels its date as that of a change ("Diperbarui …")."""
        return self._modified.search(text) is not None

    def in_address(self, url: str | None) -> str | None:
        """Date that an address carries ("/2020/03/11/slug")."""
        match = ADDRESS_DATE.search(url or "")
        if match is None:
            return None
        try:
            return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
        except ValueError:
            return None
