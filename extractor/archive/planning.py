"""Inputs -> shards: the same cut for the same inputs, whoever works on them."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extractor.archive.task import Shard
from extractor.errors import SourceError
from extractor.sources.resolve import Input
from extractor.warc import Volume, volumes_of

# Of all input a sixty-fourth, within bounds: enough shards to share out, not too many to keep.
_SHARDS = 64
_LEAST_BYTES, _MOST_BYTES = 1 << 19, 32 << 20
_SAMPLE = 1 << 16


@dataclass(frozen=True, slots=True)
class Planned:
    """The shards of all inputs, and what identifies each input's content."""

    shards: tuple[Shard, ...]
    inputs: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        return sum(shard.size for shard in self.shards)


def shard_bytes_for(size: int) -> int:
    """Bytes of a shard for inputs of ``size`` bytes in all, whoever works on them."""
    return min(max(size // _SHARDS, _LEAST_BYTES), _MOST_BYTES)


def plan(files: Iterable[Input], shard_bytes: int) -> Planned:
    """Cut archives into byte ranges of ``shard_bytes``; any other input is one shard."""
    shards: list[Shard] = []
    inputs: list[tuple[str, str]] = []
    for file in files:
        inputs.append((file.name, _digest(file)))
        for volume, ranges in _volumes(file, shard_bytes):
            for start, stop in ranges:
                own = _anywhere(file) if volume is None else None
                shards.append(Shard(len(shards), file.name, volume, own, start, stop))
    return Planned(tuple(shards), tuple(inputs))


def _anywhere(file: Input) -> Input:
    """The input with a path that holds in any process's folder."""
    return replace(file, path=file.path and file.path.absolute())


def _volumes(
    file: Input, shard_bytes: int
) -> Iterator[tuple[Volume | None, list[tuple[int, int]]]]:
    if file.kind != "archive":
        yield None, [(0, file.size)]
        return
    path = file.name if file.path is None else str(file.path.absolute())
    try:
        volumes = list(volumes_of(path))
    except (OSError, SourceError, zipfile.BadZipFile):
        # the shard's worker meets the same error and says so in a reject
        yield Volume(path, None, file.size, None), [(0, file.size)]
        return
    for volume in volumes:
        cuts = range(0, max(volume.size, 1), shard_bytes)
        yield volume, [(cut, min(cut + shard_bytes, volume.size)) for cut in cuts]


def _digest(file: Input) -> str:
    """Of size, time and the first and last bytes: cheap, and another one for any other file."""
    digest = hashlib.sha256(f"{file.size} {file.modified}".encode())
    if file.path is not None and file.size:
        try:
            with file.path.open("rb") as opened:
                digest.update(opened.read(_SAMPLE))
                opened.seek(max(0, file.size - _SAMPLE))
                digest.update(opened.read(_SAMPLE))
        except OSError as error:
            digest.update(str(error.errno).encode())
    return digest.hexdigest()
