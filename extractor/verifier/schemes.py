"""Which scale and which bands hold for an award, an assessment year and an assessor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.models import AwardRecord
from extractor.patterns.award_schema import AwardPattern, Band, Scale, Scheme
from extractor.verifier.causes import cut_to, decimals_of, rounded_to


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules that one assessment year brings: alternatives of scale, and the bands."""

    award: AwardPattern
    year: int | None
    scales: tuple[Scale, ...]
    scale_known: bool
    scheme: Scheme | None

    @property
    def confirmed(self) -> bool:
        """Whether a figure outside contradicts; else it only warns."""
        return self.scheme is not None and self.scheme.limits == "confirmed" and self.scale_known

    def in_scale(self, score: Decimal) -> bool:
        return not self.scales or any(s.min <= score <= s.max for s in self.scales)


def rulebooks(award: AwardPattern, record: AwardRecord) -> tuple[Rulebook, ...]:
    """One rulebook for the record's year; without a year those of the years it may be of."""
    body = record.award.granting_body
    if record.award.year is not None:
        return (_rulebook(award, record.award.year, body),)
    published = (record.article.published or "")[:4]
    if not published.isdigit():
        return tuple(_rulebook(award, year, body) for year in _starts(award))
    return tuple(_rulebook(award, int(published) - back, body) for back in (1, 0))


def scheme_of(award: AwardPattern, year: int | None, body: str | None = None) -> Scheme | None:
    """The bands in force in that assessment year."""
    for scheme in award.schemes:
        if (
            year is not None
            and _holds(scheme.valid_from, scheme.valid_to, year)
            and _by(scheme.granting_bodies, body)
        ):
            return scheme
    return None


def bands_of(scheme: Scheme, label: str) -> tuple[Band, ...]:
    """The bands that name the label."""
    return tuple(band for band in scheme.bands if label in band.labels)


def holds(scheme: Scheme, band: Band, score: Decimal) -> bool:
    """Whether the score lies in the band, rounded half up to the bands' decimals or cut.

    Both, because bands printed with few decimals leave gaps: 77.97 beside "73-77.9" and
    "78-100" has been given either label.
    """
    decimals = band_decimals(scheme)
    if decimals is None:
        return _inside(band, score)
    return _inside(band, rounded_to(score, decimals)) or _inside(band, cut_to(score, decimals))


def _inside(band: Band, value: Decimal) -> bool:
    above = band.min is None or value > band.min or (band.min_inclusive and value == band.min)
    below = band.max is None or value < band.max or (band.max_inclusive and value == band.max)
    return above and below


def band_holding(scheme: Scheme, score: Decimal) -> tuple[Band, ...]:
    """All bands that hold the score."""
    return tuple(band for band in scheme.bands if holds(scheme, band, score))


def band_decimals(scheme: Scheme) -> int | None:
    """Decimals with which the bands are printed; None where they join without a gap."""
    if scheme.decimals is not None:
        return scheme.decimals
    limits = [x for band in scheme.bands for x in (band.min, band.max) if x is not None]
    starts = {band.min for band in scheme.bands}
    if all(band.max is None or band.max in starts for band in scheme.bands[:-1]):
        return None
    return max((decimals_of(limit) for limit in limits), default=None)


def same_level(scheme: Scheme, one: str, other: str) -> bool | None:
    """Whether two labels can be told of one score; None where the bands do not name both."""
    left, right = bands_of(scheme, one), bands_of(scheme, other)
    if not left or not right or any(b.min is None or b.max is None for b in (*left, *right)):
        return None
    return any(_overlap(a, b) for a in left for b in right)


def _overlap(one: Band, other: Band) -> bool:
    if one == other:
        return True
    lows = [band.min for band in (one, other) if band.min is not None]
    highs = [band.max for band in (one, other) if band.max is not None]
    return max(lows) < min(highs)


def _rulebook(award: AwardPattern, year: int, body: str | None) -> Rulebook:
    valid = [s for s in award.scales if _holds(s.valid_from, s.valid_to, year)]
    fitting = tuple(s for s in valid if _by(s.granting_bodies, body))
    return Rulebook(award, year, fitting, bool(fitting) or not valid, scheme_of(award, year, body))


def _holds(first: int | None, last: int | None, year: int) -> bool:
    return (first is None or first <= year) and (last is None or year <= last)


def _by(bodies: Sequence[str], body: str | None) -> bool:
    return not bodies or (body is not None and body in bodies)


def _starts(award: AwardPattern) -> Iterable[int]:
    """A year of each scheme, for a record whose year nothing tells."""
    years = {s.valid_from or s.valid_to for s in award.schemes}
    return sorted(year for year in years if year is not None) or (0,)
