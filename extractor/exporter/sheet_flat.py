"""The flat table as a sheet: typed cells, filters, a header that stays."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from extractor import messages
from extractor.dataset import Dataset
from extractor.exporter.formulas import printable
from extractor.exporter.request import Request
from extractor.exporter.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

# Excel's own limits: rows of a sheet, characters of a cell.
_MOST_ROWS, _LONGEST = 1_048_575, 32_767
_WIDTHS = {"text": 22, "decimal": 10, "integer": 9, "date": 11}


def write_flat(book: Workbook, dataset: Dataset, styles: Styles, request: Request) -> int:
    """Add the sheet; number of rows. What Excel cannot hold is left to the other formats."""
    sheet = book.add_worksheet(styles.sheet_name(messages.text("sheet-flat", request.lang)))
    head = styles.of("head")
    for position, column in enumerate(request.columns):
        sheet.write_string(0, position, column.name, head)
        sheet.set_column(position, position, _WIDTHS[column.kind])
    kinds = [
        (position, column.name, column.kind)
        for position, column in enumerate(request.columns)
        if not request.withheld(column)
    ]
    formats = {kind: styles.of(name) for kind, name in _FORMATS.items()}
    line = 0
    for row in dataset.rows(request.chosen):
        line += 1
        if line > _MOST_ROWS:
            break
        for position, name, kind in kinds:
            cell = row[name]
            if cell is None:
                continue
            if kind == "text":
                sheet._write_string(line, position, printable(str(cell))[:_LONGEST])  # noqa: SLF001 -- the public one tries each type first: half of the time
            else:
                _typed(sheet, line, position, str(cell), formats[kind])
    sheet.autofilter(0, 0, max(line, 1), len(request.columns) - 1)
    sheet.freeze_panes(1, 0)
    return line


_FORMATS = {"decimal": "number", "integer": "whole", "date": "date"}


def _typed(sheet: Worksheet, line: int, position: int, cell: str, style: object) -> None:
    """A number or a date; what is neither stays text."""
    try:
        if "-" in cell[1:]:
            sheet.write_datetime(line, position, date.fromisoformat(cell), style)
        else:
            sheet.write_number(line, position, float(Decimal(cell)), style)
    except (ValueError, InvalidOperation):
        sheet.write_string(line, position, printable(cell))
