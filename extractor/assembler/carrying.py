"""Labels and figures told of a group or before their owner, kept for the recipients after."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from extractor.assembler.assertions import reported
from extractor.assembler.facts import Claim, carried
from extractor.assembler.state import GroupStreak
from extractor.assembler.view import every_noun
from extractor.models.mentions import (
    STREAK_BESIDE,
    CueMention,
    Figure,
    PredicateMention,
    RecipientMention,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.assembler.facts import Binding, Value
    from extractor.assembler.reading import SentenceReading
    from extractor.assembler.state import ReadingState

_HEAD = 2
"""Characters of a sentence in which a cue opens it."""
_HEADER_LENGTH = 40
_HEADER_SHARE = 0.6
"""Length of a list's header, and the share of it that its label fills."""
_LISTING = ("connector", "listing", "awardee", "joins")
"""Cues of a sentence that names the members of a group."""


class Bound(NamedTuple):
    """Recipients, values and bindings of a sentence; ``item``: it is an item of a list."""

    recipients: list[RecipientMention]
    told: list[Value]
    bindings: list[Binding]
    item: bool


def labels_in(values: list[Value]) -> list[PredicateMention]:
    """The labels among the values."""
    return [value for value in values if isinstance(value, PredicateMention)]


def without_labels(values: list[Value]) -> list[Value]:
    """The values but for the labels."""
    return [value for value in values if not isinstance(value, PredicateMention)]


def carry_streak(reading: SentenceReading, bindings: list[Binding], state: ReadingState) -> None:
    """As in "keempatnya menerima WTP delapan kali beruntun. Siapa saja? A, B, C dan D"."""
    view, kept = reading.view, state.group_streak
    if kept is not None and view.paragraph - kept.paragraph <= 1 and bindings:
        if len(bindings) == kept.count and not any(b.streak for b in bindings):
            for binding in bindings:
                binding.streak = kept.streak
        state.group_streak = None
    own = [s for s in view.streaks if s.rule != STREAK_BESIDE and reported(reading.scopes, s)]
    if len(own) == 1 and view.counts and not bindings:
        state.group_streak = GroupStreak(own[0], view.counts[-1].count, view.paragraph)


def claim_labels(reading: SentenceReading, told: list[Value], state: ReadingState) -> None:
    """Keep labels told of a counted group, or of all of it, for the records they fit."""
    labels = labels_in(told)
    if not labels:
        return
    out_of = reading.frames["out_of"]
    counts = [
        c
        for c in reading.view.counts
        if c.start < labels[0].start and not out_of.search(reading.view.before(c))
    ]
    total = sum(c.count for c in counts) or None
    rest = reading.opens("rest") is not None
    if total is None and not reading.holds("every") and not rest:
        return
    nouns = [c.noun for c in counts]
    every = every_noun(reading.view)
    if every in reading.context.patterns.numbers.noun_kinds:
        nouns.append(every)
    state.claims.append(
        Claim(
            code=reading.award_at(labels[0].start),
            count=total,
            nouns=tuple(nouns),
            labels=tuple(labels),
            start=reading.view.start,
            rest=rest and total is None,
            first=total is not None and reading.holds("first_named"),
        )
    )


def repeat_labels(
    reading: SentenceReading,
    recipients: list[RecipientMention],
    values: list[Value],
    state: ReadingState,
) -> list[Value]:
    """The values and, for "predikat yang sama", the labels told last."""
    same = _points_back(reading, recipients)
    if not same or labels_in(values) or not state.last_labels:
        return values
    if recipients:
        start, end = same[0].start, same[0].end
        again = (replace(m, start=start, end=end, rule="label.same") for m in state.last_labels)
        return [*values, *again]
    state.carry(state.last_labels[:], reading.view.paragraph)
    counts = reading.view.counts
    if counts:
        nouns = tuple(c.noun for c in counts)
        total = sum(c.count for c in counts)
        labels, start = tuple(state.last_labels), reading.view.start
        state.claims.append(Claim(reading.award, total, nouns, labels, start))
    return values


def _points_back(
    reading: SentenceReading, recipients: list[RecipientMention]
) -> Sequence[CueMention]:
    """Cues of the label told last; "begitu pula" is one where it opens the sentence."""
    view = reading.view
    likewise = view.cued("likewise") if recipients else []
    return view.cued("same_label") or [c for c in likewise if view.opens_with(c, _HEAD)]


