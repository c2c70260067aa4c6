"""A row of a container (JSON, JSONL, CSV, Parquet) as a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from extractor.errors import InputRejected
from extractor.models import Page
from extractor.sources.columns import FIELDS, Columns

__all__ = ["FIELDS", "GUESSED", "page_of"]

GUESSED: Final = Columns()
_SPACED_DATE = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})")


def page_of(
    row: Mapping[str, object], source: str, published: str | None, columns: Columns = GUESSED
) -> Page:
    """The page of one row; ``published`` is the date for rows that give none.

    Raises:
        InputRejected: neither html nor text ("no-content", "empty"), or a value that is
            no string ("wrong-type").
    """
    values: dict[str, str | None] = {}
    for field, value in columns.all_of(_flat(row)).items():
        if value is not None and not isinstance(value, str):
            raise InputRejected(
                "read", "wrong-type", f"{field} is {type(value).__name__}, not a string"
            )
        values[field] = value
    html, text = values["html"], values["text"]
    if html is None and text is None:
        if any(row.get(name) == "" for name in ("html", "text")):
            raise InputRejected("read", "empty", "html and text are blank")
        raise InputRejected("read", "no-content", "the row has neither html nor text")
    if not (html or text or "").strip():
        raise InputRejected("read", "empty", "html and text are blank")
    date = values["published"]
    return Page(
        url=values["url"] or None,
        source=source,
        html=html.encode("utf-8", "replace") if html else None,
        text=None if html else text,
        charset="utf-8" if html else None,
        title=values["title"] or None,
        published=_SPACED_DATE.sub(r"\1T\2", date, count=1) if date else published,
    )


def _flat(row: Mapping[str, object]) -> Mapping[str, object]:
    """A row in which nested parts of the page stand for themselves.

    Fundus keeps the fetched page as an object (content, requested_url, responded_url), and the
    body as summary and sections, each with headline and paragraphs.
    """
    page, body = row.get("html"), row.get("body")
    flat = row
    if isinstance(page, Mapping):
        flat = {
            **{k: v for k, v in page.items() if k != "content"},
            **flat,
            "html": page.get("content"),
        }
    if isinstance(body, Mapping):
        flat = {**flat, "body": "\n".join(_paragraphs(body)) or None}
    return flat


def _paragraphs(body: Mapping[str, object]) -> list[str]:
    sections = body.get("sections")
    parts = [body.get("summary")]
    for section in sections if isinstance(sections, list) else []:
        if isinstance(section, Mapping):
            parts += [section.get("headline"), section.get("paragraphs")]
    return [
        line
        for part in parts
        for line in ([part] if isinstance(part, str) else part if isinstance(part, list) else [])
        if isinstance(line, str) and line.strip()
    ]
