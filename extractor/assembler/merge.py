"""Facts of one recipient and award merged into one record's values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractor.assembler.context import Context
from extractor.assembler.facts import Fact, Refusal
from extractor.models.mentions import Figure, PredicateMention, RecipientMention, Sentence
from extractor.models.record import Level, RecipientKind


@dataclass(slots=True)
class Merged:
    """One recipient x one award with the facts that state it, most detailed first."""

    name: str
    kind: RecipientKind
    region: str | None
    region_from: str
    code: str
    facts: list[Fact] = field(default_factory=list)
    category: str | None = None

    @property
    def score_fact(self) -> Fact | None:
        """The detailed list's figure wins over one told elsewhere."""
        scored = [f for f in self.facts if f.score is not None]
        return (
            max(
                scored,
                key=lambda f: (
                    min(f.listed, 3),
                    f.score is not None and f.score.decimal,
                    -f.sentence.start,
                ),
            )
            if scored
            else None
        )


def merge(context: Context, facts: list[Fact], refused: list[Refusal]) -> list[Merged]:
    """Records in the order in which their recipients first appear with a value."""
    if context.explains:
        refused.extend(Refusal(f.recipient, f.score or f.recipient, "explainer") for f in facts)
        return []
    if context.nominates:
        refused.extend(
            Refusal(f.recipient, f.recipient, "nomination") for f in facts if f.score is None
        )
        facts = [f for f in facts if f.score is not None]
    table: dict[tuple[str, str | None, str], list[Merged]] = {}
    for fact in facts:
        if fact.code is None:
            continue
        says = (
            fact.score is not None
            or fact.labels
            or fact.position is not None
            or fact.received
            or fact.streak
            or fact.previous
        )
        if not says:
            continue
        name, kind, region, source = identity(context, fact)
        if not name:
            refused.append(Refusal(fact.recipient, fact.score or fact.recipient, "region-unclear"))
            continue
        key = (name, region, fact.code)
        rows = table.setdefault(key, [])
        row = next((r for r in rows if belongs(r, fact)), None)
        if row is None:
            row = Merged(name, kind, region, source, fact.code)
            rows.append(row)
        row.category = row.category or fact.category
        row.facts.append(fact)
    return [
        m
        for rows in table.values()
        for m in rows
        if worth(m) or (handed(m) and context.central(m.code))
    ]


def handed(merged: Merged) -> bool:
    """Only a verb, or a streak, hands the award over: enough where the article is about it."""
    return any(f.received or f.streak is not None for f in merged.facts)


def belongs(row: Merged, fact: Fact) -> bool:
    """A fact of another prize category makes a record of its own."""
    if row.category is None or fact.category is None or row.category == fact.category:
        return True
    return fact.position is None and not fact.received and fact.rule != "category"


def worth(merged: Merged) -> bool:
    """A score, a label or a rank makes a record by itself."""
    return any(f.score is not None or f.labels or f.position is not None for f in merged.facts)


def identity(context: Context, fact: Fact) -> tuple[str, RecipientKind, str | None, str]:
    """Canonical name, kind, region code, and where the region came from."""
    recipient = fact.recipient
    regions = context.patterns.regions
    hint: Level | None = level_hint(context.article.text, recipient, fact.sentence)
    code = context.resolve(recipient.regions, recipient.level, hint)
    source = "text" if code else "context"
    if recipient.government:
        if code is None and not recipient.regions:
            main = context.main_government
            if main is not None and (
                recipient.level is None or regions[main].level == recipient.level
            ):
                code = main
        if code is None:
            return "", recipient.kind, None, source
        region = regions[code]
        return government_name(region.name), region.level, code, source
    if recipient.own_region == "none":
        return recipient.name, recipient.kind, None, source
    if code is None and not recipient.regions and recipient.own_region in {"context", "region"}:
        code = context.nearby(recipient) or context.main_government
        if hint == "provinsi" and code is not None and recipient.own_region == "context":
            code = code[:2]
        source = "context"
    if code is not None and recipient.own_region == "province":
        code = code[:2]
    return recipient.name, recipient.kind, code, source


def government_name(region_name: str) -> str:
    return f"Pemerintah {region_name}"


def labels_of(context: Context, merged: Merged) -> list[PredicateMention]:
    """One label a dimension, the one beside the score first."""
    chosen: dict[str, PredicateMention] = {}
    scored = merged.score_fact
    order = sorted(merged.facts, key=lambda f: (f is not scored, f.sentence.start))
    told = [label for fact in order for label in fact.labels]
    for label in sorted(told, key=lambda m: m.rule == "label.carried"):
        chosen.setdefault(dimension_of(context, merged.code, label.label), label)
    return list(chosen.values())


def dimension_of(context: Context, code: str, label: str) -> str:
    pattern = context.patterns.awards.get(code)
    for ladder in pattern.ladders if pattern else ():
        if any(rung.label == label for rung in ladder.entries):
            return ladder.dimension
    return label


def previous_of(merged: Merged) -> Figure | None:
    scored = merged.score_fact
    if scored is not None and scored.previous is not None:
        return scored.previous
    return next((f.previous for f in merged.facts if f.previous is not None), None)


def level_hint(text: str, recipient: RecipientMention, sentence: Sentence) -> Level | None:
    """ "Tujuh kota lain …": a class noun before a bare name says its level."""
    head = text[sentence.start : recipient.start].lower()
    if not recipient.government:
        start = text.rfind("\n", 0, sentence.start) + 1
        head = text[start : recipient.start].lower()
    head = head.replace("pemprov", "provinsi")
    nouns = re.findall(r"\b(kabupaten/kota|kabupaten|kota|provinsi)\b", head)
    if not nouns or nouns[-1] == "kabupaten/kota":
        return None
    level: Level = nouns[-1]
    return level
