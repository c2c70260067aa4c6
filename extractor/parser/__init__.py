"""Page to Article: text without boilerplate, and what the page says of itself."""

from __future__ import annotations

from extractor.parser.paging import merge_pages
from extractor.parser.parse import parse
from extractor.parser.publishers import Publishers, load_publishers

__all__ = ["Publishers", "load_publishers", "merge_pages", "parse"]
