"""The hand-made truth: gold articles with their records, checked as they are loaded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from extractor.errors import SourceError
from extractor.models import Page


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Surface(Strict):
    """Exact substrings of the paragraphs."""

    recipient: str
    score: str | None = None


class GoldRecord(Strict):
    """One recipient x one award as a careful annotator reads it; numbers as decimal strings."""

    recipient: str
    abbreviation: str | None
    jurisdiction: str | None
    award: str
    award_name: str | None
    granting_body: str | None
    year: int | None
    score: str | None
    previous_score: str | None
    unit: str | None
    predicates: tuple[str, ...]
    rank: int | None
    rank_scope: str | None
    streak: int | None
    event_date: str | None
    speaker: str | None
    surface: Surface


class Insert(Strict):
    """A line of boilerplate that stands on the page after paragraph ``after``, from 0."""

    after: int
    text: str


class GoldArticle(Strict):
    """One annotated article; without records it is a negative."""

    id: str
    origin: str | None
    site: str
    domain: str
    title: str
    author: str | None
    published: str
    paragraphs: tuple[str, ...]
    inserts: tuple[Insert, ...] = ()
    records: tuple[GoldRecord, ...] = ()

    @property
    def text(self) -> str:
        """Paragraphs as ``Article.text`` joins them."""
        return "\n".join(self.paragraphs)

    def pasted(self) -> Page:
        """The article as pasted from its page: a paragraph a line, inserts in their places."""
        lines: list[str] = []
        for position, paragraph in enumerate(self.paragraphs):
            lines.append(paragraph)
            lines.extend(each.text for each in self.inserts if each.after == position)
        return Page(
            url=f"https://{self.domain}/{self.id}",
            source=f"{self.id}.json",
            text="\n".join(lines),
            title=self.title,
            published=self.published,
        )


def gold_files(folder: Path) -> list[Path]:
    """The gold files of a folder, sorted by name.

    Raises:
        SourceError: no folder, or no gold in it.
    """
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not files:
        raise SourceError("trouble-no-gold", path=folder)
    return files


def load_gold(folder: Path, only: str = "") -> tuple[GoldArticle, ...]:
    """All gold articles whose id begins with ``only``.

    Raises:
        SourceError: the folder holds none, or a file breaks the format (file, key, what).
    """
    articles = (load_gold_file(path) for path in gold_files(folder))
    chosen = tuple(each for each in articles if each.id.startswith(only))
    if not chosen:
        raise SourceError("trouble-no-gold-of", path=folder, only=repr(only))
    return chosen


def corpus_digest(folder: Path) -> str:
    """sha256 over names and contents of the gold files, in order."""
    digest = hashlib.sha256()
    for path in gold_files(folder):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(path.name.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()


def faults(article: GoldArticle, codes: frozenset[str]) -> Iterator[str]:
    """What the format cannot see: surfaces that are no substrings, doubles, unknown codes."""
    for position, paragraph in enumerate(article.paragraphs):
        if not paragraph.strip() or paragraph != paragraph.strip() or "\n" in paragraph:
            yield f"paragraph {position} is blank, padded or more than one line"
    for insert in article.inserts:
        if not 0 <= insert.after < len(article.paragraphs):
            yield f"insert after paragraph {insert.after}, which does not exist"
    seen = set()
    for record in article.records:
        name = record.recipient
        if record.award not in codes:
            yield f"{name}: award {record.award!r} is no code"
        for surface in (record.surface.recipient, record.surface.score, record.abbreviation):
            if surface is not None and surface not in article.text:
                yield f"{name}: {surface!r} does not stand in a paragraph"
        if (record.score is None) != (record.surface.score is None):
            yield f"{name}: score and its surface must both be there or both be null"
        key = (name, record.jurisdiction, record.award, record.award_name, record.year)
        if key in seen:
            yield f"{name}: annotated twice for {record.award}"
        seen.add(key)


def load_gold_file(path: Path) -> GoldArticle:
    """One gold article.

    Raises:
        SourceError: it breaks the format; file, key and what is wrong.
    """
    try:
        return GoldArticle.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(each) for each in first["loc"]) or "the file"
        raise SourceError(
            "trouble-gold-format", path=path, where=where, why=first["msg"]
        ) from error
