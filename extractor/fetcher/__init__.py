"""The polite fetcher: addresses to an archive (`fetch`), or lazily to pages (`pages`)."""

from __future__ import annotations

from extractor.fetcher.fetch import Tools, fetch
from extractor.fetcher.pages import PageReader, pages
from extractor.fetcher.planning import Plan, plan
from extractor.fetcher.reporting import FetchSummary
from extractor.fetcher.selection import Selection
from extractor.fetcher.settings import FetchSettings
from extractor.fetcher.stored import is_fetch_folder, stored_pages

__all__ = [
    "FetchSettings",
    "FetchSummary",
    "PageReader",
    "Plan",
    "Selection",
    "Tools",
    "fetch",
    "is_fetch_folder",
    "pages",
    "plan",
    "stored_pages",
]
