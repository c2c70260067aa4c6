"""JSON Schema of a row of the flat table, and the description that Datasette reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor import messages
from extractor.dataset.columns import Column
from extractor.exporter.request import Request

if TYPE_CHECKING:
    from extractor.exporter.beside import Shelf

TABLE_VERSION = 1

_TYPES: dict[str, dict[str, object]] = {
    "text": {"type": ["string", "null"]},
    "decimal": {"type": ["string", "null"], "pattern": "^-?[0-9]+(\\.[0-9]+)?$"},
    "integer": {"type": ["integer", "null"]},
    "date": {"type": ["string", "null"], "format": "date"},
}


def table_schema(request: Request) -> dict[str, object]:
    """The schema of a row: cells of CSV read by their types, decimals as strings."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:award-extractor:table:{TABLE_VERSION}",
        "title": "A row of the flat table",
        "type": "object",
        "properties": {column.name: _property(column) for column in request.columns},
        "required": [column.name for column in request.columns],
        "additionalProperties": False,
    }


def _property(column: Column) -> dict[str, object]:
    meaning = {"description": messages.text(f"meaning-{column.name}", "en")}
    if column.name == "record_id":
        return {"type": "string", **meaning}
    return {**_TYPES[column.kind], **meaning}


def datasette(shelf: Shelf) -> dict[str, object]:
    """metadata.json for Datasette: titles, columns and facets of the exported databases."""
    lang = shelf.request.lang
    described = {
        column.name: messages.text(f"meaning-{column.name}", lang)
        for column in shelf.request.columns
    }
    table = {
        "description": messages.text("card-what", lang),
        "columns": described,
        "facets": ["award_code", "award_year", "jurisdiction", "verdict"],
        "sort_desc": "article_published",
        "label_column": "recipient",
    }
    databases = [f.name.removesuffix(".db") for f in shelf.files if f.format == "db"]
    return {
        "title": messages.text("card-title", lang),
        "about": "award-extractor",
        "databases": {name: {"tables": {"awards": table}} for name in databases},
    }
