"""Near-duplicate articles of a run grouped, none dropped: ten papers with one text are one voice.

MinHash over runs of words proposes candidates in one pass over any number of articles; the
true overlap of their texts decides. Of each group the first publisher is kept as such.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Final

import orjson
from pydantic import BaseModel, ConfigDict

from extractor.errors import SourceError
from extractor.runs import ARTICLES

CLUSTERS: Final = "clusters.jsonl"
_RUN: Final = 4
"""Words in a shingle."""
_BANDS, _ROWS = 42, 3
"""Of a signature: pairs with a similarity (Jaccard) of 0.3 are proposed two times in three."""
_PRIME: Final = (1 << 61) - 1
_SHARED: Final = 0.6
"""Share of the shorter text's shingles that makes two articles one."""
_LEAST: Final = 12
"""Shingles below which a text is too short to be compared."""
_WORD = re.compile(r"[^\W\d_]+")
_WEST: Final = timezone(timedelta(hours=7))
"""Zone of a time that says none; only the order of publication hangs on it."""


class Copy(BaseModel):
    """One article of a group; ``shared``: the share of its shingles that the first one has."""

    model_config = ConfigDict(frozen=True)

    url: str | None
    site: str | None
    published: str | None
    sha256: str
    shared: float


class Cluster(BaseModel):
    """Articles that are copies of one another, the first published one first."""

    model_config = ConfigDict(frozen=True)

    cluster: str
    first: str | None
    size: int
    articles: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """What of an article decides on its group."""

    url: str | None
    site: str | None
    published: str | None
    sha256: str
    shingles: frozenset[int]

    @classmethod
    def of(cls, article: dict[str, Any]) -> Text:
        """From a line of articles.jsonl."""
        return cls(
            article["url"], article["site"], article["published"], article["sha256"],
            shingles_of(article["text"]),
        )  # fmt: skip


def shingles_of(text: str) -> frozenset[int]:
    """Hashes of all runs of words; figures are left out, a changed one hides no copy."""
    words = _WORD.findall(text.casefold())
    return frozenset(
        zlib.crc32(" ".join(words[at : at + _RUN]).encode("utf-8"))
        for at in range(len(words) - _RUN + 1)
    )


def cluster(texts: Sequence[Text]) -> tuple[Cluster, ...]:
    """Groups of two or more, in the order of their earliest input."""
    groups: dict[int, list[int]] = {}
    leaders = list(range(len(texts)))
    for one, other in _pairs(texts):
        _unite(leaders, one, other)
    for number in range(len(texts)):
        groups.setdefault(_leader(leaders, number), []).append(number)
    return tuple(
        _cluster_of([texts[number] for number in group])
        for group in groups.values()
        if len(group) > 1
    )


def _pairs(texts: Sequence[Text]) -> Iterator[tuple[int, int]]:
    """Pairs that share enough; each article is compared with those before it."""
    index: dict[bytes, list[int]] = {}
    seen: dict[str, int] = {}
    sign = _Signer()
    for number, text in enumerate(texts):
        if text.sha256 in seen:  # the same text needs no measuring
            yield seen[text.sha256], number
            continue
        seen[text.sha256] = number
        if len(text.shingles) < _LEAST:
            continue
        bands = sign.bands(text.shingles)
        near = {other for band in bands for other in index.get(band, ())}
        for other in sorted(near):
            if _share(text, texts[other]) >= _SHARED:
                yield other, number
        for band in bands:
            index.setdefault(band, []).append(number)


class _Signer:
    """MinHash signatures, cut into bands; the same ones in every process."""

    def __init__(self) -> None:
        import numpy as np

        chance = np.random.default_rng(1)
        shape = (_BANDS * _ROWS, 1)
        self._factors = chance.integers(1, 1 << 31, shape, dtype=np.uint64)
        self._offsets = chance.integers(0, 1 << 61, shape, dtype=np.uint64)

    def bands(self, shingles: frozenset[int]) -> list[bytes]:
        """Bytes of each band, with the band's number."""
        import numpy as np

        hashes = np.fromiter(shingles, np.uint64, len(shingles))
        # below 2**63 before the remainder is taken
        spread = (self._factors * (hashes >> np.uint64(1)) + self._offsets) % np.uint64(_PRIME)
        lowest = spread.min(axis=1).reshape(_BANDS, _ROWS)
        return [number.to_bytes(2, "big") + band.tobytes() for number, band in enumerate(lowest)]


def _share(one: Text, other: Text) -> float:
    shorter = min(len(one.shingles), len(other.shingles))
    return len(one.shingles & other.shingles) / shorter if shorter else 0.0


def _leader(leaders: list[int], number: int) -> int:
    while leaders[number] != number:
        leaders[number] = leaders[leaders[number]]
        number = leaders[number]
    return number


def _unite(leaders: list[int], one: int, other: int) -> None:
    first, second = sorted((_leader(leaders, one), _leader(leaders, other)))
    leaders[second] = first


def _cluster_of(texts: Sequence[Text]) -> Cluster:
    ordered = sorted(texts, key=lambda text: _when(text.published))
    first = ordered[0]
    return Cluster(
        cluster=first.sha256[:16],
        first=first.site,
        size=len(ordered),
        articles=tuple(
            Copy(
                url=text.url, site=text.site, published=text.published, sha256=text.sha256,
                shared=round(len(text.shingles & first.shingles) / max(1, len(text.shingles)), 3),
            )
            for text in ordered
        ),
    )  # fmt: skip


def _when(published: str | None) -> float:
    """Order of publication: a bare day counts as its end, no date comes last."""
    if not published:
        return float("inf")
    try:
        when = datetime.fromisoformat(published)
    except ValueError:
        return float("inf")
    if len(published) <= len("2025-02-04"):
        when += timedelta(hours=23, minutes=59, seconds=59)
    return (when if when.tzinfo else when.replace(tzinfo=_WEST)).timestamp()


def cluster_run(folder: Path) -> tuple[Cluster, ...]:
    """Groups among the run's articles that have records, written to its clusters.jsonl.

    Raises:
        SourceError: the folder holds no finished run.
    """
    try:
        found = cluster(tuple(_texts_with_records(folder)))
    except FileNotFoundError as error:
        raise SourceError("trouble-no-finished-run", path=folder) from error
    part = folder / f"{CLUSTERS}.part"
    part.write_bytes(b"".join(each.model_dump_json().encode() + b"\n" for each in found))
    part.replace(folder / CLUSTERS)
    return found


def _texts_with_records(folder: Path) -> Iterator[Text]:
    wanted = set(_shas(folder / "records.jsonl"))
    with (folder / ARTICLES).open("rb") as file:
        for line in file:
            article = orjson.loads(line)
            if article["sha256"] in wanted:
                yield Text.of(article)


def _shas(path: Path) -> Iterable[str]:
    with path.open("rb") as file:
        for line in file:
            yield orjson.loads(line)["article"]["sha256"]
