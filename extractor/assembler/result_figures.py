"""Which figures are scores: by the award's scale, the words before them, the names beside them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from extractor.assembler.announced import is_announced, is_misprinted

if TYPE_CHECKING:
    from extractor.assembler.reading import SentenceReading
    from extractor.assembler.state import ReadingState
    from extractor.models.mentions import Figure, RecipientMention
    from extractor.patterns.award_schema import AwardPattern

_SCORES = frozenset({"plain", "percent"})
_BESIDE = 4
_TOLD_REACH = 25
"""Characters between a recipient and a whole number that is its score."""
_CHANGE_HEAD = 25
"""Characters before the old value of a change that may tell it."""
_LEAST_CHANGED = 10
_OLD_HEAD = 40
"""Characters before a whole number that tell it to be an earlier score."""
_HUNDRED = 100
_THOUSAND = 1000
_LEAST_WHOLE = 20
"""The largest whole number that is rather a rank or a count."""
_WHOLE_REACH = 35
"""Characters between a recipient and a whole number of a list of such."""
_SMALL_SCALE = 5
_PAIR = 2
_ALIKE = 2
"""More figures of one size than this make a list with a scale of its own."""


def is_score(
    reading: SentenceReading,
    figure: Figure,
    recipients: list[RecipientMention],
    state: ReadingState,
) -> bool:
    """Whether the figure can be a score of the award that governs it."""
    if figure.kind not in _SCORES:
        return False
    code = reading.award_at(figure.start)
    if code is None:
        return False
    pattern = reading.context.award(code)
    if pattern is None:
        listed = bool(recipients) and (figure.decimal or state.listing)
        return figure.announced or figure.bracket or (figure.told and figure.decimal) or listed
    if not pattern.scales and not pattern.score_words:
        return False
    announced = is_announced(reading, figure, recipients)
    if reading.context.awards.implied is not None and not (announced or figure.told):
        return False
    if _other_scale(reading, figure, pattern) or _like_others(
        reading, figure, pattern, recipients, state
    ):
        return True
    if not fits_scale(reading, figure, pattern):
        return is_misprinted(reading, figure, recipients, pattern)
    if announced:
        return True
    if figure.decimal:
        known = bool(pattern.scales)
        worded = figure.told or _worded(reading, figure, pattern)
        deals = bool(reading.view.cued("distribute", "confers"))
        deals = deals or any(c.back for c in reading.view.counts)
        return known or (worded and (bool(recipients) or deals))
    return _whole_is_score(reading, figure, pattern, recipients) or _of_whole_list(
        reading, figure, recipients, state
    )


def _of_whole_list(
    reading: SentenceReading,
    figure: Figure,
    recipients: list[RecipientMention],
    state: ReadingState,
) -> bool:
    """As in "A dan B sama-sama 98", "Maros menutup deretan dengan 80": whole numbers all along.

    Shared out among several recipients, or of the size of the scores told so far, none of which
    has decimals; never a rank, a difference or a count.
    """
    view = reading.view
    if figure.value <= _LEAST_WHOLE or any(m.decimal for m in view.figures):
        return False
    before = [r for r in recipients if r.end <= figure.start]
    if "indicator" in view.cues or _counts_on(reading, figure, recipients):
        return False
    dealt = view.cued("distribute")
    if dealt and (len(before) > 1 or any(cue.end <= figure.start for cue in dealt)):
        return len(recipients) > 1
    whole = [m for m in state.magnitudes if m == m.to_integral_value()]
    if not whole or len(whole) < len(state.magnitudes):
        return False
    like = any(m / 2 < figure.value < m * 2 for m in whole)
    near = any(figure.start - r.end <= _WHOLE_REACH for r in before)
    alone = not recipients and figure.kind == "percent" and view.end - view.start <= _WHOLE_REACH
    return like and (near or alone)


def as_scaled(reading: SentenceReading, figure: Figure) -> Figure:
    """As in "3.021" on a scale that ends at 5: no thousand, but three decimals."""
    pattern = reading.context.award(reading.award_at(figure.start)) if figure.thousands else None
    if pattern is None or not pattern.scales:
        return figure
    top, cut = max(s.max for s in pattern.scales), figure.value / _THOUSAND
    if figure.value <= top or cut > top:
        return figure
    if top > _SMALL_SCALE and not (figure.announced or reading.view.recipients):
        return figure
    return replace(figure, digits=str(cut), decimal=True, thousands=False)


def fits_scale(reading: SentenceReading, figure: Figure, pattern: AwardPattern) -> bool:
    """The figure lies on the award's scale, in its unit."""
    top = max((s.max for s in pattern.scales), default=None)
    if figure.kind == "percent" and pattern.unit != "persen":
        said = figure.announced or (figure.told and bool(reading.awards))
        return said and top == _HUNDRED and _inside(figure, pattern)
    return top is None or _inside(figure, pattern)


def _inside(figure: Figure, pattern: AwardPattern) -> bool:
    low = min((s.min for s in pattern.scales), default=Decimal(0))
    return low <= figure.value <= max(s.max for s in pattern.scales)


