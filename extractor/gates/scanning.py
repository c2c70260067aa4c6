"""What all scanners share: hidden characters, and the choice of the fastest one installed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Final, Literal, Protocol

from extractor.gates.phrases import Phrase

Engine = Literal["hyperscan", "aho-corasick", "words"]

# Invisible characters that may stand inside a word, as bytes and as entities.
HIDDEN: Final = (
    b"\xc2\xad", b"\xe2\x80\x8b", b"\xe2\x81\xa0", b"&shy;", b"&zwnj;", b"&#173;", b"&#8203;",
    b"<wbr",
)  # fmt: skip
_HIDDEN = re.compile(
    rb"\xc2\xad|\xe2\x80[\x8b-\x8d]|\xe2\x81\xa0|\xef\xbb\xbf"
    rb"|&(?:shy|zwnj|zwj|#173|#xad|#8203|#x200b);|<wbr\s*/?>",
    re.IGNORECASE,
)
_LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789")
BETWEEN: Final = rb"(?:[^a-zA-Z0-9<&]|&[#a-zA-Z0-9]{1,8};?|<[^<>]{0,300}>){1,12}"
"""Between two words of a phrase: anything but words; an entity and a tag are none."""


# Below this size of input hyperscan's start costs more than its speed saves.
_LITTLE_BYTES = 256 << 20


def engine_for(size: int) -> Engine | None:
    """The engine whose start-up fits an input of ``size`` bytes; None for the fastest there is."""
    if size >= _LITTLE_BYTES:
        return None
    return "aho-corasick" if find_spec("ahocorasick_rs") else "words"


class Scanner(Protocol):
    """Searches bytes of HTML or of plain text, UTF-8 or any charset that holds ASCII."""

    engine: Engine

    def opens(self, data: bytes) -> bool:
        """Whether the text holds what a record needs."""
        ...


def without_hidden(data: bytes) -> bytes:
    """The text without characters that nobody sees inside words."""
    return _HIDDEN.sub(b"", data)


def pattern_of(phrase: Phrase) -> re.Pattern[bytes]:
    """A phrase of lower-case text, whatever stands between its words; for ``stands``."""
    spelled = BETWEEN.join(re.escape(word.encode("utf-8")) for word in phrase.words)
    return re.compile(spelled + rb"(?![a-z0-9])")


def stands(pattern: re.Pattern[bytes], data: bytes, low: int, high: int) -> bool:
    """Whether the phrase stands in data[low:high], not only as the end of a longer word.

    The pattern begins with plain letters, which ``re`` finds fast; a look-behind would not be.
    """
    return any(
        match.start() == 0 or data[match.start() - 1] not in _LETTERS
        for match in pattern.finditer(data, low, high)
    )


def fastest(
    phrases: Sequence[Phrase], rank: Mapping[str, int], wanted: Engine | None = None
) -> Scanner:
    """The fastest scanner whose library is installed, or the one wanted.

    Raises:
        ImportError: the one wanted is not installed.
    """
    from extractor.gates.anchors import AnchorScanner
    from extractor.gates.automaton import HyperscanScanner
    from extractor.gates.wordsets import WordScanner

    if wanted in (None, "hyperscan"):
        try:
            return HyperscanScanner(phrases)
        except ImportError:
            if wanted is not None:
                raise
    if wanted in (None, "aho-corasick"):
        try:
            return AnchorScanner(phrases, rank)
        except ImportError:
            if wanted is not None:
                raise
    return WordScanner(phrases)
