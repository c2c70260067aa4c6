"""Labels told of a counted group, given to the records that the count fits.

"Sembilan pemda memperoleh kategori A" before a list of eleven of which two have another
label: the nine that have none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.assembler.merge import Merged, dimension_of

if TYPE_CHECKING:
    from extractor.assembler.context import Context
    from extractor.assembler.facts import Claim, Fact


def settle(context: Context, records: list[Merged], claims: list[Claim]) -> None:
    """Give each claim's labels to the records that lack them, where the number fits."""
    for claim in claims:
        kinds = {
            kind
            for noun in claim.nouns
            for kind in context.patterns.numbers.noun_kinds.get(noun, ())
        }
        same = [m for m in records if m.code == claim.code and (not kinds or m.kind in kinds)]
        for label in claim.labels:
            if claim.code not in label.codes:
                continue
            dimension = dimension_of(context, claim.code, label.label)
            lacking = [m for m in same if dimension not in labelled(context, m)]
            if claim.rest:
                lacking = [
                    m
                    for m in lacking
                    if min(f.sentence.start for f in m.facts) >= claim.sentence.start
                ]
            have = [m for m in same if label.label in {o.label for f in m.facts for o in f.labels}]
            fits = claim.count is None or claim.count in {
                len(lacking),
                len(lacking) + len(have),
                len(same),
            }
            if fits:
                for merged in lacking:
                    target(merged).labels.append(label)


def labelled(context: Context, merged: Merged) -> set[str]:
    return {dimension_of(context, merged.code, m.label) for f in merged.facts for m in f.labels}


def target(merged: Merged) -> Fact:
    return merged.score_fact or merged.facts[0]
