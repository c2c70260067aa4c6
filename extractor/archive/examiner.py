"""The line of stages as a worker runs it, with the gates before parser and matchers."""

from __future__ import annotations

from functools import lru_cache

from extractor.archive.task import Method
from extractor.errors import InputRejected
from extractor.gates import Gates, load_gates
from extractor.models import Page, Reject
from extractor.parser import load_publishers, parse
from extractor.patterns.knowledge import load_knowledge
from extractor.pipeline import Extraction, Extractor

Outcome = Extraction | Reject


class GatedExaminer:
    """Page -> outcome; made once a process, used for many pages."""

    def __init__(self, method: Method) -> None:
        self.extractor = Extractor(patterns=method.patterns, settings=method.settings)
        self._publishers = load_publishers(extra=method.patterns)
        self._settings = method.settings
        self.gates: Gates | None = None
        if method.prefilter:
            knowledge = load_knowledge(extra=method.patterns)
            self.gates = load_gates(knowledge, method.engine)

    @property
    def digest(self) -> str:
        """Digest of the patterns in use."""
        return self.extractor.digest

    def examine(self, page: Page) -> Outcome:
        """What one page gives. A bug met on it is a reject too (code ``bug``): others go on."""
        try:
            article = parse(page, self._publishers, self._settings)
            if self.gates is not None and self.gates.article_reason(article) is not None:
                return Extraction(article=article, records=(), refused=())
            return self.extractor.examine(article)
        except InputRejected as problem:
            return Reject(
                source=page.source, stage=problem.stage, code=problem.code, message=problem.message
            )
        except Exception as bug:  # noqa: BLE001 -- kept as a reject; the run then ends with 70
            message = f"{type(bug).__name__}: {bug}"
            return Reject(source=page.source, stage="extract", code="bug", message=message)


@lru_cache(maxsize=1)
def examiner_of(method: Method) -> GatedExaminer:
    """The process's examiner; workers forked after the first call share its memory."""
    return GatedExaminer(method)
