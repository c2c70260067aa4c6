"""A frame as the rules use it: a regular expression that is tried only where it may match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from extractor.patterns.needed import Choice, folded, needed_by


class Shape:
    """A compiled expression with the methods of ``re.Pattern`` that the rules need.

    ``search`` and ``finditer`` over a whole text first look for the literals that every match
    needs; parts of a text and matches at a place are left to ``re`` at once.
    """

    def __init__(self, pattern: re.Pattern[str], plain: str | None = None) -> None:
        """``plain``: the same expression without trees, from which literals are read whole."""
        self.pattern, self.flags = pattern.pattern, pattern.flags
        self.match = pattern.match
        self.fullmatch = pattern.fullmatch
        self.sub = pattern.sub
        self._search = pattern.search
        self._finditer = pattern.finditer
        self._plain = plain or pattern.pattern

    @cached_property
    def _needed(self) -> tuple[Choice, ...]:
        return needed_by(self._plain, self.flags)

    def may_match(self, text: str) -> bool:
        """Whether the text holds what every match needs."""
        low = folded(text)
        for choice in self._needed:
            for literal in choice:
                if literal in low:
                    break
            else:
                return False
        return True

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        if end is not None:
            return self._search(text, start, end)
        if start:
            return self._search(text, start)
        return self._search(text) if self.may_match(text) else None

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        if end is not None:
            return self._finditer(text, start, end)
        if start:
            return self._finditer(text, start)
        return self._finditer(text) if self.may_match(text) else iter(())
