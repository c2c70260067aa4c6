"""Run folders made from the gold articles, so that these tests do not depend on extraction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import orjson

from extractor.evaluator.gold import GoldArticle, GoldRecord, load_gold_file
from extractor.models import (
    Article,
    ArticleRef,
    Award,
    AwardRecord,
    Check,
    Dropped,
    Evidence,
    ExtractorStamp,
    Jurisdiction,
    Rank,
    Recipient,
    Score,
    Speaker,
)
from extractor.patterns.loader import Patterns, load
from extractor.run_state import Counts, RunState, write_state

GOLD = Path(__file__).resolve().parents[2] / "corpus" / "gold"


def gold_articles(count: int = 12) -> list[GoldArticle]:
    """The first gold articles that have records, and one that has none."""
    every = [load_gold_file(path) for path in sorted(GOLD.glob("dev-*.json"))]
    return [*[g for g in every if g.records][:count], *[g for g in every if not g.records][:1]]


def article_of(gold: GoldArticle) -> Article:
    text = gold.text
    return Article(
        url=f"https://{gold.domain}/{gold.id}",
        source=f"{gold.id}.json",
        site=gold.domain,
        title=gold.title,
        author=gold.author,
        published=gold.published,
        modified=None,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        dropped=tuple(
            Dropped(text=insert.text, rule="related-link", after=insert.after)
            for insert in gold.inserts
        ),
    )


def record_of(
    gold: GoldRecord, article: Article, patterns: Patterns, stamp: ExtractorStamp
) -> AwardRecord:
    region = next((r for r in patterns.regions if r.name == gold.jurisdiction), None)
    pattern = patterns.awards.get(gold.award)
    kinds = {each.name: each.kind for each in patterns.agencies}
    kind = kinds.get(gold.recipient, "lain")
    if region and gold.recipient.endswith(region.name):
        kind = region.level
    evidence: dict[str, Evidence | tuple[Evidence, ...]] = {
        "recipient": _span(article.text, gold.surface.recipient)
    }
    if gold.surface.score:
        evidence["score"] = _span(article.text, gold.surface.score)
    labels = tuple(_span(article.text, p) for p in gold.predicates if p in article.text)
    if labels:
        evidence["predicates"] = labels
    parts = (article.url or "", gold.award, str(gold.year), gold.recipient, gold.award_name or "")
    return AwardRecord(
        record_id=hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24],
        article=ArticleRef.model_validate(article, from_attributes=True),
        award=Award(
            code=gold.award, name=pattern.name if pattern else gold.award_name or gold.award,
            text=gold.award_name, granting_body=gold.granting_body, year=gold.year,
        ),
        recipient=Recipient(
            name=gold.recipient, abbreviation=gold.abbreviation, kind=kind,
            jurisdiction=Jurisdiction(name=region.name, level=region.level, code=region.code)
            if region else None,
        ),
        score=Score(
            value=gold.score, text=gold.surface.score or gold.score, unit=gold.unit,
            scale_min="0", scale_max="100", previous=gold.previous_score,
        ) if gold.score else None,
        predicates=gold.predicates,
        rank=Rank(position=gold.rank, of=None, scope=gold.rank_scope) if gold.rank else None,
        streak=gold.streak,
        event_date=gold.event_date,
        speaker=Speaker(name=gold.speaker, role=None) if gold.speaker else None,
        evidence=evidence,
        provenance={"granting_body": "award default"},
        checks=(Check(code="score-spacing", severity="info", message="94, 62"),)
        if gold.surface.score and ", " in gold.surface.score else (),
        extractor=stamp,
    )  # fmt: skip


def gold_run(
    folder: Path,
    gold: Iterable[GoldArticle] | None = None,
    *,
    started: str = "2026-01-01T00:00:00+00:00",
    patterns: str = "first",
    change: dict[str, object] | None = None,
) -> Path:
    """A complete run folder; ``change`` updates every record (a later extraction)."""
    known = load()
    stamp = ExtractorStamp(version="0.1.0", patterns=patterns)
    articles: list[Article] = []
    records: list[AwardRecord] = []
    for each in gold if gold is not None else gold_articles():
        article = article_of(each)
        articles.append(article)
        records += [record_of(r, article, known, stamp) for r in each.records]
    if change:
        records = [record.model_copy(update=change) for record in records]
    return write_run(folder, articles, records, started=started, patterns=patterns)


def write_run(
    folder: Path,
    articles: Sequence[Article],
    records: Sequence[AwardRecord],
    *,
    started: str = "2026-01-01T00:00:00+00:00",
    patterns: str = "first",
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    unique = {record.record_id: record for record in records}
    (folder / "articles.jsonl").write_text(
        "".join(f"{each.model_dump_json()}\n" for each in articles), encoding="utf-8"
    )
    (folder / "records.jsonl").write_text(
        "".join(f"{each.model_dump_json()}\n" for each in unique.values()), encoding="utf-8"
    )
    reject = {"source": "x.html", "stage": "parse", "code": "index", "message": "an index"}
    (folder / "rejects.jsonl").write_bytes(orjson.dumps(reject) + b"\n")
    state = RunState(
        status="complete",
        call="test",
        about={"version": "0.1.0", "patterns": patterns},
        started=started,
        updated=started,
        counts=Counts(
            inputs=len(articles) + 1, articles=len(articles), records=len(unique), rejects=1
        ),
    )
    write_state(folder, state)
    return folder


def _span(text: str, words: str) -> Evidence:
    start = text.index(words)
    return Evidence(start=start, end=start + len(words), text=words)
