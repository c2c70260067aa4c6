"""datapackage.json: the folder as a Frictionless data package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor import messages
from extractor.dataset.columns import Column, columns_of

if TYPE_CHECKING:
    from extractor.exporter.beside import Exported, Shelf

MEDIA_TYPES = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "db": "application/vnd.sqlite3",
}
# Frictionless reads these through other libraries and counts none of their bytes; their digests
# stand in SHA256SUMS.
_UNCOUNTED = ("xlsx", "parquet")
_TYPES = {"text": "string", "decimal": "number", "integer": "integer", "date": "date"}


def datapackage(shelf: Shelf) -> dict[str, object]:
    """The description; what only this program needs stands under its own name."""
    return {
        "profile": "data-package",
        "name": "award-records",
        "title": messages.text("card-title", "en"),
        "description": messages.text("card-what", "en"),
        "resources": [_resource(file) for file in shelf.files],
        "award-extractor": {"files": [file.model_dump() for file in shelf.files]},
    }


def _resource(file: Exported) -> dict[str, object]:
    resource: dict[str, object] = {
        "name": file.name.lower().replace(".", "-").replace(" ", "-"),
        "path": file.name,
        "format": file.format,
        "mediatype": MEDIA_TYPES[file.format],
    }
    if file.format not in _UNCOUNTED:
        resource |= {"bytes": file.size, "hash": f"sha256:{file.sha256}"}
    if file.format == "csv":
        fields = [_field(column) for column in columns_of(spans_only=file.spans_only)]
        resource |= {
            "profile": "tabular-data-resource",
            "encoding": "utf-8-sig",
            "schema": {"fields": fields, "primaryKey": "record_id", "missingValues": [""]},
        }
    elif file.format == "xlsx" and file.sheet:
        # a day comes out of Excel as a moment
        fields = [
            _field(column) | ({"type": "any"} if column.kind == "date" else {})
            for column in columns_of(spans_only=file.spans_only)
        ]
        resource |= {
            "profile": "tabular-data-resource",
            "dialect": {"excel": {"sheet": file.sheet}},
            "schema": {"fields": fields, "primaryKey": "record_id", "missingValues": [""]},
        }
    return resource


def _field(column: Column) -> dict[str, object]:
    field: dict[str, object] = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "description": messages.text(f"meaning-{column.name}", "en"),
    }
    if column.name == "record_id":
        field["constraints"] = {"required": True, "unique": True}
    return field
