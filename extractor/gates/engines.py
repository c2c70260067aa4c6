"""Engines that find any of several hundred short byte strings, letter case aside.

hyperscan where it is installed (a fifth of the cost of unpacking a page), else an
Aho-Corasick automaton, else the standard library's ``re``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal, Protocol

Engine = Literal["hyperscan", "aho-corasick", "re"]
Stop = Callable[[int, int], bool]
"""Given a literal's number and the offset behind it: whether to stop."""


class LiteralFinder(Protocol):
    name: Engine

    def scan(self, data: bytes, stop: Stop) -> None:
        """Call ``stop`` for each occurrence, in text order, until it returns True."""
        ...


class HyperscanFinder:
    name: Engine = "hyperscan"

    def __init__(self, literals: Sequence[bytes]) -> None:
        import hyperscan

        self._ended = hyperscan.ScanTerminated
        self._database = hyperscan.Database()
        self._database.compile(
            expressions=[re.escape(each) for each in literals],
            ids=list(range(len(literals))),
            elements=len(literals),
            flags=[hyperscan.HS_FLAG_CASELESS] * len(literals),
        )

    def scan(self, data: bytes, stop: Stop) -> None:
        def met(number: int, start: int, end: int, flags: int, context: object) -> bool | None:  # noqa: ARG001
            return True if stop(number, end) else None

        try:
            self._database.scan(data, match_event_handler=met)
        except self._ended:
            return


class AhoCorasickFinder:
    name: Engine = "aho-corasick"

    def __init__(self, literals: Sequence[bytes]) -> None:
        import ahocorasick_rs

        self._find = ahocorasick_rs.BytesAhoCorasick(list(literals)).find_matches_as_indexes

    def scan(self, data: bytes, stop: Stop) -> None:
        for number, _, end in self._find(data.lower(), overlapping=True):
            if stop(number, end):
                return


class PatternFinder:
    """``re`` over an alternation of the literals, several times slower than the others."""

    name: Engine = "re"

    def __init__(self, literals: Sequence[bytes]) -> None:
        self._numbers = {each: number for number, each in enumerate(literals)}
        longest = sorted(literals, key=len, reverse=True)
        self._pattern = re.compile(b"(?=(" + b"|".join(map(re.escape, longest)) + b"))")
        self._longest_first = [
            [n for n, other in enumerate(literals) if each.startswith(other)] for each in literals
        ]

    def scan(self, data: bytes, stop: Stop) -> None:
        for match in self._pattern.finditer(data.lower()):
            for number in self._longest_first[self._numbers[match[1]]]:
                literal_end = match.start() + self._length(number)
                if stop(number, literal_end):
                    return

    def _length(self, number: int) -> int:
        return self._lengths[number]

    @property
    def _lengths(self) -> list[int]:
        return [len(each) for each in self._numbers]


def best_finder(literals: Sequence[bytes], wanted: Engine | None = None) -> LiteralFinder:
    """The fastest engine that is installed, or the one wanted.

    Raises:
        ImportError: the one wanted is not installed.
    """
    makers: dict[Engine, Callable[[Sequence[bytes]], LiteralFinder]] = {
        "hyperscan": HyperscanFinder,
        "aho-corasick": AhoCorasickFinder,
        "re": PatternFinder,
    }
    if wanted is not None:
        return makers[wanted](literals)
    for make in makers.values():
        try:
            return make(literals)
        except ImportError:
            continue
    raise AssertionError("re is always there")
