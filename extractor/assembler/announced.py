"""Figures that the words call a score whatever their size: "nilai Pemkab X adalah 7145"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.assembler.reading import SentenceReading
    from extractor.models.mentions import Figure, RecipientMention
    from extractor.patterns.award_schema import AwardPattern

_SUBJECT_REACH = 60
"""Characters between a score word and the recipient whose score it names."""
_LONGEST = 6
"""Digits of a figure that may still be a misprinted score."""


def is_announced(
    reading: SentenceReading, figure: Figure, recipients: list[RecipientMention]
) -> bool:
    """A score word stands right before the figure, or before its owner: "nilai X adalah 95"."""
    if figure.announced:
        return True
    owner = next((m for m in reversed(recipients) if m.end <= figure.start), None)
    if owner is None or figure.kind not in {"plain", "percent"}:
        return False
    frames = reading.frames
    if frames["is_stated"].fullmatch(reading.text, owner.end, figure.start) is None:
        return False
    return any(
        0 <= owner.start - cue.end <= _SUBJECT_REACH
        and not frames["clause_ends"].search(reading.text, cue.end, owner.start)
        for cue in reading.view.cued("score_word")
    )


def is_misprinted(
    reading: SentenceReading,
    figure: Figure,
    recipients: list[RecipientMention],
    pattern: AwardPattern,
) -> bool:
    """A figure above the scale that the sentence gives out as a recipient's score.

    That it cannot be one is for verification to say, and why ("32.046" for 3,2046). Where
    the sentence has a fitting figure for every recipient, it is something else.
    """
    kinds = {"plain", "percent"} if pattern.unit == "persen" else {"plain"}
    if figure.kind not in kinds or not recipients or not pattern.scales:
        return False
    top = max(s.max for s in pattern.scales)
    if figure.value <= top or sum(map(str.isdigit, figure.digits)) > _LONGEST:
        return False
    fitting = [m for m in reading.view.figures if m.decimal and m.value <= top]
    return len(fitting) < len(recipients) and is_announced(reading, figure, recipients)
