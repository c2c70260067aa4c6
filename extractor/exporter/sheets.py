"""Two smaller sheets: what the dataset covers, and what its columns mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor import messages
from extractor.exporter.formulas import printable
from extractor.exporter.matrix import Matrix
from extractor.exporter.request import Request
from extractor.exporter.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter import Workbook


def write_coverage(
    book: Workbook, made: Sequence[Matrix], styles: Styles, request: Request
) -> None:
    """Add the sheet: for each award and year, recipients with a result, papers, conflicts."""
    sheet = book.add_worksheet(styles.sheet_name(messages.text("sheet-coverage", request.lang)))
    heads = ("award_code", "award_name", "year", "recipients", "regions", "papers", "conflicts")
    for position, name in enumerate(heads):
        sheet.write_string(
            0, position, messages.text(f"head-{name}", request.lang), styles.of("head")
        )
    line = 1
    for matrix in made:
        for turn, year in enumerate((*matrix.years, None)):
            cells = [(row, row.undated if year is None else row.cells[turn]) for row in matrix.rows]
            reported = [(r, c) for r, c in cells if c is not None and c.state == "reported"]
            if year is None and not reported:
                continue
            sheet.write_string(line, 0, matrix.code)
            sheet.write_string(line, 1, printable(matrix.name))
            if year is None:
                sheet.write_string(line, 2, messages.text("sheet-undated", request.lang))
            else:
                sheet.write_number(line, 2, year)
            regions = {r.jurisdiction_code for r, _ in reported if r.jurisdiction_code}
            papers = {voice.paper for _, c in reported for voice in c.voices}
            clashes = sum(c.conflict != "none" for _, c in reported)
            for offset, count in enumerate((len(reported), len(regions), len(papers), clashes)):
                sheet.write_number(line, 3 + offset, count)
            line += 1
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(line - 1, 1), len(heads) - 1)
    for position, width in enumerate((22, 52, 14, 12, 12, 12, 12)):
        sheet.set_column(position, position, width)


def write_dictionary(book: Workbook, styles: Styles, request: Request) -> None:
    """Add the sheet: each column of the flat table in Indonesian and English."""
    sheet = book.add_worksheet(styles.sheet_name(messages.text("sheet-dictionary", request.lang)))
    for position, code in enumerate(
        ("head-column", "head-kind", "head-meaning-id", "head-meaning-en")
    ):
        sheet.write_string(0, position, messages.text(code, request.lang), styles.of("head"))
    for line, column in enumerate(request.columns, 1):
        sheet.write_string(line, 0, column.name, styles.of("text"))
        kind = messages.text(f"kind-{column.kind}", request.lang)
        sheet.write_string(line, 1, kind, styles.of("text"))
        for position, lang in ((2, "id"), (3, "en")):
            told = messages.text(f"meaning-{column.name}", "id" if lang == "id" else "en")
            sheet.write_string(line, position, told, styles.of("wrapped"))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 3, 70)
