"""Figures: every number among a paragraph's tokens, with what its neighbours make of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractor.matchers.printed_numbers import number_of
from extractor.models.mentions import Figure, FigureKind

if TYPE_CHECKING:
    from extractor.matchers.paragraph import Paragraph
    from extractor.patterns.knowledge import Knowledge

_FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_DIGITS = frozenset("0123456789")
_SMALL = re.compile(r"[0-9]{1,3}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DASHES = frozenset("-–—")
_MARKS = frozenset(":(-=")
"""May stand between a figure and the word that announces it."""
_ANNOUNCER_REACH = 5
"""Tokens before a figure in which the word that announces it is looked for."""
_TORN = 3
"""Tokens of a figure torn apart."""
_SCORE = "score_word"
"""Category of the cues that announce a score."""
_DECIMALS = 2
"""Decimals of a torn figure that nothing else confirms."""


@dataclass(frozen=True, slots=True)
class FigureFinder:
    """Finds a figure in its two shapes: one token, or "94, 62" torn apart by a stray blank.

    Attributes:
        counted: nouns that a bare number before them counts. measured: those that one with
            decimals measures ("3,5 hektare").
        goes_on: lower-case words that may follow a bare score.
        announce: nouns that announce a score. tell: verbs that do.
        fillers: what may stand between them and the figure.
    """

    patterns: Knowledge
    counted: frozenset[str]
    measured: frozenset[str]
    goes_on: frozenset[str]
    announce: frozenset[str]
    tell: frozenset[str]
    fillers: frozenset[str]

    @classmethod
    def build(cls, patterns: Knowledge) -> FigureFinder:
        cues = patterns.cues
        tell = cues["score_verb"].phrases
        return cls(
            patterns=patterns,
            counted=frozenset(cues["count_noun"].phrases),
            measured=frozenset(cues["measure_noun"].phrases),
            goes_on=frozenset(cues["after_score"].phrases),
            announce=_with_suffix(cues["score_word"].phrases, patterns),
            tell=_with_suffix(tell, patterns),
            fillers=frozenset((*tell, *patterns.numbers.score_fillers)) | _MARKS,
        )

    def find(self, paragraph: Paragraph, taken: list[tuple[int, int]]) -> list[Figure]:
        """Figures of the paragraph, but those inside the spans ``taken`` of the article's text."""
        found: list[Figure] = []
        covered = -1
        for start, word in enumerate(paragraph.words):
            if word[0] not in _DIGITS or start < covered or _FIGURE.fullmatch(word) is None:
                continue
            stop = start + (_TORN if self._is_torn(paragraph, start) else 1)
            left, right = paragraph.span(start, stop)
            if not any(s < right and left < e for s, e in taken):
                covered = stop
                found.append(self._figure(paragraph, start, stop))
        self._announce_joined(paragraph, found)
        self._mark_ranges(paragraph, found)
        return found

    def _announce_joined(self, paragraph: Paragraph, found: list[Figure]) -> None:
        """As in "nilai masing-masing 441 dan 429": one word announces both."""
        joined = self.patterns.frames["figures_joined"]
        for i in range(1, len(found)):
            first, second = found[i - 1], found[i]
            gap = paragraph.between(first.end, second.start)
            if first.announced and second.kind == first.kind and joined.fullmatch(gap):
                found[i] = replace(second, announced=True)

    def _mark_ranges(self, paragraph: Paragraph, found: list[Figure]) -> None:
        """Two figures joined by a range word or dash are limits of a rule, not results."""
        percent = self.patterns.frames["percent_sign"]
        range_words = self.patterns.numbers.range_words
        for i in range(len(found) - 1):
            gap = paragraph.between(found[i].end, found[i + 1].start).lower().strip().strip("() ")
            gap = percent.sub("", gap, count=1).strip()
            if gap in _DASHES or gap in range_words:
                found[i] = replace(found[i], kind="range")
                found[i + 1] = replace(found[i + 1], kind="range")

    def _is_torn(self, paragraph: Paragraph, first: int) -> bool:
        """Join "94, 62" only where the right part is no number, count or list item of its own."""
        comma, last, end = first + 1, first + 2, first + _TORN
        if paragraph.word(comma) != "," or not _SMALL.fullmatch(paragraph.word(last)):
            return False
        if not _SMALL.fullmatch(paragraph.words[first]):
            return False
        lower, words = paragraph.lower, self.patterns.words
        glued = paragraph.ends[first] == paragraph.starts[comma]
        if not glued or paragraph.starts[last] - paragraph.ends[comma] != 1:
            return False
        before = lower[first - 1] if first else ""
        sure = len(lower[last]) == _DECIMALS or before == "("
        if not sure and not self._follows(lower, first, self.announce):
            return False
        rest = lower[end : end + 3]
        if before in words["enumerator"] and (first < 2 or lower[first - 2][:1].isdigit()):
            # "95,61 dan 90, 24." ends a list of figures with decimals.
            return first >= 2 and "," in lower[first - 2] and rest[:1] in ([], ["."])
        if not rest:
            return True
        if rest[0] in self.counted or rest[0] in self.patterns.numbers.percent_words:
            return False
        if rest[0] == "%" or self._enumerates(rest):
            return False
        return (
            rest[0] in self.goes_on or not rest[0][:1].isalpha() or paragraph.words[end].isupper()
        )

    def _enumerates(self, rest: list[str]) -> bool:
        """Another whole number follows, joined as a member of the same list."""
        words = self.patterns.words
        if len(rest) < 2 or (rest[0] not in words["and_word"] and rest[0] != ","):
            return False
        following = rest[1] if rest[1] not in words["and"] else [*rest, ""][2]
        return _SMALL.fullmatch(following) is not None

    def _figure(self, paragraph: Paragraph, start: int, end: int) -> Figure:
        lower = paragraph.lower
        left, right = paragraph.span(start, end)
        number = number_of(paragraph.printed(start, end))
        after = lower[end] if end < len(lower) else ""
        opened = start > 0 and lower[start - 1] == "("
        torn = end - start > 1
        return Figure(
            start=left,
            end=right,
            rule="figure.torn" if torn else "figure",
            digits=number.digits,
            kind=self._kind(paragraph, start, end, decimal=number.decimal),
            decimal=number.decimal,
            announced=self._follows(lower, start, self.announce)
            or _behind_phrase(paragraph, start),
            told=self._follows(lower, start, self.tell),
            bracket=opened and after in self.patterns.words["bracket_unit"],
            thousands=number.thousands,
            joined=torn,
        )

    def _kind(self, paragraph: Paragraph, start: int, end: int, *, decimal: bool) -> FigureKind:
        lower, numbers = paragraph.lower, self.patterns.numbers
        before = lower[start - 1] if start else ""
        after = lower[end] if end < len(lower) else ""
        if before == "." and start > 1:
            before = lower[start - 2]
        if before in numbers.money_before or after in numbers.magnitudes:
            return "money"
        if after == "%" or after in numbers.percent_words:
            return "percent"
        if before in self.patterns.words["figure_marker"] and not decimal:
            return "ordinal"
        if start == 0 and not decimal and after in {".", ")"}:
            return "listno"
        if _YEAR.fullmatch(paragraph.words[start]) and end - start == 1:
            return "ordinal"
        if after in (self.measured if decimal else self.counted):
            dated = decimal and lower[end + 1 : end + 2]
            return "plain" if dated and self._dates(dated[0]) else "count"
        bare = after[:1].isalpha() and not decimal and after not in self.goes_on
        return "count" if bare and not paragraph.words[end].istitle() else "plain"

    def _dates(self, word: str) -> bool:
        """As in "84,30 tahun lalu": the year that the figure is of, not what it counts."""
        return word in self.patterns.words["dating"] or _YEAR.fullmatch(word) is not None

    def _follows(self, lower: list[str], start: int, words: frozenset[str]) -> bool:
        """Whether such a word stands before the figure, with only fillers between."""
        for at in range(start - 1, max(-1, start - 1 - _ANNOUNCER_REACH), -1):
            if lower[at] in words:
                return True
            if lower[at] not in self.fillers:
                return False
        return False


def _behind_phrase(paragraph: Paragraph, token: int) -> bool:
    """Right behind a score word of several words: "nilai kepatuhan 95,79"."""
    ending = paragraph.ending.get(token, ())
    return any(h.entry.id == _SCORE and h.entry.kind == "cue" for h in ending)


def _with_suffix(phrases: tuple[str, ...], patterns: Knowledge) -> frozenset[str]:
    """The words, and each with a possessive suffix ("nilai", "nilainya")."""
    suffixes = ("", *patterns.words["possessive"])
    return frozenset(f"{phrase}{suffix}" for phrase in phrases for suffix in suffixes)
