"""Streaks: "13 kali berturut-turut", "ketiga kalinya secara beruntun", "hattrick"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.models.mentions import STREAK_BESIDE, StreakMention
from extractor.patterns.number_words import all_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extractor.models.mentions import RankMention
    from extractor.patterns.frames import FrameName
    from extractor.patterns.schema import NumberWords
    from extractor.patterns.shape import Shape

_DIGITS = re.compile(r"[0-9]+")
_CLAUSE_END = re.compile(r"[.;:?!]\s")
_SENTENCE_END = re.compile(r"[.?!][”\"]?\s")
_LOOK_BACK = 60
_DENIED = 20
"""Characters before the word for "in a row" that may deny it."""
_LOOK_AHEAD = 45
_FURTHEST = 45
"""Characters between the word for "in a row" and the number of times."""
_ORDINAL_COST = 8
"""An ordinal counts as this many characters further away than a number of times."""
_LONGEST = 40
"""A streak is shorter than this many times."""
_DECADE = 10


@dataclass(frozen=True, slots=True)
class StreakFinder:
    """Finds the streaks of a paragraph; ``names``: how many times those in one word are."""

    frames: Mapping[FrameName, Shape]
    numbers: Mapping[str, int]
    names: Mapping[str, int]

    @classmethod
    def build(cls, words: NumberWords, frames: Mapping[FrameName, Shape]) -> StreakFinder:
        return cls(frames, all_numbers(words), words.streak_names)

    def find(self, text: str, base: int, ranks: list[RankMention]) -> list[StreakMention]:
        """A word for "in a row" beside a number of times or years that is no rank's."""
        found = [
            StreakMention(base + m.start(), base + m.end(), "streak.name", self.names[m[0].lower()])
            for m in self.frames["streak_name"].finditer(text)
        ]
        for cue in self.frames["streak"].finditer(text):
            if self.frames["no_streak"].search(text, max(0, cue.start() - _DENIED), cue.start()):
                continue
            best = self._nearest(text, base, ranks, cue)
            if best is not None:
                others = list(self._others(text, base, ranks, best))
                start = best.start() if others else min(best.start(), cue.start())
                end = max(cue.end(), best.end() if others else best.start())
                times = self._count(best) or 0
                found.append(StreakMention(base + start, base + end, "streak", times))
                found.extend(others)
        unique: dict[int, StreakMention] = {}
        for streak in sorted(found, key=lambda each: (each.start, each.rule == STREAK_BESIDE)):
            unique.setdefault(streak.start, streak)
        return list(unique.values())

    def _nearest(
        self, text: str, base: int, ranks: list[RankMention], cue: re.Match[str]
    ) -> re.Match[str] | None:
        """The number of times that belongs to the cue."""
        best: tuple[int, re.Match[str]] | None = None
        last = min(len(text), cue.end() + _LOOK_AHEAD)
        for match in self.frames["times"].finditer(text, max(0, cue.start() - _LOOK_BACK), last):
            if self._count(match) is None:
                continue
            if any(r.start <= base + match.start() < r.end for r in ranks):
                continue
            distance = _distance(text, cue, match)
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, match)
        return best[1] if best is not None and best[0] <= _FURTHEST else None

    def _others(
        self, text: str, base: int, ranks: list[RankMention], told: re.Match[str]
    ) -> Iterator[StreakMention]:
        """As in "A 12 kali berturut-turut, B 11 kali dan C 9 kali": those told alike beside it."""
        ends = [m.end() for m in _SENTENCE_END.finditer(text)]
        start = max((end for end in ends if end <= told.start()), default=0)
        stop = min((end for end in ends if end >= told.end()), default=len(text))
        right = told.start()
        matches = list(self.frames["times"].finditer(text, start, stop))
        for match in reversed(matches):
            times = self._count(match)
            if times is None or match.start() == told.start():
                continue
            if any(r.start <= base + match.start() < r.end for r in ranks):
                continue
            joined = self.frames["times_joined"].fullmatch(text, match.end(), right)
            alike = match["among"] or match["counted"] or match["behind"]
            if alike or joined or self.frames["times_marked"].match(text, match.start()):
                right = match.start()
                yield StreakMention(base + match.start(), base + match.end(), STREAK_BESIDE, times)

    def _count(self, match: re.Match[str]) -> int | None:
        """How many times; None where the number is out of range."""
        named = ("among", "bare", "counted", "behind", "ordinal", "decades")
        word = next((match[name] for name in named if match[name]), "").lower().strip()
        digits = _DIGITS.search(word)
        times = (
            int(digits[0]) if digits else self.numbers.get(word, 1 if match["decades"] else None)
        )
        if match["decades"] and times is not None:
            times *= _DECADE
        return times if times is not None and 1 < times < _LONGEST else None


def _distance(text: str, cue: re.Match[str], match: re.Match[str]) -> int | None:
    """Characters between the cue and the number; None where they do not belong together."""
    before = match.end() <= cue.start()
    left, right = (match.end(), cue.start()) if before else (cue.end(), match.start())
    if left > right or _CLAUSE_END.search(text, left, right):
        return None
    if match["ordinal"] is None:
        return right - left
    counted = match.end() > match.end("ordinal")
    return right - left + _ORDINAL_COST if before or counted else None
