"""The gatekeeper of one reader of archives: filters and page gate in front, what it turned away."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.gates.filters import Filters, host_of
from extractor.gates.gates import Gates
from extractor.gates.tally import Tally


@dataclass(slots=True)
class Gatekeeper:
    """Lets captures through or counts them.

    Attributes:
        gates: None where no prefilter is wanted.
        tally: captures turned away, by host and reason.
    """

    filters: Filters = field(default_factory=Filters)
    gates: Gates | None = None
    tally: Tally = field(default_factory=Tally)

    def admits(self, url: str | None, date: str, body: bytes) -> bool:
        """Whether the capture has to be parsed; one that has not is counted."""
        host = host_of(url)
        reason = self.filters.reason(host, date)
        if reason is None and self.gates is not None:
            reason = self.gates.page_reason(body)
        if reason is not None:
            self.tally.add(host, reason)
        return reason is None

    def turn_away(self, url: str | None, reason: str) -> None:
        """Count a capture that the reader passed over itself."""
        self.tally.add(host_of(url), reason)
