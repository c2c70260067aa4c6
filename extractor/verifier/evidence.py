"""Evidence re-proved: the text by its digest, every span in the text, every value in its span."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from extractor.models import Article, AwardRecord
from extractor.models.record import Evidence
from extractor.models.verdict import Exhibit, Reason
from extractor.verifier.claims import plain_name
from extractor.verifier.labels import Labels
from extractor.verifier.names import NameReader
from extractor.verifier.reasons import reason_of
from extractor.verifier.text import decimal_of, spans_of
from extractor.verifier.wording import Wording, matcher

_DIGITS = re.compile(r"[0-9]+")
# May have thousands or decimals: its last noughts tell nothing.
_GROUPED = re.compile(r"[0-9]{1,3}\.[0-9]{3}")


def digest_holds(article: Article) -> bool:
    """Whether the article's text is the one that its digest was taken of."""
    return (
        hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest() == article.sha256
    )


@dataclass(frozen=True)
class EvidenceCheck:
    """Finds spans and values that were changed after they were extracted."""

    wording: Wording
    labels: Labels
    names: NameReader

    def reasons(self, record: AwardRecord, article: Article, *, intact: bool) -> Iterator[Reason]:
        """The first broken field of each kind; ``intact``: the text fits its digest."""
        if not intact:
            yield self._broken(record, "text", None, "digest")
        for field in record.evidence:
            for span in spans_of(record, field):
                if article.text[span.start : span.end] != span.text or not span.text:
                    yield self._broken(record, field, span, "span")
                    break
        yield from self._values(record)

    def _values(self, record: AwardRecord) -> Iterator[Reason]:
        """Values against the words of their own spans."""
        score = record.score
        if score is not None:
            if not _same_figure(score.text, score.value):
                yield self._broken(record, "score", None, "value")
            for span in spans_of(record, "score"):
                if not _same_figure(span.text, score.value):
                    yield self._broken(record, "score", span, "value")
            for span in spans_of(record, "previous"):
                if score.previous is not None and not _same_figure(span.text, score.previous):
                    yield self._broken(record, "previous", span, "value")
        for span in spans_of(record, "year"):
            years = re.findall(r"(?:19|20)[0-9]{2}", span.text)
            if years and str(record.award.year) not in years:
                yield self._broken(record, "year", span, "value")
        for span in spans_of(record, "streak"):
            if record.streak is not None and not self._counts(span.text, record.streak):
                yield self._broken(record, "streak", span, "value")
        yield from self._named(record)
        yield from self._labelled(record)

    def _counts(self, words: str, value: int) -> bool:
        """Whether the words name that number; words without any number are left alone."""
        low = words.lower()
        said = {int(d) for d in _DIGITS.findall(low)}
        said |= {
            self.wording.number_words[" ".join(m[0].split())] for m in self._spelled.finditer(low)
        }
        return not said or value in said

    @cached_property
    def _spelled(self) -> re.Pattern[str]:
        return matcher(self.wording.number_words)

    def _named(self, record: AwardRecord) -> Iterator[Reason]:
        """A recipient whose span is the known name of another."""
        name = record.recipient.name
        for span in spans_of(record, "recipient"):
            meant = self.names.agency_of(span.text)
            if meant is None or meant == self.names.agency_of(name):
                continue
            if not _shares_word(meant, plain_name(name)):
                yield self._broken(record, "recipient", span, "value")

    def _labelled(self, record: AwardRecord) -> Iterator[Reason]:
        """A predicate that none of the spans names."""
        award = self.wording.knowledge.awards.get(record.award.code)
        spans = spans_of(record, "predicates")
        if award is None or not spans:
            return
        said = {label for span in spans for label in self.labels.in_cell(award, span.text)}
        ladder = {e.label for each in award.ladders for e in each.entries}
        missing = [p for p in record.predicates if p in ladder and p not in said]
        # A label told before ("warna dan opini yang sama") has no span that names it.
        naming = sum(bool(self.labels.in_cell(award, span.text)) for span in spans)
        without = max(0, len(record.predicates) - naming)
        if said and len(missing) > without:
            yield self._broken(record, "predicates", spans[0], "value")

    def _broken(self, record: AwardRecord, field: str, span: Evidence | None, what: str) -> Reason:
        url = record.article.url or record.article.source
        shown = [Exhibit(text=span.text, start=span.start, end=span.end, url=url)] if span else []
        return reason_of("evidence-broken", shown, field=field, what=what)


def _same_figure(printed: str, value: str) -> bool:
    """Whether the printed digits make the value, its separator read either way."""
    if printed.replace(",", ".").replace(" ", "") == value:
        return True
    digits, meant = re.sub(r"[^0-9]", "", printed), re.sub(r"[^0-9]", "", value)
    if digits == meant and "," not in printed and "." not in printed:
        return "." not in value
    readings = {decimal_of(_figure(printed), thousands=each) for each in (True, False)}
    if digits == meant and any(r is not None and format(r, "f") == value for r in readings):
        return True
    grouped = _GROUPED.fullmatch(_figure(printed)) is not None
    return grouped and any(r is not None and r == Decimal(value) for r in readings)


def _figure(printed: str) -> str:
    found = re.search(r"[0-9](?:[0-9.,\s]*[0-9])?", printed)
    return found[0] if found else printed


def _shares_word(one: str, other: str) -> bool:
    """Whether two names share a telling word, the first of each (its type) aside."""
    return bool(_telling(one) & _telling(other))


def _telling(name: str) -> set[str]:
    return {word for word in name.split()[1:] if len(word) > 3}
