"""The command `award-extractor`."""

from __future__ import annotations

from extractor.cli.app import main

__all__ = ["main"]
