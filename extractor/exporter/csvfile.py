"""The flat table as CSV: UTF-8 with a mark that spreadsheets know, formulas made harmless."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from extractor.dataset import Dataset
from extractor.dataset.columns import Column
from extractor.dataset.flat import Cell
from extractor.exporter.formulas import disarm, printable
from extractor.exporter.request import Request


def write_csv(dataset: Dataset, path: Path, request: Request) -> int:
    """Write the table; number of rows."""
    columns = request.columns
    writers = [(column.name, _writer(column, request)) for column in columns]
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        out = csv.writer(file)
        out.writerow(column.name for column in columns)
        for row in dataset.rows(request.chosen):
            out.writerow([write(row[name]) for name, write in writers])
            count += 1
    return count


def _writer(column: Column, request: Request) -> Callable[[Cell], Cell]:
    if request.withheld(column):
        return _nothing
    if column.kind != "text":
        return _as_is
    return _text if request.raw else _harmless


def _nothing(_: Cell) -> Cell:
    return None


def _as_is(cell: Cell) -> Cell:
    return cell


def _text(cell: Cell) -> Cell:
    return printable(cell) if isinstance(cell, str) else cell


def _harmless(cell: Cell) -> Cell:
    return disarm(printable(cell)) if isinstance(cell, str) else cell
