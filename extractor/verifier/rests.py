"""A total against a part and the rest of it: "dari 35 daerah, 30 hijau, sisanya 6 kuning"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extractor.models import AwardRecord
from extractor.verifier.reasons import Finding, reason_of
from extractor.verifier.text import ArticleText
from extractor.verifier.wording import Wording, any_of, may_hold

_PART = 60
_REST = 30
"""Characters between the total and its part, and between the word for the rest and its number."""


@dataclass(frozen=True)
class RestCheck:
    """Finds a part and a rest, of one sentence, that do not make the total."""

    wording: Wording

    @cached_property
    def _total(self) -> re.Pattern[str]:
        words = self.wording
        of = any_of(words.words.share_words)
        return re.compile(rf"(?<!\w)(?:{of})\s{words.number}\s(?:\w+\s)?(?:{words.groups})(?!\w)")

    @cached_property
    def _number(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w.,/-]){self.wording.number}(?![\w.,]?[0-9])(?!\s?%)(?=[\s,])")

    @cached_property
    def _rest(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{any_of(self.wording.words.rest_words)})(?!\w)")

    def findings(self, text: ArticleText, records: tuple[AwardRecord, ...]) -> Iterator[Finding]:
        del records
        if not may_hold(text.lower, self.wording.words.rest_words):
            return
        for rest in self._rest.finditer(text.lower):
            start, end = text.sentence_at(rest.start())
            totals = list(self._total.finditer(text.lower, start, rest.start()))
            if len(totals) != 1:
                continue
            parts = list(self._number.finditer(text.lower, totals[0].end(), rest.start()))
            left = self._number.search(text.lower, rest.end(), min(end, rest.end() + _REST))
            if len(parts) == 1 and left and parts[0].start() - totals[0].end() <= _PART:
                yield from self._judge(text, totals[0], parts[0], left)

    def _judge(
        self,
        text: ArticleText,
        total: re.Match[str],
        part: re.Match[str],
        left: re.Match[str],
    ) -> Iterator[Finding]:
        told = self.wording.count(total)
        parts = [self.wording.count(part), self.wording.count(left)]
        if sum(parts) == told:
            return
        yield Finding(
            text.article, None,
            reason_of(
                "sum-mismatch",
                [text.exhibit(*each.span()) for each in (total, part, left)],
                told=told, sum=sum(parts), parts=" + ".join(map(str, parts)),
            ),
        )  # fmt: skip
