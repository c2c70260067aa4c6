"""What each mention of a sentence is: reported, or target, hope, plan, rule, negated, previous."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.assembler.earlier import previous
from extractor.assembler.other_figures import difference, not_a_score
from extractor.assembler.scopes import Assertion, Scopes
from extractor.models.mentions import CueMention, Figure, Mention, YearMention

if TYPE_CHECKING:
    from extractor.assembler.view import SentenceView
    from extractor.patterns.knowledge import Knowledge

_STRONG_BREAK = re.compile(r"[;—]|\.\s")
_BREAK = re.compile(r"[,;:]")
_RULE_REACH = 45
_NEGATED_REACH = 30
_AS_FOR_REACH = 12
_NAMED_REACH = 6
"""Characters behind a cue that it governs."""
_REACH_BEFORE = {"aimed": 12, "negated_after": 8}
_AFTER = {
    "aimed": "target",
    "negated_after": "negated",
    "target_after": "target",
    "limit_after": "rule",
}
"""Cues right behind what they govern, and the assertion that they give it."""
_FORWARD = ("target", "plan", "hope")
"""Assertions of a cue that governs all that follows it in its clause."""
_GOVERNING = frozenset({*_AFTER, *_FORWARD, "pending", "rule", "supposes", "condition", "negated"})
"""All cues that may take a mention back; most sentences have none."""
_BESIDE = 2
_OFF = frozenset({"target", "hope", "plan", "previous"})
_REPORTED = Assertion("reported")


def assertion_of(scopes: Scopes, mention: Mention) -> Assertion:
    """The assertion of a figure, label, rank, award name or cue of this sentence."""
    known = scopes.known.get(id(mention))
    if known is None:
        known = scopes.known[id(mention)] = mention, _read_assertion(scopes, mention)
    return known[1]


def _read_assertion(scopes: Scopes, mention: Mention) -> Assertion:
    view = scopes.view
    governed = not _GOVERNING.isdisjoint(view.cues) or scopes.frames["purpose"].match(
        view.text, view.start, mention.start
    )
    taken_back = _taken_back(scopes, mention) if governed else None
    return taken_back or previous(scopes, mention) or _REPORTED


def _taken_back(scopes: Scopes, mention: Mention) -> Assertion | None:
    """A target, hope, plan, rule or negation governs the mention."""
    for category, kind in _AFTER.items():
        for cue in scopes.view.cued(category):
            near = 0 <= cue.start - mention.end <= _REACH_BEFORE.get(category, _BESIDE)
            if near and not scopes.frames["better_than"].match(scopes.view.text, cue.end):
                return Assertion(kind, cue.word)
    return (
        _forward(scopes, mention)
        or _rule(scopes, mention)
        or _supposed(scopes, mention)
        or _negated(scopes, mention)
    )


def assertion_of_figure(scopes: Scopes, figure: Figure) -> Assertion:
    """As ``assertion_of``; differences, averages and parts of a score are no scores either."""
    if figure.kind == "range":
        return Assertion("rule", "range")
    told = difference(scopes, figure)
    if told is not None:
        return told
    assertion = assertion_of(scopes, figure)
    if assertion.kind == "previous":
        return not_a_score(scopes, figure) or _of_average(scopes, figure) or assertion
    if assertion.kind != "reported":
        return assertion
    return not_a_score(scopes, figure) or _REPORTED


def _of_average(scopes: Scopes, figure: Figure) -> Assertion | None:
    """As in "rata-rata provinsi hanya 68,9, naik dari 66,2": the mean's own earlier value."""
    before = [m for m in scopes.view.figures if m.end <= figure.start and m.decimal]
    if not before or scopes.recipient_between(before[-1].end, figure.start):
        return None
    told = not_a_score(scopes, before[-1])
    return told if told is not None and told.kind == "average" else None


def reported(scopes: Scopes, mention: Mention) -> bool:
    """Whether nothing takes the mention back or puts it elsewhere in time."""
    return assertion_of(scopes, mention).kind == "reported"


