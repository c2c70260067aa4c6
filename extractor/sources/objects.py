"""JSON: one page an object, alone or in a list (as trafilatura and Fundus write them)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from extractor.errors import InputRejected
from extractor.models import Page, Reject
from extractor.sources.columns import Columns
from extractor.sources.lines import read_jsonl
from extractor.sources.rows import GUESSED, page_of

MAX_FILE_BYTES = 512_000_000


def read_json(
    stream: BinaryIO, name: str, published: str | None, columns: Columns = GUESSED
) -> Iterator[tuple[Page | Reject | None, int]]:
    """Each object as a page or a reject, with its share of the file in bytes.

    ``source`` ends in the object's number where the file holds a list. Lines of objects under
    a name that promises JSON are read as what they are.

    Raises:
        InputRejected: no JSON, or above the limit.
    """
    import orjson

    data = stream.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        message = f"a JSON file above {MAX_FILE_BYTES} bytes; write one object a line (.jsonl)"
        raise InputRejected("read", "too-large", message)
    try:
        content = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        if data.lstrip()[:1] == b"{" and b"}\n{" in data.replace(b"\r", b""):
            yield from read_jsonl(io.BytesIO(data), name, published, columns)
            return
        raise InputRejected("read", "bad-json", f"the file is no JSON: {error}") from error
    rows = content if isinstance(content, list) else [content]
    share = len(data) // max(1, len(rows))
    for number, row in enumerate(rows, start=1):
        source = f"{name}#{number}" if isinstance(content, list) else name
        try:
            yield _page(row, source, published, columns), share
        except InputRejected as problem:
            reject = Reject(
                source=source, stage=problem.stage, code=problem.code, message=problem.message
            )
            yield reject, share


def _page(row: object, source: str, published: str | None, columns: Columns) -> Page:
    if not isinstance(row, dict):
        raise InputRejected("read", "not-an-object", "the element is no JSON object")
    return page_of(row, source, published, columns)
