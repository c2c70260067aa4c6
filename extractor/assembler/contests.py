"""Places of one contest told over several sentences: the class is said with the first alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.assembler.carrying import labels_in
from extractor.assembler.facts import carried
from extractor.assembler.state import Contest
from extractor.models.mentions import RankMention

if TYPE_CHECKING:
    from extractor.assembler.facts import Binding, Value
    from extractor.assembler.reading import SentenceReading
    from extractor.assembler.state import ReadingState


def adopt_place(
    reading: SentenceReading, bindings: list[Binding], told: list[Value], state: ReadingState
) -> None:
    """As in "Peringkat dua nasional. Posisi itulah yang diduduki A": a place before its owner."""
    place = state.unowned_place
    free = bool(bindings) and bindings[0].position is None
    if place is not None and free and reading.opens("that_place"):
        bindings[0].rank, bindings[0].position = place, place.position
    ranks = [v for v in told if isinstance(v, RankMention) and v.position is not None]
    owned = any(binding.rank is not None for binding in bindings)
    state.unowned_place = ranks[0] if len(ranks) == 1 and not owned else None


def carry_class(
    reading: SentenceReading, bindings: list[Binding], told: list[Value], state: ReadingState
) -> None:
    """As in "A peringkat dua kategori kabupaten kecil. B peringkat satu": one contest's places."""
    view = reading.view
    ranked = [binding for binding in bindings if binding.position is not None]
    if not ranked:
        return
    places = frozenset(binding.position for binding in ranked)
    if any(binding.labels for binding in bindings):
        labels = tuple(ranked[0].labels)
        state.contest = Contest(labels, view.paragraph, places) if labels else None
        return
    contest = state.contest
    new = view.counts or reading.opens("category_head") or "new_subject" in view.cues
    if contest is None or new:
        state.contest = None
        return
    if view.paragraph - contest.paragraph > 1 or contest.places & places or labels_in(told):
        return
    for binding in ranked:
        binding.labels.extend(carried(contest.labels))
    state.contest = Contest(contest.labels, view.paragraph, contest.places | places)
