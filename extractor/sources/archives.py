"""Web archives as a source: their pages one after the other, in this process."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from extractor.errors import InputRejected, SourceError
from extractor.gates import Gatekeeper
from extractor.models import Page, Reject
from extractor.settings import Settings
from extractor.sources.resolve import Input
from extractor.warc import ArchiveReader, Capture, Fault, Passed, volumes_of


def read_archive(
    file: Input, settings: Settings, published: str | None, gatekeeper: Gatekeeper
) -> Iterator[tuple[Page | Reject | None, int]]:
    """Each capture as a page, each damage as a reject, None for what is passed over.

    With each, the bytes of the archive read since the one before.

    Raises:
        InputRejected: the archive cannot be opened ("unreadable"), or is none ("not-an-archive").
    """
    path = file.name if file.path is None else str(file.path)
    try:
        volumes = list(volumes_of(path))
    except (OSError, SourceError, zipfile.BadZipFile) as error:
        message = f"the archive cannot be opened: {error}"
        raise InputRejected("read", "unreadable", message) from error
    for volume in volumes:
        if volume.compression is None:
            raise InputRejected("read", "not-an-archive", "no record of an archive")
        name = file.name if volume.member is None else f"{file.name}#{volume.member}"
        behind = 0
        with volume.open() as view:
            reader = ArchiveReader(view, volume.compression, settings.max_page_bytes)
            for item in reader.items(0, volume.size):
                read, behind = item.spot.member - behind, item.spot.member
                source = f"{name}#{item.spot}"
                content: Page | Reject | None = None
                if isinstance(item, Fault):
                    content = Reject(
                        source=source, stage="read", code=item.code, message=item.message
                    )
                elif isinstance(item, Passed):
                    gatekeeper.turn_away(item.url, item.reason)
                elif gatekeeper.admits(item.url, item.date, item.body):
                    content = _page(item, source, published)
                yield content, read


def _page(capture: Capture, source: str, published: str | None) -> Page:
    return Page(
        url=capture.url,
        source=source,
        html=capture.body,
        charset=capture.charset,
        published=published,
    )
