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

    start: int = Field(description="first code point of the span in the article's `text`")
    end: int = Field(description="code point after its last")
    text: str = Field(description="exactly `text[start:end]`")


class ArticleRef(Frozen):
    """Where a record was read: the article's address, metadata and text digest."""

    url: str | None = Field(description="canonical address; null for a text without one")
    source: str = Field(
        description="the input as named in the call, plus `#line` inside a container"
    )
    site: str | None = Field(description="domain of the publisher")
    title: str | None = Field(description="title of the article")
    author: str | None = Field(description="author as the page names them")
    published: str | None = Field(
        description="ISO 8601, with the zone that the site gives; a bare date stays one"
    )
    sha256: str = Field(description="sha256 of the article's text")


class Award(Frozen):
    """The award by its code, and as the article words it."""

    code: str = Field(
        description="code of the award, `other` where none fits (`award-extractor list awards`)"
    )
    name: str = Field(
        description="canonical name of the code; for `other`, as the article gives it"
    )
    text: str | None = Field(description="the name as the article gives it")
    granting_body: str | None = Field(
        description="who assessed or conferred it, in its short canonical form"
    )
    year: int | None = Field(description="assessment or award year that the article states")


class Jurisdiction(Frozen):
    """The region that the recipient belongs to; code of Kemendagri, always text."""

    name: str = Field(description='name by the decree: "Kabupaten Serang"')
    level: Level = Field(description="province, regency or city")
    code: str = Field(description='code of Kemendagri, always text: "36.04"')


class Recipient(Frozen):
    """Who received it: canonical whole name, without the jurisdiction."""

    name: str = Field(
        description='canonical whole name: "Dinas Sosial", "Pemerintah Kabupaten Serang"'
    )
    abbreviation: str | None = Field(description="the short form that the article uses for it")
    kind: RecipientKind = Field(description="what sort of body it is")
    jurisdiction: Jurisdiction | None = Field(
        description="the region it belongs to; null for national bodies and companies"
    )


class Score(Frozen):
    """The figure; decimal strings with a point, exactly the digits reported."""

    value: str = Field(description="the figure as a decimal string with a point")
    text: str = Field(description="the figure as printed, stray blanks included")
    unit: str | None = Field(description="`persen` where the award is measured in per cent")
    scale_min: str | None = Field(
        description="lowest value of the scale; null where it is not known"
    )
    scale_max: str | None = Field(
        description="highest value of the scale; null where it is not known"
    )
    previous: str | None = Field(description="the latest earlier value of the same score")


class Rank(Frozen):
    """Position in an order, its size and its scope ("nasional", "Provinsi Banten")."""

    position: int = Field(description="1 is the best")
    of: int | None = Field(description="how many were ranked")
    scope: str | None = Field(description='among whom: "nasional", "Provinsi Banten"')


class Speaker(Frozen):
    """The person to whom the figure is attributed."""

    name: str = Field(description="name without titles of office")
    role: str | None = Field(description="the office in which they speak")


class Check(Frozen):
    """A remark on a record that a reader should see."""

    code: str = Field(description="what was noticed, as a stable code")
    severity: Severity = Field(description="how much it matters")
    message: str = Field(description="what exactly, in English")


class ExtractorStamp(Frozen):
    version: str = Field(description="version of the program")
    patterns: str = Field(description="digest of the pattern files")


class AwardRecord(Frozen):
    """One recipient x one award as stated by one article."""

    record_id: str = Field(
        description="digest of what the record is about: stable over reruns, unique in a run"
    )
    article: ArticleRef = Field(description="where it was read")
    award: Award = Field(description="which award")
    recipient: Recipient = Field(description="who received it")
    score: Score | None = Field(description="the figure; null where the article gives none")
    predicates: tuple[str, ...] = Field(
        description="every level or label conferred, canonical; a group's label is each member's"
    )
    rank: Rank | None = Field(description="place in an order; null where the article gives none")
    streak: int | None = Field(description="times in a row, this one included")
    event_date: str | None = Field(description="day of the ceremony or announcement, ISO 8601")
    speaker: Speaker | None = Field(description="to whom the article attributes the figure")
    evidence: dict[str, Evidence | tuple[Evidence, ...]] = Field(
        description="field -> the span, or spans, of the article that it rests on"
    )
    provenance: dict[str, str] = Field(
        description="field -> the rule or source that gave it (title, dateline, award default ...)"
    )
    checks: tuple[Check, ...] = Field(description="remarks that a reader should see")
    extractor: ExtractorStamp = Field(
        description="which program and which patterns made the record"
    )


class Refused(Frozen):
    """A candidate that made no record, with the coded reason: a hard negative."""

    article: ArticleRef = Field(description="where it was read")
    recipient: str = Field(description="the recipient as printed")
    figure: str | None = Field(description="the figure as printed")
    reason: str = Field(description="why it made no record")
    cue: str | None = Field(description="the words that decided it")
    evidence: Evidence = Field(description="where it stands")
