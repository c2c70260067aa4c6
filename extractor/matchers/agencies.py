"""Agencies: "Dinas Sosial (Dinsos) Kabupaten Serang", "DPMPTSP", and those no file names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extractor.matchers.naming import Place
from extractor.matchers.regions import past_region, region_at, typed_region
from extractor.matchers.roles import compared, valued
from extractor.models.mentions import RecipientMention

if TYPE_CHECKING:
    from extractor.matchers.naming import Naming
    from extractor.models.record import RecipientKind

_ACRONYM = re.compile(r"[A-Z][\w\-/&]*[A-Z0-9][\w\-/&]*|[A-Z][a-z]+(?:[A-Z]\w*)?")
_ACRONYM_LENGTH = 16
_BRACKET_TOKENS = 22
_TOLD_REACH = 60
"""Characters before a long name in which its short form may be explained."""
_COMMA_REACH = 9
_OFFICE_REACH = 5


class Agency(NamedTuple):
    """An agency named up to token ``end``, by its canonical name."""

    end: int
    name: str
    kind: RecipientKind
    abbreviation: str | None = None


def read_agency(naming: Naming, token: int) -> int | None:
    """End of the agency's mention at the token; None where there is none."""
    paragraph = naming.paragraph
    if not paragraph.capital[token]:
        return None
    agency = _longest(naming, token)
    if agency is None:
        return None
    printed = paragraph.printed(token, agency.end)
    short = " " not in printed or len(printed) < 0.6 * len(agency.name)
    if printed != agency.name and short and not agency.name.startswith(printed):
        agency = agency._replace(abbreviation=printed)
    if " " in printed:
        _learn_told(naming, token, agency)
    if agency.end + 1 < len(paragraph):
        if paragraph.words[agency.end] == "(":
            agency = _with_bracket(naming, agency)
        elif paragraph.lower[agency.end] in naming.patterns.words["or_word"]:
            other = paragraph.hit(agency.end + 1, "agency")
            if other is not None and other.entry.id == agency.name:
                agency = agency._replace(end=other.end)
    return _with_jurisdiction(naming, token, agency)


def _learn_told(naming: Naming, token: int, agency: Agency) -> None:
    """As in "Dikpora sendiri kependekan dari Dinas Pendidikan": the article explains a form."""
    paragraph = naming.paragraph
    start = paragraph.starts[token]
    head = paragraph.shown[max(0, start - _TOLD_REACH) : start]
    told = naming.patterns.frames["acronym_told"].search(head)
    if told is not None:
        naming.acronyms.agencies.setdefault(told["short"], agency.name)


def _longest(naming: Naming, token: int) -> Agency | None:
    """The longest reading at the token: the article's acronym, a known form, a generic name."""
    paragraph, agencies = naming.paragraph, naming.patterns.agencies
    found: list[Agency] = []
    name = naming.acronyms.agencies.get(paragraph.words[token])
    if name is not None:
        found.append(Agency(token + 1, name, _kind_of(naming, name)))
    found.extend(
        Agency(hit.end, hit.entry.id, agencies[hit.entry.id].kind)
        for hit in paragraph.at.get(token, ())
        if hit.entry.kind == "agency"
    )
    generic = _generic(naming, token)
    if generic is not None and all(generic.end > each.end for each in found):
        return generic
    return max(found, key=lambda each: each.end, default=None)


def _with_bracket(naming: Naming, agency: Agency) -> Agency:
    """As in "Dinas Sosial (Dinsos)" and "Dinsos (Dinas Sosial)": one mention, both names known."""
    paragraph, bracket = naming.paragraph, agency.end
    last = min(bracket + _BRACKET_TOKENS, len(paragraph))
    close = next((i for i in range(bracket + 1, last) if paragraph.words[i] == ")"), None)
    if close is None or close == bracket + 1:
        return agency
    inner = paragraph.printed(bracket + 1, close)
    hits = paragraph.at.get(bracket + 1, ())
    other = next((h for h in hits if h.entry.kind == "agency" and h.end == close), None)
    if other is not None and other.entry.id == agency.name:
        known = agency.abbreviation or (inner if inner != agency.name else None)
        return agency._replace(end=close + 1, abbreviation=known)
    acronym = _ACRONYM.fullmatch(inner.replace(" ", "")) and len(inner) < _ACRONYM_LENGTH
    if acronym and region_at(naming, bracket + 1) is None:
        naming.acronyms.agencies.setdefault(inner, agency.name)
        return agency._replace(end=close + 1, abbreviation=inner)
    if other is not None or (inner[:1].isupper() and _generic(naming, bracket + 1) is not None):
        return agency._replace(end=close + 1)
    return agency


