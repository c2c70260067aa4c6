"""What the tests of matchers and assembler share: one compiled lexicon, short made-up articles."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from extractor.models import Article, AwardRecord
from extractor.models.mentions import Mention, Mentions
from extractor.pipeline import Extraction, Extractor
from tests.conftest import make_article

MentionT = TypeVar("MentionT", bound=Mention)


@cache
def extractor() -> Extractor:
    """Compiled once for all tests of the session."""
    return Extractor()


def article_of(*paragraphs: str, title: str = "Kabar daerah") -> Article:
    return make_article("\n".join(paragraphs), title=title, published="2025-02-04")


def match(text: str) -> Mentions:
    return extractor()._matcher.match(article_of(text))


def found(text: str, kind: type[MentionT]) -> list[MentionT]:
    """Mentions of one kind, in text order."""
    mentions = (m for s in match(text).sentences for m in s.mentions)
    return [m for m in mentions if isinstance(m, kind)]


def examine(*paragraphs: str, title: str = "Kabar daerah") -> Extraction:
    return extractor().examine(article_of(*paragraphs, title=title))


def records(*paragraphs: str, title: str = "Kabar daerah") -> dict[str, AwardRecord]:
    """Records by recipient, a region's name behind an agency's ("Dinas Sosial / Kota Bogor")."""
    table: dict[str, AwardRecord] = {}
    for record in examine(*paragraphs, title=title).records:
        region = record.recipient.jurisdiction
        name = record.recipient.name
        if region is not None and not name.endswith(region.name):
            name = f"{name} / {region.name}"
        table[name] = record
    return table
