"""Titles with their offices: where the holder's name begins, and how far it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.matchers.lexicon import Hit
    from extractor.matchers.paragraph import Paragraph
    from extractor.patterns.frames import WordsName

_INITIALS = 3
"""Characters of the longest initial or title before a full stop inside a name."""
_NAME = 7
"""Tokens of the longest name that is read after a title."""
_OFFICE = 18
"""Tokens of the longest title with its office."""
_LONG_OFFICE = 26
_ACRONYM = 7
"""Tokens of the longest title whose office ends in its own acronym, and of that with brackets."""
_LEAST_NAME = 2
_BODIES = frozenset({"agency", "body"})


def past_degree(paragraph: Paragraph, at: int, words: Mapping[WordsName, frozenset[str]]) -> int:
    """Past a doctor's mark in small letters: "kata dr. Rini Astuti"."""
    if paragraph.word(at) not in words["degree"]:
        return at
    return at + 2 if paragraph.word(at + 1) == "." else at + 1


def role_of(
    paragraph: Paragraph, title: Hit, at: int, words: Mapping[WordsName, frozenset[str]]
) -> str:
    """The title with its office, as printed, without the degree of the name behind it."""
    last = at - 1
    if last > title.start and paragraph.words[last] == ".":
        last -= 1
    end = last if paragraph.lower[last] in words["degree"] else at
    return paragraph.shown[paragraph.starts[title.start] : paragraph.ends[end - 1]].rstrip(" ,")


def past_office(
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
    named = name_end(paragraph, behind, covered)
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
    holder = name_end(paragraph, behind + 1, covered) if paragraph.word(behind) == "," else 0
    inside = [t for h in bodies for t in range(h.start, h.end) if at <= t < behind]
    inside += [t for t in range(at, behind) if inside and paragraph.words[t] == ")"]
    if inside:
        begin = next((t for t in range(max(inside) + 1, behind) if not covered[t]), behind)
        if behind - begin >= _LEAST_NAME:
            return begin, name_end(paragraph, begin, covered)
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


def past_complement(
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
        if _is_also_place(paragraph, at, covered):
            covered[at] = False
            break
        at += 1
    at = _past_hospital(paragraph, at, covered, words)
    regions = {h.end for h in paragraph.of_kind.get("region", ())}
    if paragraph.word(at) == ",":
        return past_degree(paragraph, at + 1, words), bodies.get(at + 1, body)
    return past_degree(paragraph, at, words) if at in regions else at, bodies.get(at, body)


def _is_also_place(paragraph: Paragraph, at: int, covered: list[bool]) -> bool:
    """As in "Wali Kota Bogor Bima Arya": a second place right behind one opens the name."""
    regions = paragraph.of_kind.get("region", ())
    second = any(h.start == at and h.end == at + 1 for h in regions)
    if not second or all(h.end != at for h in regions) or at + 1 >= len(paragraph):
        return False
    return paragraph.capital[at + 1] and not covered[at + 1]


def _past_hospital(
    paragraph: Paragraph, at: int, covered: list[bool], words: Mapping[WordsName, frozenset[str]]
) -> int:
    """Past a doctor's name that a hospital bears: "Direktur RSUD dr. Soetomo, dr. Joni"."""
    begin = past_degree(paragraph, at, words)
    if begin == at or not covered[at - 1]:
        return at
    end = name_end(paragraph, begin, covered)
    return end if end > begin and paragraph.word(end) == "," else at


def past_department(paragraph: Paragraph, at: int, end: int, covered: list[bool]) -> int:
    """Past a department with a number or a region: "Direktur Wilayah III Bahri Kusnadi"."""
    words = paragraph.words[at:end]
    if all(word.isupper() for word in words if word.isalpha()):
        return at
    if any(letter.isdigit() for letter in paragraph.words[at]):
        glued = paragraph.starts[at + 1] == paragraph.ends[at]
        return past_department(paragraph, at + 1 + glued, end, covered)
    for token in range(end - 2, at, -1):
        word = paragraph.words[token]
        capitals = word.isupper() and len(word) > 1 and paragraph.word(token + 1) != "."
        named = any(len(w) > 2 and w.istitle() for w in paragraph.words[token + 1 : end])
        if named and (covered[token] or capitals):
            return token + 1
    return at


def name_end(paragraph: Paragraph, at: int, covered: list[bool]) -> int:
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
