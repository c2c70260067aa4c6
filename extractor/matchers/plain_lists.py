"""Own names in a list whose class is said once: "Puskesmas Pontang, Carenang dan Ciruas"."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from extractor.matchers.unit_names import type_word
from extractor.models.mentions import RecipientMention

if TYPE_CHECKING:
    from extractor.matchers.naming import Naming
    from extractor.models.record import RecipientKind
    from extractor.patterns.schema import UnitPattern

_LISTED: frozenset[RecipientKind] = frozenset({"puskesmas", "desa", "kelurahan", "kecamatan"})
"""Units that the press lists by their own names alone."""
_LONGEST = 3
"""Tokens of the longest own name in such a list."""
_OPENING = 14
"""Tokens between a class noun and the first name of its list."""


def read_plain_lists(naming: Naming) -> None:
    """Add the units that a list names without their class word."""
    _after_units(naming)
    _after_nouns(naming)


def _after_units(naming: Naming) -> None:
    """As in "Puskesmas Pontang, Carenang dan Ciruas"."""
    paragraph = naming.paragraph
    for mention in list(naming.recipients):
        pattern = _pattern(naming, mention)
        token = bisect_left(paragraph.ends, mention.end - paragraph.base)
        if pattern is None or paragraph.ends[token] != mention.end - paragraph.base:
            continue
        token += 1
        names, whole = _names(naming, token, regions=True)
        if names and any(_is_region(naming, name) for name in names[:1]):
            names, whole = _names(naming, token, regions=False)
        single = len(names) == 1 and names[0][1] - names[0][0] == 1
        if names and (len(names) > 1 or single) and whole:
            _add(naming, pattern, names)


def _after_nouns(naming: Naming) -> None:
    """As in "tujuh puskesmas, yakni Baros, Kramatwatu dan Ciruas", "satu lagi, Pule, …"."""
    paragraph, opened = naming.paragraph, naming.patterns.frames["names_opened"]
    for hit in paragraph.of_kind.get("unit", ()):
        if paragraph.capital[hit.start]:
            continue
        pattern = naming.patterns.units[hit.entry.id]
        if pattern.kind not in _LISTED or pattern.region_name:
            continue
        for token in range(hit.end, min(hit.end + _OPENING, len(paragraph))):
            gap = paragraph.shown[paragraph.ends[hit.end - 1] : paragraph.starts[token]]
            if not paragraph.capital[token] or opened.fullmatch(gap) is None:
                continue
            first = _name_end(naming, token, regions=True)
            if first is not None:
                names, whole = _names(naming, first, regions=True)
                one = gap.endswith(", ") and not names and paragraph.word(first) == ","
                if one or (names and whole):
                    _add(naming, pattern, [(token, first), *names])
            break


def _is_region(naming: Naming, name: tuple[int, int]) -> bool:
    """The name is a region's; only others before it make it a unit's."""
    hit = naming.paragraph.regions.get(name[0])
    return hit is not None and hit.end == name[1]


def _pattern(naming: Naming, mention: RecipientMention) -> UnitPattern | None:
    """The unit pattern of a mention by class and own name; None for any other."""
    if mention.rule != "name.unit" or mention.kind not in _LISTED:
        return None
    pattern = naming.patterns.units.get(type_word(naming, mention.name))
    return None if pattern is None or pattern.region_name else pattern


def _names(naming: Naming, token: int, *, regions: bool) -> tuple[list[tuple[int, int]], bool]:
    """Names that go on a list from the token; whether "dan" or the like closes it."""
    paragraph, joiners = naming.paragraph, naming.patterns.words["joiner"]
    found: list[tuple[int, int]] = []
    closed, at = False, token
    while at < len(paragraph) and not closed:
        start = at
        if paragraph.word(start) == ",":
            start += 1
        closing = start < len(paragraph) and paragraph.lower[start] in joiners
        start += closing
        end = _name_end(naming, start, regions=regions) if start > at else None
        if end is None:
            break
        found.append((start, end))
        at, closed = end, closing
    return found, closed


def _name_end(naming: Naming, token: int, *, regions: bool) -> int | None:
    """End of the plain name at the token: capital words that no pattern knows."""
    paragraph = naming.paragraph
    end = token
    while end < len(paragraph) and end - token < _LONGEST and paragraph.capital[end]:
        known = [h.entry.kind for h in paragraph.at.get(end, ()) if h.entry.kind != "cue"]
        if any(kind != "region" or not regions for kind in known):
            return None
        end += 1
    if end == token or (end < len(paragraph) and paragraph.capital[end]):
        return None
    return None if paragraph.words[token].isupper() else end


def _add(naming: Naming, pattern: UnitPattern, names: list[tuple[int, int]]) -> None:
    """Units of one class, instead of the regions of the same names."""
    for start, end in names:
        span = naming.paragraph.span(start, end)
        naming.recipients[:] = [
            m for m in naming.recipients if m.end <= span[0] or span[1] <= m.start
        ]
        naming.recipients.append(
            RecipientMention(
                *span,
                rule="name.unit",
                name=f"{pattern.name} {naming.paragraph.printed(start, end)}",
                kind=pattern.kind,
                abbreviation=None,
                regions=(),
                level=None,
                government=False,
                strength="strong",
                own_region=pattern.jurisdiction,
            )
        )
    naming.recipients.sort(key=lambda m: m.start)
