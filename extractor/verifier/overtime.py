"""Records of different years: previous scores and streaks against what earlier years told."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from extractor.models.verdict import Exhibit, Reason
from extractor.verifier.causes import cause_of
from extractor.verifier.between import ArticleComparison
from extractor.verifier.claims import Claim
from extractor.verifier.reasons import reason_of
from extractor.verifier.text import ArticleText, spans_of
from extractor.verifier.wording import Wording, any_of

# Publication may lag the assessment by a year, so a streak's start is told in either.
_LAG = 1


@dataclass(frozen=True, slots=True)
class Streak:
    """ "sembilan kali sejak 2016": how often, from which year on (None: not told)."""

    times: int
    since: int | None
    exhibit: Exhibit


@dataclass(frozen=True)
class YearComparison:
    """Compares each record with those of other years on the same recipient and award."""

    wording: Wording
    articles: ArticleComparison

    @cached_property
    def _since(self) -> re.Pattern[str]:
        words = self.wording.words
        return re.compile(
            rf"(?<![\w.,]){self.wording.number}\s(?:{any_of(words.streak_times)})(?!\w)"
            rf"[^.;:\n]{{0,60}}?(?<!\w)(?:{any_of(words.since_words)})\s(?P<since>(?:19|20)[0-9]{{2}})"
            rf"|(?<!\w)(?:{any_of(words.since_words)})\s(?P<first>(?:19|20)[0-9]{{2}})"
        )

    def reasons(
        self, claims: Sequence[Claim], texts: Mapping[str, ArticleText]
    ) -> Iterator[tuple[str, Reason]]:
        groups: dict[object, list[Claim]] = defaultdict(list)
        for claim in claims:
            groups[claim.who, claim.award].append(claim)
        for group in groups.values():
            if any(c.record.score and c.record.score.previous for c in group) and len(group) > 1:
                yield from self._previous(group)
            if any(c.record.streak for c in group):
                yield from self._streaks(group, texts)

    def _previous(self, group: Sequence[Claim]) -> Iterator[tuple[str, Reason]]:
        """A previous score against the score that the year before it reported."""
        for claim in group:
            score = claim.record.score
            if score is None or score.previous is None or claim.year is None:
                continue
            told = Decimal(score.previous)
            earlier = [c for c in group if c.year is not None and c.year < claim.year and c.score is not None]
            if not earlier or any(c.score == told for c in earlier):
                yield from self._borne_out(claim, told, earlier)
                continue
            last = max(c.year or 0 for c in earlier)
            if last != claim.year - 1:
                continue
            rivals = [c for c in earlier if c.year == last and c.record.article.sha256 != claim.record.article.sha256]
            for rival in rivals[:1]:
                assert rival.score is not None  # noqa: S101 -- earlier holds only claims with one
                cause = cause_of(told, rival.score)
                spans = spans_of(claim.record, "previous")
                url = claim.record.article.url or claim.record.article.source
                mine = [Exhibit(text=s.text, start=s.start, end=s.end, url=url) for s in spans]
                for who in (claim, rival):
                    yield who.record.record_id, reason_of(
                        "previous-mismatch", (*mine, rival.exhibit()), cause, told=told,
                        earlier=rival.score, year=last, teller=claim.teller(),
                        other=rival.teller(),
                    )  # fmt: skip

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
        told = [(c, self._streak(c, texts.get(c.record.article.sha256))) for c in group]
        for claim, streak in told:
            if streak is None:
                continue
            rival = self._inside(claim, streak) or self._against(claim, streak, told)
            if rival is None:
                rival = self._broken(claim, streak, group)
            if rival is not None:
                yield claim.record.record_id, rival

    def _streak(self, claim: Claim, text: ArticleText | None) -> Streak | None:
        times = claim.record.streak
        if times is None:
            return None
        spans = spans_of(claim.record, "streak")
        url = claim.record.article.url or claim.record.article.source
        exhibit = (
            Exhibit(text=spans[0].text, start=spans[0].start, end=spans[0].end, url=url)
            if spans
            else claim.exhibit()
        )
        since = None
        if text is not None and spans:
            start, end = text.sentence_at(spans[0].start)
            found = {int(m["since"] or m["first"]) for m in self._since.finditer(text.lower, start, end)}
            since = found.pop() if len(found) == 1 else None
        return Streak(times, since, exhibit)

    def _inside(self, claim: Claim, streak: Streak) -> Reason | None:
        """The streak against its own first year."""
        ends = {claim.year} if claim.year else set()
        if claim.published is not None:
            ends |= {claim.published.year, claim.published.year - _LAG}
        if streak.since is None or not ends:
            return None
        possible = {end - streak.since + 1 for end in ends if end is not None}
        if not possible or streak.times in possible or streak.times - 1 in possible:
            return None
        return reason_of(
            "streak-mismatch", (streak.exhibit,), told=streak.times, since=streak.since,
            computed=max(possible), other=None,
        )  # fmt: skip

    def _against(
        self, claim: Claim, streak: Streak, told: Sequence[tuple[Claim, Streak | None]]
    ) -> Reason | None:
        """The streak against that of another article on the same recipient."""
        for other, rival in told:
            if rival is None or other is claim:
                continue
            if not self._at_odds(claim, streak, other, rival):
                continue
            return reason_of(
                "streak-mismatch", (streak.exhibit, rival.exhibit), told=streak.times,
                since=streak.since, computed=rival.times, other=other.teller(),
            )  # fmt: skip
        return None

    def _at_odds(self, one: Claim, mine: Streak, other: Claim, theirs: Streak) -> bool:
        if one.year is not None and other.year is not None:
            return mine.times - theirs.times != one.year - other.year
        if mine.since is not None and theirs.since is not None:
            return abs(mine.since - theirs.since) > 0
        return False

    def _broken(self, claim: Claim, streak: Streak, group: Sequence[Claim]) -> Reason | None:
        """A year inside the streak in which another article tells a lower level."""
        if claim.year is None or not claim.record.predicates:
            return None
        first = claim.year - streak.times + 1
        for other in group:
            if other.year is None or not first <= other.year < claim.year:
                continue
            compared = [
                self.articles.labels.compare(claim.award[0], other.year, mine, theirs)
                for mine in claim.record.predicates
                for theirs in other.record.predicates
            ]
            if compared and all(each is False for each in compared):
                return reason_of(
                    "streak-mismatch", (streak.exhibit, other.exhibit()), told=streak.times,
                    since=streak.since, computed=other.told(), other=other.teller(),
                )  # fmt: skip
        return None
