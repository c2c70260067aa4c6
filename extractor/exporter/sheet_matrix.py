"""One award's sheet: a row a recipient, a block of columns a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor import messages
from extractor.exporter.formulas import printable
from extractor.exporter.matrix import Cell, Matrix, decimals_of
from extractor.exporter.request import Request
from extractor.exporter.styles import Styles
from extractor.messages import figure

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_NAMES = ("recipient", "jurisdiction", "jurisdiction_code")
_LONGEST_LINK = 2_000
_MOST_LINKS = 60_000


def write_matrix(book: Workbook, matrix: Matrix, styles: Styles, request: Request) -> None:
    """Add the sheet; the first one added is where the workbook opens."""
    sheet = book.add_worksheet(styles.sheet_name(matrix.code))
    _Sheet(sheet, matrix, styles, request).write()


@dataclass(slots=True)
class _Sheet:
    sheet: Worksheet
    matrix: Matrix
    styles: Styles
    request: Request
    links: int = 0

    def text(self, code: str, **values: object) -> str:
        return messages.text(code, self.request.lang, **values)

    @property
    def parts(self) -> tuple[str, ...]:
        """The columns of a year; no column of figures where the award has none."""
        return (*(("score",) if self.matrix.scored else ()), "predicates", "papers", "mark")

    def write(self) -> None:
        top = self._opening()
        self._headings(top)
        first = top + 2
        undated = any(row.undated for row in self.matrix.rows)
        for position, row in enumerate(self.matrix.rows):
            line = first + position
            named = (row.recipient, row.jurisdiction, row.jurisdiction_code)
            if self.matrix.code == "other":
                named = (f"{row.recipient} ({row.award_name})", *named[1:])
            for column, value in enumerate(named):
                if value is not None:
                    self._string(line, column, value, "text")
            for turn, cell in enumerate(row.cells):
                self._cell(line, self._column(turn), cell, line_left=self._changes(turn))
            if undated and row.undated is not None:
                self._cell(line, self._column(len(row.cells)), row.undated, line_left=False)
        self._shape(top)

    def _opening(self) -> int:
        """Title and notes; the line on which the headings begin."""
        self._string(0, 0, self.matrix.name, "title")
        notes = [
            self.text("sheet-legend"),
            self.text("sheet-empty", articles=self.matrix.articles_read),
        ]
        if any(row.undated for row in self.matrix.rows):
            notes.append(self.text("sheet-undated-note"))
        for line, note in enumerate(notes, 1):
            self._string(line, 0, note, "note")
        line = len(notes) + 1
        for change in self.matrix.changes:
            told = self.text("sheet-change", year=change.year, rule=change.regulation or "-")
            self._string(line, 0, told, "change")
            line += 1
        return line + 1

    def _headings(self, top: int) -> None:
        head, year_style = self.styles.of("head"), self.styles.of("year")
        for column, name in enumerate(_NAMES):
            self.sheet.write_blank(top, column, None, year_style)
            self.sheet.write_string(top + 1, column, self.text(f"head-{name}"), head)
        labels = [str(year) for year in self.matrix.years]
        labels = [
            f"{label} {self.text('sheet-new-method')}" if self._changes(turn) else label
            for turn, label in enumerate(labels)
        ]
        if any(row.undated for row in self.matrix.rows):
            labels.append(self.text("sheet-undated"))
        for turn, label in enumerate(labels):
            left, changed = self._column(turn), self._changes(turn)
            right = left + len(self.parts) - 1
            self.sheet.merge_range(
                top, left, top, right, label, self.styles.of("year", line=changed)
            )
            for offset, part in enumerate(self.parts):
                style = self.styles.of("head", line=changed and offset == 0)
                self.sheet.write_string(top + 1, left + offset, self.text(f"head-{part}"), style)

    def _cell(self, line: int, left: int, cell: Cell, *, line_left: bool) -> None:
        if cell.state != "reported":
            why = self.text(f"cell-{cell.state}")
            self.sheet.write_string(line, left, why, self.styles.of("empty", line=line_left))
            return
        column = left
        if self.matrix.scored:
            self._score(line, column, cell, line_left=line_left)
            column += 1
        self._labels(line, column, cell, line_left=line_left and column == left)
        self.sheet.write_number(line, column + 1, cell.papers, self.styles.of("whole"))
        if cell.conflict != "none":
            others = "; ".join(figure(each, self.request.lang) for each in cell.others)
            told = self.text(f"mark-{cell.conflict}", others=others or "-")
            self.sheet.write_string(line, column + 2, told, self.styles.of("conflict"))

    def _score(self, line: int, column: int, cell: Cell, *, line_left: bool) -> None:
        if cell.digits is None:
            why = self.text("cell-no-score")
            self.sheet.write_string(line, column, why, self.styles.of("empty", line=line_left))
            return
        decimals = decimals_of(cell.digits)
        style = self.styles.of(
            "link" if self._may_link(cell) else "number", line=line_left, decimals=decimals
        )
        if self._may_link(cell):
            self.links += 1
            self.sheet.write_url(line, column, str(cell.link), style)
        self.sheet.write_number(line, column, float(cell.digits), style)

    def _labels(self, line: int, column: int, cell: Cell, *, line_left: bool) -> None:
        """The predicates; they carry the link where no figure does."""
        told = printable(cell.predicates or "")
        if cell.digits is None:
            told = told or self.text("cell-reported")
            if self._may_link(cell):
                self.links += 1
                style = self.styles.of("linked-text", line=line_left)
                self.sheet.write_url(line, column, str(cell.link), style, told)
                return
        if told:
            self.sheet.write_string(line, column, told, self.styles.of("text", line=line_left))

    def _may_link(self, cell: Cell) -> bool:
        return (
            cell.link is not None
            and len(cell.link) <= _LONGEST_LINK
            and printable(cell.link) == cell.link
            and self.links < _MOST_LINKS
        )

    def _string(self, line: int, column: int, text: str, style: str) -> None:
        self.sheet.write_string(line, column, printable(text), self.styles.of(style))

    def _column(self, turn: int) -> int:
        return len(_NAMES) + turn * len(self.parts)

    def _changes(self, turn: int) -> bool:
        years = self.matrix.years
        return turn < len(years) and years[turn] in {change.year for change in self.matrix.changes}

    def _shape(self, top: int) -> None:
        self.sheet.freeze_panes(top + 2, 1)
        self.sheet.set_column(0, 0, 44)
        self.sheet.set_column(1, 1, 24)
        self.sheet.set_column(2, 2, 8)
        blocks = len(self.matrix.years) + any(row.undated for row in self.matrix.rows)
        widths = {"score": 17, "predicates": 24, "papers": 7, "mark": 16}
        for turn in range(blocks):
            for offset, part in enumerate(self.parts):
                at = self._column(turn) + offset
                self.sheet.set_column(at, at, widths[part])
        if self.matrix.rows:
            self.sheet.autofilter(top + 1, 0, top + 1 + len(self.matrix.rows), 2)
