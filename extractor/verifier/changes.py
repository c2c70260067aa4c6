"""Changes told in one sentence: "naik 3,09 poin dari 79,19" must lead to the figure given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from extractor.models import AwardRecord
from extractor.verifier.differences import Change, judge_growth, judge_points
from extractor.verifier.reasons import Finding
from extractor.verifier.text import ArticleText, Number, spans_of
from extractor.verifier.wording import Wording, any_of, matcher, may_hold

_YEARS = (Decimal(1900), Decimal(2100))


@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence: its start, the ends of its words of change, its years, and the direction."""

    start: int
    words: tuple[int, ...]
    years: int
    rises: bool


@dataclass(frozen=True)
class ChangeCheck:
    """Finds differences and growth rates that their two figures do not give."""

    wording: Wording

    @cached_property
    def _rise(self) -> re.Pattern[str]:
        return matcher(self.wording.words.rise_words)

    @cached_property
    def _fall(self) -> re.Pattern[str]:
        return matcher(self.wording.words.fall_words)

    @cached_property
    def _points(self) -> re.Pattern[str]:
        return re.compile(rf"\s?(?:{any_of(self.wording.words.point_words)})(?!\w)")

    @cached_property
    def _from(self) -> re.Pattern[str]:
        return matcher(self.wording.words.from_words)

    @cached_property
    def _to(self) -> re.Pattern[str]:
        return matcher(self.wording.words.to_words)

    def findings(self, text: ArticleText, records: tuple[AwardRecord, ...]) -> Iterator[Finding]:
        words = self.wording.words
        if not may_hold(text.lower, (*words.rise_words, *words.fall_words)):
            return
        for start, end in text.sentences:
            sentence = text.lower[start:end]
            rises = [start + m.end() for m in self._rise.finditer(sentence)]
            falls = [start + m.end() for m in self._fall.finditer(sentence)]
            if bool(rises) == bool(falls):
                continue
            told = text.numbers_in(start, end)
            numbers = [n for n in told if not _is_year(n)]
            scene = _Scene(start, tuple(rises or falls), len(told) - len(numbers), bool(rises))
            change = self._change(text, numbers, scene, records)
            if change is None:
                continue
            points = self._points.match(text.lower, _after_percent(text, change.by))
            if change.by.percent and not points:
                yield from judge_growth(text, change)
            else:
                yield from judge_points(text, change, records)

    def _change(
        self,
        text: ArticleText,
        numbers: Sequence[Number],
        scene: _Scene,
        records: tuple[AwardRecord, ...],
    ) -> Change | None:
        """The one difference of the sentence with its two ends; None where that is not clear."""
        marked = [n for n in numbers if self._is_difference(text, n, scene)]
        if len(marked) != 1:
            return None
        by = marked[0]
        others = _without_gain([n for n in numbers if n is not by])
        if not others and not by.percent:
            others = self._before(text, scene.start)
        if len(others) == 1:
            held = self._held(text, records, scene.start)
            if held is not None and held.start != others[0].start:
                others = [held, others[0]]
        if len(others) != 2 or (
            by.decimals and not by.percent and not any(n.decimals for n in others)
        ):
            return None
        if any(self._apart(text, by, other) for other in others):
            return None
        old = [n for n in others if self._introduced(text, n, others, self._from)]
        new = [n for n in others if self._introduced(text, n, others, self._to)]
        both = len(old) == 1 and len(new) == 1 and old[0] is not new[0]
        if not both and (by.percent or not all(n.decimals for n in others)):
            old, new = [], []
        if len(old) == 1:
            return Change(by, old[0], next(n for n in others if n is not old[0]), scene.rises)
        if len(new) == 1:
            return Change(by, next(n for n in others if n is not new[0]), new[0], scene.rises)
        if by.percent and not any(n.decimals for n in others) and scene.years == 2:
            return Change(by, others[0], others[1], scene.rises)
        return None

    def _is_difference(self, text: ArticleText, number: Number, scene: _Scene) -> bool:
        """Forms such as "naik 3,09 poin", "meningkat sebesar 5 persen", "naik 3,09 dari"."""
        near = [number.start - at for at in scene.words if at <= number.start <= at + 28]
        if not near:
            return False
        if self._points.match(text.lower, _after_percent(text, number)):
            return True
        if number.percent:
            return not self._ends_at(text, number)
        if min(near) > 12:
            return False
        if self._then_from.match(text.lower, number.end):
            return True
        led = any(self._introduced(text, number, [], words) for words in (self._from, self._to))
        return not led and bool(self._then_to.match(text.lower, number.end))

    def _ends_at(self, text: ArticleText, number: Number) -> bool:
        """Whether the number is an end of the change: "turun dari 9,41 ke 8,86 persen"."""
        before = text.lower[max(0, number.start - 20) : number.start].rstrip()
        return any(
            hit.end() == len(before)
            for words in (self._from, self._to)
            for hit in words.finditer(before)
        )

    def _apart(self, text: ArticleText, one: Number, other: Number) -> bool:
        """Whether a new clause begins between two figures ("sedangkan")."""
        start, end = sorted((one.end, other.end))
        return self._new_clause.search(text.lower, start, end) is not None

    @cached_property
    def _new_clause(self) -> re.Pattern[str]:
        return matcher(self.wording.knowledge.cues["scope_end"].phrases)

    @cached_property
    def _then_to(self) -> re.Pattern[str]:
        """As in "turun 0,21 menjadi 3,20 dari 3,51": both ends follow."""
        words = self.wording.words
        return re.compile(
            rf"\s(?:{any_of(words.to_words)})\s[0-9.,]{{1,9}}\s(?:{any_of(words.from_words)})(?!\w)"
        )

    @cached_property
    def _then_from(self) -> re.Pattern[str]:
        return re.compile(rf"\s(?:{any_of(self.wording.words.from_words)})(?!\w)")

    def _introduced(
        self,
        text: ArticleText,
        number: Number,
        others: Sequence[Number],
        words: re.Pattern[str],
    ) -> bool:
        """Whether such a word stands before the number, with few words and no figure between."""
        before = text.lower[max(0, number.start - 60) : number.start]
        hits = list(words.finditer(before))
        if not hits:
            return False
        last = hits[-1]
        word_end = number.start - len(before) + last.end()
        if any(word_end <= n.start < number.start for n in others):
            return False
        between = before[last.end() :]
        return not re.search(r"[.;:]\s", between) and len(between) <= 40

    def _before(self, text: ArticleText, start: int) -> list[Number]:
        """Both ends told in the sentence before: "naik dari 79,19 menjadi 82,28. Artinya ..."."""
        paragraph = text.paragraph_at(start)[0]
        spans = [s for s in text.sentences if paragraph <= s[0] and s[1] <= start]
        if not spans:
            return []
        found = [n for n in text.numbers_in(*spans[-1]) if not _is_year(n)]
        if len(found) != 2 or not all(n.decimals for n in found):
            return []
        both = self._introduced(text, found[0], found, self._from) and self._introduced(
            text, found[1], found, self._to
        )
        return found if both else []

    def _held(
        self, text: ArticleText, records: tuple[AwardRecord, ...], start: int
    ) -> Number | None:
        """The one figure in the sentence before, of its paragraph or an article of one score."""
        paragraph = text.paragraph_at(start)[0]
        if paragraph == start and sum(record.score is not None for record in records) == 1:
            paragraph = 0
        before = [s for s in text.sentences if s[0] >= paragraph and s[1] <= start]
        if not before:
            return None
        scores = {
            (span.start, span.end)
            for record in records
            for span in spans_of(record, "score")
            if before[-1][0] <= span.start < before[-1][1]
        }
        told = [n for n in text.numbers_in(*before[-1]) if n.decimals]
        if any(self._points.match(text.lower, n.end) for n in told):
            return None
        found = [n for n in told if not n.percent or (n.start, n.end) in scores]
        if len(found) != 1 or (scores and (found[0].start, found[0].end) not in scores):
            return None
        return found[0]


def _without_gain(numbers: list[Number]) -> list[Number]:
    """Of three numbers of which one is the difference of the other two: those two."""
    if len(numbers) != 3:
        return numbers
    for each in numbers:
        one, other = [n for n in numbers if n is not each]
        if abs(one.value - other.value) == each.value:
            return [one, other]
    return numbers


def _is_year(number: Number) -> bool:
    return not number.decimals and _YEARS[0] < number.value < _YEARS[1] and not number.percent


def _after_percent(text: ArticleText, number: Number) -> int:
    """Offset behind the number and its per-cent sign or word, blanks included."""
    rest = re.match(r"\s?(?:%|[a-z]+)", text.lower[number.end : number.end + 12])
    return number.end + (rest.end() if number.percent and rest else 0)
