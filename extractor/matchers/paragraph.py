"""One paragraph read once: its tokens as plain lists, and the phrases found among them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from extractor.matchers.language import blotted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from extractor.matchers.entries import EntryKind
    from extractor.matchers.lexicon import Hit, Lexicon


_NAMES: frozenset[EntryKind] = frozenset({"gov", "agency", "unit", "region"})


class RegionHit(NamedTuple):
    """The longest region name at a token: its end token and the codes that bear it.

    ``risky``: all its aliases are words that mean something else too.
    """

    end: int
    codes: tuple[str, ...]
    risky: bool


@dataclass(slots=True)
class Paragraph:
    """Tokens and phrases of a paragraph that starts at offset ``base`` of the article's text.

    Attributes:
        text: the paragraph; glued runs are blotted out in ``shown``, which the tokens slice.
        words, lower: tokens as printed and in lower case.
        starts, ends: offsets of the tokens in the paragraph.
        capital: whether a token begins with a capital.
        hits: phrases, in text order; ``at`` and ``ending`` hold them by token, ``of_kind`` by
            what they are, ``cues`` by their category.
        names: tokens at which a name's phrase starts.
    """

    base: int
    text: str
    doc: Doc
    shown: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    capital: list[bool]
    hits: list[Hit] = field(default_factory=list)
    at: dict[int, list[Hit]] = field(default_factory=lambda: defaultdict(list))
    ending: dict[int, list[Hit]] = field(default_factory=lambda: defaultdict(list))
    of_kind: dict[EntryKind, list[Hit]] = field(default_factory=lambda: defaultdict(list))
    cues: dict[str, list[Hit]] = field(default_factory=lambda: defaultdict(list))
    names: set[int] = field(default_factory=set)
    regions: dict[int, RegionHit] = field(default_factory=dict)

    @classmethod
    def read_all(cls, lexicon: Lexicon, texts: Sequence[str]) -> list[Paragraph]:
        """Tokenise and look up the paragraphs of one text, step by step: caches stay warm."""
        shown = [blotted(text) for text in texts]
        docs = [lexicon.nlp.make_doc(each) for each in shown]
        found = [lexicon.phrases(doc) for doc in docs]
        bases = accumulate((len(text) + 1 for text in texts), initial=0)
        return [
            cls._of(lexicon, *each) for each in zip(texts, bases, shown, docs, found, strict=False)
        ]

    @classmethod
    def _of(
        cls,
        lexicon: Lexicon,
        text: str,
        base: int,
        shown: str,
        doc: Doc,
        phrases: list[tuple[int, int, int]],
    ) -> Paragraph:
        tokens = list(doc)
        words = [token.text for token in tokens]
        starts = [token.idx for token in tokens]
        paragraph = cls(
            base=base,
            text=text,
            doc=doc,
            shown=shown,
            words=words,
            lower=[word.lower() for word in words],
            starts=starts,
            ends=[start + len(word) for start, word in zip(starts, words, strict=True)],
            capital=[word[:1].isupper() for word in words],
        )
        paragraph._index(lexicon.hits(phrases, paragraph.printed))
        return paragraph

    def _index(self, hits: list[Hit]) -> None:
        self.hits = hits
        at, ending, of_kind, cues = self.at, self.ending, self.of_kind, self.cues
        for hit in hits:
            start, end, entry = hit
            kind = entry.kind
            at[start].append(hit)
            ending[end].append(hit)
            of_kind[kind].append(hit)
            if kind == "cue":
                cues[entry.id].append(hit)
            elif kind in _NAMES:
                self.names.add(start)
        for group in at.values():
            if group[0][1] != group[-1][1]:
                group.sort(key=lambda h: -h.end)
        for token in dict.fromkeys(hit.start for hit in of_kind.get("region", ())):
            named = [h for h in at[token] if h.entry.kind == "region"]
            longest = [h for h in named if h.end == named[0].end]
            codes = tuple(dict.fromkeys(h.entry.id for h in longest))
            risky = all(h.entry.flag for h in longest)
            self.regions[token] = RegionHit(named[0].end, codes, risky)

    def __len__(self) -> int:
        return len(self.words)

    def hit(self, token: int, *kinds: EntryKind) -> Hit | None:
        """The longest phrase of these kinds that starts at the token."""
        for hit in self.at.get(token, ()):
            if hit.entry.kind in kinds:
                return hit
        return None

    def ends_with(self, token: int, kind: EntryKind, reach: int) -> bool:
        """Whether a phrase of this kind, begun at most ``reach`` tokens before, ends there."""
        return any(
            h.entry.kind == kind and h.start >= token - reach for h in self.ending.get(token, ())
        )

    def word(self, token: int) -> str:
        """The token as printed; empty past the end."""
        return self.words[token] if token < len(self.words) else ""

    def is_punct(self, token: int) -> bool:
        return bool(self.doc[token].is_punct)

    def printed(self, start: int, end: int) -> str:
        """The text of tokens [start, end)."""
        return self.shown[self.starts[start] : self.ends[end - 1]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the article's text of tokens [start, end)."""
        return self.base + self.starts[start], self.base + self.ends[end - 1]

    def between(self, start: int, end: int) -> str:
        """The paragraph's text between two offsets of the article's text."""
        return self.shown[start - self.base : end - self.base]
