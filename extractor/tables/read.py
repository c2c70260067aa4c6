"""An official table from a file: header, columns, rows, and what of it is no data."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from extractor.errors import SourceError
from extractor.models.record import Level
from extractor.models.table import (
    ColumnReading,
    Meaning,
    OfficialTable,
    TableRow,
    UnreadRow,
)
from extractor.patterns.knowledge import Knowledge
from extractor.tables.columns import Column, Header, plain
from extractor.tables.grid import Cell, Grid, read_grids
from extractor.tables.header import HeaderReader
from extractor.tables.numbers import SignReading, figure_text, number_of, read_signs
from extractor.tables.refusals import refused
from extractor.tables.schema import TableOptions, TableWords, load_table_words
from extractor.tables.titles import TitleReader


def read_table(path: Path, knowledge: Knowledge, options: TableOptions) -> OfficialTable:
    """The table of the file as it was understood.

    Raises:
        SourceError: no file, a format nobody reads, no header, two candidates for a column,
            a decimal sign that nothing tells; always with what to do.
        MissingExtraError: the format needs a library that is not installed.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError("trouble-unreadable", path=path, why=error.strerror or error) from error
    words = load_table_words(knowledge.patterns.folders)
    grids = read_grids(path, data)
    grid, header = _chosen(grids, path, words, options)
    titles = TitleReader(knowledge, words)
    return _Reading(path, hashlib.sha256(data).hexdigest(), words, options, titles).read(
        grid, header
    )


def _chosen(
    grids: Sequence[Grid], path: Path, words: TableWords, options: TableOptions
) -> tuple[Grid, Header]:
    """The one sheet that holds a table, or the one the caller names."""
    if options.sheet is not None:
        named = [grid for grid in grids if grid.name == options.sheet]
        if not named:
            known = ", ".join(repr(grid.name) for grid in grids if grid.name)
            raise refused(
                "no-sheet" if known else "no-sheets",
                name=path,
                sheet=repr(options.sheet),
                known=known,
            )
        grids = named
    readable: list[tuple[Grid, Header]] = []
    problem: SourceError | None = None
    for grid in grids:
        try:
            readable.append((grid, HeaderReader(words, options, str(path)).read(grid)))
        except SourceError as error:
            problem = problem or error
    if not readable:
        raise problem or refused("none", name=path)
    if len(readable) > 1:
        names = ", ".join(repr(grid.name or "?") for grid, _ in readable)
        raise refused("several", name=path, sheets=names)
    return readable[0]


@dataclass(frozen=True)
class _Group:
    """What a group row says of the rows below it."""

    level: Level | None = None
    region: str | None = None


