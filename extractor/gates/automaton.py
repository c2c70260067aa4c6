"""The scanner on hyperscan: whole phrases as patterns, a fifth of the cost of unpacking a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from extractor.gates.phrases import DECISIVE, Phrase
from extractor.gates.scanning import Engine, without_hidden

# Between words: blanks and marks, behind them perhaps an entity or a bare tag.
_BETWEEN: Final = rb"[^a-z0-9]{1,12}(?:(?:nbsp;|[a-z]{1,6}>)[^a-z0-9]{0,2})?"
_BETWEEN_HALVES: Final = rb"[^a-z0-9]{1,3}"
_HIDDEN: Final = rb"\xc2\xad|\xe2\x80[\x8b-\x8d]|\xe2\x81\xa0|&shy;|&zwn?j;|&#(?:173|8203);|<wbr"


class HyperscanScanner:
    """One pass finds a decisive phrase, or the granting bodies; a second the weak names."""

    engine: Engine = "hyperscan"

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        import hyperscan

        self._ended = hyperscan.ScanTerminated
        decisive = [each for each in phrases if each.key == DECISIVE]
        bodies = [each for each in phrases if each.half == 1]
        weak = [each for each in phrases if each.key != DECISIVE and each.half == 0]
        self._decisive = len(decisive)
        self._bodies, body_patterns = _shared(bodies)
        self._weak, weak_patterns = _shared(weak)
        first = [_spelled(each, _BETWEEN) for each in decisive]
        self._first = _database(hyperscan, [*first, (_HIDDEN, False), *body_patterns])
        self._second = _database(hyperscan, weak_patterns)

    def opens(self, data: bytes) -> bool:
        opened, hidden = self._scan(data)
        if not opened and hidden:
            cleaned = without_hidden(data)
            if cleaned != data:
                return self._scan(cleaned)[0]
        return opened

    def _scan(self, data: bytes) -> tuple[bool, bool]:
        """Whether the text opens the gate, and whether it has characters hidden in words."""
        decisive = self._decisive
        keys: set[str] = set()
        hidden = False
        opened = False

        def met(number: int, start: int, end: int, flags: int, context: object) -> bool | None:  # noqa: ARG001
            nonlocal hidden, opened
            if number < decisive:
                opened = True
                return True
            if number == decisive:
                hidden = True
            else:
                keys.update(self._bodies[number - decisive - 1])
            return None

        self._run(self._first, data, met)
        if not opened and keys:
            opened = self._has_weak(data, keys)
        return opened, hidden

    def _has_weak(self, data: bytes, keys: set[str]) -> bool:
        found = False

        def met(number: int, start: int, end: int, flags: int, context: object) -> bool | None:  # noqa: ARG001
            nonlocal found
            found = not keys.isdisjoint(self._weak[number])
            return True if found else None

        self._run(self._second, data, met)
        return found

    def _run(self, database: Any, data: bytes, met: object) -> None:
        try:
            database.scan(data, match_event_handler=met)
        except self._ended:
            return


_Pattern = tuple[bytes, bool]
"""An expression, and whether letter case counts."""


def _shared(phrases: Sequence[Phrase]) -> tuple[list[frozenset[str]], list[_Pattern]]:
    """Keys and pattern of each row of words; several awards may share one."""
    keys: dict[_Pattern, set[str]] = {}
    for phrase in phrases:
        keys.setdefault(_spelled(phrase, _BETWEEN_HALVES), set()).add(phrase.key)
    return [frozenset(each) for each in keys.values()], list(keys)


def _spelled(phrase: Phrase, between: bytes) -> _Pattern:
    words = [word.upper() if phrase.exact else word for word in phrase.words]
    joined = between.join(re.escape(word.encode("utf-8")) for word in words)
    return rb"\b" + joined + rb"\b", phrase.exact


def _database(hyperscan: Any, patterns: Sequence[_Pattern]) -> Any:
    database = hyperscan.Database()
    if patterns:
        always = hyperscan.HS_FLAG_DOTALL | hyperscan.HS_FLAG_SINGLEMATCH
        database.compile(
            expressions=[expression for expression, _ in patterns],
            ids=list(range(len(patterns))),
            elements=len(patterns),
            flags=[
                always if exact else always | hyperscan.HS_FLAG_CASELESS for _, exact in patterns
            ],
        )
    return database
