"""One pattern file, read and validated; an error names file, line, key, value, what is allowed."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from extractor.errors import PatternError

ModelT = TypeVar("ModelT", bound=BaseModel)
Loc = Sequence[int | str]

_SHOWN_CHARS = 60
_KINDS = {
    "tuple_type": "a list",
    "string_type": "a text in quotes",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "model_type": "a table",
    "model_attributes_type": "a table",
}


def read_text(path: Path) -> str:
    """Text of the file without a byte order mark.

    Raises:
        PatternError: the file cannot be read or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise PatternError(f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise PatternError(f"{path}: cannot be read: {error.strerror}") from error


def load_toml(path: Path, model: type[ModelT]) -> ModelT:
    """The TOML file as an instance of ``model``.

    Raises:
        PatternError: it is no TOML, or a key or value breaks the model.
    """
    text = read_text(path)
    try:
        content = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise PatternError(f"{path}: no valid TOML: {error}") from error
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise PatternError(_describe(path, error, model, text)) from error


def load_jsonl(path: Path, model: type[ModelT]) -> tuple[ModelT, ...]:
    """One instance of ``model`` a line of the JSON Lines file; blank lines are skipped.

    Raises:
        PatternError: a line is no JSON object, or a key or value breaks the model.
    """
    rows = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            content = json.loads(line)
        except json.JSONDecodeError as error:
            raise PatternError(
                f"{path}:{number}: no valid JSON: {error.msg} (column {error.colno})"
            ) from error
        rows.append(_validate_row(path, number, content, model))
    return tuple(rows)


def load_csv(path: Path, model: type[ModelT], *, lists: Sequence[str]) -> tuple[ModelT, ...]:
    """One instance of ``model`` a row of the CSV file with a header line.

    An empty cell is an absent value; the columns ``lists`` hold values parted by "|".

    Raises:
        PatternError: a row has other columns than the header, or breaks the model.
    """
    reader = csv.reader(read_text(path).splitlines())
    header = next(reader, [])
    rows = []
    for cells in reader:
        if not cells:
            continue
        if len(cells) != len(header):
            raise PatternError(
                f"{path}:{reader.line_num}: {len(cells)} cells, the header has {len(header)}"
            )
        content: dict[str, Any] = {
            column: cell.strip() or None for column, cell in zip(header, cells, strict=True)
        }
        for column in lists:
            cell = content.get(column)
            content[column] = [part.strip() for part in cell.split("|")] if cell else []
        rows.append(_validate_row(path, reader.line_num, content, model))
    return tuple(rows)


def line_of(text: str, loc: Loc) -> int:
    """Number of the line of a TOML text where the value at ``loc`` stands, 1 if not found."""
    lines = text.split("\n")
    start, end = 0, len(lines)
    found = 0
    for depth, part in enumerate(loc):
        if isinstance(part, str):
            hits = _lines_with_key(lines, start, end, part)
            index = loc[depth + 1] if depth + 1 < len(loc) else None
            tables = [hit for hit in hits if lines[hit].lstrip().startswith("[[")]
            if tables and isinstance(index, int):
                found = tables[min(index, len(tables) - 1)]
                start, end = found + 1, _next_table(lines, found + 1)
            elif hits:
                found = start = hits[0]
        elif not lines[found].lstrip().startswith("[["):
            items = [n for n in range(found + 1, end) if re.match(r"\s*[^\s#\]]", lines[n])]
            if lines[found].rstrip().endswith("[") and part < len(items):
                found = start = items[part]
                end = found + 1
    return found + 1


def _validate_row(path: Path, number: int, content: object, model: type[ModelT]) -> ModelT:
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise PatternError(_describe(path, error, model, number)) from error


def _describe(path: Path, error: ValidationError, model: type[BaseModel], where: str | int) -> str:
    """The first fault in one line; ``where`` is the TOML text or the number of the line."""
    faults = error.errors(include_url=False)
    # A misspelt key is unknown and leaves another one missing: the first is the cause.
    fault = next((each for each in faults if each["type"] == "extra_forbidden"), faults[0])
    loc = fault["loc"]
    if isinstance(where, int):
        line = where
    else:
        line = line_of(where, loc) if loc else _line_naming(where, fault["msg"])
    key = ".".join(str(part) for part in loc) or "(whole entry)"
    kind = fault["type"]
    shown = repr(fault["input"])
    if len(shown) > _SHOWN_CHARS:
        shown = shown[:_SHOWN_CHARS] + "…"
    if kind == "extra_forbidden":
        allowed = ", ".join(sorted(_fields_at(model, loc[:-1])))
        said = f"unknown key {key} = {shown}; allowed: {allowed}"
    elif kind == "missing":
        said = f"key {key} is missing"
    elif kind == "literal_error":
        said = f"{key} = {shown}; allowed: {fault['ctx']['expected']}"
    elif kind == "value_error":
        said = str(fault["ctx"]["error"])
    else:
        said = f"{key} = {shown}; allowed: {_KINDS.get(kind, fault['msg'])}"
    return f"{path}:{line}: {said}"


def _line_naming(text: str, message: str) -> int:
    """Line of the first value that the message puts in quotes, 1 if there is none."""
    named = re.search(r"'([^']+)'", message)
    lines = text.split("\n") if named else []
    found = (n for n, line in enumerate(lines, start=1) if named and f'"{named[1]}"' in line)
    return next(found, 1)


def _fields_at(model: type[BaseModel], loc: Loc) -> list[str]:
    """Names of the keys allowed at ``loc`` inside ``model``."""
    for part in loc:
        if isinstance(part, str) and part in model.model_fields:
            inner = _inner_model(model.model_fields[part].annotation)
            if inner is None:
                return []
            model = inner
    return list(model.model_fields)


def _inner_model(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in get_args(annotation) if (found := _inner_model(arg))), None)


def _lines_with_key(lines: Sequence[str], start: int, end: int, key: str) -> list[int]:
    named = re.compile(
        rf"^\s*(?:\[\[?\s*[\"']?{re.escape(key)}[\"']?\s*\]|[\"']?{re.escape(key)}[\"']?\s*=)"
        rf"|[{{,]\s*[\"']?{re.escape(key)}[\"']?\s*="
    )
    return [n for n in range(start, end) if named.search(lines[n])]


def _next_table(lines: Sequence[str], start: int) -> int:
    return next((n for n in range(start, len(lines)) if lines[n].startswith("[")), len(lines))
