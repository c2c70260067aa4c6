"""Sentences of a paragraph: a full stop ends one unless it abbreviates, numbers or dots a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.patterns.shape import Shape

_END = re.compile(r"[.!?…]+[\"”’»')\]]*\s+(?=[\"“‘«(\[]?[A-Z0-9])|;\s+(?=[A-Z])")
_NUMBERED = re.compile(r"\s*[0-9]{1,2}\.")
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
        head = text[start : match.start() + 1]
        stop = text[match.start()] == "." and not _GRADE.search(head)
        if stop and (abbreviated.search(head) or _NUMBERED.fullmatch(head)):
            continue
        spans.append((start, match.start() + len(match[0].rstrip())))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans
