"""The flat table as Parquet: one explicit schema, whatever the rows hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.dataset import Dataset
from extractor.dataset.columns import Column, ColumnKind
from extractor.dataset.flat import Cell, Row
from extractor.errors import MissingExtraError
from extractor.exporter.request import Request

if TYPE_CHECKING:
    import pyarrow as pa

TABLE_VERSION = "1"

# Decimals hold 16 digits before the point and 8 behind it.
_PRECISION, _SCALE = 24, 8
_STEP, _LIMIT = Decimal(1).scaleb(-_SCALE), Decimal(10) ** (_PRECISION - _SCALE)
_ROW_GROUP = 50_000

Value = str | int | Decimal | date | None


def table_schema(columns: tuple[Column, ...]) -> pa.Schema:
    """The Arrow schema: the same for every export with these columns."""
    import pyarrow as pa

    types: dict[ColumnKind, pa.DataType] = {
        "text": pa.string(),
        "decimal": pa.decimal128(_PRECISION, _SCALE),
        "integer": pa.int64(),
        "date": pa.date32(),
    }
    fields = [
        pa.field(each.name, types[each.kind], nullable=each.name != "record_id") for each in columns
    ]
    return pa.schema(fields, metadata={"award-extractor.table": TABLE_VERSION})


def write_parquet(dataset: Dataset, path: Path, request: Request) -> int:
    """Write the table; number of rows.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("export", "pyarrow") from error
    schema, count = table_schema(request.columns), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in _groups(dataset.rows(request.chosen)):
            arrays = [
                pa.array([_value(column, row, request) for row in rows], field.type)
                for column, field in zip(request.columns, schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            count += len(rows)
    return count


def _groups(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while group := list(islice(rows, _ROW_GROUP)):
        yield group


def _value(column: Column, row: Row, request: Request) -> Value:
    cell = row[column.name]
    if cell is None or request.withheld(column):
        return None
    if column.kind == "decimal":
        return fitting_decimal(cell)
    if column.kind == "date":
        return fitting_date(cell)
    return cell


def fitting_decimal(cell: Cell) -> Decimal | None:
    """The figure, None where it has more digits than any score (its text column keeps them)."""
    try:
        figure = Decimal(str(cell)).quantize(_STEP, ROUND_HALF_EVEN)
    except InvalidOperation:
        return None
    return figure if abs(figure) < _LIMIT else None


def fitting_date(cell: Cell) -> date | None:
    """The day, None for what is no date."""
    try:
        return date.fromisoformat(str(cell))
    except ValueError:
        return None
