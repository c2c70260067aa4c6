"""Mentions -> award records: who received what, with which figure, under which award."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.assembler.claims import complete, settle
from extractor.assembler.context import Context
from extractor.assembler.merge import merge
from extractor.assembler.read import read_facts
from extractor.assembler.records import RecordBuilder
from extractor.models import AwardRecord, Refused

if TYPE_CHECKING:
    from extractor.assembler.facts import Refusal
    from extractor.models import Article, ExtractorStamp
    from extractor.models.mentions import Mentions
    from extractor.patterns.knowledge import Knowledge

__all__ = ["assemble"]


def assemble(
    article: Article, mentions: Mentions, patterns: Knowledge, stamp: ExtractorStamp
) -> tuple[tuple[AwardRecord, ...], tuple[Refused, ...]]:
    """Records of the article, and the candidates that made none with their reason."""
    context = Context.of(article, mentions, patterns)
    if context.awards.main is None:
        return (), ()
    state = read_facts(context)
    merged = merge(context, state.facts, state.refused)
    settle(context, merged, state.claims)
    complete(context, merged)
    builder = RecordBuilder(context, stamp, state.told_of)
    records: dict[str, AwardRecord] = {}
    for item in merged:
        record = builder.build(item)
        records.setdefault(record.record_id, record)
    return tuple(records.values()), tuple(_refused(builder, each) for each in state.refused)


def _refused(builder: RecordBuilder, refusal: Refusal) -> Refused:
    """The refusal with the words that it rests on."""
    evidence = builder.evidence(refusal.mention)
    recipient = refusal.recipient
    return Refused(
        article=builder.ref,
        recipient=builder.evidence(recipient).text if recipient is not None else "",
        figure=evidence.text,
        reason=refusal.reason,
        cue=refusal.cue,
        evidence=evidence,
    )
