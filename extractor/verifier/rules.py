"""Records against the confirmed rules of their award: scale, bands, one level, assessed years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from extractor.models import AwardRecord
from extractor.models.verdict import Cause, Exhibit, Reason
from extractor.patterns.award_schema import AwardPattern, Band, Scheme
from extractor.verifier.binding import Binder
from extractor.verifier.labels import Labels
from extractor.verifier.reasons import reason_of
from extractor.verifier.schemes import Rulebook, band_holding, bands_of, holds, rulebooks
from extractor.verifier.text import ArticleText, spans_of
from extractor.verifier.wording import Wording


@dataclass(frozen=True)
class RuleCheck:
    """Judges a record by the pattern of its award."""

    wording: Wording
    labels: Labels
    binder: Binder

    def reasons(self, record: AwardRecord, text: ArticleText | None) -> Iterator[Reason]:
        award = self.wording.knowledge.awards.get(record.award.code)
        if award is None:
            return
        if record.award.year in award.not_assessed:
            yield from self._not_assessed(record, text)
            return
        books = self._rulebooks(award, record)
        out = self._scale(record, books, text)
        if out is not None:
            yield out
        else:
            yield from self._bands(record, books, text)
        yield from self._levels(record, award, text)

    def _rulebooks(self, award: AwardPattern, record: AwardRecord) -> tuple[Rulebook, ...]:
        """Those of the record's year and body; a dataset holds many records of each."""
        year = record.award.year
        published = (record.article.published or "")[:4] if year is None else None
        key = (award.code, year, published, record.award.granting_body)
        if key not in self._known_books:
            self._known_books[key] = rulebooks(award, record)
        return self._known_books[key]

    @cached_property
    def _known_books(
        self,
    ) -> dict[tuple[str, int | None, str | None, str | None], tuple[Rulebook, ...]]:
        return {}

    def _not_assessed(self, record: AwardRecord, text: ArticleText | None) -> Iterator[Reason]:
        """A figure or a label of a year in which nobody assessed."""
        year = record.award.year
        if record.score is not None:
            yield reason_of(
                "out-of-scale", _exhibits(record, text, "score", "year"), score=record.score.value,
                low=None, high=None, year=year,
            )  # fmt: skip
        if record.score is None or record.predicates:
            yield reason_of(
                "band-mismatch", _exhibits(record, text, "predicates", "year"),
                score=record.score.value if record.score else None,
                label=", ".join(record.predicates) or None, right=None, low=None, high=None,
                year=year,
            )  # fmt: skip

    def _scale(
        self, record: AwardRecord, books: tuple[Rulebook, ...], text: ArticleText | None
    ) -> Reason | None:
        if record.score is None:
            return None
        score = Decimal(record.score.value)
        known = [book for book in books if book.scales]
        if not known or len(known) < len(books) or any(book.in_scale(score) for book in known):
            return None
        scale = known[0].scales[0]
        return reason_of(
            "out-of-scale", _exhibits(record, text, "score"),
            lost_separator(record.score.text, score, known[0]),
            warns=not all(book.confirmed for book in known),
            score=score, low=scale.min, high=scale.max, year=known[0].year,
        )  # fmt: skip

    def _bands(
        self, record: AwardRecord, books: tuple[Rulebook, ...], text: ArticleText | None
    ) -> Iterator[Reason]:
        """Labels that the bands of the assessment year do not give to the score."""
        if record.score is None:
            return
        score = Decimal(record.score.value)
        judged = [book for book in books if book.scheme and book.scheme.limits != "none"]
        if not judged or len(judged) < len(books):
            return
        outside = [
            label
            for label in record.predicates
            if all(self._outside(book, label, score) for book in judged)
        ]
        if not outside:
            return
        bound = self.binder.bound(record, text)
        fitting = [label for label in record.predicates if self._fits(judged, label, score)]
        for label in outside:
            if label not in bound or self._of_another_figure(judged, record, label, text):
                continue
            if text is not None and not self.binder.near(record, label, text):
                continue
            doubtful = bool(fitting) or self._mixed(record)
            if doubtful and text is not None and not self._beside(record, label, text):
                continue
            scheme = judged[0].scheme
            assert scheme is not None  # noqa: S101 -- judged holds only books with one
            confirmed = all(book.confirmed for book in judged)
            right = band_holding(scheme, score)
            limits = bands_of(scheme, label)
            yield reason_of(
                "band-mismatch" if confirmed else "band-mismatch-unconfirmed",
                [*_exhibits(record, text, "score", "predicates"), *_rule(scheme, limits)],
                score=score, label=label, right=_named(right, label, self.labels, record),
                low=limits[0].min, high=limits[-1].max, year=judged[0].year,
            )  # fmt: skip

    def _fits(self, books: list[Rulebook], label: str, score: Decimal) -> bool:
        """Whether some band that names the label holds the score."""
        return any(
            holds(book.scheme, band, score)
            for book in books
            if book.scheme is not None
            for band in bands_of(book.scheme, label)
        )

    def _of_another_figure(
        self, books: list[Rulebook], record: AwardRecord, label: str, text: ArticleText | None
    ) -> bool:
        """Whether the sentence has a figure that no record tells, and that has earned the label."""
        spans = spans_of(record, "score")
        if text is None or not spans:
            return False
        beside = text.numbers_in(*text.sentence_at(spans[0].start))
        return any(
            number.decimals
            and (number.start, number.end) not in text.scores
            and self._fits(books, label, number.value)
            for number in beside
        )

    def _mixed(self, record: AwardRecord) -> bool:
        """Whether the record's labels are at odds, so that some are not its own."""
        code, year = record.award.code, record.award.year
        return any(
            self.labels.compare(code, year, one, other) is False
            for one, other in combinations(record.predicates, 2)
        )

    def _beside(self, record: AwardRecord, label: str, text: ArticleText) -> bool:
        """Whether the label stands in the figure's own sentence."""
        award = self.wording.knowledge.awards[record.award.code]
        spans = spans_of(record, "score")
        if not spans:
            return True
        start, end = text.sentence_at(spans[0].start)
        return any(x.label == label for x in self.labels.find(award, text, start, end))

    def _outside(self, book: Rulebook, label: str, score: Decimal) -> bool:
        scheme = book.scheme
        if scheme is None or self.wording.unsettled(book.award.code, scheme.id, score):
            return False
        limits = bands_of(scheme, label)
        if not limits or not band_holding(scheme, score):
            return False
        return not any(holds(scheme, band, score) for band in limits)

    def _levels(
        self, record: AwardRecord, award: AwardPattern, text: ArticleText | None
    ) -> Iterator[Reason]:
        """Two labels that cannot be told of one result."""
        for one, other in combinations(record.predicates, 2):
            if self.labels.wider(award.code, one, other):
                continue
            if self.labels.compare(award.code, record.award.year, one, other) is not False:
                continue
            if award.code not in self.wording.words.one_level and not self._confirmed(
                record, award
            ):
                continue
            if text is not None and not self._told_now(record, one, other, text):
                continue
            yield reason_of(
                "predicate-conflict", _exhibits(record, text, "predicates"), one=one, other=other
            )
            return

    def _confirmed(self, record: AwardRecord, award: AwardPattern) -> bool:
        return all(book.confirmed for book in self._rulebooks(award, record))

    def _told_now(self, record: AwardRecord, one: str, other: str, text: ArticleText) -> bool:
        """Whether both labels stand together, and the sentence tells no change or hope."""
        if not self.binder.in_one_breath(record, one, other, text):
            return False
        for span in spans_of(record, "predicates"):
            start, end = text.sentence_at(span.start)
            sentence = text.lower[start:end]
            if any(
                words.search(sentence)
                for words in (self.wording.previous, self.wording.unreal, self.wording.change)
            ):
                return False
        return True


