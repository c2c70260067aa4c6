"""A dataset or a run as files that other programs open; a format is one function and one entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from extractor.dataset import Dataset
from extractor.errors import OutputError
from extractor.exporter.atomic import replacing
from extractor.exporter.csvfile import write_csv
from extractor.exporter.database import write_database
from extractor.exporter.jsonl import write_jsonl
from extractor.exporter.parquet import write_parquet
from extractor.exporter.request import Request
from extractor.exporter.workbook import write_workbook

__all__ = ["FORMATS", "Request", "export"]

Writer = Callable[[Dataset, Path, Request], int]

FORMATS: Final[Mapping[str, Writer]] = MappingProxyType(
    {
        ".csv": write_csv,
        ".jsonl": write_jsonl,
        ".parquet": write_parquet,
        ".xlsx": write_workbook,
        ".db": write_database,
    }
)


def export(dataset: Dataset, to: Path, request: Request) -> int:
    """Write the records to the file, in the format of its suffix; number of records.

    The file is whole or, if anything fails, as it was before.

    Raises:
        OutputError: no format has this suffix, or the file cannot be written.
        MissingExtraError: the format's library is not installed.
    """
    writer = FORMATS.get(to.suffix.lower())
    if writer is None:
        raise OutputError("trouble-suffix", path=to, known=", ".join(FORMATS))
    if to.resolve() == dataset.path.resolve():
        raise OutputError("trouble-itself", path=to)
    with replacing(to) as temporary:
        return writer(dataset, temporary, request)
