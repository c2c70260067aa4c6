"""Ranked lists of an article against the figures that it gives."""

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
from extractor.verifier.wording import Wording, matcher, may_hold

_FEWEST = 3
_UNITS_OF_GOVERNMENT = frozenset({
    "dinas", "badan", "inspektorat", "sekretariat", "bagian", "satpol-pp", "unit", "kecamatan",
})  # fmt: skip

_REGIONS = frozenset({"kabupaten", "kota"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A record with its score and where that stands in the text."""

    record: AwardRecord
    score: Decimal
    start: int
    end: int


@dataclass(frozen=True)
class OrderCheck:
    """Finds figures out of place in a ranked list."""

    wording: Wording

    @cached_property
    def _ranking(self) -> re.Pattern[str]:
        return matcher(self._cues)

    @cached_property
    def _cues(self) -> tuple[str, ...]:
        return (*self.wording.words.ranking_words, *self.wording.words.chain_words)

    @cached_property
    def _heading(self) -> re.Pattern[str]:
        """Words before a numbered list that say by what it is ranked."""
        return matcher((*self._cues, *self.wording.words.ranked_headings))

    @cached_property
    def _each(self) -> re.Pattern[str]:
        return matcher(self.wording.words.each_words)

    def findings(self, text: ArticleText, records: tuple[AwardRecord, ...]) -> Iterator[Finding]:
        for group in results_of(records):
            yield from self._ranked(text, group)

    def _ranked(self, text: ArticleText, group: list[Placed]) -> Iterator[Finding]:
        told: set[str] = set()
        for ranked in _rankings(group):
            by_rank = sorted(ranked, key=_position)
            if len({_position(p) for p in by_rank}) >= _FEWEST:
                told.update(p.record.record_id for p in by_rank)
                yield from self._out_of_place(text, by_rank)
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
        for (start, end), items in sorted(paragraphs.items()):
            if len(items) >= _FEWEST:
                if not may_hold(text.lower[start:end], self._cues):
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
        if len(lines) > _FEWEST and numbered and self._heading.search(before):
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


def _rankings(group: Sequence[Placed]) -> list[list[Placed]]:
    """Those with a place, list by list: cities stand with regencies where no place is taken twice.

    Another class, and another province, begins again at the first place.
    """
    scopes: dict[tuple[str, str | None], list[Placed]] = defaultdict(list)
    for each in group:
        if each.record.rank is not None:
            kind = kind_class(each.record)
            scopes["" if kind in _REGIONS else kind, each.record.rank.scope].append(each)
    lists = []
    for ranked in scopes.values():
        places = [_position(each) for each in ranked]
        if len(set(places)) == len(places):
            lists.append(ranked)
            continue
        apart: dict[tuple[str, str], list[Placed]] = defaultdict(list)
        for each in ranked:
            apart[kind_class(each.record), _province(each.record)].append(each)
        lists.extend(apart.values())
    return lists


def _province(record: AwardRecord) -> str:
    home = record.recipient.jurisdiction
    return home.code[:2] if home else ""


def _position(placed: Placed) -> int:
    rank = placed.record.rank
    return rank.position if rank is not None else 0


def kind_class(record: AwardRecord) -> str:
    """Class of recipients that are compared with one another: units of a government, cities."""
    kind = record.recipient.kind
    return "unit" if kind in _UNITS_OF_GOVERNMENT else kind


def results_of(records: Sequence[AwardRecord]) -> list[list[Placed]]:
    """The figures of an article, those of one award and year together."""
    groups: dict[tuple[str, int | None], list[Placed]] = defaultdict(list)
    for record in records:
        placed = placed_of(record)
        if placed is not None:
            groups[record.award.code, record.award.year].append(placed)
    return list(groups.values())


def placed_of(record: AwardRecord) -> Placed | None:
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
