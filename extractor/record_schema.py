"""JSON Schema of the award record, with the versioned address that names it."""

from __future__ import annotations

from extractor.models import AwardRecord

SCHEMA_VERSION = 1


def record_schema() -> dict[str, object]:
    """The schema of one line of records.jsonl (JSON Schema 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:award-extractor:record:{SCHEMA_VERSION}",
        **AwardRecord.model_json_schema(mode="serialization"),
    }
