"""Why a record says what it says: each field with its sentence, its rule and its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.models import Article, AwardRecord, Evidence


@dataclass(frozen=True, slots=True)
class Explanation:
    """One field of one record.

    Attributes:
        field: name of the field, as in ``evidence`` and ``provenance``.
        value: the field's value as text, None where the record leaves it open.
        rule: what gave it: the rule or source named by the record's provenance.
        sentence: the stretch of the article that holds the evidence; None without a span.
        marks: where the evidence stands in ``sentence``, half-open.
    """

    field: str
    value: str | None
    rule: str | None
    sentence: str | None
    marks: tuple[tuple[int, int], ...]


def explain(record: AwardRecord, article: Article) -> tuple[Explanation, ...]:
    """The record's filled fields in the order of the schema, each with its ground."""
    return tuple(
        each
        for field, value in _values(record)
        if value is not None
        for each in _grounds(field, value, record, article)
    )


def _values(record: AwardRecord) -> Iterator[tuple[str, str | None]]:
    region, score, rank = record.recipient.jurisdiction, record.score, record.rank
    yield "recipient", record.recipient.name
    yield "jurisdiction", f"{region.name} ({region.code})" if region else None
    yield "award", f"{record.award.code}: {record.award.text or record.award.name}"
    yield "granting_body", record.award.granting_body
    yield "year", _shown(record.award.year)
    yield "score", f"{score.value} ({score.text})" if score else None
    yield "previous", score.previous if score else None
    yield "predicates", "; ".join(record.predicates) or None
    if rank is None:
        yield "rank", None
    else:
        yield "rank", " / ".join(_shown(e) or "?" for e in (rank.position, rank.of, rank.scope))
    yield "streak", _shown(record.streak)
    yield "event_date", record.event_date
    speaker = record.speaker
    yield "speaker", ", ".join(e for e in (speaker.name, speaker.role) if e) if speaker else None


def _shown(value: object) -> str | None:
    return None if value is None else str(value)


def _grounds(
    field: str, value: str, record: AwardRecord, article: Article
) -> Iterator[Explanation]:
    """One explanation for each stretch of text that holds evidence; one where none does."""
    rule = record.provenance.get(field)
    found = record.evidence.get(field)
    spans = (found,) if isinstance(found, Evidence) else (found or ())
    stretches: dict[tuple[int, int], list[Evidence]] = {}
    for span in spans:
        stretches.setdefault(stretch(article.text, span.start, span.end), []).append(span)
    if not stretches:
        yield Explanation(field, value, rule, None, ())
    for (start, end), held in stretches.items():
        marks = tuple(sorted((each.start - start, each.end - start) for each in held))
        yield Explanation(field, value, rule, article.text[start:end], marks)


def stretch(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span, as offsets; never beyond its paragraph."""
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    right = len(text) if right < 0 else right
    for mark in (". ", "! ", "? ", ".” ", "!” ", "?” "):
        before = text.rfind(mark, left, start)
        if before >= 0:
            left = max(left, before + len(mark))
        after = text.find(mark, end, right)
        if after >= 0:
            right = min(right, after + len(mark) - 1)
    return left, right
