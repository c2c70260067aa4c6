"""The frozen settings of a run; read from the command line or given by the caller."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

MEGABYTE = 1_000_000


class Settings(BaseModel):
    """Limits and switches that change what comes out of a run.

    Attributes:
        max_page_bytes: a page above this size is refused with its size (bytes).
        max_text_chars: text beyond this many code points is cut, and said so.
        keep_refused: keep candidates that made no record, with their reason.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_page_bytes: int = 20 * MEGABYTE
    max_text_chars: int = 200_000
    keep_refused: bool = False
