"""Labels that only the whole article gives: those of a counted group, those that a class tells.

"Sembilan pemda memperoleh kategori A" before a list of eleven of which two have another
label: the nine that have none.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from extractor.assembler.facts import carried
from extractor.assembler.merge import dimension_of

if TYPE_CHECKING:
    from extractor.assembler.context import Context
    from extractor.assembler.facts import Claim
    from extractor.assembler.merge import Merged


def settle(context: Context, records: list[Merged], claims: list[Claim]) -> None:
    """Give each claim's labels to the records that lack them, where the number fits."""
    noun_kinds = context.patterns.numbers.noun_kinds
    for claim in claims:
        kinds = {kind for noun in claim.nouns for kind in noun_kinds.get(noun, ())}
        same = [m for m in records if m.code == claim.code and (not kinds or m.kind in kinds)]
        for label in claim.labels:
            if claim.code is None or claim.code not in label.codes:
                continue
            dimension = dimension_of(context, claim.code, label.label)
            lacking = [m for m in same if dimension not in _labelled(context, m)]
            if claim.rest:
                lacking = [m for m in lacking if _first_named(m) >= claim.start]
            if claim.first:
                lacking = sorted(lacking, key=_first_named)[: claim.count]
            have = sum(_has(merged, label.label) for merged in same)
            if claim.count in {None, len(lacking), len(lacking) + have, len(same)}:
                for merged in lacking:
                    merged.lead.labels.append(label)


def complete(context: Context, records: list[Merged]) -> None:
    """As in "Piala Adipura … kategori kota kecil A, B": a class tells of the label it divides."""
    for merged in records:
        pattern = context.award(merged.code)
        for ladder in pattern.ladders if pattern is not None else ():
            known = _labelled(context, merged)
            whole = ladder.classes_of if ladder.dimension in known else None
            if any(fact.streak is not None for fact in merged.facts):
                whole = whole or ladder.streak_label
            if whole is not None and dimension_of(context, merged.code, whole) not in known:
                named = (m for v in context.sentences for m in v.labels if m.label == whole)
                merged.lead.labels.extend(carried(islice(named, 1)))


def _labelled(context: Context, merged: Merged) -> set[str]:
    """Dimensions in which the record has a label."""
    labels = (label for fact in merged.facts for label in fact.labels)
    return {dimension_of(context, merged.code, label.label) for label in labels}


def _has(merged: Merged, label: str) -> bool:
    """Whether the record has this very label."""
    return any(m.label == label for fact in merged.facts for m in fact.labels)


def _first_named(merged: Merged) -> int:
    """Offset of the first sentence about the record's recipient."""
    return min(fact.sentence.start for fact in merged.facts)
