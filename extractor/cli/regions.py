"""Regions as a caller names them."""

from __future__ import annotations

import csv

from extractor.errors import SourceError
from extractor.resources import data_folder


def region_code(value: str) -> str:
    """The code of a region named by its code or its name.

    Raises:
        SourceError: no region is called so.
    """
    path = data_folder("patterns") / "regions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if value == row["code"] or value.casefold() in (
                row["name"].casefold(), row["short_name"].casefold()
            ):  # fmt: skip
                return row["code"]
    raise SourceError("trouble-region", region=value)
