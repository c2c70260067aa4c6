"""What a record claims, in the form in which records are compared with one another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from extractor.models import AwardRecord
from extractor.models.verdict import Exhibit
from extractor.verifier.text import spans_of

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Claim:
    """One record with its comparable parts.

    Attributes:
        who: plain name of the recipient with its region's code, "" where it has none.
        body: telling words of the granting body, empty where none is stated.
        bind: finds which predicates the article ties to the record.
    """

    record: AwardRecord
    who: tuple[str, str]
    award: tuple[str, str]
    year: int | None
    score: Decimal | None
    published: date | None
    body: frozenset[str]
    bind: Callable[[AwardRecord], tuple[str, ...]]

    @property
    def labels(self) -> tuple[str, ...]:
        """The predicates that the article ties to the record beyond doubt."""
        return self.bind(self.record) if self.record.predicates else ()

    @property
    def article(self) -> tuple[str | None, str]:
        """Identity of the article: address and text."""
        return self.record.article.url, self.record.article.sha256

    def exhibit(self) -> Exhibit:
        """The span of the figure, else of the predicates, else of the recipient."""
        ref = self.record.article
        for field in ("score", "predicates", "recipient"):
            for span in spans_of(self.record, field):
                return Exhibit(
                    text=span.text, start=span.start, end=span.end, url=ref.url or ref.source
                )
        return Exhibit(text=self.record.recipient.name, url=ref.url or ref.source)

    def told(self) -> str:
        """The claim as a reader sees it: figure and labels."""
        labels = self.record.predicates
        if self.record.score is None:
            return ", ".join(labels) or "-"
        return " ".join([str(self.record.score.value), *(f"({label})" for label in labels)])

    def teller(self) -> str:
        """Who says it: the paper, and the person it quotes."""
        ref = self.record.article
        speaker = self.record.speaker
        paper = ref.site or ref.url or ref.source
        return f"{paper}: {speaker.name}" if speaker else paper


def claims_of(
    records: Iterable[AwardRecord],
    words_of_body: Callable[[str], frozenset[str]],
    labels_of: Callable[[AwardRecord], tuple[str, ...]],
) -> tuple[Claim, ...]:
    """The records as claims, in their order."""
    bodies = lru_cache(maxsize=4096)(words_of_body)
    return tuple(_claim(record, bodies, labels_of) for record in records)


def plain_name(name: str) -> str:
    """Lower-case letters and digits of a name, words joined by one blank."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(re.findall(r"[a-z0-9]+", folded))


_plain = lru_cache(maxsize=65536)(plain_name)


def _claim(
    record: AwardRecord,
    bodies: Callable[[str], frozenset[str]],
    labels_of: Callable[[AwardRecord], tuple[str, ...]],
) -> Claim:
    home = record.recipient.jurisdiction
    award = record.award
    return Claim(
        record=record,
        who=(_plain(record.recipient.name), home.code if home else ""),
        award=(award.code, _plain(award.text or award.name) if award.code == OTHER else ""),
        year=award.year,
        score=Decimal(record.score.value) if record.score else None,
        published=_day(record.article.published),
        body=bodies(award.granting_body) if award.granting_body else frozenset(),
        bind=labels_of,
    )


@lru_cache(maxsize=65536)
def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
