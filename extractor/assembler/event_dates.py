"""The day of the ceremony or of the assessor's announcement; never an interview's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.assembler.article_awards import OTHER
from extractor.assembler.assertions import is_off

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractor.assembler.context import Context
    from extractor.assembler.view import SentenceView
    from extractor.models.mentions import CueMention, DateMention

_CEREMONY = 2.5
_OCCASION = 1.0
_AWARD = 1.5
_ASSESSOR = 1.5
_SPEECH = -4.0
_INTERVIEW = -5.0
_BESIDE = 0.5
_LEAD = 0.5
_ALONE = -1.0
_PAPER = -8.0
_RELATIVE = -3.5
_WEEKDAY = -1.5
_CLOSE = 0.4
_SAME_DAY = 3.0
"""Points for and against a date."""
_SPEECH_REACH = 160
_INTERVIEW_REACH = 40
_PAPER_REACH = 2
_APPOSITION = 4
_CLOSE_REACH = 30
"""Characters between a cue and the date that it governs."""
_AS_OF_REACH = 25
_QUOTES = '“”"'
_TITLE_LENGTH = 5
"""Characters of a speaker's title that may stand before the verb of speech."""


def event_date(
    context: Context, code: str, told_of: Mapping[int, frozenset[str]], *, government: bool
) -> DateMention | None:
    """The date that most looks like the award's day; None where none does.

    Where the article tells of several awards, a date told of another one is not taken:
    ``told_of`` holds the awards of each sentence by its start. What a government assesses
    inside is no day of the government's own award.
    """
    strong = {a.code for a in context.awards.counting if not a.weak}
    if frozenset({OTHER}) in told_of.values():
        strong.add(OTHER)
    several = len(strong) > 1
    published = (context.article.published or "")[:10]
    best: tuple[float, DateMention] | None = None
    last: DateMention | None = None
    naming = [v for v in context.sentences if any(award.code == code for award in v.awards)]
    once = several and len(naming) == 1
    for view in context.sentences:
        other = several and code not in told_of.get(view.start, {code})
        if other or (government and "inside" in view.cues):
            last = view.dates[-1] if view.dates else last
            continue
        if last is not None and _same_day(context, view) and last.iso <= (published or last.iso):
            best = max(best or (0.0, last), (_SAME_DAY, last), key=lambda b: b[0])
        for date in view.dates:
            last = date
            ahead = bool(published) and date.iso > published
            if ahead or is_off(view, context.patterns, date, told_once=once):
                continue
            if context.patterns.frames["as_of"].search(view.before(date, _AS_OF_REACH)):
                continue
            weight = _weight(context, view, date)
            if weight > 0 and (best is None or weight > best[0]):
                best = (weight, date)
    if best is None and several and _opens(context, code):
        return _of_other(context, code, told_of)
    return best[1] if best else None


def _opens(context: Context, code: str) -> bool:
    """The title or the lead names the award."""
    lead = (view for view in context.sentences if view.paragraph <= 1)
    return any(a.code == code for view in (*context.title, *lead) for a in view.awards)


def _of_other(
    context: Context, code: str, told_of: Mapping[int, frozenset[str]]
) -> DateMention | None:
    """The day on which the lead says that another award was given, where this one has none."""
    told = [v for v in context.sentences if code in told_of.get(v.start, ())]
    if any("recent" in view.cues for view in told):
        return None
    for view in context.sentences:
        if view.paragraph <= 1 and code not in told_of.get(view.start, {code}):
            for date in view.dates:
                if _weight(context, view, date) >= _CEREMONY:
                    return date
    return None


def _same_day(context: Context, view: SentenceView) -> bool:
    """As in "pada hari yang sama": the sentence tells an event of the day named last.

    Or the one right before it says so, and names no award itself.
    """
    if "same_day" in view.cues:
        return bool(view.cued("ceremony", "occasion"))
    before = [
        s for s in context.sentences if s.paragraph == view.paragraph and s.start < view.start
    ]
    opens = before[-1:] and "same_day" in before[-1].cues and not before[-1].awards
    return bool(opens) and bool(view.awards)


def _weight(context: Context, view: SentenceView, date: DateMention) -> float:
    """How much the date looks like the day of the award."""
    ceremony = view.cued("ceremony")
    spans = {(c.start, c.end) for c in ceremony}
    speech = [c for c in view.cued("speech") if (c.start, c.end) not in spans]
    before = [c for c in speech if c.end <= date.start]
    award = bool(view.awards or view.bodies)
    weight = _CEREMONY if ceremony else _OCCASION if view.cued("occasion") else 0.0
    weight += _AWARD if award else 0.0
    weight += 1.0 / (1 + view.paragraph)
    if before:
        weight += _of_speech(context, view, date, before[-1], ceremony)
    held = any(c.end <= date.start for c in ceremony)
    if not held and any(0 <= c.start - date.end <= _APPOSITION for c in speech):
        weight += _INTERVIEW
    asked = view.cued("interview")
    if any(c.end <= date.start and date.start - c.end < _INTERVIEW_REACH for c in asked):
        weight += _INTERVIEW
    if not ceremony and not award and not before:
        beside = (s for s in context.sentences if s.paragraph == view.paragraph and s is not view)
        told = any(s.cued("ceremony", "occasion") for s in beside)
        weight += _BESIDE if told else _LEAD if not view.paragraph else _ALONE
    if date.rule == "date.relative":
        quoted = any(mark in view.words for mark in _QUOTES)
        weight += _INTERVIEW if quoted or view.paragraph > 1 else _RELATIVE
    if date.rule == "date.weekday":
        handed = any(c.end <= date.start for c in view.cued("hands"))
        weight += _WEEKDAY if handed and not before else _INTERVIEW
    if any(0 <= date.start - c.end <= _CLOSE_REACH for c in ceremony):
        weight += _CLOSE
    paper = view.cued("dated_paper")
    if any(0 <= date.start - c.end <= _PAPER_REACH for c in paper):
        weight += _PAPER
    return weight


def _of_speech(
    context: Context,
    view: SentenceView,
    date: DateMention,
    verb: CueMention,
    ceremony: Sequence[CueMention],
) -> float:
    """A date behind a verb of speech: the assessor's announcement counts, another's does not."""
    told = any(
        p.of_body is not None and p.start >= verb.start - _TITLE_LENGTH and p.end <= date.start
        for p in view.people
    )
    elsewhere = context.patterns.frames["said_by_one_named"].search(verb.word) is not None
    named = [p for p in view.people if p.start < date.start][-1:]
    apart = bool(named) and named[0].role is not None and named[0].of_body is None
    last = verb.start if elsewhere else named[0].start if apart else date.start
    if told or any(body.start < last for body in view.bodies):
        return _ASSESSOR
    later = any(c.start > verb.end and c.end <= date.start for c in ceremony)
    return _SPEECH if not later and date.start - verb.end < _SPEECH_REACH else 0.0
