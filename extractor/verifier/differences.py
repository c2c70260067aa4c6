"""Whether the three figures of a change agree: the old one, the new one, the difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.models import AwardRecord
from extractor.models.verdict import Cause
from extractor.verifier.causes import cause_of, decimals_of, rounded_to
from extractor.verifier.reasons import Finding, reason_of
from extractor.verifier.text import ArticleText, Number, spans_of


@dataclass(frozen=True, slots=True)
class Change:
    """A rise (or fall) by ``by`` from ``old`` to ``new``."""

    by: Number
    old: Number
    new: Number
    rises: bool


def judge_points(
    text: ArticleText, change: Change, records: tuple[AwardRecord, ...]
) -> Iterator[Finding]:
    by, old, new = change.by.value, change.old.value, change.new.value
    moved = new - old if change.rises else old - new
    if abs(moved - by) < _unit(by, old, new):
        return
    expected = old + by if change.rises else old - by
    before = new - by if change.rises else new + by
    owner = _owner(records, change.new, text)
    yield Finding(
        text.article, owner,
        reason_of(
            "difference-mismatch",
            [text.exhibit(n.start, n.end) for n in (change.by, change.old, change.new)],
            _best_cause(((new, expected), (by, abs(moved)), (old, before))),
            by=by, old=old, new=new, computed=expected,
        ),
    )  # fmt: skip


def judge_growth(text: ArticleText, change: Change) -> Iterator[Finding]:
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
