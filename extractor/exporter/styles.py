"""Formats of the workbook and the names of its sheets."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

# A year's first column after a change of method carries this line on its left.
_LINE = {"left": 5, "left_color": "#B3261E"}
_INK, _FAINT, _LINK = "#1F2933", "#5F6B76", "#0B57A4"

_BASE: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "font_color": _INK},
    "note": {"font_color": _FAINT, "text_wrap": False},
    "change": {"font_color": "#B3261E", "bold": True},
    "head": {"bold": True, "bg_color": "#E6ECF2", "bottom": 1, "valign": "top"},
    "year": {"bold": True, "bg_color": "#D5DFE9", "align": "center", "bottom": 1},
    "text": {"valign": "top"},
    "wrapped": {"valign": "top", "text_wrap": True},
    "number": {"num_format": "0.00##", "valign": "top"},
    "whole": {"num_format": "0", "valign": "top"},
    "date": {"num_format": "yyyy-mm-dd", "valign": "top"},
    "link": {"num_format": "0.00##", "font_color": _LINK, "underline": 1, "valign": "top"},
    "linked-text": {"font_color": _LINK, "underline": 1, "valign": "top"},
    "empty": {"font_color": _FAINT, "italic": True, "valign": "top"},
    "conflict": {"bold": True, "font_color": "#8A4B00", "bg_color": "#FFF1D6", "valign": "top"},
}


class Styles:
    """The workbook's formats by name, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._names: set[str] = set()
        self.of = cache(self._make)

    def _make(self, name: str, *, line: bool = False, decimals: int | None = None) -> Format:
        """``decimals``: as many as were reported, so that 91 is not shown as 91.00."""
        made = _BASE[name] | (_LINE if line else {})
        if decimals is not None:
            made |= {"num_format": f"0.{'0' * decimals}" if decimals else "0"}
        return self._book.add_format(made)

    def sheet_name(self, wanted: str) -> str:
        """The name cut to Excel's 31 characters, unlike any given before."""
        clean = "".join("-" if c in "[]:*?/\\'" else c for c in wanted)[:31] or "-"
        name, turn = clean, 2
        while name.casefold() in self._names:
            name = f"{clean[: 30 - len(str(turn))]}-{turn}"
            turn += 1
        self._names.add(name.casefold())
        return name
