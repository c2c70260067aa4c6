"""Files that hold nothing but addresses, an address a line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from extractor.sources.kinds import is_address

MAX_BYTES: Final = 64 << 20
_LINES = re.compile(r"\r\n|\r|\n")


def addresses_in(path: Path, start: bytes) -> tuple[str, ...]:
    """The addresses of such a file, `#` lines left out; none if it is a text to be read.

    The first entry is an address and no entry has a blank inside it: an article that was pasted
    with its address on top has sentences below. An entry that is no address keeps its place, to
    be rejected by name. ``start``, the file's first bytes, mostly settles the matter.
    """
    first = _entries(start.decode("utf-8-sig", errors="replace"))[:1]
    if not first or not is_address(first[0]) or " " in first[0]:
        return ()
    if path.stat().st_size > MAX_BYTES:
        return ()
    entries = _entries(path.read_bytes().decode("utf-8-sig", errors="replace"))
    return () if any(len(entry.split()) > 1 for entry in entries) else tuple(entries)


def _entries(text: str) -> list[str]:
    lines = (line.strip() for line in _LINES.split(text))
    return [line for line in lines if line and not line.startswith("#")]
