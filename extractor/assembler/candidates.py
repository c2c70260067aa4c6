"""Who may be a recipient in a sentence: names that are no places, owners, speakers or givers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.assembler.article_awards import OTHER
from extractor.assembler.givers import confers, gives_out, sets
from extractor.assembler.listed import of_row, same_level
from extractor.assembler.national_bodies import body_recipients
from extractor.assembler.officials import (
    affiliation,
    heads_take,
    in_attribution,
    sends,
    speaks_of_others,
    takes,
)

if TYPE_CHECKING:
    from extractor.assembler.reading import SentenceReading
    from extractor.models.mentions import RecipientMention
    from extractor.models.record import RecipientKind

_DASH = re.compile(r"\s[–—-]{1,2}\s|\s\|\s|[a-z]\)\s?-|^[A-Z][A-Z .]+-|\.[a-z]{2,4}-(?=[A-Z])")
_DATELINE = 60
_DATELINE_SURE = 80
_DATELINE_WIDE = 110
"""Characters of the text that may hold a dateline: its place, its dash, a late dash."""
_LAST_WORD = re.compile(r"(\w+)\s$")
_INSIDE_PHRASE = re.compile(r"[\w)]\s$")
_BEHIND_FIGURE = re.compile(r"[\d)]\s\w+\s$")
_NEGATION_REACH = 30
_PAIR = 2
"""Spaces between two names that one word joins."""
_BESIDE = range(3)
"""Characters between a recipient and a value of its own."""
_HEAD = 160
"""Characters before a name that hold a negation, and those that may make it no subject."""
_NATIONAL: frozenset[RecipientKind] = frozenset({"kementerian", "lembaga"})
"""Recipients that confer more often than they receive."""
_PLACES: frozenset[RecipientKind] = frozenset(
    {"perusahaan", "perguruan-tinggi", "bumd", "kecamatan", "kelurahan", "desa"}
)
"""Recipients that are a place behind "di"."""


def candidates(reading: SentenceReading) -> list[RecipientMention]:
    """Recipients of the sentence in text order."""
    together = heads_take(reading)
    found = [m for m in reading.view.recipients if _may_receive(reading, m, together=together)]
    found = of_row(reading, found)
    found.extend(body_recipients(reading, found))
    return same_level(reading, sorted(found, key=lambda m: m.start))


def _may_receive(reading: SentenceReading, mention: RecipientMention, *, together: bool) -> bool:
    """Nothing around the name says that it is something else; ``together``: heads take it."""
    title = mention.strength == "title"
    own = title and mention.government and not _of_body(reading, mention)
    head = own and (together or takes(reading, mention))
    if title and not head:
        return False
    if _inside_name(reading, mention) or (not head and _inside_role(reading, mention)):
        return False
    return not (
        any(mention.start > cue.start for cue in reading.view.cued("related"))
        or _dateline(reading.text, mention)
        or _no_subject(reading, mention)
        or _negated(reading, mention)
        or _of_prize(reading, mention)
        or _owner_in_bracket(reading, mention)
        or confers(reading, mention)
        or sets(reading, mention)
        or _never_gets(reading, mention)
        or _organises(reading, mention)
        or sends(reading, mention)
        or (mention.kind in _NATIONAL and gives_out(reading.frames, reading.text, mention))
        or affiliation(reading, mention)
        or in_attribution(reading, mention)
        or speaks_of_others(reading, mention)
        or _still_open(reading, mention)
        or _given_by(reading, mention)
        or reading.view.found_before(reading.frames["same_class"], mention) is not None
        or _names_winner(reading, mention)
        or _of_its_units(reading, mention)
        or _only_looked_at(reading, mention)
    )


def _of_its_units(reading: SentenceReading, mention: RecipientMention) -> bool:
    """As in "Empat OPD Pemkab Serang masuk zona hijau": its units have it, not the government."""
    if mention.rule != "name.government":
        return False
    return reading.frames["units_of_it"].search(reading.view.before(mention, _HEAD)) is not None


def _only_looked_at(reading: SentenceReading, mention: RecipientMention) -> bool:
    """As in "lokus penilaian, yakni Dinas A dan Dinas B": whose result it is stands elsewhere."""
    view = reading.view
    if mention.government or view.labels or any(figure.decimal for figure in view.figures):
        return False
    return reading.frames["looked_at"].search(view.before(mention)) is not None


def _of_body(reading: SentenceReading, mention: RecipientMention) -> bool:
    """As in "Kepala Perwakilan Ombudsman Bengkulu": the title is one of the body's branch."""
    return any(0 <= mention.start - body.end <= 1 for body in reading.view.bodies)


def _inside_name(reading: SentenceReading, mention: RecipientMention) -> bool:
    """Part of an award's, a giver's or a person's name, or of a label."""
    view, awards = reading.view, reading.context.awards
    start, end = mention.start, mention.end
    if any(m.start <= start and end <= m.end for m in (*view.bodies, *view.people)):
        return True
    if any(m.start <= start and end <= m.end and awards.has(m) for m in view.awards):
        return True
    for label in view.labels:
        sure = (label.bare or label.licensed) and awards.codes.intersection(label.codes)
        if sure and label.start <= start and end <= label.end:
            return True
    return any(body.start == start and body.name in awards.own_bodies for body in view.bodies)


def _inside_role(reading: SentenceReading, mention: RecipientMention) -> bool:
    """Part of a person's role: "Bupati Klaten Sri Mulyani", "Sri, Bupati Klaten"."""
    return any(
        person.role_span[0] <= mention.start and mention.end <= person.role_span[1]
        for person in reading.view.people
    )


def _dateline(text: str, mention: RecipientMention) -> bool:
    """A place name that opens the text before the dash is where it was written."""
    printed = text[mention.start : mention.end]
    short = mention.name != printed and mention.name.endswith(printed)
    if mention.start > _DATELINE or not (mention.government or short):
        return False
    head = text[:_DATELINE_WIDE].split("\n", 1)[0]
    dashes = list(_DASH.finditer(head[:_DATELINE_SURE])) or list(_DASH.finditer(head))[:1]
    return bool(dashes) and mention.start < dashes[-1].end()


def _no_subject(reading: SentenceReading, mention: RecipientMention) -> bool:
    """A bare "Pemkab" inside a phrase, an agency that is only a place or an owner."""
    frames, words = reading.frames, reading.context.patterns.words
    head = reading.view.before(mention, _HEAD)
    by_own_words = mention.rule == "name.government"
    if mention.government and not mention.regions and by_own_words:
        if reading.text[mention.end : mention.end + 1] == ":":
            return True
        inside = _INSIDE_PHRASE.search(head)
        return inside is not None and not frames["subject_follows"].search(head)
    last = _LAST_WORD.search(head)
    if last is None:
        return False
    word, told = last[1].lower(), _BEHIND_FIGURE.search(head) is not None
    closed = frames["place_closed"].match(reading.text, mention.end) is not None
    if word in words["at"] and (mention.kind in _PLACES or closed):
        return True
    if by_own_words:
        falls = frames["falls_to"].search(head) is not None
        return word in words["within"] or (word in words["owned"] and not told and not falls)
    if frames["falls_to"].search(head) is not None:
        return False
    if word in words["owned"] and frames["clause_of_owner"].search(head):
        return False
    if mention.government or mention.strength == "title":
        return False
    together = reading.opens("together") and reading.text.startswith(" (", mention.end)
    if together or _sent_with(reading, mention):
        return False
    if word in words["with"] and _behind_another(reading, mention):
        return False
    taken = any(
        mention.start - cue.end == 1 for cue in reading.view.cued("received", "next_in_order")
    )
    placed = word in reading.context.patterns.cues["agency_place"].phrases
    return placed and not told and not taken


def _behind_another(reading: SentenceReading, mention: RecipientMention) -> bool:
    """As in "Puskesmas A bersama Puskesmas B, C dan D dinyatakan lulus": all of them."""
    alike = (m for m in reading.view.recipients if m.kind == mention.kind and m.end < mention.start)
    return any(reading.text[m.end : mention.start].count(" ") == _PAIR for m in alike)


