"""Where the pattern files lie: inside the installed package, else in the checkout."""

from __future__ import annotations

from pathlib import Path

from extractor.errors import PatternError

PACKAGE = Path(__file__).resolve().parents[1]


def find_patterns() -> Path:
    """The folder of the pattern files that came with this installation.

    A wheel carries them as ``extractor/_patterns``; a checkout and an editable install
    have them as ``patterns/`` beside the package.

    Raises:
        PatternError: neither folder is there.
    """
    candidates = (PACKAGE / "_patterns", PACKAGE.parent / "patterns")
    for candidate in candidates:
        if (candidate / "awards").is_dir():
            return candidate
    looked = " or ".join(str(candidate) for candidate in candidates)
    raise PatternError(f"no pattern files in {looked}; reinstall award-extractor")
