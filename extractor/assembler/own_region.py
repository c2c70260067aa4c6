"""Whom an official means by "kami" or "kabupatennya": the government of his own title."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.assembler.context import Context
    from extractor.assembler.facts import Fact
    from extractor.assembler.reading import SentenceReading
    from extractor.assembler.state import ReadingState
    from extractor.assembler.view import SentenceView
    from extractor.models.mentions import RecipientMention

_OPENS, _CLOSES = "“”"


def government_of_official(
    reading: SentenceReading, state: ReadingState
) -> RecipientMention | None:
    """The government that the paragraph's official speaks for, where it has a result already.

    As in "Kabag Humas Setkab Nunukan X menyebut … Setahun sebelumnya capaian kabupatennya 63,9",
    or by its class alone: "Tahun lalu, ketika skor kotanya 83,87". Where an office is spoken of
    and no such government yet, the article's own.
    """
    view = reading.view
    speaks = bool(view.people) and bool(view.streaks or view.cued("previous"))
    if "pronoun" not in view.cues and not speaks and not _in_our_words(reading):
        return None
    told = [fact.recipient for fact in state.facts if fact.recipient.government and _says(fact)]
    codes = _codes_of_official(reading.context, view)
    mine = next((m for m in told if m.regions and m.regions == codes), None)
    if mine is not None:
        return mine
    kinds = _kinds(reading)
    topic = state.topic
    if not kinds or topic is None or topic.kind in kinds:
        return None
    alike = {m.regions: m for m in told if m.kind in kinds}
    if alike:
        return next(iter(alike.values())) if len(alike) == 1 else None
    main = reading.context.regions.main_mention()
    return main if main is not None and main.kind in kinds else None


def _in_our_words(reading: SentenceReading) -> bool:
    """It goes on with an official's words, in which he said "we" before."""
    view, text = reading.view, reading.text
    opened = text.rfind(_OPENS, 0, view.start)
    if opened < text.rfind("\n", 0, view.start) or text.find(_CLOSES, opened, view.start) >= 0:
        return False
    same = (s for s in reading.context.sentences if opened <= s.end and s.start < view.start)
    return any("pronoun" in s.cues for s in same)


def _says(fact: Fact) -> bool:
    """The fact gives its recipient a value, or hands it the award."""
    return bool(fact.score or fact.labels or fact.position or fact.received)


def _codes_of_official(context: Context, view: SentenceView) -> tuple[str, ...]:
    """The region in the title of whoever was named last before, else next, in the paragraph."""
    same = [s for s in context.sentences if s.paragraph == view.paragraph]
    before = _codes_of(context, [s for s in same if s.start <= view.start])
    return before or _codes_of(context, [s for s in same if s.start > view.start])


def _codes_of(context: Context, views: list[SentenceView]) -> tuple[str, ...]:
    """The region in the title of whoever was named last in the sentences."""
    codes: tuple[str, ...] = ()
    for each in views:
        for named_here in each.people:
            person = context.people.full(named_here)
            start, end = person.role_span
            home = next((s for s in context.sentences if s.start <= person.start < s.end), each)
            named = [(r.start, r.codes) for r in home.regions if r.role != "body"]
            named += [(r.start, r.regions) for r in home.recipients if r.regions]
            inside = [at for at in named if person.role and start <= at[0] < end]
            inside = [] if person.of_body is not None else inside
            codes = max(inside)[1] if inside else codes
    return codes


def _kinds(reading: SentenceReading) -> tuple[str, ...]:
    """Kinds of government that the word for "its" names: "kotanya"."""
    nouns = reading.context.patterns.numbers.noun_kinds
    for cue in reading.view.cued("pronoun"):
        for suffix in reading.context.patterns.words["possessive"]:
            kinds = nouns.get(cue.word.removesuffix(suffix), ())
            if kinds:
                return kinds
    return ()
