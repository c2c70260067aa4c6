"""A row of a container (JSONL, CSV, Parquet) as a page."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.errors import InputRejected
from extractor.models import Page

FIELDS = ("url", "html", "text", "title", "published")


def page_of(row: Mapping[str, object], source: str, published: str | None) -> Page:
    """The page of one row; ``published`` is the date for rows that give none.

    Raises:
        InputRejected: neither html nor text ("no-content", "empty"), or a value that is
            no string ("wrong-type").
    """
    values: dict[str, str | None] = {}
    for field in FIELDS:
        value = row.get(field)
        if value is not None and not isinstance(value, str):
            raise InputRejected(
                "read", "wrong-type", f"{field} is {type(value).__name__}, not a string"
            )
        values[field] = value
    html, text = values["html"], values["text"]
    if html is None and text is None:
        raise InputRejected("read", "no-content", "the row has neither html nor text")
    if not (html or text or "").strip():
        raise InputRejected("read", "empty", "html and text are blank")
    return Page(
        url=values["url"] or None,
        source=source,
        html=html.encode("utf-8", "replace") if html else None,
        text=None if html else text,
        charset="utf-8" if html else None,
        title=values["title"] or None,
        published=values["published"] or published,
    )
