"""Mentions: typed spans of an article, each with a value and the rule that made it.

Offsets are those of ``Article.text``. Plain frozen dataclasses: an article holds hundreds.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from extractor.models.record import Level, RecipientKind
from extractor.models.value import value

FigureKind = Literal["plain", "percent", "count", "money", "ordinal", "listno", "range"]
RegionRole = Literal["bare", "typed", "government", "title", "place", "scope", "body", "compare"]


STREAK_BESIDE = "streak.more"
"""Rule of a number of times without a word for "in a row", told beside one with it."""


@value()
class Mention:
    start: int
    end: int
    rule: str


@value()
class Figure(Mention):
    """A number. ``digits`` is its decimal string; ``announced``: a score noun stands before it,
    ``told``: a verb that reports a score does.

    ``bracket``: it stands alone in brackets; ``decimal``: it has decimals as printed;
    ``thousands``: its point may be a thousands sign ("32.046").
    """

    digits: str
    kind: FigureKind
    decimal: bool
    announced: bool
    told: bool
    bracket: bool
    thousands: bool = False
    joined: bool = False

    @property
    def value(self) -> Decimal:
        return Decimal(self.digits)


@value()
class RankMention(Mention):
    """A place in an order; position None where the words give none ("terendah")."""

    position: int | None
    of: int | None
    ordered: bool


@value()
class StreakMention(Mention):
    times: int


@value()
class DateMention(Mention):
    """A full date in ISO form, and whether its printed weekday fits."""

    iso: str
    weekday_fits: bool


@value()
class YearMention(Mention):
    """A year; ``stated``: a period word stands before it ("tahun", "TA", "LKPD")."""

    year: int
    stated: bool


@value()
class RegionMention(Mention):
    """A region's name; ``codes`` are the regions it may be, one where it is clear."""

    codes: tuple[str, ...]
    level: Level | None
    role: RegionRole


@value()
class RecipientMention(Mention):
    """A body that may receive an award.

    ``name`` is canonical without jurisdiction for agencies; for a government ``government``
    is True and ``name`` is filled when its region is resolved. ``regions`` are the codes its
    own words give; ``typed`` when they also say the level.
    """

    name: str
    kind: RecipientKind
    abbreviation: str | None
    regions: tuple[str, ...]
    level: Level | None
    government: bool
    strength: Literal["strong", "bare", "title"]
    own_region: Literal["region", "province", "context", "none"] = "context"


@value()
class AwardMention(Mention):
    code: str
    weak: bool
    name_end: int = 0


@value()
class PredicateMention(Mention):
    """A label; ``codes`` the awards whose ladder has it."""

    label: str
    codes: tuple[str, ...]
    bare: bool
    licensed: bool
    dimensions: tuple[str, ...] = ()


@value()
class BodyMention(Mention):
    name: str
    region: str | None


APPOSITION = "person.apposition"
"""The rule of a person whose role follows the name."""
_ROLE_GAP = 2


@value()
class PersonMention(Mention):
    """A named person with the role before the name, or in apposition behind it, as printed."""

    name: str
    role: str | None
    of_body: str | None

    @property
    def role_span(self) -> tuple[int, int]:
        """Where the role stands, with the blank or comma beside it; empty without one."""
        length = len(self.role) + _ROLE_GAP if self.role else 0
        if self.rule == APPOSITION:
            return self.end, self.end + length
        return self.start - length, self.start


@value()
class CueMention(Mention):
    category: str
    word: str


@value()
class CountMention(Mention):
    """A counted class of recipients ("empat OPD", "kesebelas pemda"); ``every``: all of them."""

    count: int
    noun: str
    back: bool


@value()
class Sentence:
    """A sentence of paragraph ``paragraph``, with its mentions in text order."""

    start: int
    end: int
    paragraph: int
    mentions: tuple[Mention, ...]


@value()
class Mentions:
    """All that the matchers found: the sentences of the text, and those of the title."""

    sentences: tuple[Sentence, ...]
    title: tuple[Sentence, ...]
    acronyms: tuple[tuple[str, str], ...] = ()
