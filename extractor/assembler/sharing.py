"""Labels told once for several recipients of a sentence: before, behind or among them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from extractor.assembler.list_parts import named_by
from extractor.assembler.merge import dimension_of
from extractor.assembler.runs import cue_between
from extractor.models.mentions import STREAK_BESIDE, Figure, PredicateMention, StreakMention

if TYPE_CHECKING:
    from extractor.assembler.facts import Binding
    from extractor.assembler.reading import SentenceReading
    from extractor.assembler.runs import Runs

_PARTS = 2
"""Parts of a list, and members of it, that are told apart at least."""
_TOGETHER = 45
"""Characters between two labels that say one thing in several dimensions."""


def share(reading: SentenceReading, found: Runs, bindings: list[Binding]) -> None:
    """Give each recipient the labels that were told for it and others at once."""
    _from_head(reading, found, bindings)
    _from_first(reading, bindings)
    _from_companion(reading, bindings)
    if len(found.runs) > 1:
        _from_tail(reading, bindings)
        _from_verb(reading, bindings)
    _likewise(reading, bindings)
    _by_parts(reading, bindings)


def label_groups(
    reading: SentenceReading, labels: list[PredicateMention]
) -> list[list[PredicateMention]]:
    """Labels that stand together say one thing in several dimensions."""
    groups: list[list[PredicateMention]] = []
    for label in labels:
        last = groups[-1] if groups else []
        near = bool(last) and label.start - last[-1].end < _TOGETHER
        if near and _dimensions(reading, last).isdisjoint(_dimensions(reading, [label])):
            last.append(label)
        else:
            groups.append([label])
    return groups


def _dimensions(reading: SentenceReading, labels: list[PredicateMention]) -> set[str]:
    """Dimensions of the labels on the ladders of the award told of, else on any."""
    found: set[str] = set()
    for label in labels:
        code = reading.award_at(label.start)
        if code is not None and code in label.codes:
            found.add(dimension_of(reading.context, code, label.label))
        else:
            found.update(label.dimensions)
    return found


def _from_head(reading: SentenceReading, found: Runs, bindings: list[Binding]) -> None:
    """Labels before the first recipient hold for each until one has its own of that kind."""
    labels = [value for value in found.head if isinstance(value, PredicateMention)]
    if labels:
        group = label_groups(reading, labels)[-1]
        for binding in bindings:
            own = _dimensions(reading, binding.labels)
            if not own.isdisjoint(_dimensions(reading, group)):
                break
            binding.labels.extend(group)
    _figure_from_head(reading, found, bindings)
    told = (value for value in found.head if isinstance(value, StreakMention))
    streaks = [streak for streak in told if streak.rule != STREAK_BESIDE]
    if streaks:
        run = found.runs[0].recipients
        for binding in bindings:
            if binding.recipient in run:
                binding.streak = binding.streak or streaks[-1]


def _figure_from_head(reading: SentenceReading, found: Runs, bindings: list[Binding]) -> None:
    """As in "angka yang sama, 87, yakni A dan B", "Nilai 91,5 dibukukan A dan B": of all."""
    figures = [value for value in found.head if isinstance(value, Figure)]
    own = [b for b in bindings if b.recipient in found.runs[0].recipients]
    if len(figures) != 1 or len(own) < _PARTS or len(found.runs) > 1:
        return
    if any(binding.figures and binding.figures != figures for binding in bindings):
        return
    start, end = figures[0].end, own[0].recipient.start
    dealt = cue_between(reading, "distribute", reading.view.start, figures[0].start)
    if dealt is None and cue_between(reading, "received", start, end) is None:
        return
    for binding in own:
        binding.figures, binding.rule = figures[:], "distributed"


def _from_first(reading: SentenceReading, bindings: list[Binding]) -> None:
    """As in "A terbaik di kelompok kuning dengan 75,58, disusul B 68,84": the group's label."""
    first, others = bindings[0], bindings[1:]
    if not others or not first.labels or any(b.labels for b in others):
        return
    placed = first.position is not None or first.rank is not None
    if not first.figures and not placed:
        return
    before = not first.figures or first.labels[-1].end <= first.figures[0].start
    if before and "next_in_order" in reading.view.cues:
        for binding in others:
            binding.labels.extend(first.labels)


