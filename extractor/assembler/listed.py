"""Recipients that stand in one row or list: which of them stays, and at what level."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.assembler.reading import SentenceReading
    from extractor.models.mentions import RecipientMention


def of_row(reading: SentenceReading, found: list[RecipientMention]) -> list[RecipientMention]:
    """As in "1 Pangkalan Bun Kabupaten Kotawaringin Barat Kalimantan Tengah": a table's row."""
    if len(found) < 2 or not reading.is_item or not all(m.government for m in found):
        return found
    if any(reading.text[a.end : b.start].strip() for a, b in pairwise(found)):
        return found
    typed = [m for m in found if m.level is not None and m.regions]
    return typed[:1] or found


def _listed(reading: SentenceReading, one: RecipientMention, other: RecipientMention) -> bool:
    """The two stand side by side in a list."""
    first, second = (one, other) if one.start < other.start else (other, one)
    return reading.joins(first.end, second.start)


def same_level(reading: SentenceReading, found: list[RecipientMention]) -> list[RecipientMention]:
    """A name that two regions share takes the level of the names it is listed with."""
    regions = reading.context.patterns.regions
    sure = [m for m in found if len(m.regions) == 1]
    levels = {regions[m.regions[0]].level for m in sure if m.government}
    if len(levels) != 1:
        return found
    (level,) = levels

    def shared(mention: RecipientMention) -> bool:
        open_level = mention.government and len(mention.regions) > 1 and mention.level is None
        beside = len(sure) > 1 or any(_listed(reading, mention, other) for other in sure)
        return open_level and beside and any(regions[c].level == level for c in mention.regions)

    return [replace(m, level=level) if shared(m) else m for m in found]
