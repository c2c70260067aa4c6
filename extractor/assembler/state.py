"""What the sentences read so far leave behind for those that follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.models.value import value

if TYPE_CHECKING:
    from decimal import Decimal

    from extractor.assembler.columns import Columns
    from extractor.assembler.facts import Claim, Fact, Refusal
    from extractor.models.mentions import (
        Figure,
        PredicateMention,
        RankMention,
        RecipientMention,
        StreakMention,
    )


NEVER = -9
"""A paragraph before all others."""


@value()
class Contest:
    """Places of one class of a contest, told up to ``paragraph``."""

    labels: tuple[PredicateMention, ...]
    paragraph: int
    places: frozenset[int | None]


@value()
class GroupStreak:
    """A streak told of ``count`` recipients that are named after it, in ``paragraph``."""

    streak: StreakMention
    count: int
    paragraph: int


@value()
class Expected:
    """Recipients that a counted class announces: still ``count`` of these kinds."""

    count: int = 0
    paragraph: int = 0
    kinds: frozenset[str] = frozenset()
    labels: tuple[PredicateMention, ...] = ()


NOBODY_EXPECTED = Expected()


@dataclass(slots=True)
class ReadingState:
    """State of reading one article.

    Attributes:
        award: code of the award told of last.
        facts, refused, claims: what has been found.
        told_of: awards of each sentence, by its start.
        topic: the recipient that a sentence without one speaks of.
        listed: recipients of the last sentence that named several.
        regions_before: regions of the sentence before, whatever their role.
        listing: a list has been opened and goes on.
        carried: labels told of a group, for the recipients listed after it;
            ``carried_paragraph`` is where they hold.
        last_labels: labels told last, for "predikat yang sama".
        handed: the sentence before handed the award over; ``handed_paragraph``: where any did.
        announced_paragraph: where the award was last told without those who receive it.
        counted: size of the class counted last. contest: the places told last, with their class.
        expected: recipients announced and not yet named, in which paragraph, of which kinds,
            with which labels.
        group_streak: a streak told of a group before its members.
        unowned, unowned_place: a figure and a place told before their owner.
        streak_list: the numbers of the list are times in a row.
        brackets_past: the figures in brackets of the list are earlier ones.
        ours: the government spoken of as "we", and in which paragraph (``ours_paragraph``).
        columns: those of the table whose rows follow.
        category: the prize's category told last, and its paragraph.
        next_place: the next number of a list whose numbers are places.
        magnitudes: scores so far, for an award without a known scale.
    """

    award: str | None
    facts: list[Fact] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    told_of: dict[int, frozenset[str]] = field(default_factory=dict)
    topic: RecipientMention | None = None
    listed: list[RecipientMention] = field(default_factory=list)
    regions_before: list[RecipientMention] = field(default_factory=list)
    listing: bool = False
    carried: list[PredicateMention] = field(default_factory=list)
    carried_paragraph: int = -1
    last_labels: list[PredicateMention] = field(default_factory=list)
    handed: bool = False
    handed_paragraph: int = NEVER
    announced_paragraph: int = NEVER
    counted: int = 0
    contest: Contest | None = None
    expected: Expected = NOBODY_EXPECTED
    unowned: Figure | None = None
    unowned_place: RankMention | None = None
    group_streak: GroupStreak | None = None
    columns: Columns | None = None
    category: tuple[str, int] | None = None
    next_place: int | None = None
    streak_list: bool = False
    brackets_past: bool = False
    ours: RecipientMention | None = None
    ours_paragraph: int = NEVER
    magnitudes: list[Decimal] = field(default_factory=list)

    @property
    def told_paragraph(self) -> int:
        """Where the award was last handed over or told."""
        return max(self.handed_paragraph, self.announced_paragraph)

    def carry(self, labels: list[PredicateMention], paragraph: int) -> None:
        """Keep the labels for the recipients that follow in the paragraph."""
        self.carried, self.carried_paragraph = labels, paragraph
