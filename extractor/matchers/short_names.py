"""Units by their own name alone: "Pontang" after "Puskesmas Pontang"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.matchers.regions import region_at
from extractor.matchers.unit_names import type_word

if TYPE_CHECKING:
    from extractor.matchers.naming import Naming
    from extractor.models.mentions import RecipientMention
    from extractor.models.record import RecipientKind

_SHORTENED: frozenset[RecipientKind] = frozenset(
    {"puskesmas", "desa", "kelurahan", "kecamatan", "polisi", "pertanahan", "bumd"}
)
"""Units that the press goes on to call by their own name alone."""
_SHORTEST = 4
"""Characters of the shortest own name that is kept."""
_SIZES = (3, 2, 1)
"""Tokens of an own name, the longest tried first."""
_PROVINCE_CODE = 2
"""Characters of a province's code; those of regencies and cities are longer."""


def read_short_unit(naming: Naming, token: int) -> int | None:
    """End of the short mention at the token of a unit that the article named before."""
    paragraph, units = naming.paragraph, naming.acronyms.units
    if not units or not paragraph.capital[token]:
        return None
    for size in _SIZES:
        if token + size > len(paragraph):
            continue
        known = units.get(paragraph.printed(token, token + size))
        if known is None:
            continue
        region = region_at(naming, token)
        longer = region is not None and region.end > token + size
        if longer or (naming.acronyms.governments and region is not None):
            continue
        if token and (
            paragraph.lower[token - 1] in naming.lexicon.place_words
            or _inside_name(naming, token - 1)
        ):
            continue
        start, stop = paragraph.span(token, token + size)
        naming.recipients.append(replace(known, start=start, end=stop, rule="name.short"))
        return token + size
    return None


def _inside_name(naming: Naming, token: int) -> bool:
    """A capitalised word that does not merely open its sentence."""
    paragraph = naming.paragraph
    if not paragraph.capital[token] or paragraph.is_punct(token):
        return False
    return token > 0 and not paragraph.is_punct(token - 1)


def learn_units(naming: Naming) -> None:
    """Keep the own names of this paragraph's units, and the governments it names in full."""
    acronyms = naming.acronyms
    for region in naming.paragraph.regions.values():
        if not region.risky and len(region.codes) == 1:
            acronyms.full_regions.update(region.codes)
    for mention in naming.recipients:
        if mention.rule == "name.unit":
            own = _own_name(naming, mention)
            long_enough = len(own) >= _SHORTEST and not own[:1].isdigit()
            if long_enough and mention.kind in _SHORTENED:
                acronyms.units.setdefault(own, mention)
        elif mention.rule in {"name.government", "name.typed"} and any(
            len(code) > _PROVINCE_CODE for code in mention.regions
        ):
            acronyms.governments.update(mention.regions)


def _own_name(naming: Naming, mention: RecipientMention) -> str:
    """The unit's name without its type word."""
    own = mention.name.removeprefix(type_word(naming, mention.name)).strip() or mention.name
    if len(mention.regions) == 1:
        region = naming.patterns.regions.get(mention.regions[0])
        if region is not None and mention.name.endswith(region.short_name):
            return region.short_name
    return own