def is_off(
    view: SentenceView, patterns: Knowledge, mention: Mention, *, told_once: bool = False
) -> bool:
    """Whether a year or date stands under a target, hope, plan or cue of the past.

    ``told_once``: no other sentence tells the award, so that there is nothing it is earlier than.
    """
    kind = assertion_of(Scopes(view, patterns, None), mention).kind
    return kind in _OFF and not (told_once and kind == "previous")


def explained(scopes: Scopes, mention: Mention) -> bool:
    """As in "Madya dimulai dari 601": the limits of a label follow it."""
    for cue in scopes.view.cued("rule_after"):
        if 0 <= cue.start - mention.end <= _BESIDE:
            named = any(0 <= r.start - cue.end <= _NAMED_REACH for r in scopes.view.recipients)
            return not named
    return False


def _forward(scopes: Scopes, mention: Mention) -> Assertion | None:
    for cue in scopes.view.cued("pending"):
        return Assertion("plan", cue.word)
    for category in _FORWARD:
        for cue in scopes.view.cued(category):
            if cue.end > mention.start:
                continue
            gap = scopes.between(cue.end, mention.start)
            if not _STRONG_BREAK.search(gap) and not scopes.ended(cue.end, mention.start):
                return Assertion(category, cue.word)
    return None


def _rule(scopes: Scopes, mention: Mention) -> Assertion | None:
    for cue in scopes.view.cued("rule"):
        if not 0 <= mention.start - cue.end <= _RULE_REACH or _dated(
            scopes, cue.end, mention.start
        ):
            continue
        if scopes.frames["compares"].match(scopes.view.text, cue.end) or _exampled(scopes, cue):
            continue
        gap = scopes.between(cue.end, mention.start)
        comma = "," in gap and not scopes.frames["rule_names"].fullmatch(gap)
        if not comma and not scopes.recipient_between(cue.end, mention.start):
            return Assertion("rule", cue.word)
    return None


def _exampled(scopes: Scopes, cue: CueMention) -> bool:
    """As in "Kota Salatiga misalnya 93,40 persen": one of those that have a result."""
    beside = any(cue.start - m.end == 1 for m in scopes.view.recipients)
    return beside and scopes.frames["exampled"].match(scopes.view.text, cue.start) is not None


def _supposed(scopes: Scopes, mention: Mention) -> Assertion | None:
    """As in "Apabila X memperoleh 85, …"; with another time beside it, it only contrasts."""
    view = scopes.view
    for cue in view.cued("supposes"):
        follows = scopes.frames["consequence"].search(view.text, mention.end, view.end)
        if cue.end <= mention.start and follows is not None:
            return Assertion("plan", cue.word)
    if view.years or view.cued("previous", "difference"):
        return None
    for cue in view.cued("condition"):
        beside = any(0 <= r.start - cue.end <= _AS_FOR_REACH for r in view.recipients)
        if beside and len(view.recipients) > 1:
            continue
        compares = scopes.frames["compares"].match(view.text, cue.end)
        if cue.end <= mention.start and not compares:
            return Assertion("rule", cue.word)
    purpose = scopes.frames["purpose"].match(view.text, view.start, mention.start)
    if purpose is not None and "," in scopes.between(mention.end, view.end):
        return Assertion("target", purpose[1].lower())
    return None


def _negated(scopes: Scopes, mention: Mention) -> Assertion | None:
    for cue in scopes.view.cued("negated"):
        if not 0 <= mention.start - cue.end <= _NEGATED_REACH:
            continue
        gap = scopes.between(cue.end, mention.start)
        if _BREAK.search(gap) and not scopes.frames["those_not"].match(gap):
            continue
        own = isinstance(mention, Figure) and scopes.recipient_between(cue.end, mention.start)
        if not own:
            return Assertion("negated", cue.word)
    return None


def _dated(scopes: Scopes, start: int, end: int) -> bool:
    """An earlier year or a cue of the past between: the figure is that year's value."""
    told: tuple[YearMention | CueMention, ...] = (
        *scopes.view.years,
        *scopes.view.cued("previous"),
    )
    return any(start <= m.start < end for m in told)
