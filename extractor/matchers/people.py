"""Named persons: after a title and its complement, or beside a verb of speech."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.models.mentions import PersonMention

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.matchers.lexicon import Hit
    from extractor.matchers.paragraph import Paragraph
    from extractor.patterns.frames import WordsName

_INITIALS = 3
"""Characters of the longest initial or title before a full stop inside a name."""
_NAME = 7
_SUBJECT_NAME = 6
"""Tokens of the longest name that is read after a title, and before a verb of speech."""
_OFFICE = 18
"""Tokens of the longest title with its office."""
_LONG_OFFICE = 26
_ACRONYM = 7
"""Tokens of the longest title whose office ends in its own acronym, and of that with brackets."""
_LEAST_NAME = 2
_BODIES = frozenset({"agency", "body"})
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
    for title in titles:
        if not paragraph.capital[title.start]:
            continue
        at, body = _past_complement(paragraph, title, covered, bodies, words)
        end = _name_end(paragraph, at, covered)
        at, end = _past_office(paragraph, title, (at, end), covered, words)
        at = _past_department(paragraph, at, end, covered)
        if end > at and not _is_pronoun(paragraph, at, end, words):
            printed = paragraph.shown[paragraph.starts[title.start] : paragraph.ends[at - 1]]
            found[at] = _person(paragraph, (at, end), "title", printed.rstrip(" ,"), body)
    for verb in speech:
        begin = _past_degree(paragraph, verb.end, words)
        end = _name_end(paragraph, begin, covered)
        spoken = end > begin and not _is_pronoun(paragraph, begin, end, words)
        if spoken and not any(begin <= at < end for at in found):
            found[begin] = _person(paragraph, (begin, end), "speech")
        last = verb.start
        while last > 0 and paragraph.lower[last - 1] in words["said_adverb"]:
            last -= 1
        start = _name_start(paragraph, last, covered)
        follows = paragraph.lower[verb.start] in words["said_of"]
        if start < last and not follows and not _is_pronoun(paragraph, start, last, words):
            inside = any(start < at + _NAME and at < last for at in found)
            if not inside:
                found[start] = _person(paragraph, (start, last), "subject")
    return [found[at] for at in sorted(found)]


def _past_degree(paragraph: Paragraph, at: int, words: Mapping[WordsName, frozenset[str]]) -> int:
    """Past a doctor's mark in small letters: "kata dr. Rini Astuti"."""
    if paragraph.word(at).lower() not in words["degree"]:
        return at
    return at + 2 if paragraph.word(at + 1) == "." else at + 1


def _is_pronoun(
    paragraph: Paragraph, start: int, end: int, words: Mapping[WordsName, frozenset[str]]
) -> bool:
    """As in "Ia menambahkan": no name."""
    return end - start == 1 and paragraph.lower[start] in words["pronoun"]


def _past_office(
    paragraph: Paragraph,
    title: Hit,
    name: tuple[int, int],
    covered: list[bool],
    words: Mapping[WordsName, frozenset[str]],
) -> tuple[int, int]:
    """Past an office of several words, whose holder stands behind a comma or a body's name.

    As in "Kepala Satgas Koordinasi dan Supervisi Wilayah III KPK, Sri Kuncoro Hadi".
    """
    at, end = name
    behind = _past_acronym(paragraph, title, covered, words)
    named = _name_end(paragraph, behind, covered)
    if named - behind >= _LEAST_NAME:
        return behind, named
    titles = {h.start for h in paragraph.hits if h.entry.kind == "title" and h.start > title.start}
    bodies = [h for h in paragraph.hits if h.entry.kind in _BODIES and paragraph.capital[h.start]]
    behind = at
    while behind < min(len(paragraph), title.start + _OFFICE) and behind not in titles:
        word = paragraph.words[behind]
        part = paragraph.lower[behind] in words["title_part"] or word in words["title_mark"]
        if not (paragraph.capital[behind] or part or covered[behind]):
            break
        behind += 1
    holder = _name_end(paragraph, behind + 1, covered) if paragraph.word(behind) == "," else 0
    inside = [t for h in bodies for t in range(h.start, h.end) if at <= t < behind]
    inside += [t for t in range(at, behind) if inside and paragraph.words[t] == ")"]
    if inside:
        begin = next((t for t in range(max(inside) + 1, behind) if not covered[t]), behind)
        if behind - begin >= _LEAST_NAME:
            return begin, _name_end(paragraph, begin, covered)
    office = behind > end or any(covered[at:behind])
    if office and holder - behind - 1 >= _LEAST_NAME:
        return behind + 1, holder
    return at, end


