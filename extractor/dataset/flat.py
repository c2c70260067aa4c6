"""A record as one row of the flat table."""

from __future__ import annotations

from extractor.dataset.columns import NAMES, SPAN_NAMES
from extractor.dataset.intake import VerdictLine
from extractor.models import AwardRecord, Evidence

Cell = str | int | None
Row = dict[str, Cell]

JOINT = "; "


def flat_row(record: AwardRecord, verdict: VerdictLine | None) -> Row:
    """The row's cells by column, decimals as the digits reported; span columns included."""
    award, recipient, score = record.award, record.recipient, record.score
    region, rank, speaker, article = (
        recipient.jurisdiction, record.rank, record.speaker, record.article,
    )  # fmt: skip
    who, figure = first_span(record, "recipient"), first_span(record, "score")
    reasons = dict.fromkeys(each.code for each in verdict.reasons) if verdict else {}
    cells: tuple[Cell, ...] = (
        record.record_id,
        award.code,
        award.name,
        award.granting_body,
        award.year,
        recipient.name,
        recipient.abbreviation,
        recipient.kind,
        region.name if region else None,
        region.level if region else None,
        region.code if region else None,
        score.value if score else None,
        score.text if score else None,
        score.unit if score else None,
        score.previous if score else None,
        score.scale_min if score else None,
        score.scale_max if score else None,
        JOINT.join(record.predicates) or None,
        rank.position if rank else None,
        rank.of if rank else None,
        rank.scope if rank else None,
        record.streak,
        record.event_date,
        speaker.name if speaker else None,
        speaker.role if speaker else None,
        who.text if who else None,
        figure.text if figure else None,
        article.url,
        article.site,
        article.title,
        article.published,
        verdict.status if verdict else "unsupported",
        JOINT.join(reasons) or None,
        article.sha256,
        who.start if who else None,
        who.end if who else None,
        figure.start if figure else None,
        figure.end if figure else None,
    )
    return dict(zip((*NAMES, *SPAN_NAMES), cells, strict=True))


def first_span(record: AwardRecord, field: str) -> Evidence | None:
    """The first evidence of a field."""
    found = record.evidence.get(field)
    if isinstance(found, tuple):
        return found[0] if found else None
    return found
