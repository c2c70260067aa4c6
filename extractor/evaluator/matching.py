"""One article's found records paired with its gold ones, best agreement first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Literal, get_args

import orjson

from extractor.errors import SourceError
from extractor.evaluator.gold import GoldRecord
from extractor.evaluator.names import body_key, near, normal, same_name, same_person, same_region

Field = Literal[
    "award", "jurisdiction", "granting_body", "year", "score", "previous_score", "rank",
    "streak", "event_date", "speaker",
]  # fmt: skip
FIELDS: tuple[Field, ...] = get_args(Field)


@dataclass(frozen=True, slots=True)
class View:
    """A record as the scorer sees it, found or gold; predicates in normal form.

    ``sentence_key``: what finds its sentence in the article (score or recipient as printed).
    """

    recipient: str | None
    jurisdiction: str | None
    award: str | None
    granting_body: str | None
    year: int | None
    score: Decimal | None
    previous_score: Decimal | None
    predicates: frozenset[str]
    rank: int | None
    streak: int | None
    event_date: str | None
    speaker: str | None
    printed: tuple[str, ...] = ()

    def shown(self, field: Field) -> str | None:
        """The field as an error report shows it."""
        value = getattr(self, field)
        return None if value is None else str(value)


def gold_view(record: GoldRecord) -> View:
    return View(
        recipient=record.recipient,
        jurisdiction=record.jurisdiction,
        award=record.award,
        granting_body=record.granting_body,
        year=record.year,
        score=_number(record.score),
        previous_score=_number(record.previous_score),
        predicates=frozenset(normal(each) for each in record.predicates),
        rank=record.rank,
        streak=record.streak,
        event_date=record.event_date,
        speaker=record.speaker,
        printed=tuple(t for t in (record.surface.score, record.surface.recipient) if t),
    )


def found_view(record: Mapping[str, object]) -> View:
    """A line of records.jsonl; parts that are absent or no objects count as absent."""
    recipient, award = _part(record, "recipient"), _part(record, "award")
    score, rank = _part(record, "score"), _part(record, "rank")
    region, speaker = recipient.get("jurisdiction"), record.get("speaker")
    labels = record.get("predicates")
    return View(
        recipient=_text(recipient.get("name")),
        jurisdiction=_text(region.get("name") if isinstance(region, dict) else region),
        award=_text(award.get("code")),
        granting_body=_text(award.get("granting_body")),
        year=_whole(award.get("year")),
        score=_number(score.get("value")),
        previous_score=_number(score.get("previous")),
        predicates=frozenset(
            normal(str(each)) for each in (labels if isinstance(labels, list) else ())
        ),
        rank=_whole(rank.get("position")),
        streak=_whole(record.get("streak")),
        event_date=_text(record.get("event_date")),
        speaker=_text(speaker.get("name") if isinstance(speaker, dict) else speaker),
        printed=tuple(_printed(_part(record, "evidence"))),
    )


def found_records(path: Path, ids: Iterable[str]) -> dict[str, list[View]]:
    """Found records by the gold id that stands as a word in their address or source.

    ``path`` is a run folder or a file in the shape of records.jsonl.

    Raises:
        SourceError: no such file, or a line that is no JSON object.
    """
    file = path / "records.jsonl" if path.is_dir() else path
    known, found = frozenset(ids), defaultdict[str, list[View]](list)
    try:
        lines = file.read_bytes().split(b"\n")
    except OSError as error:
        raise SourceError("trouble-no-records", path=path) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise SourceError("trouble-line-no-json", path=file, line=number) from error
        if not isinstance(record, dict):
            raise SourceError("trouble-line-no-object", path=file, line=number)
        article = _part(record, "article")
        named = " ".join(str(article.get(key) or "") for key in ("url", "source", "id"))
        word = next((each for each in re.findall(r"[\w-]+", named) if each in known), None)
        if word is not None:
            found[word].append(found_view(record))
    return found


def pair(found: Sequence[View], gold: Sequence[View]) -> list[tuple[int, int]]:
    """Positions of found and gold records that speak of one recipient, each used once."""
    candidates = []
    for i, one in enumerate(found):
        for j, other in enumerate(gold):
            if same_name(one.recipient, other.recipient, other.jurisdiction) and _may_be_in(
                one.jurisdiction, other.jurisdiction
            ):
                agreement = (
                    4 * (one.award == other.award)
                    + 3 * (one.score == other.score)
                    + (one.year == other.year)
                    + (one.predicates == other.predicates)
                )
                candidates.append((agreement, i, j))
    pairs: list[tuple[int, int]] = []
    used_found: set[int] = set()
    used_gold: set[int] = set()
    for _, i, j in sorted(candidates, reverse=True):
        if i not in used_found and j not in used_gold:
            used_found.add(i)
            used_gold.add(j)
            pairs.append((i, j))
    return pairs


def agrees(field: Field, found: View, gold: View) -> bool:
    """Whether one field of a pair is right; a granting body that gold leaves open always is."""
    if field == "granting_body":
        return gold.granting_body is None or body_key(found.granting_body) == body_key(
            gold.granting_body
        )
    if field == "jurisdiction":
        return same_region(found.jurisdiction, gold.jurisdiction)
    if field == "speaker":
        return same_person(found.speaker, gold.speaker)
    return bool(getattr(found, field) == getattr(gold, field))


def _may_be_in(found: str | None, gold: str | None) -> bool:
    return not gold or not found or near(normal(found), normal(gold))


def _part(record: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = record.get(key)
    return value if isinstance(value, dict) else {}


def _printed(evidence: Mapping[str, object]) -> Iterable[str]:
    for key in ("score", "recipient"):
        spans = evidence.get(key)
        for span in spans if isinstance(spans, list) else [spans]:
            if isinstance(span, dict) and isinstance(span.get("text"), str):
                yield span["text"]


def _number(value: object) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value)).normalize()
    except InvalidOperation:
        return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None
