"""A total against the numbers told of each label: "dari 12 daerah, 7 zona hijau, 5 merah"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extractor.models import AwardRecord
from extractor.verifier.labels import Labels, LabelSpan
from extractor.verifier.reasons import Finding, reason_of
from extractor.verifier.schemes import scheme_of
from extractor.verifier.text import ArticleText
from extractor.verifier.wording import Wording, any_of, matcher, may_hold

# Longest stretch, in characters, between a number and the label it counts.
_REACH = 40


@dataclass(frozen=True)
class TallyCheck:
    """Finds totals that the numbers told of every label of a ladder do not make."""

    wording: Wording
    labels: Labels

    @cached_property
    def _total(self) -> re.Pattern[str]:
        of = any_of(self.wording.words.share_words)
        return re.compile(rf"(?<!\w)(?:{of})\s{self._counted}")

    @cached_property
    def _plain_total(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w.,/-]){self._counted}")

    @property
    def _counted(self) -> str:
        return rf"{self.wording.number}\s(?:\w+\s)?(?:{self.wording.groups})(?!\w)"

    def _totals(self, text: ArticleText) -> Iterator[re.Match[str]]:
        """Totals behind "dari"; others only before what opens their parts, the rarer sign."""
        words = self.wording.words
        ends: set[int] = set()
        if may_hold(text.lower, words.share_words):
            for total in self._total.finditer(text.lower):
                ends.add(total.end())
                yield total
        yield from self._totals_before(text)
        if not may_hold(text.lower, (":", *words.breakdown_words)):
            return
        for opener in self._opener.finditer(text.lower):
            start, _ = text.sentence_at(opener.start())
            for total in self._plain_total.finditer(text.lower, start, opener.start()):
                if total.end() not in ends:
                    ends.add(total.end())
                    yield total

    def _totals_before(self, text: ArticleText) -> Iterator[re.Match[str]]:
        """The only count of a sentence whose parts the next one opens with: "Hasilnya, 9 ..."."""
        for (start, end), (after, _) in pairwise(text.sentences):
            if self._opens_with_parts(text, start, end, after):
                found = list(self._plain_total.finditer(text.lower, start, end))
                if len(found) == 1 and "\n" not in text.text[end:after]:
                    yield found[0]

    def _opens_with_parts(self, text: ArticleText, start: int, end: int, after: int) -> bool:
        """Whether the next sentence begins with the parts of what this one counts."""
        if self._head.match(text.lower, after):
            return True
        return (
            self._first_part.match(text.lower, after) is not None
            and self._assessing.search(text.lower, start, end) is not None
        )

    @cached_property
    def _first_part(self) -> re.Pattern[str]:
        opens = any_of(self.wording.words.breakdown_numbers)
        return re.compile(rf"(?:(?:{opens})\s)?{self._counted}")

    @cached_property
    def _assessing(self) -> re.Pattern[str]:
        return matcher(self.wording.words.assessing_words)

    @cached_property
    def _head(self) -> re.Pattern[str]:
        return re.compile(rf"[\"“‘]?(?:{any_of(self.wording.words.breakdown_heads)})(?!\w)")

    @cached_property
    def _opener(self) -> re.Pattern[str]:
        return re.compile(rf":(?=\s)|(?<!\w)(?:{any_of(self.wording.words.breakdown_words)})(?!\w)")

    @cached_property
    def _number(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w.,/-]){self.wording.number}(?![\w.,]?[0-9])(?=\s)")

    def findings(self, text: ArticleText, records: tuple[AwardRecord, ...]) -> Iterator[Finding]:
        codes = dict.fromkeys(record.award.code for record in records)
        years = {record.award.code: record.award.year for record in records}
        for total in self._totals(text):
            end = self._end(text, total)
            for code in codes:
                found = self._tally(text, code, years[code], (total.end(), end))
                if found is not None:
                    beside = self._beside(text, found, (total.end(), end))
                    yield from self._judge(text, total, found, beside)
                    break

    def _end(self, text: ArticleText, total: re.Match[str]) -> int:
        """The end of the total's sentence, or of the next where that opens with its parts."""
        _, end = text.sentence_at(total.start())
        after = next((s for s in text.sentences if s[0] >= end), None)
        return (
            after[1]
            if after
            and "\n" not in text.text[end : after[0]]
            and self._opens_with_parts(text, *text.sentence_at(total.start()), after[0])
            else end
        )

    def _tally(
        self, text: ArticleText, code: str, year: int | None, span: tuple[int, int]
    ) -> list[tuple[int, LabelSpan, int]] | None:
        """Number, label and the number's offset for every label of one ladder, else None."""
        award = self.wording.knowledge.awards.get(code)
        if award is None:
            return None
        found = list(self.labels.find(award, text, *span))
        for ladder in award.ladders:
            mine = [x for x in found if x.dimension == ladder.dimension]
            wanted = {entry.label for entry in ladder.entries}
            scheme = scheme_of(award, year)
            if scheme is not None:
                named = {label for band in scheme.bands for label in band.labels}
                wanted = wanted & named or wanted
            if len(mine) != len(wanted) or {x.label for x in mine} != wanted or len(wanted) < 2:
                continue
            counted = []
            at = span[0]
            for label in mine:
                numbers = list(
                    self._number.finditer(text.lower, max(at, label.start - _REACH), label.start)
                )
                if len(numbers) != 1:
                    return None
                counted.append((self.wording.count(numbers[0]), label, numbers[0].start()))
                at = label.end
            return counted
        return None

    def _beside(
        self, text: ArticleText, parts: list[tuple[int, LabelSpan, int]], span: tuple[int, int]
    ) -> list[int]:
        """Further numbers of the sentence: some may be those that bear no label at all."""
        taken = {at for _, _, at in parts}
        return [
            self.wording.count(number)
            for number in self._number.finditer(text.lower, *span)
            if number.start() not in taken
        ]

    def _judge(
        self,
        text: ArticleText,
        total: re.Match[str],
        parts: list[tuple[int, LabelSpan, int]],
        beside: list[int],
    ) -> Iterator[Finding]:
        told, made = self.wording.count(total), sum(count for count, _, _ in parts)
        if told - made in {0, sum(beside), *beside}:
            return
        yield Finding(
            text.article, None,
            reason_of(
                "sum-mismatch",
                (
                    text.exhibit(*total.span()),
                    *(text.exhibit(at, label.end) for _, label, at in parts),
                ),
                told=told, sum=made, parts=" + ".join(str(count) for count, _, _ in parts),
            ),
        )  # fmt: skip
