"""Printed numbers: which sign parts the decimals, which the thousands."""

from __future__ import annotations

import re
from typing import NamedTuple

_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_BLANK = re.compile(r"\s")


class Number(NamedTuple):
    """A printed number: its decimal string, and whether it has decimals or parted thousands."""

    digits: str
    decimal: bool
    thousands: bool


def number_of(surface: str) -> Number:
    """The number that the digits, points, commas and blanks of ``surface`` print.

    "94,62" -> 94.62; "91.01" -> 91.01; "14.897" -> 14897 (thousands); "1.250,5" -> 1250.5.
    """
    compact = _BLANK.sub("", surface)
    if "," in compact:
        whole, _, cut = compact.rpartition(",")
        if "." in cut:  # "1,250.5", the English way
            return Number(compact.replace(",", ""), decimal=True, thousands=False)
        whole = whole.replace(".", "").replace(",", "")
        return Number(f"{whole}.{cut}", decimal=True, thousands=False)
    if _THOUSANDS.fullmatch(compact):
        return Number(compact.replace(".", ""), decimal=False, thousands=True)
    if compact.count(".") == 1:
        return Number(compact, decimal=True, thousands=False)
    return Number(compact.replace(".", ""), decimal=False, thousands=False)
