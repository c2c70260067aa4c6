"""Puts an Article together from its paragraphs and what is known of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from extractor.models import Article, Page
from extractor.parser.blocks import Body
from extractor.settings import Settings


@dataclass(frozen=True, slots=True)
class Known:
    """Metadata of an article; notes are the parser's coded remarks."""

    url: str | None = None
    site: str | None = None
    title: str | None = None
    author: str | None = None
    editor: str | None = None
    section: str | None = None
    published: str | None = None
    modified: str | None = None
    notes: tuple[str, ...] = ()


def write(page: Page, body: Body, known: Known, settings: Settings) -> Article:
    """The article; text beyond the limit is cut at a paragraph and the cut is noted."""
    kept = body.kept
    notes = known.notes
    size = sum(len(block.text) + 1 for block in kept)
    if size > settings.max_text_chars:
        kept, size = [], 0
        for block in body.kept:
            size += len(block.text) + 1
            if size > settings.max_text_chars:
                break
            kept.append(block)
        if not kept:
            first = body.kept[0]
            first.text = first.text[: settings.max_text_chars].rstrip()
            kept = [first]
        notes += (f"text-truncated: {settings.max_text_chars} characters kept",)
    text = "\n".join(block.text for block in kept)
    return Article(
        url=known.url,
        source=page.source,
        site=known.site,
        title=known.title,
        author=known.author,
        editor=known.editor,
        section=known.section,
        published=known.published,
        modified=known.modified,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=text,
        blocks=tuple(block.kind for block in kept),
        dropped=tuple(body.dropped),
        notes=notes,
    )
