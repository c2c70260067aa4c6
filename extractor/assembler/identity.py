"""Who the recipient of a fact is: canonical name, kind and jurisdiction."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, get_args

from extractor.models.record import Level, RecipientKind

if TYPE_CHECKING:
    from extractor.assembler.context import Context
    from extractor.assembler.facts import Fact

_PROVINCE_CODE = 2
"""Characters of a province's code, with which the codes of its regions begin."""


class Identity(NamedTuple):
    """Canonical name, kind and region code; ``source``: where the region was read."""

    name: str
    kind: RecipientKind
    region: str | None
    source: str


def identify(context: Context, fact: Fact) -> Identity | None:
    """The recipient of the fact; None for a government whose region the article leaves open."""
    recipient, regions = fact.recipient, context.regions
    hint = _level_hint(context, fact)
    code = regions.resolve(recipient.regions, recipient.level, hint)
    source = "text" if code else "context"
    if recipient.government:
        if code is None and not recipient.regions:
            code = _main_of_level(context, recipient.level)
        if code is None:
            return None
        level = context.patterns.regions[code].level
        return Identity(context.patterns.government_of(code), level, code, source)
    own = recipient.own_region
    if own == "none":
        return Identity(recipient.name, recipient.kind, None, source)
    if code is None and not recipient.regions and own in {"context", "region"}:
        code = regions.nearby(recipient) or regions.main
        if hint == "provinsi" and code is not None and own == "context":
            code = code[:_PROVINCE_CODE]
    if code is not None and own == "province":
        code = code[:_PROVINCE_CODE]
    return Identity(recipient.name, recipient.kind, code, source)


def _main_of_level(context: Context, level: Level | None) -> str | None:
    """The article's main government, if it has the level that the words say."""
    main = context.regions.main
    if main is None or level is None:
        return main
    return main if context.patterns.regions[main].level == level else None


def _level_hint(context: Context, fact: Fact) -> Level | None:
    """As in "Tujuh kota lain …": a class noun before a bare name says its level."""
    start, text = fact.sentence.start, context.text
    if not fact.recipient.government:
        start = text.rfind("\n", 0, start) + 1
    head = text[start : fact.recipient.start].lower()
    nouns = list(context.patterns.frames["region_class"].finditer(head))
    if not nouns:
        return None
    levels: tuple[Level, ...] = get_args(Level)
    return next((level for level in levels if nouns[-1][level]), None)
