"""One sentence -> bindings: which figure, label, rank and streak belongs to which recipient.

The sentence is read as runs: recipients that stand together, and the values between them.
The reading that fits the whole list wins: item by item, zipped ("masing-masing"), one value
for all, or a value that belongs to the recipient of the sentence before.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extractor.assembler.facts import Binding, Refusal
from extractor.assembler.placing import place_ranks
from extractor.assembler.runs import cue_between, runs_of
from extractor.assembler.sharing import label_groups, share
from extractor.models.mentions import (
    STREAK_BESIDE,
    Figure,
    PredicateMention,
    StreakMention,
)

if TYPE_CHECKING:
    from extractor.assembler.facts import Value
    from extractor.assembler.reading import SentenceReading
    from extractor.assembler.runs import Run
    from extractor.assembler.values import Values
    from extractor.models.mentions import RecipientMention

_BREAK = re.compile(r"[.,;:]")
_LAST_REACH = 60
"""Characters between the last of a list and a figure that is its own alone."""
_LIST = 2
"""Fewest members of a list."""
_BESIDE = 2
"""Characters between the second of a pair and the figure of both."""
_TAIL = 40
_TAIL_WORDS = 3
"""Characters and words behind a figure that may say that it holds for all."""
_NAME_REACH = 25
_TOGETHER = ("distribute", "shared", "every")
"""Cues that tell a streak of all of a list."""
_SHORT_SENTENCE = 40
_LABEL_BESIDE = 2
_WORD_REACH = 26
"""Characters before a figure in which a score word of one word tells of it."""


def bind(
    reading: SentenceReading,
    recipients: list[RecipientMention],
    values: Values,
    refused: list[Refusal],
) -> list[Binding]:
    """The bindings of the recipients; figures that fit no list of them are refused."""
    found = runs_of(reading, recipients, values.told)
    bindings: list[Binding] = []
    for run in found.runs:
        bindings.extend(_bind_run(reading, run, refused))
    if not bindings:
        return bindings
    share(reading, found, bindings)
    place_ranks(reading, found, bindings)
    if len(values.previous) == len(bindings) > 1 and _earlier_each(values.previous, bindings):
        for binding, figure in zip(bindings, values.previous, strict=True):
            binding.previous.append(figure)
        return bindings
    for figure in values.previous:
        before = [b for b in bindings if b.recipient.end <= figure.start]
        (before[-1] if before else bindings[0]).previous.append(figure)
    return bindings


def _earlier_each(previous: list[Figure], bindings: list[Binding]) -> bool:
    """As in "A dan B meraih 91,2 dan 90,1, naik masing-masing dari 84,3 dan 83,2"."""
    return all(figure.start > bindings[-1].recipient.end for figure in previous)


def _bind_run(reading: SentenceReading, run: Run, refused: list[Refusal]) -> list[Binding]:
    """The bindings of one run by its own values."""
    bindings = [Binding(recipient) for recipient in run.recipients]
    _bind_figures(reading, bindings, run.figures, refused)
    _bind_labels(reading, bindings, run.labels)
    _bind_streaks(reading, bindings, [v for v in run.values if isinstance(v, StreakMention)])
    return bindings


def _bind_streaks(
    reading: SentenceReading, bindings: list[Binding], streaks: list[StreakMention]
) -> None:
    """A streak each, or one for all, or for the last."""
    own = [streak for streak in streaks if streak.rule != STREAK_BESIDE]
    if len(streaks) == len(bindings) > 1 or (len(bindings) == 1 and not own):
        for binding, streak in zip(bindings, streaks, strict=False):
            binding.streak = streak
    elif own:
        last, start = bindings[-1].recipient.end, own[0].start
        told = [cue_between(reading, "receive", last, start)]
        told += [cue_between(reading, c, reading.view.start, start) for c in _TOGETHER]
        only = reading.frames["of_last"].match(reading.text, last) is not None
        joined = bindings[-1:] if only else _standing_together(reading, bindings)
        for binding in bindings if any(told) else joined:
            binding.streak = own[0]


def _standing_together(reading: SentenceReading, bindings: list[Binding]) -> list[Binding]:
    """As in "di bawahnya ada A dan B, tujuh kali beruntun": the last and those joined to it."""
    joined = reading.frames["names_joined"]
    first = len(bindings) - 1
    while first > 0:
        gap = (bindings[first - 1].recipient.end, bindings[first].recipient.start)
        if not joined.fullmatch(reading.text, *gap):
            break
        first -= 1
    return bindings[first:]


def _bind_figures(
    reading: SentenceReading,
    bindings: list[Binding],
    figures: list[Figure],
    refused: list[Refusal],
) -> None:
    """A figure each, or one for all, or for the last."""
    if len(bindings) == 1:
        bindings[0].figures.extend(figures)
    elif len(figures) == len(bindings):
        for binding, figure in zip(bindings, figures, strict=True):
            binding.figures.append(figure)
            binding.rule = "zip"
    elif len(figures) == 1:
        if _distributed(reading, bindings, figures[0]):
            for binding in bindings:
                binding.figures.append(figures[0])
                binding.rule = "distributed"
        elif figures[0].start - bindings[-1].recipient.end < _LAST_REACH:
            bindings[-1].figures.append(figures[0])
    else:
        refused.extend(Refusal(None, figure, "list-length-mismatch") for figure in figures)


def _distributed(reading: SentenceReading, bindings: list[Binding], figure: Figure) -> bool:
    """A word says that the figure holds for all of them."""
    if cue_between(reading, "distribute", bindings[0].recipient.start, figure.start):
        return True
    if len(bindings) == _LIST and _of_pair(reading, bindings, figure):
        return True
    tail = reading.text[figure.end : figure.end + _TAIL].lower().split()[:_TAIL_WORDS]
    return not reading.context.patterns.words["alike"].isdisjoint(tail)


def _of_pair(reading: SentenceReading, bindings: list[Binding], figure: Figure) -> bool:
    """As in "A dan B 70 persen", "A (56), B dan C (54)": of both, a bracket only in a list."""
    gap = reading.text[bindings[0].recipient.end : bindings[1].recipient.start]
    brackets = [f for f in reading.view.figures if reading.text[f.start - 1] == "("]
    beside = 0 <= figure.start - bindings[1].recipient.end <= _BESIDE
    paired = reading.frames["pair_joined"].fullmatch(gap) is not None
    return paired and beside and (figure not in brackets or len(brackets) > 1)


def _bind_labels(
    reading: SentenceReading, bindings: list[Binding], labels: list[PredicateMention]
) -> None:
    """A group of labels each, or all labels for all."""
    if _behind_figures(bindings, labels):
        return
    groups = label_groups(reading, labels)
    start, end = bindings[0].recipient.start, reading.view.end
    if len(groups) == len(bindings) > 1 and cue_between(reading, "distribute", start, end):
        for binding, group in zip(bindings, groups, strict=True):
            binding.labels.extend(group)
        return
    only_last = len(bindings) > 1 and bindings[0].rule == "item"
    only_last = only_last and not bindings[0].figures and any(b.figures for b in bindings)
    for group in groups:
        for binding in bindings[-1:] if only_last else bindings:
            binding.labels.extend(group)


def _behind_figures(bindings: list[Binding], labels: list[PredicateMention]) -> bool:
    """As in "A dan B meraih 4,56 kategori A dan 4,05 kategori B": bind each figure's own."""
    figures = [binding.figures[0] for binding in bindings if binding.rule == "zip"]
    if len(figures) < len(bindings) or len(figures) < _LIST:
        return False
    ends = [*(figure.start for figure in figures[1:]), labels[-1].end + 1 if labels else 0]
    own = [
        [m for m in labels if figure.end <= m.start and m.end <= end]
        for figure, end in zip(figures, ends, strict=True)
    ]
    if not all(own):
        return False
    for binding, mine in zip(bindings, own, strict=True):
        binding.labels.extend(mine)
    return True


