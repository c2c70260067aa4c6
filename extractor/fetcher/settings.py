"""How a fetch behaves: manners, limits and time-outs, all in one frozen object."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel, ConfigDict, Field, field_validator

MEBIBYTE: Final = 1 << 20

# Nobody's server but one's own (``allow_hosts``) is asked more often than this.
SHORTEST_DELAY: Final = 1.0


class FetchSettings(BaseModel):
    """Manners and limits of one fetch.

    Attributes:
        contact: address or mailbox printed in the user agent, so that an editor can complain.
        delay: seconds between the end of a request and the next one to the same host; below
            one second only where the host is one's own.
        jitter: share of the delay that is added at random.
        max_crawl_delay: a robots.txt that asks for more seconds than this closes the host.
        concurrency: requests in flight over all hosts; one a host.
        connect_timeout, read_timeout, total_timeout: seconds; the last for a whole page.
        max_wire_bytes, max_body_bytes: of a page, as sent and decompressed.
        max_sitemap_bytes: of a sitemap or feed, decompressed.
        max_redirects: hops from one address.
        max_tries: requests of one address in one run.
        backoff, max_backoff: seconds; a pause is drawn at random up to backoff * 2**tries.
        max_retry_after: seconds; a server that asks for more is left for the next run.
        breaker_failures, breaker_timeouts: failures in a row after which a host rests.
        breaker_pause: seconds of the first rest, doubled each time.
        breaker_trials: rests before the host is left for the next run.
        robots_ttl: seconds that a robots.txt is believed.
        max_pages, max_pages_per_host: articles requested in this run.
        max_depth: pages of one index, tag or search listing.
        max_parts: pages of one article.
        max_seconds: length of the run.
        grace: seconds that requests in flight get when the user stops.
        refresh: ask again for what is already stored, with its validators.
        relist: seconds after which a new run reads a listing again.
        discover_only: read listings, feeds and sitemaps, but no article.
        allow_hosts: one's own hosts ("127.0.0.1", "127.0.0.1:8000"), private ones included.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    contact: str | None = None
    delay: float = Field(default=2.0, ge=0)
    jitter: float = Field(default=0.25, ge=0, le=2)
    max_crawl_delay: float = 60.0
    concurrency: int = Field(default=16, ge=1, le=256)
    connect_timeout: float = 5.0
    read_timeout: float = 10.0
    total_timeout: float = 60.0
    max_wire_bytes: int = 10 * MEBIBYTE
    max_body_bytes: int = 10 * MEBIBYTE
    max_sitemap_bytes: int = 50 * MEBIBYTE
    max_redirects: int = 5
    max_tries: int = Field(default=4, ge=1)
    backoff: float = 2.0
    max_backoff: float = 60.0
    max_retry_after: float = 300.0
    breaker_failures: int = 5
    breaker_timeouts: int = 20
    breaker_pause: float = 30.0
    breaker_trials: int = 3
    robots_ttl: float = 86_400.0
    max_pages: int | None = Field(default=None, ge=0)
    max_pages_per_host: int | None = Field(default=None, ge=0)
    max_depth: int = Field(default=50, ge=1)
    max_parts: int = 20
    max_seconds: float | None = Field(default=None, gt=0)
    grace: float = 10.0
    refresh: bool = False
    relist: float = 6 * 3600.0
    discover_only: bool = False
    allow_hosts: tuple[str, ...] = ()

    @field_validator("contact")
    @classmethod
    def printable(cls, value: str | None) -> str | None:
        """A contact stands in a header line: one line of printable ASCII."""
        if value is not None and not (value.isascii() and value.isprintable() and value.strip()):
            raise ValueError("write the contact as one line of plain letters")
        return value.strip() if value else None
