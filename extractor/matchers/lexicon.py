"""All phrases of patterns/ compiled into one spaCy PhraseMatcher, with what each may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from extractor.matchers.language import lean_indonesian

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

    from extractor.models.record import RecipientKind
    from extractor.patterns.knowledge import Knowledge

EntryKind = Literal["award", "label", "body", "region", "agency", "unit", "title", "cue", "gov"]
_WORDS = re.compile(r"\w+")
NEAR = 93.0
"""Similarity (0-100) from which a printed agency name is a misspelling of a known one."""
DAERAH = " daerah"
_TYPED_KINDS = frozenset({"dinas", "badan", "inspektorat", "sekretariat", "bagian"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a phrase: ``id`` names it in its own gazetteer.

    ``exact``: the phrase counts only in its own capitals ("A", "WTP").
    ``flag``: weak award alias, risky region alias, ambiguous acronym, unlicensed label.
    """

    kind: EntryKind
    id: str
    surface: str
    exact: bool = False
    flag: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: tokens [start, end) of its Doc and one of its meanings."""

    start: int
    end: int
    entry: Entry


@dataclass(slots=True)
class Lexicon:
    """Compiled patterns: made once, read by every matcher and by the assembler."""

    patterns: Knowledge
    nlp: Language
    phrases: PhraseMatcher
    entries: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    type_words: dict[str, RecipientKind] = field(default_factory=dict)
    place_words: frozenset[str] = frozenset()
    scope_words: frozenset[str] = frozenset()
    compare_words: frozenset[str] = frozenset()
    zone_words: frozenset[str] = frozenset()
    _canonical: dict[str, str] = field(default_factory=dict)

    def agency_of(self, printed: str) -> str:
        """Canonical name of an agency's printed long form; the form itself if nothing is near."""
        key = printed.casefold()
        if key not in self._canonical:
            from rapidfuzz import fuzz, process

            if key.endswith(DAERAH) and key.removesuffix(DAERAH) in self._canonical:
                return printed
            best = process.extractOne(
                key, [n.casefold() for n in self.patterns.agencies], scorer=fuzz.ratio, score_cutoff=NEAR
            )
            self._canonical[key] = list(self.patterns.agencies)[best[2]] if best else printed
        return self._canonical[key]

    def hits(self, doc: Doc) -> list[Hit]:
        """Every phrase of the Doc, longest first at each place within its kind."""
        strings = self.nlp.vocab.strings
        found: list[Hit] = []
        for match_id, start, end in self.phrases(doc):
            surface = None
            for entry in self.entries[strings[match_id]]:
                if entry.exact:
                    surface = surface or doc[start:end].text
                    if surface != entry.surface and surface != entry.surface.upper():
                        continue
                found.append(Hit(start, end, entry))
        return longest(found)


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Of overlapping hits of one kind the longest; several meanings of one span all stay."""
    ordered = sorted(hits, key=lambda h: (h.start - h.end, h.start))
    taken: dict[str, list[tuple[int, int]]] = {}
    kept: list[Hit] = []
    for hit in ordered:
        group = hit.entry.id if hit.entry.kind == "cue" else hit.entry.kind
        spans = taken.setdefault(group, [])
        span = (hit.start, hit.end)
        if all(span == s or hit.end <= s[0] or s[1] <= hit.start for s in spans):
            if span not in spans:
                spans.append(span)
            kept.append(hit)
    return sorted(kept, key=lambda h: (h.start, h.end))


def _is_code(surface: str) -> bool:
    """Short labels and acronyms that must keep their capitals ("A", "BB", "WTP", "DKP")."""
    letters = "".join(_WORDS.findall(surface))
    return len(letters) <= 4 and letters.isupper()


def entries_of(patterns: Knowledge) -> Iterable[Entry]:
    """Every phrase of the pattern files with its meaning."""
    for award in patterns.awards.values():
        for alias in (award.name, *award.aliases, *award.misspellings):
            yield Entry("award", award.code, alias, exact=_is_code(alias))
        for alias in award.weak_aliases:
            yield Entry("award", award.code, alias, exact=_is_code(alias), flag=True)
        for ladder in award.ladders:
            for rung in ladder.entries:
                ident = f"{award.code}|{ladder.dimension}|{rung.label}"
                for surface, bare in rung.spellings():
                    yield Entry("label", ident, surface, _is_code(surface), not bare)
    for body in patterns.bodies:
        for form in dict.fromkeys((body.name, *body.forms)):
            yield Entry("body", body.name, form, exact=_is_code(form))
    for region in patterns.regions.values():
        for form in dict.fromkeys((region.short_name, *region.aliases)):
            yield Entry("region", region.code, form, exact=_is_code(form))
        for form in region.risky_aliases:
            yield Entry("region", region.code, form, exact=_is_code(form), flag=True)
    for agency in patterns.agencies.values():
        for form in dict.fromkeys((agency.name, *agency.forms)):
            yield Entry("agency", agency.name, form, exact=_is_code(form))
        for form in agency.ambiguous:
            yield Entry("agency", agency.name, form, exact=_is_code(form), flag=True)
    for unit in patterns.units.values():
        for form in unit.forms:
            yield Entry("unit", unit.name, form, exact=_is_code(form))
    for title in patterns.titles:
        for form in title.forms:
            yield Entry("title", title.forms[0], form, exact=_is_code(form))
    for number, word in enumerate(patterns.government):
        for form in word.forms:
            yield Entry("gov", str(number), form)
    for category, cue in patterns.cues.items():
        for phrase in cue.phrases:
            yield Entry("cue", category, phrase)


def compile_lexicon(patterns: Knowledge) -> Lexicon:
    """Compile the patterns; about half a second of CPU for six thousand phrases."""
    from spacy.matcher import PhraseMatcher

    nlp = lean_indonesian()
    table: dict[str, list[Entry]] = {}
    for entry in entries_of(patterns):
        table.setdefault(entry.surface.lower(), []).append(entry)
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    entries: dict[str, tuple[Entry, ...]] = {}
    for phrase, meanings in table.items():
        doc = nlp.make_doc(phrase)
        if len(doc):
            matcher.add(phrase, [doc])
            entries[phrase] = tuple(dict.fromkeys(meanings))
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
