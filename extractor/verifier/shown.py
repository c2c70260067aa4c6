"""Verdicts as a reader sees them: the sentence, the table's row, the difference, the cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor import messages
from extractor.messages import Language
from extractor.models import Article, AwardRecord
from extractor.models.verdict import STATUSES, Exhibit, Reason, Verdict
from extractor.verifier.reasons import template
from extractor.verifier.text import ArticleText, spans_of

# Longest sentence shown, in characters; flattened tables have none.
_LONGEST = 420
_WORDED = ("speaker", "what")
# Names that may hold digits and a point of their own; all else that looks so is a figure.
_NAMED = ("table", "rule", "teller", "recipient", "field", "date")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; ``marked`` where a figure or name rests on it."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A reason in the reader's language, with its evidence as text and where that stands."""

    code: str
    text: str
    cause: str | None
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One verdict with all that a reader needs to judge it."""

    status: str
    status_text: str
    title: str
    figure: str
    sentence: tuple[Piece, ...]
    reasons: tuple[Told, ...]
    url: str
    article: str
    published: str
    digest: str


def items_of(
    verdicts: Sequence[Verdict],
    records: Sequence[AwardRecord],
    articles: Sequence[Article],
    lang: Language,
) -> list[Item]:
    """All verdicts as items, disagreements first, else in their order."""
    by_id = {record.record_id: record for record in records}
    texts = [ArticleText(article) for article in articles]
    by_address = {(t.article.url, t.article.source): t for t in texts}
    # a dataset keeps addresses, not the files that its runs read them from
    by_digest = {t.article.sha256: t for t in texts}

    def text_of(verdict: Verdict, record: AwardRecord | None) -> ArticleText | None:
        found = by_address.get((verdict.article.url, verdict.article.source))
        return found or (by_digest.get(record.article.sha256) if record else None)

    items = []
    for verdict in verdicts:
        record = by_id.get(verdict.record_id or "")
        items.append(_item(verdict, record, text_of(verdict, record), lang))
    rank = {status: place for place, status in enumerate(STATUSES)}
    return sorted(items, key=lambda item: rank[item.status])  # type: ignore[index]


def _item(
    verdict: Verdict, record: AwardRecord | None, text: ArticleText | None, lang: Language
) -> Item:
    article = text.article if text else None
    return Item(
        status=verdict.status,
        status_text=messages.text(f"verdict-status-{verdict.status}", lang),
        title=_title(verdict, record, lang),
        figure=_figure(record),
        sentence=_sentence(verdict, record, text),
        reasons=tuple(told(reason, lang) for reason in verdict.reasons),
        url=verdict.article.url or verdict.article.source,
        article=(article.title if article else None) or "",
        published=((article.published if article else None) or "")[:10],
        digest=article.sha256 if article else (record.article.sha256 if record else ""),
    )


def _title(verdict: Verdict, record: AwardRecord | None, lang: Language) -> str:
    if record is None:
        return messages.text("verdict-whole-article", lang)
    home = record.recipient.jurisdiction
    name = record.recipient.name
    if home is not None and home.name.split(" ", 1)[-1] not in name:
        name = f"{name}, {home.name}"
    award = (
        record.award.name
        if record.award.year is None
        else f"{record.award.name} {record.award.year}"
    )
    return f"{name}: {award}" if verdict.record_id else award


def _figure(record: AwardRecord | None) -> str:
    if record is None:
        return ""
    parts = [record.score.text] if record.score else []
    return ", ".join([*parts, *record.predicates])


def _sentence(
    verdict: Verdict, record: AwardRecord | None, text: ArticleText | None
) -> tuple[Piece, ...]:
    """The sentence of the figure (or of the finding), its evidence marked."""
    if text is None:
        return ()
    spans = _marks(verdict, record, text)
    if not spans:
        return ()
    start, end = text.sentence_at(spans[0][0])
    if end - start > _LONGEST:
        start = max(start, spans[0][0] - _LONGEST // 2)
        end = min(end, start + _LONGEST)
    pieces: list[Piece] = []
    at = start
    for left, right in sorted(set(spans)):
        if left < at or right > end:
            continue
        pieces += [
            Piece(text.text[at:left], marked=False),
            Piece(text.text[left:right], marked=True),
        ]
        at = right
    pieces.append(Piece(text.text[at:end], marked=False))
    return tuple(piece for piece in pieces if piece.text)


def _marks(
    verdict: Verdict, record: AwardRecord | None, text: ArticleText
) -> list[tuple[int, int]]:
    limit = len(text.text)
    if record is not None:
        fields = (
            ("score", "predicates", "recipient") if record.score else ("predicates", "recipient")
        )
        found = [(s.start, s.end) for field in fields for s in spans_of(record, field)]
    else:
        found = [
            (e.start, e.end)
            for reason in verdict.reasons
            for e in reason.evidence
            if e.start is not None and e.end is not None
        ]
    return [(a, b) for a, b in found if 0 <= a < b <= limit]


def told(reason: Reason, lang: Language) -> Told:
    """The reason in the reader's language."""
    values: dict[str, str] = dict(reason.values)
    for name in _WORDED:
        code = f"verdict-{name}-{values.get(name)}"
        if name in values and messages.known(code):
            values[name] = messages.text(code, lang)
    values = {
        name: value if name in _NAMED else messages.figure(value, lang)
        for name, value in values.items()
    }
    named = reason.cause if reason.cause != "unexplained" or _figures_differ(reason) else None
    cause = messages.text(f"verdict-cause-{named}", lang) if named else None
    return Told(
        code=reason.code,
        text=_text(reason, values, lang),
        cause=cause,
        evidence=tuple((exhibit.text, _where(exhibit)) for exhibit in reason.evidence),
    )


def _text(reason: Reason, values: Mapping[str, str], lang: Language) -> str:
    """A reason of another version may lack a value: then its English message stands."""
    try:
        return messages.text(template(reason.code, values), lang, **values)
    except KeyError:
        return reason.message


def _where(exhibit: Exhibit) -> str:
    return exhibit.url or ""


def _figures_differ(reason: Reason) -> bool:
    """False where labels alone differ: there is no slip to explain."""
    return reason.values.get("difference") != "-"
