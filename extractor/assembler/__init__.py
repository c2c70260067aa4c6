"""Mentions -> award records: who received what, with which figure, under which award."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.assembler.claims import settle
from extractor.assembler.context import Context
from extractor.assembler.merge import merge
from extractor.assembler.read import Reader
from extractor.assembler.records import RecordBuilder, article_ref
from extractor.models import AwardRecord, Evidence, Refused

if TYPE_CHECKING:
    from extractor.models import Article, ExtractorStamp
    from extractor.models.mentions import Mentions
    from extractor.patterns.knowledge import Knowledge

__all__ = ["assemble"]


def assemble(
    article: Article, mentions: Mentions, patterns: Knowledge, stamp: ExtractorStamp
) -> tuple[tuple[AwardRecord, ...], tuple[Refused, ...]]:
    """Records of the article, and the candidates that made none with their reason."""
    context = Context.of(article, mentions, patterns)
    if context.main_award is None:
        return (), ()
    reader = Reader(context)
    facts = reader.read()
    merged = merge(context, facts, reader.refused)
    settle(context, merged, reader.claims)
    builder = RecordBuilder(context, stamp)
    records: dict[str, AwardRecord] = {}
    for item in merged:
        record = builder.build(item)
        records.setdefault(record.record_id, record)
    ref = article_ref(article)
    refused = tuple(
        Refused(
            article=ref,
            recipient=article.text[r.recipient.start : r.recipient.end] if r.recipient else "",
            figure=article.text[r.mention.start : r.mention.end],
            reason=r.reason,
            cue=r.cue,
            evidence=Evidence(
                start=r.mention.start,
                end=r.mention.end,
                text=article.text[r.mention.start : r.mention.end],
            ),
        )
        for r in reader.refused
    )
    return tuple(records.values()), refused
