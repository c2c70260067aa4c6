"""Tables flattened to lines: what each column of a row means, by the header above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.models.mentions import AwardMention

if TYPE_CHECKING:
    from extractor.assembler.view import SentenceView
    from extractor.models.mentions import Figure

_BAR = "|"
_LEAST = 2
"""Cells of a header that must say what they hold."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: per cell the award's code and whether it holds earlier values."""

    codes: tuple[str | None, ...]
    earlier: tuple[bool, ...]


def columns_of(view: SentenceView) -> Columns | None:
    """The columns that a header line names: "No | Perangkat Daerah | 2022 | 2023 | Predikat"."""
    cells = _cells(view)
    if len(cells) <= _LEAST or any(figure.decimal for figure in view.figures):
        return None
    years = [next((y.year for y in view.years if _in(y.start, cell)), None) for cell in cells]
    codes = [
        next((a.code for a in view.awards if not a.weak and _in(a.start, cell)), None)
        for cell in cells
    ]
    told = {year for year in years if year is not None}
    if len(told) < _LEAST and len({code for code in codes if code is not None}) < _LEAST:
        return None
    latest = max(told, default=None)
    earlier = [
        (year is not None and latest is not None and year < latest)
        or any(_in(cue.start, cell) for cue in view.cued("previous"))
        for year, cell in zip(years, cells, strict=True)
    ]
    return Columns(tuple(codes), tuple(earlier))


def awards_of_row(view: SentenceView, columns: Columns | None) -> tuple[AwardMention, ...]:
    """A mention of each column's award at the start of its cell."""
    cells = _row(view, columns)
    if columns is None or cells is None:
        return ()
    return tuple(
        AwardMention(start, start, "award.column", code, weak=False)
        for (start, _), code in zip(cells, columns.codes, strict=True)
        if code is not None
    )


def is_earlier(view: SentenceView, columns: Columns | None, figure: Figure) -> bool:
    """The figure stands in a column of earlier values."""
    cells = _row(view, columns)
    if columns is None or cells is None:
        return False
    return any(
        earlier and _in(figure.start, cell)
        for cell, earlier in zip(cells, columns.earlier, strict=True)
    )


def _row(view: SentenceView, columns: Columns | None) -> list[tuple[int, int]] | None:
    """The cells of a row of the table; None for any other line."""
    if columns is None or _BAR not in view.words:
        return None
    cells = _cells(view)
    return cells if len(cells) == len(columns.codes) else None


def _cells(view: SentenceView) -> list[tuple[int, int]]:
    """Offsets of the line's cells."""
    cells, start = [], view.start
    for part in view.words.split(_BAR):
        cells.append((start, start + len(part)))
        start += len(part) + 1
    return cells


def _in(position: int, cell: tuple[int, int]) -> bool:
    return cell[0] <= position < cell[1]
