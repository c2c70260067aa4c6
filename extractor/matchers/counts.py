"""Counted classes: "empat OPD dan dua UPT Puskesmas", "keempat dinas tersebut", "11 pemda"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.models.mentions import CountMention

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.patterns.schema import CuePattern, NumberWords

_POINTS_BACK = re.compile(r"\s(?:ini|itu|tersebut|dimaksud|tadi)\b")


@dataclass(frozen=True, slots=True)
class CountFinder:
    """One pattern: a number in digits or words, then a class noun."""

    pattern: re.Pattern[str]
    numbers: dict[str, tuple[int, bool]]

    @classmethod
    def build(cls, words: NumberWords, cues: Mapping[str, CuePattern]) -> CountFinder:
        numbers: dict[str, tuple[int, bool]] = {}
        for i, spellings in enumerate(words.cardinals):
            for word in spellings:
                if len(word) > 2:
                    numbers[word] = (i + 1, False)
                    numbers[f"ke{word}"] = (i + 1, True)
        spelled = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
        plain = "|".join(sorted((re.escape(w) for w, (_, back) in numbers.items() if not back), key=len, reverse=True))
        nouns = "|".join(sorted(map(re.escape, cues["group_noun"].phrases), key=len, reverse=True))
        pattern = re.compile(
            rf"(?<![\w.,])(?P<all>ke(?:{plain})nya|(?P<twice>{plain})-(?P=twice)nya)\b|(?<![\w.,])(?:ke-?)?(?P<number>[0-9]{{1,3}}|{spelled})\s(?:\([^)]{{1,15}}\)\s)?(?:\w+\s)?(?P<noun>{nouns})\b",
            re.IGNORECASE,
        )
        return cls(pattern, numbers)

    def find(self, text: str, base: int) -> list[CountMention]:
        found = []
        for match in self.pattern.finditer(text):
            if match["all"]:
                word = match["twice"] or match["all"].removesuffix("nya")[2:]
                count = self.numbers[word.lower()][0]
                found.append(CountMention(base + match.start(), base + match.end(), "count.all", count, "", True))
                continue
            word = match["number"].lower()
            count, back = (int(word), match.group().lower().startswith("ke")) if word.isdigit() else self.numbers[word]
            back = back or _POINTS_BACK.match(text, match.end()) is not None
            found.append(CountMention(base + match.start(), base + match.end(), "count", count, match["noun"].lower(), back))
        return found
