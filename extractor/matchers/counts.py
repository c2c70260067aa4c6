"""Counted classes: "empat OPD dan dua UPT Puskesmas", "keempat dinas tersebut", "11 pemda"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.models.mentions import CountMention
from extractor.patterns.number_words import cardinals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.patterns.frames import FrameName
    from extractor.patterns.schema import NumberWords
    from extractor.patterns.shape import Shape


@dataclass(frozen=True, slots=True)
class CountFinder:
    """Finds a number in digits or words before a class noun, or the whole of a group."""

    count: Shape
    points_back: Shape
    part_of: Shape
    numbers: Mapping[str, int]

    @classmethod
    def build(cls, words: NumberWords, frames: Mapping[FrameName, Shape]) -> CountFinder:
        return cls(frames["count"], frames["points_back"], frames["part_of"], cardinals(words))

    def find(self, text: str, base: int) -> list[CountMention]:
        """Counts of a paragraph; ``back`` where they point to recipients named before."""
        found = []
        for match in self.count.finditer(text):
            start, end = base + match.start(), base + match.end()
            if match["all"]:
                count = self.numbers[(match["twice"] or match["each"]).lower()]
                found.append(CountMention(start, end, "count.all", count, "", back=True))
                continue
            word, noun = match["number"].lower(), match["noun"].lower()
            count = int(word) if word.isdigit() else self.numbers[word]
            # In digits an ordinal ("ke-4 daerah") points back; in words it may as well count.
            back = word.isdigit() and match["ke"] is not None
            back = back or self.points_back.match(text, match.end()) is not None
            back = back and self.part_of.search(text, 0, match.start()) is None
            found.append(CountMention(start, end, "count", count, noun, back))
        return found
