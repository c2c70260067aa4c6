"""The schema of every pattern file; a key nobody knows or a wrong value is refused."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, model_validator

from extractor.models.record import Level, RecipientKind


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


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
    """

    dimension: str
    unless: str | None = None
    classes_of: str | None = None
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

    @model_validator(mode="after")
    def bands_name_ladder_entries(self) -> AwardPattern:
        known = {e.label for ladder in self.ladders for e in ladder.entries}
        for ladder in self.ladders:
            if ladder.classes_of is not None and ladder.classes_of not in known:
                raise ValueError(f"classes_of {ladder.classes_of!r} is no label of the ladders")
        for scheme in self.schemes:
            for band in scheme.bands:
                unknown = set(band.labels) - known
                if unknown:
                    raise ValueError(
                        f"schemes.{scheme.id}: labels {sorted(unknown)} are no ladder entries;"
                        f" allowed: {sorted(known)}"
                    )
        return self


class AgencyPattern(Strict):
    """A line of patterns/agencies.jsonl: one unit of a government and its press forms.

    ``forms`` mean this unit everywhere; ``ambiguous`` forms only where the article
    itself introduces them ("Dinas Ketahanan Pangan (DKP)"). Of several units that list one
    ambiguous form, the first in the file is the usual reading.
    """

    name: str
    kind: RecipientKind
    forms: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()


class UnitPattern(Strict):
    """A line of patterns/units.jsonl: a type word whose unit carries a name of its own.

    "Puskesmas Pontang", "Polres Bantul", "SMPN 1 Kebumen": ``forms`` are the type words as
    printed, with the words that fall away ("UPTD Puskesmas"), ``name`` the canonical one.
    ``region_name``: a region's name follows ("Polres Bantul", "Kantor Pertanahan Kabupaten
    Buru"); ``typed``: its canonical name gives the region's kind, also where the article does not
    ("Kantah Buru"). ``jurisdiction``: that region (region, province), the article's (context), or
    none at all. ``wraps``: a unit named behind it goes by its own type word alone.
    """

    name: str
    kind: RecipientKind
    forms: tuple[str, ...]
    wraps: bool = False
    region_name: bool = False
    typed: bool = False
    jurisdiction: Literal["region", "province", "context", "none"] = "context"


class BodyPattern(Strict):
    """A line of patterns/bodies.jsonl: a granting body and its press forms.

    ``regional`` bodies keep their province in the canonical name: "Komisi Informasi
    Provinsi {region}". ``kinds``: the only kinds of recipients that it assesses.
    """

    name: str
    forms: tuple[str, ...]
    regional: bool = False
    kinds: tuple[RecipientKind, ...] = ()
    valid_from: int | None = None
    valid_to: int | None = None


class RegionPattern(Strict):
    """A row of patterns/regions.csv; code of Kemendagri, aliases as the press writes them."""

    code: str
    level: Level
    name: str
    short_name: str
    province_code: str | None
    aliases: tuple[str, ...] = ()
    risky_aliases: tuple[str, ...] = ()


class TitlePattern(Strict):
    """An official's title in patterns/titles.toml.

    Attributes:
        forms: the title as printed, abbreviations included; the first is canonical.
        level: the region level that the title alone implies ("Bupati": kabupaten), else None.
        head: whether the holder leads the whole government (its deputies and acting heads
            too), so that the title names the government; False for an office's official.
        body: canonical granting body that the title belongs to ("Mendagri").
        agency: canonical unit that the title belongs to ("Kadinkes": "Dinas Kesehatan").
    """

    forms: tuple[str, ...]
    level: Level | None = None
    head: bool = False
    body: str | None = None
    agency: str | None = None


class TitlesPattern(Strict):
    """patterns/titles.toml: titles and what stands before and after a person's name.

    Attributes:
        titles: officials' titles.
        acting: words before a title that change only its tenure ("Pj", "Plt").
        ranks: police and military ranks before a name ("AKBP").
        prefixes: academic, religious and polite marks before a name ("Drs.", "H.").
        suffixes: academic marks after a name, behind a comma ("M.Si").
    """

    titles: tuple[TitlePattern, ...] = ()
    acting: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()


class GovernmentWord(Strict):
    """An entry of patterns/government.toml: words before a region's name.

    ``team``: a team that counts as its government (TPID, TP2DD).
    """

    forms: tuple[str, ...]
    level: Level | None = None
    government: bool = False
    team: bool = False


class CuePattern(Strict):
    """A category of patterns/cues.toml: phrases that license or change a reading.

    ``assertion``: what a figure or label in the scope of these phrases is.
    ``only_list``: rules look words up in it; no text is searched for its phrases.
    """

    phrases: tuple[str, ...]
    assertion: Literal["target", "hope", "plan", "rule", "negated", "previous"] | None = None
    only_list: bool = False


class NumberWords(Strict):
    """patterns/numbers.toml: ``cardinals[i]`` and ``months[i]`` spell i+1; weekdays from Monday."""

    cardinals: tuple[tuple[str, ...], ...]
    first: tuple[str, ...]
    ordinal_prefixes: tuple[str, ...]
    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]
    times: tuple[str, ...]
    streaks: tuple[str, ...]
    streak_names: dict[str, int] = Field(default_factory=dict)
    decades: tuple[str, ...] = ()
    rank_words: tuple[str, ...]
    top_words: tuple[str, ...]
    second_words: tuple[str, ...] = ()
    bottom_words: tuple[str, ...]
    range_words: tuple[str, ...]
    percent_words: tuple[str, ...]
    money_before: tuple[str, ...]
    magnitudes: tuple[str, ...]
    score_fillers: tuple[str, ...]
    before_year: tuple[str, ...]
    previous_year_words: tuple[str, ...]
    this_year_words: tuple[str, ...]
    not_top_after: tuple[str, ...]
    noun_kinds: dict[str, tuple[RecipientKind, ...]]


class CuesPattern(RootModel[dict[str, CuePattern]]):
    """patterns/cues.toml: cue categories by name; a user's file adds phrases to them."""


class GovernmentPattern(Strict):
    """patterns/government.toml: ``name`` with "{region}" is a government's canonical name."""

    name: str | None = None
    word: tuple[GovernmentWord, ...] = ()
