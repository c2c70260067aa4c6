"""Two sets of found records beside each other: what was gained, lost and changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extractor.evaluator.gold import GoldArticle
from extractor.evaluator.matching import View, gold_view, pair


class Difference(BaseModel):
    """A record that is new, gone or other than before; ``right`` by gold (recipient, award)."""

    model_config = ConfigDict(frozen=True)

    article: str
    change: Literal["gained", "lost", "changed"]
    recipient: str
    award: str | None
    right: bool
    fields: dict[str, tuple[str | None, str | None]] = {}


def differences(
    gold: Sequence[GoldArticle],
    before: Mapping[str, Sequence[View]],
    after: Mapping[str, Sequence[View]],
) -> Iterator[Difference]:
    """In article order: lost, gained, then changed records (fields as before, after)."""
    for article in gold:
        old, new = list(before.get(article.id, ())), list(after.get(article.id, ()))
        truth = [gold_view(each) for each in article.records]
        right_old, right_new = _right(old, truth), _right(new, truth)
        kept = [(i, j) for i, j in pair(new, old) if new[i].award == old[j].award]
        for j in sorted(set(range(len(old))) - {j for _, j in kept}):
            yield _difference(article.id, "lost", old[j], right=j in right_old)
        for i in sorted(set(range(len(new))) - {i for i, _ in kept}):
            yield _difference(article.id, "gained", new[i], right=i in right_new)
        for i, j in sorted(kept):
            changed = _changed(old[j], new[i])
            if changed:
                plain = _difference(article.id, "changed", new[i], right=i in right_new)
                yield plain.model_copy(update={"fields": changed})


def _right(found: list[View], truth: list[View]) -> set[int]:
    return {i for i, j in pair(found, truth) if found[i].award == truth[j].award}


def _difference(
    article: str, change: Literal["gained", "lost", "changed"], view: View, *, right: bool
) -> Difference:
    return Difference(
        article=article, change=change, recipient=view.recipient or "", award=view.award,
        right=right,
    )  # fmt: skip


def _changed(old: View, new: View) -> dict[str, tuple[str | None, str | None]]:
    changed = {}
    for each in fields(View):
        one, other = getattr(old, each.name), getattr(new, each.name)
        if each.name != "printed" and one != other:
            changed[each.name] = (_shown(one), _shown(other))
    return changed


def _shown(value: object) -> str | None:
    if isinstance(value, frozenset):
        return "; ".join(sorted(value)) or None
    return None if value is None else str(value)
