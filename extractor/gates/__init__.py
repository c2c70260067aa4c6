"""Gates: what lets a page through to the parser and an article through to the matchers."""

from __future__ import annotations

from extractor.gates.filters import Filters, host_of
from extractor.gates.gatekeeper import Gatekeeper
from extractor.gates.gates import Gates, load_gates
from extractor.gates.scanning import Engine, engine_for
from extractor.gates.tally import Tally

__all__ = [
    "Engine",
    "Filters",
    "Gatekeeper",
    "Gates",
    "Tally",
    "engine_for",
    "host_of",
    "load_gates",
]
