"""A type word said once for a list: "Polres Batubara, Langkat dan Karo"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.matchers.naming import Place
from extractor.matchers.unit_names import region_name

if TYPE_CHECKING:
    from extractor.matchers.lexicon import Hit
    from extractor.matchers.naming import Naming
    from extractor.models.mentions import RecipientMention
    from extractor.patterns.schema import UnitPattern


def share_names(naming: Naming) -> None:
    """Give bare regions of a list the agency or the class of unit that was said once."""
    if any(mention.rule == "name.bare" for mention in naming.recipients):
        _share_agency(naming)
        _share_class(naming)
        _share_unit(naming)


def _share_agency(naming: Naming) -> None:
    """As in "DPMPTSP Jawa Tengah, Jawa Timur, dan DKI Jakarta": the agency of each region."""
    joined, recipients = naming.patterns.frames["names_joined"], naming.recipients
    for i in range(1, len(recipients)):
        first, second = recipients[i - 1], recipients[i]
        if first.rule != "name.agency" or second.rule != "name.bare" or not first.regions:
            continue
        gap = naming.paragraph.between(first.end, second.start)
        if first.strength != "title" and joined.fullmatch(gap):
            recipients[i] = replace(
                first,
                start=second.start,
                end=second.end,
                regions=second.regions,
                level=second.level,
            )


def _share_class(naming: Naming) -> None:
    """As in "tiga di antaranya polres, yaitu Pacitan dan Bondowoso": offices of that class."""
    paragraph = naming.paragraph
    for hit in paragraph.of_kind.get("unit", ()):
        if paragraph.words[hit.start][:1].islower():
            pattern = naming.patterns.units[hit.entry.id]
            if pattern.region_name:
                _name_members(naming, hit, pattern)


def _name_members(naming: Naming, hit: Hit, pattern: UnitPattern) -> None:
    """Make units of the bare regions that the class noun opens as a list."""
    paragraph, frames = naming.paragraph, naming.patterns.frames
    noun_end = at = paragraph.base + paragraph.ends[hit.end - 1]
    for i, mention in enumerate(naming.recipients):
        if mention.rule != "name.bare" or mention.start < at:
            continue
        frame = frames["names_open"] if at == noun_end else frames["names_listed"]
        if not frame.fullmatch(paragraph.between(at, mention.start)):
            break
        naming.recipients[i] = replace(
            mention,
            name=_name(naming, pattern, mention),
            kind=pattern.kind,
            government=False,
            rule="name.unit",
            strength="strong",
            own_region=pattern.jurisdiction,
        )
        at = mention.end


def _share_unit(naming: Naming) -> None:
    """As in "Polres Batubara (87,18), Langkat (86,66) dan Karo": offices of one kind."""
    listed, recipients = naming.patterns.frames["names_listed"], naming.recipients
    units = naming.patterns.units
    for i in range(1, len(recipients)):
        first, second = recipients[i - 1], recipients[i]
        if first.rule != "name.unit" or second.rule != "name.bare" or not first.regions:
            continue
        word = next((w for w in units if first.name.startswith(f"{w} ")), None)
        if word is None or not units[word].region_name:
            continue
        if listed.fullmatch(naming.paragraph.between(first.end, second.start)):
            recipients[i] = replace(
                first,
                start=second.start,
                end=second.end,
                name=_name(naming, units[word], second),
                regions=second.regions,
                level=second.level,
                abbreviation=None,
            )


def _name(naming: Naming, pattern: UnitPattern, mention: RecipientMention) -> str:
    place = Place(0, mention.regions, mention.level)
    return region_name(naming, pattern, place, naming.paragraph.between(mention.start, mention.end))
