"""The work behind `review`: serve the page, write it as a file, take decisions in, write gold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from extractor.cli.session import Session
from extractor.dataset import Dataset, Filter, open_source
from extractor.dataset.decisions import DecisionLog, Entry, SampleDesign
from extractor.dataset.precision import measure
from extractor.errors import SourceError
from extractor.exporter.atomic import write_text
from extractor.patterns.loader import load
from extractor.review.gold import gold_articles
from extractor.review.sampling import Draw, draw
from extractor.review.store import ReviewStore


@dataclass(frozen=True, slots=True)
class Review:
    """What `review` was asked."""

    source: Path
    static: Path | None
    apply: Path | None
    gold: Path | None
    sample: int | None
    seed: int
    reviewer: str
    chosen: Filter
    port: int | None
    now: datetime


def perform(asked: Review, session: Session) -> None:
    """Do what was asked; serving ends when the reader stops it."""
    with open_source(asked.source, load) as dataset:
        store = ReviewStore(dataset, asked.reviewer, _sample(asked, dataset), asked.chosen)
        if asked.apply is not None:
            _apply(asked.apply, store, session)
        if asked.gold is not None:
            _write_gold(asked.gold, store, session)
        if asked.static is not None:
            _write_static(asked, asked.static, store, session)
        elif asked.apply is None and asked.gold is None:
            _serve(asked, store, session)
        _tell_measures(store, session)


def _sample(asked: Review, dataset: Dataset) -> SampleDesign | None:
    if asked.sample is None:
        return None
    return draw(dataset, Draw(asked.sample, asked.seed, asked.chosen), asked.reviewer, asked.now)


def _apply(path: Path, store: ReviewStore, session: Session) -> None:
    if not path.is_file():
        raise SourceError("trouble-no-decisions", path=path)
    decisions, samples = DecisionLog(path).read()
    entries: list[Entry] = [*samples, *decisions]
    saved = store.decide(entries)
    session.streams.console.print(
        session.text(
            "review-applied", decisions=store.path, saved=saved, known=len(entries) - saved
        ),
        soft_wrap=True,
    )


def _write_gold(folder: Path, store: ReviewStore, session: Session) -> None:
    count = 0
    for article in gold_articles(store, load()):
        write_text(folder / f"{article.id}.json", article.model_dump_json(indent=1) + "\n")
        count += 1
    session.streams.console.print(
        session.text("review-gold-done", folder=folder, count=count), soft_wrap=True
    )


def _write_static(asked: Review, to: Path, store: ReviewStore, session: Session) -> None:
    from extractor.review.static import write_static

    count = write_static(store, load(), to, session.lang)
    session.streams.console.print(
        session.text("review-static-done", file=to, records=count, source=asked.source),
        soft_wrap=True,
    )


def _serve(asked: Review, store: ReviewStore, session: Session) -> None:
    from extractor.review.serving import serve

    def ready(address: str) -> None:
        # shown also when quiet: without the address nobody can open the page
        session.streams.complain(
            session.text("review-serving", address=address, decisions=store.path)
        )

    try:
        serve(store, load(), asked.port, session.lang, ready)
    finally:
        store.close()


def _tell_measures(store: ReviewStore, session: Session) -> None:
    for found in measure(store.all_decisions(), store.samples):
        shares = [f"{each.same}/{each.both}" for each in found.agreements]
        session.streams.console.print(
            session.text(
                "review-measured", size=found.size, seed=found.seed, judged=found.whole.of,
                whole=f"{session.number(100 * found.whole.value)} %",
                agreement=", ".join(shares) or "-",
            )
        )  # fmt: skip
