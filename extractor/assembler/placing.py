"""Which rank belongs to which recipient of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.assembler.facts import Binding
from extractor.assembler.runs import cue_between
from extractor.models.mentions import RankMention

if TYPE_CHECKING:
    from extractor.assembler.reading import SentenceReading
    from extractor.assembler.runs import Run, Runs

_FIGURE_REACH = 20
"""Characters between a recipient and the figure that places it."""
_RIGHT_REACH = 90
"""Characters between a rank and its holder on the right."""


def place_ranks(reading: SentenceReading, found: Runs, bindings: list[Binding]) -> None:
    """Give each recipient its place."""
    ranks = [value for value in found.values if isinstance(value, RankMention)]
    if _of_other_figure(reading, bindings):
        return
    ranks.sort(key=lambda rank: rank.start)
    ranks = _in_told_order(ranks, bindings)
    spans = [rank for rank in ranks if rank.rule == "rank.range"]
    if spans and _is_span(spans[0]):
        _place_span(spans[0], bindings)
        return
    placed = [rank for rank in ranks if rank.position is not None]
    if found.shifted and len(placed) == 1 and placed[0].end <= bindings[0].recipient.start:
        _give_all(bindings, placed[0])
        return
    if len(placed) == len(bindings) > 1 and any(rank.ordered for rank in placed):
        for binding, rank in zip(bindings, placed, strict=True):
            _give(binding, rank)
        return
    for rank in placed:
        _place(reading, rank, found, bindings)
    if ranks:
        _follow_order(reading, bindings)


def _of_other_figure(reading: SentenceReading, bindings: list[Binding]) -> bool:
    """As in "Pertama Mukomuko dengan 86,9 persen": ranks by figures that are no scores."""
    view = reading.view
    if any(not award.weak for award in reading.awards) or any(b.figures for b in bindings):
        return False
    starts = [b.recipient.start for b in bindings[1:]]
    return all(
        any(
            b.recipient.end <= f.start < end and f.start - b.recipient.end <= _FIGURE_REACH
            for f in view.figures
            if f.kind == "percent" or f.decimal
        )
        for b, end in zip(bindings, [*starts, view.end], strict=True)
    )


def _in_told_order(ranks: list[RankMention], bindings: list[Binding]) -> list[RankMention]:
    """As in "urutannya ialah A, B, lalu C", no place beside a name; the other ranks."""
    orders = [rank for rank in ranks if rank.rule == "rank.order"]
    others = [rank for rank in ranks if rank.rule != "rank.order"]
    for order in orders[:1]:
        behind = [b for b in bindings if b.recipient.start >= order.end]
        if not any(rank.start >= order.end for rank in others):
            _give_in_order(behind, order, 1)
    return others


def _give(binding: Binding, rank: RankMention) -> None:
    binding.rank, binding.position = rank, rank.position


def _give_all(bindings: list[Binding], rank: RankMention) -> None:
    """As in "juara pertama kategori besar A, kategori kecil B": each is that of its own class."""
    for binding in bindings:
        _give(binding, rank)


def _give_in_order(bindings: list[Binding], rank: RankMention, first: int) -> None:
    """One place after the other."""
    for position, binding in enumerate(bindings, start=first):
        binding.rank, binding.position = rank, position


def _is_span(rank: RankMention) -> bool:
    return rank.of is not None and rank.position is not None


def _place_span(rank: RankMention, bindings: list[Binding]) -> None:
    """As in "peringkat ketiga hingga kelima": where the span is as wide as the list is long."""
    if rank.position is not None and rank.of == rank.position + len(bindings) - 1:
        _give_in_order(bindings, rank, rank.position)


def _place(
    reading: SentenceReading, rank: RankMention, found: Runs, bindings: list[Binding]
) -> None:
    """Give a rank to the recipient right beside it, on its left, or on its right."""
    left = [b for b in bindings if b.recipient.end <= rank.start]
    right = [b for b in bindings if b.recipient.start >= rank.end]
    top = rank.rule == "rank.top"
    if right and (not top or _named_top(reading, rank)) and _beside(reading, rank, right[0]):
        if not _sequence(reading, rank, right[0], found, bindings):
            _hold(reading, rank, right[0], bindings)
        return
    if left and not (right and _goes_right(reading, rank, left[-1], right[0])):
        run = _shared_run(found, left[-1])
        if run is None:
            _hold(reading, rank, left[-1], bindings)
        elif not top or _shared(reading, left[-1].recipient.start):
            _hold_all(reading, rank, left[-1], run, bindings)
        return
    near = bool(right) and right[0].recipient.start - rank.end < _RIGHT_REACH
    if near and not (top and _shared_run(found, right[0]) is not None):
        _hold(reading, rank, right[0], bindings)
    elif near and _shared(reading, rank.start):
        _give_all(bindings, rank)


def _shared_run(found: Runs, binding: Binding) -> Run | None:
    """The run of the recipient, where it stands there with others."""
    run = found.of(binding.recipient)
    return run if run is not None and len(run.recipients) > 1 else None


def _shared(reading: SentenceReading, end: int) -> bool:
    """A word says before the offset that several share one place."""
    return cue_between(reading, "shared", reading.view.start, end) is not None


def _beside(reading: SentenceReading, rank: RankMention, right: Binding) -> bool:
    """The recipient stands right behind the rank."""
    gap = reading.text[rank.end : right.recipient.start]
    return reading.frames["rank_beside_name"].fullmatch(gap) is not None


def _named_top(reading: SentenceReading, rank: RankMention) -> bool:
    """As in "A 80,01, dan yang tertinggi B dengan 84,94": it opens what is told of B."""
    head = reading.view.before(rank)
    return reading.frames["names_top"].search(head) is not None


def _goes_right(reading: SentenceReading, rank: RankMention, left: Binding, right: Binding) -> bool:
    """A rank between two recipients is the right one's: the left one has its own, or ended."""
    start, end = rank.end, right.recipient.start
    if any(start <= other.start < end for other in reading.view.ranks):
        return False
    if reading.text[: rank.start].endswith("("):
        return False
    opened = reading.frames["rank_opens_name"].search(reading.text[start:end])
    if not opened and cue_between(reading, "received", start, end) is None:
        return False
    between = reading.text[left.recipient.end : rank.start]
    return left.rank is not None or reading.frames["new_clause"].search(between) is not None


