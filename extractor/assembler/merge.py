"""Facts of one recipient and award merged into one record's values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extractor.assembler.facts import CARRIED, Refusal
from extractor.assembler.genres import explains, is_interim, nominates
from extractor.assembler.identity import Identity, identify

if TYPE_CHECKING:
    from extractor.assembler.context import Context
    from extractor.assembler.facts import Fact
    from extractor.assembler.view import SentenceView
    from extractor.models.mentions import Figure, PredicateMention
    from extractor.models.record import RecipientKind

_COLLECTIVE = 2
"""Regions of a province that receive what is told of the province."""
_NEXT = 2
"""Characters between two sentences of a paragraph."""
_DETAILED = 3
"""Lists of this many recipients or more are equally detailed."""


@dataclass(slots=True)
class Merged:
    """One recipient x one award with the facts that state it, in text order."""

    identity: Identity
    code: str
    facts: list[Fact] = field(default_factory=list)
    category: str | None = None

    @property
    def kind(self) -> RecipientKind:
        return self.identity.kind

    @property
    def region(self) -> str | None:
        return self.identity.region

    @property
    def score_fact(self) -> Fact | None:
        """The detailed list's figure wins over one told elsewhere."""
        best: tuple[tuple[int, bool, int], Fact] | None = None
        for fact in self.facts:
            if fact.score is None:
                continue
            rank = (min(fact.listed, _DETAILED), fact.score.decimal, -fact.sentence.start)
            if best is None or rank > best[0]:
                best = (rank, fact)
        return best[1] if best else None

    @property
    def lead(self) -> Fact:
        """The fact that the record rests on first."""
        return self.score_fact or self.facts[0]

    @property
    def previous(self) -> Figure | None:
        """The earlier value told beside the score, else anywhere."""
        scored = self.score_fact
        if scored is not None and scored.previous is not None:
            return scored.previous
        return next((f.previous for f in self.facts if f.previous is not None), None)

    def valued(self) -> bool:
        """A score or a label makes a record by itself."""
        return any(f.score is not None or f.labels for f in self.facts)

    def named_beside(self, context: Context) -> bool:
        """The award is named in the sentence that hands it over, or right before it.

        Beside a place or its granting body no full name is needed.
        """
        pattern = context.award(self.code)
        own_body = pattern.granting_body if pattern else None
        placed = any(
            award.code == self.code and fact.position is not None
            for fact in self.facts
            for award in fact.sentence.awards
        )
        near: list[SentenceView] = []
        for fact in self.facts:
            own = fact.sentence
            before = (v for v in context.sentences if 0 <= own.start - v.end <= _NEXT)
            near += [own, *(v for v in before if v.paragraph == own.paragraph)]
        named = any(
            a.code == self.code and (not a.weak or any(b.name == own_body for b in view.bodies))
            for view in near
            for a in view.awards
        )
        return placed or named

    def handed(self) -> bool:
        """Only a verb, a rank or a streak hands the award over."""
        return any(f.received or f.position is not None or f.streak is not None for f in self.facts)


def merge(context: Context, facts: list[Fact], refused: list[Refusal]) -> list[Merged]:
    """Records in the order in which their recipients first appear with a value.

    Where no score or label tells the award, the article must be about it.
    """
    if explains(context):
        refused.extend(Refusal(f.recipient, f.score or f.recipient, "explainer") for f in facts)
        return []
    if is_interim(context):
        refused.extend(Refusal(f.recipient, f.score or f.recipient, "interim") for f in facts)
        return []
    if nominates(context, facts):
        refused.extend(
            Refusal(f.recipient, f.recipient, "nomination") for f in facts if not f.score
        )
        facts = [fact for fact in facts if fact.score is not None]
    table: dict[tuple[str, str | None, str], list[Merged]] = {}
    for fact in facts:
        if fact.code is None or not _says(fact):
            continue
        identity = identify(context, fact)
        if identity is None:
            refused.append(Refusal(fact.recipient, fact.score or fact.recipient, "region-unclear"))
            continue
        if identity.source == "context" and not fact.recipient.government:
            identity = _known(table, identity, fact.code) or identity
        rows = table.setdefault((identity.name, identity.region, fact.code), [])
        row = next((row for row in rows if _belongs(row, fact)), None)
        if row is None:
            row = Merged(identity, fact.code)
            rows.append(row)
        row.category = row.category or fact.category
        row.facts.append(fact)
    merged = [row for rows in table.values() for row in rows]
    _move_earlier(merged)
    central = context.awards.central
    kept = [
        row
        for row in merged
        if row.valued() or (row.handed() and (central(row.code) or row.named_beside(context)))
    ]
    return [row for row in kept if not _collective(context, row, kept)]


