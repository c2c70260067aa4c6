"""Changes told in one sentence: "naik 3,09 poin dari 79,19" must lead to the figure given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from extractor.models import AwardRecord
from extractor.models.verdict import Cause
from extractor.verifier.causes import cause_of, decimals_of, rounded_to
from extractor.verifier.reasons import Finding, reason_of
from extractor.verifier.text import ArticleText, Number, spans_of
from extractor.verifier.wording import Wording, any_of, matcher, may_hold

_YEARS = (Decimal(1900), Decimal(2100))


@dataclass(frozen=True, slots=True)
class Change:
    """A rise (or fall) by ``by`` from ``old`` to ``new``."""

    by: Number
    old: Number
    new: Number
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
            rise, fall = self._rise.search(sentence), self._fall.search(sentence)
            if bool(rise) == bool(fall):
                continue
            found = text.numbers_in(start, end)
            numbers = [n for n in found if not _is_year(n)]
            word = rise or fall
            assert word is not None  # noqa: S101 -- one of the two was found
            years = len(found) - len(numbers)
            change = self._change(text, numbers, (start, start + word.end(), years), records)
            if change is None:
                continue
            change = Change(change.by, change.old, change.new, rise is not None)
            if change.by.percent and not self._points.match(
                text.lower, _after_percent(text, change.by)
            ):
                yield from self._judge_growth(text, change)
            else:
                yield from self._judge_points(text, change, records)

    def _change(
        self,
        text: ArticleText,
        numbers: Sequence[Number],
        span: tuple[int, int, int],
        records: tuple[AwardRecord, ...],
    ) -> Change | None:
        """The one difference of the sentence with its two ends; None where that is not clear.

        ``span``: offsets of the sentence and behind its word of change, and its number of years.
        """
        start, word_end, span_years = span
        marked = [n for n in numbers if self._is_difference(text, n, word_end)]
        if len(marked) != 1:
            return None
        others = _without_gain([n for n in numbers if n is not marked[0]])
        if len(others) == 1:
            held = self._held(text, records, start)
            if held is not None and held.start != others[0].start:
                others = [held, others[0]]
        if len(others) != 2:
            return None
        old = [n for n in others if self._introduced(text, n, self._from)]
        new = [n for n in others if self._introduced(text, n, self._to)]
        both = len(old) == 1 and len(new) == 1 and old[0] is not new[0]
        if not both and (marked[0].percent or not all(n.decimals for n in others)):
            old, new = [], []
        if len(old) == 1:
            return Change(marked[0], old[0], next(n for n in others if n is not old[0]), True)
        if len(new) == 1:
            return Change(marked[0], next(n for n in others if n is not new[0]), new[0], True)
        if marked[0].percent and not any(n.decimals for n in others) and span_years == 2:
            return Change(marked[0], others[0], others[1], True)
        return None

    def _is_difference(self, text: ArticleText, number: Number, word_end: int) -> bool:
        """ "naik 3,09 poin", "meningkat sebesar 3,09 poin", "naik 5 persen"."""
        near = word_end <= number.start <= word_end + 28
        points = self._points.match(text.lower, _after_percent(text, number))
        return near and bool(points or number.percent)

    def _introduced(self, text: ArticleText, number: Number, words: re.Pattern[str]) -> bool:
        """Whether such a word stands before the number, with few words and no number between."""
        before = text.lower[max(0, number.start - 60) : number.start]
        last = None
        for last in words.finditer(before):
            pass
        if last is None:
            return False
        between = before[last.end() :]
        return (
            not re.search(r"(?<![0-9])[0-9]{1,3}[.,][0-9]|[.;:]\s", between) and len(between) <= 40
        )

    def _held(
        self, text: ArticleText, records: tuple[AwardRecord, ...], start: int
    ) -> Number | None:
        """The one figure that stands in the sentence before, in the same paragraph."""
        paragraph = text.paragraph_at(start)[0]
        before = [s for s in text.sentences if s[0] >= paragraph and s[1] <= start]
        if not before:
            return None
        scores = {
            (span.start, span.end)
            for record in records
            for span in spans_of(record, "score")
            if before[-1][0] <= span.start < before[-1][1]
        }
        found = [n for n in text.numbers_in(*before[-1]) if n.decimals and not n.percent]
        if len(found) != 1 or (scores and (found[0].start, found[0].end) not in scores):
            return None
        return found[0]

    def _judge_points(
        self, text: ArticleText, change: Change, records: tuple[AwardRecord, ...]
    ) -> Iterator[Finding]:
        by, old, new = change.by.value, change.old.value, change.new.value
        moved = new - old if change.rises else old - new
        if abs(moved - by) < _unit(by, old, new):
            return
        expected = old + by if change.rises else old - by
        owner = _owner(records, change.new, text)
        yield Finding(
            text.article, owner,
            reason_of(
                "difference-mismatch",
                [text.exhibit(n.start, n.end) for n in (change.by, change.old, change.new)],
                _best_cause(((new, expected), (by, abs(moved)), (old, new - by if change.rises else new + by))),
                by=by, old=old, new=new, computed=expected,
            ),
        )  # fmt: skip

    def _judge_growth(self, text: ArticleText, change: Change) -> Iterator[Finding]:
        """Growth in per cent: relative to the old figure, or the difference of two shares."""
        by, old, new = change.by.value, change.old.value, change.new.value
        if not old:
            return
        moved = new - old if change.rises else old - new
        rate = moved / old * 100
        unit = Decimal(1).scaleb(-decimals_of(by))
        if abs(rate - by) < unit or abs(moved - by) < _unit(by, old, new):
            return
        right = rounded_to(rate, decimals_of(by))
        yield Finding(
            text.article, None,
            reason_of(
                "percentage-mismatch",
                [text.exhibit(n.start, n.end) for n in (change.by, change.old, change.new)],
                cause_of(by, right), told=by, computed=right, part=new, whole=old,
            ),
        )  # fmt: skip


def _without_gain(numbers: list[Number]) -> list[Number]:
    """Of three numbers of which one is the difference of the other two: those two."""
    if len(numbers) != 3:
        return numbers
    for each in numbers:
        one, other = [n for n in numbers if n is not each]
        if abs(one.value - other.value) == each.value:
            return [one, other]
    return numbers


def _unit(*values: Decimal) -> Decimal:
    """One unit in the last place of the coarsest value: the room that rounding leaves."""
    return Decimal(1).scaleb(-min(decimals_of(value) for value in values))


def _best_cause(pairs: Sequence[tuple[Decimal, Decimal]]) -> Cause:
    """The first cause that explains the slip, whichever of the three figures carries it."""
    causes = [cause_of(one, other) for one, other in pairs]
    return next((c for c in causes if c not in (None, "unexplained")), None) or "unexplained"


def _owner(records: tuple[AwardRecord, ...], number: Number, text: ArticleText) -> str | None:
    """The record that the number is the score of."""
    del text
    same = [
        record.record_id
        for record in records
        if any(span.start == number.start for span in spans_of(record, "score"))
    ]
    if not same:
        same = [r.record_id for r in records if r.score and Decimal(r.score.value) == number.value]
    return same[0] if len(same) == 1 else None


def _is_year(number: Number) -> bool:
    return not number.decimals and _YEARS[0] < number.value < _YEARS[1] and not number.percent


def _after_percent(text: ArticleText, number: Number) -> int:
    """Offset behind the number and its per-cent sign or word, blanks included."""
    rest = re.match(r"\s?(?:%|[a-z]+)", text.lower[number.end : number.end + 12])
    return number.end + (rest.end() if number.percent and rest else 0)
