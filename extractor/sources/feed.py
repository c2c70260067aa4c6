"""The pages of all inputs, one after the other, and how far reading has come."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from extractor.errors import InputRejected
from extractor.gates import Gatekeeper
from extractor.models import Page, Reject
from extractor.settings import Settings
from extractor.sources import kinds
from extractor.sources.archives import read_archive
from extractor.sources.columns import Columns
from extractor.sources.decode import decode
from extractor.sources.lines import read_jsonl
from extractor.sources.objects import read_json
from extractor.sources.resolve import Input, Inputs
from extractor.sources.rows import GUESSED
from extractor.sources.tables import read_csv, read_parquet

Fetch = Callable[[str], Iterator[Page | Reject]]
"""The pages of an address; who asks the web is the caller's choice."""

_PROBLEMS = {
    "unreadable": "the file cannot be read",
    "not-a-file": "neither a file nor a folder",
}


_CONTAINERS = {"json": read_json, "jsonl": read_jsonl, "csv": read_csv}


@dataclass(frozen=True, slots=True)
class Start:
    """Where an interrupted reading goes on.

    Attributes:
        source: inputs wholly behind it; ``items`` their pages and rejects.
        done: of the next input, how many have been worked on.
        told: sources of what has been worked on: an address may give its pages in another
            order the next time, so there the count alone does not tell which are behind.
    """

    source: int = 0
    items: int = 0
    done: int = 0
    told: frozenset[str] = frozenset()


class Feed:
    """Iterates over pages and rejects in input order; never raises for a bad input.

    Attributes:
        total: bytes of all inputs, 0 where standard input hides it.
        behind: bytes of the inputs behind the last page.
        gatekeeper: stands before the pages of archives; by default lets all through.
    """

    def __init__(
        self,
        inputs: Inputs,
        *,
        settings: Settings,
        published: str | None = None,
        stdin: BinaryIO | None = None,
        gatekeeper: Gatekeeper | None = None,
        columns: Columns = GUESSED,
        fetch: Fetch | None = None,
        start: Start | None = None,
    ) -> None:
        self._columns = columns
        self._fetch = fetch
        self._start = start or Start()
        self._firsts = [self._start.items]
        self.gatekeeper = gatekeeper or Gatekeeper()
        self.total = inputs.size
        self.behind = 0
        self._inputs = inputs
        self._settings = settings
        self._published = published
        self._stdin = stdin

    def __iter__(self) -> Iterator[Page | Reject]:
        begun = self._start
        self.behind = sum(file.size for file in self._inputs.files[: begun.source])
        number = begun.items
        for position, file in enumerate(self._inputs.files[begun.source :]):
            items = self._all_of(file)
            if position:
                self._firsts.append(number)
            elif begun.done:
                items = self._rest(items, file)
                number += begun.done
            for item in items:
                number += 1
                yield item

    def _rest(self, items: Iterator[Page | Reject], file: Input) -> Iterator[Page | Reject]:
        """Of the input that an interrupted reading stopped in, what is not behind it."""
        if file.kind == "address":
            return (item for item in items if item.source not in self._start.told)
        return islice(items, self._start.done, None)

    def place_of(self, number: int) -> tuple[int, int]:
        """The input that the ``number``-th item (from 1) is of, and how many stand before it."""
        position = max(bisect_left(self._firsts, number) - 1, 0)
        return self._start.source + position, self._firsts[position]

    def _all_of(self, file: Input) -> Iterator[Page | Reject]:
        """The items of one input, what is wrong with it as a reject."""
        start = self.behind
        try:
            for item, length in self._items(file):
                self.behind += length
                if item is not None:
                    yield item
        except InputRejected as problem:
            yield Reject(
                source=file.name,
                stage=problem.stage,
                code=problem.code,
                message=problem.message,
            )
        except OSError as error:
            message = f"the file cannot be read: {error.strerror or error}"
            yield Reject(source=file.name, stage="read", code="unreadable", message=message)
        if file.size:
            self.behind = start + file.size

    def _items(self, file: Input) -> Iterator[tuple[Page | Reject | None, int]]:
        if file.problem:
            raise InputRejected("read", file.problem, _PROBLEMS[file.problem])
        if file.kind == "stdin":
            if self._stdin is None:
                raise InputRejected("read", "unreadable", "there is no standard input")
            yield from read_jsonl(self._stdin, file.name, self._published, self._columns)
            return
        if file.kind == "address":
            yield from ((item, 0) for item in self._fetched(file.name))
            return
        if file.kind == "archive":
            yield from read_archive(file, self._settings, self._published, self.gatekeeper)
            return
        path = file.path
        if path is None or file.kind == "binary":
            raise InputRejected("read", "binary", "the file is no text")
        if file.kind == "parquet":
            yield from read_parquet(path, file.name, self._published, self._columns)
        elif file.kind in _CONTAINERS:
            with path.open("rb") as stream:
                read = _CONTAINERS[file.kind]
                yield from read(stream, file.name, self._published, self._columns)
        else:
            yield self._single(file), file.size

    def _fetched(self, url: str) -> Iterator[Page | Reject]:
        if self._fetch is None:
            raise InputRejected("fetch", "not-fetched", "this call does not ask the web")
        for item in self._fetch(url):
            if isinstance(item, Page) and item.published is None and self._published:
                yield item.model_copy(update={"published": self._published})
            else:
                yield item

    def _single(self, file: Input) -> Page:
        limit = self._settings.max_page_bytes
        if file.size > limit:
            message = f"the page has {file.size} bytes; the limit is {limit}"
            raise InputRejected("read", "too-large", message)
        assert file.path is not None  # noqa: S101 -- only standard input has no path
        data = file.path.read_bytes()
        if not data.strip():
            raise InputRejected("read", "empty", "the file is empty")
        if file.kind == "txt":
            return Page(source=file.name, text=decode(data), published=self._published)
        if data.startswith(kinds.MAGIC):
            raise InputRejected("read", "binary", "the file is no HTML page")
        return Page(source=file.name, html=data, published=self._published)