def _past_acronym(
    paragraph: Paragraph, title: Hit, covered: list[bool], words: Mapping[WordsName, frozenset[str]]
) -> int:
    """As in "Kepala Dinas A, B dan C (ABC) Kota X Chairur": past the office's own acronym."""
    at = title.end
    while at < min(len(paragraph), title.start + _LONG_OFFICE):
        if paragraph.words[at] == "(":
            break
        part = paragraph.words[at] == "," or paragraph.lower[at] in words["title_part"]
        if not (paragraph.capital[at] or part):
            return len(paragraph)
        at += 1
    closed = next((t for t in range(at, at + _ACRONYM) if paragraph.word(t) == ")"), at)
    if not all(paragraph.words[t].isupper() for t in range(at + 1, closed)):
        return len(paragraph)
    at = closed + 1
    while at < len(paragraph) and (covered[at] or paragraph.words[at].isupper()):
        at += 1
    return at


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


def _past_complement(
    paragraph: Paragraph,
    title: Hit,
    covered: list[bool],
    bodies: Mapping[int, str],
    words: Mapping[WordsName, frozenset[str]],
) -> tuple[int, str | None]:
    """Token after "Kepala Dinas Sosial Kabupaten X," and the granting body named in it."""
    at, body = title.end, None
    while at < len(paragraph):
        body = bodies.get(at, body)
        part = paragraph.words[at] in words["title_mark"]
        its = paragraph.lower[at].endswith(tuple(words["possessive"]))
        own = its and paragraph.word(at + 1) == ","
        if not (covered[at] or part or own or paragraph.lower[at] in words["title_part"]):
            break
        at += 1
    if paragraph.word(at) == ",":
        at += 1
    return at, bodies.get(at, body)


def _past_department(paragraph: Paragraph, at: int, end: int, covered: list[bool]) -> int:
    """Past a department with a number or a region: "Direktur Wilayah III Bahri Kusnadi"."""
    words = paragraph.words[at:end]
    if all(word.isupper() for word in words if word.isalpha()):
        return at
    if any(letter.isdigit() for letter in paragraph.words[at]):
        glued = paragraph.starts[at + 1] == paragraph.ends[at]
        return _past_department(paragraph, at + 1 + glued, end, covered)
    for token in range(end - 2, at, -1):
        word = paragraph.words[token]
        capitals = word.isupper() and len(word) > 1 and paragraph.word(token + 1) != "."
        named = any(len(w) > 2 and w.istitle() for w in paragraph.words[token + 1 : end])
        if named and (covered[token] or capitals):
            return token + 1
    return at


def _name_end(paragraph: Paragraph, at: int, covered: list[bool]) -> int:
    """End of the run of name words that starts at ``at``; ``at`` where none does."""
    end = at
    while end < min(len(paragraph), at + _NAME):
        word = paragraph.words[end]
        if word == "." and end > at:
            initial = len(paragraph.words[end - 1]) <= _INITIALS
            if not initial or not paragraph.word(end + 1)[:1].isupper():
                break
        elif not paragraph.capital[end] or (covered[end] and end == at):
            break
        end += 1
    return end


def _name_start(paragraph: Paragraph, end: int, covered: list[bool]) -> int:
    """Start of the run of name words that ends at ``end``; ``end`` where none does."""
    start = end
    while start > max(0, end - _SUBJECT_NAME):
        if not paragraph.capital[start - 1] or covered[start - 1]:
            break
        start -= 1
    return start
