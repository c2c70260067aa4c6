"""Values told of a group that was named before: "Kelimanya mengantongi …", "masing-masing …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.assembler.facts import Binding
from extractor.assembler.list_parts import named_by
from extractor.assembler.stating import facts_of
from extractor.assembler.view import every_noun
from extractor.models.mentions import (
    Figure,
    PredicateMention,
    RankMention,
    RecipientMention,
    StreakMention,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.assembler.context import Context
    from extractor.assembler.facts import Fact
    from extractor.assembler.reading import SentenceReading
    from extractor.assembler.state import ReadingState
    from extractor.assembler.values import Values
    from extractor.models.mentions import CountMention, RegionMention

_BACK_HEAD = 39
_EVERY_HEAD = 2
"""Characters of a sentence in which the word that points to the group stands."""
_PARAGRAPHS = 3
"""So many paragraphs, and as many more as the group has members, are looked back."""
_PARTS = 2
"""Parts of a list and members of it, at least, that a sentence tells apart."""
_BESIDE = 2
_PROVINCE_CODE = 2
"""Characters of a province's code; those of regencies and cities are longer."""

Group = dict[tuple[str, tuple[str, ...]], RecipientMention]
"""Recipients by name and regions, the last one first."""


def tell_group(reading: SentenceReading, values: Values, state: ReadingState) -> bool:
    """Add the facts of a sentence about the last recipients; False where it is none such.

    As in "Kelimanya mengantongi 0,9981": values of the last recipients, as many as it counts.
    """
    view = reading.view
    if not values.told:
        return False
    back = [c for c in view.counts if c.back and view.opens_with(c, _BACK_HEAD)]
    every = any(view.opens_with(cue, _EVERY_HEAD) for cue in view.cued("every", "they"))
    if not (back or every):
        return False
    count = sum(c.count for c in back)
    they = "they" in view.cues
    if not count:
        count = len(state.listed) if they else _named_count(state.facts, view.paragraph)
    if not back and not they and count < 2:
        return False
    group = _group(reading, back, count, state)
    figures = [v for v in values.told if isinstance(v, Figure) and (v.announced or v.told)]
    labels = [v for v in values.told if isinstance(v, PredicateMention)]
    ranks = [v for v in values.told if isinstance(v, RankMention) and v.rule != "rank.range"]
    ranks = [rank for rank in ranks if rank.position is not None]
    streaks = [v for v in values.told if isinstance(v, StreakMention)]
    if len(group) != count or not (figures or labels or ranks or streaks):
        return False
    shared = figures if len(figures) == 1 else []
    for recipient in reversed(group.values()):
        binding = Binding(recipient, figures=shared[:], labels=labels[:], rule="group")
        if len(ranks) == 1:
            binding.rank, binding.position = ranks[0], ranks[0].position
        if len(streaks) == 1:
            binding.streak = streaks[0]
        state.facts.extend(facts_of(reading, binding, count))
    state.last_labels = labels or state.last_labels
    return True


def _group(
    reading: SentenceReading, back: list[CountMention], count: int, state: ReadingState
) -> Group:
    """The last ``count`` recipients of the kinds that the counted class can mean."""
    view, noun_kinds = reading.view, reading.context.patterns.numbers.noun_kinds
    nouns = (*(c.noun for c in back), every_noun(view))
    kinds = {kind for noun in nouns for kind in noun_kinds.get(noun, ())}
    told = [fact for fact in state.facts if _says(fact)]
    fitting = {
        (f.recipient.name, f.recipient.regions)
        for f in told
        if not kinds or f.recipient.kind in kinds
    }
    group: Group = {}
    beside = any(fact.sentence.end >= view.start - _BESIDE for fact in told)
    if len(state.regions_before) == count and not beside:
        group = {(m.name, m.regions): m for m in reversed(state.regions_before)}
    for fact in reversed(told if len(fitting) >= count else state.facts):
        if fact.off or (kinds and fact.recipient.kind not in kinds):
            continue
        near = view.paragraph - fact.sentence.paragraph < _PARAGRAPHS + count
        if near and len(group) < count:
            group.setdefault((fact.recipient.name, fact.recipient.regions), fact.recipient)
    return group


def _says(fact: Fact) -> bool:
    told = fact.score is not None or bool(fact.labels) or fact.position is not None
    return told or fact.received


def _named_count(facts: list[Fact], paragraph: int) -> int:
    """How many recipients this paragraph, else the one before, has named."""
    for number in (paragraph, paragraph - 1):
        named = {
            (f.recipient.name, f.recipient.regions) for f in facts if f.sentence.paragraph == number
        }
        if named:
            return len(named)
    return 0


def tell_listed(reading: SentenceReading, values: Values, state: ReadingState) -> bool:
    """Add the facts of a sentence that gives each of the list before its figure.

    As in "Nilainya masing-masing 85,60 dan 80,02".
    """
    if len(state.listed) < _PARTS:
        return False
    figures = [v for v in values.told if isinstance(v, Figure)]
    earlier = not figures and len(values.previous) == len(state.listed)
    chosen = values.previous if earlier else figures
    if len(chosen) < 2 or len(chosen) != len(state.listed):
        return False
    counted = any(c.back and c.count == len(chosen) for c in reading.view.counts)
    if "distribute" not in reading.view.cues and not counted:
        return False
    for recipient, figure in zip(state.listed, chosen, strict=True):
        binding = Binding(recipient, rule="zip")
        (binding.previous if earlier else binding.figures).append(figure)
        state.facts.extend(facts_of(reading, binding, len(chosen)))
    return True


def tell_parts(reading: SentenceReading, values: Values, state: ReadingState) -> bool:
    """Add the facts of a sentence that gives the parts of the list before it their values.

    As in "Dua yang pertama menyandang BB, sedangkan yang terakhir masih B".
    """
    view, told = reading.view, values.told
    if not told or len(state.listed) < _PARTS:
        return False
    parts = list(reading.frames["list_part"].finditer(view.text, view.start, view.end))
    if len(parts) < _PARTS:
        return False
    ends = [*(part.start() for part in parts[1:]), view.end]
    facts: list[Fact] = []
    for part, end in zip(parts, ends, strict=True):
        own = [value for value in told if part.end() <= value.start < end]
        if not own:
            return False
        for recipient in named_by(part, reading, state.listed):
            binding = Binding(recipient, rule="part")
            binding.labels.extend(v for v in own if isinstance(v, PredicateMention))
            binding.figures.extend(v for v in own if isinstance(v, Figure))
            facts.extend(facts_of(reading, binding, len(state.listed)))
    state.facts.extend(facts)
    return True


def regions_of(context: Context, mentions: Sequence[RegionMention]) -> list[RecipientMention]:
    """Regions of a sentence, whatever their role, for "dua kabupaten itu" after it."""
    regions = context.patterns.regions
    found: dict[str, RecipientMention] = {}
    for mention in mentions:
        if len(mention.codes) != 1 or len(mention.codes[0]) <= _PROVINCE_CODE:
            continue
        code = mention.codes[0]
        found.setdefault(
            code,
            RecipientMention(
                mention.start,
                mention.end,
                rule="name.place",
                name="",
                kind=regions[code].level,
                abbreviation=None,
                regions=mention.codes,
                level=mention.level,
                government=True,
                strength="bare",
            ),
        )
    return list(found.values())
