"""Means that an article gives of a group against the figures that it lists for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property

from extractor.models import AwardRecord
from extractor.verifier.causes import cause_of, cut_to, decimals_of, rounded_to
from extractor.verifier.reasons import Finding, reason_of
from extractor.verifier.text import ArticleText, Number, spans_of
from extractor.verifier.wording import Wording, any_of, matcher, may_hold

# Longest stretch, in characters, between "rata-rata" and its figure.
_REACH = 90


@dataclass(frozen=True)
class MeanCheck:
    """Finds a stated mean of "keempat OPD itu" that their figures do not give."""

    wording: Wording

    @cached_property
    def _mean(self) -> re.Pattern[str]:
        return matcher(self.wording.words.mean_words)

    @cached_property
    def _group(self) -> re.Pattern[str]:
        words = self.wording.words
        prefix, noun = re.escape(words.collective_prefix), self._nouns
        anaphora = any_of(words.group_anaphora)
        return re.compile(
            rf"(?<!\w)(?:(?P<both>{any_of(self.wording.both)})"
            rf"|(?P<collective>{prefix})?{self.wording.number}\s(?:\w+\s)?{noun}"
            rf"(?P<back>(?:\s\([^)]{{1,20}}\))?(?:\s\w+)?\s(?:{anaphora}))?)(?!\w)"
        )

    @property
    def _nouns(self) -> str:
        return rf"(?:{self.wording.groups}|{any_of(self.wording.words.mean_nouns)})"

    @cached_property
    def _of_list(self) -> re.Pattern[str]:
        return matcher(self.wording.words.mean_of_list)

    @cached_property
    def _wider(self) -> re.Pattern[str]:
        return matcher(self.wording.words.wider_words)

    def findings(self, text: ArticleText, records: tuple[AwardRecord, ...]) -> Iterator[Finding]:
        if not may_hold(text.lower, self.wording.words.mean_words):
            return
        for mean in self._mean.finditer(text.lower):
            start, end = text.sentence_at(mean.start())
            sentence = text.lower[start:end]
            if self._joins.search(sentence, 0, mean.start() - start):
                yield from self._judge_beside(text, records, mean, end)
                continue
            after = self._listed_after(text, mean.end(), end, sentence)
            if after is not None:
                if not self._wider.search(sentence):
                    yield from self._judge(text, *after)
                continue
            listed = self._of_list.fullmatch(mean[0]) is not None
            size = self._size(sentence) or (self._listed(text, records, start) if listed else None)
            if size is None or self._wider.search(sentence):
                continue
            stated = self._stated(text, mean.end(), end)
            if stated is None:
                continue
            figures = self._figures(text, records, stated, size, start)
            if figures is None:
                continue
            yield from self._judge(text, stated, figures)

    def _size(self, sentence: str) -> int | None:
        """Size of the one group that the sentence points back to."""
        sizes = set()
        for match in self._group.finditer(sentence):
            if match["both"]:
                sizes.add(self.wording.both[match["both"]])
            elif match["collective"] or match["back"]:
                sizes.add(self.wording.count(match))
        return sizes.pop() if len(sizes) == 1 else None

    def _listed(
        self, text: ArticleText, records: tuple[AwardRecord, ...], start: int
    ) -> int | None:
        """Number of figures in the sentence before, where that is a list of scores."""
        paragraph = text.paragraph_at(start)[0]
        before = [s for s in text.sentences if paragraph <= s[0] and s[1] <= start]
        figures = [n for n in text.numbers_in(*before[-1]) if n.decimals] if before else []
        scores = {span.start for record in records for span in spans_of(record, "score")}
        listed = len(figures) > 2 and any(n.start in scores for n in figures)
        return len(figures) if listed else None

    @cached_property
    def _joins(self) -> re.Pattern[str]:
        """Right before the mean of the figures just told: "atau rata-rata"."""
        return re.compile(rf"(?<!\w)(?:{any_of(self.wording.words.mean_joins)})\s$")

    def _judge_beside(
        self,
        text: ArticleText,
        records: tuple[AwardRecord, ...],
        mean: re.Match[str],
        end: int,
    ) -> Iterator[Finding]:
        """As in "A 90,00 dan B 80,00, atau rata-rata 85,00": the mean of the sentence's scores."""
        start = text.sentence_at(mean.start())[0]
        stated = self._stated(text, mean.end(), end)
        told = [n for n in text.numbers_in(start, mean.start()) if n.decimals and not n.percent]
        scores = {s.start for record in records for s in spans_of(record, "score")}
        if stated is None or len(told) < 2 or not all(n.start in scores for n in told):
            return
        if not self._wider.search(text.lower[start:end]):
            yield from self._judge(text, stated, [n.value for n in told])

    def _listed_after(
        self, text: ArticleText, start: int, end: int, sentence: str
    ) -> tuple[Number, list[Decimal]] | None:
        """A mean of a counted group whose figures the next sentence lists, all of them."""
        following = next((s for s in text.sentences if s[0] >= end), None)
        counts = {self.wording.count(m) for m in self._group.finditer(sentence) if not m["both"]}
        stated = self._stated(text, start, end)
        if following is None or stated is None or len(counts) != 1:
            return None
        if not self._lists.match(text.lower, *following):
            return None
        figures = [n.value for n in text.numbers_in(*following) if n.decimals and not n.percent]
        return (stated, figures) if len(figures) == counts.pop() else None

    @cached_property
    def _lists(self) -> re.Pattern[str]:
        words = self.wording.words
        return re.compile(rf"(?:{any_of((*words.list_heads, *words.introducers))})(?!\w)")

    def _stated(self, text: ArticleText, start: int, end: int) -> Number | None:
        near = text.numbers_in(start, min(end, start + _REACH))
        return next((n for n in near if n.decimals), None)

    def _figures(
        self,
        text: ArticleText,
        records: tuple[AwardRecord, ...],
        stated: Number,
        size: int,
        sentence_start: int,
    ) -> list[Decimal] | None:
        """The figures of the group: a list sentence before with as many, else the records'."""
        for start, end in reversed([s for s in text.sentences if s[0] < sentence_start]):
            listed = [n.value for n in text.numbers_in(start, end) if n.decimals and not n.percent]
            if len(listed) == size:
                return listed
            if len(listed) > size:
                return None
        scores = [
            Decimal(record.score.value)
            for record in records
            if record.score and not any(s.start == stated.start for s in spans_of(record, "score"))
        ]
        return scores if len(scores) == size else None

    def _judge(
        self, text: ArticleText, stated: Number, figures: list[Decimal]
    ) -> Iterator[Finding]:
        mean = sum(figures, Decimal(0)) / len(figures)
        places = decimals_of(stated.value)
        even = mean.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)
        right = rounded_to(mean, places)
        if stated.value in {right, even, cut_to(mean, places)}:
            return
        yield Finding(
            text.article, None,
            reason_of(
                "mean-mismatch",
                (text.exhibit(stated.start, stated.end),),
                cause_of(stated.value, right),
                told=stated.value, computed=right, figures=", ".join(map(str, figures)),
            ),
        )  # fmt: skip
