"""The figures: precision, recall and F1 with bootstrap intervals, over whole articles."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict

from extractor.evaluator.errors import Mistake, mistakes
from extractor.evaluator.gold import GoldArticle
from extractor.evaluator.matching import FIELDS, Field, View, agrees, gold_view, pair

DRAWS = 1000
SEED = 20250204


class Ratio(BaseModel):
    """Right out of all, with the bootstrap's 95 % interval where one was drawn."""

    model_config = ConfigDict(frozen=True)

    value: float
    right: int
    of: int
    interval: tuple[float, float] | None = None


class Measure(BaseModel):
    """Precision, recall and F1 with the F1's 95 % interval."""

    model_config = ConfigDict(frozen=True)

    precision: float
    recall: float
    f1: float
    right: int
    found: int
    gold: int
    interval: tuple[float, float] | None = None


class Scorecard(BaseModel):
    """Everything `evaluate` says: found against gold.

    Attributes:
        records: recipient and award. figures: recipient and score. predicates: every label.
        fields: each field over the matched pairs in which either side has it.
        exact: gold records of which every field but the speaker is right.
        false_on_negatives: records found in articles that have none.
    """

    model_config = ConfigDict(frozen=True)

    articles: int
    gold_records: int
    found_records: int
    records: Measure
    figures: Measure
    predicates: Measure
    fields: dict[str, Ratio]
    exact: Ratio
    negatives: int
    false_on_negatives: int
    mistakes: tuple[Mistake, ...]


@dataclass(slots=True)
class Tally:
    """Counts of one article; sums of these give every figure."""

    records: list[int] = field(default_factory=lambda: [0, 0, 0])
    figures: list[int] = field(default_factory=lambda: [0, 0, 0])
    predicates: list[int] = field(default_factory=lambda: [0, 0, 0])
    fields: dict[Field, list[int]] = field(default_factory=lambda: {f: [0, 0] for f in FIELDS})
    exact: list[int] = field(default_factory=lambda: [0, 0])
    negative: list[int] = field(default_factory=lambda: [0, 0])

    def flat(self) -> list[int]:
        parts = [self.records, self.figures, self.predicates, *self.fields.values(), self.exact]
        return [number for part in parts for number in part]


def score(
    gold: Sequence[GoldArticle], found: Mapping[str, Sequence[View]], *, draws: int = DRAWS
) -> Scorecard:
    """Found records, by gold id, against the gold articles; the same figures on every call."""
    tallies: list[Tally] = []
    noted: list[Mistake] = []
    for article in gold:
        views = list(found.get(article.id, ()))
        truth = [gold_view(each) for each in article.records]
        pairs = pair(views, truth)
        tallies.append(_tally(views, truth, pairs))
        noted.extend(mistakes(article, views, truth, pairs))
    flats = [each.flat() for each in tallies]
    total = _sum(flats, len(Tally().flat()))
    drawn = [_sum(sample, len(total)) for sample in _samples(flats, draws)]

    def measure(at: int) -> Measure:
        precision, recall, f1 = _prf(*total[at : at + 3])
        return Measure(
            precision=precision, recall=recall, f1=f1, right=total[at], found=total[at + 1],
            gold=total[at + 2],
            interval=_interval(_prf(*each[at : at + 3])[2] for each in drawn),
        )  # fmt: skip

    def ratio(at: int) -> Ratio:
        return Ratio(
            value=_share(total[at], total[at + 1]), right=total[at], of=total[at + 1],
            interval=_interval(_share(each[at], each[at + 1]) for each in drawn),
        )  # fmt: skip

    first_field = 9
    return Scorecard(
        articles=len(gold),
        gold_records=total[2],
        found_records=total[1],
        records=measure(0),
        figures=measure(3),
        predicates=measure(6),
        fields={name: ratio(first_field + 2 * i) for i, name in enumerate(FIELDS)},
        exact=ratio(first_field + 2 * len(FIELDS)),
        negatives=sum(each.negative[0] for each in tallies),
        false_on_negatives=sum(each.negative[1] for each in tallies),
        mistakes=tuple(noted),
    )


def _tally(found: list[View], gold: list[View], pairs: list[tuple[int, int]]) -> Tally:
    tally = Tally()
    same_award = sum(found[i].award == gold[j].award for i, j in pairs)
    tally.records = [same_award, len(found), len(gold)]
    tally.figures = [
        sum(gold[j].score is not None and found[i].score == gold[j].score for i, j in pairs),
        sum(each.score is not None for each in found),
        sum(each.score is not None for each in gold),
    ]
    tally.exact[1] = len(gold)
    if not gold:
        tally.negative = [1, len(found)]
    for i, j in pairs:
        one, other = found[i], gold[j]
        right = {name: agrees(name, one, other) for name in FIELDS}
        for name, count in tally.fields.items():
            if getattr(other, name) is not None or getattr(one, name) is not None:
                count[0] += right[name]
                count[1] += 1
        labels = one.predicates, other.predicates
        for at, number in enumerate((len(labels[0] & labels[1]), len(labels[0]), len(labels[1]))):
            tally.predicates[at] += number
        whole = all(right[name] for name in FIELDS if name != "speaker")
        tally.exact[0] += whole and labels[0] == labels[1]
    return tally


def _prf(right: int, found: int, gold: int) -> tuple[float, float, float]:
    precision = right / found if found else 1.0
    recall = right / gold if gold else 1.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def _share(right: int, of: int) -> float:
    return right / of if of else 1.0


def _sum(rows: Iterable[Sequence[int]], width: int) -> list[int]:
    columns = [sum(column) for column in zip(*rows, strict=True)]
    return columns or [0] * width


def _samples(rows: list[list[int]], draws: int) -> Iterable[list[list[int]]]:
    """As many articles as there are, drawn with replacement, ``draws`` times."""
    source = random.Random(SEED)  # noqa: S311 -- statistics, and the same on every call
    return (source.choices(rows, k=len(rows)) for _ in range(draws if rows else 0))


def _interval(values: Iterable[float]) -> tuple[float, float] | None:
    ordered = sorted(values)
    if not ordered:
        return None
    return ordered[int(0.025 * len(ordered))], ordered[int(0.975 * len(ordered)) - 1]
