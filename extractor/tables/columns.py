"""Columns of a table by what their header says, and the names by which a caller means them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.models.table import Meaning


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its position from 0, header words, meaning, and year of a wide table."""

    position: int
    header: str
    meaning: Meaning | None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """Row of the header from 0 (None: there is none), the row where data begins, the columns."""

    row: int | None
    first: int
    columns: tuple[Column, ...]

    def of(self, meaning: Meaning) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.meaning == meaning)


def plain(text: str) -> str:
    """Lower-case words of a header, signs other than "/" and "." blanked."""
    return " ".join(re.sub(r"[^\w/.]+", " ", text.casefold()).replace("_", " ").split()).strip(" .")


def wide(columns: list[Column]) -> list[Column]:
    """Columns headed by years hold the values of those years."""
    years = [c for c in columns if c.year and c.meaning is None]
    if not years or any(c.meaning == "score" and c.year is None for c in columns):
        return columns
    return [
        Column(c.position, c.header, "score", c.year) if c.year and c.meaning is None else c
        for c in columns
    ]


def without_undated(columns: list[Column]) -> list[Column]:
    """Beside the values of several years a label without a year tells of no one of them."""
    years = {c.year for c in columns if c.meaning == "score" and c.year}
    if len(years) < 2:
        return columns
    return [
        Column(c.position, c.header, None) if c.meaning == "predicate" and c.year is None else c
        for c in columns
    ]


def regions_aside(columns: list[Column]) -> list[Column]:
    """Without a column of names the region, else the province, names the recipient."""
    meanings = [c.meaning for c in columns]
    if "recipient" in meanings:
        return columns
    names: tuple[Meaning, ...] = ("region", "province")
    stand_in = next((m for m in names if m in meanings), None)
    if stand_in is None:
        return columns
    return [
        Column(c.position, c.header, "recipient", c.year) if c.meaning == stand_in else c
        for c in columns
    ]


def means(named: str, column: Column) -> bool:
    """Whether the caller's words, number or letter name the column."""
    wanted = named.strip()
    if plain(wanted) == plain(column.header) and plain(wanted):
        return True
    if wanted.isdigit():
        return int(wanted) == column.position + 1
    return wanted.upper() == letter(column.position)


def letter(position: int) -> str:
    """The letter of a spreadsheet's column, from position 0."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
