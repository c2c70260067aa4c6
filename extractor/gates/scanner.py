"""Whether a text could hold a record: phrases found by their rarest word, then looked at whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractor.gates.engines import Engine, best_finder
from extractor.gates.phrases import DECISIVE, Phrase, anchor_of

# Between two words of a phrase: anything but words; an entity and a tag are none.
_BETWEEN = rb"(?:[^a-zA-Z0-9<&]|&[#a-zA-Z0-9]{1,8};?|<[^<>]{0,300}>){1,12}"
_AROUND = 400
_LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_TAG = 2000
# Invisible characters that may stand inside a word, as bytes and as entities.
_HIDDEN = (b"\xc2\xad", b"\xe2\x80\x8b", b"\xe2\x81\xa0", b"&shy;", b"&zwnj;", b"&#173;", b"<wbr")
_HIDDEN_PATTERN = re.compile(
    rb"\xc2\xad|\xe2\x80[\x8b-\x8d]|\xe2\x81\xa0|\xef\xbb\xbf|&(?:shy|zwnj|zwj|#173|#xad|#8203|#x200b);|<wbr\s*/?>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an occurrence of an anchor may be: ``whole`` None where the anchor is the phrase."""

    key: str
    half: int
    whole: re.Pattern[bytes] | None


@dataclass(slots=True)
class _Search:
    """State of one scan."""

    data: bytes
    halves: dict[str, set[int]] = field(default_factory=dict)
    hidden: bool = False
    open: bool = False


class PhraseScanner:
    """Searches bytes of HTML or of plain text, UTF-8 or any charset that holds ASCII.

    Args:
        phrases: what opens the gate.
        rank: commonness of words, see ``anchor_of``.
        engine: None takes the fastest that is installed.
    """

    def __init__(
        self, phrases: Iterable[Phrase], rank: dict[str, int], engine: Engine | None = None
    ) -> None:
        meanings: dict[bytes, list[Meaning]] = {}
        for anchor, alike in _by_anchor(phrases, rank).items():
            meanings[anchor] = [
                Meaning(key, half, _pattern(words)) for (key, half), words in alike.items()
            ]
        self._anchors = tuple(meanings)
        self._meanings = tuple(meanings.values())
        self._finder = best_finder((*self._anchors, *_HIDDEN), engine)

    @property
    def engine(self) -> Engine:
        return self._finder.name

    @property
    def literals(self) -> int:
        """How many byte strings are searched for."""
        return len(self._anchors)

    def opens(self, data: bytes) -> bool:
        """Whether the text holds what a record needs."""
        search = _Search(data)
        self._scan(search)
        if not search.open and search.hidden:
            cleaned = _HIDDEN_PATTERN.sub(b"", data)
            if cleaned != data:
                search = _Search(cleaned)
                self._scan(search)
        return search.open

    def _scan(self, search: _Search) -> None:
        data = search.data
        anchors = self._anchors
        known = len(anchors)

        def met(number: int, end: int) -> bool:
            if number >= known:
                search.hidden = True
                return False
            start = end - len(anchors[number])
            if data[end : end + 1] and data[end] in _LETTERS:
                return False
            if start and data[start - 1] in _LETTERS:
                return False
            for meaning in self._meanings[number]:
                if _counts(meaning, search, start, end):
                    search.open = True
                    return True
            return False

        self._finder.scan(data, met)


def _counts(meaning: Meaning, search: _Search, start: int, end: int) -> bool:
    """Whether this occurrence opens the gate, alone or with the other half met before."""
    if meaning.key != DECISIVE and meaning.half in search.halves.get(meaning.key, ()):
        return False
    whole = meaning.whole
    if whole is not None:
        found = whole.search(search.data, max(0, start - _AROUND), end + _AROUND)
        if found is None or not found.start() <= start < found.end():
            return False
    if _in_tag(search.data, start):
        return False
    if meaning.key == DECISIVE:
        return True
    halves = search.halves.setdefault(meaning.key, set())
    halves.add(meaning.half)
    return len(halves) == 2


def _in_tag(data: bytes, at: int) -> bool:
    """Whether the offset lies in a tag whose attributes are no text: any but meta."""
    low = max(0, at - _TAG)
    opened = data.rfind(b"<", low, at)
    if opened < 0 or data.rfind(b">", opened, at) >= 0:
        return False
    return (
        data[opened + 1 : opened + 2].isalpha() and data[opened + 1 : opened + 5].lower() != b"meta"
    )


def _by_anchor(
    phrases: Iterable[Phrase], rank: dict[str, int]
) -> dict[bytes, dict[tuple[str, int], list[tuple[Phrase, int]]]]:
    table: dict[bytes, dict[tuple[str, int], list[tuple[Phrase, int]]]] = {}
    for phrase in phrases:
        place = anchor_of(phrase.words, rank)
        anchor = phrase.words[place].encode("utf-8")
        alike = table.setdefault(anchor, {}).setdefault((phrase.key, phrase.half), [])
        alike.append((phrase, place))
    return table


def _pattern(alike: Sequence[tuple[Phrase, int]]) -> re.Pattern[bytes] | None:
    """One pattern for the phrases of an anchor; None where the anchor alone is one of them."""
    if any(len(phrase.words) == 1 for phrase, _ in alike):
        return None
    spelled = (
        _BETWEEN.join(re.escape(word.encode("utf-8")) for word in phrase.words)
        for phrase, _ in alike
    )
    return re.compile(
        rb"(?<![a-zA-Z0-9])(?:" + b"|".join(sorted(spelled)) + rb")(?![a-zA-Z0-9])", re.IGNORECASE
    )
