"""Units with a name of their own: "UPT Puskesmas Pontang", "SMPN 1 Kebumen", "Polres Bantul"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.matchers.chains import owner_behind
from extractor.matchers.governments import past_bracket
from extractor.matchers.naming import Place
from extractor.matchers.regions import past_region, typed_region
from extractor.matchers.unit_names import (
    own_name_end,
    place_in_name,
    region_name,
    region_tail,
)
from extractor.models.mentions import RecipientMention

if TYPE_CHECKING:
    from extractor.matchers.naming import Naming
    from extractor.models.record import RecipientKind
    from extractor.patterns.schema import UnitPattern

_LOCAL: frozenset[RecipientKind] = frozenset({"sekolah", "bumd", "rumah-sakit"})
"""Units whose own name may say their region."""
_TITLE_REACH = 4


def read_unit(naming: Naming, token: int) -> int | None:
    """End of the unit's mention at the token; None where there is none."""
    paragraph, units = naming.paragraph, naming.patterns.units
    hit = paragraph.hit(token, "unit")
    if (
        hit is None
        or not paragraph.capital[token]
        or _inside_title(naming, token)
        or _in_award(naming, token)
        or naming.patterns.frames["no_unit"].match(paragraph.shown, paragraph.starts[token])
    ):
        return None
    pattern = units[hit.entry.id]
    start = past_bracket(naming, hit.end)
    if pattern.wraps:
        inner = paragraph.hit(start, "unit")
        if inner is not None and inner.entry.id != hit.entry.id:
            pattern, start = units[inner.entry.id], past_bracket(naming, inner.end)
    if pattern.region_name:
        place = typed_region(naming, start)
        if place is not None:
            return _read_regional(naming, token, start, pattern, place)
    end = own_name_end(naming, start, pattern.kind)
    if end == start or (end - start == 1 and _is_letter(paragraph.words[start])):
        return None
    if _is_class(naming, start, end):
        return None
    place = typed_region(naming, end)
    last = end
    tail = region_tail(naming, start, end, pattern.kind) if place is None else None
    if tail is not None:
        end, place = tail
        last = place.end
    name = f"{pattern.name} {paragraph.printed(start, end)}".strip()
    if place is None:
        chained = owner_behind(naming, end, pattern.kind)
        named = place_in_name(naming, start, end) if pattern.kind in _LOCAL else None
        place = named or Place(end)
        if chained is not None and (chained.codes or named is None):
            last, place = chained.end, chained._replace(end=end)
    _add(naming, token, pattern, name, place)
    return max(place.end, last)


def _read_regional(
    naming: Naming, token: int, start: int, pattern: UnitPattern, place: Place
) -> int:
    """A unit named after its region: "Polres Bantul", "Polres Malang Kota"."""
    paragraph = naming.paragraph
    name = region_name(naming, pattern, place, paragraph.printed(start, place.end))
    if pattern.kind == "polisi" and paragraph.word(place.end) in naming.patterns.words["half"]:
        place = place._replace(end=place.end + 1)
        name = f"{pattern.name} {paragraph.printed(start, place.end)}"
    _add(naming, token, pattern, name, place)
    opening = next((i for i in range(token, start - 1) if paragraph.words[i] == "("), None)
    if opening is not None:
        short = paragraph.words[opening + 1]
        naming.acronyms.units.setdefault(short, naming.recipients[-1])
    return past_region(naming, place.end, place.codes)


def _add(naming: Naming, token: int, pattern: UnitPattern, name: str, place: Place) -> None:
    """Add the unit, named by tokens [token, place.end)."""
    naming.recipients.append(
        RecipientMention(
            *naming.paragraph.span(token, place.end),
            rule="name.unit",
            name=name,
            kind=pattern.kind,
            abbreviation=None,
            regions=place.codes,
            level=place.level,
            government=False,
            strength="strong",
            own_region=pattern.jurisdiction,
        )
    )


def _in_award(naming: Naming, token: int) -> bool:
    """As in "Lomba Desa Tingkat Kabupaten": the word is the end of a contest's name."""
    paragraph = naming.paragraph
    return any(
        h.entry.kind == "award" and h.start < token < h.end
        for t in range(max(0, token - _TITLE_REACH), token)
        for h in paragraph.at.get(t, ())
    )


def _is_class(naming: Naming, start: int, end: int) -> bool:
    """As in "Desa Terbaik", "Kelompok Mandiri": a class of units, none by name."""
    classes, paragraph = naming.patterns.words["unit_class"], naming.paragraph
    return all(
        paragraph.words[token] in classes or paragraph.hit(token, "award") is not None
        for token in range(start, end)
    )


def _is_letter(word: str) -> bool:
    """As in "Desa A": the made-up name of an example."""
    return len(word) == 1 and word.isalpha()


def _inside_title(naming: Naming, token: int) -> bool:
    """As in "Wali Nagari Iskandar": the word belongs to an official's title."""
    return any(
        h.entry.kind == "title" and h.start < token < h.end
        for t in range(max(0, token - _TITLE_REACH), token)
        for h in naming.paragraph.at.get(t, ())
    )
