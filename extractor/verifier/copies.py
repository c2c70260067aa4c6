"""Reprints: articles whose text another article already had count as one source with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extractor.models import Article

_WORDS = 5
# Share of the shorter article's word runs that the other has too, above which one is a reprint.
SAME_TEXT = 0.5
_FEWEST_RUNS = 8


@dataclass
class Copies:
    """Tells independent articles from reprints; each text is cut into word runs once."""

    articles: Mapping[str, Article]
    _runs: dict[str, frozenset[int]] = field(default_factory=dict)
    _pairs: dict[tuple[str, str], bool] = field(default_factory=dict)

    def copied(self, one: str, other: str) -> bool:
        """Whether two articles (by the digest of their text) are one story printed twice."""
        if one == other:
            return True
        pair = (one, other) if one < other else (other, one)
        if pair not in self._pairs:
            self._pairs[pair] = self._compare(*pair)
        return self._pairs[pair]

    def _compare(self, one: str, other: str) -> bool:
        left, right = self._runs_of(one), self._runs_of(other)
        fewest = min(len(left), len(right))
        if fewest < _FEWEST_RUNS:
            return False
        return len(left & right) >= SAME_TEXT * fewest

    def _runs_of(self, sha256: str) -> frozenset[int]:
        runs = self._runs.get(sha256)
        if runs is None:
            article = self.articles.get(sha256)
            runs = frozenset(_word_runs(article.text)) if article else frozenset()
            self._runs[sha256] = runs
        return runs


def _word_runs(text: str) -> Iterable[int]:
    """Hashes of all runs of words; figures are left out, so that a changed one hides no reprint."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return (hash(run) for run in zip(*(words[i:] for i in range(_WORDS)), strict=False))
