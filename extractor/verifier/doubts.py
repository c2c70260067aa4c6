"""Figures that break an award's rules together, and keep those of another award of the article.

They were read under the wrong award: the article is not at fault, so nothing is contradicted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from re import Pattern

from extractor.models import AwardRecord
from extractor.models.verdict import Reason
from extractor.patterns.award_schema import AwardPattern
from extractor.verifier.schemes import bands_of, holds, rulebooks
from extractor.verifier.text import ArticleText
from extractor.verifier.wording import Wording, matcher

_RULES = frozenset({"out-of-scale", "band-mismatch"})
# A single figure out of bounds is the article's own slip.
_FEWEST = 2


@dataclass(frozen=True)
class AwardDoubt:
    """Takes back what several records of one article are charged with for their award's sake."""

    wording: Wording

    def settle(
        self, records: Sequence[AwardRecord], text: ArticleText, told: dict[str, list[Reason]]
    ) -> None:
        """Turn such reasons of ``told``, by record, into warnings."""
        groups: dict[str, list[AwardRecord]] = defaultdict(list)
        for record in records:
            if any(self._weighs(reason) for reason in told[record.record_id]):
                groups[record.award.code].append(record)
        for code, struck in groups.items():
            if len(struck) < _FEWEST:
                continue
            charged = [(record, _labels(record, told[record.record_id])) for record in struck]
            other = next((a for a in self._others(code, text) if self._fits(a, charged)), None)
            if other is None:
                continue
            for record in records:
                labels = _labels(record, told[record.record_id])
                if record.award.code == code and self._keeps(other, record, labels):
                    told[record.record_id] = [_softened(r) for r in told[record.record_id]]

    def _weighs(self, reason: Reason) -> bool:
        """Whether the reason speaks of the award's rules; a lost separator speaks of the print."""
        return reason.code in _RULES and not reason.warns and reason.cause != "decimal-lost"

    def _others(self, code: str, text: ArticleText) -> Iterable[AwardPattern]:
        """Other awards that the article names."""
        for other, names in self._names.items():
            if other != code and names.search(text.lower):
                yield self.wording.knowledge.awards[other]

    @cached_property
    def _names(self) -> dict[str, Pattern[str]]:
        return {
            code: matcher(name.lower() for name in (award.name, *award.aliases))
            for code, award in self.wording.knowledge.awards.items()
            if award.scales
        }

    def _fits(
        self, award: AwardPattern, charged: Iterable[tuple[AwardRecord, Sequence[str]]]
    ) -> bool:
        return all(self._keeps(award, record, labels) for record, labels in charged)

    def _keeps(self, award: AwardPattern, record: AwardRecord, labels: Sequence[str]) -> bool:
        """Whether figure and labels are as that award would give them."""
        if record.score is None:
            return False
        score = Decimal(record.score.value)
        ladder = {entry.label for each in award.ladders for entry in each.entries}
        conferred = record.award.model_copy(update={"granting_body": award.granting_body})
        for book in rulebooks(award, record.model_copy(update={"award": conferred})):
            if not book.scales or not book.in_scale(score):
                continue
            scheme = book.scheme
            bands = [bands_of(scheme, label) if scheme else () for label in labels]
            if set(labels) <= ladder and all(
                not limits or any(holds(scheme, band, score) for band in limits)
                for limits in bands
                if scheme is not None
            ):
                return True
        return False


def _labels(record: AwardRecord, reasons: Iterable[Reason]) -> Sequence[str]:
    """The labels that count: none where the figure alone is out of bounds."""
    return record.predicates if any(r.code == "band-mismatch" for r in reasons) else ()


def _softened(reason: Reason) -> Reason:
    if reason.code == "band-mismatch":
        return reason.model_copy(update={"code": "band-mismatch-unconfirmed"})
    return reason.model_copy(update={"warns": True}) if reason.code in _RULES else reason
