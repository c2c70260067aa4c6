"""Named persons: after a title and its complement, or beside a verb of speech."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.matchers.offices import (
    name_end,
    past_complement,
    past_degree,
    past_department,
    past_office,
    role_of,
)
from extractor.models.mentions import APPOSITION, PersonMention

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.matchers.lexicon import Hit
    from extractor.matchers.paragraph import Paragraph
    from extractor.patterns.frames import WordsName

_DESCRIPTION = 4
"""Words that say at most what an untitled speaker is."""
_SUBJECT_NAME = 6
"""Tokens of the longest name before a verb of speech."""
_CLOSING = frozenset({",", ".", ""})
"""What may stand behind a title that follows its holder's name."""
_COMPLEMENT = frozenset({"agency", "body", "region", "gov", "unit", "title"})


def find_people(
    paragraph: Paragraph, words: Mapping[WordsName, frozenset[str]]
) -> list[PersonMention]:
    """Persons of a paragraph, in text order."""
    titles = paragraph.of_kind.get("title", ())
    speech = paragraph.cues.get("speech", ())
    if not titles and not speech:
        return []
    covered = _covered(paragraph)
    bodies = {h.end: h.entry.id for h in paragraph.of_kind.get("body", ())}
    found: dict[int, PersonMention] = {}
    ends: dict[int, int] = {}
    for title in titles:
        if not paragraph.capital[title.start]:
            continue
        at, body = past_complement(paragraph, title, covered, bodies, words)
        end = name_end(paragraph, at, covered)
        at, end = past_office(paragraph, title, (at, end), covered, words)
        at = past_department(paragraph, at, end, covered)
        if end > at and not _is_pronoun(paragraph, at, end, words):
            found[at] = _person(
                paragraph, (at, end), "title", role_of(paragraph, title, at, words), body
            )
            ends[at] = end
            continue
        first = _name_before(paragraph, title, covered, words)
        behind = paragraph.lower[title.start - 1] in words["as"] if title.start else False
        if first < title.start and (
            behind or {paragraph.word(at - 1), paragraph.word(at)} & _CLOSING
        ):
            named = (first, title.start - 1)
            role = role_of(paragraph, title, at, words)
            found[first] = _person(paragraph, named, APPOSITION.removeprefix("person."), role, body)
            ends[first] = title.start - 1
    for verb in speech:
        begin = past_degree(paragraph, _past_description(paragraph, verb, words), words)
        end = name_end(paragraph, begin, covered)
        spoken = end > begin and not _is_pronoun(paragraph, begin, end, words)
        if spoken and not any(begin <= at < end for at in found):
            found[begin] = _person(paragraph, (begin, end), "speech")
            ends[begin] = end
        last = verb.start
        while last > 0 and paragraph.lower[last - 1] in words["said_adverb"]:
            last -= 1
        start = _name_start(paragraph, last, covered)
        follows = paragraph.lower[verb.start] in words["said_of"]
        if start < last and not follows and not _is_pronoun(paragraph, start, last, words):
            inside = any(start < past and at < last for at, past in ends.items())
            if not inside and not _is_mark(paragraph, start, last):
                found[start] = _person(paragraph, (start, last), "subject")
                ends[start] = last
    return [found[at] for at in sorted(found)]


def _past_description(
    paragraph: Paragraph, verb: Hit, words: Mapping[WordsName, frozenset[str]]
) -> int:
    """Past what the speaker is, in small letters: "kata pegiat antikorupsi Ridha Saleh"."""
    at = verb.end
    while at < len(paragraph) and at - verb.end < _DESCRIPTION:
        word = paragraph.words[at]
        if not word.islower() or not word.isalpha() or word in words["said_stop"]:
            break
        at += 1
    named = at + 1 < len(paragraph) and paragraph.capital[at] and paragraph.capital[at + 1]
    return at if named else verb.end


def _name_before(
    paragraph: Paragraph,
    title: Hit,
    covered: list[bool],
    words: Mapping[WordsName, frozenset[str]],
) -> int:
    """Start of a name that its title follows: "Rini Sari, Kepala Dinas Sosial, menyebut"."""
    comma = title.start - 1
    if comma < 0 or not (paragraph.words[comma] == "," or paragraph.lower[comma] in words["as"]):
        return title.start
    start = _name_start(paragraph, comma, covered)
    while start < comma and paragraph.lower[start] in words["said_of"]:
        start += 1
    before = paragraph.lower[start - 1] if start > 0 else ""
    placed = before == "," or before in words["at"] | words["at_place"] | words["to"]
    if start == comma or placed or _is_pronoun(paragraph, start, comma, words):
        return title.start
    return start


def _is_pronoun(
    paragraph: Paragraph, start: int, end: int, words: Mapping[WordsName, frozenset[str]]
) -> bool:
    """As in "Ia menambahkan": no name."""
    return end - start == 1 and paragraph.lower[start] in words["no_name"]


def _is_mark(paragraph: Paragraph, start: int, end: int) -> bool:
    """As in "Erik Santoso, ST, MT mengungkapkan": a degree behind a name is none itself."""
    behind = start > 0 and paragraph.words[start - 1] in {",", "."}
    return behind and end - start == 1 and paragraph.words[start].isupper()


def _person(
    paragraph: Paragraph,
    name: tuple[int, int],
    rule: str,
    role: str | None = None,
    body: str | None = None,
) -> PersonMention:
    """The person whose name is tokens ``name``."""
    return PersonMention(
        *paragraph.span(*name), f"person.{rule}", paragraph.printed(*name), role, body
    )


def _covered(paragraph: Paragraph) -> list[bool]:
    """Tokens that belong to another name, so that no person's name begins there."""
    covered = [False] * len(paragraph)
    for hit in paragraph.hits:
        if hit.entry.kind in _COMPLEMENT and paragraph.capital[hit.start]:
            covered[hit.start : hit.end] = [True] * (hit.end - hit.start)
    return covered


def _name_start(paragraph: Paragraph, end: int, covered: list[bool]) -> int:
    """Start of the run of name words that ends at ``end``; ``end`` where none does."""
    start = end
    while start > max(0, end - _SUBJECT_NAME):
        if not paragraph.capital[start - 1] or covered[start - 1]:
            break
        start -= 1
    return start