def _collective(context: Context, row: Merged, rows: list[Merged]) -> bool:
    """As in "Kalimantan Selatan membawa pulang enam piala": what its regions receive."""
    province = row.region
    if row.kind != "provinsi" or province is None:
        return False
    if any(f.score or f.position is not None or f.streak for f in row.facts):
        return False
    inside = [o for o in rows if o.code == row.code and (o.region or "").startswith(f"{province}.")]
    prizes = context.patterns.frames["counted_prizes"]
    counted = all(
        len(f.sentence.recipients) <= _COLLECTIVE
        and prizes.search(context.text, f.recipient.end, f.sentence.end)
        for f in row.facts
    )
    return len(inside) >= _COLLECTIVE and counted


def _known(
    table: dict[tuple[str, str | None, str], list[Merged]], identity: Identity, code: str
) -> Identity | None:
    """The one recipient of this name whose region the text itself gave."""
    same = [
        rows[0].identity
        for (name, _, award), rows in table.items()
        if name == identity.name and award == code and rows and rows[0].identity.source == "text"
    ]
    return same[0] if len(same) == 1 else None


def _move_earlier(merged: list[Merged]) -> None:
    """An earlier value told under another award is of the only one that has a score."""
    for row in merged:
        if row.valued() or row.previous is None:
            continue
        scored = [m for m in merged if m.identity == row.identity and m.score_fact is not None]
        if len(scored) == 1 and scored[0].previous is None:
            scored[0].facts.extend(replace(f, code=scored[0].code) for f in row.facts if f.previous)


def _says(fact: Fact) -> bool:
    """The fact states anything at all of its recipient."""
    values = (fact.score, fact.position, fact.streak, fact.previous)
    return fact.received or bool(fact.labels) or any(value is not None for value in values)


def _belongs(row: Merged, fact: Fact) -> bool:
    """A fact of another prize category makes a record of its own."""
    if row.category is None or fact.category is None or row.category == fact.category:
        return True
    return fact.position is None and not fact.received and fact.rule != "category"


def labels_of(context: Context, merged: Merged) -> list[PredicateMention]:
    """One label a dimension: the one beside the score first, a carried one last.

    None that is only the award's own name.
    """
    chosen: dict[str, PredicateMention] = {}
    scored = merged.score_fact
    facts = sorted(merged.facts, key=lambda f: (f is not scored, f.sentence.start))
    told = [label for fact in facts for label in fact.labels]
    for label in sorted(told, key=lambda m: m.rule == CARRIED):
        chosen.setdefault(dimension_of(context, merged.code, label.label), label)
    pattern = context.award(merged.code)
    for ladder in pattern.ladders if pattern else ():
        if ladder.unless in chosen:
            chosen.pop(ladder.dimension, None)
        kept = chosen.get(ladder.dimension)
        if kept is not None and kept.label in ladder.of_award:
            del chosen[ladder.dimension]
    return list(chosen.values())


def dimension_of(context: Context, code: str, label: str) -> str:
    """The dimension whose ladder has the label; the label itself where none has."""
    pattern = context.award(code)
    for ladder in pattern.ladders if pattern else ():
        if label in ladder.labels:
            return ladder.dimension
    return label
