"""Lists of bodies in running text: how many items they have, at least and at most."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from extractor.verifier.wording import Wording, any_of

_TOKEN = re.compile(r"[\w’'.&/-]+|,")
_BRACKET = re.compile(r"\([^()]{0,200}\)")
_MARK = "§"
# More items than any list has: where it ends is not clear.
_OPEN = 1_000_000
# Most words of an item that is no name ("ruang tahanan anak").
_SHORT = 3
_SEMICOLON = re.compile(r";")
_LIST_LINE = re.compile(r"\s*(?:[0-9]{1,2}\s?[.)]|[-–—•*·▪])\s*\S")


@dataclass(frozen=True, slots=True)
class Items:
    """Number of items, as a range where the wording leaves it open; ``end`` in the text."""

    least: int
    most: int
    end: int


@dataclass(frozen=True)
class NamePhrases:
    """Known names of bodies as token sequences, with the length of the longest by first word."""

    names: frozenset[tuple[str, ...]]
    longest: dict[str, int]

    @classmethod
    def of(cls, names: Iterable[str]) -> NamePhrases:
        found = {
            tuple(token.rstrip(".") for token in _TOKEN.findall(name.lower())) for name in names
        }
        found.discard(())
        longest: dict[str, int] = {}
        for tokens in found:
            longest[tokens[0]] = max(longest.get(tokens[0], 0), len(tokens))
        return cls(frozenset(found), longest)

    def mask(self, text: str) -> str:
        """The text with every known name overwritten, so that nothing inside it parts a list."""
        matches = list(_TOKEN.finditer(text))
        tokens = [match[0].lower().rstrip(".") for match in matches]
        out = list(text)
        at = 0
        while at < len(tokens):
            length = next(
                (
                    n
                    for n in range(min(self.longest.get(tokens[at], 0), len(tokens) - at), 0, -1)
                    if tuple(tokens[at : at + n]) in self.names
                ),
                0,
            )
            if length:
                start, end = matches[at].start(), matches[at + length - 1].end()
                out[start:end] = _MARK * (end - start)
            at += max(1, length)
        return "".join(out)


@dataclass(frozen=True)
class ListReader:
    """Counts the items of a list that follows "yakni" or a colon."""

    wording: Wording

    @cached_property
    def phrases(self) -> NamePhrases:
        knowledge = self.wording.knowledge
        names: list[str] = []
        for agency in knowledge.agencies.values():
            names += [agency.name, *agency.forms, *agency.ambiguous]
        for region in knowledge.regions.values():
            names += [region.name, region.short_name, *region.aliases]
            names += [f"{form} {region.short_name}" for form in self._level_forms]
        return NamePhrases.of(names)

    @cached_property
    def _level_forms(self) -> tuple[str, ...]:
        return tuple(form for word in self.wording.knowledge.government for form in word.forms)

    @cached_property
    def _head(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{any_of(self.wording.words.name_heads)})(?!\w)", re.IGNORECASE)

    @cached_property
    def _separator(self) -> re.Pattern[str]:
        return re.compile(rf"[,;]|\s(?:&|{any_of(self.wording.words.separators)})(?=\s)")

    @cached_property
    def _goes_on(self) -> re.Pattern[str]:
        joins = rf"(?<!\w)(?:&|{any_of(self.wording.words.separators)})"
        return re.compile(rf"(?:[,;]|{joins})\s*{_MARK}|{joins}\s+[A-Z]")

    @cached_property
    def _stop(self) -> re.Pattern[str]:
        ends = (*self.wording.knowledge.cues["scope_end"].phrases, *self.wording.words.list_stops)
        return re.compile(rf"(?<!\w)(?:{any_of(ends)})(?!\w)")

    @cached_property
    def _claim(self) -> re.Pattern[str]:
        return re.compile(rf"\s*{self.wording.number}\s(?:\w+\s)?(?:{self.wording.groups})(?!\w)")

    @cached_property
    def _opener(self) -> re.Pattern[str]:
        """What opens the list of another group, counted inside this one's sentence."""
        return re.compile(rf"(?<!\w)(?:{any_of(self.wording.words.introducers)})(?!\w)|:")

    @cached_property
    def _number(self) -> re.Pattern[str]:
        """A counted thing that opens a list inside the list."""
        return re.compile(rf"(?<![\w.,]){self.wording.number}\s[a-z]")

    @cached_property
    def _tail(self) -> re.Pattern[str]:
        words = self.wording.words
        return re.compile(any_of((*words.list_tails, *words.partial_introducers)))

    def items(self, text: str, start: int, end: int) -> Items | None:
        """The list in ``text[start:end]``; None where it is open-ended or no list of bodies."""
        segment = text[start:end]
        if self._tail.search(segment.lower()):
            return None
        masked = _BRACKET.sub(lambda m: " " * len(m[0]), segment)
        masked = re.sub(r"(?<=[0-9]),\s?(?=[0-9])", ".", masked)
        masked = self.phrases.mask(masked)
        least = most = 0
        at = 0
        for piece_start, piece_end in self._pieces(masked):
            closes = piece_end == len(masked)
            kind, sure, unsure = self._judge(masked[piece_start:piece_end], closes=closes)
            if kind == "stop" or (kind == "group" and not most):
                break
            if kind in {"open", "group"}:
                most = _OPEN
                break
            at = piece_end
            least, most = least + sure, most + sure + unsure
            if kind == "last":
                if self._goes_on.search(masked, piece_start + 1):
                    most = _OPEN
                break
        return Items(least, most, start + at) if least >= 2 or most >= 3 else None

    def _pieces(self, masked: str) -> list[tuple[int, int]]:
        spans, start = [], 0
        separator = _SEMICOLON if masked.count(";") > 1 else self._separator
        for match in separator.finditer(masked):
            spans.append((start, match.start()))
            start = match.end()
        spans.append((start, len(masked)))
        return spans

    def _judge(self, piece: str, *, closes: bool) -> tuple[str, int, int]:
        """What a piece is, and how many items it holds for sure and at most besides."""
        bare = piece.strip(" .:–—-\"“”'’\n")
        stop = self._stop.search(piece.lower())
        kind = "last" if stop else "item"
        before = piece[: stop.start()] if stop else piece
        marks = len(re.findall(rf"{_MARK}+", before))
        if self._claim.match(piece.lower()):
            return ("stop" if self._opener.search(piece.lower()) else "group"), 0, 0
        if self._number.search(piece.lower().split(_MARK)[0]):
            return "open", 0, 0
        if marks:
            return kind, 1, 0
        if not bare or (stop and not before.strip()):
            return ("stop", 0, 0) if stop else ("item", 0, 0)
        if self._head.match(bare) and bare[0].isupper():
            return kind, 1, 0
        if bare[0].isupper():
            return kind, 0, 1
        words = len(bare.split())
        if bare[0].isdigit() or words <= _SHORT:
            return "item", 0, int(closes and words > 1)
        return "stop", 0, 0


def list_lines(paragraphs: list[tuple[int, int]], text: str) -> list[str]:
    """The numbered or bulleted lines with which the paragraphs begin."""
    lines = []
    for start, end in paragraphs:
        if not _LIST_LINE.match(text, start, end):
            break
        lines.append(text[start:end])
    return lines
