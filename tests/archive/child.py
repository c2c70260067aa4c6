"""One run over archives in a process of its own, which a test may kill; see ``main``."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from extractor.archive import pool, worker
from extractor.archive.run import ArchiveRun, Job
from extractor.archive.task import Method
from extractor.sources import resolve
from tests.archive.makers import PlainExaminer


def run(
    folder: Path,
    sources: list[str],
    *,
    workers: int = 2,
    shard_bytes: int = 40_000,
    seconds: float = 0.0,
    page_seconds: float = 30.0,
    deaths: int = 3,
) -> None:
    """Complete the run with an examiner that needs no language model."""
    examiner: Any = PlainExaminer(seconds)
    method = Method(prefilter=False, page_seconds=page_seconds, deaths=deaths)
    job = Job(resolve(sources), method, "patterns", shard_bytes=shard_bytes)
    archive = ArchiveRun(folder, job, lambda: datetime.now(UTC))
    with ExitStack() as undone_afterwards:
        for module in (worker, pool):
            undone_afterwards.enter_context(patch.object(module, "examiner_of", lambda _: examiner))
        archive.perform(lambda tasks, look: pool.work_on(tasks, workers, look))


def main() -> None:
    """Arguments: folder, workers, seconds a page, sources."""
    folder, workers, seconds, *sources = sys.argv[1:]
    # Who kills at random may hit one page three times, which would rightly be taken for its fault.
    run(Path(folder), sources, workers=int(workers), seconds=float(seconds), deaths=100)


if __name__ == "__main__":
    main()
