"""Loaded by the workers of a test's cluster: their examiner needs no language model."""

from __future__ import annotations

from typing import Any

from extractor.archive import cluster, worker
from tests.archive.makers import PlainExaminer

_EXAMINER: Any = PlainExaminer(0.02)


def dask_setup(_: Any) -> None:
    for module in (worker, cluster):
        vars(module)["examiner_of"] = lambda _: _EXAMINER
