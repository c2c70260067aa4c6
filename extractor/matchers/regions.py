"""Regions by name: "Kabupaten Buru", a bare "Bangli", with a bracket or province behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from extractor.matchers.naming import Place
from extractor.matchers.roles import role_of
from extractor.models.mentions import RecipientMention, RegionMention

if TYPE_CHECKING:
    from extractor.matchers.naming import Naming

_PROVINCE_CODE = 2
"""Characters of a province's code, with which the codes of its regions begin."""
_SHORTENED = 4
"""Characters of the longest class word that a full stop shortens ("Kab.", "Prov.")."""
_SHORT_FORM = range(2, 8)
"""Characters of a region's acronym."""


def region_at(naming: Naming, token: int) -> Place | None:
    """The region named at the token, printed with a capital."""
    paragraph = naming.paragraph
    if token >= len(paragraph) or not paragraph.capital[token]:
        return None
    hit = paragraph.regions.get(token)
    if hit is not None:
        return Place(hit.end, hit.codes)
    codes = naming.acronyms.regions.get(paragraph.words[token])
    return Place(token + 1, codes) if codes is not None else None


def typed_region(naming: Naming, token: int) -> Place | None:
    """A region with or without its type word; the level is that of a capital type word."""
    paragraph = naming.paragraph
    gov = paragraph.hit(token, "gov")
    if gov is None:
        found = region_at(naming, token)
        known = paragraph.regions.get(token)
        risky = known is not None and known.risky and not naming.named(known.codes)
        return None if found is None or risky else found
    word = naming.government_word(gov)
    if word.government or word.level is None:
        return None
    short = len(paragraph.words[gov.end - 1]) <= _SHORTENED
    start = gov.end + (short and paragraph.word(gov.end) == ".")
    found = region_at(naming, start)
    if found is None:
        return None
    level = word.level if paragraph.capital[token] else None
    return Place(found.end, naming.of_level(found.codes, word.level), level)


def past_region(naming: Naming, token: int, codes: tuple[str, ...]) -> int:
    """Past a region's bracketed acronym, which the article thereby introduces, or its province."""
    paragraph = naming.paragraph
    opening = paragraph.word(token)
    if opening == "(" and paragraph.word(token + 2) == ")":
        short = paragraph.words[token + 1]
        again = region_at(naming, token + 1)
        if again is not None and set(again.codes) & set(codes):
            return token + 3
        if short.isupper() and len(short) in _SHORT_FORM:
            naming.acronyms.regions.setdefault(short, codes)
            return token + 3
    if opening in {",", "("} and codes and len(codes[0]) > _PROVINCE_CODE:
        province = typed_region(naming, token + 1)
        if province is not None and province.codes == (codes[0][:_PROVINCE_CODE],):
            return province.end + (opening == "(" and paragraph.word(province.end) == ")")
    return token


def read_region(naming: Naming, token: int) -> int | None:
    """A region alone: perhaps its government, perhaps a place, a title's, a scope's."""
    place = typed_region(naming, token)
    if place is None:
        return None
    typed = place.level is not None
    start, stop = naming.paragraph.span(token, place.end)
    role = role_of(naming, token, typed=typed)
    naming.regions.append(
        RegionMention(start, stop, f"region.{role}", place.codes, place.level, role)
    )
    if role in {"bare", "typed", "title"}:
        strength: Literal["strong", "bare", "title"] = (
            "title" if role == "title" else "strong" if typed else "bare"
        )
        naming.recipients.append(
            RecipientMention(
                start,
                stop,
                rule=f"name.{role}",
                name="",
                kind=naming.kind_of_region(place),
                abbreviation=None,
                regions=place.codes,
                level=place.level,
                government=True,
                strength=strength,
            )
        )
    return past_region(naming, place.end, place.codes)
