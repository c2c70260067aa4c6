"""The article read sentence by sentence: candidates, their award, and the facts they state."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from extractor.assembler.assertions import assertion_of
from extractor.assembler.bind import bind, bind_topic
from extractor.assembler.candidates import candidates
from extractor.assembler.carrying import (
    Bound,
    adopt_figure,
    carry_labels,
    carry_streak,
    claim_labels,
    labels_in,
    remember_labels,
    repeat_labels,
    without_labels,
)
from extractor.assembler.columns import awards_of_row, columns_of
from extractor.assembler.contests import adopt_place, carry_class
from extractor.assembler.facts import Refusal
from extractor.assembler.groups import regions_of, tell_group, tell_listed, tell_parts
from extractor.assembler.ranked_lists import rank_items
from extractor.assembler.reading import SentenceReading
from extractor.assembler.receivers import Receivers
from extractor.assembler.receiving import mark_received, name_late, topic_receives
from extractor.assembler.scopes import Scopes
from extractor.assembler.state import ReadingState
from extractor.assembler.stating import carry_category, facts_of
from extractor.assembler.topics import topic_again, topic_of, turned_to
from extractor.assembler.values import Values, read_values

if TYPE_CHECKING:
    from extractor.assembler.context import Context
    from extractor.assembler.facts import Fact
    from extractor.assembler.view import SentenceView
    from extractor.models.mentions import AwardMention, RecipientMention

_NOT_TOLD = frozenset({"target", "hope", "plan"})
_OFF_CUES = ("plan", "target", "hope", "pending")
_ITEM_LENGTH = 100
_ITEM_HEAD = 3
_HEADER_LENGTH = 50
_TOPIC_HEAD = 40
_RULE_HEAD = 2
"""Characters: of a list's item, and before what opens it, the topic or a rule."""
_STOPS = '.?!”"'
_LADDER = 3
_PARTS = 2
"""More labels or figures than this in a sentence explain a scale or its parts."""
_HANDED_REACH = 8
_PROVINCE_CODE = 2


def read_facts(context: Context) -> ReadingState:
    """The facts, refusals and claims of all sentences in text order."""
    state = ReadingState(context.awards.from_start)
    for view in context.sentences:
        _read_sentence(_open(context, view, state), state)
    return state


def _open(context: Context, view: SentenceView, state: ReadingState) -> SentenceReading:
    """The sentence with its awards; the award told of changes with the first that is told."""
    scopes = Scopes(view, context.patterns, context.year_of(state.award))
    before = state.award
    state.columns = columns_of(view, context.award(state.award)) or state.columns
    awards = (
        *context.awards.told_in(view, state.award),
        *awards_of_row(view, state.columns),
    )
    told = [
        mention
        for mention in awards
        if mention.start < mention.end
        and not any(0 <= mention.start - c.end <= 1 for c in view.cued("compare"))
        and assertion_of(scopes, mention).kind not in _NOT_TOLD
        and (not mention.weak or state.award in {None, mention.code})
    ]
    handed = [m for m in told if not m.weak and _handed_behind(view, m)]
    back = None if told else _named_last(context, view)
    if told or back is not None:
        state.award = back or (handed or told)[0].code
        scopes = Scopes(
            view, context.patterns, context.year_of(state.award), _first_told(context, told, state)
        )
    codes = {award.code for award in awards} or {state.award or ""}
    state.told_of[view.start] = frozenset(codes)
    return SentenceReading.of(context, scopes, awards, state.award, before)


def _first_told(context: Context, told: list[AwardMention], state: ReadingState) -> bool:
    """As in "Oktober tahun lalu pemkot meraih APE kategori Utama": no newer result is told."""
    codes = {award.code for award in told if not award.weak}
    before = {fact.code for fact in state.facts} | {context.awards.main}
    return len(codes) == 1 and codes.isdisjoint(before)


def _named_last(context: Context, view: SentenceView) -> str | None:
    """As in "Untuk indeks yang terakhir ini": the award named right before the sentence."""
    if context.patterns.frames["award_back"].match(view.text, view.start) is None:
        return None
    before = [m for m in context.awards.counting if m.end <= view.start]
    near = before and view.text.count("\n", before[-1].end, view.start) <= 1
    return before[-1].code if near else None


