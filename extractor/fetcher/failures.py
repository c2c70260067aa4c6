"""Why an address gave no page, and when asking again can help."""

from __future__ import annotations

from typing import Final, Literal

from extractor.errors import ExtractorError

Again = Literal["now", "later", "never"]

# "now": again in this run after a pause, and in the next; "later": in the next run only.
AGAIN: Final[dict[str, Again]] = {
    "timeout": "now",
    "connection": "now",
    "truncated": "now",
    "dns": "now",
    "http-408": "now",
    "http-425": "now",
    "http-429": "now",
    "tls": "later",
    "protocol": "later",
    "blocked": "later",
    "robots": "later",
    "robots-unreachable": "later",
    "crawl-delay": "later",
    "host-deferred": "later",
    "host-failing": "later",
}


def when_again(code: str) -> Again:
    """When an address that failed with this code is worth another request."""
    if code.startswith("http-5"):
        return "now"
    return AGAIN.get(code, "never")


class FetchFailure(ExtractorError):  # noqa: N818 -- a value of every run, rarely an error
    """One address that gave no page.

    Attributes:
        code: stable; the reader's words for it are in the message catalogue.
        status: HTTP status, where there was an answer.
        retry_after: seconds that the server asked to wait, if it did.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.retry_after = retry_after

    def bare(self) -> FetchFailure:
        """The same without a traceback, whose frames would keep the page in memory."""
        return FetchFailure(
            self.code, self.message, status=self.status, retry_after=self.retry_after
        )

    @property
    def again(self) -> Again:
        return when_again(self.code)


class Stopped(Exception):  # noqa: N818 -- no error: the user asked to stop
    """Raised where a pause is cut short because the run is stopping."""