def _sent_with(reading: SentenceReading, mention: RecipientMention) -> bool:
    """As in "Sumenep diwakili Dinas X bersama Desa Y": both are sent."""
    units = [m for m in reading.view.recipients if m.end <= mention.start]
    if not units or units[-1].government or not reading.joins(units[-1].end, mention.start):
        return False
    return any(cue.end <= units[-1].start for cue in reading.view.cued("sends"))


def _negated(reading: SentenceReading, mention: RecipientMention) -> bool:
    """As in "bukan Kota X": the one that it is not."""
    start = max(reading.view.start, mention.start - _NEGATION_REACH)
    return reading.frames["not_its"].search(reading.text, start, mention.start) is not None


def _owner_in_bracket(reading: SentenceReading, mention: RecipientMention) -> bool:
    """As in "Balai Benih Narmada (Pemprov NTB)": whose unit it is."""
    if not mention.government or reading.text[mention.end : mention.end + 1] != ")":
        return False
    units = (m for m in reading.view.recipients if not m.government)
    return any(reading.text[unit.end : mention.start] == " (" for unit in units)


def _of_prize(reading: SentenceReading, mention: RecipientMention) -> bool:
    """As in "Lomba Inovasi Daerah Tahun 2022 OKU Timur": whose prize it is."""
    dated = reading.frames["prize_dated"]
    return any(
        prize.code == OTHER and dated.fullmatch(reading.text, prize.end, mention.start)
        for prize in reading.awards
    )


def _organises(reading: SentenceReading, mention: RecipientMention) -> bool:
    """As in "yang diberikan Pemerintah Provinsi X": it gives or assesses, or is only cited."""
    view, frames = reading.view, reading.frames
    if view.found_before(frames["cited"], mention, _HEAD) is not None:
        return True
    if not mention.government or mention.rule != "name.government":
        return False
    return view.found_before(frames["organises"], mention, _NEGATION_REACH) is not None


def _never_gets(reading: SentenceReading, mention: RecipientMention) -> bool:
    """Its kind is never among those that get the award (a dinas and Adipura)."""
    pattern = reading.context.award(reading.award_at(mention.start))
    if mention.kind == "perusahaan":
        allowed = reading.context.giver if pattern is None else pattern.companies
        return not allowed
    kinds = pattern.recipient_kinds if pattern is not None else ()
    return bool(kinds) and mention.kind not in kinds


def _still_open(reading: SentenceReading, mention: RecipientMention) -> bool:
    """As in "sementara RSUD X baru akan disurvei": no result of its own follows."""
    view = reading.view
    if reading.frames["still_open"].match(reading.text, mention.end) is None:
        return False
    others = (m.start for m in view.recipients if m.start > mention.end)
    last = min(others, default=view.end)
    values = (*view.figures, *view.labels, *view.ranks)
    return not any(mention.end <= value.start < last for value in values)


def _given_by(reading: SentenceReading, mention: RecipientMention) -> bool:
    """As in "Terbaik II Paritrana Award dari Pemprov Jabar": it is whoever gives."""
    own = mention.rule == "name.government" or mention.kind in _NATIONAL
    if not own or reading.view.found_before(reading.frames["given_by"], mention) is None:
        return False
    last = max((a.end for a in reading.awards if a.end <= mention.start), default=None)
    if last is None:
        return False
    others = [m for m in reading.view.recipients if m.start > mention.end]
    figures = (*reading.view.figures, *reading.view.labels, *reading.view.ranks)
    return not others and not any(f.start - mention.end in _BESIDE for f in figures)


def _names_winner(reading: SentenceReading, mention: RecipientMention) -> bool:
    """As in "A ditetapkan Kanwil B sebagai terbaik III": B only names the winner."""
    named_by = reading.frames["named_by"]
    if reading.view.found_before(named_by, mention, _NEGATION_REACH) is None:
        return False
    others = any(other.end < mention.start for other in reading.view.recipients)
    return others and reading.frames["named_as"].match(reading.text, mention.end) is not None
