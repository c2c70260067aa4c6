"""The frozen types that pass from stage to stage: Page, Article, Mention, AwardRecord."""

from __future__ import annotations

from extractor.models.article import Article, Dropped, Page, Reject
from extractor.models.record import (
    ArticleRef,
    Award,
    AwardRecord,
    Check,
    Evidence,
    ExtractorStamp,
    Jurisdiction,
    Rank,
    Recipient,
    Refused,
    Score,
    Speaker,
)

__all__ = [
    "Article",
    "ArticleRef",
    "Award",
    "AwardRecord",
    "Check",
    "Dropped",
    "Evidence",
    "ExtractorStamp",
    "Jurisdiction",
    "Page",
    "Rank",
    "Recipient",
    "Refused",
    "Reject",
    "Score",
    "Speaker",
]
