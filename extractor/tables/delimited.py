"""Delimited text: comma, semicolon, tab or bar, UTF-8 with or without BOM, or Windows-1252."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from io import StringIO
from itertools import pairwise
from pathlib import Path

from extractor.tables.refusals import refused

_DELIMITERS = ("\t", ";", "|", ",")
# Share of the filled lines that must have the usual number of cells.
_REGULAR = 0.6
_LAST_NUMBER = re.compile(r"(?P<name>.*\S)\s{1,20}[:=-]?\s{0,20}(?P<value>[0-9][0-9.,]{0,12}%?)")


def read_delimited(path: Path, data: bytes) -> list[list[str]]:
    """Rows of cells.

    Raises:
        SourceError: nothing parts the cells, or a decimal comma does it too.
    """
    text = decode_table(data)
    best: tuple[list[list[str]], str] | None = None
    for delimiter in _DELIMITERS:
        if delimiter == "," and _only_in_figures(text):
            continue
        rows = _rows(text, delimiter)
        if _usual_width(rows) >= 2:
            best = rows, delimiter
            break
    if best is None:
        typed = _typed(text)
        if typed is None:
            raise refused("no-columns", name=path)
        return typed
    rows, delimiter = best
    if delimiter == ",":
        _refuse_decimal_commas(path, rows)
    return rows


def decode_table(data: bytes) -> str:
    """Text by its byte order mark, else UTF-8, else Windows-1252."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
                       (codecs.BOM_UTF16_BE, "utf-16")):  # fmt: skip
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _rows(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=False)
    try:
        return [[_tidy(cell) for cell in row] for row in reader]
    except csv.Error:
        return []


def _tidy(cell: str) -> str:
    return " ".join(cell.replace("\xa0", " ").split())


def _usual_width(rows: list[list[str]]) -> int:
    """Number of cells of most filled lines, 0 where lines differ too much."""
    widths = Counter(len(row) for row in rows if sum(cell != "" for cell in row) > 1)
    filled = sum(1 for row in rows if any(row))
    if not widths:
        return 0
    width, count = widths.most_common(1)[0]
    return width if count >= _REGULAR * filled or count >= 3 else 0


def _typed(text: str) -> list[list[str]] | None:
    """Two columns typed by hand: a name, blanks, a figure at the end of the line."""
    rows = []
    hits = 0
    for line in text.splitlines():
        match = _LAST_NUMBER.fullmatch(line.strip())
        hits += match is not None
        rows.append([_tidy(match["name"]), match["value"]] if match else [_tidy(line)])
    return rows if hits >= 2 and hits >= _REGULAR * sum(1 for row in rows if row[0]) else None


def _only_in_figures(text: str) -> bool:
    """Whether every comma parts the decimals of a figure, and so no cells."""
    return not re.search(r"(?<![0-9]),|,(?![0-9])", text)


def _refuse_decimal_commas(path: Path, rows: list[list[str]]) -> None:
    """A line with more cells than the others, parted inside a figure."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if len(widths) < 2:
        return
    usual = widths.most_common(1)[0][0]
    for number, row in enumerate(rows, start=1):
        if len(row) == usual + 1 and any(a.isdigit() and b.isdigit() for a, b in pairwise(row)):
            raise refused("decimal-comma", name=path, row=number, cells=len(row), usual=usual)
