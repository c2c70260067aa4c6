"""Who a sentence without a recipient speaks of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.assembler.groups import regions_of
from extractor.assembler.own_region import government_of_official

if TYPE_CHECKING:
    from extractor.assembler.reading import SentenceReading
    from extractor.assembler.state import ReadingState
    from extractor.assembler.view import SentenceView
    from extractor.models.mentions import Mention, RecipientMention
    from extractor.models.record import RecipientKind

_HEAD = 60
_COUNT_HEAD = 40
"""Characters of a sentence in which its subject stands."""
_AGAIN_HEAD = 90
"""Characters of a sentence in which the topic is named again by its class."""
_AGAIN_GAP = 12
"""Characters between it and the next recipient."""
_TURN = 90
"""Characters of the longest sentence that only turns to a region."""
_FULL_STOP = 2
"""Characters behind the name with which a sentence ends."""
_VALUE_REACH = 10
"""Characters between a recipient and a value of its own."""
_OURS = 1
"""Paragraphs in which the article's own government goes on to be spoken of."""
_FAR = 2
"""Paragraphs after which a topic is forgotten."""


def topic_of(reading: SentenceReading, state: ReadingState) -> RecipientMention | None:
    """The topic; None where the sentence speaks of a group or of something new."""
    view, cues = reading.view, reading.view.cues
    opened = reading.opens_list and not state.listing
    if _of_group(reading) or opened or reading.opens("generic_subject"):
        return None
    if reading.holds("own_person"):
        return None
    official = government_of_official(reading, state)
    if official is not None:
        return official
    if state.listed and reading.opens("last_listed"):
        return state.listed[-1]
    if reading.opens("host"):
        return _host(reading)
    named = any(not award.weak for award in view.awards)
    if not named and ("awardee" in cues or _new_subject(reading)):
        return None
    own = (label for label in view.labels if reading.award in label.codes)
    told = any(f.decimal and (f.announced or f.told) for f in view.figures)
    if not told and any(reading.headed_by(label) and not _this(reading, label) for label in own):
        return None
    if state.topic is None:
        if state.ours is not None and view.paragraph - state.ours_paragraph <= _OURS:
            return state.ours
        ours = "pronoun" in cues or _announces(reading) or reading.holds("this_region")
        return reading.context.regions.main_mention() if ours else None
    pattern = reading.context.award(reading.award)
    kinds = pattern.recipient_kinds if pattern is not None else ()
    if kinds and (state.topic.kind not in kinds or _of_other_kind(view, kinds)):
        return None
    if far(reading, state.topic) and not (state.listing and reading.is_item):
        this = "pronoun" in cues or reading.holds("this_region")
        return reading.context.regions.main_mention() if this else None
    main = _ours_again(reading, state) if named else None
    return main if main is not None else state.topic


def _host(reading: SentenceReading) -> RecipientMention | None:
    """Whoever "tuan rumah" is: the regency or city where the ceremony just told was held."""
    view = reading.view
    for before in reversed(reading.context.sentences):
        if before.paragraph == view.paragraph and before.start < view.start:
            places = [m for m in before.regions if m.role == "place"]
            held = regions_of(reading.context, places)
            if held:
                return held[-1]
    return None


def _ours_again(reading: SentenceReading, state: ReadingState) -> RecipientMention | None:
    """The article's own government, where a new paragraph tells it another award.

    As in "Sementara itu, capaian MCP 2023 …": a government named before was only compared.
    """
    topic, context = state.topic, reading.context
    if topic is None or not topic.government or reading.award == reading.before:
        return None
    if topic.start >= reading.text.rfind("\n", 0, reading.view.start) + 1:
        return None
    main = context.regions.main_mention()
    if main is None or reading.frames["this_region"].search(reading.view.words):
        return None
    told = (fact.recipient for fact in state.facts if fact.recipient.government)
    ours = {context.regions.resolve(m.regions, m.level) for m in told}
    return main if context.regions.main in ours else None


def turned_to(reading: SentenceReading) -> RecipientMention | None:
    """Whom a sentence that tells nothing else puts before those after it."""
    return _introduced(reading) or _place_turned_to(reading)


