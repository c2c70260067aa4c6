"""What the rules of lines share: phrases as alternatives, ends of sentences, capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable

OPENING = r"[^\w\"'“”‘’]{0,8}"
OUTER = " \t:;.,!|*•▪●■►▶»›><–—-_()[]{}…\"'“”"
SENTENCE_END = re.compile(r"[.!?][\"”’')\]]{0,3}\s")
CLOSED = re.compile(r"[.!;,][\"”’')\]*]{0,4}\s?(?:\([^()]{1,20}\))?\*{0,3}$|[”\"]$")
WORD = re.compile(r"[^\W\d_][\w’'./-]*")
LONG_WORD = 4


def alternatives(words: Iterable[str]) -> str:
    """The phrases as alternatives of a pattern, the longest first, any blank between words."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


def title_share(text: str) -> float:
    """Share of the longer words that begin with a capital or are figures; 0.0 without any."""
    words = [word for word in WORD.findall(text) if len(word) >= LONG_WORD]
    if not words:
        return 0.0
    capitals = sum(1 for word in words if word[0].isupper())
    return capitals / len(words)
