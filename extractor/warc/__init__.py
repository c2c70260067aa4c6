"""Reading of web archives (WARC, ARC, WACZ): pages as captured, and every damage with its place."""

from __future__ import annotations

from extractor.warc.containers import Volume, is_archive, looks_like_archive, volumes_of
from extractor.warc.items import Capture, Fault, Item, Passed, Spot
from extractor.warc.reader import ArchiveReader
from extractor.warc.views import View

__all__ = [
    "ArchiveReader",
    "Capture",
    "Fault",
    "Item",
    "Passed",
    "Spot",
    "View",
    "Volume",
    "is_archive",
    "looks_like_archive",
    "volumes_of",
]
