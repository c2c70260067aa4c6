"""Lists whose numbers are places or times in a row, as the sentence that opens them says.

As in "Berikut peringkatnya: 1. Kota A, 2. Kota B", "WTP berturut-turut: Kota A (12)".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.models.mentions import RankMention, StreakMention

if TYPE_CHECKING:
    from extractor.assembler.facts import Binding
    from extractor.assembler.reading import SentenceReading
    from extractor.assembler.state import ReadingState


def rank_items(reading: SentenceReading, bindings: list[Binding], state: ReadingState) -> None:
    """Give the item's recipients its number, where the list stands in the order of places."""
    view = reading.view
    state.brackets_past = state.brackets_past or reading.holds("brackets_past")
    if reading.ends_with_colon or reading.opens_list:
        own = any(reading.award in label.codes for label in view.labels)
        ordered = not own and reading.holds("ranked_list")
        state.next_place = 1 if ordered else None
        state.brackets_past = reading.holds("brackets_past")
        state.streak_list = reading.holds("streak_list") and not view.streaks
        return
    if state.streak_list:
        _count_times(reading, bindings)
    if reading.opens("rank_column"):
        state.next_place = 1
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


def _count_times(reading: SentenceReading, bindings: list[Binding]) -> None:
    """Give the item's recipient the number that ends it as its streak."""
    view = reading.view
    found = reading.frames["streak_item"].search(view.words)
    if found is None or len(bindings) != 1 or bindings[0].streak is not None:
        return
    start, end = (view.start + at for at in found.span("times"))
    times = int("".join(filter(str.isdigit, found["times"])))
    bindings[0].streak = StreakMention(start, end, "streak.list", times)


def _first_elsewhere(bindings: list[Binding], state: ReadingState) -> bool:
    """The list's first was told to be the first before."""
    names = {(b.recipient.name, b.recipient.regions) for b in bindings}
    return any(
        fact.position == 1 and (fact.recipient.name, fact.recipient.regions) in names
        for fact in state.facts
    )
