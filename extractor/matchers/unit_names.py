"""The own name of a unit, and its name by its region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.matchers.regions import region_at, typed_region

if TYPE_CHECKING:
    from extractor.matchers.naming import Naming, Place
    from extractor.models.record import RecipientKind
    from extractor.patterns.schema import UnitPattern

_LONG_NAMED: frozenset[RecipientKind] = frozenset({"perusahaan", "bumd", "perguruan-tinggi"})
_LONG_NAME = 10
_NAME = 7
"""Tokens of the longest own name that is read."""
_WORDS_BEFORE_REGION: dict[RecipientKind, int] = {
    "rumah-sakit": 1, "sekolah": 1, "puskesmas": 1, "unit": 1, "bumd": 2,
}  # fmt: skip
"""Words of an own name that a region may follow without being part of it ("Tirta Melawi")."""
_SMALL_NUMBERED: frozenset[RecipientKind] = frozenset(
    {"puskesmas", "desa", "kelurahan", "kecamatan"}
)
_PLACED: frozenset[RecipientKind] = frozenset({"sekolah", "puskesmas", "desa", "kelurahan"})
"""Units behind whose names the larger unit may stand in which they lie."""
_LARGEST_NUMBER = 20
"""Units whose names end with small numbers alone; a larger one is a score."""
_NUMBER_LENGTH = 3
_SCHOOL_NUMBER = 6
"""Digits of a number that opens a school's name: "SDN 104246 Jati Baru"."""
_ACRONYM_LENGTH = 5


def type_word(naming: Naming, name: str) -> str:
    """The longest type word that the unit's name opens with; empty where none does."""
    end = name.rfind(" ")
    while end > 0 and name[:end] not in naming.patterns.units:
        end = name.rfind(" ", 0, end)
    return name[: max(0, end)]


def region_name(naming: Naming, pattern: UnitPattern, place: Place, printed: str) -> str:
    """Canonical name of a unit named after the place, printed as ``printed``."""
    if len(place.codes) != 1:
        return f"{pattern.name} {printed}"
    region = naming.patterns.regions[place.codes[0]]
    whole = pattern.typed or place.level is not None
    return f"{pattern.name} {region.name if whole else region.short_name}"


def own_name_end(naming: Naming, start: int, kind: RecipientKind) -> int:
    """End of the own name that starts at token ``start``; ``start`` where none does."""
    most = _LONG_NAME if kind in _LONG_NAMED else _NAME
    paragraph, end = naming.paragraph, start
    while end < min(len(paragraph), start + most):
        if end > start and _company_form(naming, end):
            end += 3
        elif end > start + 1 and kind in _PLACED and paragraph.hit(end, "unit") is not None:
            break
        elif belongs(naming, end, start):
            end += 1
        else:
            break
    if end == start + most:
        # A limit in the midst of "Muara Enim" would leave half of the region's name.
        cut = region_at(naming, end - 1)
        end = max(end, cut.end) if cut is not None else end
    scored = kind in _SMALL_NUMBERED and end - start > 1 and naming.paragraph.words[end - 1]
    return end - 1 if scored and scored.isdigit() and int(scored) > _LARGEST_NUMBER else end


def _company_form(naming: Naming, token: int) -> bool:
    """As in "PT Pertamina (Persero) DPPU Minangkabau"."""
    paragraph = naming.paragraph
    inner = paragraph.word(token + 1).lower() in naming.patterns.words["company_form"]
    return paragraph.word(token) == "(" and inner and paragraph.word(token + 2) == ")"


def place_in_name(naming: Naming, start: int, end: int) -> Place | None:
    """The region that is the name, or with which a numbered one ends: "MTsN 6 Padang".

    Also where a part of it ends the name: "SDN 5 Bontang Selatan".
    """
    whole = typed_region(naming, start)
    if whole is not None and whole.end == end:
        return whole
    if not naming.paragraph.words[start].isdigit():
        return None
    for token in range(start + 1, end):
        found = region_at(naming, token)
        if found is None or not _is_name(naming, found, token):
            continue
        part = naming.paragraph.lower[end - 1] in naming.patterns.words["direction"]
        if found.end == end or (part and found.end == end - 1):
            return found._replace(end=end)
    return None


def region_tail(
    naming: Naming, start: int, end: int, kind: RecipientKind
) -> tuple[int, Place] | None:
    """As in "RSUD dr. Pirngadi Medan": where the own name ends, and the region behind it."""
    least = _WORDS_BEFORE_REGION.get(kind)
    if least is None:
        return None
    words = naming.paragraph.words
    for token in range(start + 1, end):
        found = region_at(naming, token)
        if found is None or found.end != end or not _is_name(naming, found, token):
            continue
        typed = any(naming.paragraph.hit(at, "gov") for at in range(start, token))
        own = [word for word in words[start:token] if word[0].isalpha()]
        if len(own) >= least and not typed:
            return token, found
    return None


def _is_name(naming: Naming, place: Place, token: int) -> bool:
    """The region is printed by its own name, no nickname."""
    printed = naming.paragraph.printed(token, place.end)
    return any(naming.patterns.regions[code].short_name == printed for code in place.codes)


def belongs(naming: Naming, token: int, start: int) -> bool:
    """Whether the token goes on with the own name that starts at token ``start``."""
    paragraph, text = naming.paragraph, naming.paragraph.words[token]
    later = token > start
    follows = paragraph.word(token + 1)[:1].isupper()
    if later and paragraph.hit(token, "agency", "gov", "title"):
        # "Distrik Biak Kota" has the word in its name, "Distrik X Kota Y" has not.
        return text.istitle() and not follows and not paragraph.hit(token, "agency", "title")
    inner = paragraph.hit(token, "unit")
    if later and inner is not None:
        whole = naming.patterns.units[inner.entry.id].kind in {"desa", "kecamatan"}
        numbered = paragraph.words[start].isdigit() or token - start > 1
        return whole and numbered and paragraph.words[token - 1][:1].isalnum()
    if text.isdigit():
        most = _SCHOOL_NUMBER if token == start and follows else _NUMBER_LENGTH
        return len(text) <= most and (token - start <= 1 or follows)
    if text == ".":
        abbreviated = naming.patterns.frames["abbreviated"]
        initial = later and abbreviated.search(f"{paragraph.words[token - 1]}.") is not None
        return initial and follows and paragraph.starts[token + 1] > paragraph.ends[token]
    if text in naming.patterns.words["degree"]:
        return True
    return paragraph.capital[token] and not (
        later and text.isupper() and len(text) > _ACRONYM_LENGTH
    )
