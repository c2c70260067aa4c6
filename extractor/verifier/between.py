"""Records of the same recipient, award and year in different articles: agreement and conflict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from extractor.models.verdict import Cause, Reason
from extractor.verifier.causes import cause_of
from extractor.verifier.claims import Claim
from extractor.verifier.copies import Copies
from extractor.verifier.labels import Labels, labels_differ
from extractor.verifier.reasons import reason_of
from extractor.verifier.schemes import band_holding, bands_of, holds, scheme_of

# Two articles of which one states no year speak of one assessment within this many days.
_SAME_SEASON_DAYS = 200
# Rivals shown beside a figure; more articles of one story tell a reader nothing new.
_SHOWN = 5


@dataclass(frozen=True)
class ArticleComparison:
    """Compares each record with those of other articles on the same result."""

    labels: Labels
    copies: Copies

    def reasons(self, claims: Sequence[Claim]) -> Iterator[tuple[str, Reason]]:
        """Reasons with the id of the record that they concern."""
        groups: dict[tuple[tuple[str, str], tuple[str, str]], list[Claim]] = defaultdict(list)
        for claim in claims:
            groups[claim.who, claim.award].append(claim)
        for group in groups.values():
            if len(group) < 2 or len({claim.record.article.sha256 for claim in group}) < 2:
                continue
            tellings: dict[object, list[Claim]] = defaultdict(list)
            for claim in group:
                same = tellings[claim.year, claim.score, claim.record.predicates, claim.body]
                if len(same) < _SHOWN + 1:
                    same.append(claim)
            rivals = [claim for same in tellings.values() for claim in same]
            for claim in group:
                yield from self._judge(claim, rivals)
        yield from self._other_names(claims)

    def _judge(self, claim: Claim, rivals: Sequence[Claim]) -> Iterator[tuple[str, Reason]]:
        agreeing: list[Claim] = []
        differing: list[tuple[Claim, Cause | None]] = []
        for other in rivals:
            if not _same_result(claim, other):
                continue
            differs, cause = self._compare(claim, other)
            if differs:
                differing.append((other, cause))
            elif differs is False and self.independent(claim, other):
                agreeing.append(other)
        identifier = claim.record.record_id
        for other, cause in _distinct(differing):
            yield identifier, _difference(claim, other, cause)
        if agreeing:
            yield identifier, _agreement(claim, agreeing)

    def independent(self, one: Claim, other: Claim) -> bool:
        """Whether the other article is another paper's own, no reprint."""
        here, there = one.record.article, other.record.article
        if here.sha256 == there.sha256 or (here.url is not None and here.url == there.url):
            return False
        if here.site is not None and here.site == there.site:
            return False
        return not self.copies.copied(here.sha256, there.sha256)

    def _compare(self, one: Claim, other: Claim) -> tuple[bool | None, Cause | None]:
        """Whether two claims differ (True), agree (False) or say nothing of each other (None)."""
        at_odds = self._labels_differ(one, other)
        if one.score is not None and other.score is not None:
            cause = cause_of(one.score, other.score)
            if cause is not None:
                return True, cause
            return (True, "unexplained") if at_odds else (False, None)
        fits = self._fits(one, other)
        if at_odds or fits is False:
            return True, "unexplained"
        if one.score is not None:
            return None, None
        told_alike = bool(set(one.record.predicates) & set(other.record.predicates))
        if at_odds is False or told_alike or (fits and other.score is not None):
            return False, None
        return None, None

    def _labels_differ(self, one: Claim, other: Claim) -> bool | None:
        year = one.year or other.year
        return labels_differ(self.labels, one.award[0], year, one.labels, other.labels)

    def _fits(self, one: Claim, other: Claim) -> bool | None:
        """A label of one paper against the score of another, by confirmed bands."""
        scored, labelled = (one, other) if one.score is not None else (other, one)
        award = self.labels.wording.knowledge.awards.get(scored.record.award.code)
        year = scored.year or labelled.year
        if award is None or scored.score is None or not labelled.labels:
            return None
        scheme = scheme_of(award, year, scored.record.award.granting_body)
        if scheme is None or scheme.limits != "confirmed" or not band_holding(scheme, scored.score):
            return None
        known = [b for label in labelled.labels if (b := bands_of(scheme, label))]
        if not known:
            return None
        return all(any(holds(scheme, band, scored.score) for band in bands) for bands in known)

    def _other_names(self, claims: Sequence[Claim]) -> Iterator[tuple[str, Reason]]:
        """One figure under two names of one office: "Polresta Kota Medan", "Polrestabes Medan"."""
        groups: dict[object, list[Claim]] = defaultdict(list)
        for claim in claims:
            key = self._office(claim)
            if key is not None and claim.score is not None:
                groups[key, claim.award, claim.year, claim.score].append(claim)
        for group in groups.values():
            for claim in group:
                for other in group:
                    if claim.who[0] != other.who[0] and self.independent(claim, other):
                        yield claim.record.record_id, _agreement(claim, [other])
                        yield (
                            claim.record.record_id,
                            _difference(claim, other, "unexplained", name=True),
                        )
                        break

    def _office(self, claim: Claim) -> str | None:
        """What is left of an office's name without its type words; None for other recipients."""
        name = claim.who[0]
        for types, words in self._variants:
            if name.startswith(types):
                rest = f" {name} "
                for word in words:
                    rest = rest.replace(f" {word} ", " ")
                return rest.strip() or None
        return None

    @cached_property
    def _variants(self) -> list[tuple[tuple[str, ...], list[str]]]:
        """For each kind of office the beginnings of its names, and all words to leave out."""
        return [
            (
                tuple(f"{word} " for word in each.types),
                sorted((*each.types, *each.fillers), key=len, reverse=True),
            )
            for each in self.labels.wording.words.name_variants
        ]


