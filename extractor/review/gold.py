"""Decisions as gold: articles of which every record was judged, in the annotators' format."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from extractor.dataset.corrections import Corrector
from extractor.dataset.decisions import Decision, Ruling, rulings
from extractor.dataset.flat import first_span
from extractor.evaluator.gold import GoldArticle, GoldRecord, Insert, Surface
from extractor.models import Article, AwardRecord, Dropped, ExtractorStamp
from extractor.patterns.loader import Patterns
from extractor.review.detail import article as article_of
from extractor.review.store import ReviewStore


def gold_articles(store: ReviewStore, patterns: Patterns) -> Iterator[GoldArticle]:
    """One gold article for each whose records were all judged, none of them in dispute."""
    ruled = rulings(store.all_decisions())
    corrector = Corrector(patterns)
    connection = store.dataset.connection
    additions = defaultdict[str, list[Ruling]](list)
    for ruling in ruled.values():
        if ruling.decision.action == "add" and ruling.decision.article is not None:
            additions[ruling.decision.article.sha256].append(ruling)
    for row in connection.execute("SELECT article_id, sha256 FROM articles ORDER BY id").fetchall():
        held = connection.execute(
            "SELECT record_id FROM records WHERE article_id = ? AND digest IS NOT NULL ORDER BY id",
            (row["article_id"],),
        ).fetchall()
        of_article = {each["record_id"]: ruled.get(each["record_id"]) for each in held}
        added = additions[row["sha256"]]
        judged = [ruling for ruling in (*of_article.values(), *added) if ruling is not None]
        if not judged or None in of_article.values() or any(each.disputed for each in judged):
            continue
        article = _article(article_of(connection, row["article_id"]))
        records = [
            *_kept(store, of_article, corrector),
            *(corrector.added(each.decision, article, _STAMP) for each in added),
        ]
        yield gold_article(article, records, row["article_id"])


_STAMP = ExtractorStamp(version="reviewer", patterns="")


def gold_article(article: Article, records: list[AwardRecord], number: str) -> GoldArticle:
    """The article and its records as an annotator would have written them."""
    return GoldArticle(
        id=f"review-{number[:12]}",
        origin=article.url,
        site=article.site or "",
        domain=re.sub(r"[^\w.-]", "", article.site or "") or "unknown.invalid",
        title=article.title or "",
        author=article.author,
        published=article.published or "",
        paragraphs=article.paragraphs,
        inserts=tuple(
            Insert(after=block.after, text=block.text)
            for block in article.dropped
            if block.after >= 0
        ),
        records=tuple(_gold_record(record) for record in records),
    )


def _kept(
    store: ReviewStore, of_article: Mapping[str, Ruling | None], corrector: Corrector
) -> Iterator[AwardRecord]:
    for record_id, ruling in of_article.items():
        record = store.dataset.record(record_id)
        if record is None or ruling is None or ruling.decision.action == "reject":
            continue
        decision: Decision = ruling.decision
        if decision.action == "correct":
            # words that the reviewer did not select anew are those the record was read from
            corrected = corrector.corrected(record, decision)
            record = corrected.model_copy(update={"evidence": record.evidence | corrected.evidence})
        yield record


def _gold_record(record: AwardRecord) -> GoldRecord:
    score, rank, region = record.score, record.rank, record.recipient.jurisdiction
    who, figure = first_span(record, "recipient"), first_span(record, "score")
    printed = figure.text if figure else score.text if score else None
    return GoldRecord(
        recipient=record.recipient.name,
        abbreviation=record.recipient.abbreviation,
        jurisdiction=region.name if region else None,
        award=record.award.code,
        award_name=record.award.text,
        granting_body=record.award.granting_body,
        year=record.award.year,
        score=score.value if score else None,
        previous_score=score.previous if score else None,
        unit=score.unit if score else None,
        predicates=record.predicates,
        rank=rank.position if rank else None,
        rank_scope=rank.scope if rank else None,
        streak=record.streak,
        event_date=record.event_date,
        speaker=record.speaker.name if record.speaker else None,
        surface=Surface(
            recipient=who.text if who else record.recipient.name,
            score=printed if score else None,
        ),
    )


def _article(held: dict[str, object]) -> Article:
    known = {name: value for name, value in held.items() if name != "findings"}
    dropped = known.pop("dropped")
    blocks = dropped if isinstance(dropped, list) else []
    return Article.model_validate(
        known | {"source": "", "dropped": tuple(Dropped.model_validate(b) for b in blocks)}
    )
