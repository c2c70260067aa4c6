"""Recipients of a list that goes on: announced by their number, joined, or told in a row."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractor.assembler.assertions import reported
from extractor.assembler.facts import carried
from extractor.assembler.state import Expected
from extractor.models.value import value

if TYPE_CHECKING:
    from extractor.assembler.facts import Fact
    from extractor.assembler.reading import SentenceReading
    from extractor.assembler.state import ReadingState
    from extractor.models.mentions import CueMention, RecipientMention

TOLD_PARAGRAPHS = 2
"""Paragraphs after the hand-over in which a list of receivers may stand."""
_CHAIN_HEAD = 3
"""Characters of a sentence before a list that opens it."""
_OPENER_REACH = 40
"""Characters between the word that opens a list and its first recipient."""
_LIST = 3
"""Recipients that make a list by themselves."""
_RECENT_FACTS = 2
_OFF = ("plan", "target", "hope", "pending", "negated", "previous", "rule", "aid")
_NOT_RECEIVED = (*_OFF, "nominee", "compare")
_OPENERS = ("connector", "listing", "awardee", "received", "takes_it", "told_of")


@value()
class Receivers:
    """Recipients of a sentence with their facts."""

    recipients: list[RecipientMention]
    facts: list[Fact]

    def fact(self, recipient: RecipientMention) -> Fact | None:
        """The last fact of the recipient named at this place."""
        return next((f for f in reversed(self.facts) if f.recipient.start == recipient.start), None)

    def plain(self) -> list[Fact]:
        """Facts that neither a verb nor a value makes one of receiving."""
        return [f for f in self.facts if not f.received and not f.labels and f.score is None]


def expect(
    reading: SentenceReading, receivers: Receivers, state: ReadingState, *, told: bool
) -> None:
    """A counted class receives the award: so many recipients are still to be named."""
    view = reading.view
    if not view.counts or len(receivers.recipients) > 1:
        return
    if not (told and "receive" in view.cues) and "awardee" not in view.cues:
        return
    noun_kinds = reading.context.patterns.numbers.noun_kinds
    before = [label for fact in state.facts[-_RECENT_FACTS:] for label in fact.labels]
    state.expected = Expected(
        count=sum(count.count for count in view.counts),
        paragraph=view.paragraph,
        kinds=frozenset(kind for c in view.counts for kind in noun_kinds.get(c.noun, ())),
        labels=tuple([m for m in view.labels if m.bare or m.licensed] or before),
    )


def hand_expected(reading: SentenceReading, receivers: Receivers, state: ReadingState) -> None:
    """Recipients of a list, as many at most as were announced before it."""
    expected = state.expected
    if not expected.count:
        return
    if reading.view.paragraph - expected.paragraph > 1:
        state.expected = replace(expected, count=0)
        return
    cues = reading.view.cues
    if "aid" in cues:
        return
    bare = [
        fact
        for fact in receivers.facts
        if not fact.received
        and fact.recipient.strength != "title"
        and (not expected.kinds or fact.recipient.kind in expected.kinds)
        and reported(reading.scopes, fact.recipient)
    ]
    if len(bare) == expected.count or ("listing" in cues and len(bare) < expected.count):
        for fact in bare:
            fact.received = True
            own = [label for label in expected.labels if fact.code in label.codes]
            fact.labels = fact.labels or carried(own)
        state.expected = replace(expected, count=expected.count - len(bare))


def goes_with(reading: SentenceReading, receivers: Receivers, recipient: RecipientMention) -> bool:
    """As in "diterima A, B dan C": what the verb gives the first of a list it gives to all."""
    before = [r for r in receivers.recipients if r.end <= recipient.start]
    fact = receivers.fact(before[-1]) if before else None
    if fact is None or not fact.received:
        return False
    return reading.joins(before[-1].end, recipient.start)


def join_receivers(reading: SentenceReading, receivers: Receivers, state: ReadingState) -> None:
    """As in "Kota Kendari tak ketinggalan": the list of receivers goes on."""
    view, scopes = reading.view, reading.scopes
    if not receivers.facts or "joins" not in view.cues:
        return
    if view.paragraph - state.told_paragraph > 1 or "nominee" in view.cues:
        return
    if any(fact.score is not None or fact.labels for fact in receivers.facts):
        return
    if any(reported(scopes, cue) for cue in view.cued("joins")):
        for fact in receivers.facts:
            if fact.recipient.strength != "title" and reported(scopes, fact.recipient):
                fact.received = True


def hand_plain_list(reading: SentenceReading, receivers: Receivers, state: ReadingState) -> None:
    """A plain list of three or more near those that received, or beside the prize and a verb."""
    view = reading.view
    plain = [fact for fact in receivers.plain() if fact.recipient.strength != "title"]
    if not plain or view.cued(*_OFF) or any(figure.decimal for figure in view.figures):
        return
    verbs = reading.context.patterns.cues["takes"].phrases
    taken = any(cue.word in verbs for cue in view.cued("receive"))
    if not (taken and any(not award.weak for award in reading.awards)):
        if len(plain) < _LIST or view.paragraph - state.handed_paragraph > 1:
            return
        listed = [r for r in receivers.recipients if r.strength != "title"]
        if sum(reading.joins(a.end, b.start) for a, b in pairwise(listed)) + 1 < _LIST:
            return
    for fact in plain:
        fact.received = True


def hand_announced_list(
    reading: SentenceReading, receivers: Receivers, state: ReadingState
) -> None:
    """As in "Kelima daerah itu adalah A, B, C …": a list after the article told the hand-over."""
    view = reading.view
    plain = {fact.recipient.start: fact for fact in receivers.plain()}
    if not plain or view.paragraph - state.told_paragraph > TOLD_PARAGRAPHS:
        return
    against = [c for c in view.cued(*_NOT_RECEIVED) if not _besides(reading, c)]
    if against or any(figure.decimal for figure in view.figures):
        return
    for chain in _chains(reading, receivers.recipients):
        if not _is_announced(reading, chain, state):
            continue
        for recipient in chain:
            fact = plain.get(recipient.start)
            if fact is not None and (recipient.strength != "title" or len(chain) > 1):
                fact.received = True


def _besides(reading: SentenceReading, cue: CueMention) -> bool:
    """As in "Selain Batang, daerah lain yang menerima adalah …": it only opens the sentence."""
    return cue.category == "compare" and reading.view.opens_with(cue, 1)


def _chains(
    reading: SentenceReading, recipients: list[RecipientMention]
) -> list[list[RecipientMention]]:
    """Recipients that stand together."""
    chains: list[list[RecipientMention]] = []
    for recipient in recipients:
        if chains and reading.joins(chains[-1][-1].end, recipient.start):
            chains[-1].append(recipient)
        else:
            chains.append([recipient])
    return chains


def _is_announced(
    reading: SentenceReading, chain: list[RecipientMention], state: ReadingState
) -> bool:
    """The chain has the size that was counted, or a word opens it as the list meant."""
    view, start = reading.view, chain[0].start
    if state.handed and reading.text[: view.start].rstrip().endswith(";"):
        return True
    if any(count.count == len(chain) for count in view.counts):
        return True
    if len(chain) >= _LIST and "told_of" in view.cues:
        return True
    if len(chain) > 1 and len(chain) == state.counted and view.opens_with(chain[0], _CHAIN_HEAD):
        return True
    openers = view.cued(*_OPENERS)
    opened = any(c.start < start and start - c.end <= _OPENER_REACH for c in openers)
    goes_on = reading.text[view.end - 1] == ";"
    return opened and (len(chain) > 1 or state.counted == len(chain) or goes_on)
