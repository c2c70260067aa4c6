"""The header of a table: which row it is, and what each column holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from extractor.errors import SourceError
from extractor.models.table import Meaning
from extractor.tables.columns import (
    Column,
    Header,
    letter,
    means,
    plain,
    regions_aside,
    wide,
    without_undated,
)
from extractor.tables.grid import Cell, Grid
from extractor.tables.numbers import figure_text
from extractor.tables.refusals import refused
from extractor.tables.schema import TableOptions, TableWords

_DEEPEST = 40
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_MEANINGS: tuple[Meaning, ...] = (
    "region_code", "year", "score", "predicate", "province", "region", "recipient",
)  # fmt: skip
_ONE_OF: tuple[Meaning, ...] = ("recipient", "region", "province", "region_code", "year")


class HeaderReader:
    """Finds the header of a grid; ``where`` names the table in errors."""

    def __init__(self, words: TableWords, options: TableOptions, where: str) -> None:
        self._words: Mapping[Meaning, frozenset[str]] = {
            meaning: frozenset(plain(word) for word in getattr(words, meaning))
            for meaning in _MEANINGS
        }
        self._province_codes = frozenset(plain(word) for word in words.province_code)
        self._ignored = frozenset(plain(word) for word in words.ignored)
        self._options = options
        self._where = where

    def read(self, grid: Grid) -> Header:
        """The header.

        Raises:
            SourceError: none is found, or two columns claim one meaning; says what to do.
        """
        best: tuple[int, Header] | None = None
        for index in range(min(_DEEPEST, len(grid.rows))):
            for header in self._candidates(grid, index):
                worth = _worth(header)
                if worth and (best is None or worth > best[0]):
                    best = worth, header
            if best is not None and best[1].row is not None and index > best[1].row + 1:
                break
        if best is None:
            return self._without_header(grid)
        return self._settled(grid, best[1])

    def _candidates(self, grid: Grid, index: int) -> Iterable[Header]:
        """The row alone, and with the row below it where that only completes it."""
        row = [_text(cell) for cell in grid.rows[index]]
        if not any(row):
            return
        yield Header(index, index + 1, self._columns(row))
        if index + 1 < len(grid.rows):
            below = grid.rows[index + 1]
            if self._completes(below):
                yield Header(index, index + 2, self._columns(_joined(row, below)))

    def _completes(self, below: Sequence[Cell]) -> bool:
        texts = [_text(cell) for cell in below if cell != ""]
        years = sum(1 for text in texts if _YEAR.fullmatch(text))
        named = sum(1 for text in texts if self._meaning(text)[0] is not None)
        return bool(texts) and years + named >= max(1, len(texts) - 1) and len(texts) < len(below)

    def _columns(self, texts: Sequence[str]) -> tuple[Column, ...]:
        columns = []
        for position, text in enumerate(texts):
            meaning, year = self._meaning(text)
            columns.append(Column(position, text, meaning, year))
        return tuple(columns)

    def _meaning(self, text: str) -> tuple[Meaning | None, int | None]:
        """What a header's words say; "Nilai 2023" is a score of that year, "2023" a bare year."""
        years = _YEAR.findall(text)
        year = int(years[0]) if len(years) == 1 else None
        words = plain(_YEAR.sub(" ", text)) if year else plain(text)
        if not words or words in self._ignored or words.startswith(("no ", "nomor ")):
            return (None, year) if not words and year else (None, None)
        if year and words in self._words["year"]:
            return None, year
        for meaning in _MEANINGS:
            if words in self._words[meaning]:
                return meaning, year if meaning in ("score", "predicate") else None
        for meaning in _MEANINGS:
            if any(words.startswith(f"{word} ") for word in self._words[meaning] if len(word) > 3):
                return meaning, year if meaning in ("score", "predicate") else None
        return None, year if year and len(words.split()) <= 2 else None

    def _settled(self, grid: Grid, header: Header) -> Header:
        """The caller's columns, wide years and doubles resolved."""
        self._refuse_unknown(header)
        columns = [self._override(column) for column in header.columns]
        columns = wide(self._one_code(columns))
        columns = self._by_content(grid, header.first, columns)
        columns = regions_aside(without_undated(columns))
        self._refuse_doubles(columns)
        self._refuse_parts(grid, header.first, columns)
        found = Header(header.row, header.first, tuple(columns))
        if not (
            found.of("recipient")
            or found.of("region")
            or found.of("region_code")
            or found.of("province")
        ):
            raise self._no_header()
        if not (found.of("score") or found.of("predicate")):
            raise refused("no-values", name=self._where, row=(header.row or 0) + 1)
        return found

    def _override(self, column: Column) -> Column:
        named = self._options.columns
        for meaning in _MEANINGS:
            if meaning in named and means(named[meaning], column):
                return Column(column.position, column.header, meaning, column.year)
        if column.meaning is not None and column.meaning in named:
            return Column(column.position, column.header, None)
        return column

    def _refuse_unknown(self, header: Header) -> None:
        """A --column that means nothing, or names no column of the table."""
        for meaning, named in self._options.columns.items():
            if meaning not in _MEANINGS:
                raise refused(
                    "no-meaning", meaning=meaning, column=named, known=", ".join(_MEANINGS)
                )
            if not any(means(named, column) for column in header.columns):
                known = ", ".join(repr(c.header) for c in header.columns if c.header)
                raise refused("no-such-column", meaning=meaning, column=named, known=known)

    def _one_code(self, columns: list[Column]) -> list[Column]:
        """Beside the code of a regency or city the code of its province says nothing."""
        codes = [c for c in columns if c.meaning == "region_code"]
        wide = [c for c in codes if plain(c.header) in self._province_codes]
        if len(codes) == len(wide) or not wide:
            return columns
        return [Column(c.position, c.header, None) if c in wide else c for c in columns]

    def _by_content(self, grid: Grid, first: int, columns: list[Column]) -> list[Column]:
        """A "score" without figures holds predicates, a "predicate" of figures holds scores."""
        out = []
        for column in columns:
            cells = [
                row[column.position] for row in grid.rows[first:] if row[column.position] != ""
            ]
            figures = sum(1 for cell in cells if figure_text(cell) is not None)
            meaning = column.meaning
            named = meaning is not None and meaning in self._options.columns
            if cells and not named:
                if meaning == "score" and figures * 2 < len(cells):
                    meaning = "predicate"
                elif meaning == "predicate" and figures * 2 > len(cells):
                    meaning = "score" if column.year else None
            out.append(Column(column.position, column.header, meaning, column.year))
        return out

    def _refuse_doubles(self, columns: Sequence[Column]) -> None:
        for meaning in (*_ONE_OF, "score"):
            same = [c for c in columns if c.meaning == meaning]
            by_year = {c.year for c in same}
            if len(same) > 1 and not (meaning == "score" and len(by_year) == len(same)):
                raise refused(
                    "two-columns", name=self._where, count=len(same), meaning=meaning,
                    columns=", ".join(repr(c.header) for c in same),
                )  # fmt: skip

    def _refuse_parts(self, grid: Grid, first: int, columns: Sequence[Column]) -> None:
        """A "Nilai" that stands over several columns of figures, none of them named."""
        if "score" in self._options.columns:
            return
        for score in (c for c in columns if c.meaning == "score"):
            under = [score.position]
            for column in columns[score.position + 1 :]:
                cells = [row[column.position] for row in grid.rows[first:]]
                figures = sum(figure_text(cell) is not None for cell in cells if cell != "")
                if column.header or figures * 2 <= sum(cell != "" for cell in cells):
                    break
                under.append(column.position)
            if len(under) > 1:
                letters = ", ".join(letter(position) for position in under)
                raise refused(
                    "columns-under", name=self._where, count=len(under), letters=letters,
                    header=repr(score.header),
                )  # fmt: skip

    def _without_header(self, grid: Grid) -> Header:
        """Two hand-typed columns read themselves: names and figures; anything else is refused."""
        if self._options.columns:
            columns = [Column(i, letter(i), None) for i in range(len(grid.rows[0]))]
            header = Header(None, 0, tuple(columns))
            return self._settled(grid, header)
        filled = [row for row in grid.rows if sum(cell != "" for cell in row) > 1]
        width = len(grid.rows[0])
        kinds = [_kind([row[i] for row in filled]) for i in range(width)]
        used = [i for i in range(width) if kinds[i] not in ("empty", "running")]
        if len(used) == 2 and len(filled) >= 2 and [kinds[i] for i in used] == ["text", "figure"]:
            named: dict[int, Meaning] = {used[0]: "recipient", used[1]: "score"}
            return Header(None, 0, tuple(Column(i, "", named.get(i)) for i in range(width)))
        raise self._no_header()

    def _no_header(self) -> SourceError:
        return refused("no-header", name=self._where)


