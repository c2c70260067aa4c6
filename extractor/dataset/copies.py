"""Which articles are reprints of which: ten papers with one text are one voice."""

from __future__ import annotations

import re
import zlib
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

KeyT = TypeVar("KeyT", bound=Hashable)
Sketch = frozenset[int]

# Words in a shingle, hashes kept of a text, and the share of equal ones that makes a reprint.
_WORDS, _KEPT, _SAME = 4, 128, 0.5
_WORD = re.compile(r"\w+")


def sketch(text: str) -> Sketch:
    """The smallest hashes of the text's shingles: equal texts have equal sketches."""
    words = _WORD.findall(text.casefold())
    shingles = {
        zlib.crc32(" ".join(words[i : i + _WORDS]).encode())
        for i in range(max(1, len(words) - _WORDS + 1))
    }
    return frozenset(sorted(shingles)[:_KEPT])


def alike(one: Sketch, other: Sketch) -> bool:
    """Whether two texts share most of their wording (estimated from their sketches)."""
    smallest = sorted(one | other)[:_KEPT]
    shared = sum(each in one and each in other for each in smallest)
    return bool(smallest) and shared / len(smallest) >= _SAME


def originals(groups: Iterable[list[KeyT]], sketches: Mapping[KeyT, Sketch]) -> dict[KeyT, KeyT]:
    """For each article that reprints another of its group, the first of those alike.

    Each group lists articles that may be reprints of each other, earliest first.
    """
    found: dict[KeyT, KeyT] = {}
    for group in groups:
        for position, article in enumerate(group):
            if article in found:
                continue
            for earlier in group[:position]:
                if earlier not in found and alike(sketches[earlier], sketches[article]):
                    found[article] = earlier
                    break
    return found
