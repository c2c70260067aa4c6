"""What a region's name does in its sentence: a government, a place, a title's, a scope's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.matchers.naming import Naming
    from extractor.models.mentions import RegionRole

_CLOSES = {",", ".", "(", ""}
"""What stands behind the town of a venue."""
_PLACE_WON = re.compile(r"[IVX]{1,4}|[0-9]{1,2}")
_TITLE_REACH = 5
_BODY_REACH = 6
_WITH_REACH = 14
_VENUE_REACH = 5
_ZONE_REACH = 9
"""Tokens before a name that may hold the phrase that gives it its role."""


def role_of(naming: Naming, token: int, *, typed: bool) -> RegionRole:
    """Role of the region named at the token; ``typed`` if its type word stands there."""
    paragraph, words = naming.paragraph, naming.patterns.words
    plain: RegionRole = "typed" if typed else "bare"
    word = paragraph.lower[token - 1] if token else None
    lowered = paragraph.words[token][:1].islower()
    if lowered and (word is None or word in words["mother"]):
        return "place"
    if word is None:
        return plain
    role = _role_by_word(naming, token, word)
    if role is not None:
        return role
    if _ends_other_name(naming, token, typed=typed):
        return "place"
    opened = token > 1 and paragraph.lower[token - 2] in words["list_start"]
    scoped = word in naming.lexicon.scope_words and not opened
    if scoped or word.startswith(tuple(words["scope_prefix"])):
        return "scope"
    return "body" if _of_body(naming, token, typed=typed) else plain


def _ends_other_name(naming: Naming, token: int, *, typed: bool) -> bool:
    """As in "KONI Batang", "Forum Anak Batang": an organisation of which no file tells.

    A capital inside a sentence makes a name; at its start, or in a headline, it tells nothing.
    """
    paragraph, before = naming.paragraph, token - 1
    word = paragraph.words[before]
    if not word.isalpha() or not paragraph.capital[before] or paragraph.words[token].isupper():
        return False
    known = paragraph.at.get(before) or paragraph.ending.get(token)
    if known or paragraph.starts[token] - paragraph.ends[before] != 1:
        return False
    if word.isupper():
        numeral = _PLACE_WON.fullmatch(word) is not None
        return len(word) > 1 and not numeral and word not in naming.patterns.words["no_body"]
    if typed or before == 0 or not paragraph.words[before - 1][-1:].isalnum():
        return False
    end = paragraph.regions[token].end if token in paragraph.regions else token + 1
    headline = end < len(paragraph) and paragraph.capital[end]
    return not headline and not _has_value(naming, token)


def _of_body(naming: Naming, token: int, *, typed: bool) -> bool:
    """As in "Ombudsman Banten"; "skor MCP KPK Kota Pekanbaru" is no body of that city."""
    ending = naming.paragraph.ending.get(token, ())
    bodies = [h for h in ending if h.entry.kind == "body" and h.start >= token - _BODY_REACH]
    return any(not typed or "{region}" in h.entry.id for h in bodies)


def _role_by_word(naming: Naming, token: int, word: str) -> RegionRole | None:
    """The role that the words before the name give it."""
    paragraph, words, lexicon = naming.paragraph, naming.patterns.words, naming.lexicon
    if word in words["city"] and token > 1 and paragraph.lower[token - 2] in words["mother"]:
        return "place"
    if paragraph.ends_with(token, "title", _TITLE_REACH) or _of_mayor(naming, token):
        return "title"
    if word.isdigit() and paragraph.ends_with(token - 1, "title", _TITLE_REACH):
        return "place"  # "Kepala SMAN 9 Manado": where the school is
    if token > 1 and f"{paragraph.lower[token - 2]} {word}" in words["place_pair"]:
        return "place"
    if word in lexicon.place_words and not _handed_to(naming, token):
        return None if _beside_another(naming, token, word) else "place"
    if _ends_venue(naming, token):
        return "place"
    if word in words["owned"] and not _opens_clause(naming, token - 1):
        return "place"
    if compared(naming, token) and not _has_value(naming, token):
        return "compare"
    return "scope" if _in_zone_list(naming, token) else None


def _of_mayor(naming: Naming, token: int) -> bool:
    """As in "Wali Kota Tegal": the city's type word ends the title."""
    gov = naming.paragraph.hit(token, "gov")
    ending = naming.paragraph.ending.get(gov.end, ()) if gov is not None else ()
    return any(h.entry.kind == "title" and h.start < token for h in ending)