def _text(cell: Cell) -> str:
    return format(cell, "f") if isinstance(cell, Decimal) else cell


def _worth(header: Header) -> int:
    """How many columns are understood; 0 unless names and values are among them."""
    meanings = {c.meaning for c in header.columns} - {None}
    years = sum(1 for c in header.columns if c.meaning is None and c.year)
    names = meanings & {"recipient", "region", "region_code", "province"}
    values = meanings & {"score", "predicate"} or years
    apart = {c.year for c in header.columns if c.meaning is not None and c.year}
    return len(meanings) + years + len(apart) if names and values else 0


def _joined(row: Sequence[str], below: Sequence[Cell]) -> list[str]:
    """Two header rows as one: a blank above takes the words to its left."""
    out, last = [], ""
    for text, cell in zip(row, below, strict=True):
        last = text or last
        under = _text(cell)
        out.append(f"{last} {under}".strip() if under else text)
    return out


def _kind(cells: Sequence[Cell]) -> str:
    """``text``, ``figure``, ``running`` (1, 2, 3 …) or ``empty``."""
    filled = [cell for cell in cells if cell != ""]
    if not filled:
        return "empty"
    figures = [t for cell in filled if (t := figure_text(cell)) is not None]
    if len(figures) == len(filled):
        numbers = [t for t in figures if t.isdigit()]
        if numbers == [str(n) for n in range(1, len(numbers) + 1)] and len(numbers) == len(filled):
            return "running"
        return "figure"
    return "text" if not figures else "mixed"
