"""Matrix and pictures of the dataset as the page asks for them."""

from __future__ import annotations

import base64
from dataclasses import asdict

from extractor.dataset.filters import Filter
from extractor.exporter.matrix import by_code, matrices
from extractor.messages import Language
from extractor.patterns.loader import Patterns
from extractor.report.pictures import pictures
from extractor.review.store import ReviewStore

# The longest matrix that a page draws; the workbook has every row.
MOST_ROWS = 2_000


def matrix_of(
    store: ReviewStore, patterns: Patterns, award: str, region: str
) -> dict[str, object] | None:
    """One award's matrix, None where nothing of it is left."""
    chosen = Filter(awards=(award,) if award else (), regions=(region,) if region else ())
    with store.lock:
        made = matrices(store.dataset, chosen, patterns)
    found = by_code(made, award) if award else (made[0] if made else None)
    if found is None:
        return None
    held = asdict(found)
    return held | {"rows": held["rows"][:MOST_ROWS], "all_rows": len(found.rows)}


def pictures_of(
    store: ReviewStore, patterns: Patterns, award: str, region: str, lang: Language
) -> list[dict[str, object]]:
    """The pictures as images that a page can show without running them, with their tables."""
    chosen = Filter(awards=(award,) if award else (), regions=(region,) if region else ())
    with store.lock:
        made = pictures(store.dataset, chosen, patterns, lang)
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
