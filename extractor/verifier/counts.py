"""Counts against the lists that follow them, and totals against their parts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extractor.models import AwardRecord
from extractor.verifier.listing import Items, ListReader, list_lines
from extractor.verifier.reasons import Finding, reason_of
from extractor.verifier.text import ArticleText
from extractor.verifier.wording import Wording, any_of, matcher, may_hold

# Longest stretch, in characters, between a count and the word that opens its list.
_REACH = 150
_CLOSE = 45


@dataclass(frozen=True, slots=True)
class Claim:
    """A count such as "empat OPD": offsets in the text and the number.

    ``nameless``: what it counts has no names of bodies; ``population``: those it is taken from.
    """

    start: int
    end: int
    number: int
    nameless: bool
    population: bool


@dataclass(frozen=True)
class CountCheck:
    """Finds counts that the article's own list, or their own parts, do not bear out."""

    wording: Wording

    @cached_property
    def lists(self) -> ListReader:
        return ListReader(self.wording)

    @cached_property
    def _claims(self) -> re.Pattern[str]:
        prefix = re.escape(self.wording.words.collective_prefix)
        return re.compile(
            rf"(?<![\w.,/-])(?:{prefix})?{self.wording.number}\s(?:buah\s|unit\s)?"
            rf"(?P<noun>{self.wording.groups}|{any_of(self.wording.words.sum_nouns)})(?![\w/])"
            rf"|(?<!\w)(?P<both>{any_of(self.wording.both)})(?!\w)"
        )

    @cached_property
    def _openers(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{any_of(self.wording.words.introducers)})(?!\w)|:(?=\s)|:$")

    @cached_property
    def _partial(self) -> re.Pattern[str]:
        return matcher((*self.wording.words.partial_introducers, *self.wording.words.list_tails))

    @cached_property
    def _population(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{any_of(self.wording.words.population_words)})\s(?:\w+\s)?$")

    @cached_property
    def _joined(self) -> re.Pattern[str]:
        return re.compile(
            rf"\s?(?:\([^)]{{1,20}}\)\s?)?(?:\w+\s){{0,4}}(?:\([^)]{{1,20}}\)\s?)?,?\s?"
            rf"(?:{any_of(self.wording.words.separators)})\s"
        )

    def findings(self, text: ArticleText, records: tuple[AwardRecord, ...]) -> Iterator[Finding]:
        """Count and sum mismatches of the article; ``records`` are not needed for them."""
        del records
        if ":" not in text.lower and not may_hold(text.lower, self.wording.words.introducers):
            return
        spans = {text.sentence_at(m.start()) for m in self._openers.finditer(text.lower)}
        for start, end in sorted(spans):
            sentence = text.lower[start:end]
            claims = self._claims_of(sentence)
            before = self._told_before(text, start) if not claims else None
            if before is not None and self._goes_on.match(sentence):
                start, sentence = before, text.lower[before:end]
                claims = self._claims_of(sentence)
            if not claims:
                continue
            for opener in self._openers.finditer(sentence):
                before = [c for c in claims if c.end <= opener.start()]
                if before:
                    yield from self._judge(text, (start, end), before, opener)

    def _told_before(self, text: ArticleText, start: int) -> int | None:
        """Start of the sentence before, where it counts one class of recipients."""
        index = bisect_left(text.sentences, (start,)) - 1
        if index < 0:
            return None
        first, end = text.sentences[index]
        claims = self._claims_of(text.lower[first:end])
        counted = [c for c in claims if not c.nameless and not c.population]
        return first if len(claims) == len(counted) == 1 else None

    @cached_property
    def _goes_on(self) -> re.Pattern[str]:
        """A sentence that lists those counted before: "Mereka adalah A, B dan C"."""
        heads = any_of(self.wording.words.list_heads)
        return re.compile(rf"(?:{heads})\s?(?:{any_of(self.wording.words.introducers)}|:)")

    def _claims_of(self, sentence: str) -> list[Claim]:
        return [
            Claim(
                m.start(), m.end(),
                self.wording.both[m["both"]] if m["both"] else self.wording.count(m),
                (m["noun"] or "") in self.wording.words.sum_nouns,
                bool(self._population.search(sentence[max(0, m.start() - 30) : m.start()])),
            )
            for m in self._claims.finditer(sentence)
        ]  # fmt: skip

    def _judge(
        self,
        text: ArticleText,
        span: tuple[int, int],
        claims: list[Claim],
        opener: re.Match[str],
    ) -> Iterator[Finding]:
        """One opener with the counts before it."""
        start, end = span
        sentence = text.lower[start:end]
        gap = sentence[claims[-1].end : opener.start()]
        if len(gap) > _REACH or self._openers.search(gap) or self._partial.search(gap):
            return
        chain = self._chain(sentence, claims)
        if chain[0].population and len(gap) > _CLOSE:
            return
        total = sum(claim.number for claim in chain)
        items = self._items(text, start + opener.end(), end, colon=opener[0] == ":")
        if items is None or any(claim.nameless for claim in chain):
            yield from self._parts(text, span, chain, opener)
            return
        told = {claim.number for claim in claims} | {total}
        told |= {self.wording.count(m) for m in self._fraction.finditer(sentence[: opener.start()])}
        if any(items.least <= number <= items.most for number in told) or total > 60:
            return
        counted = items.least if total < items.least else items.most
        yield Finding(
            text.article, None,
            reason_of(
                "count-mismatch",
                (
                    text.exhibit(start + chain[0].start, start + chain[-1].end),
                    text.exhibit(start + opener.start(), items.end),
                ),
                told=total, counted=counted,
            ),
        )  # fmt: skip

    @cached_property
    def _separators(self) -> re.Pattern[str]:
        """What may part two bodies inside one list line; a comma before a figure does not."""
        return re.compile(rf"[,;](?!\s?[0-9])|\s(?:{any_of(self.wording.words.separators)})\s")

    @cached_property
    def _fraction(self) -> re.Pattern[str]:
        return re.compile(rf"{self.wording.number}\s(?:{any_of(self.wording.words.share_words)})\s")

    def _chain(self, sentence: str, claims: list[Claim]) -> list[Claim]:
        """The last count with those joined to it: "empat OPD dan dua UPT"."""
        chain = [claims[-1]]
        for claim in reversed(claims[:-1]):
            if not self._joined.fullmatch(sentence[claim.end : chain[0].start]):
                break
            chain.insert(0, claim)
        return chain

    def _items(self, text: ArticleText, start: int, end: int, *, colon: bool) -> Items | None:
        if colon and not text.text[start:end].strip():
            paragraphs = _paragraphs_after(text, end)
            lines = list_lines(paragraphs, text.text)
            if len(lines) < 2:
                return None
            several = sum(len(self._separators.findall(line)) for line in lines)
            return Items(len(lines), len(lines) + several, paragraphs[len(lines) - 1][1])
        return self.lists.items(text.text, start, end)

    def _parts(
        self, text: ArticleText, span: tuple[int, int], chain: list[Claim], opener: re.Match[str]
    ) -> Iterator[Finding]:
        """A total against the counts that follow: "enam unit, yakni empat OPD dan dua UPT"."""
        start, end = span
        if len(chain) != 1 or text.text[start + opener.end() : end].count("\n"):
            return
        rest = text.lower[start + opener.end() : end]
        found = list(self._part.finditer(rest))
        if len(found) < 2 or not self._covers(rest, found):
            return
        total, parts = chain[0].number, [self.wording.count(m) for m in found]
        if sum(parts) == total or total in parts:
            return
        yield Finding(
            text.article, None,
            reason_of(
                "sum-mismatch",
                (
                    text.exhibit(start + chain[0].start, start + chain[0].end),
                    text.exhibit(
                        start + opener.end() + found[0].start(),
                        start + opener.end() + found[-1].end(),
                    ),
                ),
                told=total, sum=sum(parts), parts=" + ".join(map(str, parts)),
            ),
        )  # fmt: skip

    @cached_property
    def _part(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w.,/-]){self.wording.number}\s(?!{self.wording.percent})[a-z]+")

    def _covers(self, rest: str, found: list[re.Match[str]]) -> bool:
        """Whether the parts stand one after the other, with nothing else between them."""
        if found[0].start() > 3 or self._partial.search(rest):
            return False
        gaps = [rest[a.end() : b.start()] for a, b in pairwise(found)]
        joined = re.compile(
            rf"(?:\s[\w/()-]+){{0,7}}?(?:,|\s(?:{any_of(self.wording.words.separators)}))"
            rf"(?:\s(?:{any_of(self.wording.words.separators)}))?\s"
        )
        more = rf"\s(?:{any_of(self.wording.words.separators)})\s"
        if re.search(more, rest[found[-1].end() : found[-1].end() + _CLOSE]):
            return False
        return all(joined.fullmatch(gap) for gap in gaps)


def _paragraphs_after(text: ArticleText, offset: int) -> list[tuple[int, int]]:
    spans = []
    at = text.text.find("\n", offset - 1) + 1 if text.text[offset - 1 : offset] != "\n" else offset
    while 0 < at < len(text.text):
        end = text.text.find("\n", at)
        end = len(text.text) if end < 0 else end
        spans.append((at, end))
        at = end + 1
    return spans
