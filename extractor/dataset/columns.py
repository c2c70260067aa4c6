"""The columns of the flat table: their order, what they hold, and which hold article text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

ColumnKind = Literal["text", "decimal", "integer", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``wording``: it repeats words of the article (empty in a spans-only set)."""

    name: str
    kind: ColumnKind = "text"
    wording: bool = False


COLUMNS: Final[tuple[Column, ...]] = (
    Column("record_id"),
    Column("award_code"),
    Column("award_name"),
    Column("granting_body"),
    Column("award_year", "integer"),
    Column("recipient"),
    Column("abbreviation"),
    Column("recipient_kind"),
    Column("jurisdiction"),
    Column("jurisdiction_level"),
    Column("jurisdiction_code"),
    Column("score", "decimal"),
    Column("score_text"),
    Column("score_unit"),
    Column("score_previous", "decimal"),
    Column("scale_min", "decimal"),
    Column("scale_max", "decimal"),
    Column("predicates"),
    Column("rank", "integer"),
    Column("rank_of", "integer"),
    Column("rank_scope"),
    Column("streak", "integer"),
    Column("event_date", "date"),
    Column("speaker"),
    Column("speaker_role"),
    Column("evidence_recipient", wording=True),
    Column("evidence_score", wording=True),
    Column("article_url"),
    Column("article_site"),
    Column("article_title", wording=True),
    Column("article_published"),
    Column("verdict"),
    Column("verdict_reasons"),
)

# What a spans-only set has at the end, in place of words of the article.
SPAN_COLUMNS: Final[tuple[Column, ...]] = (
    Column("article_sha256"),
    Column("recipient_start", "integer"),
    Column("recipient_end", "integer"),
    Column("score_start", "integer"),
    Column("score_end", "integer"),
)

ALL_COLUMNS: Final = (*COLUMNS, *SPAN_COLUMNS)
NAMES: Final = tuple(column.name for column in COLUMNS)
SPAN_NAMES: Final = tuple(column.name for column in SPAN_COLUMNS)


def columns_of(*, spans_only: bool) -> tuple[Column, ...]:
    """The columns of an export, in their order."""
    return ALL_COLUMNS if spans_only else COLUMNS
