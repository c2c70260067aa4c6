"""What every part of the settling works with."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from extractor.fetcher.keeping import Keeper
from extractor.fetcher.ledger import Ledger
from extractor.fetcher.patterns import FetchPatterns
from extractor.fetcher.publishers import Publishers
from extractor.fetcher.selection import Selection
from extractor.fetcher.settings import FetchSettings


@dataclass(frozen=True, slots=True)
class Desk:
    """Index, archive and what is wanted.

    Attributes:
        clock: seconds since the epoch; ``started`` those at which the run began.
    """

    ledger: Ledger
    keeper: Keeper
    selection: Selection
    settings: FetchSettings
    patterns: FetchPatterns
    publishers: Publishers
    clock: Callable[[], float] = time.time
    started: float = field(default=0.0)
