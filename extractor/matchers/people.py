"""Named persons: after a title and its complement, or beside a verb of speech."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.models.mentions import PersonMention

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extractor.matchers.lexicon import Hit

_INITIALS = 3
_COMPLEMENT = ("agency", "body", "region", "gov", "unit", "title")


def find_people(doc: Doc, base: int, hits: list[Hit]) -> list[PersonMention]:
    """Persons of a paragraph that starts at offset ``base``, in text order."""
    covered = [False] * len(doc)
    bodies: dict[int, str] = {}
    titles: list[Hit] = []
    speech: list[Hit] = []
    for hit in hits:
        kind = hit.entry.kind
        if kind == "title":
            titles.append(hit)
        if kind == "cue" and hit.entry.id == "speech":
            speech.append(hit)
        if kind == "body":
            bodies[hit.end] = hit.entry.id
        if kind in _COMPLEMENT and doc[hit.start].text[:1].isupper():
            for token in range(hit.start, hit.end):
                covered[token] = True
    found: dict[int, PersonMention] = {}
    for title in titles:
        if not doc[title.start].text[:1].isupper():
            continue
        at, body = title.end, None
        while at < len(doc):
            body = bodies.get(at, body)
            if covered[at] or doc[at].text in {"/", "(", ")", "Plt", "Pj", "RI"} or doc[at].lower_ in {"dan", "bidang"}:
                at += 1
                continue
            break
        if at < len(doc) and doc[at].text == ",":
            at += 1
        body = bodies.get(at, body)
        end = name_end(doc, at, covered)
        if end == at and at < len(doc) and doc[at].text[:1].isupper():
            end = at
        if end > at:
            start = doc[at].idx
            role = doc.text[doc[title.start].idx : doc[at - 1].idx + len(doc[at - 1])].rstrip(" ,")
            found[at] = PersonMention(
                base + start, base + doc[end - 1].idx + len(doc[end - 1]), "person.title", clean(doc, at, end), role, body
            )
    for verb in speech:
        end = name_end(doc, verb.end, covered)
        if end > verb.end and verb.end not in found:
            found[verb.end] = PersonMention(
                base + doc[verb.end].idx, base + doc[end - 1].idx + len(doc[end - 1]), "person.speech", clean(doc, verb.end, end), None, None
            )
        start = name_start(doc, verb.start, covered)
        if start < verb.start and not any(s <= start < verb.start for s in found):
            found[start] = PersonMention(
                base + doc[start].idx, base + doc[verb.start - 1].idx + len(doc[verb.start - 1]), "person.subject", clean(doc, start, verb.start), None, None
            )
    return [found[k] for k in sorted(found)]


def name_end(doc: Doc, at: int, covered: list[bool]) -> int:
    """End of the run of name words that starts at ``at``; ``at`` where none does."""
    end = at
    while end < len(doc) and end - at < 7:
        text = doc[end].text
        if text == "." and end > at and len(doc[end - 1].text) <= _INITIALS and end + 1 < len(doc) and doc[end + 1].text[:1].isupper():
            end += 1
            continue
        if not text[:1].isupper() or (covered[end] and end == at) or text.isdigit():
            break
        end += 1
    return end


def name_start(doc: Doc, end: int, covered: list[bool]) -> int:
    start = end
    while start > 0 and end - start < 6:
        text = doc[start - 1].text
        if not text[:1].isupper() or covered[start - 1] or text.isdigit():
            break
        start -= 1
    return start


def clean(doc: Doc, start: int, end: int) -> str:
    return doc.text[doc[start].idx : doc[end - 1].idx + len(doc[end - 1])]
