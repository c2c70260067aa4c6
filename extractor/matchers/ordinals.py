"""Ranks: "peringkat ke-3", "terbaik II", "juara kedua dan ketiga", "tertinggi"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.matchers.numerals import roman
from extractor.models.mentions import RankMention
from extractor.patterns.number_words import all_numbers, ordinals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extractor.patterns.frames import FrameName
    from extractor.patterns.schema import NumberWords
    from extractor.patterns.shape import Shape

_BRACKETED = re.compile(r"(?<=\w\s)\(([IVX]{1,5}|1?[0-9]|20)\)")


@dataclass(frozen=True, slots=True)
class RankFinder:
    """Finds the ranks of a paragraph.

    Attributes:
        numbers: places by their words. ordinals: those of them that are no cardinals.
        levels: words before a superlative that make it a label's level.
    """

    frames: Mapping[FrameName, Shape]
    numbers: Mapping[str, int]
    ordinals: frozenset[str]
    levels: frozenset[str]

    @classmethod
    def build(cls, words: NumberWords, frames: Mapping[FrameName, Shape]) -> RankFinder:
        levels = frozenset(words.not_top_after)
        return cls(frames, all_numbers(words), frozenset(ordinals(words)), levels)

    def find(self, text: str, base: int) -> list[RankMention]:
        """Ranks of a paragraph, each place of an enumerated order by itself."""
        found = list(self._with_rank_word(text, base))
        weak = [r for r in found if self.frames["rank_weak"].match(text, r.start - base)]
        if len(weak) == len(found) and not self.frames["top"].search(text):
            found = []
        found.extend(self._completed(text, base))
        found.extend(self._orders(text, base))
        told = self.frames["rank_told"].search(text) is not None
        if told:
            found.extend(self._in_brackets(text, base))
        if told or any(r.ordered for r in found):
            found.extend(self._bare(text, base, "rank_before_name", found))
            found.extend(self._bare(text, base, "rank_at_end", found))
        found.extend(self._ranges(text, base))
        found.extend(self._in_words(text, base, found, "second", 2))
        found.extend(self._in_words(text, base, found, "top", 1))
        return sorted(found, key=lambda r: r.start)

    def _with_rank_word(self, text: str, base: int) -> Iterator[RankMention]:
        for match in self.frames["rank"].finditer(text):
            place = self._place(match)
            if not place or (match["high"] and match["digits"]):
                continue
            start, end = base + match.start(), match.end()
            if self._is_left(text, match) or self.frames["rank_or"].match(text, end):
                continue
            cardinal = match["digits"] or (match["word"] or "").lower() not in self.ordinals
            if cardinal and self.frames["rank_class"].match(text, end):
                continue
            if self.frames["bottom"].match(text, end):
                yield RankMention(start, base + end, "rank.bottom", None, None, ordered=False)
                continue
            last = self.frames["rank_until"].match(text, end)
            upper = self._place(last) if last else None
            if last and upper and upper > place:
                stop = base + last.end()
                yield RankMention(start, stop, "rank.range", place, upper, ordered=True)
                continue
            size = self.frames["rank_size"].match(text, end)
            of = int(size[1]) if size and int(size[1]) >= place else None
            yield RankMention(start, base + end, "rank", place, of, ordered=False)
            yield from self._enumerated(text, base, end)

    def _enumerated(self, text: str, base: int, end: int) -> Iterator[RankMention]:
        """The places that go on behind the first: ", kedua dan ketiga"."""
        while match := self.frames["rank_more"].match(text, end):
            place = self._place(match)
            cardinal = match["word"] is not None and match["word"].lower() not in self.ordinals
            if not place or (cardinal and self.frames["counts_next"].match(text, match.end())):
                return
            end = match.end()
            start = base + end - len(match[0].split()[-1])
            yield RankMention(start, base + end, "rank.list", place, None, ordered=True)

    def _is_left(self, text: str, match: re.Match[str]) -> bool:
        """As in "naik dari peringkat 12 ke peringkat 4": the place held before."""
        left = self.frames["rank_left"].search(text[: match.start()])
        return (
            left is not None and self.frames["rank_left_for"].match(text, match.end()) is not None
        )

    def _completed(self, text: str, base: int) -> Iterator[RankMention]:
        """As in "melengkapi tiga besar": the last of them."""
        for match in self.frames["rank_completes"].finditer(text):
            word = match["word"]
            place = int(match["digits"]) if word is None else self.numbers.get(word.lower())
            start, end = base + match.start(), base + match.end()
            yield RankMention(start, end, "rank.completes", place, None, ordered=False)

    def _orders(self, text: str, base: int) -> Iterator[RankMention]:
        """As in "tiga teratas secara berurutan": the names behind it stand in order."""
        for match in self.frames["order_told"].finditer(text):
            start, end = base + match.start(), base + match.end()
            yield RankMention(start, end, "rank.order", 1, None, ordered=True)

    def _place(self, match: re.Match[str]) -> int | None:
        digits = match["marked"] or match["digits"]
        if digits:
            return int(digits)
        if match["word"]:
            return self.numbers.get(match["word"].lower())
        return roman(match["roman"]) if match["roman"].isupper() else None

    def _in_brackets(self, text: str, base: int) -> Iterator[RankMention]:
        for match in _BRACKETED.finditer(text):
            place = int(match[1]) if match[1].isdigit() else roman(match[1])
            if place:
                start, end = base + match.start(1), base + match.end(1)
                yield RankMention(start, end, "rank.bracket", place, None, ordered=False)

    def _bare(
        self, text: str, base: int, frame: FrameName, found: list[RankMention]
    ) -> list[RankMention]:
        """Places without a rank word, where the paragraph tells of an order."""
        bare: list[RankMention] = []
        for match in self.frames[frame].finditer(text):
            place = self.numbers.get(match[1].lower())
            start, end = base + match.start(1), base + match.end(1)
            if place and not any(r.start <= start < r.end for r in (*found, *bare)):
                ordered = frame == "rank_before_name"
                bare.append(RankMention(start, end, "rank", place, None, ordered))
        return bare

    def _ranges(self, text: str, base: int) -> Iterator[RankMention]:
        """As in "dari kedua hingga keempat"."""
        for match in self.frames["rank_range"].finditer(text):
            low, high = (self.numbers.get(match[i].lower()) for i in (1, 2))
            if low and high and high > low:
                start, end = base + match.start(), base + match.end()
                yield RankMention(start, end, "rank.range", low, high, ordered=True)

    def _in_words(
        self, text: str, base: int, found: list[RankMention], frame: FrameName, place: int
    ) -> list[RankMention]:
        """As in "tertinggi", "runner-up": a place in words, where no number stands."""
        top = []
        for match in self.frames[frame].finditer(text):
            start, end = base + match.start(), base + match.end()
            before = text[: match.start()].split()
            if before and before[-1].lower() in self.levels:
                continue
            if not any(r.start < end and start < r.end for r in found):
                top.append(RankMention(start, end, f"rank.{frame}", place, None, ordered=False))
        return top
