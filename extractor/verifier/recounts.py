"""A group counted twice: "sebanyak lima OPD ..." and, of the same, "keempat OPD tersebut"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

from extractor.models import AwardRecord
from extractor.verifier.reasons import Finding, reason_of
from extractor.verifier.text import ArticleText
from extractor.verifier.wording import Wording, any_of, may_hold

# Sentences between a group's count and the words that point back to it.
_BACK = 3
_SEPARATOR = re.compile(r"[,;]")
_BRACKET = re.compile(r"\s\([^)]{1,20}\)$")
_LARGEST = 60
# Fewest names that make a list.
_FEWEST = 2
# Longest count with its noun, in characters.
_NEAR = 80


@dataclass(frozen=True)
class RecountCheck:
    """Finds words that point back to a group with another number than it was told with."""

    wording: Wording

    @cached_property
    def _count(self) -> re.Pattern[str]:
        words = self.wording.words
        back = any_of(words.group_anaphora)
        return re.compile(
            rf"(?<![\w.,/-])(?P<all>{re.escape(words.collective_prefix)})?{self.wording.number}"
            rf"\s(?P<noun>{self.wording.groups})(?:\s\([^)]{{1,20}}\))?"
            rf"(?P<back>\s(?:{back}))?(?![\w/])"
        )

    @cached_property
    def _apart(self) -> re.Pattern[str]:
        """Words before a count that is of a part, a whole, or another time."""
        return re.compile(rf"(?<!\w)(?:{any_of(self.wording.words.population_words)})\s(?:\w+\s)?$")

    def findings(self, text: ArticleText, records: tuple[AwardRecord, ...]) -> Iterator[Finding]:
        del records
        if not may_hold(text.lower, self.wording.words.group_anaphora):
            return
        if not any(self._is_counted(text, back) for back in self._back.finditer(text.lower)):
            return
        counts = list(self._count.finditer(text.lower))
        for index, later in enumerate(counts):
            if not later["back"]:
                continue
            first = self._group(text, counts[:index], later) if index else None
            listed = self._listed(text, counts[:index], later) if first is None else []
            if listed:
                yield Finding(
                    text.article, None,
                    reason_of(
                        "count-mismatch",
                        [text.exhibit(*later.span()), *(text.exhibit(*each) for each in listed)],
                        told=self.wording.count(later), counted=len(listed),
                    ),
                )  # fmt: skip
                return
            if first is not None:
                yield Finding(
                    text.article, None,
                    reason_of(
                        "count-mismatch",
                        (text.exhibit(*first.span()), text.exhibit(*later.span())),
                        told=self.wording.count(first), counted=self.wording.count(later),
                    ),
                )  # fmt: skip
                return

    @cached_property
    def _back(self) -> re.Pattern[str]:
        return re.compile(rf"\s(?:{any_of(self.wording.words.group_anaphora)})(?!\w)")

    @cached_property
    def _nouns(self) -> frozenset[str]:
        words = self.wording
        return frozenset((*words.words.group_nouns, *words.knowledge.cues["group_noun"].phrases))

    @cached_property
    def _noun_ends(self) -> frozenset[str]:
        return frozenset(noun.split()[-1] for noun in self._nouns if noun.strip())

    def _is_counted(self, text: ArticleText, back: re.Match[str]) -> bool:
        """Whether a group's noun stands right before the words that point back; cheap to ask."""
        before = text.lower[max(0, back.start() - _NEAR) : back.start()]
        words = (_BRACKET.sub("", before) if before.endswith(")") else before).split()
        if not words or words[-1] not in self._noun_ends:
            return False
        return any(" ".join(words[-length:]) in self._nouns for length in range(1, 5))

    def _group(
        self, text: ArticleText, earlier: list[re.Match[str]], later: re.Match[str]
    ) -> re.Match[str] | None:
        """The one group that the later words mean, where its number is another."""
        number = self.wording.count(later)
        same = [each for each in earlier if each["noun"] == later["noun"]]
        near = [each for each in same if self._sentences(text, each, later) <= _BACK]
        if len(near) != 1 or len({self.wording.count(each) for each in same}) != 1:
            return None
        told = [self.wording.count(each) for each in earlier]
        sums = {sum(some) for size in (1, 2, 3) for some in combinations(told[-6:], size)}
        between = text.lower[near[0].end() : later.start()]
        listed = len(_SEPARATOR.findall(between)) + 1
        if number in sums or number > _LARGEST or listed >= min(number, told[-1]):
            return None
        before = text.lower[max(0, near[0].start() - 30) : near[0].start()]
        return None if self._apart.search(before) else near[0]

    def _listed(
        self, text: ArticleText, earlier: list[re.Match[str]], later: re.Match[str]
    ) -> list[tuple[int, int]]:
        """The only names of that class told so far, one sentence's, where they are not as many."""
        noun = later["noun"]
        if not later["all"] or any(each["noun"] == noun for each in earlier):
            return []
        named = re.compile(
            rf"(?<!\w)(?i:{re.escape(noun)})\s(?P<name>[A-Z][\w’'.-]*(?:\s[A-Z][\w’'-]*)*)"
        )
        found = list(named.finditer(text.text, 0, later.start()))
        homes = {text.sentence_at(each.start()) for each in found}
        if len(found) < _FEWEST or len(homes) != 1 or len({m["name"] for m in found}) != len(found):
            return []
        joined = all(
            self._joint.fullmatch(text.lower, a.end(), b.start()) for a, b in pairwise(found)
        )
        far = self._sentences(text, found[-1], later) > _BACK
        if not joined or far or self.wording.count(later) == len(found):
            return []
        return [each.span() for each in found]

    @cached_property
    def _joint(self) -> re.Pattern[str]:
        """What may stand between two names of a list."""
        joins = any_of(self.wording.words.separators)
        return re.compile(rf"(?:\s\([^)]{{1,20}}\))?(?:,\s(?:(?:{joins})\s)?|\s(?:{joins})\s)")

    def _sentences(self, text: ArticleText, one: re.Match[str], other: re.Match[str]) -> int:
        return sum(one.end() <= end <= other.start() for _, end in text.sentences)
