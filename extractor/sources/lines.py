"""JSONL: one page a line, split on line feeds only, each line bounded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from extractor.errors import InputRejected
from extractor.models import Page, Reject
from extractor.sources.columns import Columns
from extractor.sources.rows import GUESSED, page_of

MAX_LINE_BYTES = 16_000_000
_CHUNK = 1 << 20


def raw_lines(stream: BinaryIO) -> Iterator[tuple[int, int, bytes | None]]:
    """Line number from 1, length in bytes, and the line; None in place of one above the limit."""
    number = 0
    while line := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        length = len(line)
        if length > MAX_LINE_BYTES and not line.endswith(b"\n"):
            while rest := stream.readline(_CHUNK):
                length += len(rest)
                if rest.endswith(b"\n"):
                    break
            yield number, length, None
        else:
            yield number, length, line


def read_jsonl(
    stream: BinaryIO, name: str, published: str | None, columns: Columns = GUESSED
) -> Iterator[tuple[Page | Reject | None, int]]:
    """Each line as a page or a reject (None for a blank line), with its length in bytes."""
    for number, length, line in raw_lines(stream):
        source = f"{name}#{number}"
        if line is None:
            message = f"the line is longer than {MAX_LINE_BYTES} bytes ({length})"
            yield _reject(source, InputRejected("read", "line-too-long", message)), length
        elif not (line.strip() if number > 1 else line.removeprefix(b"\xef\xbb\xbf").strip()):
            yield None, length
        else:
            try:
                yield _parsed(line, source, published, columns), length
            except InputRejected as problem:
                yield _reject(source, problem), length


def _parsed(line: bytes, source: str, published: str | None, columns: Columns) -> Page:
    import orjson

    try:
        row = orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise InputRejected("read", "bad-json", f"the line is no JSON: {error}") from error
    if not isinstance(row, dict):
        raise InputRejected("read", "not-an-object", "the line is no JSON object")
    return page_of(row, source, published, columns)


def _reject(source: str, problem: InputRejected) -> Reject:
    return Reject(source=source, stage=problem.stage, code=problem.code, message=problem.message)
