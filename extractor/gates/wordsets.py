"""The scanner of the standard library alone: the set of a page's words, then whole phrases."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.gates.phrases import DECISIVE, Phrase
from extractor.gates.scanning import HIDDEN, Engine, pattern_of, stands, without_hidden

_WORD = re.compile(rb"[a-z0-9]+")
_LOWER = bytes(
    c + 32 if c in range(65, 91) else c if c in b"abcdefghijklmnopqrstuvwxyz0123456789" else 32
    for c in range(256)
)
"""Letters in lower case, all but letters and digits as blanks."""
_AROUND = 200


class WordScanner:
    """Phrases whose words all stand somewhere on the page are looked for whole."""

    engine: Engine = "words"

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._by_word: dict[bytes, list[tuple[Phrase, frozenset[bytes]]]] = {}
        for phrase in phrases:
            pieces = [p for word in phrase.words for p in _WORD.findall(word.encode("utf-8"))]
            if pieces:
                rarest = max(pieces, key=len)
                self._by_word.setdefault(rarest, []).append((phrase, frozenset(pieces)))
        self._words = frozenset(self._by_word)
        self._patterns: dict[tuple[str, ...], re.Pattern[bytes]] = {}

    def opens(self, data: bytes) -> bool:
        if any(each in data for each in HIDDEN):
            data = without_hidden(data)
        pieces = data.translate(_LOWER).split()
        found = self._words.intersection(pieces)
        if not found:
            return False
        words = set(pieces)
        low = data.lower()
        halves: dict[str, int] = {}
        for word in sorted(found):
            for phrase, needed in self._by_word[word]:
                met = halves.get(phrase.key, 0)
                if met >> phrase.half & 1 or not needed <= words:
                    continue
                if len(needed) > 1 and not self._stands(phrase, word, low):
                    continue
                halves[phrase.key] = met | 1 << phrase.half
                if phrase.key == DECISIVE or halves[phrase.key] == 3:
                    return True
        return False

    def _stands(self, phrase: Phrase, word: bytes, low: bytes) -> bool:
        """Whether the whole phrase stands around one of the word's occurrences."""
        pattern = self._pattern(phrase)
        at = low.find(word)
        while at >= 0:
            if stands(pattern, low, max(0, at - _AROUND), at + _AROUND):
                return True
            at = low.find(word, at + 1)
        return False

    def _pattern(self, phrase: Phrase) -> re.Pattern[bytes]:
        if phrase.words not in self._patterns:
            self._patterns[phrase.words] = pattern_of(phrase)
        return self._patterns[phrase.words]
