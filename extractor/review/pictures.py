"""Matrix and pictures of the dataset as the page asks for them."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace

from extractor.dataset.filters import Filter
from extractor.exporter.matrix import Matrix, MatrixRow, MethodChange, matrices
from extractor.messages import Language
from extractor.patterns.loader import Patterns
from extractor.report.pictures import pictures
from extractor.review.store import ReviewStore

# The longest matrix that a page draws; the workbook has every row.
MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A matrix as the page draws it; ``all_rows`` counts those that were cut off too."""

    code: str
    name: str
    years: tuple[int, ...]
    rows: tuple[MatrixRow, ...]
    changes: tuple[MethodChange, ...]
    articles_read: int
    all_rows: int


def shown(matrix: Matrix) -> Shown:
    return Shown(
        matrix.code, matrix.name, matrix.years, matrix.rows[:MOST_ROWS], matrix.changes,
        matrix.articles_read, len(matrix.rows),
    )  # fmt: skip


def matrix_of(store: ReviewStore, patterns: Patterns, award: str, region: str) -> Shown | None:
    """One award's matrix (the fullest award's where none is named), None without records."""
    wanted = Filter(regions=(region,) if region else (), within=store.chosen)
    with store.lock:
        code = award or next(iter(store.dataset.fullest_awards(wanted)), "")
        made = matrices(store.dataset, replace(wanted, awards=(code,)), patterns)
    return shown(made[0]) if made else None


def pictures_of(
    store: ReviewStore, patterns: Patterns, award: str, region: str, lang: Language
) -> list[dict[str, object]]:
    """The pictures as images that a page can show without running them, with their tables."""
    chosen = Filter(
        awards=(award,) if award else (), regions=(region,) if region else (), within=store.chosen
    )
    with store.lock:
        made = pictures(store.dataset, chosen, patterns, lang, awards=1)
    return [
        {
            "title": each.title,
            "told": each.told,
            "image": "data:image/svg+xml;base64," + base64.b64encode(each.svg.encode()).decode(),
            "heads": each.heads,
            "rows": each.rows,
        }
        for each in made
    ]
