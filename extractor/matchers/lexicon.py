"""All phrases of patterns/ compiled into one spaCy PhraseMatcher, with what each may mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from extractor.matchers.entries import Entry, entries_of
from extractor.matchers.language import lean_indonesian

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.language import Language
    from spacy.matcher import PhraseMatcher

    from extractor.models.record import RecipientKind
    from extractor.patterns.knowledge import Knowledge

_PROVINCE_CODE = 2
"""Characters of a province's code; those of regencies and cities are longer."""
_NEAR = 93.0
"""Similarity (0-100) from which a printed agency name is a misspelling of a known one."""
_TYPED_KINDS: frozenset[RecipientKind] = frozenset(
    {"dinas", "badan", "inspektorat", "sekretariat", "bagian"}
)


class Hit(NamedTuple):
    """A phrase found: tokens [start, end) of its Doc and one of its meanings."""

    start: int
    end: int
    entry: Entry


@dataclass(slots=True)
class Lexicon:
    """Compiled patterns: made once, read by every matcher.

    Attributes:
        entries: meanings of each phrase, by its match id.
        type_words: first words of agencies, with the kind that they tell.
        place_words, scope_words, compare_words, zone_words: cue words before a region's name
            that give it its role.
    """

    patterns: Knowledge
    nlp: Language
    phrases: PhraseMatcher
    entries: dict[int, tuple[Entry, ...]]
    type_words: dict[str, RecipientKind]
    place_words: frozenset[str]
    scope_words: frozenset[str]
    compare_words: frozenset[str]
    zone_words: frozenset[str]
    _canonical: dict[str, str]
    _names: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict)

    def agency_of(self, printed: str) -> str:
        """Canonical name of an agency's printed long form; the form itself if nothing is near."""
        key = printed.casefold()
        if key not in self._canonical:
            from rapidfuzz import fuzz, process

            known, _, tail = key.rpartition(" ")
            if tail in self.patterns.words["agency_tail"] and known in self._canonical:
                return printed
            names = list(self.patterns.agencies)
            folded = [name.casefold() for name in names]
            best = process.extractOne(key, folded, scorer=fuzz.ratio, score_cutoff=_NEAR)
            self._canonical[key] = names[best[2]] if best else printed
        return self._canonical[key]

    def hits(
        self, phrases: list[tuple[int, int, int]], printed: Callable[[int, int], str]
    ) -> list[Hit]:
        """What the phrases found mean, in text order; of each kind the longest at its place.

        ``printed`` gives the text of tokens.
        """
        found: list[Hit] = []
        entries = self.entries
        for match_id, start, end in phrases:
            for entry in entries[match_id]:
                if entry.exact and printed(start, end) not in {
                    entry.surface,
                    entry.surface.upper(),
                }:
                    continue
                found.append(Hit(start, end, entry))
        return longest(found)

    def names_in(self, provinces: tuple[str, ...]) -> dict[str, str]:
        """Names by code of the regencies and cities in the provinces with these codes."""
        if provinces not in self._names:
            self._names[provinces] = {
                code: region.short_name
                for code, region in self.patterns.regions.items()
                if len(code) > _PROVINCE_CODE and code[:_PROVINCE_CODE] in provinces
            }
        return self._names[provinces]


def longest(hits: list[Hit]) -> list[Hit]:
    """Of overlapping hits of one kind, or category of cues, the longest.

    Several meanings of one span all stay. ``hits`` are in text order, as spaCy finds them.
    """
    last: dict[str, Hit] = {}
    crowded: set[str] = set()
    for hit in hits:
        start, end, entry = hit
        group = entry.id if entry.kind == "cue" else entry.kind
        before = last.get(group)
        if before is None or start >= before[1]:
            last[group] = hit
        elif start != before[0] or end != before[1]:
            crowded.add(group)
    if not crowded:
        return hits
    groups: dict[str, list[Hit]] = {group: [] for group in crowded}
    for hit in hits:
        group = hit.entry.id if hit.entry.kind == "cue" else hit.entry.kind
        if group in crowded:
            groups[group].append(hit)
    shorter = {id(hit) for group in groups.values() for hit in _overlapped(group)}
    return [hit for hit in hits if id(hit) not in shorter]


def _overlapped(hits: list[Hit]) -> Iterator[Hit]:
    """Those that overlap a longer one, or an earlier one of their length."""
    spans: list[tuple[int, int]] = []
    for hit in sorted(hits, key=lambda h: (h[0] - h[1], h[0])):
        start, end, _ = hit
        for s, e in spans:
            if s < end and start < e:
                if s != start or e != end:
                    yield hit
                break
        else:
            spans.append((start, end))


def compile_lexicon(patterns: Knowledge) -> Lexicon:
    """Compile the patterns; about half a second of CPU for six thousand phrases."""
    from spacy.matcher import PhraseMatcher

    nlp = lean_indonesian(patterns.frames["money"].pattern)
    table: dict[str, list[Entry]] = {}
    for entry in entries_of(patterns):
        table.setdefault(entry.surface.lower(), []).append(entry)
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    entries: dict[int, tuple[Entry, ...]] = {}
    for phrase, meanings in table.items():
        doc = nlp.make_doc(phrase)
        if len(doc):
            matcher.add(phrase, [doc])
            entries[nlp.vocab.strings.add(phrase)] = tuple(dict.fromkeys(meanings))
    type_words: dict[str, RecipientKind] = {}
    for agency in patterns.agencies.values():
        if agency.kind in _TYPED_KINDS:
            type_words.setdefault(agency.name.split()[0], agency.kind)
    return Lexicon(
        patterns,
        nlp,
        matcher,
        entries,
        type_words=type_words,
        place_words=frozenset(patterns.cues["place"].phrases),
        scope_words=frozenset(patterns.cues["of_place"].phrases),
        zone_words=frozenset(patterns.cues["zone"].phrases),
        compare_words=frozenset(patterns.cues["compare"].phrases),
        _canonical={name.casefold(): name for name in patterns.agencies},
    )
