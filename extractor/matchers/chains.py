"""The region behind a unit's name: "(Denpasar)", ", Kecamatan X, Kabupaten Y", an owner's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.matchers.naming import Place
from extractor.matchers.regions import region_at, typed_region
from extractor.matchers.unit_names import belongs

if TYPE_CHECKING:
    from extractor.matchers.naming import Naming
    from extractor.models.record import Level, RecipientKind

_PLACED: frozenset[RecipientKind] = frozenset({"desa", "kelurahan", "sekolah", "kecamatan"})
"""Units whose bare region may follow behind a comma ("Desa Peliatan, Gianyar")."""
_LINKS: dict[RecipientKind, int] = {"desa": 1, "kelurahan": 1, "kecamatan": 2}
"""Units that may stand between a smaller unit and its region, by their size."""
_STEPS = 12
_PASSED = 4
"""Words passed over between a unit and its owner."""
_PROVINCE_CODE = 2
"""Characters of a province's code, with which the codes of its regions begin."""


def owner_behind(naming: Naming, token: int, kind: RecipientKind) -> Place | None:
    """The region that follows the unit whose name ends at the token; no codes: only its parts."""
    paragraph, words = naming.paragraph, naming.patterns.words
    at, seen = token, 0
    bare = kind in _PLACED
    for _ in range(_STEPS):
        if at >= len(paragraph):
            return None
        word, lower = paragraph.words[at], paragraph.lower[at]
        if lower in words["owned"]:
            bare = True
            gov = paragraph.hit(at + 1, "gov")
            if gov is not None and naming.government_word(gov).government:
                return _owner(naming, gov.end, naming.government_word(gov).level)
            at += 1
        elif word in {",", "("} or lower in words["at_place"]:
            bare = bare or word == "(" or lower in words["origin"]
            at = _past_words(naming, at + 1, word)
        elif at > token and lower in words["again"]:
            at += 1
        elif (link := _link_end(naming, at, kind)) is not None:
            if link == at:
                return None
            at = seen = link
        else:
            place = typed_region(naming, at) if at > token else None
            if place is None:
                return Place(seen) if seen else None
            return _region(naming, place) if bare or _stands_out(naming, place) else None
    return None


def _past_words(naming: Naming, token: int, link: str) -> int:
    """Past a town that no region bears ("di Martapura milik …") or an apposition's noun.

    As in ", perusahaan air minum milik Pemko X"; the token itself where neither stands there.
    """
    paragraph, words = naming.paragraph, naming.patterns.words
    town, at = link.islower(), token
    while at < len(paragraph) and at - token < _PASSED:
        fits = paragraph.capital[at] and typed_region(naming, at) is None
        if not (
            fits
            if town
            else paragraph.words[at].islower() and paragraph.lower[at] not in words["owned"]
        ):
            break
        at += 1
    owned = at < len(paragraph) and paragraph.lower[at] in words["owned"]
    return at if owned or (town and paragraph.word(at) == ",") else token


def _owner(naming: Naming, token: int, level: Level | None) -> Place | None:
    """The region of the government whose word ends at the token."""
    found = region_at(naming, token)
    return Place(found.end, naming.of_level(found.codes, level), level) if found else None


def _link_end(naming: Naming, token: int, kind: RecipientKind) -> int | None:
    """End of "Kecamatan Tabir Ilir" at the token: the token itself if it has no name of its own."""
    paragraph = naming.paragraph
    inner = paragraph.hit(token, "unit")
    if inner is None:
        return None
    if _LINKS.get(naming.patterns.units[inner.entry.id].kind, 0) <= _LINKS.get(kind, 0):
        return None
    at = inner.end
    while at < len(paragraph) and belongs(naming, at, inner.end):
        if paragraph.hit(at, "gov") is not None:
            break
        at += 1
    return at if at > inner.end else token


def _stands_out(naming: Naming, place: Place) -> bool:
    """The region has its type word, or an apposition's comma or bracket closes it."""
    return place.level is not None or naming.paragraph.word(place.end) in {",", ")"}


def _region(naming: Naming, place: Place) -> Place:
    """The region with its province and closing bracket."""
    paragraph, end = naming.paragraph, place.end
    if paragraph.word(end) == "," and end + 1 < len(paragraph):
        province = typed_region(naming, end + 1)
        if province is not None and province.codes == (place.codes[0][:_PROVINCE_CODE],):
            end = province.end
    return place._replace(end=end + (paragraph.word(end) == ")"))
