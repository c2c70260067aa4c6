"""A frame as the rules use it: a regular expression that is tried only where it may match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from extractor.patterns.needed import needed_by
from extractor.patterns.vocabulary import Vocabulary


class Shape:
    """A compiled expression with the methods of ``re.Pattern`` that the rules need.

    ``search`` and ``finditer`` first ask whether the text holds the literals that every match
    needs; matches at a place are left to ``re`` at once.
    """

    def __init__(
        self,
        pattern: re.Pattern[str],
        plain: str | None = None,
        vocabulary: Vocabulary | None = None,
        needs: re.Pattern[str] | None = None,
    ) -> None:
        """One expression.

        Args:
            pattern: the expression as it is tried.
            plain: the same without trees, from which literals are read whole.
            vocabulary: shared by all that read the same texts.
            needs: a cheap expression that stands in whatever text this one matches in.
        """
        self.pattern, self.flags = pattern.pattern, pattern.flags
        self.match = pattern.match
        self.fullmatch = pattern.fullmatch
        self.sub = pattern.sub
        self._search = pattern.search
        self._finditer = pattern.finditer
        self._needs = needs
        self._plain = plain or pattern.pattern
        self._looks_back = "(?<=" in self._plain
        vocabulary = vocabulary or Vocabulary()
        self._held, self._any_of = vocabulary.held, vocabulary.any_of

    @cached_property
    def _needed(self) -> tuple[int, ...]:
        return tuple(map(self._any_of, needed_by(self._plain, self.flags)))

    def may_match(self, text: str) -> bool:
        """Whether the text holds what every match needs."""
        needed = self._needed
        held = self._held(text)
        for choice in needed:
            if not held & choice:
                return False
        return self._needs is None or self._needs.search(text) is not None

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        if end is None:
            end = len(text)
        if not self.may_match(self._part(text, start, end)):
            return None
        return self._search(text, start, end)

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        if end is None:
            end = len(text)
        if not self.may_match(self._part(text, start, end)):
            return iter(())
        return self._finditer(text, start, end)

    def _part(self, text: str, start: int, end: int) -> str:
        """Where the literals of a match from ``start`` to ``end`` must stand."""
        return text if self._looks_back else text[start:end]
