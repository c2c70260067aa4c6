"""The work behind `read`: the clean article of a source, and what was dropped."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from extractor.cli.addresses import Manners, fetching
from extractor.cli.session import Session
from extractor.errors import InputRejected
from extractor.models import Article, Reject
from extractor.parser import parse
from extractor.settings import Settings
from extractor.sources import Feed, resolve


def articles_of(
    source: str, published: str | None, manners: Manners, session: Session
) -> Iterator[Article | None]:
    """Each article of the source; None for an input that gives none, said on standard error."""
    settings, inputs = Settings(), resolve([source])
    with fetching(inputs, manners, session) as fetch:
        feed = Feed(
            inputs, settings=settings, published=published, stdin=sys.stdin.buffer, fetch=fetch
        )
        yield from _parsed(feed, settings, session)


def _parsed(feed: Feed, settings: Settings, session: Session) -> Iterator[Article | None]:
    for item in feed:
        if isinstance(item, Reject):
            rejected = (item.code, item.message)
        else:
            try:
                yield parse(item, settings=settings)
                continue
            except InputRejected as problem:
                rejected = (problem.code, problem.message)
        session.streams.complain(session.rejection(item.source, *rejected))
        yield None


def show_article(article: Article, session: Session, *, dropped: bool) -> None:
    """Title, byline and paragraphs on standard output, dropped blocks in their places."""
    page = session.streams.page()
    if article.title:
        page.print(article.title, style="bold", soft_wrap=True)
    byline = (article.site, article.author, article.published, article.url)
    page.print(" | ".join(each for each in byline if each), style="dim", soft_wrap=True)
    page.print()
    for position in range(-1, len(article.paragraphs)):
        if position >= 0:
            page.print(article.paragraphs[position], soft_wrap=True)
        for block in article.dropped if dropped else ():
            if block.after == position:
                page.print(f"  [- {block.rule}] {block.text}", style="dim red", soft_wrap=True)
    for note in article.notes:
        page.print(f"  [{note}]", style="yellow", soft_wrap=True)
    page.print()