def remember_labels(
    reading: SentenceReading,
    recipients: list[RecipientMention],
    told: list[Value],
    state: ReadingState,
) -> None:
    """Keep the labels told last, one a dimension."""
    labels = labels_in(told)
    if not labels or _points_back(reading, recipients):
        return
    kept, dimensions = [labels[0]], set(labels[0].dimensions)
    for label in labels[1:]:
        if not dimensions.intersection(label.dimensions):
            kept.append(label)
            dimensions.update(label.dimensions)
    state.last_labels = kept


def adopt_figure(
    reading: SentenceReading, bindings: list[Binding], values: list[Value], state: ReadingState
) -> None:
    """As in "Angka 93,41 …. Itu nilai DPMPTSP": a figure told before its owner."""
    figures = [value for value in values if isinstance(value, Figure)]
    if state.unowned is not None and bindings and not figures:
        sure = not reading.view.cued("plan", "target", "hope")
        if sure and reading.opens("that_figure"):
            bindings[0].figures.append(state.unowned)
    owned = {figure.start for binding in bindings for figure in binding.figures}
    free = [f for f in figures if f.start not in owned and (f.announced or f.decimal)]
    state.unowned = free[-1] if len(free) == 1 else None


def carry_labels(reading: SentenceReading, bound: Bound, state: ReadingState) -> None:
    """A label told of a group or a category holds for the list that follows it."""
    labels = labels_in(bound.told)
    if not labels and not state.carried:
        return
    lists = reading.ends_with_colon and any(c.back for c in reading.view.counts)
    goes_on = lists or reading.opens("goes_on") is not None
    _forget(reading, bound, state, goes_on=goes_on)
    off = reading.view.cued("plan", "target", "hope", "nominee")
    if bound.recipients and state.carried and not labels and not off:
        tied = goes_on or _tied(reading, bound, state)
        names = reading.opens("names_members") is not None
        for binding in bound.bindings:
            if not reported(reading.scopes, binding.recipient):
                continue
            if tied or names or binding.figures or binding.position is not None:
                binding.labels.extend(carried(state.carried))
    if labels:
        _keep(reading, bound, labels, state)


def _forget(reading: SentenceReading, bound: Bound, state: ReadingState, *, goes_on: bool) -> None:
    """Drop the carried labels in another paragraph, unless the list goes on there."""
    paragraph = reading.view.paragraph
    if paragraph == state.carried_paragraph or bound.item or state.listing:
        return
    if goes_on and state.carried and paragraph == state.carried_paragraph + 1:
        state.carried_paragraph = paragraph
    else:
        state.carried = []


def _tied(reading: SentenceReading, bound: Bound, state: ReadingState) -> bool:
    """The recipients are members of the group just told of."""
    view = reading.view
    if bound.item or state.listing:
        return True
    listed = bool(view.cued(*_LISTING)) or _only_kind(reading, bound.recipients)
    if listed and view.paragraph == state.carried_paragraph:
        return True
    return reading.text[: view.start].rstrip().endswith((";", ":"))


def _only_kind(reading: SentenceReading, recipients: list[RecipientMention]) -> bool:
    """All are of the kinds that alone get the award: no region or office named in passing."""
    pattern = reading.context.award(reading.award_at(recipients[0].start))
    if pattern is None or not pattern.recipient_kinds:
        return False
    return not any(recipient.government for recipient in recipients)


def _keep(
    reading: SentenceReading, bound: Bound, labels: list[PredicateMention], state: ReadingState
) -> None:
    """Carry the labels where the sentence tells them of those that follow."""
    view, recipients, bindings = reading.view, bound.recipients, bound.bindings
    header = not recipients and _is_header(reading, labels)
    state.listing = state.listing or header
    if header or reading.ends_with_colon or reading.opens_list:
        state.carry(labels, view.paragraph)
        return
    if not recipients:
        first = reading.headed_by(labels[0])
        awarded = bool(view.cued("awardee", "new_subject"))
        if view.counts or awarded or first or not bindings:
            state.carry(labels, view.paragraph)
        return
    before = labels[0].start < recipients[0].start
    ordered = before or "next_in_order" in view.cues
    semicolon = reading.text[view.end - 1] == ";"
    shared = semicolon and ordered and all(b.labels for b in bindings)
    head = before and reading.opens("category_head") is not None
    goes_on = bool(bindings) and (shared or head)
    state.carry(bindings[0].labels[:] if goes_on else [], view.paragraph)


def _is_header(reading: SentenceReading, labels: list[PredicateMention]) -> bool:
    """A short line that is little but the label: "Zona Hijau"."""
    view = reading.view
    length = len(view.words.strip())
    if reading.text[view.end : view.end + 1] != "\n" or length > _HEADER_LENGTH:
        return False
    return sum(label.end - label.start for label in labels) > _HEADER_SHARE * length