def _handed_behind(view: SentenceView, award: AwardMention) -> bool:
    """As in "dari panggung itu pula Nirwasita Tantra 2023 dibacakan"."""
    return any(0 <= cue.start - award.end <= _HANDED_REACH for cue in view.cued("hands"))


def _read_sentence(reading: SentenceReading, state: ReadingState) -> None:
    """Add what the sentence states, and leave behind what the next ones build on."""
    view = reading.view
    recipients = candidates(reading)
    again = topic_again(reading, recipients, state)
    recipients = [again, *recipients] if again is not None else recipients
    values = read_values(reading, recipients, state)
    item = reading.is_item or _plain_item(reading, recipients, state)
    item = item or _value_line(reading, recipients, state)
    opened = reading.text.endswith(":\n", 0, view.start) or _header(reading, state)
    if not item and not opened:
        state.listing = state.listing and view.paragraph == state.carried_paragraph
    if not recipients and _told_of_group(reading, values, state):
        return
    claim_labels(reading, values.of_all, state)
    tells = bool(values.told or values.previous or reading.awards)
    topic = topic_of(reading, state) if tells and not recipients else None
    told = values.told
    if not recipients and (topic is None or _grouped(reading)):
        claim_labels(reading, told, state)
        if topic is not None:
            values = values._replace(told=without_labels(told))
    again_told = repeat_labels(reading, recipients, values.told, state)
    if again_told is not values.told:
        values = values._replace(told=again_told)
    remember_labels(reading, recipients, told, state)
    if recipients:
        members = _without_container(reading, recipients, values)
        bindings = bind(reading, members, values, state.refused)
    else:
        members, bindings = recipients, bind_topic(reading, topic, values)
        if bindings:
            state.ours, state.ours_paragraph = topic, view.paragraph
    adopt_figure(reading, bindings, values.told, state)
    carry_labels(reading, Bound(members, told, bindings, item), state)
    carry_streak(reading, bindings, state)
    adopt_place(reading, bindings, told, state)
    carry_class(reading, bindings, told, state)
    rank_items(reading, bindings, state)
    facts = [fact for b in bindings for fact in facts_of(reading, b, len(bindings))]
    mark_received(reading, Receivers(members, facts), state)
    if not members and not facts:
        facts = topic_receives(reading, topic)
    if again is not None and state.topic is not None:
        for fact in facts:
            fact.recipient = state.topic if fact.recipient is again else fact.recipient
        members = [state.topic, *members[1:]]
    name_late(reading, facts, state)
    _add(reading, facts, state, item=item)
    _leave_behind(reading, members, state)


def _told_of_group(reading: SentenceReading, values: Values, state: ReadingState) -> bool:
    """The values are those of recipients named before; those of a rule are nobody's."""
    if values.told and _is_rule(reading):
        state.refused.extend(Refusal(None, value, "rule") for value in values.told)
        values.told.clear()
    return (
        tell_group(reading, values, state)
        or tell_listed(reading, values, state)
        or tell_parts(reading, values, state)
    )


def _plain_item(
    reading: SentenceReading, recipients: list[RecipientMention], state: ReadingState
) -> bool:
    """A short paragraph of a list that opens with its recipient, without any bullet."""
    text, view = reading.text, reading.view
    if not state.listing or not recipients or not view.opens_with(recipients[0], _ITEM_HEAD):
        return False
    begins = view.start == 0 or text[view.start - 1] == "\n"
    ends = text[view.end : view.end + 1] in {"", "\n"}
    return begins and ends and view.end - view.start <= _ITEM_LENGTH


def _value_line(
    reading: SentenceReading, recipients: list[RecipientMention], state: ReadingState
) -> bool:
    """As in "Nilai: 85,02" under the item that names its recipient."""
    view = reading.view
    if not state.listing or recipients or not (view.figures or view.labels):
        return False
    named = view.cued("score_word", "label_word")
    whole = view.start == 0 or reading.text[view.start - 1] == "\n"
    return whole and any(view.opens_with(cue, 0) for cue in named)


