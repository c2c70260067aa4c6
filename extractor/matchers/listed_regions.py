"""Regions that only a list makes sure: nicknames ("Tuba", "Mitra") and the press's slips."""

from __future__ import annotations

from bisect import bisect_right, insort
from typing import TYPE_CHECKING

from extractor.matchers.naming import Place
from extractor.models.mentions import RecipientMention, RegionMention

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.matchers.naming import Naming

_LONGEST = 3
"""Tokens of the longest name that is read."""
_LEAST = 2
"""Regions of a list that make another name in it one too."""
_SHORTEST_SLIP = 5
"""Characters of the shortest name that may be misspelt."""
_ALIKE = 85.0
"""Least similarity in per cent, by rapidfuzz, of a slip with the name that is meant."""
_PROVINCE_CODE = 2
_KNOWN = frozenset({"region", "agency", "unit", "gov", "title", "award", "body"})


def read_listed_regions(naming: Naming) -> None:
    """Add the governments of a list's names that no region bears for sure."""
    listed = [m for m in naming.recipients if m.government and m.regions]
    if len(listed) < _LEAST:
        return
    provinces = {code[:_PROVINCE_CODE] for m in listed for code in m.regions}
    if all(any(len(code) == _PROVINCE_CODE for code in m.regions) for m in listed):
        provinces = {code for code in naming.patterns.regions if len(code) == _PROVINCE_CODE}
    paragraph, joined = naming.paragraph, naming.patterns.frames["names_listed"]
    ends = sorted(m.end for m in listed)
    token = 0
    while token < len(paragraph):
        place = None
        if paragraph.capital[token]:
            start = paragraph.base + paragraph.starts[token]
            before = bisect_right(ends, start)
            if before and joined.fullmatch(paragraph.between(ends[before - 1], start)):
                place = _place(naming, token, provinces)
        if place is None:
            token += 1
            continue
        _add(naming, token, place)
        insort(ends, paragraph.base + paragraph.ends[place.end - 1])
        token = place.end
    naming.recipients.sort(key=lambda m: m.start)


def _place(naming: Naming, token: int, provinces: set[str]) -> Place | None:
    """The region of one of the provinces that the name at the token must mean."""
    paragraph = naming.paragraph
    start = paragraph.base + paragraph.starts[token]
    if any(m.start <= start < m.end for m in naming.recipients):
        return None
    known = paragraph.regions.get(token)
    if known is not None:
        codes = tuple(c for c in known.codes if c[:_PROVINCE_CODE] in provinces)
        return Place(known.end, codes) if known.risky and codes else None
    if paragraph.hit(token, *_KNOWN):  # type: ignore[arg-type]
        return None
    end = token
    while end < min(len(paragraph), token + _LONGEST) and paragraph.capital[end]:
        end += 1
    printed = paragraph.printed(token, end)
    if len(printed) < _SHORTEST_SLIP or printed.isupper():
        return None
    code = _meant(naming.lexicon.names_in(tuple(sorted(provinces))), printed)
    return Place(end, (code,)) if code is not None else None


def _meant(names: Mapping[str, str], name: str) -> str | None:
    """Code of the one region, of these names by code, whose name is so like this one."""
    from rapidfuzz import fuzz, process

    found = process.extract(name, names, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=2)
    like = [(text, code) for text, score, code in found if text[0] == name[0]]
    if len({code for _, code in like}) != 1:
        return None
    return like[0][1]


def _add(naming: Naming, token: int, place: Place) -> None:
    start, end = naming.paragraph.span(token, place.end)
    naming.regions.append(RegionMention(start, end, "region.listed", place.codes, None, "bare"))
    naming.recipients.append(
        RecipientMention(
            start,
            end,
            rule="name.listed",
            name="",
            kind=naming.kind_of_region(place),
            abbreviation=None,
            regions=place.codes,
            level=None,
            government=True,
            strength="bare",
        )
    )
