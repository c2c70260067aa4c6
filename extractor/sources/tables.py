"""CSV and Parquet: one page a row, by the columns url, html or text, title, published."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import BinaryIO, TextIO

from extractor.errors import InputRejected
from extractor.models import Page, Reject
from extractor.sources.columns import Columns
from extractor.sources.lines import MAX_LINE_BYTES
from extractor.sources.rows import GUESSED, page_of

DELIMITERS = ",;\t|"
_BATCH_ROWS = 256


def read_csv(
    stream: BinaryIO, name: str, published: str | None, columns: Columns = GUESSED
) -> Iterator[tuple[Page | Reject, int]]:
    """Each row as a page or a reject, with the bytes read since the one before.

    ``source`` ends in the line on which the row ends. UTF-8 with or without a mark, else
    Windows-1252; the delimiter is the one that the heading uses most.

    Raises:
        InputRejected: no heading with a text or html column ("no-content").
    """
    csv.field_size_limit(MAX_LINE_BYTES)
    lines = io.TextIOWrapper(stream, encoding=_encoding(stream), errors="replace", newline="")
    behind = 0
    try:
        for item in _csv_rows(lines, name, published, columns):
            position = stream.tell()
            yield item, position - behind
            behind = position
    finally:
        lines.detach()


def _csv_rows(
    lines: TextIO, name: str, published: str | None, columns: Columns
) -> Iterator[Page | Reject]:
    heading = lines.readline()
    if not heading.strip():
        raise InputRejected("read", "empty", "the file holds no row")
    delimiter = max(DELIMITERS, key=heading.count)
    names = [cell.strip() for cell in next(csv.reader([heading], delimiter=delimiter))]
    if not columns.has_content(names):
        message = f"no column html or text; the heading has: {', '.join(names)[:200]}"
        raise InputRejected("read", "no-content", message)
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            message = f"the row is no CSV: {error}"
            yield _reject(f"{name}#{rows.line_num + 1}", "bad-csv", message)
            continue
        if cells:
            row = {k: v or None for k, v in zip(names, cells, strict=False)}
            yield _page(row, f"{name}#{rows.line_num + 1}", published, columns)


def read_parquet(
    path: Path, name: str, published: str | None, columns: Columns = GUESSED
) -> Iterator[tuple[Page | Reject, int]]:
    """Each row as a page or a reject, with its share of the file in bytes.

    Raises:
        InputRejected: the file is no Parquet, or has no html or text column.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            names = columns.wanted(file.schema_arrow.names)
            if not columns.has_content(names):
                raise InputRejected("read", "no-content", "no column html or text")
            share = path.stat().st_size // max(1, file.metadata.num_rows)
            number = 0
            for batch in file.iter_batches(batch_size=_BATCH_ROWS, columns=names):
                for row in batch.to_pylist():
                    number += 1
                    yield _page(_texts(row), f"{name}#{number}", published, columns), share
    except (pa.ArrowException, OSError) as error:
        raise InputRejected("read", "bad-parquet", f"the file is no Parquet: {error}") from error


def _texts(row: dict[str, object]) -> dict[str, object]:
    """Bytes of an html column as text, dates as ISO strings: what the other containers hold."""
    texts: dict[str, object] = {}
    for key, value in row.items():
        if isinstance(value, bytes):
            texts[key] = value.decode("utf-8", "replace")
        elif isinstance(value, date):
            texts[key] = value.isoformat()
        else:
            texts[key] = value
    return texts


def _page(
    row: Mapping[str, object], source: str, published: str | None, columns: Columns
) -> Page | Reject:
    try:
        return page_of(row, source, published, columns)
    except InputRejected as problem:
        return _reject(source, problem.code, problem.message)


def _reject(source: str, code: str, message: str) -> Reject:
    return Reject(source=source, stage="read", code=code, message=message)


def _encoding(stream: BinaryIO) -> str:
    start = stream.read(_SNIFFED)
    stream.seek(0)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        start[: start.rfind(b"\n") + 1 or None].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


_SNIFFED = 1 << 20
