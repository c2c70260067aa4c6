"""When two names mean the same recipient, region, person or granting body."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Self

# Above this length, and this likeness, one wrong letter does not make another name.
_LONG_NAME = 15
_LIKENESS = 0.965


@dataclass(frozen=True, slots=True)
class Equivalents:
    """The scorer's word lists, compiled."""

    ignored: frozenset[str]
    rewrites: tuple[tuple[re.Pattern[str], str], ...]
    same: dict[str, str]
    shortened: tuple[tuple[re.Pattern[str], str], ...]
    bodies: tuple[tuple[re.Pattern[str], str], ...]

    @classmethod
    def load(cls) -> Self:
        path = Path(__file__).with_name("equivalents.toml")
        data = tomllib.loads(path.read_text(encoding="utf-8"))

        def pairs(key: str, value: str) -> tuple[tuple[re.Pattern[str], str], ...]:
            return tuple((re.compile(each["pattern"]), each[value]) for each in data[key])

        return cls(
            ignored=frozenset(data["ignored_words"]),
            rewrites=pairs("rewrites", "word"),
            same=data["same_words"],
            shortened=pairs("shortened", "word"),
            bodies=pairs("bodies", "body"),
        )


@cache
def _equivalents() -> Equivalents:
    return Equivalents.load()


@cache
def normal(text: str | None) -> str:
    """Lower-case words that tell names apart, joined by blanks."""
    known = _equivalents()
    text = unicodedata.normalize("NFKC", text or "").casefold()
    for pattern, word in known.rewrites:
        text = pattern.sub(word, text)
    words = re.findall(r"[0-9a-z]+", text)
    return " ".join(known.same.get(word, word) for word in words if word not in known.ignored)


def near(one: str, other: str) -> bool:
    """Two normal forms are one name but for blanks or a letter in a long name, never a number."""
    one, other = _letters(one), _letters(other)
    if one == other:
        return True
    if _digits(one) != _digits(other) or min(len(one), len(other)) <= _LONG_NAME:
        return False
    return SequenceMatcher(None, one, other).ratio() > _LIKENESS


def same_name(found: str | None, gold: str | None, region: str | None) -> bool:
    """Two recipients are one, the region's own words aside."""
    one, other = normal(found), normal(gold)
    if not one or not other:
        return False
    if near(one, other):
        return True
    words = normal(region).split()

    def rest(name: str) -> str:
        return " ".join(word for word in name.split() if word not in words) if words else name

    return bool(rest(one)) and near(rest(one), rest(other))


def same_region(found: str | None, gold: str | None) -> bool:
    """Two regions are one, or both are absent."""
    one, other = (normal(found) if found else None), (normal(gold) if gold else None)
    return one == other or bool(one and other and near(one, other))


def same_person(found: str | None, gold: str | None) -> bool:
    """Two speakers are one; a shorter form of the same name counts."""
    if same_region(found, gold):
        return True
    one, other = set(normal(found).split()), set(normal(gold).split())
    return bool(one and other) and (one <= other or other <= one)


def body_key(name: str | None) -> str:
    """What two names of one granting body have in common."""
    shown = normal(re.sub(r"\([^)]*\)", " ", name or ""))
    for pattern, key in _equivalents().bodies:
        if pattern.search(shown):
            return key
    return shown


def _letters(name: str) -> str:
    for pattern, word in _equivalents().shortened:
        name = pattern.sub(word, name)
    return name.replace(" ", "")


def _digits(name: str) -> str:
    return re.sub(r"[^0-9]", "", name)
