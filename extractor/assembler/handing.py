"""Wordings that hand an award over without a verb between the recipient and the award."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.assembler.assertions import reported

if TYPE_CHECKING:
    from extractor.assembler.reading import SentenceReading
    from extractor.models.mentions import AwardMention, RecipientMention

_OPENING = 25
"""Characters of a sentence in which the verb stands that opens it."""
_SUBJECT_REACH = 60
"""Characters between the prize and its recipient."""
_TAKEN_REACH = 60
_THANKS_REACH = 120
"""Characters between an award and the verb, or a head of government and the thanks, beside it."""


def handed(reading: SentenceReading, recipient: RecipientMention) -> bool:
    """One of the wordings names the recipient beside the award."""
    if recipient.strength == "title":
        return taken_first(reading, recipient) or thanked_for(reading, recipient)
    named = reading.frames["named_receiver"].match(reading.text, recipient.end) is not None
    return named or taken_first(reading, recipient) or _prize_for(reading, recipient)


def taken_first(reading: SentenceReading, recipient: RecipientMention) -> bool:
    """As in "Raih UHC Award 2024, Kabupaten Batang …": the verb opens, the comma closes it."""
    view, frames = reading.view, reading.frames
    verbs = reading.context.patterns.cues["takes"].phrases
    for cue in view.cued("receive"):
        opens = view.opens_with(cue, _OPENING) and cue.word in verbs
        if not opens or not frames["taking_opens"].fullmatch(view.text, view.start, cue.start):
            continue
        named = [a for a in _told(reading) if cue.end <= a.start and a.end <= recipient.start]
        if not named or not reported(reading.scopes, cue):
            continue
        first = min(m.start for m in view.recipients if m.start >= cue.end)
        tail = frames["taking_closed"].fullmatch(view.text, named[-1].end, recipient.start)
        if first == recipient.start and tail is not None:
            return True
    return False


def thanked_for(reading: SentenceReading, head: RecipientMention) -> bool:
    """As in "Bupati Batang bangga atas diraihnya UHC Award": what the head's government took."""
    view = reading.view
    if any(other.strength == "strong" for other in view.recipients):
        return False
    end = min(view.end, head.end + _THANKS_REACH)
    found = reading.frames["thanks_for"].search(view.text, head.end, end)
    return found is not None and any(a.start >= found.start() for a in _told(reading))


def award_taken(reading: SentenceReading) -> bool:
    """As in "UHC Award 2024 berhasil diraih.": by the one told of before."""
    view = reading.view
    verbs = reading.context.patterns.cues["hands"].phrases
    taken = [c for c in view.cued("received") if c.word in verbs and reported(reading.scopes, c)]
    return not view.recipients and any(
        0 <= verb.start - award.end <= _TAKEN_REACH for award in _told(reading) for verb in taken
    )


def _prize_for(reading: SentenceReading, recipient: RecipientMention) -> bool:
    """As in "Satu lagi penghargaan untuk Kabupaten Batang: UHC Award 2024"."""
    if not _told(reading):
        return False
    head = reading.view.before(recipient, _SUBJECT_REACH)
    return reading.frames["prize_for"].search(head) is not None


def _told(reading: SentenceReading) -> list[AwardMention]:
    """Awards that the sentence names in full and reports."""
    return [a for a in reading.awards if not a.weak and reported(reading.scopes, a)]
