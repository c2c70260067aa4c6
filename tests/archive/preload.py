"""Loaded by the workers of a test's cluster: their examiner needs no language model."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from extractor.archive import cluster, worker
from tests.archive.makers import PlainExaminer

_EXAMINER: Any = PlainExaminer(0.02)


def dask_setup(_: Any) -> None:
    for module in (worker, cluster):
        vars(module)["examiner_of"] = _examiner_of


def _examiner_of(_: Any) -> Any:
    """Leaves word that this worker is at work: one that still starts may not be killed."""
    (Path(os.environ["AT_WORK"]) / str(os.getpid())).touch()
    return _EXAMINER
