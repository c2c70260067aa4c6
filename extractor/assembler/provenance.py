"""For each field of a record with a span: the rule that read it, how it was bound, its cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.assembler.assertions import assertion_of_figure
from extractor.assembler.merge import labels_of
from extractor.assembler.scopes import Scopes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.assembler.context import Context
    from extractor.assembler.merge import Merged
    from extractor.models.mentions import Figure, Mention


def rules_of(
    context: Context, merged: Merged, told: Mapping[str, Mention | None]
) -> dict[str, str]:
    """Rules by field; ``told`` are the mentions that streak, event date and speaker rest on."""
    lead = merged.lead
    rules = {"recipient": f"{lead.recipient.rule}, {lead.rule}"}
    if lead.score is not None:
        rules["score"] = ", ".join((lead.score.rule, lead.rule, *_marks(lead.score)))
    earlier = _previous(context, merged)
    if earlier is not None:
        rules["previous"] = earlier
    labels = labels_of(context, merged)
    if labels:
        rules["predicates"] = "; ".join(dict.fromkeys(label.rule for label in labels))
    ranks = (f.rank for f in merged.facts if f.position is not None and f.rank is not None)
    for name, mention in {**told, "rank": next(ranks, None)}.items():
        if mention is not None:
            rules[name] = mention.rule
    return rules


def _marks(figure: Figure) -> list[str]:
    """What beside the figure says that it is a score."""
    marks = {"announced": figure.announced, "told": figure.told, "bracket": figure.bracket}
    return [mark for mark, there in marks.items() if there]


def _previous(context: Context, merged: Merged) -> str | None:
    """The rule of the earlier value, and the cue that makes it one."""
    earlier = merged.previous
    if earlier is None:
        return None
    fact = next(f for f in merged.facts if f.previous is earlier)
    scopes = Scopes(fact.sentence, context.patterns, context.year_of(merged.code))
    return f"{earlier.rule}, {assertion_of_figure(scopes, earlier).cue or fact.rule}"
