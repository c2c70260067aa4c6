"""Prizes that no pattern file names: a prize noun and the capitalised words of its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.models.mentions import AwardMention

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.patterns.schema import CuePattern

OTHER = "other"
"""Code of an award without a pattern file."""
_WORD = r"(?:[A-Z][\w’'/&.-]*\w|[A-Z]{1,6}|[0-9]{1,2})"
_LINK = r"(?:\s(?:dan|bagi|untuk|atas|dalam|se-|tingkat|oleh|&)\s|\s)"


@dataclass(frozen=True, slots=True)
class PrizeFinder:
    """One pattern: "Anugerah Pelayanan Publik Gubernur", "Pemimpin Daerah Awards"."""

    pattern: re.Pattern[str]

    @classmethod
    def build(cls, cues: Mapping[str, CuePattern]) -> PrizeFinder:
        heads = sorted((w.title() for w in cues["prize_head"].phrases), key=len, reverse=True)
        tails = sorted((w.title() for w in cues["prize_tail"].phrases), key=len, reverse=True)
        head = "|".join(map(re.escape, heads))
        tail = "|".join(map(re.escape, tails))
        return cls(
            re.compile(
                rf"\b(?:(?:{head})(?:{_LINK}{_WORD}){{1,8}}|(?:{_WORD}\s){{1,5}}(?:{tail}))\b(?:\s\([A-Z]\w+\))?"
            )
        )

    def find(self, text: str, base: int) -> list[AwardMention]:
        return [
            AwardMention(base + m.start(), base + m.end(), "award.prize", OTHER, True)
            for m in self.pattern.finditer(text)
        ]
