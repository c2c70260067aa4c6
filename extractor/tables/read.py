"""An official table from a file: which sheet, its header, and what its title says."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import SourceError
from extractor.models.table import ColumnReading, OfficialTable, TableRow, UnreadRow
from extractor.patterns.knowledge import Knowledge
from extractor.tables.columns import Header
from extractor.tables.grid import Grid, read_grids
from extractor.tables.header import HeaderReader
from extractor.tables.numbers import SignReading, read_signs
from extractor.tables.refusals import refused
from extractor.tables.rows import RowReader
from extractor.tables.schema import TableOptions, TableWords, load_table_words
from extractor.tables.titles import TitleReader
from extractor.tables.values import RowValues, shown


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
class _Reading:
    path: Path
    digest: str
    words: TableWords
    options: TableOptions
    titles: TitleReader

    def read(self, grid: Grid, header: Header) -> OfficialTable:
        above = grid.rows[: header.row] if header.row is not None else ()
        lines = [" ".join(shown(cell) for cell in row if cell != "") for row in above]
        lines = list(dict.fromkeys(line for line in lines if line))
        title = [*lines, *((grid.name,) if grid.name else ())]
        award = self.options.award or self.titles.award([*title, self.path.stem])
        signs = self._signs(grid, header, award)
        rows: list[TableRow] = []
        unread: list[UnreadRow] = []
        values = RowValues(self.words, self.options, self.titles, grid, header, signs)
        for found in RowReader(self.words, self.titles, values).read():
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
