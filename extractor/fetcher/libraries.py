"""Libraries that only fetching needs: loaded when used, missing ones named with their command."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from extractor.errors import MissingExtraError


def needed(module: str) -> Any:
    """A module of the ``archive`` extra.

    Raises:
        MissingExtraError: its package is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError("archive", module.partition(".")[0]) from error
