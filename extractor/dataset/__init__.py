"""Many runs to one dataset, and reading it: records, articles, clusters, decisions."""

from __future__ import annotations

from extractor.dataset.build import Built, build
from extractor.dataset.filters import Filter
from extractor.dataset.reading import Dataset, open_source

__all__ = ["Built", "Dataset", "Filter", "build", "open_source"]
