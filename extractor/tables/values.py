"""The values of one row of a table: a figure or a predicate, or one of each year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.models.record import Level
from extractor.models.table import TableRow, UnreadRow
from extractor.tables.columns import Column, Header
from extractor.tables.grid import Cell, Grid
from extractor.tables.numbers import SignReading, figure_text, number_of
from extractor.tables.schema import TableOptions, TableWords
from extractor.tables.titles import TitleReader


@dataclass(frozen=True)
class Group:
    """What a group row says of the rows below it."""

    level: Level | None = None
    region: str | None = None


@dataclass(frozen=True)
class RowValues:
    """Reads rows of one grid under one header."""

    words: TableWords
    options: TableOptions
    titles: TitleReader
    grid: Grid
    header: Header
    signs: Mapping[int, SignReading]

    def has_any(self, cells: Sequence[Cell], name: str) -> bool:
        """Whether the row holds a figure, or beside a name a predicate."""
        header = self.header
        scores = [cells[c.position] for c in header.of("score")]
        if any(figure_text(cell) is not None for cell in scores if cell != ""):
            return True
        labelled = header.of("predicate") or [c for c in header.of("score") if c.year]
        coded = any(cells[c.position] != "" for c in header.of("region_code"))
        return bool(name or coded) and any(cells[c.position] != "" for c in labelled)

    def read(
        self, index: int, name: str, line: str, group: Group, held: Mapping[str, str]
    ) -> Iterator[TableRow | UnreadRow]:
        """The row's values: one, or one for each year of a wide table.

        Args:
            index: of the row in the grid.
            name: the recipient's cell.
            line: the whole row, as it is shown.
            group: what the group row above says.
            held: region, province and code, of this row or of one above.
        """
        header, cells = self.header, self.grid.rows[index]
        year = next((self._year(cells[c.position]) for c in header.of("year")), self.options.year)
        base = TableRow(
            number=index + 1,
            name=name,
            region=held.get("region") or group.region or self.options.region
            or held.get("province"),
            region_code=held.get("region_code"),
            level=group.level or self._level(),
            predicates=tuple(
                shown(cells[c.position]) for c in header.of("predicate")
                if cells[c.position] != "" and c.year is None and not self._empty(cells[c.position])
            ),
            year=year,
            shown=line,
        )  # fmt: skip
        scores = header.of("score")
        years = [c.year for c in (*scores, *header.of("predicate")) if c.year]
        found = False
        for column in scores:
            row = self._valued(base, column, cells)
            if row is not None:
                found = True
                yield row
        for column in header.of("predicate"):
            if (
                column.year
                and cells[column.position] != ""
                and not self._empty(cells[column.position])
            ):
                found = True
                yield _with(base, year=column.year, predicates=(shown(cells[column.position]),))
        if not found and base.predicates and not years:
            yield base
        elif not found:
            empty = all(self._empty(cells[c.position]) for c in (*scores, *header.of("predicate")))
            yield UnreadRow(number=index + 1, reason="no-value" if empty else "unclear", shown=line)

    def _valued(self, base: TableRow, column: Column, cells: Sequence[Cell]) -> TableRow | None:
        cell = cells[column.position]
        merged = (base.number - 1, column.position) in self.grid.merged
        if merged or self._empty(cell):
            return None
        value = number_of(cell, self.signs[column.position].unclear)
        year = column.year or base.year
        if value is None:
            labelled = column.year is not None and figure_text(cell) is None
            return _with(base, year=year, predicates=(shown(cell),)) if labelled else None
        return _with(base, year=year, score=format(value, "f"))

    def _level(self) -> Level | None:
        for column in self.header.of("recipient"):
            return self.titles.level_of_header(column.header)
        return None

    def _year(self, cell: Cell) -> int | None:
        found = re.search(r"(?:19|20)[0-9]{2}", shown(cell))
        return int(found[0]) if found else None

    def _empty(self, cell: Cell) -> bool:
        return cell == "" or (isinstance(cell, str) and cell.casefold() in self.words.empty_values)


def shown(cell: Cell) -> str:
    """A cell as its table shows it."""
    return format(cell, "f") if isinstance(cell, Decimal) else cell


def _with(row: TableRow, **changes: object) -> TableRow:
    return row.model_copy(update=changes)
