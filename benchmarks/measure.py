"""What the benchmarks of archives share: machine and versions, taking turns, tables of results."""

from __future__ import annotations

import json
import os
import platform
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).parent / "results"
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

PACKAGES = (
    "spacy", "selectolax", "lxml", "pydantic", "orjson", "trafilatura", "isal", "hyperscan",
    "ahocorasick-rs", "fastwarc", "pebble", "news-please",
)  # fmt: skip
ItemT = TypeVar("ItemT")


def machine() -> dict[str, Any]:
    """Processor, memory, system, versions and the load before the run."""
    model = platform.processor()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    versions = {}
    for name in PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        "versions": versions,
    }


def take_turns(
    engines: dict[str, Callable[[ItemT], object]],
    items: Sequence[ItemT],
    repeats: int,
    seed: int,
    chunk: int = 10,
) -> dict[str, list[float]]:
    """CPU seconds of each engine for all items, a figure a repeat.

    Engines take turns in chunks of items, their order shuffled, in one process: whatever else
    the machine does falls on all of them.
    """
    chance = random.Random(seed)
    seconds: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(repeats):
        totals = dict.fromkeys(engines, 0.0)
        for start in range(0, len(items), chunk):
            order = list(engines)
            chance.shuffle(order)
            for name in order:
                work = engines[name]
                began = time.process_time()
                for item in items[start : start + chunk]:
                    work(item)
                totals[name] += time.process_time() - began
        for name, total in totals.items():
            seconds[name].append(total)
    return seconds


def ratio(of: Sequence[float], to: Sequence[float]) -> float:
    """How many times faster: the median of the ratios of each repeat."""
    return round(statistics.median(b / a for a, b in zip(of, to, strict=True)), 2)


def save(name: str, result: dict[str, Any]) -> None:
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps({"machine": machine(), **result}, indent=1) + "\n")
    print(json.dumps(result, indent=1))
