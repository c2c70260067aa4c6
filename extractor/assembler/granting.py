"""The granting body of a record: the one the article names, else the award's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.assembler.conferring import givers_of
from extractor.models.mentions import BodyMention

if TYPE_CHECKING:
    from extractor.assembler.conferring import Giver
    from extractor.assembler.context import Context
    from extractor.assembler.merge import Merged
    from extractor.assembler.view import SentenceView
    from extractor.models.mentions import Mention
    from extractor.models.record import RecipientKind

_LEAST = 0.3
_SURE = 2.3
"""Weight of a body said to confer from which it wins over the award's own, only named."""
_NEAR_WEIGHT = 1.0
_PARAGRAPH_COST = 20
"""A body that stands near the award confers it down to this weight; each paragraph costs."""
_OF_GOVERNMENT: frozenset[RecipientKind] = frozenset(
    {
        "dinas", "badan", "inspektorat", "sekretariat", "bagian", "satpol-pp", "puskesmas",
        "rumah-sakit", "kecamatan", "kelurahan", "desa", "sekolah", "unit", "bumd",
    }
)  # fmt: skip
"""Kinds of recipients that a region's own government may assess."""

Granting = tuple[str | None, "Mention | None"]
"""Canonical name of the body, and its mention where the article names it."""


def granting_body(context: Context, merged: Merged) -> Granting:
    """The body that the article names for the award, else the award's own at that time."""
    inside = None
    if not merged.lead.recipient.government and merged.kind in _OF_GOVERNMENT:
        inside = merged.region
    givers = [g for g in givers_of(context, merged.code) if _may_give(context, g, merged)]
    if merged.code not in context.patterns.awards:
        return _of_prize(context, merged.code, givers)
    own = own_body(context, merged.code, merged.kind)
    givers = [g for g in givers if g.name == own or not _of_another(context, g, merged)]
    special = _of_kind(context, merged.code, merged.kind) is not None
    if inside is not None and not special and _assessed_inside(context, merged.code):
        return _of_unit(context, givers, inside)
    here = _told_here(context, givers, merged, own)
    if here is not None:
        return here.name, here.mention
    if own is not None:
        return _own(context, own, givers, merged, inside)
    given = next(iter(givers), None)
    level = _of_level(context, merged)
    if level is not None and (given is None or given.headed):
        return level
    if given is not None:
        return given.name, given.mention
    body = _near(context, merged.code)
    if body is not None:
        return context.body_name(body), body
    return (context.patterns.government_of(inside), None) if inside is not None else (None, None)


def _of_level(context: Context, merged: Merged) -> Granting | None:
    """As in "Lomba Desa Tingkat Provinsi Sulawesi Tenggara": whose contest it is."""
    level = context.patterns.frames["award_level"]
    for view in context.sentences:
        for award in (m for m in view.awards if m.code == merged.code):
            for region in view.regions:
                at_level = level.fullmatch(view.text, award.start, region.start)
                code = context.regions.resolve(region.codes, region.level)
                if at_level is None or code is None or not (merged.region or "").startswith(code):
                    continue
                if not (merged.lead.recipient.government and merged.region == code):
                    return context.patterns.government_of(code), region
    return None


def _may_give(context: Context, giver: Giver, merged: Merged) -> bool:
    """A government gives to its own units and to what lies in its region, not to itself."""
    if giver.region is None:
        kinds = next((b.kinds for b in context.patterns.bodies if b.name == giver.name), ())
        return not kinds or merged.kind in kinds
    region, government = merged.region, merged.lead.recipient.government
    if region is None:
        return True
    return region.startswith(giver.region) and not (government and region == giver.region)


def _of_another(context: Context, giver: Giver, merged: Merged) -> bool:
    """It is the body of another award of the article, and told apart from this one."""
    others = context.awards.codes - {merged.code}
    if all(own_body(context, code, merged.kind) != giver.name for code in others):
        return False
    paragraphs = {fact.sentence.paragraph for fact in merged.facts}
    return not any(_in(giver, v) for v in context.sentences if v.paragraph in paragraphs)


