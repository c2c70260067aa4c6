"""The person to whom a sentence is attributed."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.assembler.context import Context
    from extractor.assembler.view import SentenceView
    from extractor.models.mentions import CueMention, PersonMention

_OPENS, _CLOSES, _EITHER = "“‘", "”’", '"'
_MARK = re.compile(f"[{_OPENS}{_CLOSES}{_EITHER}]")
_SAYS = re.compile(rf"\s?:\s?[{_OPENS}{_EITHER}]")
_REACH = 120
"""Characters between a person and the verb of speech."""
_BESIDE = 4
"""Characters between a verb of speech and the pronoun that speaks."""
_TITLE_REACH = 30
"""Characters beside a verb of speech in which its subject stands."""
_TAIL = 25
"""Characters behind a speaker who ends the sentence."""
_TRIED = 3
"""Sentences in which the speaker is looked for."""


def speaker_of(context: Context, view: SentenceView, at: int) -> PersonMention | None:
    """Who says the value at ``at``: in its sentence, before it, or behind its quotation."""
    own = attributed(context, view)
    if own is not None:
        return own
    same = [s for s in context.sentences if s.paragraph == view.paragraph]
    before = [s for s in reversed(same) if s.start < view.start]
    after = [s for s in same if s.start > view.start]
    if not _in_quotation(context.text, same[0].start if same else view.start, at):
        told = [s for s in before[: _TRIED - 1] if not _ends_quotation(s)]
        listed = takewhile(lambda s: s.words.rstrip().endswith(";"), before)
        unquoted = [s for s in after[:1] if not _ends_quotation(s) and _ends_in_speech(s)]
        return _first(context, [*told, *listed, *unquoted])
    person = _first(context, after[:_TRIED])
    if person is None:
        following = [s for s in context.sentences if s.paragraph == view.paragraph + 1]
        person = _first(context, [*before[: _TRIED - 1], *following[:_TRIED]])
    return person


def _in_quotation(text: str, start: int, at: int) -> bool:
    """A quotation that opens in the paragraph has not ended before ``at``."""
    open_ = False
    for found in _MARK.finditer(text, start, at + 1):
        mark = found[0]
        if mark in _OPENS or (mark in _CLOSES and found.start() == start):
            open_ = True
        elif mark in _CLOSES:
            open_ = False
        elif mark == _EITHER:
            open_ = not open_
    return open_


def _ends_quotation(view: SentenceView) -> bool:
    """The sentence quotes someone: what follows it is the paper's own."""
    words = view.words
    return any(mark in words for mark in (*_CLOSES, _EITHER))


def _ends_in_speech(view: SentenceView) -> bool:
    """As in "Penyerahan berlangsung Senin, ujar Bupati X.": it holds for what precedes too."""
    return any(
        verb.end <= person.start and view.end - person.end <= _TAIL
        for verb in view.cued("speech")
        for person in view.people
    )


def _first(context: Context, views: list[SentenceView]) -> PersonMention | None:
    people = (attributed(context, view) for view in views)
    return next((person for person in people if person is not None), None)


def distance(person: PersonMention, verb: CueMention) -> int:
    """Characters between the person and the verb, on either side."""
    return min(abs(person.start - verb.end), abs(verb.start - person.end))


def by_pronoun(view: SentenceView, verbs: Sequence[CueMention]) -> bool:
    """As in "kata dia", "Ia menyebut", "menurutnya"."""
    return any(
        -1 <= cue.start - verb.end <= _BESIDE or -1 <= verb.start - cue.end <= _BESIDE
        for cue in view.cued("he")
        for verb in verbs
    )


def attributed(context: Context, view: SentenceView) -> PersonMention | None:
    """A person beside a verb of speech in this sentence, by the fullest name used."""
    verbs = view.cued("speech")
    best: tuple[int, PersonMention] | None = None
    for verb in verbs:
        for person in view.people:
            away = distance(person, verb)
            if away < _REACH and (best is None or away < best[0]):
                best = (away, person)
    if best is not None:
        return context.people.full(best[1])
    for person in view.people:
        if _SAYS.match(context.text, person.end):
            return context.people.full(person)
    named_before = context.patterns.frames["said_by_one_named"]
    if any(named_before.search(verb.word) for verb in verbs) or by_pronoun(view, verbs):
        return context.people.last(view.start)
    return by_title(context, view, verbs) or _by_part(context, view, verbs)


def _by_part(
    context: Context, view: SentenceView, verbs: Sequence[CueMention]
) -> PersonMention | None:
    """As in "kata Bima" of a Bima Arya named before: a part of a name that is also a place."""
    for verb in verbs:
        words = view.text[view.start : verb.start].split()
        alone = len(words) == 1 or (len(words) > 1 and not words[-2][:1].isupper())
        before = context.people.called(words[-1]) if words and alone else None
        person = before or context.people.called(view.text[verb.end : view.end])
        if person is not None:
            return person
    return None


def by_title(
    context: Context, view: SentenceView, verbs: Sequence[CueMention]
) -> PersonMention | None:
    """As in "kata bupati", "Sekda menyebut", "ujar mantan wartawan itu": by what they are."""
    for verb in verbs:
        start = max(view.start, verb.start - _TITLE_REACH)
        words = view.text[start : min(view.end, verb.end + _TITLE_REACH)]
        person = context.people.titled(words, view.start)
        if person is not None:
            return person
        if context.patterns.frames["epithet"].search(words):
            return context.people.last(view.start)
    return None
