"""Streaks: "13 kali berturut-turut", "ketiga kalinya secara beruntun"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.models.mentions import StreakMention
from extractor.patterns.number_words import all_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.models.mentions import RankMention
    from extractor.patterns.frames import FrameName
    from extractor.patterns.schema import NumberWords

_DIGITS = re.compile(r"[0-9]+")
_CLAUSE_END = re.compile(r"[.;:?!]\s")
_LOOK_BACK = 60
_LOOK_AHEAD = 45
_FURTHEST = 45
"""Characters between the word for "in a row" and the number of times."""
_ORDINAL_COST = 8
"""An ordinal counts as this many characters further away than a number of times."""
_LONGEST = 40
"""A streak is shorter than this many times."""


@dataclass(frozen=True, slots=True)
class StreakFinder:
    """Finds the streaks of a paragraph."""

    streak: re.Pattern[str]
    times: re.Pattern[str]
    numbers: Mapping[str, int]

    @classmethod
    def build(cls, words: NumberWords, frames: Mapping[FrameName, re.Pattern[str]]) -> StreakFinder:
        return cls(frames["streak"], frames["times"], all_numbers(words))

    def find(self, text: str, base: int, ranks: list[RankMention]) -> list[StreakMention]:
        """A word for "in a row" beside a number of times or years that is no rank's."""
        found = []
        for cue in self.streak.finditer(text):
            best: tuple[int, int, int] | None = None
            last = min(len(text), cue.end() + _LOOK_AHEAD)
            for match in self.times.finditer(text, max(0, cue.start() - _LOOK_BACK), last):
                times = self._count(match)
                if times is None or any(r.start <= base + match.start() < r.end for r in ranks):
                    continue
                distance = _distance(text, cue, match)
                if distance is not None and (best is None or distance < best[0]):
                    best = (distance, match.start(), times)
            if best is not None and best[0] <= _FURTHEST:
                start, end = min(best[1], cue.start()), max(cue.end(), best[1])
                found.append(StreakMention(base + start, base + end, "streak", best[2]))
        return found

    def _count(self, match: re.Match[str]) -> int | None:
        """How many times; None where the number is out of range."""
        word = (match["counted"] or match["behind"] or match["ordinal"] or "").lower()
        digits = _DIGITS.search(word)
        times = int(digits[0]) if digits else self.numbers.get(word)
        return times if times is not None and 1 < times < _LONGEST else None


def _distance(text: str, cue: re.Match[str], match: re.Match[str]) -> int | None:
    """Characters between the cue and the number; None where they do not belong together."""
    before = match.end() <= cue.start()
    left, right = (match.end(), cue.start()) if before else (cue.end(), match.start())
    if left > right or _CLAUSE_END.search(text, left, right):
        return None
    if match["ordinal"] is None:
        return right - left
    return right - left + _ORDINAL_COST if before else None
