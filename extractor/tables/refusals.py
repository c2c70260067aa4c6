"""Why a table is not read, said by a code so that each reader has it in his language."""

from __future__ import annotations

from extractor.errors import TableError


def refused(code: str, **values: object) -> TableError:
    """The error with the catalogue's text; ``values`` fill it."""
    return TableError(f"table-{code}", **values)