def _generic(naming: Naming, token: int) -> Agency | None:
    """An agency no file names, by its type word: "Dinas Kebudayaan dan Kearsipan"."""
    paragraph = naming.paragraph
    kind = naming.lexicon.type_words.get(paragraph.words[token])
    if kind is None or not paragraph.word(token + 1)[:1].isupper():
        return None
    end = token + 1
    while end < len(paragraph) and _part_of_name(naming, end, first=token + 1):
        end += 1
    return Agency(end, naming.lexicon.agency_of(paragraph.printed(token, end)), kind)


def _part_of_name(naming: Naming, token: int, first: int) -> bool:
    """Whether the token belongs to the agency's name whose first own word is ``first``."""
    paragraph = naming.paragraph
    if paragraph.capital[token]:
        ends = token > first and (
            typed_region(naming, token) is not None
            or paragraph.hit(token, "gov", "title") is not None
        )
        if not ends:
            return True
    word = paragraph.words[token]
    if word not in naming.patterns.words["joiner"] and word != ",":
        return False
    following = paragraph.word(token + 1)
    shortened = following in naming.patterns.words["agency_part"]
    if not following[:1].isupper() or (following.isupper() and not shortened):
        return False
    if following in naming.lexicon.type_words or region_at(naming, token + 1):
        return False
    if paragraph.hit(token + 1, "gov", "title") or _another(naming, token + 1):
        return False
    return word != "," or _goes_on(naming, token)


def _goes_on(naming: Naming, comma: int) -> bool:
    """A comma inside an agency's name is followed, soon, by "dan" and a last part."""
    paragraph, joiners = naming.paragraph, naming.patterns.words["joiner"]
    for i in range(comma + 1, min(comma + _COMMA_REACH, len(paragraph) - 1)):
        if paragraph.lower[i] in joiners:
            gov = paragraph.hit(i + 1, "gov") is not None
            return paragraph.capital[i + 1] and not gov and not _another(naming, i + 1)
        if not paragraph.capital[i] and paragraph.words[i] != ",":
            return False
        if paragraph.hit(i, "gov") or _another(naming, i) or region_at(naming, i):
            return False
    return False


def _another(naming: Naming, token: int) -> bool:
    """Another agency, or a unit with its own name, starts here ("Koperasi dan UKM" is none)."""
    paragraph = naming.paragraph
    if paragraph.words[token] in naming.patterns.words["agency_part"]:
        return False
    if paragraph.hit(token, "agency") is not None:
        return True
    unit = paragraph.hit(token, "unit")
    if unit is None:
        return False
    named = unit.end < len(paragraph) and paragraph.capital[unit.end]
    return named and paragraph.hit(unit.end, "gov") is None


def _kind_of(naming: Naming, name: str) -> RecipientKind:
    agency = naming.patterns.agencies.get(name)
    if agency is not None:
        return agency.kind
    return naming.lexicon.type_words.get(name.split(maxsplit=1)[0], "lain")


def _with_jurisdiction(naming: Naming, token: int, agency: Agency) -> int:
    """Add the agency with, when its region follows, its jurisdiction; the end of both."""
    paragraph = naming.paragraph
    place = Place(agency.end)
    gov = paragraph.hit(agency.end, "gov")
    word = naming.government_word(gov) if gov is not None else None
    if gov is not None and word is not None and word.government:
        found = region_at(naming, gov.end)
        codes = naming.of_level(found.codes, word.level) if found is not None else ()
        place = Place(found.end if found is not None else agency.end, codes, word.level)
    else:
        place = typed_region(naming, agency.end) or place
    pattern = naming.patterns.agencies.get(agency.name)
    own = (pattern.home,) if pattern is not None and pattern.home is not None else ()
    naming.recipients.append(
        RecipientMention(
            *paragraph.span(token, place.end),
            rule="name.agency",
            name=agency.name,
            kind=agency.kind,
            abbreviation=agency.abbreviation,
            regions=place.codes or own,
            level=place.level,
            government=False,
            strength="title" if _office(naming, token, agency.end) else "strong",
        )
    )
    return past_region(naming, place.end, place.codes) if place.codes else place.end


def _office(naming: Naming, token: int, end: int) -> bool:
    """Behind or inside an official's title, or only compared with."""
    titled = any(
        h.entry.kind == "title" and token <= h.end <= end
        for t in range(max(0, token - _OFFICE_REACH), token)
        for h in naming.paragraph.at.get(t, ())
    )
    return titled or (compared(naming, token) and not valued(naming, end))
