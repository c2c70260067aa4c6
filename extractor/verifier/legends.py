"""Legends that an article prints ("zona hijau 81-100") against the bands of the assessment year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import cached_property
from itertools import pairwise

from extractor.models import AwardRecord
from extractor.models.verdict import Cause, Reason
from extractor.patterns.award_schema import AwardPattern, Scheme
from extractor.verifier.causes import cause_of, decimals_of, rounded_to
from extractor.verifier.labels import Labels, LabelSpan
from extractor.verifier.reasons import Finding, reason_of
from extractor.verifier.schemes import bands_of, scheme_of
from extractor.verifier.text import ArticleText, Number
from extractor.verifier.wording import Wording, any_of, matcher, may_hold

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
        return re.compile(
            rf"[\s)%]{{0,3}}(?:{any_of(self.wording.words.legend_joins)})[\s(]{{0,3}}"
        )

    @cached_property
    def _ranges(self) -> re.Pattern[str]:
        """Two numbers joined: what a legend cannot do without."""
        words = self.wording.words
        joins = any_of((*words.legend_joins, *words.legend_and))
        return re.compile(rf"[0-9][\s)%]{{0,3}}(?:{joins})[\s(]{{0,3}}[0-9]")

    @cached_property
    def _and(self) -> re.Pattern[str]:
        return re.compile(rf"\s(?:{any_of(self.wording.words.legend_and)})\s")

    @cached_property
    def _between(self) -> re.Pattern[str]:
        return matcher(self.wording.words.legend_between)

    @cached_property
    def _lower(self) -> re.Pattern[str]:
        return matcher(self.wording.words.lower_limit_words)

    def findings(self, text: ArticleText, records: tuple[AwardRecord, ...]) -> Iterator[Finding]:
        told: set[int] = set()
        lower_limit = may_hold(text.lower, self.wording.words.lower_limit_words)
        shapes = (self._ranges, self._lower) if lower_limit else (self._ranges,)
        at = [match.start() for shape in shapes for match in shape.finditer(text.lower)]
        if not at:
            return
        spans = sorted({text.sentence_at(start) for start in at})
        for award, years in self._awards(text, records):
            schemes = self._schemes(award, years)
            if not schemes:
                continue
            faults = [
                fault
                for span in spans
                for fault in self._of_sentence(award, schemes, text, span)
                if fault[0].start not in told
            ]
            told.update(number.start for number, _ in faults)
            if faults:
                yield Finding(text.article, None, _as_one([reason for _, reason in faults]))

    def _awards(
        self, text: ArticleText, records: tuple[AwardRecord, ...]
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
            found = {c: likely for c, names in self._names.items() if may_hold(text.lower, names)}
        awards = self.wording.knowledge.awards
        return [(awards[code], years) for code, years in found.items() if code in awards and years]

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        """Lower-case names of the awards that have bands."""
        return {
            code: tuple(alias.lower() for alias in award.aliases)
            for code, award in self.wording.knowledge.awards.items()
            if award.schemes
        }

    def _schemes(self, award: AwardPattern, years: Sequence[int]) -> list[Scheme]:
        found = [scheme_of(award, year) for year in years]
        schemes = [s for s in found if s is not None and s.limits in ("confirmed", "partial")]
        return schemes if schemes and len(schemes) == len(found) else []

    def _of_sentence(
        self, award: AwardPattern, schemes: list[Scheme], text: ArticleText, span: tuple[int, int]
    ) -> list[tuple[Number, Reason]]:
        """Wrong limits of one sentence, its ranges paired with labels in the way that fits best."""
        start, end = span
        numbers = text.numbers_in(start, end)
        if not numbers:
            return []
        ranges = [
            (a, b)
            for a, b in pairwise(numbers)
            if self._joined(text, a, b) and a.value < b.value and _may_be_of(award, a, b)
        ]
        lower = self._lower.search(text.lower, start, end)
        if not ranges and lower is None:
            return []
        labels = list(self.labels.find(award, text, start, end))
        if not labels:
            return []
        if ranges:
            readings = [r for r in _pairings(labels, ranges) if r]
            if not readings or not _is_legend(schemes, ranges):
                return []
            judged = [self._judged(reading, schemes, text) for reading in readings]
            return min(
                zip(judged, readings, strict=True), key=lambda pair: (-len(pair[1]), len(pair[0]))
            )[0]
        if lower is None or self.wording.unreal.search(text.lower, start, end) is not None:
            return []
        return self._judged(list(self._lower_limit(labels, numbers, lower.end())), schemes, text)

    def _joined(self, text: ArticleText, low: Number, high: Number) -> bool:
        gap = text.lower[low.end : high.start]
        if self._join.fullmatch(gap):
            return True
        before = text.lower[max(0, low.start - 25) : low.start]
        return bool(self._and.fullmatch(gap) and self._between.search(before))

    def _judged(
        self, reading: Sequence[Limits], schemes: Sequence[Scheme], text: ArticleText
    ) -> list[tuple[Number, Reason]]:
        found = [(limits.low, self._judge(limits, schemes, text)) for limits in reading]
        return [(number, reason) for number, reason in found if reason is not None]

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
            fault = _fault(limits, scheme)
            if fault is None:
                return None
            wrong = wrong or fault
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
            _explained(cause_of(number.value, right)),
            label=limits.label.label, told=number.value, low=low, high=high,
            rule=schemes[0].regulation or schemes[0].id,
        )  # fmt: skip


def _as_one(reasons: Sequence[Reason]) -> Reason:
    """One reason for one legend: the first fault's words, the evidence of all."""
    evidence = tuple(exhibit for reason in reasons for exhibit in reason.evidence)
    return reasons[0].model_copy(update={"evidence": evidence})


