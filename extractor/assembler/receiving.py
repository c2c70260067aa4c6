"""Verbs that hand an award over, where no value says so: "X meraih …", "diterima X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.assembler.assertions import assertion_of, reported
from extractor.assembler.facts import Binding
from extractor.assembler.handing import award_taken, handed
from extractor.assembler.officials import heads_take
from extractor.assembler.receivers import (
    TOLD_PARAGRAPHS,
    expect,
    goes_with,
    hand_announced_list,
    hand_expected,
    hand_plain_list,
    join_receivers,
)
from extractor.assembler.stating import facts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.assembler.facts import Fact
    from extractor.assembler.reading import SentenceReading
    from extractor.assembler.receivers import Receivers
    from extractor.assembler.state import ReadingState
    from extractor.models.mentions import AwardMention, Mention, RecipientMention

_NEGATED_REACH = 40
_SUBJECT_REACH = 60
_OBJECT_REACH = 40
_WINS_REACH = 2
_RESULT_REACH = 2
_TAKES_IT_REACH = 30
_WINNER_REACH = 140
_AWARD_REACH = 60
"""Characters between a verb and the name or award that it governs."""


def mark_received(reading: SentenceReading, receivers: Receivers, state: ReadingState) -> None:
    """Mark the facts of recipients that a verb, or a list that goes on, hands the award."""
    awards: list[Mention] = [award for award in reading.awards if _is_told(reading, award)]
    told = awards or [c for c in reading.view.cued("winner") if reported(reading.scopes, c)]
    _by_verbs(reading, receivers, told, state)
    hand_expected(reading, receivers, state)
    expect(reading, receivers, state, told=bool(told))
    _to_heads(reading, receivers, state, told=bool(told))
    join_receivers(reading, receivers, state)
    hand_plain_list(reading, receivers, state)
    hand_announced_list(reading, receivers, state)
    _remember(reading, receivers, state, named=bool(awards))


def _is_told(reading: SentenceReading, award: AwardMention) -> bool:
    """The award is reported as such: "hasil SAKIP" is only its result."""
    results = reading.view.cued("result_noun")
    if any(0 <= award.start - cue.end <= _RESULT_REACH for cue in results):
        return False
    return reported(reading.scopes, award)


def _by_verbs(
    reading: SentenceReading, receivers: Receivers, told: Sequence[Mention], state: ReadingState
) -> None:
    """Recipients that a verb ties to an award named in the same sentence."""
    if not receivers.recipients:
        return
    rest = state.handed and _others(reading, receivers.recipients)
    for recipient in receivers.recipients:
        fact = receivers.fact(recipient)
        if fact is None or not _open(reading, recipient):
            continue
        if told:
            fact.received = (
                _subject(reading, recipient, told)
                or _object(reading, recipient)
                or handed(reading, recipient)
            )
        elif reading.view.paragraph == state.announced_paragraph:
            fact.received = _takes(reading, recipient)
        if not fact.received and recipient.strength != "title":
            fact.received = (
                rest or _winner(reading, recipient) or goes_with(reading, receivers, recipient)
            )


def _to_heads(
    reading: SentenceReading, receivers: Receivers, state: ReadingState, *, told: bool
) -> None:
    """Heads of several governments who take the award named here or a little before."""
    heads = [fact for fact in receivers.facts if fact.recipient.strength == "title"]
    near = reading.view.paragraph - state.announced_paragraph <= TOLD_PARAGRAPHS
    if len(heads) > 1 and (told or near) and heads_take(reading):
        for fact in heads:
            fact.received = True


def _remember(
    reading: SentenceReading, receivers: Receivers, state: ReadingState, *, named: bool
) -> None:
    """Keep where the award was handed over or told, and how many were counted."""
    view, recipients = reading.view, receivers.recipients
    counted = sum(count.count for count in view.counts)
    asks = reading.text[view.end - 1] == "?"
    state.counted = counted or (state.counted if recipients or asks else 0)
    received = any(fact.received for fact in receivers.facts)
    if received:
        state.handed_paragraph = view.paragraph
    elif "hands" in view.cues and (
        (named or view.cued("award_noun", "certificate"))
        and any(reported(reading.scopes, cue) for cue in view.cued("hands"))
    ):
        state.announced_paragraph = view.paragraph
    if recipients:
        state.handed = received


def _others(reading: SentenceReading, recipients: list[RecipientMention]) -> bool:
    """The sentence goes on with the others, or with the next class of recipients."""
    head = reading.opens("rest")
    if head is not None and (not recipients or recipients[0].start >= head.end()):
        return True
    view = reading.view
    if "listing" not in view.cues:
        return False
    return reading.frames["next_class"].match(reading.text, view.start, view.end) is not None


def _open(reading: SentenceReading, recipient: RecipientMention) -> bool:
    """Nothing says that the recipient does not get it."""
    if assertion_of(reading.scopes, recipient).kind not in {"reported", "rule"}:
        return False
    negated = reading.view.cued("negated")
    return not any(0 <= cue.start - recipient.end <= _NEGATED_REACH for cue in negated)


def _subject(
    reading: SentenceReading, recipient: RecipientMention, told: Sequence[Mention]
) -> bool:
    """A verb of receiving behind the recipient, the award behind the verb."""
    holds = reading.context.patterns.cues["holds"].phrases
    return any(
        0 <= cue.start - recipient.end <= _SUBJECT_REACH
        and cue.word not in holds
        and any(award.start >= cue.start for award in told)
        and reported(reading.scopes, cue)
        for cue in reading.view.cued("receive")
    )


def _takes(reading: SentenceReading, recipient: RecipientMention) -> bool:
    """A verb of receiving behind the recipient, where the sentence before announced the award."""
    verbs = reading.context.patterns.cues["takes"].phrases
    if any(figure.decimal for figure in reading.view.figures):
        return False
    return recipient.strength != "title" and any(
        cue.word in verbs
        and 0 <= cue.start - recipient.end <= _TAKES_IT_REACH
        and reported(reading.scopes, cue)
        for cue in reading.view.cued("receive")
    )


def _object(reading: SentenceReading, recipient: RecipientMention) -> bool:
    """A passive verb of receiving before the recipient."""
    return any(
        0 <= recipient.start - cue.end <= _OBJECT_REACH and reported(reading.scopes, cue)
        for cue in reading.view.cued("received")
    )


def _winner(reading: SentenceReading, recipient: RecipientMention) -> bool:
    """As in "peraih Program Unggulan, yakni A lewat …": a winner word and a connector."""
    view = reading.view
    if any(0 <= c.start - recipient.end <= _WINS_REACH for c in view.cued("wins")):
        return True
    if any(0 <= c.start - recipient.end <= _TAKES_IT_REACH for c in view.cued("takes_it")):
        return True
    awardees = (cue for cue in view.cued("awardee") if cue.end <= recipient.start)
    if any(reported(reading.scopes, cue) for cue in awardees):
        return True
    connectors = [cue for cue in view.cued("connector") if cue.end <= recipient.start]
    return any(
        winner.end <= cue.start and cue.start - winner.end < _WINNER_REACH
        for winner in view.cued("winner")
        if winner.end <= recipient.start
        for cue in connectors
    )


def _is_named(reading: SentenceReading, award: AwardMention) -> bool:
    """By its full name, or as in "penghargaan sebagai pembina daerah peduli HAM"."""
    prizes = reading.view.cued("award_noun")
    near = any(0 <= award.start - prize.end <= _AWARD_REACH for prize in prizes)
    return not award.weak or (near and award.code == reading.award)


def topic_receives(reading: SentenceReading, topic: RecipientMention | None) -> list[Fact]:
    """As in "Kota itu menjadi yang terbaik dalam …": the recipient before receives."""
    if topic is None or topic.strength == "title" or not reading.awards:
        return []
    scopes, verbs = reading.scopes, reading.context.patterns.cues["takes"].phrases
    awards = [a for a in reading.awards if _is_named(reading, a) and reported(scopes, a)]
    takes = [c for c in reading.view.cued("receive") if c.word in verbs and reported(scopes, c)]
    named = any(0 <= a.start - verb.end <= _AWARD_REACH for a in awards for verb in takes)
    if not named and not award_taken(reading):
        return []
    facts = facts_of(reading, Binding(topic, rule="topic"), 1)
    for fact in facts:
        fact.received = True
    return facts


def name_late(reading: SentenceReading, facts: list[Fact], state: ReadingState) -> None:
    """As in "BKKBN menyerahkan piagam kepada Desa X. Desa itu juara I Kampung KB": named behind.

    What was handed over in the paragraph without any name is the award that is named for it now.
    """
    if not facts:
        return
    named = {award.code for award in reading.awards}
    for fact in (f for f in facts if f.code in named and f.rule == "topic"):
        for before in reversed(state.facts):
            if before.sentence.paragraph != reading.view.paragraph:
                break
            same = before.recipient is fact.recipient and before.received
            valued = before.score or before.labels or before.position is not None
            if same and not valued and not before.sentence.awards:
                before.code = fact.code
