"""The scanner without hyperscan: rare words by an Aho-Corasick automaton, then whole phrases."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.gates.phrases import DECISIVE, Phrase, anchor_of
from extractor.gates.scanning import HIDDEN, Engine, pattern_of, without_hidden

_AROUND = 200
_LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A phrase at its anchor; ``other`` is a further word of it, sought before the pattern."""

    key: str
    half: int
    other: bytes
    phrase: Phrase


class AnchorScanner:
    """One pass over the anchors, the least common word of each phrase."""

    engine: Engine = "aho-corasick"

    def __init__(self, phrases: Sequence[Phrase], rank: Mapping[str, int]) -> None:
        import ahocorasick_rs

        table: dict[bytes, list[_Candidate]] = {}
        for phrase in phrases:
            place = anchor_of(phrase.words, rank)
            anchor = phrase.words[place].encode("utf-8")
            table.setdefault(anchor, []).append(_candidate(phrase, place))
        self._anchors = tuple(table)
        self._candidates = tuple(table.values())
        automaton = ahocorasick_rs.BytesAhoCorasick(
            [*table, *HIDDEN], implementation=ahocorasick_rs.Implementation.DFA
        )
        self._patterns: dict[tuple[str, ...], re.Pattern[bytes]] = {}
        self._find = automaton.find_matches_as_indexes

    def opens(self, data: bytes) -> bool:
        opened, hidden = self._scan(data.lower())
        if not opened and hidden:
            return self._scan(without_hidden(data).lower())[0]
        return opened

    def _scan(self, data: bytes) -> tuple[bool, bool]:
        hidden = False
        halves: dict[str, int] = {}
        known = len(self._anchors)
        size = len(data)
        for number, start, end in self._find(data, overlapping=True):
            if number >= known:
                hidden = True
                continue
            if (end < size and data[end] in _LETTERS) or (start and data[start - 1] in _LETTERS):
                continue
            for candidate in self._candidates[number]:
                met = halves.get(candidate.key, 0)
                if met >> candidate.half & 1 or not self._stands(candidate, data, start, end):
                    continue
                if candidate.key == DECISIVE:
                    return True, hidden
                halves[candidate.key] = met | 1 << candidate.half
                if halves[candidate.key] == 3:
                    return True, hidden
        return False, hidden

    def _stands(self, candidate: _Candidate, data: bytes, start: int, end: int) -> bool:
        if not candidate.other:
            return True
        low, high = max(0, start - _AROUND), end + _AROUND
        if data.find(candidate.other, low, high) < 0:
            return False
        words = candidate.phrase.words
        if words not in self._patterns:
            self._patterns[words] = pattern_of(candidate.phrase)
        return self._patterns[words].search(data, low, high) is not None


def _candidate(phrase: Phrase, place: int) -> _Candidate:
    others = [word for number, word in enumerate(phrase.words) if number != place]
    if not others:
        return _Candidate(phrase.key, phrase.half, b"", phrase)
    return _Candidate(phrase.key, phrase.half, max(others, key=len).encode("utf-8"), phrase)