def _whole_is_score(
    reading: SentenceReading,
    figure: Figure,
    pattern: AwardPattern,
    recipients: list[RecipientMention],
) -> bool:
    """A whole number is a score where brackets, a label or its recipient stand by it."""
    if _beside_label(reading, figure, pattern):
        return True
    if figure.kind == "percent":
        beside = any(0 <= figure.start - r.end <= _BESIDE for r in recipients)
        own = pattern.unit == "persen" and (figure.told or beside)
        worded = _worded(reading, figure, pattern)
        return (own and bool(recipients)) or (worded and (own or bool(recipients)))
    if _counts_on(reading, figure, recipients):
        return False
    top = max((s.max for s in pattern.scales), default=Decimal(0))
    if top <= _SMALL_SCALE:
        return False
    if any(cue.end <= figure.start for cue in reading.view.cued("indicator")):
        return False
    labels = reading.view.labels
    if not recipients and any(reading.only(label, figure) for label in labels):
        return True
    others = any(m.decimal and m.kind == "plain" for m in reading.view.figures)
    reach = _TOLD_REACH if figure.told and others else _BESIDE
    return figure.bracket or any(0 <= figure.start - r.end <= reach for r in recipients)


def _beside_label(reading: SentenceReading, figure: Figure, pattern: AwardPattern) -> bool:
    """As in "Tahun lalu kami 630, Madya" on a scale of thousands."""
    top = max((s.max for s in pattern.scales), default=Decimal(0))
    if top <= _HUNDRED or figure.value <= _HUNDRED:
        return False
    beside = reading.frames["beside_figure"]
    return any(
        reading.award in label.codes and beside.fullmatch(reading.text, figure.end, label.start)
        for label in reading.view.labels
    )


def told_before(reading: SentenceReading, figure: Figure, state: ReadingState) -> bool:
    """As in "naik dari 839", "Padahal tahun sebelumnya 62": a whole number beside like scores."""
    if figure.kind not in _SCORES:
        return False
    view = reading.view
    if not view.found_before(reading.frames["old_whole"], figure, _OLD_HEAD):
        return False
    if figure.decimal:
        later = [m for m in view.figures if m.start > figure.end and m.kind == figure.kind]
        like = any(m / 2 < figure.value < m * 2 for m in state.magnitudes)
        return like or any(is_score(reading, m, [], state) for m in later)
    likes = [m.value for m in view.figures if m.decimal and m.kind == figure.kind]
    return any(like / 2 < figure.value < like * 2 for like in (*likes, *state.magnitudes))


def _counts_on(
    reading: SentenceReading, figure: Figure, recipients: list[RecipientMention]
) -> bool:
    """As in "A mendaftarkan 104 inovasi, B 97": what A's number counts, B's counts too."""
    counts = [m for m in reading.view.figures if m.kind == "count" and m.end <= figure.start]
    return any(r.end <= count.start for count in counts for r in recipients)


def _worded(reading: SentenceReading, figure: Figure, pattern: AwardPattern) -> bool:
    """A score word of the award itself stands before the figure in the sentence."""
    return pattern.worded.search(reading.view.before(figure).lower()) is not None


def _other_scale(reading: SentenceReading, figure: Figure, pattern: AwardPattern) -> bool:
    """A list whose figures lie above the known scale alike: the assessor has its own."""
    if not pattern.scales or figure.value <= max(s.max for s in pattern.scales):
        return False
    if not figure.announced and not figure.bracket:
        return False
    alike = [
        m
        for m in reading.view.figures
        if m.kind == "plain" and figure.value / 2 < m.value < figure.value * 2
    ]
    return len(alike) > _ALIKE and any(m.announced for m in alike)


def _like_others(
    reading: SentenceReading,
    figure: Figure,
    pattern: AwardPattern,
    recipients: list[RecipientMention],
    state: ReadingState,
) -> bool:
    """Of the size of the scores told before, where the award has no known scale."""
    beside = bool(recipients) and (figure.bracket or figure.told)
    earlier = figure.decimal and "previous" in reading.view.cues
    if pattern.scales or not (beside or earlier):
        return False
    return any(m / 2 < figure.value < m * 2 for m in state.magnitudes)


def changed_figures(reading: SentenceReading) -> tuple[Figure, ...]:
    """As in "dari 89 jadi 91": two whole numbers that a change ties together."""
    view, frames = reading.view, reading.frames
    if len(view.figures) < _PAIR:
        return ()
    figures = [m for m in view.figures if m.kind in _SCORES and not m.decimal]
    for old, new in pairwise(figures):
        if not frames["changed_from"].search(view.before(old, _CHANGE_HEAD)):
            continue
        if not frames["changed_to"].fullmatch(reading.text[old.end : new.start]):
            continue
        if new.value <= _LEAST_CHANGED or abs(new.value - old.value) >= old.value / 2:
            continue
        pattern = reading.context.award(reading.award_at(new.start))
        if pattern and any(s.min <= new.value <= s.max for s in pattern.scales):
            return old, new
    return ()
