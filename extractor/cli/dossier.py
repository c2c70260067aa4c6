"""What `verify` judges: records with their articles, from a run, a dataset or sources."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from extractor.cli.addresses import Manners, check_ready, fetching
from extractor.cli.progress import Progress
from extractor.cli.session import Session
from extractor.errors import SourceError
from extractor.models import Article, AwardRecord, Reject
from extractor.settings import Settings
from extractor.sources import Feed, Inputs, resolve

RECORDS, ARTICLES = "records.jsonl", "articles.jsonl"
Origin = Literal["run", "dataset", "records", "sources"]


@dataclass(slots=True)
class Dossier:
    """Records and the texts they rest on.

    Attributes:
        folder: the run folder or dataset file that verdicts are kept in, where it is one.
        faults: record ids whose published columns differ from the record, with the column.
        rejects: inputs that could not be used, and lines of a run that are no record.
        read_at: when addresses were read; None where nothing was fetched.
    """

    origin: Origin
    records: list[AwardRecord] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    folder: Path | None = None
    faults: dict[str, str] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How sources are read where records have to be extracted first.

    ``table``: the official table, no source although it may lie in the folder of the sources.
    """

    published: str | None = None
    patterns: Path | None = None
    workers: int = 1
    manners: Manners = field(default_factory=Manners)
    table: Path | None = None


def open_dossier(names: Sequence[str], reading: Reading, session: Session) -> Dossier:
    """The records behind the names: one run, one dataset, one file of records, or sources.

    Raises:
        SourceError: a name that does not exist, or a run or dataset among other names.
    """
    kinds = [_kind(name) for name in names]
    if any(kind != "sources" for kind in kinds) and len(names) > 1:
        raise SourceError("trouble-mixed-sources")
    path = Path(names[0])
    if kinds[0] == "run":
        return _of_folder(path)
    if kinds[0] == "records":
        return _of_records(path)
    if kinds[0] == "dataset":
        return _of_dataset(path)
    return _of_sources(names, reading, session)


def _kind(name: str) -> Origin:
    path = Path(name)
    if path.is_dir() and (path / RECORDS).is_file():
        return "run"
    if path.is_file():
        with path.open("rb") as file:
            start = file.read(4096)
        if start.startswith(b"SQLite format 3\x00"):
            return "dataset"
        if path.suffix == ".jsonl" and b'"record_id"' in start.split(b"\n", 1)[0]:
            return "records"
    return "sources"


def _of_folder(folder: Path) -> Dossier:
    dossier = Dossier("run", folder=folder)
    if not (folder / ARTICLES).is_file():
        raise SourceError("trouble-no-articles", path=folder, name=ARTICLES)
    _read_lines(folder / RECORDS, dossier)
    _read_articles(folder / ARTICLES, dossier)
    return dossier


def _of_records(path: Path) -> Dossier:
    """A file of records; its articles are proved where articles.jsonl stands beside it."""
    dossier = Dossier("records")
    _read_lines(path, dossier)
    beside = path.with_name(ARTICLES)
    if beside.is_file():
        _read_articles(beside, dossier)
    return dossier


def _read_lines(path: Path, dossier: Dossier) -> None:
    for number, line in _lines(path):
        try:
            dossier.records.append(AwardRecord.model_validate_json(line))
        except ValidationError as error:
            dossier.rejects.append(_bad_line(path, number, error))


def _read_articles(path: Path, dossier: Dossier) -> None:
    for number, line in _lines(path):
        try:
            dossier.articles.append(Article.model_validate_json(line))
        except ValidationError as error:
            dossier.rejects.append(_bad_line(path, number, error))


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        yield from ((n, line) for n, line in enumerate(file, start=1) if line.strip())


def _bad_line(path: Path, number: int, error: ValidationError) -> Reject:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(each) for each in first["loc"])
    return Reject(
        source=f"{path}#{number}", stage="verify", code="bad-line",
        message=f"{where}: {first['msg']}",
    )  # fmt: skip


def _of_dataset(path: Path) -> Dossier:
    from extractor.dataset import Filter, open_source
    from extractor.dataset.judged import articles_of, column_faults
    from extractor.patterns.loader import load

    dossier = Dossier("dataset", folder=path)
    with open_source(path, load) as dataset:
        for line in dataset.records(Filter()):
            dossier.records.append(AwardRecord.model_validate_json(line))
        dossier.articles.extend(articles_of(dataset))
        dossier.faults = column_faults(dataset, dossier.records)
    return dossier


def _of_sources(names: Sequence[str], reading: Reading, session: Session) -> Dossier:
    """Records extracted now; an address is fetched politely, and the hour noted."""
    from extractor.batch import Examiner, Plan, outcomes
    from extractor.runs import Once

    dossier = Dossier("sources")
    plan = Plan(patterns=reading.patterns, settings=Settings(), workers=reading.workers)
    inputs = _without(resolve(names), reading.table)
    check_ready(inputs, reading.manners)
    if inputs.addresses:
        dossier.read_at = datetime.now(UTC)
    once = Once()
    with (
        Progress(session) as progress,
        fetching(
            inputs, reading.manners, session, patterns=reading.patterns, watch=progress.fetched
        ) as fetch,
    ):
        feed = Feed(
            inputs, settings=plan.settings, published=reading.published, stdin=sys.stdin.buffer,
            fetch=fetch,
        )  # fmt: skip
        for outcome in outcomes(feed, plan, Examiner(plan)):
            added = once.add(outcome)
            if added.reject is not None:
                dossier.rejects.append(added.reject)
                reject = added.reject
                progress.say(session.rejection(reject.source, reject.code, reject.message))
            if added.article is not None:
                dossier.articles.append(added.article)
            dossier.records.extend(added.records)
            progress.advance(feed.behind, feed.total, once.counts)
    return dossier


def _without(inputs: Inputs, table: Path | None) -> Inputs:
    if table is None or not table.is_file():
        return inputs
    return replace(
        inputs,
        files=tuple(f for f in inputs.files if f.path is None or not f.path.samefile(table)),
    )
