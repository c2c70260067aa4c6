"""Found records against gold: precision, recall, F1, and what went wrong where."""

from __future__ import annotations

from extractor.evaluator.gold import GoldArticle, GoldRecord, load_gold
from extractor.evaluator.scorecard import Scorecard, score

__all__ = ["GoldArticle", "GoldRecord", "Scorecard", "load_gold", "score"]
