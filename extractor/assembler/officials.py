"""Heads of governments and persons beside a body: who takes an award, and for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.assembler.handing import taken_first, thanked_for

if TYPE_CHECKING:
    from extractor.assembler.reading import SentenceReading
    from extractor.models.mentions import CueMention, RecipientMention

_TAKES_REACH = 45
_TOGETHER_REACH = 60
_GIVEN_REACH = 12
_TITLE_REACH = 30
_SENT_REACH = 30
_SENT_UNIT_REACH = 40
"""Characters between a name and the cue that governs it."""
_SUBJECT_REACH = 25
_SPEECH_REACH = 90
_SPEAKER_REACH = 140
_NAME_REACH = 45
"""Characters before a body in which the person who works for it stands."""


def takes(reading: SentenceReading, mention: RecipientMention) -> bool:
    """As in "Bupati Klaten menerima …": the head of a government takes it for the government."""
    if not mention.government:
        return False
    if reading.frames["branch_of"].search(reading.view.before(mention, _TITLE_REACH)):
        return False
    if reading.frames["personal_prize"].search(reading.text, mention.end, reading.view.end):
        return False
    verbs = reading.context.patterns.cues["takes"].phrases
    if taken_first(reading, mention) or thanked_for(reading, mention):
        return True
    return _is_handed(reading, mention) or any(
        cue.word in verbs
        and 0 <= cue.start - mention.end <= _TAKES_REACH
        and not _another_between(reading, mention, cue)
        for cue in reading.view.cued("receive")
    )


def _another_between(reading: SentenceReading, head: RecipientMention, verb: CueMention) -> bool:
    """As in "Bupati Kendal hadir saat Kabupaten Batang menerima …": the verb is another's."""
    others = (m for m in reading.view.recipients if m.strength == "strong")
    return any(head.end <= other.start < verb.start for other in others)


def _is_handed(reading: SentenceReading, mention: RecipientMention) -> bool:
    """As in "Adipura diterima Bupati Klaten", where no other recipient is named."""
    view = reading.view
    if any(other.strength == "strong" for other in view.recipients):
        return False
    named = any(a.end <= mention.start and not a.weak for a in reading.awards)
    return named and _given_to(reading, mention)


def _given_to(reading: SentenceReading, head: RecipientMention) -> bool:
    """As in "diterima langsung oleh Wakil Bupati Klaten"."""
    gap = reading.frames["given_to_head"]
    return any(
        0 <= head.start - cue.end <= _GIVEN_REACH
        or gap.fullmatch(reading.text, cue.end, head.start)
        for cue in reading.view.cued("received")
    )


def heads_take(reading: SentenceReading) -> bool:
    """As in "diserahkan kepada Bupati A, Bupati B": heads who take it for their own."""
    view = reading.view
    heads = [m for m in view.recipients if m.strength == "title" and m.government]
    if len(heads) < 2:
        return False
    first, last = heads[0], heads[-1]
    if _given_to(reading, first):
        return True
    verbs = reading.context.patterns.cues["takes"].phrases
    return any(
        cue.word in verbs and 0 <= cue.start - last.end <= _TOGETHER_REACH
        for cue in view.cued("receive")
    )


def sends(reading: SentenceReading, mention: RecipientMention) -> bool:
    """As in "Padang Pariaman diwakili Nagari X": the region only sends the one that receives."""
    if not mention.government:
        return False
    view = reading.view
    units = [m for m in view.recipients if not m.government and m.start > mention.end]
    others = [m.start for m in view.recipients if m.start > mention.end]
    reach = min(mention.end + _SENT_REACH, *others, view.end)
    cues = [c for c in view.cued("sends") if mention.end <= c.start <= reach]
    return any(0 <= unit.start - c.end <= _SENT_UNIT_REACH for unit in units for c in cues)


def affiliation(reading: SentenceReading, mention: RecipientMention) -> bool:
    """As in "dr. Safrina Umar dari Puskesmas Galela": where a person works."""
    if mention.government:
        return False
    view = reading.view
    found = view.found_before(reading.frames["affiliated"], mention, _NAME_REACH)
    if found is None:
        return False
    at = mention.start - len(found.string) + found.end(1)
    others = (*view.recipients, *view.regions, *view.awards, *view.labels, *view.bodies)
    return not any(other.start < at <= other.end for other in others)


def speaks_of_others(reading: SentenceReading, mention: RecipientMention) -> bool:
    """As in "Inspektorat X menyebut baru dua dari 12 OPD …": it tells the results of a group."""
    if mention.government:
        return False
    view = reading.view
    for cue in view.cued("speech"):
        if not 0 <= cue.start - mention.end <= _SUBJECT_REACH:
            continue
        between = [*view.ranks, *view.labels, *view.figures, *view.cued("receive")]
        if any(mention.end <= m.start < cue.start for m in between):
            continue
        first = min((v.start for v in (*view.labels, *view.ranks)), default=view.end)
        return any(cue.end <= count.start < first for count in view.counts)
    return False


def in_attribution(reading: SentenceReading, mention: RecipientMention) -> bool:
    """As in "ujar pengajar Universitas X, Ranto": part of the speaker's description."""
    view = reading.view
    values = (*view.figures, *view.labels)
    if any(value.start >= mention.end for value in values):
        return False
    for cue in view.cued("speech"):
        if not 0 <= mention.start - cue.end <= _SPEECH_REACH:
            continue
        between = any(cue.end <= m.start < mention.start for m in (*values, *view.people))
        last = cue.end + _SPEAKER_REACH
        if not between and any(mention.end <= p.start <= last for p in view.people):
            return True
    return False
