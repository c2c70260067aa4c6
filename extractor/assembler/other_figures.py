"""Figures that are no scores: differences, averages, parts of a score, indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.assembler.scopes import Assertion

if TYPE_CHECKING:
    from extractor.assembler.scopes import Scopes
    from extractor.models.mentions import CueMention, Figure

_DIFFERENCE_REACH = 18
_DIFFERENCE_BESIDE = 8
_TAIL = 9
"""Characters behind a figure that tell what it counts."""
_WHOLE_REACH = 120
"""Characters before a figure that may tell it to be the whole country's."""
_REACH = {"average": 60, "subscore": 60, "indicator": 70}
_AVERAGED = frozenset({"plain", "percent", "count"})
_INDICATOR_SURE = 45
_OPENING = 12


def difference(scopes: Scopes, figure: Figure) -> Assertion | None:
    """As in "naik 2,3 poin": the figure is the difference of two scores."""
    view, frames = scopes.view, scopes.frames
    for cue in view.cued("difference_after"):
        given = any(0 <= body.start - cue.end <= 1 for body in view.bodies)
        if 0 <= cue.start - figure.end <= 2 and not given:
            return Assertion("difference", cue.word)
    for cue in view.cued("difference"):
        if not 0 <= figure.start - cue.end <= _DIFFERENCE_REACH:
            continue
        gap = scopes.between(cue.end, figure.start)
        # A cue of change may itself be one of the present ("naik menjadi"): it counts too.
        now = scopes.now(cue.end - len(cue.word), figure.start)
        if now or frames["difference_cut"].search(gap):
            continue
        tail = view.text[figure.end : figure.end + _TAIL].lower()
        if frames["points"].match(tail) or len(gap.strip()) <= _DIFFERENCE_BESIDE:
            return Assertion("difference", cue.word)
    return None


def not_a_score(scopes: Scopes, figure: Figure) -> Assertion | None:
    """An average, a part of a score, or an indicator of something else."""
    whole = scopes.view.found_before(scopes.frames["of_the_whole"], figure, _WHOLE_REACH)
    if whole is not None:
        return Assertion("average", whole["cue"])
    for category in _REACH:
        for cue in scopes.view.cued(category):
            if _belongs(scopes, cue, figure):
                if category == "average" and _has_figure(scopes, cue.end, figure.start):
                    continue
                return Assertion(category, cue.word)
    return None


def _belongs(scopes: Scopes, cue: CueMention, figure: Figure) -> bool:
    """The cue governs the figure: it is near, and no recipient's own clause begins between."""
    gap = figure.start - cue.end
    if not 0 <= gap <= _REACH[cue.category]:
        return False
    if scopes.frames["next_member"].search(scopes.between(cue.end, figure.start)):
        return False
    sure = cue.category == "average" or (cue.category == "indicator" and gap <= _INDICATOR_SURE)
    heads = cue.category == "subscore" and scopes.view.opens_with(cue, _OPENING)
    return sure or heads or not scopes.recipient_between(cue.end, figure.start)


def _has_figure(scopes: Scopes, start: int, end: int) -> bool:
    """Another figure stands between, no size of a group: the cue is that one's."""
    sizes = {count.start for count in scopes.view.counts}
    return any(
        m.kind in _AVERAGED and m.start not in sizes and start <= m.start < end
        for m in scopes.view.figures
    )
