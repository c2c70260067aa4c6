"""Sentences of a paragraph: a full stop ends one unless it abbreviates, numbers or dots a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.patterns.shape import Shape

_END = re.compile(
    r"[.!?…;](?:(?<!;)[.!?…]*[\"”’»')\]]*\s+(?=[\"“‘«(\[]?[A-Z0-9])|(?<=;)\s+(?=[A-Z]))"
)
"""One class opens it, so that `re` looks for nothing else."""
_NUMBERED = re.compile(r"\s*[0-9]{1,2}\.")
_LONGEST = 40
"""Characters of the longest abbreviation."""
_INITIAL = re.compile(r"\s[A-Z]\.")
_GRADE = re.compile(r"\b[a-z]{2,}\s[A-Z]\.$")
"""A single capital after a lower-case word is a grade ("mutu A."), no initial."""


def split_sentences(text: str, abbreviated: Shape) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of one paragraph.

    Args:
        text: the paragraph.
        abbreviated: matches the end of a text whose last full stop abbreviates.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        at = match.start()
        if text[at] == "." and not _is_grade(text, start, at):
            tail = max(start, at - _LONGEST)
            numbered = _NUMBERED.fullmatch(text, start, at + 1)
            if numbered or abbreviated.search(text, tail, at + 1):
                continue
        spans.append((start, match.start() + len(match[0].rstrip())))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _is_grade(text: str, start: int, at: int) -> bool:
    """As in "mutu A.": what the full stop at ``at`` ends is a grade."""
    initial = at - 2 >= start and _INITIAL.match(text, at - 2) is not None
    return initial and _GRADE.search(text, start, at + 1) is not None