def _introduced(reading: SentenceReading) -> RecipientMention | None:
    """As in "Di luar kesehatan ada Perumda Tirta X.": it ends with the one it introduces.

    Whether such a one can get an award is not asked: the award told of may be the last one's.
    """
    view = reading.view
    strong = [m for m in view.recipients if m.strength == "strong"]
    if len(strong) != 1 or view.figures or view.end - strong[0].end > _FULL_STOP:
        return None
    opened = reading.frames["introduces"].fullmatch(reading.text, view.start, strong[0].start)
    return strong[0] if opened is not None else None


def _place_turned_to(reading: SentenceReading) -> RecipientMention | None:
    """As in "Lain cerita di Tanggamus.": the region that the sentences after it speak of."""
    view = reading.view
    told = view.figures or view.labels or view.dates
    if not view.regions or told or view.end - view.start > _TURN:
        return None
    found = regions_of(reading.context, view.regions)
    if len(found) != 1 or view.cued("ceremony", "occasion"):
        return None
    turns = reading.frames["turns_to"].fullmatch(reading.text, view.start, found[0].start)
    return found[0] if turns is not None else None


def _of_other_kind(view: SentenceView, kinds: tuple[RecipientKind, ...]) -> bool:
    """As in "SMAN 5 di urutan teratas" beside a prize of governments: it tells of another."""
    values = (*view.ranks, *view.figures)
    return any(
        0 <= value.start - other.end <= _VALUE_REACH
        for other in view.recipients
        if other.strength != "title" and other.kind not in kinds
        for value in values
    )


def far(reading: SentenceReading, topic: RecipientMention) -> bool:
    """The topic was last named more than two paragraphs ago."""
    return reading.text.count("\n", topic.start, reading.view.start) > _FAR


def topic_again(
    reading: SentenceReading, recipients: list[RecipientMention], state: ReadingState
) -> RecipientMention | None:
    """As in "kabupaten bahari itu menempati urutan pertama, diikuti A": the topic leads."""
    topic = state.topic
    if not recipients or topic is None or far(reading, topic):
        return None
    start, first = reading.view.start, recipients[0].start
    own = reading.opens("own_figure")
    if own is not None and own.end() < first and reading.view.cued("next_in_order"):
        return replace(topic, start=own.start("again"), end=own.end("again"))
    found = reading.frames["topic_again"].search(reading.text[start:first])
    if found is None or found.start() > _AGAIN_HEAD or first - start - found.end() < _AGAIN_GAP:
        return None
    kinds = reading.context.patterns.numbers.noun_kinds.get(found["noun"].lower(), ())
    named = any(r.name == topic.name and r.regions == topic.regions for r in recipients)
    if topic.kind not in kinds or named:
        return None
    return replace(topic, start=start + found.start("again"), end=start + found.end("again"))


def _of_group(reading: SentenceReading) -> bool:
    """It opens with a counted class, but not one beside the topic, or with "sisanya"."""
    view = reading.view
    head = reading.text[view.start : view.start + _HEAD]
    if reading.frames["rest"].match(head):
        return True
    counted = any(view.opens_with(count, _COUNT_HEAD - 1) for count in view.counts)
    return counted and reading.frames["together"].match(head) is None


def _announces(reading: SentenceReading) -> bool:
    """As in "Indeks Reformasi Birokrasi 71,24, predikat BB": a result of no one named."""
    view = reading.view
    named = any(not award.weak and view.opens_with(award, _HEAD) for award in reading.awards)
    scored = any(f.announced and f.decimal and f.kind == "plain" for f in view.figures)
    return named and scored and bool(view.labels) and not view.regions


def _new_subject(reading: SentenceReading) -> bool:
    """As in "Penghargaan …", but not "Penilaian terdahulu 72,3"."""
    view = reading.view
    earlier = {cue.start - 1 for cue in view.cued("previous")}
    opening = [
        cue
        for cue in view.cued("new_subject")
        if view.opens_with(cue, 1) and cue.end not in earlier
    ]
    return any(not _this(reading, cue) for cue in opening) and not _own_place(reading)


def _this(reading: SentenceReading, mention: Mention) -> bool:
    """As in "Penghargaan ini diterima …", "WTP tersebut": it is the one just told of."""
    return reading.frames["this_one"].match(reading.text, mention.end) is not None


def _own_place(reading: SentenceReading) -> bool:
    """As in "Secara nasional, peringkatnya ke-60": only a place, of the one just told of."""
    return reading.holds("own_place") and not any(f.decimal for f in reading.view.figures)
