"""What one shard of a run is, in a form that travels to any worker."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from extractor.gates import Engine, Filters
from extractor.settings import Settings
from extractor.sources.columns import Columns
from extractor.sources.resolve import Input
from extractor.warc import Volume


@dataclass(frozen=True, slots=True)
class Method:
    """How pages are worked on; equal methods give equal results.

    Attributes:
        patterns: a folder of the user's own patterns.
        published: date for inputs that give none.
        columns: of tables and objects, as the caller named them.
        prefilter: whether the gates stand before parser and matchers.
        engine: scanner of the gates, None for the fastest installed.
        page_seconds: a page that takes longer is given up.
        deaths: so many deaths of a worker on one page send it to the rejects.
    """

    patterns: Path | None = None
    settings: Settings = field(default_factory=Settings)
    published: str | None = None
    columns: Columns = field(default_factory=Columns)
    prefilter: bool = True
    filters: Filters = field(default_factory=Filters)
    engine: Engine | None = None
    page_seconds: float = 30.0
    deaths: int = 3


@dataclass(frozen=True, slots=True)
class Shard:
    """A byte range of a volume, or one other input whole.

    Attributes:
        number: place in the run, from 0: the order of its output.
        name: the input as the caller named it.
        volume: None for an input that is no archive.
        file: that input; None for an archive.
        start, stop: records that begin in [start, stop) belong to it.
    """

    number: int
    name: str
    volume: Volume | None
    file: Input | None
    start: int
    stop: int

    @property
    def size(self) -> int:
        return self.stop - self.start


@dataclass(frozen=True, slots=True)
class Task:
    """One attempt at a shard.

    Attributes:
        folder: working folder of the run.
        key: ties the output to the run. attempt: ties the slot to the attempt.
        digest: of the caller's patterns; "" where they are sure to be the worker's.
    """

    shard: Shard
    method: Method
    folder: Path
    key: str
    attempt: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Tallied:
    """What a shard came to, for progress: counts, seconds of work, CPU seconds of a page."""

    number: int
    pages: int
    articles: int
    records: int
    rejects: int
    seconds: float
    slowest: float = 0.0
