"""An article's text as verification reads it: sentences and numbers, with their offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from extractor.models import Article, AwardRecord
from extractor.models.record import Evidence
from extractor.models.verdict import Exhibit

_NUMBER = re.compile(r"(?<![\w.,])[0-9]{1,12}(?:[.,][0-9]{1,12}){0,4}(?![0-9])")
_PRINTED = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){1,4}(?:,[0-9]{1,6})?")
_SENTENCE_END = re.compile(r"[.!?…]{1,3}[\"”’»')\]]{0,3}\s{1,5}(?=[\"“‘«(\[]?[A-Z0-9])|\n")
_SHORT = re.compile(r"(?:^|[\s(\"“])(?:[A-Z]|[A-Z][a-z]{1,2}|[a-z]{1,2}|Prof|kab|kec|kel|prov)\.$")
_LIST_NUMBER = re.compile(r"(?:^|\n)\s{0,3}[0-9]{1,2}\.$")


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number; offsets are those of the article's text."""

    start: int
    end: int
    value: Decimal
    decimals: int
    percent: bool


def decimal_of(printed: str, *, thousands: bool = True) -> Decimal | None:
    """Value of a printed number: "94, 62", "91.01", "1.077", "1.250,5"; None if it is none.

    ``thousands``: a point before exactly three digits parts thousands, else decimals.
    """
    compact = printed if printed.isascii() and " " not in printed else re.sub(r"\s", "", printed)
    if compact.isascii() and compact.isdigit():
        return Decimal(compact)
    if not _PRINTED.fullmatch(compact):
        return None
    if "," in compact:
        whole, _, cut = compact.rpartition(",")
        if "." in cut:
            return Decimal(compact.replace(",", ""))
        return Decimal(f"{whole.replace('.', '').replace(',', '')}.{cut}")
    if compact.count(".") == 1 and not (thousands and _GROUPED.fullmatch(compact)):
        return Decimal(compact)
    return Decimal(compact.replace(".", ""))


@dataclass(frozen=True)
class ArticleText:
    """The text with lower-case copy of equal length.

    ``scores`` are spans that records rest on; ``percent_words`` stand after a share.
    """

    article: Article
    scores: tuple[tuple[int, int], ...] = ()
    percent_words: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.article.text

    @cached_property
    def lower(self) -> str:
        low = self.text.lower()
        if len(low) == len(self.text):
            return low
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Half-open spans; a paragraph's end always ends a sentence."""
        spans: list[tuple[int, int]] = []
        start = 0
        for match in _SENTENCE_END.finditer(self.text):
            head = self.text[max(start - 1, match.start() - 8, 0) : match.start() + 1]
            if "\n" not in match[0] and match[0][0] == "." and _abbreviates(head):
                continue
            if self.text[start : match.start()].strip():
                spans.append((start, match.end() - _blanks(match[0])))
            start = match.end()
        if self.text[start:].strip():
            spans.append((start, len(self.text)))
        return tuple(spans)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The sentence that holds the offset; the whole text if none does."""
        index = bisect_left(self.sentences, (offset + 1,)) - 1
        if index >= 0 and self.sentences[index][0] <= offset < self.sentences[index][1]:
            return self.sentences[index]
        return (0, len(self.text))

    def sentence_number(self, offset: int) -> int:
        """How many sentences begin before or at the offset: close ones have close numbers."""
        return bisect_left(self.sentences, (offset + 1,))

    def paragraph_at(self, offset: int) -> tuple[int, int]:
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return start, len(self.text) if end < 0 else end

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(sorted(self._numbers(), key=lambda number: number.start))

    def numbers_in(self, start: int, end: int) -> tuple[Number, ...]:
        first = bisect_left(self.numbers, start, key=lambda number: number.start)
        found = []
        for number in self.numbers[first:]:
            if number.start >= end:
                break
            if number.end <= end:
                found.append(number)
        return tuple(found)

    def exhibit(self, start: int, end: int) -> Exhibit:
        return Exhibit(
            text=self.text[start:end], start=start, end=end,
            url=self.article.url or self.article.source,
        )  # fmt: skip

    def _numbers(self) -> Iterator[Number]:
        taken = []
        for start, end in self.scores:
            value = decimal_of(self.text[start:end], thousands=False)
            if value is not None:
                taken.append((start, end))
                yield self._number(start, end, value)
        for match in _NUMBER.finditer(self.text):
            start, end = match.span()
            if any(a < end and start < b for a, b in taken):
                continue
            value = decimal_of(match[0])
            if value is not None:
                yield self._number(start, end, value)

    def _number(self, start: int, end: int, value: Decimal) -> Number:
        exponent = value.as_tuple().exponent
        after = self.lower[end : end + 9].lstrip()
        return Number(
            start=start,
            end=end,
            value=value,
            decimals=-exponent if isinstance(exponent, int) and exponent < 0 else 0,
            percent=after.startswith(("%", *self.percent_words)),
        )


def spans_of(record: AwardRecord, field: str) -> tuple[Evidence, ...]:
    """The spans of one field of a record, none where it has no evidence."""
    found = record.evidence.get(field)
    if found is None:
        return ()
    return (found,) if isinstance(found, Evidence) else tuple(found)


def names_of(record: AwardRecord) -> set[str]:
    """Lower-case names by which an article may tell of the recipient."""
    found = [span.text for span in spans_of(record, "recipient")]
    found += [name for name in (record.recipient.name, record.recipient.abbreviation) if name]
    home = record.recipient.jurisdiction
    if home is not None and record.recipient.kind in {"kabupaten", "kota", "provinsi"}:
        found.append(home.name.split(" ", 1)[-1])
    return {name.lower() for name in found}


def _blanks(ending: str) -> int:
    """Number of blanks at the end."""
    return len(ending) - len(ending.rstrip())


def _abbreviates(head: str) -> bool:
    """Whether the full stop at the end belongs to an abbreviation or a list number."""
    return bool(_SHORT.search(head) or _LIST_NUMBER.search(head))


def read_text(
    article: Article, records: Iterable[AwardRecord], percent_words: tuple[str, ...]
) -> ArticleText:
    """The article's text with the figures that its records rest on."""
    spans = {
        (span.start, span.end)
        for record in records
        for field in ("score", "previous")
        for span in spans_of(record, field)
        if 0 <= span.start < span.end <= len(article.text)
    }
    return ArticleText(article, tuple(sorted(spans)), percent_words)
