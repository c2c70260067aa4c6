"""Earlier values that a difference is counted from, and the latest of several."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.assembler.reading import SentenceReading
    from extractor.assembler.scopes import Scopes
    from extractor.models.mentions import Figure

_DIFFERENCE_REACH = 25
"""Characters between a word of change and the difference."""
_NO_YEAR = 0


def counted_from(scopes: Scopes, figure: Figure) -> str | None:
    """As in "melesat 17,24 poin dari pengukuran 2023, yakni 61,20": the word of change."""
    view, frames = scopes.view, scopes.frames
    if not figure.decimal:
        return None
    dated = {year.start for year in view.years}
    before = [m for m in view.figures if m.end <= figure.start and m.start not in dated]
    if not before:
        return None
    start, end = before[-1].end, figure.start
    cues = view.cued("difference")
    near = [c for c in cues if 0 <= before[-1].start - c.end <= _DIFFERENCE_REACH]
    if not near or not frames["counted_from"].fullmatch(scopes.between(start, end)):
        return None
    if scopes.now(start, end) or scopes.recipient_between(start, end):
        return None
    return near[-1].word


def latest(reading: SentenceReading, figures: Sequence[Figure]) -> Figure:
    """Of several earlier values that of the latest year; the last one where no year is told."""
    years = [_year_of(reading, figure) for figure in figures]
    return max(zip(years, figures, strict=True), key=lambda p: (p[0], p[1].start))[1]


def _year_of(reading: SentenceReading, figure: Figure) -> int:
    """The year right behind the figure, else the last one told before it."""
    view, frame = reading.view, reading.frames["year_of_figure"]
    behind = (y for y in view.years if y.start >= figure.end)
    own = next((y for y in behind if frame.fullmatch(view.text, figure.end, y.start)), None)
    before = [y for y in view.years if y.end <= figure.start]
    year = own or (before[-1] if before else None)
    return year.year if year is not None else _NO_YEAR
