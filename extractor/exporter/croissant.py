"""croissant.json: the folder for machine-learning tools (Croissant 1.0)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor import messages
from extractor.dataset.columns import columns_of
from extractor.exporter.datapackage import MEDIA_TYPES
from extractor.exporter.schemas import TABLE_VERSION

if TYPE_CHECKING:
    from extractor.exporter.beside import Exported, Shelf

_TYPES = {"text": "sc:Text", "decimal": "sc:Float", "integer": "sc:Integer", "date": "sc:Date"}
_TABULAR = ("csv", "parquet")
_CONTEXT: dict[str, object] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def croissant(shelf: Shelf) -> dict[str, object]:
    """The description: every file, and the flat table's columns where a file holds them."""
    tables = [file for file in shelf.files if file.format in _TABULAR]
    found: dict[str, object] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "award-records",
        "description": messages.text("card-what", "en"),
        "version": f"{TABLE_VERSION}.0.0",
        "datePublished": _latest(shelf),
        "citeAs": f"{messages.text('card-title', 'en')}. Made with award-extractor.",
        "creator": {"@type": "sc:Organization", "name": "award-extractor"},
        "distribution": [_file(file) for file in shelf.files],
    }
    if tables:
        found["recordSet"] = [_records(tables[0])]
    return found


def _latest(shelf: Shelf) -> str:
    """Day on which the latest run began."""
    row = shelf.dataset.connection.execute("SELECT max(started) AS last FROM runs").fetchone()
    return str(row["last"] or "")[:10]


def _file(file: Exported) -> dict[str, object]:
    return {
        "@type": "cr:FileObject",
        "@id": file.name,
        "name": file.name,
        "contentUrl": file.name,
        "contentSize": f"{file.size} B",
        "encodingFormat": "application/x-parquet"
        if file.format == "parquet"
        else MEDIA_TYPES[file.format],
        "sha256": file.sha256,
    }


def _records(file: Exported) -> dict[str, object]:
    return {
        "@type": "cr:RecordSet",
        "@id": "awards",
        "name": "awards",
        "key": {"@id": "awards/record_id"},
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"awards/{column.name}",
                "name": column.name,
                "description": messages.text(f"meaning-{column.name}", "en"),
                "dataType": _TYPES[column.kind],
                "source": {"fileObject": {"@id": file.name}, "extract": {"column": column.name}},
            }
            for column in columns_of(spans_only=file.spans_only)
        ],
    }
