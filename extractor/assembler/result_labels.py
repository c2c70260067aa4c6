"""Which labels are results: of an award of the article, announced, or beside a score."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.assembler.reading import SentenceReading
    from extractor.models.mentions import CountMention, PredicateMention

_LOWER_BEFORE = re.compile(r"[a-z]\s$")
_CAPITAL_AFTER = re.compile(r"\s[A-Z]")
_GOES_ON = re.compile(r"\s?[^\W_]")
_SENSE_REACH = 20
"""Characters before a label that may give its word another sense."""
_SHORTEST_WORD = 4
"""Characters of the shortest label that its capital alone can mark."""


def label_counts(reading: SentenceReading, label: PredicateMention) -> bool:
    """Whether the label is one of the award's, and stands so that it must be meant."""
    view, frames = reading.view, reading.frames
    if not _own(reading, label) or view.found_before(frames["other_sense"], label, _SENSE_REACH):
        return False
    code = reading.award_at(label.start, label.end)
    sure = label.bare or label.licensed
    if code not in label.codes:
        known = reading.context.awards.codes.intersection(label.codes)
        if not label.bare or not known:
            return False
    counted = frames["counted_label"]
    if not view.recipients and view.found_before(counted, label, _SENSE_REACH):
        return False
    if (
        _of_a_class(reading, label)
        or of_everyone(reading, label)
        or _inside_label(reading, label, code)
    ):
        return False
    named = any(a.start <= label.start and label.end <= a.end for a in reading.awards)
    if sure or named:
        return sure
    if _beside_figure(reading, label) or _opens_item(reading, label):
        return True
    if any(_right_behind(label, count) for count in reading.view.counts if _whole(count)):
        return True
    if any(reading.only(label, figure) for figure in reading.view.figures):
        return True
    if _explained(reading, label, code) or _tied_to(reading, label, code):
        return True
    if _of_owner(reading, label):
        return True
    return code == reading.context.awards.main and _by_capital(reading, label)


def _of_a_class(reading: SentenceReading, label: PredicateMention) -> bool:
    """The sentence tells of whoever has the label, and names none that has."""
    frames, view = reading.frames, reading.view
    if view.recipients or not frames["told_out"].search(reading.text, view.start, view.end):
        return False
    before = reading.text[view.start : label.start]
    return frames["class_label"].fullmatch(before) is not None and not frames["points_back"].match(
        reading.text, label.end
    )


def _right_behind(label: PredicateMention, count: CountMention) -> bool:
    """As in "Ketiganya kuning"."""
    return label.start - count.end == 1


def _whole(count: CountMention) -> bool:
    """The count stands for recipients named before."""
    return count.back


def _own(reading: SentenceReading, label: PredicateMention) -> bool:
    """No part of a granting body's or a region's name: "Tebing Tinggi"."""
    view = reading.view
    names = (*view.bodies, *view.regions, *(m for m in view.recipients if m.government))
    return not any(n.start < label.start and label.end <= n.end for n in names)


def of_everyone(reading: SentenceReading, label: PredicateMention) -> bool:
    """A word for all of a group stands between the recipient before it and the label."""
    owners = [m.end for m in reading.view.recipients if m.end <= label.start]
    if not owners:
        return False
    return reading.frames["every"].search(reading.text, max(owners), label.start) is not None


def _inside_label(reading: SentenceReading, label: PredicateMention, code: str | None) -> bool:
    """Part of a longer label of the same award."""
    length = label.end - label.start
    return any(
        other.start <= label.start and label.end <= other.end and other.end - other.start > length
        for other in reading.view.labels
        if code in other.codes and _own(reading, other)
    )


def _beside_figure(reading: SentenceReading, label: PredicateMention) -> bool:
    """A figure stands right before it: "91,2 (A)", "58,094 dan B"."""
    beside = reading.frames["beside_figure"]
    return any(
        beside.fullmatch(reading.text, figure.end, label.start) for figure in reading.view.figures
    )


def _opens_item(reading: SentenceReading, label: PredicateMention) -> bool:
    """As in "• Madya – Kota Sawahlunto", "Kuning hanya satu, Kota X": what follows has it."""
    head = reading.frames["label_heads"]
    if reading.is_item and reading.frames["bullet"].fullmatch(
        reading.text, reading.view.start, label.start
    ):
        head = reading.frames["label_of_item"]
    elif not reading.frames["label_opening"].fullmatch(
        reading.text, reading.view.start, label.start
    ):
        return False
    return head.match(reading.text, label.end) is not None


def _explained(reading: SentenceReading, label: PredicateMention, code: str | None) -> bool:
    """Beside a sure label of another dimension that says the same: "hijau atau tinggi"."""
    for other in reading.view.labels:
        if other is label or code not in other.codes or not _own(reading, other):
            continue
        if not (other.bare or other.licensed or _beside_figure(reading, other)):
            continue
        if set(other.dimensions).intersection(label.dimensions):
            continue
        first, second = (other, label) if other.start < label.start else (label, other)
        if reading.frames["label_alias"].fullmatch(reading.text[first.end : second.start]):
            return True
    return False


def _tied_to(reading: SentenceReading, label: PredicateMention, code: str | None) -> bool:
    """As in "B buat SAKIP, CC untuk RB": its award follows, tied by a preposition."""
    if not reading.text[label.start].isupper():
        return False
    tied = reading.frames["tied_to_award"]
    return any(
        award.code == code and tied.fullmatch(reading.text, label.end, award.start)
        for award in reading.awards
    )


def _of_owner(reading: SentenceReading, label: PredicateMention) -> bool:
    """As in "Rapor … untuk Pemkab X merah.": it ends what a noun before its owner tells."""
    text, frames = reading.text, reading.frames
    owner = next((m for m in reversed(reading.view.recipients) if m.end <= label.start), None)
    if owner is None or _GOES_ON.match(text, label.end):
        return False
    if frames["label_stated"].fullmatch(text, owner.end, label.start) is None:
        return False
    return frames["label_subject"].search(text, reading.view.start, owner.start) is not None


def _by_capital(reading: SentenceReading, label: PredicateMention) -> bool:
    """A capitalised word between words in lower case: "… meraih Madya untuk …"."""
    words = reading.text[label.start : label.end]
    if not words.istitle() or len(words) < _SHORTEST_WORD:
        return False
    before = _LOWER_BEFORE.search(reading.view.before(label))
    return before is not None and not _CAPITAL_AFTER.match(reading.text, label.end)
