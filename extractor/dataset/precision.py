"""How often a record is right, measured on a sample that reviewers judged; and their agreement."""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import orjson

from extractor.dataset.decisions import Decision, Ruling, SampleDesign, rulings

# Two-sided 95 %.
_Z = 1.959964

# Fields without which a record would say something else.
_CORE = frozenset({"recipient", "jurisdiction", "award", "score", "year"})


@dataclass(frozen=True, slots=True)
class Share:
    """Right out of judged, with Wilson's 95 % interval."""

    right: int
    of: int

    @property
    def value(self) -> float:
        return self.right / self.of

    @property
    def interval(self) -> tuple[float, float]:
        share, n = self.value, self.of
        middle = share + _Z * _Z / (2 * n)
        half = _Z * math.sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n))
        base = 1 + _Z * _Z / n
        return max(0.0, (middle - half) / base), min(1.0, (middle + half) / base)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two reviewers judged the records that both saw.

    Attributes:
        kappa: Cohen's kappa over accept, correct, reject; None where chance alone decides.
        differing: ids of records on which they differ.
    """

    reviewers: tuple[str, str]
    both: int
    same: int
    kappa: float | None
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one sample says.

    Attributes:
        whole: every field right. core: recipient, region, award, year and score right.
    """

    size: int
    seed: int
    population: int
    chosen: str
    strata: int
    reviewers: tuple[str, ...]
    whole: Share
    core: Share
    agreements: tuple[Agreement, ...]


def measured(connection: sqlite3.Connection) -> list[Measured]:
    """One measure for each sample on which somebody decided, the largest first."""
    decisions, samples = [], []
    for row in connection.execute("SELECT action, payload FROM decisions ORDER BY at, id"):
        if row["action"] == "sample":
            samples.append(SampleDesign.model_validate(orjson.loads(row["payload"])))
        else:
            decisions.append(Decision.model_validate_json(row["payload"]))
    return measure(decisions, samples)


def measure(decisions: Iterable[Decision], samples: Iterable[SampleDesign]) -> list[Measured]:
    """The same from decisions and samples themselves."""
    ruled = rulings(decisions)
    drawn: dict[tuple[str, ...], list[SampleDesign]] = defaultdict(list)
    for sample in samples:
        drawn[sample.records].append(sample)
    found = [_of_sample(designs[0], ruled) for designs in drawn.values()]
    return sorted((m for m in found if m is not None), key=lambda m: (-m.whole.of, m.seed))


def agreement_of(ruled: Sequence[Ruling]) -> tuple[Agreement, ...]:
    """Agreement of every two reviewers over these rulings."""
    names = sorted({name for ruling in ruled for name in ruling.by_reviewer})
    found = []
    for one, other in combinations(names, 2):
        pairs = [
            (r.by_reviewer[one], r.by_reviewer[other])
            for r in ruled
            if one in r.by_reviewer and other in r.by_reviewer
        ]
        if not pairs:
            continue
        differing = tuple(
            a.subject for a, b in pairs if (a.action, a.fields) != (b.action, b.fields)
        )
        found.append(
            Agreement(
                reviewers=(one, other), both=len(pairs), same=len(pairs) - len(differing),
                kappa=_kappa([(a.action, b.action) for a, b in pairs]), differing=differing,
            )
        )  # fmt: skip
    return tuple(found)


def _of_sample(design: SampleDesign, ruled: dict[str, Ruling]) -> Measured | None:
    judged = [ruled[each] for each in design.records if each in ruled]
    if not judged:
        return None
    whole = sum(ruling.decision.action == "accept" for ruling in judged)
    core = whole + sum(
        r.decision.action == "correct" and not _CORE & set(r.decision.fields.given())
        for r in judged
    )
    return Measured(
        size=design.size,
        seed=design.seed,
        population=design.population,
        chosen=design.chosen,
        strata=len(design.strata),
        reviewers=tuple(sorted({name for r in judged for name in r.by_reviewer})),
        whole=Share(whole, len(judged)),
        core=Share(core, len(judged)),
        agreements=agreement_of(judged),
    )


def _kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    actions = {action for pair in pairs for action in pair}
    expected = sum(
        (sum(a == action for a, _ in pairs) / n) * (sum(b == action for _, b in pairs) / n)
        for action in actions
    )
    return None if expected >= 1 else (observed - expected) / (1 - expected)
