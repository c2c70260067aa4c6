"""What lies beside exported files: card, package descriptions, schemas, checksums.

The folder's data package is the memory: a file exported there earlier stays described as long
as it is unchanged. A file of somebody else's making is never written over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from extractor import messages
from extractor.dataset import Dataset
from extractor.exporter.atomic import write_text
from extractor.exporter.request import Request

PACKAGE = "datapackage.json"
CARD = "README.md"
CROISSANT = "croissant.json"
TABLE_SCHEMA = "awards.schema.json"
RECORD_SCHEMA = "record.schema.json"
DATASETTE = "metadata.json"
SUMS = "SHA256SUMS"

# Stands in every file written here, so that it may be written anew.
MARK = "award-extractor"


class Exported(BaseModel):
    """One exported file: what it is called, what it holds, and the digest of its bytes."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    format: str
    size: int
    sha256: str
    rows: int
    spans_only: bool
    chosen: str
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder with exported files and the dataset they are from."""

    folder: Path
    files: tuple[Exported, ...]
    dataset: Dataset
    request: Request


def describe(dataset: Dataset, to: Path, rows: int, request: Request) -> list[Path]:
    """Write everything that lies beside the file just exported; what was left alone.

    Raises:
        OutputError: the folder refuses.
    """
    from extractor.exporter.card import card
    from extractor.exporter.croissant import croissant
    from extractor.exporter.datapackage import datapackage
    from extractor.exporter.schemas import datasette, table_schema
    from extractor.record_schema import record_schema

    fresh = Exported(
        name=to.name, format=to.suffix.lower().lstrip("."), size=to.stat().st_size,
        sha256=file_digest(to), rows=rows, spans_only=request.spans_only,
        chosen=request.chosen.told(),
        sheet=messages.text("sheet-flat", request.lang) if to.suffix.lower() == ".xlsx" else None,
    )  # fmt: skip
    files = (*(each for each in _earlier(to.parent) if each.name != to.name), fresh)
    shelf = Shelf(to.parent, tuple(sorted(files, key=lambda f: f.name)), dataset, request)
    makers: dict[str, Callable[[], str]] = {
        CARD: lambda: card(shelf),
        TABLE_SCHEMA: lambda: _json(table_schema(request)),
        RECORD_SCHEMA: lambda: _json(record_schema()),
        CROISSANT: lambda: _json(croissant(shelf)),
        DATASETTE: lambda: _json(datasette(shelf)),
        PACKAGE: lambda: _json(datapackage(shelf)),
    }
    left_alone = [shelf.folder / name for name in makers if not _ours(shelf.folder / name)]
    for name, make in makers.items():
        if shelf.folder / name not in left_alone:
            write_text(shelf.folder / name, make())
    written = [name for name in makers if shelf.folder / name not in left_alone]
    if _is_sums(shelf.folder / SUMS):
        named = sorted([*(f.name for f in shelf.files), *written])
        lines = [f"{file_digest(shelf.folder / name)}  {name}\n" for name in named]
        write_text(shelf.folder / SUMS, "".join(lines))
    else:
        left_alone.append(shelf.folder / SUMS)
    return left_alone


def file_digest(path: Path) -> str:
    """sha256 (hex) of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _earlier(folder: Path) -> list[Exported]:
    """Files exported here before that are as they were."""
    try:
        package = orjson.loads((folder / PACKAGE).read_bytes())
        found = [Exported.model_validate(each) for each in package[MARK]["files"]]
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        return []
    return [
        each for each in found
        if Path(each.name).name == each.name
        and (folder / each.name).is_file()
        and (folder / each.name).stat().st_size == each.size
        and file_digest(folder / each.name) == each.sha256
    ]  # fmt: skip


def _ours(path: Path) -> bool:
    """Whether the file is absent or was written by this program."""
    try:
        return MARK.encode() in path.read_bytes()
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _is_sums(path: Path) -> bool:
    """Whether the list of checksums is absent or names our package."""
    return not path.exists() or PACKAGE.encode() in path.read_bytes()


def _json(content: object) -> str:
    return orjson.dumps(content, option=orjson.OPT_INDENT_2).decode() + "\n"
