"""Archive files as volumes: a WARC or ARC is one, a WACZ holds several."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from extractor.warc.finding import Compression, compression_of
from extractor.warc.headers import starts_record
from extractor.warc.views import View, open_address, open_local

SUFFIXES = (".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz", ".arc.zst", ".wacz")
_START = 1 << 14
_ZIP_MAGIC = b"PK\x03\x04"


def is_archive(name: str) -> bool:
    """Whether the name is that of a web archive, compressed or not."""
    return name.lower().endswith(SUFFIXES)


def looks_like_archive(start: bytes) -> bool:
    """Whether a file that begins so is a WARC or an ARC, whatever its name says."""
    if start.startswith(b"\x1f\x8b"):
        inflate = zlib.decompressobj(31)
        try:
            return starts_record(inflate.decompress(start, 1 << 14))
        except zlib.error:
            return False
    return starts_record(start)


@dataclass(frozen=True, slots=True)
class Volume:
    """One WARC or ARC, in a file of its own or inside a WACZ.

    Attributes:
        path: the file, or an fsspec address.
        member: its name inside the WACZ, None for a file of its own.
        size: in bytes as stored; 0 where the WACZ holds it deflated and it is read whole.
        compression: None where the first bytes are no archive's.
    """

    path: str
    member: str | None
    size: int
    compression: Compression | None

    def open(self) -> View:
        """Its bytes.

        Raises:
            OSError, SourceError: it can no longer be opened.
        """
        file, size = _open(self.path)
        if self.member is None:
            return View(file, size)
        return _inside(file, self.member)


def _open(path: str) -> tuple[BinaryIO, int]:
    return open_address(path) if "://" in path else open_local(path)


def volumes_of(path: str) -> Iterator[Volume]:
    """The volumes of an archive file, by its content and not by its name.

    Raises:
        OSError, SourceError: it cannot be opened.
        zipfile.BadZipFile: a WACZ whose directory is damaged.
    """
    file, size = _open(path)
    with View(file, size) as view:
        start = view.read(0, _START)
        if not start.startswith(_ZIP_MAGIC):
            yield Volume(path, None, size, _compression(start, path))
            return
        with zipfile.ZipFile(file) as container:
            names = [each.filename for each in container.infolist() if is_archive(each.filename)]
        for name in sorted(names):
            again, _ = _open(path)
            with _inside(again, name) as inner:
                yield Volume(path, name, inner.size, _compression(inner.read(0, _START), name))


def _compression(start: bytes, name: str) -> Compression | None:
    """By the first bytes; where they are damaged, by the name."""
    found = compression_of(start)
    if found is None and start and start.count(0) < len(start):
        suffix = name.lower().rsplit(".", 1)[-1]
        by_name: dict[str, Compression] = {
            "gz": "gzip",
            "zst": "zstd",
            "warc": "plain",
            "arc": "plain",
        }
        found = by_name.get(suffix)
    return found


def _inside(file: BinaryIO, member: str) -> View:
    """A file of a WACZ; one stored as it is (the rule) is read in place."""
    container = zipfile.ZipFile(file)
    entry = container.getinfo(member)
    opened = cast("zipfile.ZipExtFile", container.open(entry))
    if entry.compress_type == zipfile.ZIP_STORED:
        at = _data_offset(file, entry.header_offset)
        opened.close()
        return View(file, entry.file_size, base=at)
    return View(
        cast("BinaryIO", _Closing(opened.seek, opened.readinto, file.close)), entry.file_size
    )


def _data_offset(file: BinaryIO, header: int) -> int:
    file.seek(header)
    head = file.read(30)
    return (
        header + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    )


@dataclass(frozen=True, slots=True)
class _Closing:
    """A deflated file of a WACZ, which closes the container with it."""

    seek: Callable[[int], int]
    readinto: Callable[[memoryview], int]
    close: Callable[[], None]
