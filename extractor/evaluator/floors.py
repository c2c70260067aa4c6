"""Floors: the figures that a change may not lower, pinned with the corpus they were measured on."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from extractor.errors import SourceError
from extractor.evaluator.scorecard import Scorecard

# Figures are pinned rounded down to this step, so that a floor is never above its measure.
_STEP = 1000


class Split(BaseModel):
    """Floors of one split: F1s and shares by name; the most false records on negatives."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    floors: dict[str, float] = Field(default_factory=dict)
    false_on_negatives: int = 0


class Floors(BaseModel):
    """The file of floors; ``corpus`` is the digest of the gold they were measured on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    corpus: str
    splits: dict[str, Split]


def load_floors(path: Path) -> Floors:
    """The pinned floors.

    Raises:
        SourceError: the file is not there.
    """
    if not path.is_file():
        raise SourceError("trouble-no-floors", path=path)
    return Floors.model_validate_json(path.read_bytes())


def measured(card: Scorecard) -> Split:
    """The figures of a scorecard in the form of floors."""
    values = {
        "records_f1": card.records.f1,
        "figures_f1": card.figures.f1,
        "predicates_f1": card.predicates.f1,
        "exact": card.exact.value,
        **{f"field_{name}": each.value for name, each in card.fields.items()},
    }
    return Split(
        floors={name: int(value * _STEP) / _STEP for name, value in values.items()},
        false_on_negatives=card.false_on_negatives,
    )


def fallen(pinned: Split, card: Scorecard) -> list[str]:
    """What lies below its floor now, each with both figures; empty if nothing does."""
    now = measured(card)
    below = [
        f"{name}: {now.floors.get(name, 0.0):.3f}, floor {floor:.3f}"
        for name, floor in pinned.floors.items()
        if now.floors.get(name, 0.0) < floor
    ]
    if now.false_on_negatives > pinned.false_on_negatives:
        below.append(
            f"false records on negatives: {now.false_on_negatives},"
            f" at most {pinned.false_on_negatives}"
        )
    return below


def raised(pinned: Split, card: Scorecard) -> Split:
    """The higher of floor and measure, name by name; a floor never falls here."""
    now = measured(card)
    return Split(
        floors={
            name: max(value, pinned.floors.get(name, 0.0)) for name, value in now.floors.items()
        },
        false_on_negatives=min(pinned.false_on_negatives, now.false_on_negatives)
        if pinned.floors
        else now.false_on_negatives,
    )
