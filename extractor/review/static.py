"""The page as one file to mail around: all data inside, decisions kept in the browser.

The data is packed: a file of tens of thousands of records still goes through a mail server.
"""

from __future__ import annotations

import base64
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson

from extractor.errors import OutputError
from extractor.exporter.atomic import write_text
from extractor.exporter.matrix import matrices
from extractor.messages import LANGUAGES, Language
from extractor.patterns.loader import Patterns
from extractor.review.detail import article
from extractor.review.listing import ORDERS, facets
from extractor.review.page import html, texts, vocabulary
from extractor.review.pictures import pictures_of, shown
from extractor.review.store import ReviewStore

# What a browser holds as one text: it ends at 512 MB, of which real articles need three quarters.
MOST_RECORDS = 100_000
_GZIP = 31


def write_static(store: ReviewStore, patterns: Patterns, to: Path, lang: Language) -> int:
    """Write the page with the chosen records (of the sample, where one is drawn).

    Raises:
        OutputError: more records than a browser opens as one file, or the file cannot be written.
    """
    count: int = _select(store, "count(*)").fetchone()[0]
    if count > MOST_RECORDS:
        raise OutputError("trouble-too-many", path=to, count=count, limit=MOST_RECORDS)
    setup = {
        "mode": "static",
        "lang": lang,
        "texts": texts(),
        "news": False,
        "opening": {
            "facets": facets(store),
            "vocabulary": vocabulary(patterns),
            "reviewer": store.reviewer,
            "name": store.dataset.path.name,
            "sample": store.sample.size if store.sample else None,
        },
        "decisions": [d.model_dump(mode="json", exclude_unset=True) for d in store.decisions],
    }
    write_text(to, html("static", setup, lang, packed=_packed(_content(store, patterns))))
    return count


def _packed(parts: Iterable[bytes]) -> str:
    """The parts as one gzip stream, in letters that lead out of no element."""
    packer = zlib.compressobj(wbits=_GZIP)
    packed = b"".join([packer.compress(part) for part in parts])
    return base64.b64encode(packed + packer.flush()).decode()


def _content(store: ReviewStore, patterns: Patterns) -> Iterator[bytes]:
    """The JSON object that the page's script reads, in parts: never whole in memory."""
    articles: dict[str, None] = {}
    yield b'{"records":['
    for turn, row in enumerate(_rows(store)):
        articles[row["article_id"]] = None
        yield (b"," if turn else b"") + orjson.dumps(_record(row))
    yield b'],"articles":{'
    for turn, key in enumerate(articles):
        held = article(store.dataset.connection, key)
        yield (b"," if turn else b"") + orjson.dumps(key) + b":" + orjson.dumps(held)
    rest = {
        "matrices": [shown(each) for each in matrices(store.dataset, store.chosen, patterns)],
        "pictures": {each: pictures_of(store, patterns, "", "", each) for each in LANGUAGES},
    }
    yield b"}," + orjson.dumps(rest, option=orjson.OPT_NON_STR_KEYS)[1:]


def _rows(store: ReviewStore) -> sqlite3.Cursor:
    return _select(
        store,
        """r.record_id AS id, r.recipient, r.jurisdiction, r.jurisdiction_code AS region,
           r.award_code AS award, r.award_year AS year, r.digits AS score, r.predicates,
           r.rank, r.verdict, r.article_site AS site, r.article_published AS published,
           r.conflict, r.article_id, r.cluster_id, a.copy_of IS NOT NULL AS copy,
           r.article_url AS url, r.recipient_start AS start,
           coalesce(v.payload, r.payload) AS said, w.reasons""",
    )


def _select(store: ReviewStore, columns: str) -> sqlite3.Cursor:
    where, values = store.chosen.condition()
    sample = store.sample is not None
    return store.dataset.connection.execute(
        f"""SELECT {columns}
            FROM (SELECT * FROM records WHERE {where}) r
              JOIN articles a USING (article_id)
              LEFT JOIN versions v ON v.record_id = r.record_id AND v.digest = r.digest
              LEFT JOIN verdicts w ON w.record_id = r.record_id AND w.run_id = v.run_id
              {"JOIN drawn s ON s.record_id = r.record_id" if sample else ""}
            ORDER BY {"s.position" if sample else ORDERS["conflict"]}""",
        values,
    )


def _record(row: sqlite3.Row) -> dict[str, object]:
    held = {name: row[name] for name in row.keys() if name not in ("said", "reasons")}  # noqa: SIM118 -- a Row
    return held | {
        "record": orjson.loads(row["said"]),
        "reasons": orjson.loads(row["reasons"] or "[]"),
        "verified": row["reasons"] is not None,
    }
