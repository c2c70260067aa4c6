"""Every phrase of the pattern files with what it may mean: the entries of the lexicon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from extractor.models.value import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extractor.patterns.award_schema import AwardPattern
    from extractor.patterns.knowledge import Knowledge

EntryKind = Literal["award", "label", "body", "region", "agency", "unit", "title", "cue", "gov"]
_WORDS = re.compile(r"\w+")
_CODE_LENGTH = 4
"""Letters of the longest label or acronym that counts in its own capitals only."""


@value()
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


def entries_of(patterns: Knowledge) -> Iterator[Entry]:
    """Every phrase of the pattern files with its meaning."""
    for award in patterns.awards.values():
        yield from _of_award(award)
    for body in patterns.bodies:
        yield from _named("body", body.name, (body.name, *body.forms))
    for region in patterns.regions.values():
        names = (region.short_name, *region.aliases)
        sure = tuple(name for name in names if name not in region.risky_aliases)
        yield from _named("region", region.code, sure)
        yield from _named("region", region.code, region.risky_aliases, flag=True)
    for agency in patterns.agencies.values():
        yield from _named("agency", agency.name, (agency.name, *agency.forms))
        yield from _named("agency", agency.name, agency.ambiguous, flag=True)
    for unit in patterns.units.values():
        yield from _named("unit", unit.name, unit.forms)
    for title in patterns.titles:
        yield from _named("title", title.forms[0], title.forms)
    for number, word in enumerate(patterns.government):
        yield from (Entry("gov", str(number), form) for form in word.forms)
    for category, cue in patterns.cues.items():
        if not cue.only_list:
            yield from (Entry("cue", category, phrase) for phrase in cue.phrases)


def _of_award(award: AwardPattern) -> Iterator[Entry]:
    yield from _named("award", award.code, (award.name, *award.aliases, *award.misspellings))
    yield from _named("award", award.code, award.weak_aliases, flag=True)
    for ladder in award.ladders:
        for rung in ladder.entries:
            ident = f"{award.code}|{ladder.dimension}|{rung.label}"
            for surface, bare in rung.spellings():
                yield Entry("label", ident, surface, _is_code(surface), not bare)


def _named(
    kind: EntryKind, ident: str, forms: Iterable[str], *, flag: bool = False
) -> Iterator[Entry]:
    for form in dict.fromkeys(forms):
        yield Entry(kind, ident, form, _is_code(form), flag)


def _is_code(surface: str) -> bool:
    """Short labels and acronyms that must keep their capitals ("A", "BB", "WTP", "DKP")."""
    letters = "".join(_WORDS.findall(surface))
    return len(letters) <= _CODE_LENGTH and letters.isupper()