def _from_companion(reading: SentenceReading, bindings: list[Binding]) -> None:
    """As in "Jember menemani Banyuwangi di Padapa": the label is both's."""
    for one, other in pairwise(bindings):
        gap = reading.text[one.recipient.end : other.recipient.start]
        if one.labels or not other.labels or other.figures:
            continue
        if reading.frames["companion"].fullmatch(gap):
            one.labels.extend(other.labels)
            one.rule = "shared label"


def _from_tail(reading: SentenceReading, bindings: list[Binding]) -> None:
    """As in "A 94, B 91 dan C 93 zona hijau": a label said once at the end of a list of scores."""
    last, others = bindings[-1], bindings[:-1]
    if not others or not last.labels or any(b.labels for b in others):
        return
    if not all(binding.figures for binding in bindings):
        return
    if last.labels[0].start < last.figures[-1].end:
        return
    gap = reading.text[last.figures[-1].end : last.labels[0].start]
    joined = reading.frames["and_next"].fullmatch(
        reading.text[others[-1].figures[-1].end : last.recipient.start]
    )
    bracketed = all(reading.text[b.figures[-1].start - 1] == "(" for b in bindings)
    apart = joined is not None and (bracketed or not gap.startswith(" ("))
    if "(" in gap or (len(others) == 1 and not apart and not reading.frames["both"].search(gap)):
        return
    for binding in others:
        binding.labels.extend(last.labels)
        binding.rule = "shared label"


def _from_verb(reading: SentenceReading, bindings: list[Binding]) -> None:
    """As in "A (98) dan B (91) menyandang X, adapun C Y": the verb's label holds for both."""
    for before, binding in pairwise(bindings):
        if before.labels or not before.figures or not binding.labels or not binding.figures:
            continue
        figure, label = binding.figures[-1], binding.labels[0]
        between = reading.text[before.figures[-1].end : binding.recipient.start]
        both = reading.frames["and_next"].fullmatch(between)
        if both and cue_between(reading, "receive", figure.end, label.start) is not None:
            before.labels.extend(binding.labels)
            before.rule = "shared label"


def _by_parts(reading: SentenceReading, bindings: list[Binding]) -> None:
    """As in "A 71,25 dan B 69,83; yang pertama masuk kategori cukup, yang kedua kurang"."""
    view = reading.view
    behind = max(binding.recipient.end for binding in bindings)
    parts = list(reading.frames["list_part"].finditer(view.text, behind, view.end))
    if len(parts) < _PARTS or len(bindings) < _PARTS:
        return
    told = [label for b in bindings for label in b.labels if label.start > parts[0].start()]
    ends = [*(part.start() for part in parts[1:]), view.end]
    for binding in bindings:
        binding.labels = [label for label in binding.labels if label not in told]
    for part, end in zip(parts, ends, strict=True):
        own = [m for m in dict.fromkeys(told) if part.end() <= m.start < end]
        for binding in named_by(part, reading, bindings):
            binding.labels.extend(own)


def _likewise(reading: SentenceReading, bindings: list[Binding]) -> None:
    """As in "A menggenggam AA, begitu pula B dan C": the labels told before hold for them too."""
    for cue in reading.view.cued("likewise", "next_in_order"):
        told = [b for b in bindings if b.recipient.end <= cue.start and b.labels]
        ordered = cue.category == "next_in_order"
        for binding in bindings:
            if not told or binding.recipient.start < cue.end or binding.labels:
                continue
            if not (ordered and binding.figures):
                binding.labels.extend(told[-1].labels)