@dataclass(frozen=True)
class _Reading:
    path: Path
    digest: str
    words: TableWords
    options: TableOptions
    titles: TitleReader

    def read(self, grid: Grid, header: Header) -> OfficialTable:
        above = grid.rows[: header.row] if header.row is not None else ()
        lines = [" ".join(_shown(cell) for cell in row if cell != "") for row in above]
        lines = list(dict.fromkeys(line for line in lines if line))
        title = [*lines, *((grid.name,) if grid.name else ())]
        award = self.options.award or self.titles.award([*title, self.path.stem])
        signs = self._signs(grid, header, award)
        rows: list[TableRow] = []
        unread: list[UnreadRow] = []
        for found in self._rows(grid, header, signs):
            if isinstance(found, UnreadRow):
                unread.append(found)
            else:
                rows.append(found)
        if not rows:
            raise refused("no-rows", name=self.path)
        wide = any(c.year for c in header.columns if c.meaning in ("score", "predicate"))
        year = self.options.year
        if year is None and not wide and not header.of("year"):
            year = self.titles.year(title) or self.titles.year([self.path.stem], loose=True)
        return OfficialTable(
            name=str(self.path),
            sha256=self.digest,
            header_row=header.row + 1 if header.row is not None else None,
            columns=tuple(
                ColumnReading(
                    position=c.position + 1, header=c.header, meaning=c.meaning,
                    decimal=" ".join(sorted(signs[c.position].seen)) or None
                    if c.position in signs else None,
                    year=c.year,
                )
                for c in header.columns
            ),
            rows=tuple(rows),
            unread=tuple(unread),
            title=tuple(lines),
            year=year,
            region=self.options.region or self.titles.region(title),
            award=award,
            sheet=grid.name,
        )  # fmt: skip

    def _signs(self, grid: Grid, header: Header, award: str | None) -> dict[int, SignReading]:
        highest = self.titles.highest(award)
        signs: dict[int, SignReading] = {}
        for column in header.of("score"):
            cells = [row[column.position] for row in grid.rows[header.first :]]
            reading = read_signs(cells, self.options.decimal, highest)
            if reading.unclear == "?":
                named = column.header or f"column {column.position + 1}"
                raise refused(
                    "unclear-decimal", name=self.path, column=repr(named),
                    example=repr(reading.example),
                )  # fmt: skip
            signs[column.position] = reading
        return signs

    def _rows(
        self, grid: Grid, header: Header, signs: dict[int, SignReading]
    ) -> Iterator[TableRow | UnreadRow]:
        group = _Group()
        held: dict[str, str] = {}
        closing = False
        for index in range(header.first, len(grid.rows)):
            cells = grid.rows[index]
            line = " | ".join(_shown(cell) for cell in cells if cell != "")
            if not line:
                continue
            name = self._name(cells, header)
            values = self._values(cells, header, name)
            if index == header.first and _numbering(cells):
                yield UnreadRow(number=index + 1, reason="numbering", shown=line)
            elif not values and self._is_group(name or line):
                group = self._group(name or line, group)
                yield UnreadRow(number=index + 1, reason="heading", shown=line)
            elif self._is_total(name or line):
                yield UnreadRow(number=index + 1, reason="total", shown=line)
            elif closing or (not values and self._is_signature(line)):
                closing = closing or self._is_signature(line)
                yield UnreadRow(number=index + 1, reason="signature", shown=line)
            elif not name and not header.of("region_code"):
                yield UnreadRow(number=index + 1, reason="no-name", shown=line)
            elif not values:
                yield UnreadRow(number=index + 1, reason="no-value", shown=line)
            else:
                self._hold(cells, header, held)
                yield from self._data(grid, header, signs, index, (name, line, group, dict(held)))

    def _values(self, cells: Sequence[Cell], header: Header, name: str) -> bool:
        """Whether the row holds a figure, or beside a name a predicate."""
        scores = [cells[c.position] for c in header.of("score")]
        if any(figure_text(cell) is not None for cell in scores if cell != ""):
            return True
        labelled = header.of("predicate") or [c for c in header.of("score") if c.year]
        coded = any(cells[c.position] != "" for c in header.of("region_code"))
        return bool(name or coded) and any(cells[c.position] != "" for c in labelled)

    def _name(self, cells: Sequence[Cell], header: Header) -> str:
        return next((_shown(cells[c.position]) for c in header.of("recipient")), "")

    def _hold(self, cells: Sequence[Cell], header: Header, held: dict[str, str]) -> None:
        """Region and province stay from the row above where the cell is blank (merged)."""
        places: tuple[Meaning, ...] = ("region", "province", "region_code")
        for meaning in places:
            for column in header.of(meaning):
                if cells[column.position] != "":
                    held[meaning] = _shown(cells[column.position])

    def _data(
        self,
        grid: Grid,
        header: Header,
        signs: dict[int, SignReading],
        index: int,
        place: tuple[str, str, _Group, dict[str, str]],
    ) -> Iterator[TableRow | UnreadRow]:
        """The row's values: one, or one for each year of a wide table."""
        name, line, group, held = place
        cells = grid.rows[index]
        year = next((self._year(cells[c.position]) for c in header.of("year")), self.options.year)
        base = TableRow(
            number=index + 1,
            name=name,
            region=held.get("region") or group.region or self.options.region
            or held.get("province"),
            region_code=held.get("region_code"),
            level=group.level or self._level(header),
            predicates=tuple(
                _shown(cells[c.position]) for c in header.of("predicate")
                if cells[c.position] != "" and c.year is None and not self._empty(cells[c.position])
            ),
            year=year,
            shown=line,
        )  # fmt: skip
        scores = header.of("score")
        years = [c.year for c in (*scores, *header.of("predicate")) if c.year]
        found = False
        for column in scores:
            row = self._valued(base, column, cells, grid, signs)
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
                yield replace_row(
                    base, year=column.year, predicates=(_shown(cells[column.position]),)
                )
        if not found and base.predicates and not years:
            yield base
        elif not found:
            empty = all(self._empty(cells[c.position]) for c in (*scores, *header.of("predicate")))
            yield UnreadRow(number=index + 1, reason="no-value" if empty else "unclear", shown=line)

    def _valued(
        self,
        base: TableRow,
        column: Column,
        cells: Sequence[Cell],
        grid: Grid,
        signs: dict[int, SignReading],
    ) -> TableRow | None:
        cell = cells[column.position]
        if cell == "" or self._empty(cell) or (base.number - 1, column.position) in grid.merged:
            return None
        value = number_of(cell, signs[column.position].unclear)
        year = column.year or base.year
        if value is None:
            labelled = column.year is not None and figure_text(cell) is None
            return replace_row(base, year=year, predicates=(_shown(cell),)) if labelled else None
        return replace_row(base, year=year, score=format(value, "f"))

    def _level(self, header: Header) -> Level | None:
        for column in header.of("recipient"):
            return self.titles.level_of_header(column.header)
        return None

    def _year(self, cell: Cell) -> int | None:
        found = re.search(r"(?:19|20)[0-9]{2}", _shown(cell))
        return int(found[0]) if found else None

    def _empty(self, cell: Cell) -> bool:
        return cell == "" or (isinstance(cell, str) and cell.casefold() in self.words.empty_values)

    def _is_total(self, text: str) -> bool:
        return _begins(plain(text), self._totals)

    def _is_signature(self, line: str) -> bool:
        if _begins(plain(line), self._signatures):
            return True
        return re.fullmatch(r"[A-Za-z .]{3,40},\s.{0,25}(?:19|20)[0-9]{2}", line) is not None

    @cached_property
    def _totals(self) -> frozenset[str]:
        return frozenset(map(plain, self.words.totals))

    @cached_property
    def _signatures(self) -> frozenset[str]:
        return frozenset(map(plain, self.words.signatures))

    def _is_group(self, text: str) -> bool:
        return self.titles.is_heading(text)

    def _group(self, text: str, before: _Group) -> _Group:
        level, region = self.titles.place(text)
        if region is not None:
            return _Group(level=None, region=region)
        return replace(before, level=level) if level else before


def replace_row(row: TableRow, **changes: object) -> TableRow:
    """The row with other values."""
    return row.model_copy(update=changes)


def _begins(words: str, known: frozenset[str]) -> bool:
    """Whether the words are, or begin with, one of the known phrases."""
    parts = words.split()
    return any(" ".join(parts[:length]) in known for length in range(1, min(4, len(parts)) + 1))


def _numbering(cells: Sequence[Cell]) -> bool:
    """A row of column numbers: (1) (2) (3)."""
    filled = [re.sub(r"[()\s]", "", _shown(cell)) for cell in cells if cell != ""]
    return len(filled) > 1 and filled == [str(n) for n in range(1, len(filled) + 1)]


def _shown(cell: Cell) -> str:
    return format(cell, "f") if isinstance(cell, Decimal) else cell
