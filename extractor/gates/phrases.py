"""The phrases without which no article yields a record, taken from patterns/.

An article's records hang on its awards: on a name that means one award wherever it stands, on
a weak name beside the award's granting body, or on the head word of a prize that no file names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractor.gates.schema import GatesPattern
from extractor.patterns.knowledge import Knowledge

Words = tuple[str, ...]
_WORD = re.compile(r"[^\W_]+")
_SHORT = 4
_ACRONYM = 4
DECISIVE = "!"
"""Key of phrases that open the gate alone."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row, whatever stands between them but other words.

    Attributes:
        words: in lower case.
        key: DECISIVE, or the award code that this phrase is one half of the evidence for.
        half: 0 a weak name, 1 the granting body; both must be met for one key.
        exact: a short acronym that means what it does only in capitals ("BPK").
    """

    words: Words
    key: str
    half: int = 0
    exact: bool = False


def words_of(phrase: str) -> Words:
    return tuple(_WORD.findall(phrase.lower()))


def phrases_of(knowledge: Knowledge, pattern: GatesPattern) -> tuple[Phrase, ...]:
    """All phrases, without those that hold another one of the same effect."""
    decisive: set[Words] = {words_of(sign) for sign in pattern.signs}
    for category in pattern.cues:
        decisive.update(words_of(each) for each in knowledge.cues[category].phrases)
    weak: dict[str, set[Words]] = {}
    for award in knowledge.awards.values():
        names = (award.name, *award.aliases, *award.misspellings)
        decisive.update(words_of(name) for name in names)
        if award.told_by_body:
            decisive.update(_forms(knowledge, award.granting_body))
        if award.granting_body is not None and award.weak_aliases:
            weak[award.code] = {words_of(name) for name in award.weak_aliases}
    decisive = minimal(decisive - {()})
    phrases = [Phrase(words, DECISIVE) for words in sorted(decisive)]
    for code, names_of_it in sorted(weak.items()):
        left = {w for w in minimal(names_of_it - {()}) if not holds_one(w, decisive)}
        if left:
            phrases.extend(Phrase(words, code, 0) for words in sorted(left))
            bodies = _forms(knowledge, knowledge.awards[code].granting_body)
            phrases.extend(
                Phrase(words, code, 1, exact=bodies[words])
                for words in sorted(minimal(set(bodies)))
            )
    return tuple(phrases)


def _forms(knowledge: Knowledge, name: str | None) -> dict[Words, bool]:
    """Every form of a granting body, that of a region's own too; whether only capitals count."""
    forms: dict[Words, bool] = {}
    for body in knowledge.bodies:
        if body.name == name:
            for form in (body.name, *body.forms):
                words = words_of(form.replace("{region}", ""))
                forms[words] = forms.get(words, True) and _is_acronym(form)
    forms.setdefault(words_of(name or ""), _is_acronym(name or ""))
    forms.pop((), None)
    return forms


def _is_acronym(form: str) -> bool:
    letters = "".join(_WORD.findall(form))
    return len(letters) <= _ACRONYM and letters.isupper()


def minimal(phrases: set[Words]) -> set[Words]:
    """Those that hold no other of them: whoever finds these finds all."""
    return {words for words in phrases if not holds_one(words, phrases - {words})}


def holds_one(words: Words, phrases: set[Words]) -> bool:
    return any(
        words[start:end] in phrases
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
    )


def anchor_of(words: Words, rank: Mapping[str, int]) -> int:
    """Index of the word to search for: no number, no short one, the least common, the longest.

    ``rank``: place in the list of common words, the most common first.
    """
    last = len(rank)

    def cost(place: int) -> tuple[bool, bool, int, int, int]:
        word = words[place]
        common = -rank.get(word, last)
        return word.isdigit(), len(word) < _SHORT, common, -len(word), place

    return min(range(len(words)), key=cost)


def ranked(common: Iterable[str]) -> dict[str, int]:
    return {word: place for place, word in enumerate(dict.fromkeys(common))}
