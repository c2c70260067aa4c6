"""Which column of a table, or key of an object, holds what: named by the caller, or guessed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from extractor.errors import SourceError

FIELDS: Final = ("url", "html", "text", "title", "published")
_MARKS = re.compile(r"[\s_-]+")


@cache
def known_names() -> Mapping[str, tuple[str, ...]]:
    """Field -> names that it goes by, the likeliest first, reduced by ``reduced``."""
    path = Path(__file__).with_name("columns.toml")
    table: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: tuple(dict.fromkeys(map(reduced, table[name]))) for name in FIELDS}


def reduced(name: str) -> str:
    return _MARKS.sub("", name.casefold())


@dataclass(frozen=True, slots=True)
class Columns:
    """The caller's own names, which come before the known ones.

    Attributes:
        given: field -> column, for fields that the caller named.
    """

    given: tuple[tuple[str, str], ...] = field(default=())

    @classmethod
    def of(cls, named: Iterable[str]) -> Columns:
        """From ``FIELD=COLUMN`` as the command line has it.

        Raises:
            SourceError: no such field, or no column.
        """
        given: dict[str, str] = {}
        for each in named:
            name, _, column = each.partition("=")
            if name not in FIELDS or not column:
                raise SourceError("trouble-column", given=each, known=", ".join(FIELDS))
            given[name] = column
        return cls(tuple(sorted(given.items())))

    def all_of(self, row: Mapping[str, object]) -> dict[str, object]:
        """The row by our fields; of several columns of one field the first that is filled."""
        by_name: dict[str, object] = {}
        for name, value in row.items():
            by_name.setdefault(reduced(name), value)
        found: dict[str, object] = {}
        given = dict(self.given)
        for name in FIELDS:
            names = (reduced(given[name]),) if name in given else known_names()[name]
            filled = (by_name[each] for each in names if _fills(name, each, by_name.get(each)))
            found[name] = next(filled, None)
        return found

    def has_content(self, names: Iterable[str]) -> bool:
        """Whether one of the columns can hold the page or its text."""
        reduced_names = {reduced(name) for name in names}
        given = dict(self.given)
        return any(
            not reduced_names.isdisjoint(
                (reduced(given[name]),) if name in given else known_names()[name]
            )
            for name in ("html", "text")
        )

    def wanted(self, names: Iterable[str]) -> list[str]:
        """The columns worth reading."""
        useful = {each for known in known_names().values() for each in known}
        useful.update(reduced(column) for _, column in self.given)
        return [name for name in names if reduced(name) in useful]


def _fills(name: str, column: str, value: object) -> bool:
    """Whether the value can be the field's; under its own name anything is, to be judged later."""
    if value is None or value == "":
        return False
    if column == name:
        return True
    if not isinstance(value, str):
        return False
    return name != "url" or value.startswith(("http://", "https://"))
