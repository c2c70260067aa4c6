"""Reading of official tables: any common format to one OfficialTable, or a clear error."""

from __future__ import annotations

from extractor.tables.read import read_table
from extractor.tables.schema import TableOptions

__all__ = ["TableOptions", "read_table"]
