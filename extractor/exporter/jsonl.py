"""Nested records as JSON lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from extractor.dataset import Dataset
from extractor.exporter.request import Request


def write_jsonl(dataset: Dataset, path: Path, request: Request) -> int:
    """Write one record a line; number of lines."""
    count = 0
    with path.open("wb") as file:
        for line in dataset.records(request.chosen):
            file.write((_without_words(line) if request.spans_only else line) + b"\n")
            count += 1
    return count


def _without_words(line: bytes) -> bytes:
    """The record with its title, evidence and remarks emptied of the article's words."""
    record: dict[str, Any] = orjson.loads(line)
    record["article"]["title"] = None
    for spans in record["evidence"].values():
        for span in spans if isinstance(spans, list) else [spans]:
            span["text"] = ""
    record["checks"] = [check | {"message": ""} for check in record["checks"]]
    return orjson.dumps(record)
