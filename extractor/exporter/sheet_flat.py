"""The flat table as a sheet: typed cells, filters, a header that stays."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import date
from itertools import islice
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, TextIO

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from extractor import messages
from extractor.dataset import Dataset
from extractor.dataset.columns import ColumnKind
from extractor.dataset.flat import Row
from extractor.exporter.formulas import printable
from extractor.exporter.parquet import fitting_date, fitting_decimal
from extractor.exporter.request import Request
from extractor.exporter.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter import Workbook

# Excel's own limits: rows below the header, characters of a cell.
_MOST_ROWS, _LONGEST = 1_048_575, 32_767
_WIDTHS = {"text": 22, "decimal": 10, "integer": 9, "date": 11}
_FORMATS: dict[ColumnKind, str] = {
    "text": "text", "decimal": "number", "integer": "whole", "date": "date",
}  # fmt: skip
# Letter, name, kind and style of a column.
Placed = tuple[str, str, ColumnKind, int]

_DAY_ZERO = date(1899, 12, 30)


class TableSheet(Worksheet):  # type: ignore[misc, unused-ignore]
    """A sheet whose rows are rendered as they come, not held cell by cell.

    The library keeps an object for each of a million cells and visits each three times; here
    a row becomes its XML at once and waits in a temporary file.
    """

    rendered: TextIO | None = None

    def render(self, rows: Iterable[Row], columns: tuple[Placed, ...]) -> None:
        """Render the rows below the header; strings go to the workbook's own table."""
        shared = self.str_table._get_shared_string_index  # noqa: SLF001 -- see the class
        self.rendered = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 -- closed below
        for line, row in enumerate(rows, 2):
            cells = [f'<row r="{line}">']
            for letter, name, kind, style in columns:
                cell = row[name]
                if cell is None:
                    continue
                number = None if kind == "text" else _number(cell, kind)
                if number is None:
                    index = shared(printable(str(cell))[:_LONGEST])
                    cells.append(f'<c r="{letter}{line}" t="s"><v>{index}</v></c>')
                else:
                    cells.append(f'<c r="{letter}{line}" s="{style}"><v>{number}</v></c>')
            cells.append("</row>")
            self.rendered.write("".join(cells))

    def _write_rows(self) -> None:
        super()._write_rows()
        if self.rendered is not None:
            self.rendered.seek(0)
            shutil.copyfileobj(self.rendered, self.fh)
            self.rendered.close()


def write_flat(book: Workbook, dataset: Dataset, styles: Styles, request: Request) -> int:
    """Add the sheet; number of rows. What Excel cannot hold is left to the other formats."""
    name = styles.sheet_name(messages.text("sheet-flat", request.lang))
    sheet = book.add_worksheet(name, worksheet_class=TableSheet)
    for position, column in enumerate(request.columns):
        sheet.write_string(0, position, column.name, styles.of("head"))
        sheet.set_column(position, position, _WIDTHS[column.kind])
    count = min(dataset.count(request.chosen), _MOST_ROWS)
    columns = tuple(
        (
            xl_col_to_name(position), column.name, column.kind,
            styles.of(_FORMATS[column.kind])._get_xf_index(),  # noqa: SLF001 -- see the class
        )
        for position, column in enumerate(request.columns)
        if not request.withheld(column)
    )  # fmt: skip
    sheet.render(islice(dataset.rows(request.chosen), count), columns)
    sheet.dim_rowmax = count
    sheet.autofilter(0, 0, max(count, 1), len(request.columns) - 1)
    sheet.freeze_panes(1, 0)
    return count


def _number(cell: str | int, kind: ColumnKind) -> str | int | None:
    """The cell as Excel counts, None for what is no number or day."""
    if kind == "date":
        day = fitting_date(cell)
        return (day - _DAY_ZERO).days if day is not None and day > _DAY_ZERO else None
    if isinstance(cell, int):
        return cell
    return cell if fitting_decimal(cell) is not None else None
