"""What an export was asked for."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.dataset.columns import Column, columns_of
from extractor.dataset.filters import Filter
from extractor.messages import Language


@dataclass(frozen=True, slots=True)
class Request:
    """The choice of records and how they are written.

    Attributes:
        chosen: which records.
        spans_only: no article text; offsets and a digest instead.
        raw: CSV cells as they are, formulas among them.
        lang: language of what a person reads (workbook, card).
    """

    chosen: Filter = field(default_factory=Filter)
    spans_only: bool = False
    raw: bool = False
    lang: Language = "en"

    @property
    def columns(self) -> tuple[Column, ...]:
        return columns_of(spans_only=self.spans_only)

    def withheld(self, column: Column) -> bool:
        """Whether the column stays empty since it repeats words of the article."""
        return self.spans_only and column.wording
