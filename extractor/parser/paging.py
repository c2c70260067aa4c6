"""Joins the pages of a cut article."""

from __future__ import annotations

import hashlib

from extractor.models import Article, Dropped
from extractor.models.article import BlockKind

PAGE_NOTE = "page-"
WHOLE = "page-all"


def page_of(article: Article) -> int:
    """Number of the page that an article was parsed from; 1 where its address gives none."""
    for note in article.notes:
        number = note.removeprefix(PAGE_NOTE)
        if number != note and number.isdigit():
            return int(number)
    return 1


def merge_pages(articles: list[Article]) -> Article:
    """One article from the parsed pages of it, in page order, nothing twice.

    A page that shows all (``?page=all``) stands for the rest. Metadata is the first
    page's; what it lacks comes from the next.

    Raises:
        ValueError: no article given, or articles of different canonical addresses.
    """
    if not articles:
        raise ValueError("merge_pages needs at least one article")
    if len({article.url for article in articles}) > 1:
        raise ValueError("merge_pages joins pages of one article only")
    whole = [article for article in articles if WHOLE in article.notes]
    if whole:
        longest = max(articles, key=lambda article: len(article.text))
        if longest in whole:
            return whole[0]
    ordered = sorted(articles, key=page_of)
    paragraphs: list[str] = []
    kinds: list[BlockKind] = []
    dropped: list[Dropped] = []
    for article in ordered:
        seen = set(paragraphs)
        places = [len(paragraphs) - 1]
        for text, kind in zip(article.paragraphs, article.blocks, strict=True):
            if text not in seen or len(text) < 40:
                paragraphs.append(text)
                kinds.append(kind)
            places.append(len(paragraphs) - 1)
        dropped += [
            block.model_copy(update={"after": places[block.after + 1]}) for block in article.dropped
        ]
    first = ordered[0]
    text = "\n".join(paragraphs)
    known = {
        name: next((value for page in ordered if (value := getattr(page, name))), None)
        for name in ("title", "author", "editor", "section", "site", "published", "modified")
    }
    notes = dict.fromkeys(
        note for page in ordered for note in page.notes if not note.startswith(PAGE_NOTE)
    )
    return first.model_copy(
        update={
            **known,
            "text": text,
            "blocks": tuple(kinds),
            "dropped": tuple(dropped),
            "notes": (*notes, f"pages-{len(ordered)}"),
            "sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        }
    )
