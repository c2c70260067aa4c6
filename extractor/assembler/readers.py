"""Who reads out all figures, or is named behind them as the one who told them."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from extractor.assembler.speakers import attributed, by_pronoun, by_title, distance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extractor.assembler.context import Context
    from extractor.assembler.view import SentenceView
    from extractor.models.mentions import CueMention, PersonMention

_SUBJECT_REACH = 160
"""Characters between whoever reads and the verb, with the occasion in between."""
_LEAD_REACH = 2
"""Paragraphs behind the lead whose first sentence may say who told it."""


def told_back(context: Context, view: SentenceView) -> PersonMention | None:
    """As in "Hal itu disampaikan X" behind the sentence, or at the head of the next paragraph."""
    reach = 1 if view.paragraph else _LEAD_REACH
    heads: set[int] = set()
    for each in context.sentences:
        if each.start <= view.start:
            continue
        if each.paragraph > view.paragraph + reach:
            break
        if each.paragraph == view.paragraph or each.paragraph not in heads:
            heads.add(each.paragraph)
            person = _who_told(context, each)
            if person is not None:
                return person
    return None


def list_teller(context: Context, view: SentenceView) -> PersonMention | None:
    """As in "X menyebut tiga daerah, yakni:": who says the sentence that announces the list."""
    for head in reversed([s for s in context.sentences if s.paragraph < view.paragraph]):
        if head.words.rstrip().endswith(":"):
            return attributed(context, head) if _in_list(context, head, view.start) else None
        if head.paragraph + 1 < view.paragraph and head.words.rstrip().endswith((".", "”", '"')):
            break
    return None


def _who_told(context: Context, view: SentenceView) -> PersonMention | None:
    """Whoever a sentence names that points back at what was told."""
    frames = context.patterns.frames
    passive = frames["told_by"].match(context.text, view.start, view.end)
    if passive is not None:
        return _behind(context, view, passive.end())
    active = frames["tells_that"].search(view.words)
    return _subject(context, view, view.start + active.start()) if active is not None else None


def reader_of(
    context: Context,
    readings: Iterable[tuple[SentenceView, int]],
    code: str,
    told_of: Mapping[int, frozenset[str]],
    at: int,
) -> PersonMention | None:
    """Who reads out or goes through all figures of the award; None where nobody does.

    Whoever reads out a list behind a colon tells that list alone. ``readings``: of the article.
    """
    part = context.patterns.frames["reads_part"]
    for view, end in readings:
        if any(f.decimal and f.start >= end for f in view.figures):
            continue
        heads = view.words.rstrip().endswith(":")
        if heads and not _in_list(context, view, at):
            continue
        other = not heads and code not in told_of.get(view.start, {code})
        if other or part.match(context.text, end):
            continue
        person = _reader(context, view)
        if person is not None:
            return None if _taken_over(context, view, at, person) else person
    return None


def _taken_over(context: Context, view: SentenceView, at: int, reader: PersonMention) -> bool:
    """Another paragraph's speaker has taken the word between the reading and the figure."""
    for each in context.sentences:
        if view.paragraph < each.paragraph and each.end <= at:
            other = attributed(context, each)
            if other is not None and other.name != reader.name:
                return True
    return False


def readings_of(context: Context) -> Iterator[tuple[SentenceView, int]]:
    """The sentences in which figures are read out, with the end of the words that say so."""
    frames = context.patterns.frames
    for view in context.sentences:
        cues = view.cued("reads_out")
        if cues:
            yield view, cues[-1].end
            continue
        for name in ("reads_values", "values_read"):
            found = frames[name].search(view.words)
            if found is not None:
                yield view, view.start + found.end()
                break


def _reader(context: Context, view: SentenceView) -> PersonMention | None:
    cues = view.cued("reads_out")
    if cues:
        return _beside(context, view, cues)
    frames = context.patterns.frames
    active = frames["reads_values"].search(view.words)
    if active is not None:
        return _subject(context, view, view.start + active.start())
    passive = frames["values_read"].search(view.words)
    return _behind(context, view, view.start + passive.end()) if passive is not None else None


def _beside(
    context: Context, view: SentenceView, cues: Sequence[CueMention]
) -> PersonMention | None:
    """Whoever stands nearest to the word for reading out."""
    if view.people:
        nearest = min(view.people, key=lambda person: distance(person, cues[0]))
        return context.people.full(nearest)
    if by_pronoun(view, cues) or view.words.rstrip().endswith(":"):
        return context.people.last(view.start)
    return context.people.called(view.words)


def _subject(context: Context, view: SentenceView, at: int) -> PersonMention | None:
    """The person before the verb at ``at``, where no body or other speaker stands between."""
    before = [p for p in view.people if p.end <= at and at - p.end <= _SUBJECT_REACH]
    speech = view.cued("speech")
    if before:
        person = before[-1]
        others = [*view.bodies, *(c for c in speech if c.end <= at)]
        parted = any(person.end <= other.start and other.end <= at for other in others)
        return None if parted else context.people.full(person)
    verbs = [cue for cue in speech if cue.start >= at][:1]
    if by_pronoun(view, verbs):
        return context.people.last(view.start)
    return by_title(context, view, verbs) or context.people.called(view.words)


def _behind(context: Context, view: SentenceView, at: int) -> PersonMention | None:
    """The person right behind a passive verb that ends at ``at``, after his or her office."""
    if context.patterns.frames["said_by_one_named"].search(context.text[view.start : at].rstrip()):
        return context.people.last(view.start)
    for person in view.people:
        if person.start >= at:
            office = context.text[at : person.start].strip(" ,")
            if office in ("", person.role):
                return context.people.full(person)
            break
    return context.people.called(context.text[at : view.end])


def _in_list(context: Context, head: SentenceView, at: int) -> bool:
    """What stands at ``at`` is an item of the list that ``head`` announces."""
    items = (s for s in context.sentences if s.paragraph > head.paragraph)
    bullet = context.patterns.frames["bullet"]
    listed = takewhile(
        lambda s: bullet.match(s.words) or not s.words.rstrip().endswith((".", "”", '"')), items
    )
    return head.start <= at < head.end or any(s.start <= at < s.end for s in listed)