def _header(reading: SentenceReading, state: ReadingState) -> bool:
    """A short line of a list without a full stop: "KOTA BESAR", "No Kota Provinsi"."""
    text, view = reading.text, reading.view
    if not state.listing or view.end - view.start > _HEADER_LENGTH:
        return False
    begins = view.start == 0 or text[view.start - 1] == "\n"
    ends = text[view.end : view.end + 1] == "\n"
    return begins and ends and text[view.end - 1] not in _STOPS


def _grouped(reading: SentenceReading) -> bool:
    """It tells of a counted class, or of all of one.

    What is counted behind the labels has them only where a verb says so.
    """
    view = reading.view
    last = max((label.end for label in view.labels), default=view.end)
    taken = view.cued("received")
    counted = any(
        count.start < last or any(last <= cue.start < count.start for cue in taken)
        for count in view.counts
    )
    return (counted and reading.opens("together") is None) or reading.holds("every")


def _is_rule(reading: SentenceReading) -> bool:
    """A sentence that explains the scale: limits of a range, or opened by such a cue."""
    view = reading.view
    if any(figure.kind == "range" for figure in view.figures) or reading.opens("sets_limit"):
        return True
    decimals = [figure for figure in view.figures if figure.decimal]
    if len(decimals) > _PARTS and "subscore" in view.cues:
        return True
    rules, made_of = view.cued("rule"), reading.frames["made_of"]
    whole = (c for c in rules if not reading.frames["relative"].search(view.before(c)))
    made = any(made_of.match(cue.word) for cue in whole)
    if made or any(view.opens_with(cue, _RULE_HEAD) for cue in rules):
        return True
    own = [label for label in view.labels if reading.award in label.codes]
    if len({label.label for label in own}) > _LADDER:
        return True
    rungs = {(dimension, label.label) for label in own for dimension in label.dimensions}
    most = Counter(dimension for dimension, _ in rungs).most_common(1)
    return bool(most) and most[0][1] == _LADDER and not view.figures


def _without_container(
    reading: SentenceReading, recipients: list[RecipientMention], values: Values
) -> list[RecipientMention]:
    """As in "Lampung kebagian enam Nindya, yakni A, B": the province only holds the list."""
    first, rest = recipients[0], recipients[1:]
    province = first.government and len(first.regions) == 1
    if len(rest) < 2 or not province or len(first.regions[0]) != _PROVINCE_CODE:
        return recipients
    if not all(m.regions and m.regions[0].startswith(first.regions[0]) for m in rest):
        return recipients
    start, end = first.end, rest[0].start
    opened = reading.view.cued("connector", "received")
    connected = any(start <= c.start and c.end <= end for c in opened)
    before = reading.view.before(first).split()[-1:]
    scoped = not reading.context.patterns.words["scoping"].isdisjoint(w.lower() for w in before)
    labels = labels_in(values.told)
    labelled = any(label.start < end and (scoped or label.start >= start) for label in labels)
    return rest if connected and labelled else recipients


def _add(reading: SentenceReading, facts: list[Fact], state: ReadingState, *, item: bool) -> None:
    """Add the facts: those of a list's items are received, bare ones of a plan are off."""
    off = bool(reading.view.cued(*_OFF_CUES))
    carry_category(reading, facts, state)
    for fact in facts:
        fact.received = fact.received or (state.listing and item)
        valued = fact.score is not None or fact.position is not None or bool(fact.labels)
        fact.off = off and not valued
    state.magnitudes.extend(fact.score.value for fact in facts if fact.score is not None)
    state.facts.extend(facts)


def _leave_behind(
    reading: SentenceReading, recipients: list[RecipientMention], state: ReadingState
) -> None:
    """Keep the topic, the group and the open list for the next sentence."""
    place = None if recipients else turned_to(reading)
    if place is not None:
        state.topic = place
    strong = [recipient for recipient in recipients if recipient.strength != "title"]
    if len(strong) > 1:
        state.listed = strong
    if strong:
        one = len({(recipient.name, recipient.regions) for recipient in strong}) == 1
        opens = reading.view.opens_with(strong[0], _TOPIC_HEAD - 1)
        state.topic = strong[0] if one or opens else None
        state.ours = None
    state.regions_before = regions_of(reading.context, reading.view.regions)
    state.listing = state.listing or reading.ends_with_colon or reading.opens_list
