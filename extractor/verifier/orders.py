"""Orders and superlatives of an article against the figures that it gives."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise, permutations

from extractor.models import AwardRecord
from extractor.verifier.causes import decimals_of
from extractor.verifier.reasons import Finding, reason_of
from extractor.verifier.text import ArticleText, spans_of
from extractor.verifier.wording import Wording, any_of, matcher, may_hold

_FEWEST = 3
_REACH = 90
_UNITS_OF_GOVERNMENT = frozenset({
    "dinas", "badan", "inspektorat", "sekretariat", "bagian", "satpol-pp", "unit", "kecamatan",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """A record with its score and where that stands in the text."""

    record: AwardRecord
    score: Decimal
    start: int
    end: int


@dataclass(frozen=True)
class OrderCheck:
    """Finds figures out of place in a ranked list, and highest figures that are not."""

    wording: Wording

    @cached_property
    def _ranking(self) -> re.Pattern[str]:
        return matcher((*self.wording.words.ranking_words, *self.wording.words.chain_words))

    @cached_property
    def _each(self) -> re.Pattern[str]:
        return matcher(self.wording.words.each_words)

    @cached_property
    def _top(self) -> re.Pattern[str]:
        words = self.wording.words
        return re.compile(
            rf"(?<!\w)(?P<top>{any_of(words.top_words)})(?!\w)"
            rf"|(?<!\w)(?P<low>{any_of(words.low_words)})(?!\w)"
        )

    @cached_property
    def _no_top_before(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{any_of(self.wording.words.not_top_before)})\s$")

    @cached_property
    def _no_top_after(self) -> re.Pattern[str]:
        return re.compile(rf"\s?(?:{any_of(self.wording.words.not_top_after)})(?!\w)")

    def findings(self, text: ArticleText, records: tuple[AwardRecord, ...]) -> Iterator[Finding]:
        placed = [p for record in records if (p := _placed(record)) is not None]
        groups: dict[tuple[str, int | None], list[Placed]] = defaultdict(list)
        for each in placed:
            groups[each.record.award.code, each.record.award.year].append(each)
        for group in groups.values():
            yield from self._ranked(text, group)
            yield from self._superlatives(text, group)

    def _ranked(self, text: ArticleText, group: list[Placed]) -> Iterator[Finding]:
        scopes: dict[tuple[str, str | None], list[Placed]] = defaultdict(list)
        for each in group:
            if each.record.rank is not None:
                scopes[kind_class(each.record), each.record.rank.scope].append(each)
        told: set[str] = set()
        for ranked in scopes.values():
            by_rank = sorted(ranked, key=lambda p: p.record.rank.position if p.record.rank else 0)
            if len({p.record.rank.position for p in by_rank if p.record.rank}) >= _FEWEST:
                told.update(p.record.record_id for p in by_rank)
                yield from self._out_of_place(text, by_rank)
        words = self.wording.words
        if not may_hold(text.lower, (*words.ranking_words, *words.chain_words)):
            return
        listed = [p for p in group if p.record.record_id not in told]
        for run in self._runs(text, listed):
            yield from self._out_of_place(text, run)

    def _runs(self, text: ArticleText, group: list[Placed]) -> Iterator[list[Placed]]:
        """Lists in one paragraph, or a line each, whose words say that they are ranked."""
        paragraphs: dict[tuple[int, int], list[Placed]] = defaultdict(list)
        for each in sorted(group, key=lambda p: p.start):
            paragraphs[text.paragraph_at(each.start)].append(each)
        lines: list[Placed] = []
        heading = 0
        cues_at = [m.start() for m in self._ranking.finditer(text.lower)]
        for (start, end), items in sorted(paragraphs.items()):
            if len(items) >= _FEWEST:
                if not any(start <= at < end for at in cues_at):
                    continue
                sentences = {text.sentence_at(item.start) for item in items}
                cues = sum(len(self._ranking.findall(text.lower[a:b])) for a, b in sentences)
                apart = any(self._each.search(text.lower[a:b]) for a, b in sentences)
                if cues and not apart and len(sentences) == 1:
                    yield items
            elif len(items) == 1:
                if lines and text.text[lines[-1].end : start].count("\n") > 1:
                    yield from self._lines(text, heading, lines)
                    lines = []
                if not lines:
                    heading = start
                lines.append(items[0])
        yield from self._lines(text, heading, lines)

    def _lines(
        self, text: ArticleText, heading: int, lines: list[Placed]
    ) -> Iterator[list[Placed]]:
        before = text.lower[max(0, text.text.rfind("\n", 0, max(0, heading - 1))) : heading]
        numbered = all(
            re.match(r"\s*[0-9]{1,2}\s?[.)]", text.text[text.paragraph_at(p.start)[0] :])
            for p in lines
        )
        if len(lines) > _FEWEST and numbered and self._ranking.search(before):
            yield lines

    def _out_of_place(self, text: ArticleText, ranked: Sequence[Placed]) -> Iterator[Finding]:
        scores = [p.score for p in ranked]
        if len(scores) < _FEWEST or _falls(scores) or _falls(scores[::-1]):
            return
        out = [i for i in range(len(scores)) if _falls([*scores[:i], *scores[i + 1 :]])]
        if not out:
            return
        culprit = out[0] if len(out) == 1 else _mendable(scores, out)
        if culprit is None:
            touched, spot = None, ranked[out[-1]]
        else:
            touched, spot = ranked[culprit].record.record_id, ranked[culprit]
        index = ranked.index(spot)
        near = [ranked[i] for i in (index - 1, index + 1) if 0 <= i < len(ranked)]
        yield Finding(
            text.article, touched,
            reason_of(
                "order-mismatch",
                [text.exhibit(p.start, p.end) for p in (spot, *near)],
                score=spot.score, place=index + 1,
                neighbours=", ".join(str(p.score) for p in near),
            ),
        )  # fmt: skip

    def _superlatives(self, text: ArticleText, group: list[Placed]) -> Iterator[Finding]:
        told: set[str] = set()
        words = self.wording.words
        if not may_hold(text.lower, (*words.top_words, *words.low_words)):
            return
        for match in self._top.finditer(text.lower):
            before, after = text.lower[: match.start()], text.lower[match.end() :]
            if self._no_top_before.search(before[-20:]) or self._no_top_after.match(after[:20]):
                continue
            claimed = self._claimed(text, match.start(), match.end(), group)
            if claimed is None or claimed.record.record_id in told:
                continue
            lowest = match["low"] is not None
            rivals = [
                p for p in group
                if _comparable(p.record, claimed.record)
                and (p.score < claimed.score if lowest else p.score > claimed.score)
            ]  # fmt: skip
            if rivals:
                told.add(claimed.record.record_id)
                best = (min if lowest else max)(rivals, key=lambda p: p.score)
                yield Finding(
                    text.article, claimed.record.record_id,
                    reason_of(
                        "maximum-mismatch",
                        (
                            text.exhibit(match.start(), match.end()),
                            text.exhibit(claimed.start, claimed.end),
                            text.exhibit(best.start, best.end),
                        ),
                        score=claimed.score, other=best.score, rival=best.record.recipient.name,
                    ),
                )  # fmt: skip

    def _claimed(
        self, text: ArticleText, start: int, end: int, group: list[Placed]
    ) -> Placed | None:
        """The one figure that "nilai tertinggi" is said of: next to it in the sentence."""
        first, last = text.sentence_at(start)
        inside = [p for p in group if first <= p.start and p.end <= last]
        if self.wording.previous.search(text.lower[first:last]):
            return None
        behind = [p for p in inside if 0 <= p.start - end <= _REACH]
        if behind:
            nearest = min(behind, key=lambda p: p.start)
            return nearest if self._named_alone(nearest, end, group) else None
        ahead = [p for p in inside if 0 <= start - p.end <= 40]
        if len(inside) == 1 and ahead:
            return ahead[0]
        return None

    def _named_alone(self, claimed: Placed, end: int, group: list[Placed]) -> bool:
        """Whether no other recipient is named between "tertinggi" and the figure."""
        return not any(
            end <= span.start < claimed.start
            for other in group
            if other is not claimed
            for span in spans_of(other.record, "recipient")
        )


def kind_class(record: AwardRecord) -> str:
    """Class of recipients that are compared with one another: units of a government, cities."""
    kind = record.recipient.kind
    return "unit" if kind in _UNITS_OF_GOVERNMENT else kind


def _comparable(one: AwardRecord, other: AwardRecord) -> bool:
    if one.record_id == other.record_id or kind_class(one) != kind_class(other):
        return False
    here, there = one.recipient.jurisdiction, other.recipient.jurisdiction
    if here is None or there is None:
        return here is there
    if kind_class(one) in {"kabupaten", "kota", "provinsi"}:
        return here.code[:2] == there.code[:2] or kind_class(one) == "provinsi"
    return here.code == there.code


def _placed(record: AwardRecord) -> Placed | None:
    spans = spans_of(record, "score")
    if record.score is None or not spans:
        return None
    return Placed(record, Decimal(record.score.value), spans[0].start, spans[0].end)


def _falls(scores: Sequence[Decimal]) -> bool:
    return all(a >= b for a, b in pairwise(scores))


def _mendable(scores: Sequence[Decimal], candidates: Sequence[int]) -> int | None:
    """Of several figures that may be out of place the one that one digit would put right."""
    found = [i for i in candidates if _mends(scores, i)]
    return found[0] if len(found) == 1 else None


def _mends(scores: Sequence[Decimal], index: int) -> bool:
    high = scores[index - 1] if index else None
    low = scores[index + 1] if index + 1 < len(scores) else None
    places = decimals_of(scores[index])
    digits = str(int(scores[index].scaleb(places)))
    slips = {
        digits[:i] + d + digits[i + 1 :] for i in range(len(digits)) for d in "0123456789"
    }  # fmt: skip
    if len(digits) <= 5:
        slips |= {"".join(order) for order in permutations(digits)}
    values = {Decimal(int(s)).scaleb(-places) for s in slips if s[0] != "0"}
    return any((high is None or v <= high) and (low is None or v >= low) for v in values)
