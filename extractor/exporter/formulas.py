"""Cells that a spreadsheet would run: made harmless on the way out, restored on the way in."""

from __future__ import annotations

import re

# Where a line begins like a formula, behind apostrophes and blanks, also in full width; or
# with a tab, which some programs skip before they look.
_LINE = "(?:^|(?<=[\n\r]))"
_LIVE = "'*(?:(?:[^\\S\n\r]|[\u200b\ufeff])*[=+\\-@\uff1d\uff0b\uff0d\uff20]|\t)"
_RISKY = re.compile(f"{_LINE}(?={_LIVE})")
_DISARMED = re.compile(f"{_LINE}'(?={_LIVE})")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def disarm(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet would take for a formula."""
    if text[:1].isalnum() and text.isprintable():
        return text
    return _RISKY.sub("'", text)


def restore(text: str) -> str:
    """What ``disarm`` was given."""
    return _DISARMED.sub("", text)


def printable(text: str) -> str:
    """The text without control characters, which no spreadsheet file may hold."""
    return text if text.isprintable() else _CONTROL.sub("", text)