def _same_result(one: Claim, other: Claim) -> bool:
    """Whether two claims of one recipient and award can speak of the same assessment."""
    if one.article == other.article or one.record.article.sha256 == other.record.article.sha256:
        return False
    if one.body and other.body and not (one.body <= other.body or other.body <= one.body):
        return False
    if one.year is not None and other.year is not None:
        return one.year == other.year
    if one.published is None or other.published is None:
        return False
    return abs((one.published - other.published).days) <= _SAME_SEASON_DAYS


def _distinct(differing: list[tuple[Claim, Cause | None]]) -> list[tuple[Claim, Cause | None]]:
    """One rival for each differing claim, the first that tells it."""
    seen: dict[tuple[Decimal | None, tuple[str, ...]], tuple[Claim, Cause | None]] = {}
    for other, cause in differing:
        seen.setdefault((other.score, other.record.predicates), (other, cause))
    return list(seen.values())[:_SHOWN]


def _difference(claim: Claim, other: Claim, cause: Cause | None, *, name: bool = False) -> Reason:
    return reason_of(
        "articles-differ", (claim.exhibit(), other.exhibit()), cause,
        ours=claim.record.recipient.name if name else claim.told(),
        theirs=other.record.recipient.name if name else other.told(),
        teller=claim.teller(), other=other.teller(),
        speaker=_quoted(claim, other),
        difference=_gap(claim, other),
    )  # fmt: skip


def _agreement(claim: Claim, agreeing: Sequence[Claim]) -> Reason:
    first = agreeing[0]
    return reason_of(
        "articles-agree", (claim.exhibit(), *(c.exhibit() for c in agreeing[:_SHOWN])),
        ours=claim.told(), other=first.teller(), count=len(agreeing),
        speaker=_quoted(claim, first),
    )  # fmt: skip


def _quoted(one: Claim, other: Claim) -> str:
    """Whether both papers quote the same person; unknown where one of them names nobody."""
    if one.record.speaker is None or other.record.speaker is None:
        return "unknown"
    return "same" if same_speaker(one, other) else "other"


def same_speaker(one: Claim, other: Claim) -> bool:
    """Whether both papers quote one person; a shorter form of the name counts."""
    here, there = one.record.speaker, other.record.speaker
    if here is None or there is None:
        return False
    left, right = set(here.name.lower().split()), set(there.name.lower().split())
    return left <= right or right <= left


def _gap(one: Claim, other: Claim) -> Decimal | None:
    if one.score is None or other.score is None:
        return None
    return abs(one.score - other.score) or None
