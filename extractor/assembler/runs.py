"""A sentence as runs: recipients that stand together, and the values between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from extractor.models.mentions import CueMention, Figure, PredicateMention, RecipientMention

if TYPE_CHECKING:
    from extractor.assembler.facts import Value
    from extractor.assembler.reading import SentenceReading

_RIGHT_REACH = 70
"""Characters between a figure and its owner on the right."""
_LABEL_REACH = 40
_CONNECTED_REACH = 25
"""Characters between a label and the recipient after it."""


@dataclass(slots=True)
class Run:
    """Recipients that stand together, and the values that follow them."""

    recipients: list[RecipientMention] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.recipients[0].start

    @property
    def figures(self) -> list[Figure]:
        return [value for value in self.values if isinstance(value, Figure)]

    @property
    def labels(self) -> list[PredicateMention]:
        return [value for value in self.values if isinstance(value, PredicateMention)]


@dataclass(slots=True)
class Runs:
    """The runs of a sentence.

    ``head``: values before the first; ``shifted``: each label stands before its name.
    """

    head: list[Value] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    shifted: bool = False

    def of(self, recipient: RecipientMention) -> Run | None:
        """The run that the recipient stands in."""
        return next((run for run in self.runs if recipient in run.recipients), None)

    @property
    def values(self) -> list[Value]:
        """All values, those of the head first."""
        return [*self.head, *(value for run in self.runs for value in run.values)]


def cue_between(reading: SentenceReading, category: str, start: int, end: int) -> CueMention | None:
    """The first cue of the category that stands between two offsets."""
    cues = reading.view.cued(category)
    return next((cue for cue in cues if start <= cue.start and cue.end <= end), None)


def runs_of(
    reading: SentenceReading, recipients: list[RecipientMention], values: list[Value]
) -> Runs:
    """The runs of the sentence, each value in the run whose owner it belongs to."""
    found = _in_order(reading, recipients, values)
    if found.runs:
        _take_from_left(reading, found)
        _take_only_figure(found)
        _take_labels_from_left(reading, found)
        _deal(reading, found)
        _shift_labels(found)
    return found


def _in_order(
    reading: SentenceReading, recipients: list[RecipientMention], values: list[Value]
) -> Runs:
    """Recipients and values as they stand."""
    found = Runs()
    events = sorted([*recipients, *values], key=lambda m: (m.start, -m.end))
    for event in events:
        if not isinstance(event, RecipientMention):
            (found.runs[-1].values if found.runs else found.head).append(event)
            continue
        last = found.runs[-1] if found.runs else None
        together = (
            last is not None
            and not last.values
            and reading.joins(last.recipients[-1].end, event.start)
        )
        if last is None or not together:
            last = Run()
            found.runs.append(last)
        last.recipients.append(event)
    return found


def _take_from_left(reading: SentenceReading, found: Runs) -> None:
    """As in "94,62 diraih Dinsos": a figure bound to the right by a passive verb or a colon."""
    before: Run | None = None
    for run in found.runs:
        pool = found.head if before is None else before.values
        figures = [value for value in pool if isinstance(value, Figure)]
        spare = before is None or len(figures) > 1 or len(before.recipients) > 1 or _free(before)
        taken = before is not None and bool(figures) and figures[-1].end <= before.start
        if figures and spare and not taken and run.start - figures[-1].end <= _RIGHT_REACH:
            gap = reading.text[figures[-1].end : run.start]
            passive = cue_between(reading, "received", figures[-1].end, run.start)
            if passive is not None or reading.frames["figure_to_right"].search(gap):
                pool.remove(figures[-1])
                run.values.insert(0, figures[-1])
        before = run


def _take_only_figure(found: Runs) -> None:
    """As in "Dengan nilai 58,92, X meraih B": the one announced figure, before the one name."""
    figures = [value for value in found.values if isinstance(value, Figure)]
    only = len(found.runs) == len(found.runs[0].recipients) == len(figures) == 1
    if not only or figures[0] not in found.head:
        return
    near = found.runs[0].start - figures[0].end <= _RIGHT_REACH
    if near and (figures[0].announced or figures[0].told):
        found.head.remove(figures[0])
        found.runs[0].values.insert(0, figures[0])


def _take_labels_from_left(reading: SentenceReading, found: Runs) -> None:
    """The last label of a run is told of those on its right.

    As in "B untuk fiskal sedang, sedangkan fiskal rendah dipegang C", or "A 91. Emas, yakni B".
    """
    for number, (before, run) in enumerate(pairwise(found.runs), start=1):
        labels = before.labels
        if not labels or run.labels:
            continue
        last, start = labels[-1], run.start
        connected = cue_between(reading, "connector", last.end, start) is not None
        if connected and start - last.end <= _CONNECTED_REACH:
            before.values.remove(last)
            for later in takewhile(lambda each: not each.labels, found.runs[number:]):
                later.values.insert(0, last)
            continue
        if _opens_next(reading, found, last, start):
            before.values.remove(last)
            run.values.insert(0, last)
            continue
        alike = any(set(last.dimensions).intersection(m.dimensions) for m in labels[:-1])
        if not alike or start - last.end >= _LABEL_REACH:
            continue
        if cue_between(reading, "received", last.end, start) is not None:
            before.values.remove(last)
            run.values.insert(0, last)


def _opens_next(reading: SentenceReading, found: Runs, label: PredicateMention, start: int) -> bool:
    """As in "Baik A (74,20), Cukup B (52,30)": where labels stand before their names."""
    text = reading.text
    heads = any(isinstance(value, PredicateMention) for value in found.head)
    return heads and text[label.end : start] == " " and text[: label.start].endswith(("), ", "; "))


def _free(run: Run) -> bool:
    """A run that got its own figure from the left can give its last one to the right."""
    return any(figure.end < run.start for figure in run.figures)


def _deal(reading: SentenceReading, found: Runs) -> None:
    """As in "A di posisi kedua dan B ketiga berturut-turut mencatat 90,85 dan 80,67"."""
    runs = found.runs
    if len(runs) < 2 or any(run.figures for run in runs[:-1]):
        return
    figures = runs[-1].figures
    everyone = [recipient for run in runs for recipient in run.recipients]
    if len(figures) != len(everyone) or len(figures) < 2:
        return
    if cue_between(reading, "distribute", everyone[0].start, figures[0].start) is None:
        return
    rest = iter(figures)
    for run in runs:
        mine = [next(rest) for _ in run.recipients]
        run.values = [*(value for value in run.values if not isinstance(value, Figure)), *mine]


def _shift_labels(found: Runs) -> None:
    """As in "di kategori tinggi A (81), di kategori sedang B (82)": labels before their names."""
    runs = found.runs
    first = [value for value in found.head if isinstance(value, PredicateMention)]
    if len(runs) < 2 or not first or runs[-1].labels:
        return
    moved = [first]
    for run, following in pairwise(runs):
        if not run.labels or following.start - run.labels[-1].end > _LABEL_REACH:
            return
        moved.append(run.labels)
    for run, labels in zip(runs, moved, strict=True):
        rest = (value for value in run.values if not isinstance(value, PredicateMention))
        run.values = [*labels, *rest]
    found.shifted = True
