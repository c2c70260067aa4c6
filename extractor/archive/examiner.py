"""The line of stages as a worker runs it, with the gates before parser and matchers."""

from __future__ import annotations

from functools import lru_cache

from extractor.archive.task import Method
from extractor.errors import InputRejected
from extractor.gates import load_gates
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
        self._knowledge = load_knowledge(extra=method.patterns)
        self.gates = load_gates(self._knowledge, method.engine) if method.prefilter else None

    @property
    def digest(self) -> str:
        """Digest of the patterns in use."""
        return self.extractor.digest

    def warm_up(self) -> None:
        """Make what is made on first use, so that workers forked afterwards share it."""
        known = self._knowledge
        cues = " ".join(cue.phrases[0] for cue in known.cues.values() if cue.phrases)
        regions = list(known.regions.values())[:20]
        body = "".join(
            f"<p>{word.forms[0]} {region.short_name} {award.name}, {cues} 94,62 (4/2/2025).</p>"
            for award, region in zip(known.awards.values(), regions, strict=False)
            for word in known.government[:1]
        )
        self.examine(Page(html=f"<html><body><article>{body}</article></body></html>".encode()))

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
