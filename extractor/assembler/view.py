"""A sentence with its mentions by kind: sorted out once, read by every step of the assembler."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from extractor.models.mentions import (
    AwardMention,
    BodyMention,
    CountMention,
    CueMention,
    DateMention,
    Figure,
    Mention,
    PersonMention,
    PredicateMention,
    RankMention,
    RecipientMention,
    RegionMention,
    StreakMention,
    YearMention,
)
from extractor.models.value import value

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping, Sequence

    from extractor.models.mentions import Sentence
    from extractor.patterns.shape import Shape

MentionT = TypeVar("MentionT", bound=Mention)

_IDIOM = "idiom"
_WHOLE = frozenset({"joins", "receive", "award_noun"})
_TAKES_BACK = frozenset({"negated", "target", "plan", "hope", "difference", "previous"})
_INSIDE_STREAK = frozenset({"negated", "previous"})
"""Inside a phrase of the first, a word of the second takes nothing back: "tak mau kalah"."""


@value(eq=False)
class SentenceView:
    """One sentence of ``text`` (the whole article, or its title) and its mentions by kind.

    ``words``: the sentence itself.
    """

    text: str
    start: int
    end: int
    paragraph: int
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    labels: tuple[PredicateMention, ...]
    ranks: tuple[RankMention, ...]
    streaks: tuple[StreakMention, ...]
    counts: tuple[CountMention, ...]
    recipients: tuple[RecipientMention, ...]
    regions: tuple[RegionMention, ...]
    awards: tuple[AwardMention, ...]
    bodies: tuple[BodyMention, ...]
    people: tuple[PersonMention, ...]
    dates: tuple[DateMention, ...]
    years: tuple[YearMention, ...]
    cues: Mapping[str, Sequence[CueMention]]
    words: str

    @classmethod
    def of(cls, text: str, sentence: Sentence) -> SentenceView:
        by_type: dict[type[Mention], list[Mention]] = {}
        for mention in sentence.mentions:
            by_type.setdefault(type(mention), []).append(mention)

        def only(kind: type[MentionT]) -> tuple[MentionT, ...]:
            found = by_type.get(kind)
            return cast("tuple[MentionT, ...]", tuple(found)) if found else ()

        streaks = only(StreakMention)
        idioms = [cue for cue in only(CueMention) if cue.category == _IDIOM]
        found = [
            cue
            for cue in only(CueMention)
            if not (cue.category in _INSIDE_STREAK and _part_of(cue, streaks))
            and not (idioms and _part_of(cue, idioms))
        ]
        whole = [cue for cue in found if cue.category in _WHOLE and " " in cue.word]
        labels = [m for m in only(PredicateMention) if m.licensed or m.bare]
        cues: dict[str, list[CueMention]] = {}
        for cue in found:
            if cue.category == "difference" and _inside(cue, labels):
                continue
            if cue.category not in _TAKES_BACK or not _part_of(cue, whole):
                cues.setdefault(cue.category, []).append(cue)
        return cls(
            text=text,
            start=sentence.start,
            end=sentence.end,
            paragraph=sentence.paragraph,
            mentions=sentence.mentions,
            figures=only(Figure),
            labels=only(PredicateMention),
            ranks=only(RankMention),
            streaks=streaks,
            counts=only(CountMention),
            recipients=only(RecipientMention),
            regions=only(RegionMention),
            awards=only(AwardMention),
            bodies=only(BodyMention),
            people=only(PersonMention),
            dates=only(DateMention),
            years=only(YearMention),
            cues=cues,
            words=text[sentence.start : sentence.end],
        )

    def before(self, mention: Mention, most: int | None = None) -> str:
        """What stands before the mention in its sentence, at most so many characters."""
        start = self.start if most is None else max(self.start, mention.start - most)
        return self.text[start : mention.start]

    def found_before(
        self, frame: Shape, mention: Mention, most: int | None = None
    ) -> re.Match[str] | None:
        """The frame's match in what stands before the mention (see ``before``)."""
        if not frame.may_match(self.words):
            return None
        return frame.search(self.before(mention, most))

    def cued(self, category: str, *more: str) -> Sequence[CueMention]:
        """The cues of these categories."""
        cues = self.cues
        found = cues.get(category, ())
        for each in more:
            if each in cues:
                found = [*found, *cues[each]]
        return found

    def opens_with(self, mention: Mention, within: int) -> bool:
        """Whether the mention begins at most ``within`` characters behind the start."""
        return mention.start - self.start <= within


def _inside(cue: CueMention, labels: list[PredicateMention]) -> bool:
    """As in "kategori Kurang dengan 1,62": the word is the label."""
    return any(label.start <= cue.start and cue.end <= label.end for label in labels)


def _part_of(cue: CueMention, phrases: Sequence[Mention]) -> bool:
    """The cue is a word of a longer phrase."""
    length = cue.end - cue.start
    return any(
        p.start <= cue.start and cue.end <= p.end and p.end - p.start > length for p in phrases
    )


def views_of(text: str, sentences: Iterable[Sentence]) -> tuple[SentenceView, ...]:
    """The sentences of ``text`` with their mentions by kind."""
    return tuple(SentenceView.of(text, sentence) for sentence in sentences)


def every_noun(view: SentenceView) -> str:
    """The class behind "seluruh": "Seluruh OPD meraih …"; empty where none stands there."""
    for cue in view.cued("every"):
        words = view.text[cue.end : view.end].split(maxsplit=1)
        return words[0].lower() if words else ""
    return ""
