"""The scanner without hyperscan: rare words by an Aho-Corasick automaton, then whole phrases."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.gates.phrases import DECISIVE, Phrase, anchor_of
from extractor.gates.scanning import HIDDEN, Engine, pattern_of, stands, without_hidden

_AROUND = 120
_LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789")


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A word to search for.

    Attributes:
        alone: phrases that are this word.
        longer: phrases that hold it.
        others: of each of ``longer`` a further word, one of which must stand near.
    """

    alone: tuple[Phrase, ...]
    longer: tuple[Phrase, ...]
    others: tuple[bytes, ...]


class AnchorScanner:
    """One pass over the anchors, the least common word of each phrase."""

    engine: Engine = "aho-corasick"

    def __init__(self, phrases: Sequence[Phrase], rank: Mapping[str, int]) -> None:
        import ahocorasick_rs

        table: dict[bytes, list[tuple[Phrase, int]]] = {}
        for phrase in phrases:
            place = anchor_of(phrase.words, rank)
            anchor = phrase.words[place].encode("utf-8")
            table.setdefault(anchor, []).append((phrase, place))
        self._anchors = tuple(_anchor(alike) for alike in table.values())
        self._patterns: dict[tuple[str, ...], re.Pattern[bytes]] = {}
        self._find = ahocorasick_rs.BytesAhoCorasick(
            [*table, *HIDDEN], implementation=ahocorasick_rs.Implementation.DFA
        ).find_matches_as_indexes

    def opens(self, data: bytes) -> bool:
        opened, hidden = self._scan(data.lower())
        if not opened and hidden:
            return self._scan(without_hidden(data).lower())[0]
        return opened

    def _scan(self, data: bytes) -> tuple[bool, bool]:
        hidden = False
        halves: dict[str, int] = {}
        anchors = self._anchors
        known = len(anchors)
        size = len(data)
        for number, start, end in self._find(data, overlapping=True):
            if number >= known:
                hidden = True
                continue
            if (end < size and data[end] in _LETTERS) or (start and data[start - 1] in _LETTERS):
                continue
            anchor = anchors[number]
            met = anchor.alone
            low = start - _AROUND if start > _AROUND else 0
            high = end + _AROUND
            for other in anchor.others:
                if data.find(other, low, high) >= 0:
                    met = (*met, *self._whole(anchor, data, low, high))
                    break
            for phrase in met:
                if phrase.key == DECISIVE:
                    return True, hidden
                halves[phrase.key] = halves.get(phrase.key, 0) | 1 << phrase.half
                if halves[phrase.key] == 3:
                    return True, hidden
        return False, hidden

    def _whole(self, anchor: _Anchor, data: bytes, low: int, high: int) -> list[Phrase]:
        """The longer phrases of the anchor that stand in the window."""
        found: list[Phrase] = []
        for phrase in anchor.longer:
            if phrase.words not in self._patterns:
                self._patterns[phrase.words] = pattern_of(phrase)
            if stands(self._patterns[phrase.words], data, low, high):
                found.append(phrase)
        return found


def _anchor(alike: Sequence[tuple[Phrase, int]]) -> _Anchor:
    longer = [(phrase, place) for phrase, place in alike if len(phrase.words) > 1]
    others = {
        max((w for n, w in enumerate(phrase.words) if n != place), key=len)
        for phrase, place in longer
    }
    return _Anchor(
        tuple(phrase for phrase, _ in alike if len(phrase.words) == 1),
        tuple(phrase for phrase, _ in longer),
        tuple(word.encode("utf-8") for word in sorted(others)),
    )
