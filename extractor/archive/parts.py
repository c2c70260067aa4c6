"""A shard's output while it grows and when it is whole.

A part is a row of entries, each a header line (JSON) and the lines that it announces, under a
checksum: after any kill its sound beginning is known, and the next attempt goes on behind it.
Every attempt writes a file of its own, so two attempts at one shard cannot disturb each other;
the first to be whole takes the shard's name by rename, and the bytes of both are the same.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

import orjson

from extractor.archive.task import Tallied

EntryKind = Literal["begin", "article", "reject", "mark", "end"]
_PER_FOLDER = 1000
# More than the end's line can have.
_END_BYTES = 1 << 20


class Place(NamedTuple):
    """Where in its shard an entry belongs: a Spot, or the number of an item."""

    member: int
    inner: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One outcome, or a mark of progress.

    Attributes:
        place: of the item that it is about; for marks, of the last item passed.
        tally: pages passed over since the entry before, by reason and host.
        pages: items seen since the entry before, this one included.
        url, sha256: of the article. ids: of its records.
        dropped, refused: counts by rule and reason.
        code: of the reject.
        lines: of articles.jsonl, then records.jsonl, then refused.jsonl; or of rejects.jsonl.
        reached: of the end, the offset up to which the shard has read.
        work: of the end, what the shard came to: counts, and seconds.
    """

    kind: EntryKind
    place: Place
    tally: dict[str, int] = field(default_factory=dict)
    pages: int = 0
    url: str | None = None
    sha256: str = ""
    ids: tuple[str, ...] = ()
    dropped: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    code: str = ""
    lines: tuple[bytes, ...] = ()
    reached: int = 0
    work: dict[str, float] = field(default_factory=dict)

    def encoded(self) -> bytes:
        body = b"".join(self.lines)
        head = {
            "k": self.kind, "p": list(self.place), "t": self.tally, "n": self.pages, "u": self.url,
            "h": self.sha256, "i": self.ids, "d": self.dropped, "r": self.refused,
            "c": self.code, "s": [len(line) for line in self.lines], "e": self.reached,
            "w": self.work, "z": zlib.crc32(body),
        }  # fmt: skip
        line = orjson.dumps(head)
        return b"%08x" % zlib.crc32(line) + line + b"\n" + body


def entries(file: BinaryIO) -> Iterator[tuple[Entry, int]]:
    """Sound entries from the file's beginning, each with the offset behind it."""
    while True:
        line = file.readline()
        if not line.endswith(b"\n") or line[:8] != b"%08x" % zlib.crc32(line[8:-1]):
            return
        head = orjson.loads(line[8:])
        sizes = head["s"]
        body = file.read(sum(sizes))
        if len(body) < sum(sizes) or zlib.crc32(body) != head["z"]:
            return
        lines: list[bytes] = []
        at = 0
        for size in sizes:
            lines.append(body[at : at + size])
            at += size
        yield (
            Entry(
                kind=head["k"], place=Place(*head["p"]), tally=head["t"], pages=head["n"],
                url=head["u"], sha256=head["h"], ids=tuple(head["i"]), dropped=head["d"],
                refused=head["r"], code=head["c"], lines=tuple(lines), reached=head["e"],
                work=head["w"],
            ),
            file.tell(),
        )  # fmt: skip


def part_path(folder: Path, number: int, ending: str = "done") -> Path:
    return folder / "parts" / f"{number // _PER_FOLDER:05d}" / f"{number:08d}.{ending}"


def read_tallied(folder: Path, number: int) -> Tallied:
    """What a whole part came to, from its last line."""
    with part_path(folder, number).open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _END_BYTES))
        work = orjson.loads(file.read().rsplit(b"\n", 2)[-2][8:])["w"]
    counts = {name: int(work[name]) for name in ("pages", "articles", "records", "rejects")}
    return Tallied(number, **counts, seconds=work["seconds"], slowest=work["slowest"])


class PartWriter:
    """Output of one attempt at a shard; takes up what earlier attempts have left.

    Args:
        folder: the run's working folder.
        number: the shard's.
        key: of the run; leftovers with another one are thrown away.

    Attributes:
        last: place of the last sound entry taken up, None for a fresh start.
        kept: entries taken up.
    """

    def __init__(self, folder: Path, number: int, key: str) -> None:
        self._final = part_path(folder, number)
        self._final.parent.mkdir(parents=True, exist_ok=True)
        self._path = self._final.with_suffix(f".{os.getpid()}-{os.urandom(4).hex()}.part")
        self.last: Place | None = None
        self.kept: list[Entry] = []
        leftovers = self._leftovers()
        self._file = self._path.open("xb", buffering=0)
        self._take_up(leftovers, key)
        for path in leftovers:
            path.unlink(missing_ok=True)

    def add(self, entry: Entry) -> None:
        """Write one entry; it is with the system when this returns."""
        data = entry.encoded()
        written = self._file.write(data)
        if written != len(data):
            raise OSError(28, "the disk is full")

    def finish(self) -> None:
        """Give the part its name, on disk for good."""
        os.fsync(self._file.fileno())
        self._file.close()
        self._path.replace(self._final)
        sync_folder(self._final.parent)

    def close(self) -> None:
        self._file.close()

    def _leftovers(self) -> list[Path]:
        pattern = f"{self._final.stem}.*.part"
        return sorted(self._final.parent.glob(pattern))

    def _take_up(self, leftovers: list[Path], key: str) -> None:
        """Copy the longest sound beginning among the leftovers."""
        best: tuple[int, Path] | None = None
        for path in leftovers:
            with contextlib.suppress(OSError), path.open("rb") as file:
                end = 0
                for entry, behind in entries(file):
                    if entry.kind == "end" or (end == 0 and entry.code != key):
                        break
                    end = behind
                if end and (best is None or end > best[0]):
                    best = end, path
        if best is None:
            self.add(Entry("begin", Place(-1, 0), code=key))
            return
        with best[1].open("rb") as file:
            for entry, behind in entries(file):
                if behind > best[0]:
                    break
                self.add(entry)
                if entry.kind != "begin":
                    self.kept.append(entry)
                    self.last = entry.place


def sync_folder(folder: Path) -> None:
    """Make renames in the folder last, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
