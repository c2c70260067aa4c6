"""The words of patterns/ compiled once for the checks of verification."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

from extractor.patterns.knowledge import Knowledge
from extractor.verifier.schema import VerificationPattern, load_words


def any_of(words: Iterable[str]) -> str:
    """Regex alternatives of the words, longest first; blanks match any short gap."""
    ordered = sorted({w for w in words if w}, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s{1,3}") for w in ordered) or r"(?!)"


def may_hold(text: str, words: tuple[str, ...]) -> bool:
    """Whether any of the words stands in the text, be it inside another; cheap to ask first."""
    for word in _shortest(words):  # noqa: SIM110 -- a generator would cost more than the search
        if word in text:
            return True
    return False


@cache
def _shortest(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without the words that hold another one: "dari total" where "dari" is one too."""
    return tuple(w for w in words if not any(other != w and other in w for other in words))


def matcher(words: Iterable[str]) -> re.Pattern[str]:
    """Pattern of any of the words standing alone, for lower-case text."""
    return re.compile(rf"(?<!\w)(?:{any_of(words)})(?!\w)")


@dataclass(frozen=True)
class Wording:
    """Everything that the checks look words up in."""

    words: VerificationPattern
    knowledge: Knowledge

    @classmethod
    def of(cls, knowledge: Knowledge) -> Wording:
        """Raises PatternError: verification.toml is missing or breaks its schema."""
        return cls(load_words(knowledge.patterns.folders), knowledge)

    @cached_property
    def number_words(self) -> Mapping[str, int]:
        """Spelled numbers from one to ninety-nine, lower case."""
        units = self.knowledge.numbers.cardinals
        forms = {w: n for n, group in enumerate(units, start=1) for w in group if w != "se"}
        for ten in range(2, 10):
            for tens_word in self.words.tens:
                for stem in units[ten - 1]:
                    forms[f"{stem} {tens_word}"] = ten * 10
                    for one in range(1, 10):
                        for last in units[one - 1]:
                            if last != "se":
                                forms[f"{stem} {tens_word} {last}"] = ten * 10 + one
        return forms

    @cached_property
    def number(self) -> str:
        """Regex source of a whole number: digits, words, or both ("empat (4)")."""
        spelled = any_of(self.number_words)
        return (
            rf"(?:(?P<word>{spelled})(?:\s\([0-9]{{1,4}}\))?"
            rf"|(?P<digits>[0-9]{{1,3}}(?:\.[0-9]{{3}}){{0,2}})(?:\s\((?:{spelled})\))?)"
        )

    def count(self, match: re.Match[str]) -> int:
        """Value of a match of ``number`` in a larger pattern."""
        if match["word"]:
            return self.number_words[" ".join(match["word"].split())]
        return int(match["digits"].replace(".", ""))

    @cached_property
    def groups(self) -> str:
        """Regex source of a noun that stands for a class of recipients."""
        return any_of((*self.words.group_nouns, *self.knowledge.cues["group_noun"].phrases))

    @cached_property
    def percent(self) -> str:
        return "%|" + any_of(self.knowledge.numbers.percent_words)

    @cached_property
    def previous(self) -> re.Pattern[str]:
        return matcher((*self.words.previous_words, *self.knowledge.cues["previous"].phrases))

    @cached_property
    def change(self) -> re.Pattern[str]:
        """Words of a rise or a fall."""
        return matcher((*self.words.rise_words, *self.words.fall_words))

    @cached_property
    def unreal(self) -> re.Pattern[str]:
        """Cues of a target, a hope, a plan: what follows is no result."""
        cues = self.knowledge.cues
        return matcher(
            phrase
            for name in ("target", "hope", "plan")
            if name in cues
            for phrase in cues[name].phrases
        )

    @cached_property
    def both(self) -> Mapping[str, int]:
        return {word: int(number) for word, number in self.words.both_words}

    def unsettled(self, award: str, scheme: str, score: Decimal) -> bool:
        """Whether the sources leave open which band holds the score."""
        return any(
            gap.award == award and gap.scheme == scheme and gap.min < score < gap.max
            for gap in self.words.no_finding
        )
