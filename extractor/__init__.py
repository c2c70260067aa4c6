"""Indonesian regional news pages in, verified award records out.

    from extractor import Extractor, Page, parse

    article = parse(Page(url="https://…", html=b"…"))
    records = Extractor().extract(article)

Names load when they are first used, so that ``import extractor`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.errors import ExtractorError
    from extractor.fetcher import fetch
    from extractor.models import Article, AwardRecord, Page
    from extractor.parser import parse
    from extractor.pipeline import Extractor
    from extractor.verifier import verify

__version__ = "0.1.0"

__all__ = [
    "Article",
    "AwardRecord",
    "Extractor",
    "ExtractorError",
    "Page",
    "fetch",
    "parse",
    "verify",
]

_HOME = {
    "Article": "extractor.models",
    "AwardRecord": "extractor.models",
    "Extractor": "extractor.pipeline",
    "ExtractorError": "extractor.errors",
    "Page": "extractor.models",
    "fetch": "extractor.fetcher",
    "parse": "extractor.parser",
    "verify": "extractor.verifier",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'extractor' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
