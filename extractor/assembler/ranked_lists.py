"""Lists whose printed numbers are places: "Berikut peringkatnya: 1. Kota A, 2. Kota B"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.models.mentions import RankMention

if TYPE_CHECKING:
    from extractor.assembler.facts import Binding
    from extractor.assembler.reading import SentenceReading
    from extractor.assembler.state import ReadingState


def rank_items(reading: SentenceReading, bindings: list[Binding], state: ReadingState) -> None:
    """Give the item's recipients its number, where the list stands in the order of places."""
    view = reading.view
    if reading.ends_with_colon or reading.opens_list:
        own = any(reading.award in label.codes for label in view.labels)
        ordered = not own and reading.holds("ranked_list")
        state.next_place = 1 if ordered else None
        return
    number = reading.opens("list_number")
    if number is None or not bindings:
        return
    place = int(number["number"])
    if place == 1 and state.next_place is None and _first_elsewhere(bindings, state):
        state.next_place = 1
    if place != state.next_place:
        return
    state.next_place = place + 1
    mention = RankMention(*number.span("number"), "rank.list_number", place, None, ordered=True)
    for binding in bindings:
        if binding.position is None:
            binding.rank, binding.position = mention, place


def _first_elsewhere(bindings: list[Binding], state: ReadingState) -> bool:
    """The list's first was told to be the first before."""
    names = {(b.recipient.name, b.recipient.regions) for b in bindings}
    return any(
        fact.position == 1 and (fact.recipient.name, fact.recipient.regions) in names
        for fact in state.facts
    )
