"""Who the article says confers or assesses: bodies and governments that a word ties."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from extractor.models.mentions import BodyMention, RecipientMention
from extractor.models.value import value

if TYPE_CHECKING:
    from extractor.assembler.context import Context
    from extractor.assembler.view import SentenceView

_TIED = 1.5
_NAMED_BESIDE = 1.0
_PARAGRAPH_COST = 20
"""Points for a tie and for the award's name beside it; paragraphs that cost one point."""
_HEAD = 110
"""Characters before a name in which the words that tie it stand."""
_TO_AWARD = 90
"""Characters behind a government's verb within which it must name what it confers."""
_FROM_REACH = 35
"""Characters between what is given and "dari" before the government that gives it."""
_INSTITUTIONS = frozenset({"perguruan-tinggi"})


@value()
class Giver:
    """Whoever is said to confer: ``region`` of a government, None for any other body.

    ``weight``: how strongly; ``headed``: it is named by its head's title, who may only hand over.
    """

    name: str
    mention: BodyMention | RecipientMention
    weight: float
    region: str | None = None
    headed: bool = False


def givers_of(context: Context, code: str) -> list[Giver]:
    """The givers told of for the award, the one most clearly told first."""
    if code not in context.givers:
        context.givers[code] = _read_givers(context, code)
    return context.givers[code]


def _read_givers(context: Context, code: str) -> list[Giver]:
    found: list[Giver] = []
    for view in context.sentences:
        awards = {a.code for a in view.awards if not a.weak}
        if (awards and code not in awards) or view.cued("hope", "target"):
            continue
        named = any(a.code == code for a in view.awards)
        weight = _TIED + (_NAMED_BESIDE if named else 0.0) - view.paragraph / _PARAGRAPH_COST
        found.extend(_bodies(context, view, weight))
        found.extend(_others(context, view, weight))
    return sorted(found, key=lambda giver: (-giver.weight, giver.mention.start))


def _bodies(context: Context, view: SentenceView, weight: float) -> list[Giver]:
    """Granting bodies of the sentence that are tied; two joined ones confer together."""
    joined = context.patterns.frames["bodies_joined"]
    names = {body: context.body_name(body) for body in view.bodies}
    for first, second in pairwise(view.bodies):
        link = joined.fullmatch(view.text, first.end, second.start)
        if link and names[first] != names[second] and _follows(context, view, first.start):
            names[first] = f"{names[first]} {link['joiner']} {names[second]}"
    person = context.patterns.frames["body_head"]
    return [
        Giver(names[body], body, weight, headed=person.match(view.text, body.start) is not None)
        for body in view.bodies
        if _confers(context, view, body.start) or _acts(context, view, body.end)
    ]


def _others(context: Context, view: SentenceView, weight: float) -> list[Giver]:
    """Governments and universities of the sentence that are tied."""
    found = []
    for mention in view.recipients:
        if mention.government:
            code = context.regions.resolve(mention.regions, mention.level)
            headed = mention.strength == "title"
            if code is None or (mention.rule != "name.government" and not headed):
                continue
            confers = not headed and _acts(context, view, mention.end, at_once=True)
            if confers or _confers(context, view, mention.start):
                name = context.patterns.government_of(code)
                found.append(Giver(name, mention, weight, code, headed))
        elif mention.kind in _INSTITUTIONS and _follows(context, view, mention.start):
            found.append(Giver(mention.name, mention, weight))
    return found


def _follows(context: Context, view: SentenceView, start: int) -> bool:
    """As in "dikeluarkan Kementerian Kesehatan", "yang menilai adalah tim BKN"."""
    if any(0 <= start - cue.end <= 1 for cue in view.cued("received")):
        return False
    head = view.text[max(view.start, start - _HEAD) : start]
    return context.patterns.frames["giver_before"].search(head) is not None


def _confers(context: Context, view: SentenceView, start: int) -> bool:
    """As ``_follows``; "dari" alone ties a government only right behind what it gives."""
    if not _follows(context, view, start):
        return False
    source = context.patterns.frames["giver_source"].search(view.text[view.start : start])
    if source is None:
        return True
    at = view.start + source.start()
    given = (*view.awards, *view.labels, *view.cued("award_noun"))
    return any(m.start < at and at - m.end <= _FROM_REACH for m in given)


def _acts(context: Context, view: SentenceView, end: int, *, at_once: bool = False) -> bool:
    """As in "Perpamsi, himpunan perusahaan air minum, membagikan Perpamsi Award".

    ``at_once``: what is conferred must be named soon behind the verb.
    """
    verb = context.patterns.frames["giver_after"].match(view.text, end, view.end)
    if verb is None or context.patterns.frames["gives_else"].match(view.text, verb.end()):
        return False
    if not at_once:
        return True
    last = min(view.end, verb.end() + _TO_AWARD)
    named = (*view.awards, *view.cued("result_noun", "award_noun"))
    return any(verb.end() <= mention.start < last for mention in named)
