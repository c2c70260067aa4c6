"""Records of different years: previous scores and streaks against what earlier years told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.models.verdict import Exhibit, Reason
from extractor.verifier.between import ArticleComparison
from extractor.verifier.causes import cause_of
from extractor.verifier.claims import Claim
from extractor.verifier.reasons import reason_of
from extractor.verifier.streaks import Streak, StreakReader
from extractor.verifier.text import ArticleText, spans_of

# Publication may lag the assessment by a year, so a streak's start is told in either.
_LAG = 1


@dataclass(frozen=True)
class YearComparison:
    """Compares each record with those of other years on the same recipient and award."""

    articles: ArticleComparison
    streaks: StreakReader

    def reasons(
        self, claims: Sequence[Claim], texts: Mapping[str, ArticleText]
    ) -> Iterator[tuple[str, Reason]]:
        groups: dict[object, list[Claim]] = defaultdict(list)
        for claim in claims:
            groups[claim.who, claim.award].append(claim)
        for group in groups.values():
            if any(c.record.score and c.record.score.previous for c in group) and len(group) > 1:
                yield from self._previous(group)
            if self.streaks.told_by(group, texts):
                yield from self._streaks(group, texts)

    def _previous(self, group: Sequence[Claim]) -> Iterator[tuple[str, Reason]]:
        """A previous score against the score that the year before it reported."""
        for claim in group:
            score = claim.record.score
            if score is None or score.previous is None or claim.year is None:
                continue
            told = Decimal(score.previous)
            earlier = [
                c
                for c in group
                if c.year is not None and c.year < claim.year and c.score is not None
            ]
            if not earlier or any(c.score == told for c in earlier):
                yield from self._borne_out(claim, told, earlier)
                continue
            last = max(c.year or 0 for c in earlier)
            if last != claim.year - 1:
                continue
            rivals = [
                c
                for c in earlier
                if c.year == last and c.record.article.sha256 != claim.record.article.sha256
            ]
            spans = spans_of(claim.record, "previous")
            url = claim.record.article.url or claim.record.article.source
            mine = [Exhibit(text=s.text, start=s.start, end=s.end, url=url) for s in spans]
            for rival in rivals:
                assert rival.score is not None  # noqa: S101 -- earlier holds only claims with one
                reason = reason_of(
                    "previous-mismatch", (*mine, rival.exhibit()), cause_of(told, rival.score),
                    told=told, earlier=rival.score, year=last, teller=claim.teller(),
                    other=rival.teller(),
                )  # fmt: skip
                yield rival.record.record_id, reason
                if rival is rivals[0]:
                    yield claim.record.record_id, reason

    def _borne_out(
        self, claim: Claim, told: Decimal, earlier: Sequence[Claim]
    ) -> Iterator[tuple[str, Reason]]:
        """The earlier year's figure, repeated by a later article of another paper."""
        for other in earlier:
            if other.score == told and self.articles.independent(other, claim):
                yield other.record.record_id, reason_of(
                    "articles-agree", (other.exhibit(), claim.exhibit()), ours=other.told(),
                    other=claim.teller(), count=1, speaker="other",
                )  # fmt: skip

    def _streaks(
        self, group: Sequence[Claim], texts: Mapping[str, ArticleText]
    ) -> Iterator[tuple[str, Reason]]:
        told = [(c, self.streaks.of(c, texts.get(c.record.article.sha256))) for c in group]
        for claim, mine in told:
            for streak in mine:
                reason = (
                    self._inside(claim, streak, mine)
                    or self._against(claim, streak, told)
                    or self._broken(claim, streak, group)
                )
                if reason is not None:
                    yield claim.record.record_id, reason
                    break
            else:
                reason = self._breaks(claim, told)
                if reason is not None:
                    yield claim.record.record_id, reason

    def _inside(self, claim: Claim, streak: Streak, mine: Sequence[Streak]) -> Reason | None:
        """The streak against its own first year, and against another one of the article."""
        for other in mine:
            if other is not streak and _at_odds(claim, streak, claim, other):
                return _mismatch(streak, other.exhibit, other.times, claim)
        ends = _ends(claim)
        if streak.since is None or not streak.consecutive or not ends:
            return None
        possible = {end - streak.since + 1 for end in ends}
        if streak.times in possible:
            return None
        return _mismatch(streak, None, max(possible), None)

    def _against(
        self, claim: Claim, streak: Streak, told: Sequence[tuple[Claim, Sequence[Streak]]]
    ) -> Reason | None:
        """The streak against that of another article on the same recipient."""
        for other, streaks in told:
            if other.record.article.sha256 == claim.record.article.sha256:
                continue
            for rival in streaks:
                if _at_odds(claim, streak, other, rival):
                    return _mismatch(streak, rival.exhibit, rival.times, other)
        return None

    def _broken(self, claim: Claim, streak: Streak, group: Sequence[Claim]) -> Reason | None:
        """A year inside the streak in which another article tells a lower level."""
        if claim.year is None or not claim.labels:
            return None
        first = claim.year - streak.times + 1
        for other in group:
            if other.year is None or not first <= other.year < claim.year:
                continue
            compared = [
                self.articles.labels.compare(claim.award[0], other.year, mine, theirs)
                for mine in claim.labels
                for theirs in other.labels
            ]
            if compared and all(each is False for each in compared):
                return _mismatch(streak, other.exhibit(), other.told(), other)
        return None

    def _breaks(
        self, claim: Claim, told: Sequence[tuple[Claim, Sequence[Streak]]]
    ) -> Reason | None:
        """The reverse: this year's level lies inside a streak that a later article tells."""
        for other, streaks in told:
            for streak in streaks:
                if self._broken(other, streak, [claim]) is not None:
                    return _mismatch(streak, claim.exhibit(), claim.told(), other)
        return None


def _mismatch(
    streak: Streak, against: Exhibit | None, computed: object, other: Claim | None
) -> Reason:
    evidence = (streak.exhibit, against) if against is not None else (streak.exhibit,)
    return reason_of(
        "streak-mismatch", evidence, told=streak.times, since=streak.since, computed=computed,
        other=other.teller() if other else None,
    )  # fmt: skip


def _ends(claim: Claim) -> set[int]:
    """Years in which the streak may have been counted last."""
    ends = {claim.year} if claim.year is not None else set()
    if claim.published is not None:
        ends |= {claim.published.year, claim.published.year - _LAG}
    return ends


def _at_odds(one: Claim, mine: Streak, other: Claim, theirs: Streak) -> bool:
    """Whether two streaks cannot both be: their length less the years gone by must be one."""
    here, there = one.year, other.year
    if here is None or there is None:
        here = one.published.year if one.published else None
        there = other.published.year if other.published else None
    if here is None or there is None:
        return False
    if mine.since is not None and theirs.since is not None:
        slack = (here - mine.since - mine.times) - (there - theirs.since - theirs.times)
        return abs(slack) > _LAG or (slack != 0 and mine.consecutive and theirs.consecutive)
    if not (mine.consecutive and theirs.consecutive):
        return False
    return mine.times - theirs.times != here - there
