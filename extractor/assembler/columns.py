"""Tables flattened to lines: what each column of a row means, by the header above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.models.mentions import AwardMention, PredicateMention
from extractor.models.value import value

if TYPE_CHECKING:
    from extractor.assembler.view import SentenceView
    from extractor.models.mentions import Figure
    from extractor.patterns.award_schema import AwardPattern

_BAR = "|"
_LEAST = 2
"""Cells of a header that must say what they hold."""


@value()
class Columns:
    """The columns of a table.

    Per cell its header, the award's code, and whether it holds earlier values.
    """

    heads: tuple[str, ...]
    codes: tuple[str | None, ...]
    earlier: tuple[bool, ...]


def columns_of(view: SentenceView, award: AwardPattern | None) -> Columns | None:
    """The columns that a header line names: "No | Perangkat Daerah | 2022 | 2023 | Predikat".

    ``award``: the one told of, whose numbered labels a column may hold ("Level").
    """
    cells = _cells(view) if _BAR in view.words else []
    if len(cells) <= _LEAST or any(figure.decimal for figure in view.figures):
        return None
    years = [next((y.year for y in view.years if _in(y.start, cell)), None) for cell in cells]
    codes = [
        next((a.code for a in view.awards if not a.weak and _in(a.start, cell)), None)
        for cell in cells
    ]
    told = {year for year in years if year is not None}
    heads = tuple(view.text[start:end].strip().casefold() for start, end in cells)
    numbered = {spelling.rpartition(" ")[0] for spelling in _spellings(award)} - {""}
    awards = {code for code in codes if code is not None}
    if max(len(told), len(awards)) < _LEAST and numbered.isdisjoint(heads):
        return None
    latest = max(told, default=None)
    earlier = [
        (year is not None and latest is not None and year < latest)
        or any(_in(cue.start, cell) for cue in view.cued("previous"))
        for year, cell in zip(years, cells, strict=True)
    ]
    return Columns(heads, tuple(codes), tuple(earlier))


def _spellings(award: AwardPattern | None) -> dict[str, tuple[str, str]]:
    """Label and dimension by spelling."""
    return {
        spelling.casefold(): (entry.label, ladder.dimension)
        for ladder in (award.ladders if award is not None else ())
        for entry in ladder.entries
        for spelling, _ in entry.spellings()
    }


def labels_of_row(
    view: SentenceView, columns: Columns | None, award: AwardPattern | None
) -> list[PredicateMention]:
    """Labels whose first words stand in the header: "3" below "Level"."""
    cells = _row(view, columns)
    if columns is None or cells is None or award is None:
        return []
    spellings = _spellings(award)
    found = []
    for (start, end), head in zip(cells, columns.heads, strict=True):
        printed = view.text[start:end].strip()
        known = spellings.get(f"{head} {printed.casefold()}") if printed else None
        if known is not None:
            label, dimension = known
            at = view.text.index(printed, start)
            found.append(
                PredicateMention(
                    at,
                    at + len(printed),
                    rule="label.column",
                    label=label,
                    codes=(award.code,),
                    bare=True,
                    licensed=True,
                    dimensions=(dimension,),
                )
            )
    return found


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