def _explained(cause: Cause | None) -> Cause | None:
    """A limit that simply is another one needs no cause."""
    return None if cause == "unexplained" else cause


def _fault(limits: Limits, scheme: Scheme) -> tuple[Number, Decimal, Decimal] | None:
    """The limit that the scheme does not give the label, with the right range."""
    named = bands_of(scheme, limits.label.label)
    bands = [b for b in named if b.min is not None and b.max is not None]
    if not bands:
        return None
    low = min(b.min for b in bands if b.min is not None)
    high = max(b.max for b in bands if b.max is not None)
    ends = sorted({b.max for b in scheme.bands if b.max is not None and b.max <= low})
    starts = sorted({b.min for b in scheme.bands if b.min is not None and b.min >= high})
    if not _same_limit(limits.low.value, low, ends[-1] if ends else None, lower=True):
        lone = limits.high is None and any(limits.low.value in (b.min, b.max) for b in scheme.bands)
        return None if lone else (limits.low, low, high)
    if limits.high is not None and not _same_limit(
        limits.high.value, high, starts[0] if starts else None, lower=False
    ):
        return (limits.high, low, high)
    return None


def _may_be_of(award: AwardPattern, low: Number, high: Number) -> bool:
    """Whether a range lies on the award's scale and is not the scale itself."""
    if any(s.min == low.value and s.max == high.value for s in award.scales):
        return False
    return not award.scales or high.value <= max(s.max for s in award.scales)


def _is_legend(schemes: Sequence[Scheme], ranges: Sequence[tuple[Number, Number]]) -> bool:
    """Several ranges are a legend; a single one only if it has a limit of some band."""
    if len(ranges) > 1:
        return True
    limits = {x for s in schemes for b in s.bands for x in (b.min, b.max) if x is not None}
    return any(number.value in limits for number in ranges[0])


def _pairings(
    labels: list[LabelSpan], ranges: list[tuple[Number, Number]]
) -> Iterator[list[Limits]]:
    """Ways to read it: labels before their ranges, behind them, or as two parallel lists."""
    before, behind = [], []
    for index, (low, high) in enumerate(ranges):
        left = ranges[index - 1][1].end if index else 0
        ahead = [x for x in labels if left <= x.start and x.end <= low.start]
        if ahead and low.start - ahead[-1].end <= _REACH:
            before.append(Limits(ahead[-1], low, high))
        right = ranges[index + 1][0].start if index + 1 < len(ranges) else high.end + _REACH
        after = [x for x in labels if high.end <= x.start and x.end <= right]
        if after and after[0].start - high.end <= _REACH:
            behind.append(Limits(after[0], low, high))
    yield before
    yield behind
    if len(labels) == len(ranges) and labels[-1].end <= ranges[0][0].start:
        yield [Limits(x, low, high) for x, (low, high) in zip(labels, ranges, strict=True)]


def _same_limit(told: Decimal, limit: Decimal, next_door: Decimal | None, *, lower: bool) -> bool:
    """Whether a printed limit is the band's own or its neighbour's, rounded or cut as printed.

    Where two bands join, the one beside the limit may be printed a step away: "71" for "> 70".
    """
    places = decimals_of(told)
    step = Decimal(1).scaleb(-places)
    meant = {limit} | ({next_door} if next_door is not None else set())
    near = {rounded_to(m, places) for m in meant}
    near |= {m.quantize(step, rounding=ROUND_DOWN) for m in meant}
    if next_door == limit:
        near.add(limit + step if lower else limit - step)
    return told in near
