"""What one sentence states of one recipient: the unit that records are merged from."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.models.mentions import (
    Figure,
    Mention,
    PredicateMention,
    RankMention,
    RecipientMention,
    Sentence,
    StreakMention,
)

Key = tuple[str, str | None]
"""Canonical recipient name and region code."""


@dataclass(slots=True)
class Fact:
    """One statement: ``recipient`` has these values for award ``code``.

    ``rule`` names the reading that bound them ("zip", "item", "topic", …).
    """

    recipient: RecipientMention
    sentence: Sentence
    code: str | None
    rule: str
    score: Figure | None = None
    previous: Figure | None = None
    labels: list[PredicateMention] = field(default_factory=list)
    rank: RankMention | None = None
    position: int | None = None
    streak: StreakMention | None = None
    award: Mention | None = None
    received: bool = False
    listed: int = 1
    category: str | None = None
    off: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A candidate that made no record: where, and the coded reason."""

    recipient: RecipientMention | None
    mention: Mention
    reason: str
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """``labels`` are told of ``count`` recipients; None: of all that were listed."""

    sentence: Sentence
    code: str | None
    count: int | None
    nouns: tuple[str, ...]
    labels: tuple[PredicateMention, ...]
    rest: bool = False
