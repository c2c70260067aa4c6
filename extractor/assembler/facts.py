"""What one sentence states of one recipient: the unit that records are merged from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extractor.models.mentions import Figure, PredicateMention, RankMention, StreakMention
from extractor.models.value import value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractor.assembler.view import SentenceView
    from extractor.models.mentions import Mention, RecipientMention

CARRIED = "label.carried"
"""Rule of a label that was told of a group or of the recipient before."""

Value = Figure | PredicateMention | RankMention | StreakMention


@dataclass(slots=True)
class Binding:
    """The values of one recipient in a sentence; ``rule`` names the reading that bound them."""

    recipient: RecipientMention
    figures: list[Figure] = field(default_factory=list)
    previous: list[Figure] = field(default_factory=list)
    labels: list[PredicateMention] = field(default_factory=list)
    rank: RankMention | None = None
    position: int | None = None
    streak: StreakMention | None = None
    rule: str = "item"


@dataclass(slots=True)
class Fact:
    """One statement: ``recipient`` has these values for award ``code``.

    Attributes:
        rule: the reading that bound them ("zip", "item", "topic", …).
        received: a verb hands the award over. off: it is only planned or hoped for.
        listed: how many recipients the sentence gives values to.
        category: the prize's own category ("kategori Penilaian Kompetensi").
    """

    recipient: RecipientMention
    sentence: SentenceView
    code: str | None
    rule: str
    score: Figure | None = None
    previous: Figure | None = None
    labels: list[PredicateMention] = field(default_factory=list)
    rank: RankMention | None = None
    position: int | None = None
    streak: StreakMention | None = None
    received: bool = False
    listed: int = 1
    category: str | None = None
    off: bool = False


@value()
class Refusal:
    """A candidate that made no record: where, and the coded reason."""

    recipient: RecipientMention | None
    mention: Mention
    reason: str
    cue: str | None = None


@value()
class Claim:
    """``labels`` are told of ``count`` recipients; None: of all that were listed.

    ``rest``: of those alone that are named from offset ``start`` on. ``first``: of those that
    the list names first.
    """

    code: str | None
    count: int | None
    nouns: tuple[str, ...]
    labels: tuple[PredicateMention, ...]
    start: int
    rest: bool = False
    first: bool = False


def carried(labels: Iterable[PredicateMention]) -> list[PredicateMention]:
    """The labels, marked as carried over to another recipient."""
    return [replace(label, rule=CARRIED) for label in labels]
