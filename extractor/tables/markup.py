"""Tables of an HTML page as rows of cells, spans written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MAX_SPAN = 200


def read_html_tables(data: bytes) -> list[list[list[str]]]:
    """Rows of every table that holds no other table, in page order."""
    from lxml import html

    if not data.strip():
        return []
    parser = html.HTMLParser(encoding="utf-8" if _is_utf8(data) else "cp1252", no_network=True)
    root = html.document_fromstring(data, parser=parser)
    found = [_rows(table) for table in root.iter("table") if not table.findall(".//table")]
    return [rows for rows in found if len(rows) > 1]


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _rows(table: HtmlElement) -> list[list[str]]:
    """Cells with rowspan and colspan repeated over the rows and columns that they cover."""
    rows: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    for line in table.iter("tr"):
        row: list[str] = []
        for cell in line:
            if cell.tag not in ("td", "th"):
                continue
            _hang(row, hanging)
            text = " ".join(cell.text_content().split())
            down, right = _span(cell, "rowspan"), _span(cell, "colspan")
            for _ in range(right):
                if down > 1:
                    hanging[len(row)] = (down - 1, text)
                row.append(text)
        _hang(row, hanging)
        rows.append(row)
    return rows


def _hang(row: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    """Fill the next cells that a cell above reaches down to."""
    while len(row) in hanging:
        column = len(row)
        left, text = hanging.pop(column)
        row.append(text)
        if left > 1:
            hanging[column] = (left - 1, text)


def _span(cell: HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isdigit() else 1
