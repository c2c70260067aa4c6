"""The schema of all pattern files but an award's; unknown keys and wrong values are refused."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

from extractor.models.record import Level, RecipientKind


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AgencyPattern(Strict):
    """A line of patterns/agencies.jsonl: one unit of a government and its press forms.

    ``forms`` mean this unit everywhere; ``ambiguous`` forms, which several units list, mean the
    one that the article introduces them for ("Dinas Ketahanan Pangan (DKP)"), else the first in
    the file. ``home``: code of the region
    that the name itself tells ("Bank Sumut").
    """

    name: str
    kind: RecipientKind
    forms: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    home: str | None = None


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
