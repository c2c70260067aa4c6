"""Puts an Article together from its paragraphs and what is known of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from extractor.models import Article, Page
from extractor.parser.blocks import Block, Body
from extractor.settings import Settings

OVERLONG = 10


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


def _within(blocks: list[Block], limit: int) -> tuple[list[Block], tuple[str, ...]]:
    """The blocks that the limit leaves room for, and notes of what was cut."""
    notes: list[str] = []
    share = max(1, limit // OVERLONG)
    for block in blocks:
        if len(block.text) > share:
            notes.append(f"paragraph-cut: {len(block.text)} characters to {share}")
            block.text = block.text[:share].rstrip()
    size = 0
    for count, block in enumerate(blocks):
        size += len(block.text) + 1
        if size > limit + 1:
            notes.append(f"text-truncated: {len(blocks) - count} of {len(blocks)} paragraphs cut")
            return blocks[:count], tuple(notes)
    return blocks, tuple(notes)


def write(page: Page, body: Body, known: Known, settings: Settings) -> Article:
    """The article; text beyond the limit is cut at a paragraph and the cut is noted."""
    kept, notes = _within(body.kept, settings.max_text_chars)
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
        notes=known.notes + notes,
    )
