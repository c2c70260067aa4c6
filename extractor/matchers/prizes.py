"""Prizes that no pattern file names: a prize noun and the capitalised words of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.models.mentions import AwardMention

if TYPE_CHECKING:
    from extractor.patterns.shape import Shape

OTHER = "other"
"""Code of an award without a pattern file."""


def find_prizes(text: str, base: int, prize: Shape) -> list[AwardMention]:
    """Prizes like "Anugerah Pelayanan Publik Gubernur", all of them weak."""
    return [
        AwardMention(base + m.start(), base + m.end(), "award.prize", OTHER, weak=True)
        for m in prize.finditer(text)
    ]
