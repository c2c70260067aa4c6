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
        # The beginnings of literals stand in it too, without a bit of their own.
        self._bits: dict[str, int] = {}
        self._words: dict[str, int] = {}
        self._texts: dict[str, int] = {}
        self._count = 0

    def any_of(self, literals: Iterable[str]) -> int:
        """The bits of which a text that holds one of the literals has one.

        Of a literal with blanks its longest word stands for it; a blank one is in every text.
        """
        mask = 0
        for literal in literals:
            word = max(literal.split(), key=len, default="")
            if not word:
                return _ANYTHING
            mask |= self._bits.get(word) or self._add(word)
        return mask

    def _add(self, literal: str) -> int:
        """The bit of a literal that is new; what is known of words says nothing of it."""
        self._words.clear()
        self._texts.clear()
        self._count += 1
        for end in range(1, len(literal)):
            self._bits.setdefault(literal[:end], 0)
        self._bits[literal] = 1 << self._count
        return self._bits[literal]

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
            for end in range(start + 1, len(low) + 1):
                bit = self._bits.get(low[start:end])
                if bit is None:
                    break
                found |= bit
        if len(self._words) >= _MOST_WORDS:
            self._words.clear()
        self._words[word] = found
        return found
