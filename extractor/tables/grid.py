"""A table file as a grid of cells, whatever its format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Final

from extractor.errors import MissingExtraError, SourceError
from extractor.tables.delimited import read_delimited
from extractor.tables.markup import read_html_tables
from extractor.tables.refusals import refused

Cell = str | Decimal
# Digits of a binary number in a spreadsheet that are meant.
_MEANT_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells, "" where empty; a Decimal is a number typed as such.

    ``merged`` holds the cells, by row and column from 0, that a merged range over several
    rows covers; ``keys``: the first row is the keys of JSON objects or a schema's columns.
    """

    name: str | None
    rows: tuple[tuple[Cell, ...], ...]
    merged: frozenset[tuple[int, int]] = field(default=frozenset())
    keys: bool = False


def read_grids(path: Path, data: bytes) -> list[Grid]:
    """Every sheet or table of the file.

    Raises:
        SourceError: the format is not read, or the file is broken.
        MissingExtraError: the format needs a library that is not installed.
    """
    suffix = path.suffix.lower()
    if suffix == ".pdf" or data.startswith(b"%PDF-"):
        raise refused("pdf", name=path)
    reader = _READERS.get(suffix)
    if reader is None:
        known = " ".join(sorted(_READERS))
        raise refused("format", name=path, known=known)
    grids = [grid for grid in reader(path, data) if grid.rows]
    if not grids:
        raise refused("none", name=path)
    return grids


def _workbook(path: Path, data: bytes) -> list[Grid]:
    from io import BytesIO

    try:
        from python_calamine import CalamineError, load_workbook
    except ImportError as error:
        raise MissingExtraError("verify", "python-calamine") from error
    try:
        book = load_workbook(BytesIO(data))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        return [
            Grid(
                name=sheet.name,
                rows=_trimmed(
                    [_cell(value) for value in row]
                    for row in sheet.to_python(skip_empty_area=False)
                ),
                merged=_covered(sheet.merged_cell_ranges or ()),
            )
            for sheet in sheets
        ]
    except (CalamineError, OSError, ValueError) as error:
        raise refused("broken-workbook", name=path, error=error) from error


def _covered(
    ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]],
) -> frozenset[tuple[int, int]]:
    return frozenset(
        (row, column)
        for (top, left), (bottom, right) in ranges
        if bottom > top
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    )


def _delimited(path: Path, data: bytes) -> list[Grid]:
    return [Grid(name=None, rows=_trimmed(read_delimited(path, data)))]


def _html(path: Path, data: bytes) -> list[Grid]:
    del path
    return [Grid(name=None, rows=_trimmed(rows)) for rows in read_html_tables(data)]


def _json(path: Path, data: bytes) -> list[Grid]:
    import orjson

    try:
        found = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise SourceError("trouble-no-json", path=path, why=error) from error
    objects = _objects(found)
    if not objects:
        raise SourceError("trouble-no-objects", path=path)
    keys = list(dict.fromkeys(str(key) for each in objects for key in each))
    rows: list[list[Cell]] = [[*keys]]
    rows += [[_cell(each.get(key)) for key in keys] for each in objects]
    return [Grid(name=None, rows=_trimmed(rows), keys=True)]


def _objects(found: object) -> list[dict[str, object]]:
    """The first list of objects inside, breadth first: bare, under "data", "result.records"."""
    level = [found]
    for _ in range(4):
        deeper: list[object] = []
        for each in level:
            if isinstance(each, list) and each and all(isinstance(x, dict) for x in each):
                return each
            if isinstance(each, dict):
                deeper.extend(each.values())
        level = deeper
    return []


def _parquet(path: Path, data: bytes) -> list[Grid]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("verify", "pyarrow") from error
    try:
        table = pq.read_table(pa.BufferReader(data))
    except (pa.ArrowInvalid, OSError) as error:
        raise SourceError("trouble-no-parquet", path=path, why=error) from error
    columns = [column.to_pylist() for column in table.columns]
    rows: list[list[Cell]] = [[str(name) for name in table.column_names]]
    rows += [[_cell(value) for value in row] for row in zip(*columns, strict=True)]
    return [Grid(name=None, rows=_trimmed(rows), keys=True)]


def _cell(value: object) -> Cell:
    """A typed value as a cell: numbers exact, everything else as text."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value)
    if isinstance(value, float):
        return Decimal(f"{value:.{_MEANT_DIGITS}g}") if value == value else ""
    if isinstance(value, int | Decimal):
        return Decimal(value)
    return " ".join(str(value).replace("\xa0", " ").split())


def _trimmed(rows: Iterable[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """All rows of one width; empty rows stay, so that row numbers are the file's own."""
    found = [tuple(row) for row in rows]
    while found and not any(cell != "" for cell in found[-1]):
        found.pop()
    width = max((len(row) for row in found), default=0)
    return tuple((*row, *([""] * (width - len(row)))) for row in found)


_READERS: Final[dict[str, Callable[[Path, bytes], list[Grid]]]] = {
    ".xlsx": _workbook, ".xlsm": _workbook, ".xls": _workbook, ".ods": _workbook,
    ".csv": _delimited, ".tsv": _delimited, ".txt": _delimited, ".html": _html, ".htm": _html,
    ".json": _json, ".parquet": _parquet,
}  # fmt: skip
