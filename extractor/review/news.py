"""Cek berita: a pasted text through extraction and verification, with a table if given."""

from __future__ import annotations

import base64
import binascii
import tempfile
from collections.abc import Callable
from functools import cached_property
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import TYPE_CHECKING

from extractor.errors import ExtractorError
from extractor.messages import LANGUAGES

if TYPE_CHECKING:
    from extractor.models import AwardRecord
    from extractor.models.table import OfficialTable
    from extractor.patterns.knowledge import Knowledge
    from extractor.pipeline import Extractor
    from extractor.review.server import News
    from extractor.verifier import Verifier


class NewsDesk:
    """Answers one text after another; the stages are loaded with the first."""

    def __init__(self) -> None:
        self._lock = Lock()

    def answer(self, news: News) -> dict[str, object]:
        """The verdicts on the text, each with the sentence it is about; or what is wrong."""
        try:
            with self._lock:
                return {"verdicts": self._verdicts(news)}
        except ExtractorError as problem:
            told = {lang: problem.told(lang) for lang in LANGUAGES}
            return {"problem": told, "verdicts": []}

    def _verdicts(self, news: News) -> list[dict[str, object]]:
        from extractor.explain import stretch
        from extractor.models import Evidence, Page
        from extractor.parser import parse

        page = Page(
            source="pasted", text=news.text.replace("\0", ""), title=news.title,
            published=news.published,
        )  # fmt: skip
        article = parse(page)
        records = {each.record_id: each for each in self._extractor.extract(article)}
        judged = self._verifier.verify(tuple(records.values()), [article], self._table(news))
        found = []
        for verdict in judged.verdicts:
            record = records.get(verdict.record_id or "")
            held = _first(record) if record else None
            sentence = None
            if isinstance(held, Evidence):
                start, end = stretch(article.text, held.start, held.end)
                sentence = article.text[start:end]
            told = verdict.model_dump(mode="json")
            found.append(
                told
                | {"sentence": sentence, "predicates": list(record.predicates) if record else []}
            )
        return found

    def _table(self, news: News) -> OfficialTable | None:
        if not news.table:
            return None
        from extractor.tables import TableOptions, read_table

        try:
            content = base64.b64decode(news.table, validate=True)
        except binascii.Error:
            return None
        # of the name given only a plain suffix is used: it says the format
        suffix = PurePosixPath(news.table_name or "").suffix.lower()
        suffix = suffix if suffix[1:].isalnum() and len(suffix) <= 10 else ".csv"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"table{suffix}"
            path.write_bytes(content)
            try:
                table = read_table(path, self._knowledge, TableOptions())
            except ExtractorError as problem:
                # the reader knows the file by the name he gave
                named = {str(path): news.table_name or path.name}
                problem.values = {
                    each: named.get(str(value), value) for each, value in problem.values.items()
                }
                raise
        return table.model_copy(update={"name": news.table_name or path.name})

    @cached_property
    def _knowledge(self) -> Knowledge:
        from extractor.patterns.knowledge import load_knowledge

        return load_knowledge()

    @cached_property
    def _extractor(self) -> Extractor:
        from extractor.pipeline import Extractor

        return Extractor()

    @cached_property
    def _verifier(self) -> Verifier:
        from extractor.verifier import Verifier

        return Verifier(self._knowledge)


def news_check() -> Callable[[News], dict[str, object]]:
    """What answers "Cek berita"."""
    return NewsDesk().answer


def _first(record: AwardRecord) -> object:
    held = record.evidence.get("score") or record.evidence.get("recipient")
    return held[0] if isinstance(held, tuple) and held else held
