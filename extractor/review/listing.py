"""The list of records on the page: filtered, searched, conflicts first, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypedDict

from pydantic import BaseModel, ConfigDict, Field

from extractor.dataset.filters import Filter
from extractor.models.verdict import Status
from extractor.review.store import ReviewStore

Order = Literal["conflict", "newest", "article"]

ORDERS: Mapping[Order, str] = {
    # as the index records_order has it
    "conflict": "(r.verdict = 'contradicted') DESC, r.conflict DESC, r.article_published DESC,"
    " r.id",
    "newest": "r.article_published DESC, r.id",
    "article": "r.id",
}
# Values of one filter, the papers of a large dataset cut off at the rarest.
_MOST_VALUES = 1_000
_WORD = re.compile(r"\w+")
_ROW = """r.record_id AS id, r.recipient, r.jurisdiction, r.jurisdiction_code AS region,
  r.award_code AS award, r.award_year AS year, r.digits AS score, r.predicates, r.rank,
  r.verdict, r.article_site AS site, r.article_published AS published, r.conflict"""


class Wanted(BaseModel):
    """What the reader chose; empty parts ask for nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    q: str = Field(default="", max_length=200)
    award: str = Field(default="", max_length=60)
    region: str = Field(default="", max_length=10)
    year: int | None = None
    verdict: Status | Literal[""] = ""
    site: str = Field(default="", max_length=200)
    review: Literal["", "open", "accepted", "corrected", "rejected"] = ""
    order: Order = "conflict"
    offset: int = Field(default=0, ge=0, le=10_000_000)
    limit: int = Field(default=100, ge=1, le=500)

    def chosen(self, within: Filter) -> Filter:
        """The filter, inside of what the page is about."""
        return Filter(
            awards=(self.award,) if self.award else (),
            regions=(self.region,) if self.region else (),
            years=(self.year,) if self.year is not None else (),
            verdicts=(self.verdict,) if self.verdict else (),
            within=within,
        )


class Listed(TypedDict):
    """``decided`` counts the records of this choice that have a ruling."""

    total: int
    decided: int
    rows: list[dict[str, object]]


def listing(store: ReviewStore, wanted: Wanted) -> Listed:
    """One page of the list, and how far the review of the whole choice has come."""
    where, values = _condition(store, wanted)
    joined = f"FROM records r LEFT JOIN ruled d USING (record_id) {_sample(store)} WHERE {where}"
    order = "s.position" if store.sample is not None else ORDERS[wanted.order]
    with store.lock:
        connection = store.dataset.connection
        total, decided = connection.execute(
            f"SELECT count(*), count(d.record_id) {joined}", values
        ).fetchone()
        rows = connection.execute(
            f"SELECT {_ROW} {joined} ORDER BY {order} LIMIT ? OFFSET ?",
            (*values, wanted.limit, wanted.offset),
        ).fetchall()
    return Listed(total=total, decided=decided, rows=[dict(row) for row in rows])


def facets(store: ReviewStore) -> dict[str, list[dict[str, object]]]:
    """What can be filtered by, each value with its number of records."""
    where, values = store.chosen.condition()
    counted = {
        "awards": ("award_code AS value", "award_code IS NOT NULL", "n DESC, value"),
        "years": ("award_year AS value", "award_year IS NOT NULL", "value DESC"),
        "verdicts": ("verdict AS value", "verdict IS NOT NULL", "n DESC, value"),
        "sites": ("article_site AS value", "article_site IS NOT NULL", "n DESC, value"),
        "regions": (
            "jurisdiction_code AS value, jurisdiction AS name", "jurisdiction_code IS NOT NULL",
            "value",
        ),
    }  # fmt: skip
    with store.lock:
        connection = store.dataset.connection
        return {
            name: [
                dict(row)
                for row in connection.execute(
                    f"""SELECT {columns}, count(*) AS n FROM records WHERE {known} AND {where}
                        GROUP BY 1 ORDER BY {order} LIMIT {_MOST_VALUES}""",
                    values,
                )
            ]
            for name, (columns, known, order) in counted.items()
        }


def _sample(store: ReviewStore) -> str:
    return "JOIN drawn s USING (record_id)" if store.sample is not None else ""


def _condition(store: ReviewStore, wanted: Wanted) -> tuple[str, tuple[str | int, ...]]:
    where, values = wanted.chosen(store.chosen).condition()
    parts, held = [where], list(values)
    if wanted.site:
        parts.append("r.article_site = ?")
        held.append(wanted.site)
    if wanted.review == "open":
        parts.append("d.record_id IS NULL")
    elif wanted.review:
        parts.append("d.review = ?")
        held.append(wanted.review)
    if match := _match(wanted.q):
        parts.append("r.id IN (SELECT rowid FROM records_text WHERE records_text MATCH ?)")
        held.append(match)
    return " AND ".join(parts), tuple(held)


def _match(query: str) -> str:
    """An FTS query in which nothing the reader types has a meaning of its own."""
    return " AND ".join(f'"{word}"*' for word in _WORD.findall(query))