def _ends_venue(naming: Naming, token: int) -> bool:
    """As in "Hotel Santika Ambon": the last word of a building's name."""
    paragraph, words = naming.paragraph, naming.patterns.words
    venues, parts = words["venue"], words["venue_part"]
    if token and paragraph.words[token - 1] == ",":
        # "di Aula Gedung Keuangan, Mamuju, …": the town that it stands in.
        behind = paragraph.word(token + 1)
        return behind in _CLOSES and _ends_venue(naming, token - 1)
    for at in range(token - 1, max(-1, token - 1 - _VENUE_REACH), -1):
        if paragraph.lower[at] in venues and paragraph.capital[at]:
            return at < token - 1
        inside = paragraph.capital[at] or paragraph.lower[at] in parts
        if not inside or paragraph.hit(at, "gov"):
            return False
    return False


def _beside_another(naming: Naming, token: int, word: str) -> bool:
    """As in "Bukittinggi bersama Kabupaten X": both receive."""
    if word not in naming.patterns.words["with"] or not naming.recipients or token < 2:
        return False
    paragraph = naming.paragraph
    if naming.recipients[-1].end == paragraph.base + paragraph.ends[token - 2]:
        return True
    before = range(max(0, token - _WITH_REACH), token)
    stops = [at for at in before if paragraph.words[at] == "."]
    start = stops[-1] if stops else before.start
    return any(
        hit.entry.kind == "award" for at in range(start, token) for hit in paragraph.at.get(at, ())
    )


def _opens_clause(naming: Naming, token: int) -> bool:
    """Behind a punctuation mark, a figure or "menjadi" ("91,2 milik …"): a word for the winner."""
    paragraph = naming.paragraph
    if token < 1:
        return False
    if paragraph.lower[token - 1] in naming.patterns.words["becomes"]:
        return True
    return paragraph.is_punct(token - 1) or paragraph.words[token - 1][:1].isdigit()


def compared(naming: Naming, token: int) -> bool:
    """As in "di bawah Makassar", "selain Pemalang": named only to compare with."""
    lower, words = naming.paragraph.lower, naming.lexicon.compare_words
    if not token:
        return False
    return lower[token - 1] in words or (
        token > 1 and f"{lower[token - 2]} {lower[token - 1]}" in words
    )


def _has_value(naming: Naming, token: int) -> bool:
    """As in "mengungguli Karanganyar (88,2)": it has a result of its own."""
    paragraph = naming.paragraph
    hit = paragraph.regions.get(token)
    if hit is None:
        gov = paragraph.hit(token, "gov")
        hit = paragraph.regions.get(gov.end) if gov is not None else None
    return hit is not None and valued(naming, hit.end)


def valued(naming: Naming, end: int) -> bool:
    """A result of its own stands right behind the name that ends at the token."""
    paragraph = naming.paragraph
    own = naming.patterns.frames["own_value"]
    return own.match(paragraph.shown, paragraph.ends[end - 1]) is not None


def _in_zone_list(naming: Naming, token: int) -> bool:
    """As in "kawasan Nusa Tenggara, Maluku dan Papua": every name of the list is a zone's."""
    paragraph, joiners = naming.paragraph, naming.patterns.words["and"]
    at = token - 1
    while at >= 0 and token - at < _ZONE_REACH:
        word = paragraph.words[at]
        if not (paragraph.capital[at] or word in {",", "-"} or word in joiners):
            break
        at -= 1
    return 0 <= at < token - 1 and paragraph.lower[at] in naming.lexicon.zone_words


def _handed_to(naming: Naming, token: int) -> bool:
    """As in "juara II jatuh ke Kota X dan juara III ke Kabupaten Y": no place."""
    paragraph = naming.paragraph
    if paragraph.lower[token - 1] not in naming.patterns.words["to"]:
        return False
    ending = paragraph.ending.get(token, ())
    if any(
        h.entry.id == "received" and h.entry.kind == "cue" and h.start >= token - 4 for h in ending
    ):
        return True
    earlier = paragraph.words[max(0, token - 3) : token - 1]
    return any(_PLACE_WON.fullmatch(word) for word in earlier)
