"""Which figures, labels, ranks and streaks of a sentence are results of its awards."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extractor.assembler.assertions import assertion_of, assertion_of_figure, explained, reported
from extractor.assembler.columns import is_earlier, labels_of_row
from extractor.assembler.facts import Refusal
from extractor.assembler.result_figures import (
    as_scaled,
    changed_figures,
    fits_scale,
    is_score,
    told_before,
)
from extractor.assembler.result_labels import label_counts, of_everyone
from extractor.assembler.runs import cue_between
from extractor.models.mentions import Figure, PredicateMention, RankMention, StreakMention

if TYPE_CHECKING:
    from extractor.assembler.facts import Value
    from extractor.assembler.reading import SentenceReading
    from extractor.assembler.state import ReadingState
    from extractor.models.mentions import RecipientMention

_OPENING = 12
"""Characters of a sentence in which a cue of the past opens it."""
_TOP_REACH = 40
_INDICATOR_REACH = 12
_BESIDE = 3
"""Characters between an indicator and its own superlative."""


class Values(NamedTuple):
    """What a sentence reports, the earlier figures it tells beside, and labels of a whole group."""

    told: list[Value]
    previous: list[Figure]
    of_all: list[Value]


def read_values(
    reading: SentenceReading, recipients: list[RecipientMention], state: ReadingState
) -> Values:
    """Values of the sentence in text order; what is no result is refused with its reason."""
    values, view = Values([], [], []), reading.view
    changed = changed_figures(reading)
    results: tuple[Value, ...] = (*view.figures, *view.ranks, *view.streaks, *view.labels)
    for mention in sorted(results, key=lambda m: (m.start, -m.end)):
        if isinstance(mention, Figure):
            figure = as_scaled(reading, mention)
            old = told_before(reading, figure, state)
            shared = _dealt_out(reading, figure, values.told)
            if shared or figure in changed or old or is_score(reading, figure, recipients, state):
                _add_figure(reading, figure, values, state)
        elif isinstance(mention, PredicateMention):
            if label_counts(reading, mention):
                _add_label(reading, mention, values, state)
            elif _is_shared(reading, mention):
                values.of_all.append(mention)
        elif _order_counts(reading, mention):
            values.told.append(mention)
    if state.columns is not None:
        award = reading.context.award(reading.award)
        values.told.extend(labels_of_row(view, state.columns, award))
    if values.told or values.previous:
        _told_earlier(reading, recipients, values, state)
    return values


def _told_earlier(
    reading: SentenceReading,
    recipients: list[RecipientMention],
    values: Values,
    state: ReadingState,
) -> None:
    """Move figures that are earlier ones as the list, a figure beside or the opening says."""
    view, text = reading.view, reading.text
    figures = [value for value in values.told if isinstance(value, Figure)]
    brackets = state.brackets_past or any(text[f.start - 1] == "(" for f in values.previous)
    moved = [f for f in figures if brackets and text[f.start - 1] == "(" and f is not figures[0]]
    cues = view.cued("previous")
    opened = any(view.opens_with(cue, _OPENING) for cue in cues) and "now" not in view.cues
    if opened and values.previous and recipients and not moved:
        facts = [fact.recipient for fact in state.facts if fact.score is not None]
        scored = {(recipient.name, recipient.regions) for recipient in facts}
        known = all((r.name, r.regions) in scored for r in recipients)
        moved = figures if known else []
    for figure in moved:
        values.told.remove(figure)
    values.previous[:] = sorted([*values.previous, *moved], key=lambda f: f.start)


def _is_shared(reading: SentenceReading, label: PredicateMention) -> bool:
    """The label is reported of all of a group that the sentence does not name."""
    return label.licensed and of_everyone(reading, label) and reported(reading.scopes, label)


def _dealt_out(reading: SentenceReading, figure: Figure, told: list[Value]) -> bool:
    """As in "A dan B masing-masing 712,30 dan 741": the second is a score as the first is."""
    last = told[-1] if told else None
    if not isinstance(last, Figure) or figure.kind != last.kind:
        return False
    joined = reading.frames["figures_joined"].fullmatch(reading.text, last.end, figure.start)
    dealt = cue_between(reading, "distribute", reading.view.start, last.start)
    pattern = reading.context.award(reading.award_at(figure.start))
    return bool(joined and dealt and pattern and fits_scale(reading, figure, pattern))


def _add_figure(
    reading: SentenceReading, figure: Figure, values: Values, state: ReadingState
) -> None:
    if is_earlier(reading.view, state.columns, figure):
        values.previous.append(figure)
        return
    assertion = assertion_of_figure(reading.scopes, figure)
    if assertion.kind == "reported":
        values.told.append(figure)
    elif assertion.kind == "previous":
        values.previous.append(figure)
    else:
        state.refused.append(Refusal(None, figure, assertion.kind, assertion.cue))


def _add_label(
    reading: SentenceReading, label: PredicateMention, values: Values, state: ReadingState
) -> None:
    assertion = assertion_of(reading.scopes, label)
    headed = reading.ends_with_colon
    taken = assertion.kind == "plan" and reading.frames["takes_it"].search(
        reading.text, label.end, reading.view.end
    )
    if (assertion.kind == "reported" or taken) and (headed or not explained(reading.scopes, label)):
        values.told.append(label)
    elif label.licensed or label.bare:
        state.refused.append(Refusal(None, label, assertion.kind, assertion.cue))


def _order_counts(reading: SentenceReading, mention: RankMention | StreakMention) -> bool:
    """A rank or streak that is no part of a label, and of nothing else."""
    codes = reading.context.awards.codes
    labels = [label for label in reading.view.labels if codes.intersection(label.codes)]
    if any(m.start <= mention.start and mention.end <= m.end for m in labels):
        return False
    if isinstance(mention, RankMention) and _other_order(reading, mention):
        return False
    return reported(reading.scopes, mention)


def _other_order(reading: SentenceReading, rank: RankMention) -> bool:
    """A superlative of percentages that are no score of the award, or between two limits."""
    view, context = reading.view, reading.context
    if any(0 <= cue.start - rank.end <= _INDICATOR_REACH for cue in view.cued("indicator")):
        return True
    if rank.rule != "rank.top":
        return False
    if not view.recipients and view.cued("indicator", "rule", "subscore"):
        return True
    if any(other.position is None for other in view.ranks):
        return True
    if any(0 <= rank.start - cue.end <= _BESIDE for cue in view.cued("indicator")):
        return True
    if any(word in view.words for word in context.patterns.numbers.bottom_words):
        return True
    behind = [f for f in view.figures if 0 <= f.start - rank.end <= _TOP_REACH and f.decimal]
    if behind and assertion_of_figure(reading.scopes, behind[0]).kind != "reported":
        return True
    pattern = context.award(reading.award_at(rank.start))
    percents = any(figure.kind == "percent" for figure in view.figures)
    return percents and pattern is not None and pattern.unit != "persen"