def lost_separator(printed: str, score: Decimal, book: Rulebook) -> Cause | None:
    """The cause "decimal-lost" where the same digits with a separator would be in scale."""
    digits = re.sub(r"[^0-9]", "", printed)
    grouped = re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})+", printed.strip())
    if len(digits) < 2 or (not printed.strip().isdigit() and not grouped):
        return "unit" if book.in_scale(score / 100) and "%" in printed else None
    placed = (Decimal(digits).scaleb(-places) for places in range(1, len(digits)))
    return "decimal-lost" if any(book.in_scale(value) for value in placed) else None


def _exhibits(record: AwardRecord, text: ArticleText | None, *fields: str) -> list[Exhibit]:
    url = record.article.url or record.article.source
    del text
    return [
        Exhibit(text=span.text, start=span.start, end=span.end, url=url)
        for field in fields
        for span in spans_of(record, field)
    ]


def _rule(scheme: Scheme, limits: tuple[Band, ...]) -> list[Exhibit]:
    """The band that the rule gives the label, and where the rule stands."""
    source = scheme.regulation or scheme.id
    return [
        Exhibit(text=f"{'/'.join(b.labels)}: {b.min}-{b.max} ({source})", url=None) for b in limits
    ]


def _named(right: tuple[Band, ...], label: str, labels: Labels, record: AwardRecord) -> str | None:
    """The label of the same ladder that the score would have."""
    dimension = labels.dimension(record.award.code, label)
    names = [
        name
        for band in right
        for name in band.labels
        if labels.dimension(record.award.code, name) == dimension
    ]
    return names[0] if names else None
