"""What the caller named, as a list of inputs, before anything of them is read."""

from __future__ import annotations

import glob
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from extractor.errors import MissingExtraError, NoSuchSourceError, SourceError
from extractor.sources import kinds
from extractor.sources.addresses import addresses_in
from extractor.sources.kinds import Kind
from extractor.warc import is_archive, looks_like_archive
from extractor.warc.remote import is_remote, remote_files

SNIFFED_BYTES = 4096
# Kinds whose every line would be a reject of its own.
_OF_LINES = ("json", "jsonl", "csv")
STDIN = "-"
FETCH_INDEX = "fetch.db"


@dataclass(frozen=True, slots=True)
class Input:
    """One file, an address on the web, or standard input.

    Attributes:
        name: as the caller gave it, or folder as given + path inside; the records' ``source``.
        path: the file; None for standard input and addresses.
        kind: how it is read; None if it could not be opened to see (``problem`` says why).
        size: in bytes, 0 where unknown.
        modified: modification time in nanoseconds, 0 where unknown.
    """

    name: str
    path: Path | None
    kind: Kind | None
    size: int = 0
    modified: int = 0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """All inputs of a call in reading order, and the files of folders that hold no page."""

    files: tuple[Input, ...]
    skipped: tuple[str, ...]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)

    @property
    def addresses(self) -> int:
        """How many of them are pages on the web."""
        return sum(file.kind == "address" for file in self.files)


def resolve(names: Sequence[str]) -> Inputs:
    """Inputs in the order of the names; a folder or glob in the order of its paths.

    Raises:
        SourceError: a name that does not exist, matches nothing, or is of a kind nobody reads.
        MissingExtraError: a Parquet file, and pyarrow is not installed.
    """
    files: list[Input] = []
    skipped: list[str] = []
    for name in names:
        if is_remote(name):
            files.extend(remote_archives(name))
            continue
        if kinds.is_address(name):
            files.append(_address(name))
            continue
        for path, shown in _expand(name):
            if path is None:
                files.append(Input(name=shown, path=None, kind="stdin"))
            elif path.is_dir():
                _walk(path, shown, files, skipped)
            else:
                files.extend(_file(path, shown))
    return Inputs(tuple(files), tuple(skipped))


def _expand(name: str) -> Iterator[tuple[Path | None, str]]:
    if name == STDIN:
        yield None, name
        return
    if not name.strip():
        raise SourceError("trouble-nameless")
    path = Path(name)
    if os.path.lexists(path):
        yield path, name
        return
    matches = sorted(glob.glob(name, recursive=True)) if glob.has_magic(name) else []  # noqa: PTH207 -- keeps the name as given
    if not matches:
        raise NoSuchSourceError(name, is_bare_address=_looks_like_address(name))
    for match in matches:
        yield Path(match), match


def remote_archives(name: str) -> list[Input]:
    """The archives behind an fsspec address or a pattern of such.

    Raises:
        SourceError: there is none.
        MissingExtraError: fsspec, or what it needs for the protocol, is not installed.
    """
    found = remote_files(name)
    if not found:
        raise SourceError("trouble-no-archive", name=name)
    return [Input(name=each, path=None, kind="archive", size=size) for each, size in found]


def _walk(folder: Path, shown: str, files: list[Input], skipped: list[str]) -> None:
    """All pages below a folder, sorted by path; hidden files and folders stay out."""
    prefix = shown.rstrip("/\\") if shown.strip("/\\") else shown

    def unreadable(error: OSError) -> None:
        inside = Path(error.filename).relative_to(folder).as_posix()
        files.append(_refused(f"{prefix}/{inside}", None, "unreadable"))

    found: list[tuple[str, Path, bool]] = []
    for here, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = [each for each in folders if not each.startswith(".")]
        # Of a folder that `fetch` made: its articles; how they were found is no source.
        fetched = FETCH_INDEX in names
        if fetched:
            folders.clear()
        made = kinds.OF_RUNS if kinds.RUN in names else frozenset()
        for each in names:
            path = Path(here, each)
            if each.startswith("pages-") if fetched else not each.startswith("."):
                inside = path.relative_to(folder).as_posix()
                found.append((inside, path, each in made or _of_saved_page(path)))
    for inside, path, aside in sorted(found):
        name = f"{prefix}/{inside}"
        if aside or path.suffix.lower() in kinds.BESIDE_PAGES:
            skipped.append(name)
            continue
        file = _input(path, name)
        if kinds.by_suffix(path) is None and file.kind == "txt":
            skipped.append(name)
        else:
            files.append(file)


def _of_saved_page(path: Path) -> bool:
    """Whether a browser put the file beside a page that it saved with all that the page shows."""
    return any(
        parent.name.endswith("_files")
        and any(
            parent.with_name(parent.name.removesuffix("_files") + suffix).is_file()
            for suffix in (".html", ".htm")
        )
        for parent in path.parents
    )


def _file(path: Path, name: str) -> list[Input]:
    """A file that was named; one of nothing but addresses stands for these."""
    file = _input(path, name)
    if file.kind == "txt" and path.suffix.lower() == ".txt":
        with path.open("rb") as stream:
            start = stream.read(SNIFFED_BYTES)
        listed = addresses_in(path, start)
        if listed:
            return [_address(each) for each in listed]
    return [file]


def _address(name: str) -> Input:
    return Input(name=name, path=None, kind="address")


def _looks_like_address(name: str) -> bool:
    return re.match(r"(?:[a-z0-9-]+\.)+[a-z]{2,}/|www\.", name, re.IGNORECASE) is not None


def _input(path: Path, name: str) -> Input:
    """The input at a path; one that cannot be read keeps its place with its problem."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return _refused(name, path, "not-a-file")
        kind = kinds.by_suffix(path)
        if kind == "parquet" and find_spec("pyarrow") is None:
            raise MissingExtraError("archive", "pyarrow")
        with path.open("rb") as stream:
            start = stream.read(SNIFFED_BYTES)
    except OSError:
        return _refused(name, path, "unreadable")
    if is_archive(name) or (kind is None and looks_like_archive(start)):
        kind = "archive"
    if kind in _OF_LINES and kinds.is_binary(start):
        kind = "binary"
    return Input(
        name=name,
        path=path,
        kind=kind or kinds.by_content(start),
        size=status.st_size,
        modified=status.st_mtime_ns,
    )


def _refused(name: str, path: Path | None, problem: str) -> Input:
    return Input(name=name, path=path, kind=None, problem=problem)
