"""Ministries and national bodies as recipients: those that confer no award of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.assembler.givers import gives, gives_out
from extractor.models.mentions import RecipientMention

if TYPE_CHECKING:
    from extractor.assembler.reading import SentenceReading
    from extractor.models.mentions import BodyMention

_REACH = 25
"""Characters between a body and its label or figure."""


def body_recipients(
    reading: SentenceReading, found: list[RecipientMention]
) -> list[RecipientMention]:
    """Bodies with a label or figure after them, but those inside the recipients ``found``."""
    return [
        RecipientMention(
            body.start,
            body.end,
            rule="name.body",
            name=body.name,
            kind="kementerian",
            abbreviation=None,
            regions=(),
            level=None,
            government=False,
            strength="strong",
            own_region="none",
        )
        for body in reading.view.bodies
        if not any(f.start <= body.start < f.end for f in found)
        and not _confers(reading, body)
        and _valued(reading, body)
    ]


def _confers(reading: SentenceReading, body: BodyMention) -> bool:
    """It gives, assesses or speaks, or is no national body by its first word."""
    if body.name in reading.context.awards.own_bodies or "{" in body.name:
        return True
    first = reading.text[body.start : body.end].split(maxsplit=1)[0]
    if first not in reading.context.patterns.words["national_body"]:
        return True
    if gives_out(reading.frames, reading.text, body):
        return True
    return any(gives(reading.view, body, cue) for cue in ("giver", "assessor", "speech"))


def _valued(reading: SentenceReading, body: BodyMention) -> bool:
    """A label, or a figure with decimals, stands soon after it."""
    view = reading.view
    labels = [m for m in view.labels if m.bare or m.licensed]
    figures = [m for m in view.figures if m.decimal]
    return any(0 <= m.start - body.end <= _REACH for m in (*labels, *figures))
