"""Bindings -> facts: one for each award that the values of a recipient belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.assembler.compared import latest
from extractor.assembler.facts import Fact

if TYPE_CHECKING:
    import re

    from extractor.assembler.facts import Binding
    from extractor.assembler.reading import SentenceReading
    from extractor.assembler.state import ReadingState
    from extractor.models.mentions import Figure, Mention, PredicateMention


def facts_of(reading: SentenceReading, binding: Binding, listed: int) -> list[Fact]:
    """The facts of one recipient; ``listed`` recipients have values in the sentence."""
    by_code: dict[str | None, tuple[list[Figure], list[PredicateMention]]] = {}
    for figure in binding.figures:
        code = reading.award_at(figure.start, figure.end)
        by_code.setdefault(code, ([], []))[0].append(figure)
    for label in binding.labels:
        code = _code_of(reading, label, figured=bool(binding.figures))
        if code in label.codes:
            by_code.setdefault(code, ([], []))[1].append(label)
    if not by_code:
        by_code[reading.award_at(binding.recipient.start)] = ([], [])
    category = _category(reading, binding)
    facts = [
        Fact(
            recipient=binding.recipient,
            sentence=reading.view,
            code=code,
            rule=binding.rule,
            score=figures[0] if figures else None,
            labels=labels,
            listed=listed,
            category=category,
        )
        for code, (figures, labels) in by_code.items()
    ]
    for fact in facts:
        own = [f for f in binding.previous if _governing(reading, f, facts) is fact]
        fact.previous = latest(reading, own) if own else None
    if binding.rank is not None:
        placed = _governing(reading, binding.rank, facts)
        placed.rank, placed.position = binding.rank, binding.position
    if binding.streak is not None:
        _governing(reading, binding.streak, facts).streak = binding.streak
    return facts


def _governing(reading: SentenceReading, value: Mention, facts: list[Fact]) -> Fact:
    """The fact of the award that governs the value."""
    code = reading.award_at(value.start, value.end)
    return next((fact for fact in facts if fact.code == code), facts[0])


def _code_of(reading: SentenceReading, label: PredicateMention, *, figured: bool) -> str | None:
    """The award that the label belongs to: the governing one, else one that has the label."""
    code = reading.award_at(label.start, label.end)
    if code in label.codes or figured:
        return code
    if reading.before in label.codes:
        return reading.before
    if not label.bare:
        return code
    known = (c for c in label.codes if c in reading.context.awards.codes)
    return next(known, None)


def _categories(reading: SentenceReading) -> list[re.Match[str]]:
    """The prize's own categories in the sentence ("kategori Penilaian Kompetensi")."""
    view = reading.view
    return list(reading.frames["prize_category"].finditer(reading.text, view.start, view.end))


def _category(reading: SentenceReading, binding: Binding) -> str | None:
    """The category beside the values."""
    found = _categories(reading)
    if not found:
        return None
    anchor = binding.rank.end if binding.rank is not None else binding.recipient.end
    return next((m[0] for m in found if m.start() >= anchor), found[-1][0])


def carry_category(reading: SentenceReading, facts: list[Fact], state: ReadingState) -> None:
    """Places told behind the category's sentence, in its paragraph, are the category's too.

    As in "Kategori Industri Halal pun begitu.": the sentence need not tell any itself.
    """
    paragraph = reading.view.paragraph
    told = next((fact.category for fact in facts if fact.category is not None), None)
    if not facts:
        told = next((m[0] for m in _categories(reading)), None)
    if told is not None:
        state.category = (told, paragraph)
    elif state.category is not None and state.category[1] == paragraph:
        for fact in facts:
            if fact.position is not None:
                fact.category = state.category[0]
