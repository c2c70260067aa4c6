"""The person to whom a sentence is attributed."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.assembler.context import Context
    from extractor.assembler.view import SentenceView
    from extractor.models.mentions import CueMention, PersonMention

_QUOTES = '“"‘'
_REACH = 120
"""Characters between a person and the verb of speech."""
_TRIED = 3
"""Sentences in which the speaker is looked for."""


def speaker_of(context: Context, view: SentenceView) -> PersonMention | None:
    """The person who says the sentence: in it, else in its paragraph, else after an open quote."""
    same = [s for s in context.sentences if s.paragraph == view.paragraph]
    after = [s for s in same if s.start > view.start]
    before = [s for s in reversed(same) if s.start < view.start]
    listed = takewhile(lambda s: s.words.rstrip().endswith(";"), before)
    person = _first(context, [*[view, *after, *before][:_TRIED], *listed])
    if person is None and same and context.text[same[0].start] in _QUOTES:
        following = [s for s in context.sentences if s.paragraph == view.paragraph + 1]
        person = _first(context, following[:_TRIED])
    return person


def _first(context: Context, views: list[SentenceView]) -> PersonMention | None:
    people = (_attributed(context, view) for view in views)
    return next((person for person in people if person is not None), None)


def reader_of(context: Context) -> PersonMention | None:
    """Who reads out or goes through all figures of the article; None where nobody does."""
    for view in context.sentences:
        cues = view.cued("reads_out")
        if cues and view.people:
            nearest = min(view.people, key=lambda person: _distance(person, cues[0]))
            return context.people.full(nearest)
        if cues:
            return context.people.last(view.start)
    return None


def _distance(person: PersonMention, verb: CueMention) -> int:
    """Characters between the person and the verb, on either side."""
    return min(abs(person.start - verb.end), abs(verb.start - person.end))


def _attributed(context: Context, view: SentenceView) -> PersonMention | None:
    """A person beside a verb of speech in this sentence, by the fullest name used."""
    verbs = view.cued("speech")
    if not verbs:
        return None
    best: tuple[int, PersonMention] | None = None
    for verb in verbs:
        for person in view.people:
            distance = _distance(person, verb)
            if distance < _REACH and (best is None or distance < best[0]):
                best = (distance, person)
    if best is not None:
        return context.people.full(best[1])
    named_before = context.patterns.frames["said_by_one_named"]
    if not view.people or any(named_before.search(verb.word) for verb in verbs):
        return context.people.last(view.start)
    return None
