"""Predicates: where a ladder's labels stand in a text, and whether two of them can agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.patterns.award_schema import AwardPattern
from extractor.verifier.schemes import same_level, scheme_of
from extractor.verifier.text import ArticleText
from extractor.verifier.wording import Wording, any_of


@dataclass(frozen=True, slots=True)
class LabelSpan:
    """A label of a ladder as it stands in the text."""

    label: str
    dimension: str
    start: int
    end: int


@dataclass(frozen=True)
class Labels:
    """Finds and compares the labels of an award."""

    wording: Wording

    @cached_property
    def _shapes(self) -> dict[str, tuple[re.Pattern[str], dict[str, tuple[str, str, bool]]]]:
        return {}

    def dimension(self, award: str, label: str) -> str | None:
        pattern = self.wording.knowledge.awards.get(award)
        for ladder in pattern.ladders if pattern else ():
            if any(entry.label == label for entry in ladder.entries):
                return ladder.dimension
        return None

    def compare(self, award: str, year: int | None, one: str, other: str) -> bool | None:
        """Whether two labels agree; None where nothing relates them."""
        if one == other:
            return True
        pattern = self.wording.knowledge.awards.get(award)
        if pattern is None:
            return None
        scheme = scheme_of(pattern, year)
        if scheme is not None and scheme.limits in ("confirmed", "partial"):
            by_bands = same_level(scheme, one, other)
            if by_bands is not None:
                return by_bands
        dimension = self.dimension(award, one)
        if dimension is not None and dimension == self.dimension(award, other):
            return False
        return None

    def wider(self, award: str, one: str, other: str) -> bool:
        """Whether one label's wording includes the other's, so that both may be told of one."""
        return any(
            rule.award == award
            and ((one == rule.label and other in rule.includes)
                 or (other == rule.label and one in rule.includes))
            for rule in self.wording.words.wider_label
        )  # fmt: skip

    def find(
        self, pattern: AwardPattern, text: ArticleText, start: int, end: int
    ) -> Iterator[LabelSpan]:
        """Every label of the award in the stretch, longest spelling first."""
        if pattern.code not in self._shapes:
            self._shapes[pattern.code] = _shape(pattern)
        shape, labels = self._shapes[pattern.code]
        for match in shape.finditer(text.lower, start, end):
            label, dimension, exact = labels[" ".join(match[0].split())]
            if exact and text.text[match.start() : match.end()] != label:
                continue
            yield LabelSpan(label, dimension, match.start(), match.end())

    def in_cell(self, pattern: AwardPattern, cell: str) -> tuple[str, ...]:
        """Labels that a table's cell names, whatever its capitals; none where it names others."""
        if pattern.code not in self._shapes:
            self._shapes[pattern.code] = _shape(pattern)
        shape, labels = self._shapes[pattern.code]
        found = [labels[" ".join(m[0].split())][0] for m in shape.finditer(cell.lower())]
        return tuple(dict.fromkeys(found))


def _shape(pattern: AwardPattern) -> tuple[re.Pattern[str], dict[str, tuple[str, str, bool]]]:
    """One pattern for all spellings; grades of one or two letters count in capitals only."""
    labels: dict[str, tuple[str, str, bool]] = {}
    for ladder in pattern.ladders:
        for entry in ladder.entries:
            for spelling, _ in entry.spellings():
                exact = len(spelling) <= 2
                labels.setdefault(spelling.lower(), (entry.label, ladder.dimension, exact))
    return re.compile(rf"(?<![\w-])(?:{any_of(labels)})(?![\w-])"), labels


def labels_differ(
    labels: Labels, award: str, year: int | None, one: Sequence[str], other: Sequence[str]
) -> bool | None:
    """Whether two sets of labels are at odds; None where nothing relates them.

    A label that the other side tells too is at odds with none.
    """
    pairs = [(a, b) for a in one for b in other if a not in other and b not in one]
    if any(labels.compare(award, year, a, b) is False for a, b in pairs):
        return True
    related = set(one) & set(other) or any(labels.compare(award, year, a, b) for a, b in pairs)
    return False if related else None
