"""Parts -> the run folder's files: in input order, each article and each record once."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import orjson

from extractor.archive.parts import Entry, entries, part_path, sync_folder
from extractor.archive.task import Shard
from extractor.gates import Tally
from extractor.run_state import Counts
from extractor.runs import ARTICLES, RECORDS, REFUSED, REJECTS

PASSED = "passed.jsonl"


@dataclass(slots=True)
class Joined:
    """What the run came to.

    Attributes:
        counts: as any run's.
        tally: pages passed over, by host and reason.
        pages: captures and other items seen, passed over or not.
    """

    counts: Counts = field(default_factory=Counts)
    tally: Tally = field(default_factory=Tally)
    pages: int = 0


class Seen:
    """Digests met before, on disk beyond a few megabytes of memory."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._path = path
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.execute("PRAGMA cache_size = -65536")
        self._base.execute("CREATE TABLE seen (digest BLOB PRIMARY KEY) WITHOUT ROWID")
        self._base.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._base.close()
        self._path.unlink(missing_ok=True)

    def new(self, *parts: str | None) -> bool:
        """Whether these strings in a row come for the first time."""
        text = "\0".join("\1" if each is None else each for each in parts)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]
        return self._base.execute("INSERT OR IGNORE INTO seen VALUES (?)", (digest,)).rowcount == 1


def join(shards: Sequence[Shard], work: Path, folder: Path, *, keep_refused: bool) -> Joined:
    """Write the run's files under temporary names, then rename them.

    Called again after a kill it writes the same bytes. Parts are left where they are.

    Raises:
        OSError: the files cannot be written.
    """
    names = [RECORDS, ARTICLES, REJECTS, *([REFUSED] if keep_refused else [])]
    files = {name: (folder / f"{name}.part").open("wb") for name in names}
    try:
        with Seen(work / "seen.db") as seen:
            joiner = _Joiner(files, seen)
            behind: tuple[str, str | None, int] = ("", None, 0)
            for shard in shards:
                behind = joiner.take(shard, work, behind)
        _write_passed(folder, joiner.joined.tally)
        for file in files.values():
            file.flush()
            os.fsync(file.fileno())
    finally:
        for file in files.values():
            file.close()
    for name in (*names, PASSED):
        (folder / f"{name}.part").replace(folder / name)
    if not keep_refused:
        (folder / REFUSED).unlink(missing_ok=True)
    sync_folder(folder)
    return joiner.joined


class _Joiner:
    def __init__(self, files: Mapping[str, BinaryIO], seen: Seen) -> None:
        self.joined = Joined()
        self._files = files
        self._seen = seen

    def take(
        self, shard: Shard, work: Path, behind: tuple[str, str | None, int]
    ) -> tuple[str, str | None, int]:
        """Join one shard; items before the point that its volume has been read to are dropped.

        Such items are records kept uncompressed inside the record that crosses the cut.
        Returns volume and that point for the shard that follows.
        """
        member = shard.volume.member if shard.volume else None
        low = behind[2] if behind[:2] == (shard.name, member) else 0
        reached = low
        with part_path(work, shard.number).open("rb") as file:
            for entry, _ in entries(file):
                if entry.kind == "end":
                    reached = max(low, entry.reached)
                if shard.volume is not None and 0 <= entry.place.member < low:
                    continue
                self._entry(entry)
        return shard.name, member, reached

    def _entry(self, entry: Entry) -> None:
        joined, counts = self.joined, self.joined.counts
        joined.tally.update(entry.tally)
        joined.pages += entry.pages
        if entry.kind == "reject":
            counts.inputs += 1
            counts.rejects += 1
            counts.reject_codes[entry.code] = counts.reject_codes.get(entry.code, 0) + 1
            self._files[REJECTS].writelines(entry.lines)
        elif entry.kind == "article":
            counts.inputs += 1
            self._article(entry)

    def _article(self, entry: Entry) -> None:
        counts = self.joined.counts
        if not self._seen.new("article", entry.url, entry.sha256):
            counts.duplicate_articles += 1
            return
        article, *lines = entry.lines
        records, refused = lines[: len(entry.ids)], lines[len(entry.ids) :]
        self._files[ARTICLES].write(article)
        counts.articles += 1
        for ident, line in zip(entry.ids, records, strict=True):
            if self._seen.new("record", ident):
                self._files[RECORDS].write(line)
                counts.records += 1
            else:
                counts.duplicate_records += 1
        if REFUSED in self._files:
            self._files[REFUSED].writelines(refused)
        _add(counts.dropped, entry.dropped)
        _add(counts.refused, entry.refused)


def _add(totals: dict[str, int], more: dict[str, int]) -> None:
    for code, number in more.items():
        totals[code] = totals.get(code, 0) + number


def _write_passed(folder: Path, tally: Tally) -> None:
    """Pages passed over: a line a host, its reasons with their counts."""
    hosts: dict[str, Counter[str]] = {}
    for (host, reason), number in tally.counts.items():
        hosts.setdefault(host, Counter())[reason] += number
    with (folder / f"{PASSED}.part").open("wb") as file:
        for host in sorted(hosts):
            reasons = dict(sorted(hosts[host].items()))
            file.write(orjson.dumps({"host": host, "passed": reasons}) + b"\n")
        file.flush()
        os.fsync(file.fileno())
