"""An official table as it was read: its rows, and how each column was understood."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from extractor.models.record import Frozen, Level

Meaning = Literal["recipient", "region", "region_code", "province", "score", "predicate", "year"]


class ColumnReading(Frozen):
    """How one column was understood.

    Attributes:
        header: its words as printed, "" without a header.
        meaning: what it holds; None for a column that is not used.
        decimal: decimal signs seen in it ("," "." or both), None where it has no decimals.
        year: the year that its header names, in a table wide by year.
    """

    position: int
    header: str
    meaning: Meaning | None
    decimal: str | None = None
    year: int | None = None


class TableRow(Frozen):
    """One judged line of the table, text as printed.

    ``number`` counts from 1 as a spreadsheet does. ``level`` and ``region`` may come from a
    group row above or from the title; ``score`` is a decimal string with a point.
    """

    number: int
    name: str
    region: str | None = None
    region_code: str | None = None
    level: Level | None = None
    score: str | None = None
    predicates: tuple[str, ...] = ()
    year: int | None = None
    award: str | None = None
    shown: str = ""


class UnreadRow(Frozen):
    """A line that is no data: a heading, a total, a signature, or one that cannot be read."""

    number: int
    reason: Literal["heading", "numbering", "total", "no-value", "signature", "no-name", "unclear"]
    shown: str


class OfficialTable(Frozen):
    """A table, ready to judge records by; ``name`` is the path as given."""

    name: str
    sha256: str
    header_row: int | None
    columns: tuple[ColumnReading, ...]
    rows: tuple[TableRow, ...]
    unread: tuple[UnreadRow, ...] = ()
    title: tuple[str, ...] = ()
    year: int | None = None
    region: str | None = None
    award: str | None = None
    sheet: str | None = None
    notes: tuple[str, ...] = Field(default=())
