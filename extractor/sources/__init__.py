"""Reading of sources: what a caller names becomes pages, or rejects with their reason."""

from __future__ import annotations

from extractor.sources.columns import Columns
from extractor.sources.feed import Feed, Fetch, Start
from extractor.sources.resolve import Input, Inputs, resolve

__all__ = ["Columns", "Feed", "Fetch", "Input", "Inputs", "Start", "resolve"]
