"""Which literals stand in a text: each word is looked through once, then known.

News repeats its words: to put together what is known of them costs a text a tenth of looking
for every literal in it.
"""

from __future__ import annotations

from collections.abc import Iterable

from extractor.patterns.needed import folded

_MOST_WORDS = 30_000
_MOST_TEXTS = 500
"""So many words and texts are remembered; then they are learnt anew."""
_LONGEST_WORD = 80
"""Characters of a word that is looked through; a longer one may hold anything."""
_ANYTHING = -1


class Vocabulary:
    """Literals as bits of a number, and the bits of the words and texts met so far."""

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._words: dict[str, int] = {}
        self._texts: dict[str, int] = {}
        self._longest = 0

    def any_of(self, literals: Iterable[str]) -> int:
        """The bits of which a text that holds one of the literals has one.

        Of a literal with blanks its longest word stands for it; a blank one is in every text.
        """
        mask = 0
        for literal in literals:
            word = max(literal.split(), key=len, default="")
            if not word:
                return _ANYTHING
            if word not in self._bits:
                self._bits[word] = 1 << (len(self._bits) + 1)
                self._longest = max(self._longest, len(word))
                self._words.clear()
                self._texts.clear()
            mask |= self._bits[word]
        return mask

    def held(self, text: str) -> int:
        """The bits of all literals that stand in the text."""
        found = self._texts.get(text)
        if found is not None:
            return found
        words = self._words
        found = 1
        for word in text.split():
            bits = words.get(word)
            found |= self._learn(word) if bits is None else bits
        if len(self._texts) >= _MOST_TEXTS:
            self._texts.clear()
        self._texts[text] = found
        return found

    def _learn(self, word: str) -> int:
        """The bits of a word that is new."""
        if len(word) > _LONGEST_WORD:
            return _ANYTHING
        low = folded(word)
        found = 0
        for start in range(len(low)):
            for end in range(start + 1, min(len(low), start + self._longest) + 1):
                found |= self._bits.get(low[start:end], 0)
        if len(self._words) >= _MOST_WORDS:
            self._words.clear()
        self._words[word] = found
        return found
