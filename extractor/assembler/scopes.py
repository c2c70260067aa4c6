"""The stretch of a sentence that a cue governs, and what may stand in it."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from extractor.models.value import value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.assembler.view import SentenceView
    from extractor.models.mentions import Mention
    from extractor.patterns.frames import FrameName
    from extractor.patterns.knowledge import Knowledge
    from extractor.patterns.shape import Shape


@value()
class Assertion:
    """Whether a mention is reported, or what else it is, and the cue that makes it so."""

    kind: str
    cue: str | None = None


@value()
class Scopes:
    """Scopes inside one sentence.

    Attributes:
        award_year: tells an earlier year from the award's.
        first_told: no sentence before told the award, and the article is about another one.
        known: the assertions found so far, by the mention's identity; each with its mention, so
            that no other one can take its place.
    """

    view: SentenceView
    patterns: Knowledge
    award_year: int | None
    first_told: bool = False
    known: dict[int, tuple[Mention, Assertion]] = field(default_factory=dict)

    @property
    def frames(self) -> Mapping[FrameName, Shape]:
        return self.patterns.frames

    def between(self, start: int, end: int) -> str:
        return self.view.text[start:end]

    def recipient_between(self, start: int, end: int) -> bool:
        return any(start <= m.start < end for m in self.view.recipients)

    def now(self, start: int, end: int) -> bool:
        """A cue of the present stands between."""
        return any(start <= c.start < end for c in self.view.cued("now"))

    def ended(self, start: int, end: int) -> bool:
        """A cue that ends any scope stands between."""
        return any(start <= c.start < end for c in self.view.cued("scope_end"))