def _hold_all(
    reading: SentenceReading, rank: RankMention, last: Binding, run: Run, bindings: list[Binding]
) -> None:
    """The whole run has the rank, where it is told of all; else the last has it."""
    distributed = cue_between(reading, "distribute", last.recipient.end, rank.start)
    if distributed is None and rank.rule != "rank":
        _hold(reading, rank, last, bindings)
        return
    for binding in bindings:
        if binding.recipient in run.recipients and binding.rank is None:
            _give(binding, rank)


def _hold(
    reading: SentenceReading, rank: RankMention, target: Binding, bindings: list[Binding]
) -> None:
    """Give the rank; another one in a category of its own makes a binding of its own."""
    if target.rank is None:
        _give(target, rank)
        return
    own = reading.frames["own_category"].match(reading.text, rank.end)
    if own and rank.position != target.position:
        binding = Binding(target.recipient, rule="category")
        _give(binding, rank)
        bindings.append(binding)


def _sequence(
    reading: SentenceReading,
    rank: RankMention,
    target: Binding,
    found: Runs,
    bindings: list[Binding],
) -> bool:
    """As in "berturut-turut dari urutan kedua ada A, B, C": one place after the other."""
    run = _shared_run(found, target)
    if run is None or rank.position is None:
        return False
    if cue_between(reading, "distribute", reading.view.start, target.recipient.start) is None:
        return False
    free = [b for b in bindings if b.recipient in run.recipients and b.rank is None]
    _give_in_order(free, rank, rank.position)
    return True


def _follow_order(reading: SentenceReading, bindings: list[Binding]) -> None:
    """As in "urutan pertama A, disusul B dan C": the next ones stand one place lower each."""
    for cue in reading.view.cued("next_in_order"):
        before = [
            b
            for b in bindings
            if b.recipient.end <= cue.start
            and b.position is not None
            and b.rank is not None
            and b.rank.rule == "rank"
        ]
        if before:
            _give_following(before[-1], cue.end, bindings)
            return


def _give_following(last: Binding, start: int, bindings: list[Binding]) -> None:
    """Places below the last one's for those behind ``start``, until one has its own."""
    position = last.position or 0
    for binding in bindings:
        if binding.recipient.start < max(start, last.recipient.end):
            continue
        if binding.rank is not None:
            return
        position += 1
        binding.rank, binding.position = last.rank, position
