"""Legends that an article prints ("zona hijau 81-100") against the bands of the assessment year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import cached_property

from extractor.models import AwardRecord
from extractor.models.verdict import Reason
from extractor.patterns.schema import AwardPattern, Scheme
from extractor.verifier.causes import cause_of, decimals_of, rounded_to
from extractor.verifier.labels import Labels, LabelSpan
from extractor.verifier.reasons import Finding, reason_of
from extractor.verifier.schemes import bands_of, scheme_of
from extractor.verifier.text import ArticleText, Number
from extractor.verifier.wording import Wording, any_of, matcher

_REACH = 60


@dataclass(frozen=True, slots=True)
class Limits:
    """The range that the article gives a label; ``high`` None where only the lower one is told."""

    label: LabelSpan
    low: Number
    high: Number | None


@dataclass(frozen=True)
class LegendCheck:
    """Finds printed limits that no band in force has; they only warn."""

    wording: Wording
    labels: Labels

    @cached_property
    def _join(self) -> re.Pattern[str]:
        return re.compile(rf"[\s)%]{{0,3}}(?:{any_of(self.wording.words.legend_joins)})[\s(]{{0,3}}")

    @cached_property
    def _lower(self) -> re.Pattern[str]:
        return matcher(self.wording.words.lower_limit_words)

    def findings(self, text: ArticleText, records: tuple[AwardRecord, ...]) -> Iterator[Finding]:
        told: set[tuple[str, int]] = set()
        for award, years in _awards(self.wording, text, records):
            schemes = self._schemes(award, years)
            if not schemes:
                continue
            for limits in self._limits(award, text):
                if (limits.label.label, limits.low.start) in told:
                    continue
                told.add((limits.label.label, limits.low.start))
                reason = self._judge(limits, schemes, text)
                if reason is not None:
                    yield Finding(text.article, None, reason)

    def _schemes(self, award: AwardPattern, years: Sequence[int]) -> list[Scheme]:
        found = [scheme_of(award, year) for year in years]
        schemes = [s for s in found if s is not None and s.limits in ("confirmed", "partial")]
        return schemes if schemes and len(schemes) == len(found) else []

    def _limits(self, award: AwardPattern, text: ArticleText) -> Iterator[Limits]:
        """Each range of the article with the label beside it, sentence by sentence."""
        for start, end in text.sentences:
            numbers = text.numbers_in(start, end)
            if not numbers:
                continue
            ranges = [
                (a, b)
                for a, b in zip(numbers, numbers[1:], strict=False)
                if self._join.fullmatch(text.lower[a.end : b.start])
            ]
            lower = self._lower.search(text.lower, start, end)
            if not ranges and lower is None:
                continue
            labels = list(self.labels.find(award, text, start, end))
            if not labels:
                continue
            if ranges:
                yield from _paired(labels, ranges)
            elif lower is not None and self.wording.unreal.search(text.lower, start, end) is None:
                yield from self._lower_limit(labels, numbers, lower.end())

    def _lower_limit(
        self, labels: list[LabelSpan], numbers: Sequence[Number], start: int
    ) -> Iterator[Limits]:
        behind = [n for n in numbers if n.start >= start]
        near = [x for x in labels if abs(x.start - start) <= _REACH]
        if behind and len({x.label for x in near}) == 1:
            yield Limits(near[0], behind[0], None)

    def _judge(self, limits: Limits, schemes: Sequence[Scheme], text: ArticleText) -> Reason | None:
        """The finding, unless one of the schemes that may hold gives the label these limits."""
        wrong: tuple[Number, Decimal, Decimal] | None = None
        for scheme in schemes:
            bands = [b for b in bands_of(scheme, limits.label.label) if b.min is not None and b.max is not None]
            if not bands:
                return None
            low = min(b.min for b in bands if b.min is not None)
            high = max(b.max for b in bands if b.max is not None)
            ends = sorted({b.max for b in scheme.bands if b.max is not None and b.max <= low})
            starts = sorted({b.min for b in scheme.bands if b.min is not None and b.min >= high})
            bad = None
            if not _same_limit(limits.low.value, low, ends[-1] if ends else None):
                bad = (limits.low, low, high)
            elif limits.high is not None and not _same_limit(
                limits.high.value, high, starts[0] if starts else None
            ):
                bad = (limits.high, low, high)
            if bad is None:
                return None
            wrong = wrong or bad
        if wrong is None:
            return None
        number, low, high = wrong
        right = low if number is limits.low else high
        end = limits.high or limits.low
        return reason_of(
            "legend-mismatch",
            (
                text.exhibit(limits.label.start, limits.label.end),
                text.exhibit(limits.low.start, end.end),
            ),
            cause_of(number.value, right),
            label=limits.label.label, told=number.value, low=low, high=high,
            rule=schemes[0].regulation or schemes[0].id,
        )  # fmt: skip


def _paired(
    labels: list[LabelSpan], ranges: list[tuple[Number, Number]]
) -> Iterator[Limits]:
    """Labels before their ranges, or behind them, as the first of each stand."""
    before = labels[0].start < ranges[0][0].start
    for index, (low, high) in enumerate(ranges):
        if before:
            left = ranges[index - 1][1].end if index else 0
            near = [x for x in labels if left <= x.start and x.end <= low.start]
            beside = near[-1:]
        else:
            right = ranges[index + 1][0].start if index + 1 < len(ranges) else high.end + _REACH
            beside = [x for x in labels if high.end <= x.start and x.end <= right][:1]
        for label in beside:
            if min(abs(low.start - label.end), abs(label.start - high.end)) <= _REACH:
                yield Limits(label, low, high)


def _same_limit(told: Decimal, limit: Decimal, next_door: Decimal | None) -> bool:
    """Whether a printed limit is the band's own or its neighbour's, rounded or cut as printed."""
    places = decimals_of(told)
    step = Decimal(1).scaleb(-places)
    meant = {limit} | ({next_door} if next_door is not None else set())
    near = {rounded_to(m, places) for m in meant}
    near |= {m.quantize(step, rounding=ROUND_DOWN) for m in meant}
    if next_door == limit or next_door is None:
        fine = max(places, 1 if limit < 10 else 0)
        near |= {limit - Decimal(1).scaleb(-fine), limit + Decimal(1).scaleb(-fine)}
    return told in near


def _awards(
    wording: Wording, text: ArticleText, records: tuple[AwardRecord, ...]
) -> list[tuple[AwardPattern, list[int]]]:
    """Awards of the article, each with the assessment years that its legend may mean."""
    published = (text.article.published or "")[:4]
    likely = [int(published), int(published) - 1] if published.isdigit() else []
    found: dict[str, list[int]] = {}
    for record in records:
        year = record.award.year
        years = found.setdefault(record.award.code, [])
        years += [y for y in ([year] if year is not None else likely) if y not in years]
    if not found:
        for code, award in wording.knowledge.awards.items():
            if award.schemes and any(alias.lower() in text.lower for alias in award.aliases):
                found[code] = likely
    awards = wording.knowledge.awards
    return [(awards[code], years) for code, years in found.items() if code in awards and years]
