"""The names read so far in one paragraph, and what they are read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from extractor.matchers.lexicon import Hit, Lexicon
    from extractor.matchers.paragraph import Paragraph
    from extractor.models.mentions import RecipientMention, RegionMention
    from extractor.models.record import Level
    from extractor.patterns.knowledge import Knowledge
    from extractor.patterns.schema import GovernmentWord


class Place(NamedTuple):
    """A region's name up to token ``end``: its codes and, where its words say it, its level."""

    end: int
    codes: tuple[str, ...] = ()
    level: Level | None = None


@dataclass(slots=True)
class Acronyms:
    """Short forms that the article itself introduces: of agencies, regions and units.

    Attributes:
        agencies: canonical names. regions: codes. units: the unit as first named.
        governments: codes of regencies and cities that the article names by their own words.
        full_regions: codes of all regions that it names so, which licenses their nicknames.
    """

    agencies: dict[str, str] = field(default_factory=dict)
    regions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    units: dict[str, RecipientMention] = field(default_factory=dict)
    governments: set[str] = field(default_factory=set)
    full_regions: set[str] = field(default_factory=set)

    def size(self) -> tuple[int, ...]:
        """Grows whenever anything is learnt; nothing is ever forgotten."""
        return (
            len(self.agencies), len(self.regions), len(self.units),
            len(self.governments), len(self.full_regions),
        )  # fmt: skip

    def concern(self, paragraph: Paragraph) -> bool:
        """Whether the paragraph may read otherwise with what was learnt."""
        short_forms = (*self.agencies, *self.regions, *self.units)
        return any(form in paragraph.shown for form in short_forms) or any(
            hit.risky and not self.full_regions.isdisjoint(hit.codes)
            for hit in paragraph.regions.values()
        )


@dataclass(slots=True)
class Naming:
    """State of reading the names of one paragraph."""

    paragraph: Paragraph
    lexicon: Lexicon
    acronyms: Acronyms
    recipients: list[RecipientMention] = field(default_factory=list)
    regions: list[RegionMention] = field(default_factory=list)

    @property
    def patterns(self) -> Knowledge:
        return self.lexicon.patterns

    def named(self, codes: tuple[str, ...]) -> bool:
        """Whether the article names one of these regions by its own full words."""
        return not self.acronyms.full_regions.isdisjoint(codes)

    def level(self, code: str) -> Level:
        return self.patterns.regions[code].level

    def of_level(self, codes: tuple[str, ...], level: Level | None) -> tuple[str, ...]:
        """The codes of regions of this level; all of them where none is."""
        return tuple(c for c in codes if level is None or self.level(c) == level) or codes

    def government_word(self, hit: Hit) -> GovernmentWord:
        return self.patterns.government[int(hit.entry.id)]

    def kind_of_region(self, place: Place) -> Level:
        """The recipient kind of the place's government."""
        if place.level is not None:
            return place.level
        return self.level(place.codes[0]) if len(place.codes) == 1 else "kabupaten"
