"""The schema of patterns/tables.toml, and what a caller may say of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from extractor.errors import PatternError
from extractor.patterns.reader import load_toml
from extractor.patterns.schema import Strict

FILE = "tables.toml"


class TableWords(Strict):
    """patterns/tables.toml: words of headers by meaning, of totals, signatures, empty cells."""

    recipient: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    region_code: tuple[str, ...] = ()
    province_code: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    score: tuple[str, ...] = ()
    predicate: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    empty_values: tuple[str, ...] = ()
    title_words: tuple[str, ...] = ()
    branch_words: tuple[str, ...] = ()
    address_words: tuple[str, ...] = ()
    year_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableOptions:
    """What the caller says of the table, over what it says itself.

    Attributes:
        region, year, award: hold for all rows.
        columns: column by meaning ("score": "Nilai Akhir"), by header, letter or number.
        decimal: the decimal sign of every number.
        sheet: name of the sheet of a workbook.
    """

    region: str | None = None
    year: int | None = None
    award: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    decimal: Literal[",", "."] | None = None
    sheet: str | None = None


def load_table_words(folders: Iterable[Path]) -> TableWords:
    """The words of all pattern folders, later ones added.

    Raises:
        PatternError: a file breaks the schema, or no folder has one.
    """
    files = [folder / FILE for folder in folders]
    loaded = [load_toml(path, TableWords) for path in files if path.exists()]
    if not loaded:
        raise PatternError(f"{files[0]}: the file is missing; reinstall award-extractor")
    merged = {
        name: tuple(dict.fromkeys(word for each in loaded for word in getattr(each, name)))
        for name in TableWords.model_fields
    }
    return TableWords(**merged)
