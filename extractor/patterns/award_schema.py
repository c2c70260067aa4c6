"""One award's file, patterns/awards/CODE.toml: names, scales, ladders and bands by year."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property
from typing import Literal

from pydantic import model_validator

from extractor.models.record import RecipientKind
from extractor.patterns.schema import Strict


class LadderEntry(Strict):
    """One label of a ladder.

    Attributes:
        label: canonical spelling, as it stands in a record ("Zona Hijau", "BB", "WTP").
        surfaces: other spellings and long forms; the label itself is always one.
        bare: True if the surfaces mean this label wherever they stand near the award
            ("zona hijau", "WTP"); False if they need a label cue, brackets or a score
            beside them ("A", "Baik", "Madya", "hijau").
        cued: further spellings that need such a cue even where the entry is bare ("hijau"
            for "Zona Hijau"); the label itself is one when it stands here.
        award: it is the award's own name ("Peduli HAM"): it tells that a recipient has the
            award, and stands in no record.
    """

    label: str
    surfaces: tuple[str, ...] = ()
    bare: bool = False
    cued: tuple[str, ...] = ()
    award: bool = False

    def spellings(self) -> tuple[tuple[str, bool], ...]:
        """Every spelling of the label, once, and whether it counts without a cue."""
        needs_cue = {spelling.casefold() for spelling in self.cued}
        found = {s.casefold(): s for s in (self.label, *self.surfaces, *self.cued)}
        return tuple((s, self.bare and key not in needs_cue) for key, s in found.items())


class Ladder(Strict):
    """Labels of one dimension, lowest first.

    ``unless``: another dimension that says the same; where a record has a label of that one,
    this one's is only another word for it ("merah" for "Rentan").
    ``classes_of``: the label of another dimension whose recipients these classes divide ("Kota
    Kecil" those of "Piala Adipura"); a record with such a class has it where the article names it.
    ``streak_label``: the label that a streak is of where no other is told ("delapan kali
    berturut-turut" of the opinion "WTP").
    """

    dimension: str
    unless: str | None = None
    classes_of: str | None = None
    streak_label: str | None = None
    entries: tuple[LadderEntry, ...]

    @cached_property
    def labels(self) -> frozenset[str]:
        return frozenset(entry.label for entry in self.entries)

    @cached_property
    def of_award(self) -> frozenset[str]:
        """The labels that are the award's own name."""
        return frozenset(entry.label for entry in self.entries if entry.award)


class Scale(Strict):
    """Numeric range of the score; ``granting_bodies`` and years narrow where it holds."""

    min: Decimal
    max: Decimal
    decimals: int | None = None
    valid_from: int | None = None
    valid_to: int | None = None
    granting_bodies: tuple[str, ...] = ()


class Band(Strict):
    """Score range of one label; None is an unknown limit. ``labels`` names ladder entries."""

    labels: tuple[str, ...]
    min: Decimal | None = None
    max: Decimal | None = None
    min_inclusive: bool = True
    max_inclusive: bool = True


class Scheme(Strict):
    """The bands in force for assessment years valid_from..valid_to (None: open).

    A score may lie in several bands (minimum marks that include one another, two scales of
    one award): a label fits if any band that names it holds the score. ``granting_bodies``:
    the bands hold only where one of these assessed; empty means any.
    """

    id: str
    valid_from: int | None = None
    valid_to: int | None = None
    regulation: str | None = None
    limits: Literal["confirmed", "partial", "unconfirmed", "none"]
    granting_bodies: tuple[str, ...] = ()
    decimals: int | None = None
    bands: tuple[Band, ...] = ()
    sources: tuple[str, ...] = ()
    note: str | None = None


class EarlierBody(Strict):
    """Name that the award's own body bore in articles published up to ``until``, included."""

    name: str
    until: str


class BodyOfKinds(Strict):
    """The award's own body where one of these kinds of recipients gets it."""

    name: str
    kinds: tuple[RecipientKind, ...]


class AwardPattern(Strict):
    """patterns/awards/<code>.toml: what one award is called, measures and confers.

    Attributes:
        code, name: code of the award and its canonical name.
        granting_body: canonical name of its own body; None where anyone may confer it.
        unit: "persen" where the award is measured in per cent.
        aliases: phrases that name this award wherever they stand.
        weak_aliases: phrases that name it only where its body or another alias is in the
            article ("nilai kepatuhan", "opini").
        misspellings: aliases with the press's own slips; they count as aliases.
        score_words: words that announce its score.
        bodies_of_kinds: its own body for some kinds of recipients.
        bodies_beside: bodies that assess it with its own: the one meant where the article names
            it and not that.
        assessed_inside: a government's units get it from their own government, whoever
            assesses the government itself.
        earlier_bodies: names of that body at earlier times, oldest first (ISO date ``until``).
        score_max_decimals: a figure with more decimals is no score of this award.
        scales: numeric range of the score, by assessment year where it changed; several for
            one year are alternatives (an index printed as 1 to 4 or as 25 to 100).
        ladders, schemes: labels, and the bands of scores in force by assessment year.
        not_assessed: assessment years without any assessment.
        recipient_kinds: the only kinds of bodies that get it; empty means any.
        companies: companies get it too.
        yields_to: where one of these awards is named too, its aliases mean that one
            ("sertifikat akreditasi" of a library).
        told_by_body: a score by its body means this award where the article names none
            ("Kota X dinilai 63,61 oleh Ombudsman RI").
    """

    code: str
    name: str
    granting_body: str | None = None
    bodies_of_kinds: tuple[BodyOfKinds, ...] = ()
    bodies_beside: tuple[str, ...] = ()
    assessed_inside: bool = False
    earlier_bodies: tuple[EarlierBody, ...] = ()
    unit: Literal["persen"] | None = None
    aliases: tuple[str, ...]
    weak_aliases: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    score_words: tuple[str, ...] = ()
    score_max_decimals: int | None = None
    scales: tuple[Scale, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    not_assessed: tuple[int, ...] = ()
    recipients: tuple[str, ...] = ()
    recipient_kinds: tuple[RecipientKind, ...] = ()
    companies: bool = False
    yields_to: tuple[str, ...] = ()
    told_by_body: bool = False
    notes: tuple[str, ...] = ()

    @cached_property
    def worded(self) -> re.Pattern[str]:
        """Any of the award's score words, as a whole word of a text in lower case."""
        words = "|".join(map(re.escape, self.score_words))
        return re.compile(rf"\b(?:{words})\b" if words else r"(?!)")

    @model_validator(mode="after")
    def bands_name_ladder_entries(self) -> AwardPattern:
        known = {e.label for ladder in self.ladders for e in ladder.entries}
        for ladder in self.ladders:
            for key in ("classes_of", "streak_label"):
                label = getattr(ladder, key)
                if label is not None and label not in known:
                    raise ValueError(f"{key} {label!r} is no label of the ladders")
        for scheme in self.schemes:
            for band in scheme.bands:
                unknown = set(band.labels) - known
                if unknown:
                    raise ValueError(
                        f"schemes.{scheme.id}: labels {sorted(unknown)} are no ladder entries;"
                        f" allowed: {sorted(known)}"
                    )
        return self
