"""A large run folder, made from the gold articles under other addresses and years."""

from __future__ import annotations

from pathlib import Path

from extractor.evaluator.gold import load_gold_file
from extractor.models import Article, AwardRecord
from extractor.models.record import ExtractorStamp
from extractor.patterns.loader import load
from tests.dataset.gold_runs import GOLD, article_of, record_of, write_run


def big_run(folder: Path, size: int) -> Path:
    """A run of ``size`` records: each gold article many times, as if from other papers."""
    patterns = load()
    stamp = ExtractorStamp(version="0.1.0", patterns="first")
    gold = [load_gold_file(path) for path in sorted(GOLD.glob("dev-*.json"))]
    base = [
        (article_of(each), [record_of(r, article_of(each), patterns, stamp) for r in each.records])
        for each in gold
    ]
    articles: list[Article] = []
    records: list[AwardRecord] = []
    turn = 0
    while len(records) < size:
        for article, held in base:
            site = f"paper{turn % 37}.example"
            url = f"https://{site}/{turn}/{len(articles)}"
            articles.append(article.model_copy(update={"url": url, "site": site}))
            for position, record in enumerate(held):
                year = record.award.year
                records.append(
                    record.model_copy(
                        update={
                            "record_id": f"{turn:06d}{len(articles):08d}{position:04d}abcdef",
                            "article": record.article.model_copy(update={"url": url, "site": site}),
                            "award": record.award.model_copy(
                                update={"year": year and year - turn % 9}
                            ),
                        }
                    )
                )
        turn += 1
    return write_run(folder, articles, records[:size])
