"""Lists of phrases as regular expressions: plain, and as the tree that `re` walks fast."""

from __future__ import annotations

import re
from collections.abc import Iterable


class _Node(dict[str, "_Node"]):
    """What may follow by its first character; ``ends``: a phrase ends here."""

    ends = False


def alternatives(phrases: Iterable[str]) -> str:
    """A regex for any of the phrases, the longest tried first."""
    return f"(?:{'|'.join(map(re.escape, _ordered(phrases)))})"


def word_tree(phrases: Iterable[str]) -> str:
    """As ``alternatives``, with what phrases begin with in common written once.

    Python's `re` tries one branch after the other at every character of a text: so it has a
    few first letters to try and not a hundred phrases.
    """
    root = _Node()
    for phrase in _ordered(phrases):
        node = root
        for character in phrase:
            node = node.setdefault(character, _Node())
        node.ends = True
    return f"(?:{_written(root)})"


def _ordered(phrases: Iterable[str]) -> list[str]:
    return sorted(phrases, key=len, reverse=True)


def _written(node: _Node) -> str:
    branches = [re.escape(character) + _written(rest) for character, rest in node.items()]
    if node.ends:
        return f"(?:{'|'.join(branches)})?" if branches else ""
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
