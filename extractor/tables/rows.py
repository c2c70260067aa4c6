"""The lines of a table: which hold data, and why the others do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from extractor.models.table import Meaning, TableRow, UnreadRow
from extractor.tables.columns import plain
from extractor.tables.grid import Cell
from extractor.tables.schema import TableWords
from extractor.tables.titles import TitleReader
from extractor.tables.values import Group, RowValues, shown

# Blank where it is as in the row above (merged cells).
_PLACES: tuple[Meaning, ...] = ("region", "province", "region_code")


@dataclass
class RowReader:
    """Reads from the first line below the header on; group rows and merged cells go on below."""

    words: TableWords
    titles: TitleReader
    values: RowValues
    _group: Group = field(default_factory=Group)
    _held: dict[str, str] = field(default_factory=dict)

    def read(self) -> Iterator[TableRow | UnreadRow]:
        """Every value, and every line without one with the reason."""
        header, rows = self.values.header, self.values.grid.rows
        closing = False
        for index in range(header.first, len(rows)):
            cells = rows[index]
            line = " | ".join(shown(cell) for cell in cells if cell != "")
            if not line:
                continue
            name = next((shown(cells[c.position]) for c in header.of("recipient")), "")
            valued = self.values.has_any(cells, name)
            if index == header.first and _numbering(cells):
                yield UnreadRow(number=index + 1, reason="numbering", shown=line)
            elif not valued and self.titles.is_heading(name or line):
                self._turn_to(name or line)
                yield UnreadRow(number=index + 1, reason="heading", shown=line)
            elif _begins(plain(name or line), self._totals):
                yield UnreadRow(number=index + 1, reason="total", shown=line)
            elif closing or (not valued and self._is_signature(line)):
                closing = closing or self._is_signature(line)
                yield UnreadRow(number=index + 1, reason="signature", shown=line)
            elif not name and not header.of("region_code"):
                yield UnreadRow(number=index + 1, reason="no-name", shown=line)
            elif not valued:
                yield UnreadRow(number=index + 1, reason="no-value", shown=line)
            else:
                self._hold(cells)
                yield from self.values.read(index, name, line, self._group, self._held)

    def _hold(self, cells: Sequence[Cell]) -> None:
        for meaning in _PLACES:
            for column in self.values.header.of(meaning):
                if cells[column.position] != "":
                    self._held[meaning] = shown(cells[column.position])

    def _turn_to(self, heading: str) -> None:
        level, region = self.titles.place(heading)
        if region is not None:
            self._group = Group(region=region)
        elif level:
            self._group = replace(self._group, level=level)

    def _is_signature(self, line: str) -> bool:
        if _begins(plain(line), self._signatures):
            return True
        return re.fullmatch(r"[A-Za-z .]{3,40},\s.{0,25}(?:19|20)[0-9]{2}", line) is not None

    @cached_property
    def _totals(self) -> frozenset[str]:
        return frozenset(map(plain, self.words.totals))

    @cached_property
    def _signatures(self) -> frozenset[str]:
        return frozenset(map(plain, self.words.signatures))


def _begins(words: str, known: frozenset[str]) -> bool:
    """Whether the words are, or begin with, one of the known phrases."""
    parts = words.split()
    return any(" ".join(parts[:length]) in known for length in range(1, min(4, len(parts)) + 1))


def _numbering(cells: Sequence[Cell]) -> bool:
    """A row of column numbers: (1) (2) (3)."""
    filled = [re.sub(r"[()\s]", "", shown(cell)) for cell in cells if cell != ""]
    return len(filled) > 1 and filled == [str(n) for n in range(1, len(filled) + 1)]