def _told_here(
    context: Context, givers: list[Giver], merged: Merged, own: str | None
) -> Giver | None:
    """The one alone that the record's sentence or paragraph says gives the award.

    A body only where the award's own is not named there.
    """
    view = merged.lead.sentence
    beside = [v for v in context.sentences if v.paragraph == view.paragraph]
    tied = {g.name for g in givers if any(_in(g, v) for v in beside)}
    spans = [[view], [v for v in beside if v.start < view.start]]
    for views in spans:
        here = [g for g in givers if not g.headed and any(_in(g, v) for v in views)]
        names = {g.name for g in here}
        if len(names) == 1 and (own not in tied or here[0].region is not None):
            return here[0]
    return None


def _in(giver: Giver, view: SentenceView) -> bool:
    return view.start <= giver.mention.start < view.end


def _assessed_inside(context: Context, code: str) -> bool:
    """Units get the award from their own government: always, or as the article says."""
    pattern = context.award(code)
    if pattern is not None and pattern.assessed_inside:
        return True
    return any(
        "inside" in view.cues and any(a.code == code for a in view.awards)
        for view in (*context.title, *context.sentences)
    )


def _of_unit(context: Context, givers: list[Giver], inside: str) -> Granting:
    """The government that assesses its units, or the one above it that the article names."""
    given = next((g for g in givers if g.region is not None and not g.headed), None)
    if given is not None:
        return given.name, given.mention
    return context.patterns.government_of(inside), None


def _own(
    context: Context, own: str, givers: list[Giver], merged: Merged, inside: str | None
) -> Granting:
    """The award's own body; another one that the article says confers it, where it is silent.

    ``inside``: region of a unit, whose government may assess.
    """
    named = _bodies(context)
    parts = {own, *own.split("/")}
    mine = next((m for m in named if m.name in parts), None)
    tied = next((g for g in givers if own in g.name or g.name in parts), None)
    if tied is not None:
        return tied.name, tied.mention
    kind = own.split(maxsplit=1)[0]
    other = next((g for g in givers if not g.headed), None)
    sure = other is not None and (other.region is not None or other.weight >= _SURE)
    level = _of_level(context, merged) if mine is None and not sure else None
    if level is not None:
        return level
    if other is not None and (mine is None or sure):
        return other.name, other.mention
    if mine is not None:
        return mine.name, mine
    for mention in named:
        if mention.name.split(maxsplit=1)[0] == kind and "{region}" in mention.name:
            return context.body_name(mention), mention
    pattern = context.award(merged.code)
    beside = pattern.bodies_beside if pattern is not None else ()
    for mention in named:
        if mention.name in beside:
            return mention.name, mention
    if not named and inside is not None:
        return context.patterns.government_of(inside), None
    return own, None


def _of_prize(context: Context, code: str, givers: list[Giver]) -> Granting:
    """Who gives a prize that no file names: as told, a body beside it, the lead's giver."""
    if givers:
        return givers[0].name, givers[0].mention
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


def _bodies(context: Context) -> list[BodyMention]:
    """All granting bodies named in the text."""
    return [body for view in context.sentences for body in view.bodies]


def _near(context: Context, code: str) -> BodyMention | None:
    """The body that stands nearest to the award, early in the article."""
    best: tuple[float, BodyMention] | None = None
    for view in context.sentences:
        near = any(m.code == code for m in view.awards)
        weight = (_NEAR_WEIGHT if near else 0.0) - view.paragraph / _PARAGRAPH_COST
        for body in view.bodies:
            if weight > _LEAST and (best is None or weight > best[0]):
                best = (weight, body)
    return best[1] if best is not None else None


def own_body(context: Context, code: str, kind: RecipientKind) -> str | None:
    """The award's own body under the name it bore when the article was printed."""
    pattern = context.award(code)
    if pattern is None:
        return None
    published = (context.article.published or "9999")[:10]
    earlier = (e.name for e in pattern.earlier_bodies if published <= e.until)
    return next(earlier, _of_kind(context, code, kind) or pattern.granting_body)


def _of_kind(context: Context, code: str, kind: RecipientKind) -> str | None:
    """The award's body for this kind of recipients alone."""
    pattern = context.award(code)
    bodies = pattern.bodies_of_kinds if pattern is not None else ()
    return next((b.name for b in bodies if kind in b.kinds), None)
