"""What went wrong, by cause, with the sentence it went wrong in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extractor.evaluator.gold import GoldArticle
from extractor.evaluator.matching import FIELDS, View, agrees
from extractor.evaluator.names import same_name

Cause = Literal[
    "nothing-found", "recipient-missed", "award-unseen", "recipient-elsewhere", "recipient-twice",
    "false-on-negative", "false-recipient", "field-missing", "field-invented", "field-differs",
    "digits-differ", "predicate-missing", "predicate-invented",
]  # fmt: skip

_SENTENCE_END = re.compile(r"(?<=[.!?”])\s+(?=[A-Z“(0-9])")
_SHOWN_SENTENCE = 300


class Mistake(BaseModel):
    """One error: the field (None for a whole record), what was found, what is gold."""

    model_config = ConfigDict(frozen=True)

    article: str
    cause: Cause
    field: str | None
    recipient: str
    award: str | None
    found: str | None
    gold: str | None
    sentence: str | None


def mistakes(
    article: GoldArticle, found: Sequence[View], gold: Sequence[View], pairs: list[tuple[int, int]]
) -> Iterator[Mistake]:
    """Errors of one article: records missed, records too many, fields that differ."""
    for j in sorted(set(range(len(gold))) - {j for _, j in pairs}):
        yield _whole(article, gold[j], _why_missed(gold[j], found), missed=True)
    for i in sorted(set(range(len(found))) - {i for i, _ in pairs}):
        yield _whole(article, found[i], _why_false(found[i], gold), missed=False)
    for i, j in sorted(pairs, key=lambda each: each[1]):
        yield from _fields(article, found[i], gold[j])


def sentence_of(text: str, printed: Sequence[str]) -> str | None:
    """The sentence that holds the first of the printed words found in the text."""
    for words in printed:
        at = text.find(words)
        if at < 0:
            continue
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        paragraph = text[start : end if end >= 0 else len(text)]
        inside = at - start
        left = max((m.end() for m in _SENTENCE_END.finditer(paragraph, 0, inside)), default=0)
        right = _SENTENCE_END.search(paragraph, inside + len(words))
        return paragraph[left : right.start() if right else None][:_SHOWN_SENTENCE]
    return None


def _why_missed(gold: View, found: Sequence[View]) -> Cause:
    if not found:
        return "nothing-found"
    if any(same_name(each.recipient, gold.recipient, gold.jurisdiction) for each in found):
        return "recipient-elsewhere"
    if not any(each.award == gold.award for each in found):
        return "award-unseen"
    return "recipient-missed"


def _why_false(found: View, gold: Sequence[View]) -> Cause:
    if not gold:
        return "false-on-negative"
    if any(same_name(found.recipient, each.recipient, each.jurisdiction) for each in gold):
        return "recipient-twice"
    return "false-recipient"


def _whole(article: GoldArticle, view: View, cause: Cause, *, missed: bool) -> Mistake:
    shown = " | ".join(
        str(each) for each in (view.jurisdiction, view.award, view.year, view.score) if each
    )
    return Mistake(
        article=article.id,
        cause=cause,
        field=None,
        recipient=view.recipient or "",
        award=view.award,
        found=None if missed else shown,
        gold=shown if missed else None,
        sentence=sentence_of(article.text, view.printed),
    )


def _fields(article: GoldArticle, found: View, gold: View) -> Iterator[Mistake]:
    sentence = sentence_of(article.text, gold.printed)
    wrong: list[tuple[str, Cause, str | None, str | None]] = [
        (
            name,
            _why_differs(getattr(found, name), getattr(gold, name)),
            found.shown(name),
            gold.shown(name),
        )
        for name in FIELDS
        if not agrees(name, found, gold)
    ]
    missing = sorted(gold.predicates - found.predicates)
    invented = sorted(found.predicates - gold.predicates)
    wrong += [("predicates", "predicate-missing", None, label) for label in missing]
    wrong += [("predicates", "predicate-invented", label, None) for label in invented]
    for name, cause, one, other in wrong:
        yield Mistake(
            article=article.id,
            cause=cause,
            field=name,
            recipient=gold.recipient or "",
            award=gold.award,
            found=one,
            gold=other,
            sentence=sentence,
        )


def _why_differs(found: object, gold: object) -> Cause:
    if found is None:
        return "field-missing"
    if gold is None:
        return "field-invented"
    return "digits-differ" if isinstance(gold, Decimal) else "field-differs"
