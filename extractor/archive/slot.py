"""A shard's slot: where its worker is, in a file that outlives the worker.

Whoever tries the shard next, and whoever watches it, reads there on which item a worker died or
hangs. A few bytes of shared memory: writing costs less than a microsecond and survives kill -9.
"""

from __future__ import annotations

import mmap
import struct
import time
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from extractor.archive.parts import Place

Verdict = Literal["timeout", "worker-died"]
_NOW = struct.Struct("<Qqqdb")
_SUSPECT = struct.Struct("<qqbbb")
_SUSPECT_AT = 48
_SIZE = 96
READING, WORKING = 1, 2


@dataclass(frozen=True, slots=True)
class Now:
    """What the worker is at; ``since`` is a Unix time in seconds, ``phase`` 0 when idle."""

    attempt: int
    place: Place
    since: float
    phase: int


InWork = tuple[int, Now]
"""A shard's number and where its worker is."""


class Slot:
    """One shard's slot; made if absent."""

    NOWHERE: ClassVar[Now] = Now(0, Place(-1, 0), 0.0, 0)

    def __init__(self, folder: Path, number: int) -> None:
        path = folder / "slots" / f"{number:08d}"
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("a+b")
        missing = _SIZE - self._file.seek(0, 2)
        if missing > 0:
            self._file.write(bytes(missing))
            self._file.flush()
        self._map = mmap.mmap(self._file.fileno(), _SIZE)
        self.path = path

    def close(self) -> None:
        self._map.close()
        self._file.close()

    def begin(self, attempt: int, deaths: int) -> None:
        """Take the slot for an attempt; a death of the one before is noted.

        ``deaths``: after so many on one item it is called off.
        """
        now = self.now()
        if now.phase:
            suspect, phase, count, timed_out = self._suspect()
            same = (suspect, phase) == (now.place, now.phase)
            count = min(count + 1 if same else 1, deaths)
            timed_out = timed_out if same else 0
            _SUSPECT.pack_into(self._map, _SUSPECT_AT, *now.place, now.phase, count, timed_out)
        _NOW.pack_into(self._map, 0, attempt, -1, 0, time.time(), READING)

    def at(self, attempt: int, place: tuple[int, int], phase: int) -> None:
        """The worker is now at this item."""
        _NOW.pack_into(self._map, 0, attempt, place[0], place[1], time.time(), phase)

    def idle(self) -> None:
        """The worker has left in good order."""
        _NOW.pack_into(self._map, 0, 0, -1, 0, 0.0, 0)

    def now(self) -> Now:
        attempt, member, inner, since, phase = _NOW.unpack_from(self._map, 0)
        return Now(attempt, Place(member, inner), since, phase)

    def blame_time(self, now: Now) -> None:
        """The item took too long: the next attempt shall not try it again."""
        _SUSPECT.pack_into(self._map, _SUSPECT_AT, *now.place, now.phase, 0, 1)

    def verdict(self, place: tuple[int, int], phase: int, deaths: int) -> Verdict | None:
        """Why this item must not be tried again; None if it may."""
        suspect, suspect_phase, count, timed_out = self._suspect()
        if (suspect, suspect_phase) != (place, phase):
            return None
        if timed_out:
            return "timeout"
        return "worker-died" if count >= deaths else None

    def _suspect(self) -> tuple[Place, int, int, int]:
        member, inner, phase, count, timed_out = _SUSPECT.unpack_from(self._map, _SUSPECT_AT)
        return Place(member, inner), phase, count, timed_out
