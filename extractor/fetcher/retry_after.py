"""The Retry-After header as seconds."""

from __future__ import annotations

from datetime import UTC
from email.utils import parsedate_to_datetime


def retry_after(value: str, now: float) -> float | None:
    """Seconds to wait by a header of seconds or of an HTTP date; None where it says nothing.

    A time that is over, a negative number and anything unreadable say nothing.
    """
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:12]) or None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    seconds = moment.timestamp() - now
    return seconds if seconds > 0 else None
