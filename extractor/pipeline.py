"""The straight line: Article -> mentions -> award records. Only this module joins the stages."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from extractor.models import Article, AwardRecord, ExtractorStamp, Refused
from extractor.settings import Settings

if TYPE_CHECKING:
    from extractor.matchers import TextMatcher
    from extractor.patterns.knowledge import Knowledge


class Extraction(BaseModel):
    """What one article gave: its records, and the candidates refused with their reason."""

    model_config = ConfigDict(frozen=True)

    article: Article
    records: tuple[AwardRecord, ...]
    refused: tuple[Refused, ...]


class Extractor:
    """Finds award records in articles; made once, used for many.

    Args:
        patterns: a folder of the user's own pattern files, added to the package's.
        settings: limits and switches of the run.
    """

    def __init__(self, patterns: Path | None = None, settings: Settings | None = None) -> None:
        from extractor.matchers import TextMatcher
        from extractor.patterns.knowledge import load_knowledge

        self.settings = settings or Settings()
        self._knowledge: Knowledge = load_knowledge(extra=patterns)
        self._matcher: TextMatcher = TextMatcher(self._knowledge)
        self._stamp = ExtractorStamp(version=installed_version(), patterns=self.digest[:16])

    @property
    def digest(self) -> str:
        """Digest of all pattern files in use: the version of the rules."""
        return self._knowledge.digest

    def extract(self, article: Article) -> tuple[AwardRecord, ...]:
        """All award records of the article, in the order of their recipients' mentions."""
        return self.examine(article).records

    def examine(self, article: Article) -> Extraction:
        """Records and refused candidates of the article."""
        from extractor.assembler import assemble

        mentions = self._matcher.match(article, if_told=True)
        records, refused = assemble(article, mentions, self._knowledge, self._stamp)
        return Extraction(article=article, records=records, refused=refused)


def installed_version() -> str:
    """Version of the distribution; "0" in a checkout that is not installed."""
    try:
        return version("award-extractor")
    except PackageNotFoundError:
        return "0"
