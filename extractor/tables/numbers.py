"""Figures of a table's column: both decimal signs, and the ones that stay unclear."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from extractor.tables.grid import Cell

_FIGURE = re.compile(r"[0-9]{1,9}(?:[.,\s][0-9]{1,9}){0,3}")
_CLEAR = re.compile(r"[0-9]+([.,])(?:[0-9]{1,2}|[0-9]{4,})")
_UNCLEAR = re.compile(r"[0-9]{1,3}([.,])[0-9]{3}")
_THOUSANDS = re.compile(r"([0-9]{1,3}(?:([.,])[0-9]{3})+)(?:([.,])([0-9]+))?")


@dataclass(frozen=True, slots=True)
class SignReading:
    """How a column's figures are read: signs seen, and the sign of the unclear ones."""

    seen: frozenset[str]
    unclear: str | None
    example: str | None = None


def figure_text(cell: Cell) -> str | None:
    """The figure of a cell without its per-cent sign, footnote mark and stray blanks."""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    text = re.sub(r"\s*(?:%|\*{1,3}|\))\s*$", "", cell.strip()).removeprefix("(")
    text = re.sub(r"(?<=[.,])\s(?=[0-9])|(?<=[0-9])\s(?=[.,])", "", text)
    return text if _FIGURE.fullmatch(text) and " " not in text else None


def read_signs(cells: Iterable[Cell], decimal: str | None, highest: Decimal | None) -> SignReading:
    """The decimal signs of a column; ``highest``: top of the award's scale, where known.

    ``unclear`` is the sign that parts decimals in figures such as "3.204", None if no such
    figure is there, "?" where nothing tells.
    """
    texts = [t for c in cells if isinstance(c, str) and (t := figure_text(c)) is not None]
    seen = {m[1] for t in texts if (m := _CLEAR.fullmatch(t))}
    doubtful = [t for t in texts if _UNCLEAR.fullmatch(t)]
    if not doubtful:
        return SignReading(frozenset(seen), None)
    if decimal is not None:
        return SignReading(frozenset({decimal}), decimal)
    sign = next(m[1] for t in doubtful if (m := _UNCLEAR.fullmatch(t)))
    mixed = {m[1] for t in doubtful if (m := _UNCLEAR.fullmatch(t))}
    if len(mixed) == 1 and highest is not None:
        as_thousands = [Decimal(re.sub(r"[.,]", "", t)) for t in doubtful]
        if any(value > highest for value in as_thousands):
            return SignReading(frozenset(seen | mixed), sign)
        if all(Decimal(t.replace(",", ".")) < 10 < highest / 10 for t in doubtful) and not seen:
            return SignReading(frozenset(seen), "," if sign == "." else ".")
    if len(mixed) == 1 and seen == mixed:
        return SignReading(frozenset(seen), sign)
    return SignReading(frozenset(seen), "?", doubtful[0])


def number_of(cell: Cell, unclear: str | None) -> Decimal | None:
    """The cell's value; None where it holds no figure."""
    if isinstance(cell, Decimal):
        return cell
    text = figure_text(cell)
    if text is None:
        return None
    if text.isdigit():
        return Decimal(text)
    if _CLEAR.fullmatch(text):
        return Decimal(text.replace(",", "."))
    doubtful = _UNCLEAR.fullmatch(text)
    if doubtful:
        return Decimal(
            text.replace(",", ".") if doubtful[1] == unclear else re.sub(r"[.,]", "", text)
        )
    grouped = _THOUSANDS.fullmatch(text)
    if grouped and grouped[2] != grouped[3]:
        whole = re.sub(r"[.,]", "", grouped[1])
        return Decimal(f"{whole}.{grouped[4]}" if grouped[4] else whole)
    return None
