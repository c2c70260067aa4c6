"""A sample to review: stratified by award, publisher and year, each record with the same chance."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from extractor.dataset import Dataset, Filter
from extractor.dataset.decisions import SampleDesign


@dataclass(frozen=True, slots=True)
class Draw:
    """How many records are drawn, with which seed, from which of them."""

    size: int
    seed: int
    chosen: Filter = field(default_factory=Filter)


def draw(dataset: Dataset, asked: Draw, reviewer: str, now: datetime) -> SampleDesign:
    """A systematic sample of the records sorted by stratum, in random order within each.

    The same dataset and draw give the same records whoever draws; they are reviewed in a
    random order of their own.
    """
    size, seed = asked.size, asked.seed
    where, values = asked.chosen.condition()
    source = random.Random(seed)  # noqa: S311 -- statistics, and the same on every call
    rows = dataset.connection.execute(
        f"""SELECT record_id, award_code, coalesce(article_site, '') AS site,
             coalesce(award_year, '') AS year
           FROM records WHERE review IS NOT 'added' AND {where} ORDER BY record_id""",
        values,
    ).fetchall()
    shuffled = sorted(
        rows, key=lambda row: (row["award_code"], row["site"], str(row["year"]), source.random())
    )
    taken = min(size, len(shuffled))
    step = len(shuffled) / taken if taken else 1.0
    start = source.random() * step
    chosen = [shuffled[min(int(start + turn * step), len(shuffled) - 1)] for turn in range(taken)]
    population = Counter((r["award_code"], r["site"], str(r["year"])) for r in rows)
    drawn = Counter((r["award_code"], r["site"], str(r["year"])) for r in chosen)
    records = [row["record_id"] for row in chosen]
    source.shuffle(records)
    named = hashlib.sha256("\x1f".join((reviewer, str(seed), *records)).encode()).hexdigest()
    return SampleDesign(
        action="sample",
        id=f"sample-{named[:24]}",
        size=taken,
        seed=seed,
        population=len(rows),
        chosen=asked.chosen.told(),
        reviewer=reviewer,
        at=now.isoformat(timespec="seconds"),
        strata=tuple((*key, count, drawn[key]) for key, count in sorted(population.items())),
        records=tuple(records),
    )
