"""The award record and its parts, in the shape that users and outside checks rely on."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Level = Literal["provinsi", "kabupaten", "kota"]
Severity = Literal["info", "warning", "error"]
RecipientKind = Literal[
    "provinsi", "kabupaten", "kota", "dinas", "badan", "inspektorat", "sekretariat", "bagian",
    "satpol-pp", "puskesmas", "rumah-sakit", "kecamatan", "kelurahan", "desa", "sekolah",
    "perguruan-tinggi", "polisi", "pertanahan", "kemenag", "lembaga", "kementerian", "bumd",
    "perusahaan", "unit", "lain",
]  # fmt: skip


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Evidence(Frozen):
    """A span of ``Article.text``: ``text == article.text[start:end]``."""

    start: int
    end: int
    text: str


class ArticleRef(Frozen):
    """Where a record was read: the article's address, metadata and text digest."""

    url: str | None
    source: str
    site: str | None
    title: str | None
    author: str | None
    published: str | None
    sha256: str = Field(description="sha256 of the article's text")


class Award(Frozen):
    """The award by its code, and as the article words it."""

    code: str
    name: str
    text: str | None
    granting_body: str | None
    year: int | None = Field(description="assessment or award year that the article states")


class Jurisdiction(Frozen):
    """The region that the recipient belongs to; code of Kemendagri, always text."""

    name: str
    level: Level
    code: str


class Recipient(Frozen):
    """Who received it: canonical whole name, without the jurisdiction."""

    name: str
    abbreviation: str | None
    kind: RecipientKind
    jurisdiction: Jurisdiction | None


class Score(Frozen):
    """The figure; decimal strings with a point, exactly the digits reported."""

    value: str
    text: str
    unit: str | None
    scale_min: str | None
    scale_max: str | None
    previous: str | None


class Rank(Frozen):
    """Position in an order, its size and its scope ("nasional", "Provinsi Banten")."""

    position: int
    of: int | None
    scope: str | None


class Speaker(Frozen):
    """The person to whom the figure is attributed."""

    name: str
    role: str | None


class Check(Frozen):
    """A remark on a record that a reader should see."""

    code: str
    severity: Severity
    message: str


class ExtractorStamp(Frozen):
    version: str
    patterns: str = Field(description="digest of the pattern files")


class AwardRecord(Frozen):
    """One recipient x one award as stated by one article."""

    record_id: str
    article: ArticleRef
    award: Award
    recipient: Recipient
    score: Score | None
    predicates: tuple[str, ...]
    rank: Rank | None
    streak: int | None
    event_date: str | None
    speaker: Speaker | None
    evidence: dict[str, Evidence | tuple[Evidence, ...]]
    provenance: dict[str, str]
    checks: tuple[Check, ...]
    extractor: ExtractorStamp


class Refused(Frozen):
    """A candidate that made no record, with the coded reason: a hard negative."""

    article: ArticleRef
    recipient: str
    figure: str | None
    reason: str
    cue: str | None
    evidence: Evidence
