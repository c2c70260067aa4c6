"""Governments by their own words: "Pemkab Bondowoso", "Pemkot dan Pemkab Magelang"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from extractor.matchers.naming import Place
from extractor.matchers.regions import past_region, region_at
from extractor.models.mentions import RecipientMention

if TYPE_CHECKING:
    from extractor.matchers.naming import Naming
    from extractor.models.record import Level

_SHORT_REGION = 6
"""Characters of the longest region acronym that makes a government's short form ("Pemkot X")."""


def read_government(naming: Naming, token: int) -> int | None:
    """End of the government's mention at the token; None where there is none."""
    paragraph = naming.paragraph
    gov = paragraph.hit(token, "gov")
    if gov is None or not paragraph.capital[token]:
        return None
    word = naming.government_word(gov)
    unit = paragraph.hit(token, "unit")
    if not word.government or (unit is not None and unit.end > gov.end):
        return None
    end = past_bracket(naming, gov.end)
    level = word.level
    inner = paragraph.hit(end, "gov")
    second = naming.government_word(inner) if inner is not None else None
    if inner is not None and second is not None and second.level is not None:
        level, end = second.level, inner.end
    end += paragraph.word(end) == "."
    found = region_at(naming, end)
    if found is None and paragraph.word(end).lower() in naming.patterns.words["joiner"]:
        return _shared_government(naming, token, end, level)
    if found is None:
        if not word.team and level is not None:
            add_government(naming, token, Place(gov.end, (), level), "bare")
        return gov.end
    abbreviation = None
    short = paragraph.printed(end, found.end)
    if short.isupper() and len(short) <= _SHORT_REGION and gov.end - token == 1:
        abbreviation = f"{paragraph.words[token]} {short}"
    codes = naming.of_level(found.codes, level)
    add_government(naming, token, Place(found.end, codes, level), "strong", abbreviation)
    return past_region(naming, found.end, codes)


def _shared_government(naming: Naming, token: int, joiner: int, level: Level | None) -> int:
    """As in "Pemkot dan Pemkab Magelang": the second word's region is the first's too."""
    other = naming.paragraph.hit(joiner + 1, "gov")
    if level is None:
        return joiner
    if other is None:
        add_government(naming, token, Place(joiner, (), level), "bare")
        return joiner
    found = region_at(naming, other.end)
    if found is not None:
        codes = naming.of_level(found.codes, level)
        add_government(naming, token, Place(joiner, codes, level), "strong")
    return joiner


def past_bracket(naming: Naming, token: int) -> int:
    """Past "(Pemkab)" or "(RI)": a bracket of one word."""
    paragraph = naming.paragraph
    closed = paragraph.word(token) == "(" and paragraph.word(token + 2) == ")"
    return token + 3 if closed and paragraph.words[token + 1][:1].isalpha() else token


def add_government(
    naming: Naming,
    token: int,
    place: Place,
    strength: Literal["strong", "bare"],
    abbreviation: str | None = None,
) -> None:
    """Add the government of the place, named by tokens [token, place.end)."""
    naming.recipients.append(
        RecipientMention(
            *naming.paragraph.span(token, place.end),
            rule="name.government",
            name="",
            kind=naming.kind_of_region(place),
            abbreviation=abbreviation,
            regions=place.codes,
            level=place.level,
            government=True,
            strength=strength,
        )
    )
