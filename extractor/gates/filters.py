"""Filters by host and by the day of capture."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Filters:
    """Which captures are wanted at all; empty means any.

    Attributes:
        hosts: a host or a domain, which stands for its subdomains too.
        since, until: days of capture as YYYY-MM-DD, both included.
    """

    hosts: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    def reason(self, host: str, date: str) -> str | None:
        """Why the capture is passed over ("host" or "date"); None if it is wanted.

        A capture without a date is wanted: nothing says that it lies outside.
        """
        if self.hosts and not any(host == each or host.endswith(f".{each}") for each in self.hosts):
            return "host"
        day = "".join(c for c in date[:10] if c.isdigit())[:8]
        if len(day) == 8:
            if self.since is not None and day < self.since.replace("-", ""):
                return "date"
            if self.until is not None and day > self.until.replace("-", ""):
                return "date"
        return None


def host_of(url: str | None) -> str:
    """Host of an address in lower case, without a leading "www."; "" where there is none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
