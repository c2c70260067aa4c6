"""Blocks of a page to the article's paragraphs and the dropped rest, rule by rule."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.models import Dropped
from extractor.parser.blocks import Block, Body
from extractor.parser.phrases import SENTENCE_END
from extractor.parser.publishers import Publishers

LINK_ONLY = 0.9
LINK_BAR, SHORT_BAR = 0.5, 60
NAME_ROOM = 40
SHORTEST_PROSE = 140
FULL_STOP = re.compile(r"(?<!\.)[.!?][\"”)]{0,2}$")
COMMENTS, ABOUT, CLOSED_SHARE = "comments", "about-author", 0.4
CAPTION, CAPTION_ROOM = "caption", 40
DATE_LINE = "date-line"
TITLE, ABOVE, ABOVE_SHARE = "title", "above-headline", 0.6


@dataclass(slots=True)
class Announced:
    """Title and author as the page announces them, before its body is judged."""

    title: str | None = None
    author: str | None = None


def clean(blocks: list[Block], publishers: Publishers, announced: Announced) -> Body:
    """Keeps the article's own blocks in order; each other one is dropped with its rule."""
    judge = _Judge(publishers, announced)
    body = Body()
    above = 0
    for block in blocks:
        if not block.text:
            continue
        rule = block.rule or judge.rule(block, opening=not body.kept)
        if rule is None:
            if ":" in block.text:
                _keep(block, body, publishers)
            else:
                body.kept.append(block)
            continue
        if rule == CAPTION:
            judge.captions.append(block.text.casefold())
        if rule == TITLE and block.kind == "heading":
            above = above or len(body.kept)
        closes = rule == ABOUT or (rule == COMMENTS and block.kind == "heading")
        if closes and body.closed_by is None:
            body.closed_by, body.closed_from = rule, len(body.kept) - 1
        body.drop(block.text, rule)
    _drop_last_date(body, publishers)
    return _without_end(_without_top(body, above))


def _drop_last_date(body: Body, publishers: Publishers) -> None:
    """Drops the date, with a name or place beside it, that closes some articles."""
    last = body.kept[-1].text if len(body.kept) > 1 else ""
    if publishers.dates.is_date_line(last, opening=True) and not last.endswith("."):
        body.kept.pop()
        body.drop(last, DATE_LINE)


def _keep(block: Block, body: Body, publishers: Publishers) -> None:
    """Keeps a block, less what stands behind its last sentence and is not the article's."""
    block.text, ends = publishers.rules.endings.of(block.text)
    body.kept.append(block)
    for text, rule in ends:
        body.drop(text, rule)


class _Judge:
    """Judges blocks one after the other; remembers a cue that headlines may follow."""

    def __init__(self, publishers: Publishers, announced: Announced) -> None:
        self._lines = publishers.rules
        self._dates = publishers.dates
        self._author = announced.author
        self._title = announced.title.casefold() if announced.title else None
        self.captions: list[str] = []
        self._below = 0
        self._links_only = False
        self._first: Block | None = None

    def rule(self, block: Block, *, opening: bool) -> str | None:
        """The rule that drops the block; None if it is the article's.

        Args:
            block: a block that no element rule dropped.
            opening: nothing of the article stands before it.
        """
        text, linked = block.text, block.linked
        if len(text) > self._lines.longest and not linked:
            self._below = 0
            return None
        if self._is_related(block):
            return self._lines.related_rule
        if linked and block.kind != "row":
            if _is_links(text, linked):
                return None if _is_prose(block) else "link-only"
            if self._lines.labelled_link(text, linked):
                return self._lines.related_rule
        rule = self._lines.rule(text)
        if rule:
            return rule
        if self._dates.is_date_line(text, opening=opening):
            return DATE_LINE
        if self.captions and self._is_caption(text.casefold()):
            return CAPTION
        if self._title and text.casefold() == self._title:
            return TITLE
        if self._author and _is_name(text, self._author, opening=opening):
            return "byline"
        return None

    def _is_caption(self, text: str) -> bool:
        """Whether a line repeats a caption, but for the name of the site or photographer."""
        return any(
            caption in text and len(text) - len(caption) <= CAPTION_ROOM
            for caption in self.captions
            if len(caption) >= CAPTION_ROOM
        )

    def _is_related(self, block: Block) -> bool:
        """Whether it is a related-link line, a cue above headlines, or one of those."""
        cue = self._lines.cue(block.text, block.linked)
        if cue == "line":
            self._below = 0
            return True
        if cue is not None:
            self._below = self._lines.headlines
            self._links_only = cue == "word"
            self._first = None
            return True
        return self._below > 0 and self._is_headline(block)

    def _is_headline(self, block: Block) -> bool:
        """Whether the block is one of the headlines below the last cue."""
        is_link = block.linked >= LINK_ONLY * len(block.text)
        alike = self._first is None or self._first.kind == block.kind
        if is_link or (
            alike and not self._links_only and self._lines.headline(block.text, self._first)
        ):
            self._links_only = self._links_only or is_link
            self._first = self._first or block
            self._below -= 1
            return True
        self._below = 0
        return False


def _is_links(text: str, linked: int) -> bool:
    """A line that is a link, or a short row of links."""
    share = LINK_BAR if len(text) <= SHORT_BAR else LINK_ONLY
    return linked >= share * len(text)


def _is_prose(block: Block) -> bool:
    """A linked paragraph of two sentences or more: the article's, not a headline."""
    text = block.text
    return (
        block.kind == "paragraph"
        and len(text) >= SHORTEST_PROSE
        and FULL_STOP.search(text) is not None
        and SENTENCE_END.search(text) is not None
    )


def _is_name(text: str, author: str, *, opening: bool) -> bool:
    """A line that is the author's name, or above the first paragraph little more than it."""
    if len(text) > len(author) + NAME_ROOM:
        return False
    return text == author or (opening and author in text)


def _without_top(body: Body, above: int) -> Body:
    """Drops what stands above the headline, if that is the lesser part."""
    top, rest = body.kept[:above], body.kept[above:]
    if not top or _size(top) > ABOVE_SHARE * _size(rest):
        return body
    cut = Body(kept=rest, notes=body.notes, closed_by=body.closed_by)
    cut.closed_from = body.closed_from - above
    cut.dropped = [Dropped(text=block.text, rule=ABOVE, after=-1) for block in top]
    cut.dropped += [
        one.model_copy(update={"after": max(-1, one.after - above)}) for one in body.dropped
    ]
    return cut


def _size(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _without_end(body: Body) -> Body:
    """Drops what stands below the heading of comments or biography, if that is the lesser part."""
    rule, last = body.closed_by, body.closed_from
    if rule is None or last < 0 or last + 1 >= len(body.kept):
        return body
    above, below = body.kept[: last + 1], body.kept[last + 1 :]
    if _size(below) > CLOSED_SHARE * _size(above):
        return body
    dropped = [block.model_copy(update={"after": min(block.after, last)}) for block in body.dropped]
    cut = Body(kept=above, dropped=dropped)
    for block in below:
        cut.drop(block.text, rule)
    return cut