def bind_topic(
    reading: SentenceReading, topic: RecipientMention | None, values: Values
) -> list[Binding]:
    """The values of a sentence without a recipient, bound to the one before."""
    if topic is None or not (values.told or values.previous):
        return []
    binding = Binding(topic, previous=values.previous[:], rule="topic")
    for value in values.told:
        _add(reading, binding, value)
    if _only_lists(reading, binding.labels):
        binding.labels.clear()
    return [binding]


def _only_lists(reading: SentenceReading, labels: list[PredicateMention]) -> bool:
    """As in "masih ada kurang informatif dan tidak informatif": rungs, none of them told of one."""
    listed = reading.frames["rungs_joined"]
    return any(
        set(a.dimensions).intersection(b.dimensions)
        and listed.fullmatch(reading.text, a.end, b.start)
        for a, b in pairwise(labels)
    )


def _add(reading: SentenceReading, binding: Binding, value: Value) -> None:
    """Add a value to the topic's; a figure only where something says that it is a result."""
    if isinstance(value, Figure):
        told = value.announced or value.told or _behind_award(reading, value)
        if told or _alone(reading, value) or _labelled(reading, value) or _worded(reading, value):
            binding.figures.append(value)
    elif isinstance(value, PredicateMention):
        binding.labels.append(value)
    elif isinstance(value, StreakMention):
        better = binding.streak is None or binding.streak.rule == STREAK_BESIDE
        binding.streak = value if better and value.rule != STREAK_BESIDE else binding.streak
    elif value.position is not None and value.rule != "rank.range":
        binding.rank = binding.rank or value
        binding.position = binding.position or value.position


def _alone(reading: SentenceReading, figure: Figure) -> bool:
    """A short sentence that says little but the figure ("Alhamdulillah 95,74.", "Madya, 640.")."""
    told = figure.decimal or bool(reading.view.labels)
    return told and reading.view.end - reading.view.start <= _SHORT_SENTENCE


def _labelled(reading: SentenceReading, figure: Figure) -> bool:
    """As in "93,15, sangat baik": a label right behind it."""
    labels = reading.view.labels
    return figure.decimal and any(0 < m.start - figure.end <= _LABEL_BESIDE for m in labels)


def _worded(reading: SentenceReading, figure: Figure) -> bool:
    """A long score word of the award itself before it: "cakupan kepesertaan … 98,77"."""
    pattern = reading.context.award(reading.award_at(figure.start))
    head = reading.view.before(figure).lower()
    words = pattern.score_words if pattern is not None else ()
    near = head[-_WORD_REACH:]
    return figure.decimal and any(word in (head if " " in word else near.split()) for word in words)


def _behind_award(reading: SentenceReading, figure: Figure) -> bool:
    """The award's own name stands right before the figure ("IPKD Paser 82,649")."""
    return any(
        0 <= figure.start - award.end <= _NAME_REACH
        and not _BREAK.search(reading.text, award.end, figure.start)
        for award in reading.view.awards
    )
