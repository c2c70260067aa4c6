"""Pages passed over, counted by host and reason, never listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping


class Tally:
    """Counts by (host, reason)."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()

    def add(self, host: str, reason: str) -> None:
        self.counts[host, reason] += 1

    def take(self) -> dict[str, int]:
        """The counts since the last call, as ``reason host`` -> number; they begin anew."""
        taken = {f"{reason} {host}": n for (host, reason), n in sorted(self.counts.items())}
        self.counts.clear()
        return taken

    def update(self, taken: Mapping[str, int]) -> None:
        """Add what another tally had taken."""
        for key, number in taken.items():
            reason, _, host = key.partition(" ")
            self.counts[host, reason] += number

    def by_reason(self) -> dict[str, int]:
        totals: Counter[str] = Counter()
        for (_, reason), number in self.counts.items():
            totals[reason] += number
        return dict(sorted(totals.items()))
