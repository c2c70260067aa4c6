"""The granting body of a record: the one the article names, else the award's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.assembler.givers import gives

if TYPE_CHECKING:
    from extractor.assembler.context import Context
    from extractor.models.mentions import BodyMention, Mention

_GIVES_WEIGHT = 1.5
_NEAR_WEIGHT = 1.0
_PARAGRAPH_COST = 20
"""So many paragraphs further down count one point less."""
_LEAST = 0.3
"""Weight above which a body named confers an award without a body of its own."""

Granting = tuple[str | None, "Mention | None"]
"""Canonical name of the body, and its mention where the article names it."""


def granting_body(context: Context, code: str, region: str | None, *, government: bool) -> Granting:
    """The body that the article names for the award, else the award's own at that time.

    ``region`` and ``government`` are the recipient's: an agency whose award's own body the
    article never names was assessed by its own government.
    """
    if code not in context.patterns.awards:
        return _of_prize(context, code)
    own = own_body(context, code)
    named = _named(context, code)
    assessor = _assessing_government(context)
    if assessor is not None and not (government and assessor == region):
        given = any(m.name == own and weight >= _GIVES_WEIGHT for weight, m in named)
        if own is None or not given or (not government and assessor == region):
            return context.patterns.government_of(assessor), None
    if own is not None:
        return _own(context, own, [m for _, m in named], None if government else region)
    best = max(named, key=lambda w: w[0], default=None)
    if best is not None and best[0] > _LEAST:
        return context.body_name(best[1]), best[1]
    if region is not None and not government:
        return context.patterns.government_of(region), None
    return None, None


def _own(context: Context, own: str, named: list[BodyMention], region: str | None) -> Granting:
    """The award's own body; ``region``: that of an agency, whose government may assess."""
    for mention in named:
        if mention.name == own:
            return own, mention
    kind = own.split(maxsplit=1)[0]
    for mention in named:
        if mention.name.split(maxsplit=1)[0] == kind and "{region}" in mention.name:
            return context.body_name(mention), mention
    if not named and region is not None:
        return context.patterns.government_of(region), None
    return own, None


def _of_prize(context: Context, code: str) -> Granting:
    """Who gives a prize that no file names: a body beside it, else the lead's giver."""
    beside = [
        body
        for view in context.sentences
        if any(m.code == code for m in view.awards)
        for body in view.bodies
    ]
    if beside:
        return context.body_name(beside[0]), beside[0]
    if context.giver is None:
        return None, None
    return context.patterns.government_of(context.giver), None


def _named(context: Context, code: str) -> list[tuple[float, BodyMention]]:
    """Bodies in the text, each with how likely it confers the award."""
    named = []
    for view in context.sentences:
        near = any(m.code == code for m in view.awards)
        for body in view.bodies:
            weight = _NEAR_WEIGHT if near else 0.0
            weight += _GIVES_WEIGHT if gives(view, body, "giver") else 0.0
            named.append((weight - view.paragraph / _PARAGRAPH_COST, body))
    return named


def own_body(context: Context, code: str) -> str | None:
    """The award's own body under the name it bore when the article was printed."""
    pattern = context.award(code)
    if pattern is None:
        return None
    published = (context.article.published or "9999")[:10]
    earlier = (e.name for e in pattern.earlier_bodies if published <= e.until)
    return next(earlier, pattern.granting_body)


def _assessing_government(context: Context) -> str | None:
    """Region code of a government that assesses ("dinilai Pemerintah Provinsi Jambi")."""
    for view in context.sentences:
        for mention in view.recipients:
            if mention.rule == "name.government" and gives(view, mention, "assessor"):
                regions = context.regions
                return regions.resolve(mention.regions, mention.level) or regions.main
    return None
