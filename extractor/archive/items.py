"""What a shard holds, item by item: pages to examine, rejects, and what is passed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from extractor.archive.parts import Place
from extractor.archive.task import Task
from extractor.gates import Gatekeeper
from extractor.models import Page, Reject
from extractor.sources.feed import Feed
from extractor.sources.resolve import Inputs
from extractor.warc import ArchiveReader, Capture, Passed, Spot, View
from extractor.warc.finding import Finder


@dataclass(frozen=True, slots=True)
class ShardItem:
    """One item; ``content`` None where nothing is to be done with it."""

    place: Place
    content: Page | Reject | None


class Items(Protocol):
    """The items of one shard; ``reached`` is known once they have been read."""

    reached: int

    def read(self, after: Place | None) -> Iterator[ShardItem]: ...

    def skip_from(self, after: Place | None) -> Place: ...


class ArchiveItems:
    """Items of a byte range of an archive.

    Attributes:
        reached: offset up to which the range has been read, once it is at its end.
    """

    def __init__(self, task: Task, view: View, gatekeeper: Gatekeeper) -> None:
        shard = task.shard
        assert shard.volume is not None  # noqa: S101 -- the shard is an archive's
        self.reached = shard.stop
        self._shard = shard
        self._view = view
        self._gatekeeper = gatekeeper
        self._published = task.method.published
        self._compression = shard.volume.compression
        self._limit = task.method.settings.max_page_bytes
        member = shard.volume.member
        self._name = shard.name if member is None else f"{shard.name}#{member}"

    def read(self, after: Place | None) -> Iterator[ShardItem]:
        """The items behind ``after``; all of them for None."""
        shard = self._shard
        if self._compression is None:
            yield ShardItem(
                Place(0, 0), self._reject(0, "not-an-archive", "no record of an archive")
            )
            return
        reader = ArchiveReader(self._view, self._compression, self._limit)
        place = after or Place(shard.start, -1)
        found = reader.items(shard.start, shard.stop, after=None if after is None else Spot(*after))
        while True:
            try:
                item = next(found, None)
            except OSError as error:
                message = f"the rest cannot be read: {error.strerror or error}"
                yield ShardItem(place, self._reject(place.member, "unreadable", message))
                return
            if item is None:
                break
            place = Place(*item.spot)
            if isinstance(item, Capture):
                yield ShardItem(place, self._page(item))
            elif isinstance(item, Passed):
                self._gatekeeper.turn_away(item.url, item.reason)
                yield ShardItem(place, None)
            else:
                yield ShardItem(place, self._reject(item.spot, item.code, item.message))
        self.reached = reader.reached

    def skip_from(self, after: Place | None) -> Place:
        """A place to go on from when what follows ``after`` cannot be read at all."""
        assert self._compression is not None  # noqa: S101 -- it has been read from
        finder, stop = Finder(self._view, self._compression), self._shard.stop
        bad = self._shard.start if after is None else finder.next(after.member + 1, stop)
        return Place(finder.next(bad + 1, stop), -1)

    def _page(self, capture: Capture) -> Page | None:
        if not self._gatekeeper.admits(capture.url, capture.date, capture.body):
            return None
        return Page(
            url=capture.url,
            source=f"{self._name}#{capture.spot}",
            html=capture.body,
            charset=capture.charset,
            published=self._published,
        )

    def _reject(self, spot: Spot | int, code: str, message: str) -> Reject:
        return Reject(source=f"{self._name}#{spot}", stage="read", code=code, message=message)


class UnopenedItems:
    """The one item of an archive that cannot be opened: a reject that says why."""

    def __init__(self, task: Task, error: Exception) -> None:
        self.reached = task.shard.stop
        self._name = task.shard.name
        self._error = error

    def read(self, after: Place | None) -> Iterator[ShardItem]:
        """The reject, unless it has been read before."""
        if after is None:
            message = f"the archive cannot be opened: {self._error}"
            reject = Reject(source=self._name, stage="read", code="unreadable", message=message)
            yield ShardItem(Place(0, 0), reject)

    def skip_from(self, after: Place | None) -> Place:
        """Nothing follows."""
        del after
        return Place(1 << 62, 0)


class FileItems:
    """Items of an input that is no archive; a place is an item's number."""

    def __init__(self, task: Task) -> None:
        assert task.shard.file is not None  # noqa: S101 -- the shard is no archive's
        self.reached = task.shard.stop
        self._task = task

    def read(self, after: Place | None) -> Iterator[ShardItem]:
        """The items behind ``after``; all of them for None."""
        file, method = self._task.shard.file, self._task.method
        assert file is not None  # noqa: S101
        feed = Feed(
            Inputs((file,), ()), settings=method.settings, published=method.published,
            columns=method.columns,
        )  # fmt: skip
        for number, content in enumerate(feed):
            if after is None or number > after.member:
                yield ShardItem(Place(number, 0), content)

    def skip_from(self, after: Place | None) -> Place:
        """Nothing behind a place that cannot be read is reachable."""
        del after
        return Place(1 << 62, 0)
