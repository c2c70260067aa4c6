"""Pins the floors: measures every split of corpus/gold and raises corpus/floors.json to it.

usage: python corpus/pin_floors.py [--lower]

A floor never falls unasked: with --lower the floors become what is measured now, which needs
a line in CHANGELOG.md. A changed corpus is pinned by its new digest.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from extractor.cli.evaluation import Question, extracted
from extractor.evaluator import load_gold, score
from extractor.evaluator.floors import Floors, Split, fallen, load_floors, measured, raised
from extractor.evaluator.gold import corpus_digest

ROOT = Path(__file__).resolve().parent
GOLD, FLOORS = ROOT / "gold", ROOT / "floors.json"
SPLITS = ("dev", "test")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lower", action="store_true")
    lower = parser.parse_args().lower
    pinned = load_floors(FLOORS).splits if FLOORS.exists() else {}
    splits = {}
    for name in SPLITS:
        gold = load_gold(GOLD, name)
        card = score(gold, extracted(gold, Question(gold=GOLD)), draws=1)
        old = pinned.get(name, Split())
        splits[name] = measured(card) if lower else raised(old, card)
        for line in fallen(old, card):
            print(f"{name}: {line}" + (" (lowered)" if lower else " (kept)"))
    floors = Floors(corpus=corpus_digest(GOLD), splits=splits)
    FLOORS.write_text(floors.model_dump_json(indent=1) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
