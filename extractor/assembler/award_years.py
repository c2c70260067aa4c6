"""The assessment year of an award, as the article states it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from extractor.assembler.assertions import is_off

if TYPE_CHECKING:
    from extractor.assembler.view import SentenceView
    from extractor.models.mentions import AwardMention, YearMention
    from extractor.patterns.knowledge import Knowledge

_TITLE_WEIGHT = 3.0
_LEAD_WEIGHT = 3.0
_TEXT_WEIGHT = 2.0
_INSIDE = 3
_INSIDE_STATED = 11
_WEAK = 12
_NEAR = 75
"""Characters between a year and the award's name."""
_BEFORE_COST = 10
"""A year before the name counts as this many characters further away."""
_NO_LIMIT = 0
"""In place of the year of printing: no year is too long ago."""
_LONG_AGO = 2
"""Years after which one that only stands near the award is an earlier one's."""
_LEAD = 3
"""Last paragraph in which a year without the award's name counts."""
_RELATIVE = frozenset({"year.this", "year.last"})
_NO_DATE = 9999
_AIMS = ("target", "plan", "hope", "must")
_AIM_REACH = 30
"""Characters between a year and the word that makes it a plan's."""


class StatedYear(NamedTuple):
    """The year and, where it stands in the text, its mention; in the title alone, None."""

    year: int
    mention: YearMention | None


@dataclass(slots=True)
class AwardYears:
    """Assessment years of an article's awards, each found once."""

    published: str | None
    title: tuple[SentenceView, ...]
    sentences: tuple[SentenceView, ...]
    patterns: Knowledge
    _found: dict[str, StatedYear | None] = field(default_factory=dict)

    def of(self, code: str | None) -> StatedYear | None:
        """The year that most speaks for the award with this code; the latest of equals."""
        if code is None:
            return None
        if code not in self._found:
            self._found[code] = self._find(code)
        return self._found[code]

    def _find(self, code: str) -> StatedYear | None:
        latest = (self.published or "")[:4]
        limit = int(latest) if latest.isdigit() else _NO_DATE
        votes: dict[int, float] = {}
        where: dict[int, YearMention] = {}
        for view in self.title:
            awards = [m for m in view.awards if m.code == code]
            for year in view.years:
                if year.year > limit or self._is_other(view, year, limit):
                    continue
                vote = _vote(year, awards, _TITLE_WEIGHT, limit)
                if vote:
                    votes[year.year] = votes.get(year.year, 0.0) + vote
        views = (*self.title, *self.sentences)
        naming = [view for view in views if any(m.code == code for m in view.awards)]
        for view in self.sentences:
            awards = [m for m in view.awards if m.code == code]
            for year in view.years:
                once = naming == [view] and any(_gap(year, m) <= _INSIDE for m in awards)
                if year.year > limit or self._is_other(view, year, limit, told_once=once):
                    continue
                sure = [m for m in awards if not m.weak or year.stated or _gap(year, m) <= _WEAK]
                other = any(m.code != code and not m.weak for m in view.awards)
                lead = view.paragraph <= _LEAD and not (other and not awards)
                weight = _LEAD_WEIGHT if lead else _TEXT_WEIGHT
                known = _NO_LIMIT if self._of_figure(view, year) else limit
                vote = _vote(year, sure, weight, known, lead=lead)
                if vote:
                    votes[year.year] = votes.get(year.year, 0.0) + vote
                    where.setdefault(year.year, year)
        if not votes:
            return None
        best = max(votes, key=lambda y: (votes[y], y))
        return StatedYear(best, where.get(best))

    def _of_figure(self, view: SentenceView, year: YearMention) -> bool:
        """As in "82,82 pada 2023": the year right behind a score's decimals is that score's."""
        frame = self.patterns.frames["year_of_figure"]
        figures = (f for f in view.figures if f.decimal and f.end <= year.start)
        return any(frame.fullmatch(view.text, f.end, year.start) for f in figures)

    def _is_other(
        self, view: SentenceView, year: YearMention, limit: int, *, told_once: bool = False
    ) -> bool:
        """A year of a plan, of a budget or of a much earlier assessment."""
        if is_off(view, self.patterns, year, told_once=told_once):
            return True
        aims = (c for c in view.cued(*_AIMS) if 0 <= c.start - year.end <= _AIM_REACH)
        takes = view.cued("receive")
        if any(not any(year.end <= t.start < aim.start for t in takes) for aim in aims):
            return True
        if year.rule in _RELATIVE and any(f.kind == "money" for f in view.figures):
            return True
        past = self.patterns.frames["years_ago"].match(view.text, year.end)
        return past is not None and limit - year.year >= _LONG_AGO


def _vote(
    year: YearMention,
    awards: list[AwardMention],
    weight: float,
    limit: int,
    *,
    lead: bool = False,
) -> float:
    """How much the mention speaks for its year, told in the year ``limit``: 0 not at all."""
    near = min((_gap(year, award) for award in awards), default=None)
    vote = 0.0
    if near is not None and near <= (_INSIDE_STATED if year.stated else _INSIDE):
        vote = 6 * weight
    elif near is not None and near <= _NEAR and (year.stated or limit - year.year < _LONG_AGO):
        vote = 2 * weight
    elif near is not None and year.stated:
        vote = weight
    elif year.stated and lead:
        vote = 0.7
    return 0.4 if vote and year.rule in _RELATIVE else vote


def _gap(year: YearMention, award: AwardMention) -> int:
    """Characters between the year and the award's name; 0 inside it."""
    if year.start >= award.start and year.end <= award.end:
        return 0
    if year.start >= award.end:
        return year.start - award.end
    return award.start - year.end + _BEFORE_COST
