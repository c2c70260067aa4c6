"""Articles that tell of no results: explanations of an award, and lists of nominees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.assembler.assertions import reported
from extractor.assembler.scopes import Scopes

if TYPE_CHECKING:
    from extractor.assembler.context import Context
    from extractor.assembler.facts import Fact
    from extractor.assembler.view import SentenceView

_LEAD = 1
"""Last paragraph of the lead."""
_AWARD_REACH = 60
"""Characters between a verb of receiving and the award."""


def explains(context: Context) -> bool:
    """The title announces an explanation ("Apa Itu …"), no result."""
    return any("explainer" in view.cues for view in context.title)


def is_interim(context: Context) -> bool:
    """Title or lead tells of a self-assessment that nobody has confirmed."""
    lead = (view for view in context.sentences if view.paragraph == 0)
    if not any("interim" in view.cues for view in (*context.title, *lead)):
        return False
    opening = (view for view in context.sentences if view.paragraph <= _LEAD)
    return any("negated" in view.cues or "plan" in view.cues for view in opening)


def nominates(context: Context, facts: list[Fact]) -> bool:
    """Title or lead tells of nominees and no sentence tells that one received."""
    if any(f.position is not None and "nominee" not in f.sentence.cues for f in facts):
        return False
    lead = (view for view in context.sentences if view.paragraph <= _LEAD)
    if not any("nominee" in view.cues for view in (*context.title, *lead)):
        return False
    return not any(_tells_receiver(context, view) for view in context.sentences)


def _tells_receiver(context: Context, view: SentenceView) -> bool:
    if "nominee" in view.cues or not view.awards:
        return False
    takes = context.patterns.cues["takes"].phrases
    scopes = Scopes(view, context.patterns, None)
    verbs = [c for c in view.cued("receive") if c.word in takes and reported(scopes, c)]
    named = [award for award in view.awards if reported(scopes, award)]
    return any(0 <= a.start - verb.end <= _AWARD_REACH for a in named for verb in verbs)
