"""The gates of one set of patterns: on a page's raw bytes, and on the article it gave."""

from __future__ import annotations

from extractor.gates.phrases import phrases_of, ranked
from extractor.gates.scanning import Engine, Scanner, fastest
from extractor.gates.schema import GatesPattern
from extractor.models import Article
from extractor.patterns.knowledge import Knowledge
from extractor.patterns.loader import load_toml

_WIDE_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NAME = "gates.toml"


class Gates:
    """Both gates; a page or an article they refuse cannot give a record."""

    def __init__(
        self, knowledge: Knowledge, pattern: GatesPattern, engine: Engine | None = None
    ) -> None:
        phrases = phrases_of(knowledge, pattern)
        self._scanner: Scanner = fastest(phrases, ranked(pattern.common.words), engine)
        self._needed = pattern.language.needed
        self._words = tuple(f" {word} ".encode() for word in pattern.language.words)

    @property
    def engine(self) -> Engine:
        return self._scanner.engine

    def page_reason(self, body: bytes) -> str | None:
        """Why a page need not be parsed ("language" or "no-award"); None if it must be."""
        body = _narrow(body)
        if self.engine == "hyperscan":  # it costs less than looking for words that are not there
            if not self._scanner.opens(body):
                return "no-award"
            return None if self._in_language(body) else "language"
        if not self._in_language(body):
            return "language"
        return None if self._scanner.opens(body) else "no-award"

    def article_reason(self, article: Article) -> str | None:
        """Why an article need not be matched ("no-award"); None if it must be."""
        text = f"{article.title or ''}\n{article.text}".encode("utf-8", "replace")
        return None if self._scanner.opens(text) else "no-award"

    def _in_language(self, body: bytes) -> bool:
        met = 0
        for word in self._words:
            if word in body:
                met += 1
                if met >= self._needed:
                    return True
        return not self._words


def _narrow(body: bytes) -> bytes:
    """Two-byte text as UTF-8; all other bytes as they are."""
    for mark, name in _WIDE_BOMS:
        if body.startswith(mark):
            return body.decode(name, "replace").encode("utf-8", "replace")
    head = body[:1000]
    if head.count(0) * 3 > len(head):
        return body.replace(b"\x00", b"")
    return body


def load_gates(knowledge: Knowledge, engine: Engine | None = None) -> Gates:
    """The gates of the loaded patterns; a user's gates.toml takes the place of the package's.

    Raises:
        PatternError: gates.toml breaks its schema.
    """
    paths = [folder / _NAME for folder in knowledge.patterns.folders]
    found = [path for path in paths if path.exists()]
    pattern = load_toml(found[-1], GatesPattern)
    return Gates(knowledge, pattern, engine)
