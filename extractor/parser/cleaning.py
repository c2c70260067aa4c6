"""Blocks of a page to the article's paragraphs and the dropped rest, rule by rule."""

from __future__ import annotations

from extractor.parser.blocks import Block, Body
from extractor.parser.publishers import Publishers

LINK_ONLY = 0.9
LINK_BAR = 0.5
SHORT_BAR = 60
NAME_ROOM = 40
COMMENTS = "comments"
COMMENTS_SHARE = 0.4


def clean(
    blocks: list[Block], publishers: Publishers, *, title: str | None = None,
    author: str | None = None,
) -> Body:  # fmt: skip
    """Keeps the article's own blocks in order; each other one is dropped with its rule.

    Args:
        title: the article's title; a block that only repeats it is dropped.
        author: the author, if known; a line with little more than the name is a byline.
    """
    rules = publishers.rules
    body = Body()
    below_cue = 0
    linked_below = False
    first_below: Block | None = None
    folded_title = title.casefold() if title else None
    for block in blocks:
        text = block.text
        if block.rule:
            body.drop(text, block.rule)
            continue
        if not text:
            continue
        linked = block.linked
        if len(text) > rules.longest and not linked:
            body.kept.append(block)
            below_cue = 0
            continue
        cue = rules.cue(text, linked)
        if cue in {"alone", "word"}:
            body.drop(text, rules.related_rule)
            below_cue = rules.headlines
            linked_below = cue == "word"
            first_below = None
            continue
        if cue == "line":
            body.drop(text, rules.related_rule)
            below_cue = 0
            continue
        if below_cue:
            is_link = linked >= LINK_ONLY * len(text)
            alike = first_below is None or first_below.kind == block.kind
            if is_link or (alike and not linked_below and rules.headline(text, first_below)):
                body.drop(text, rules.related_rule)
                linked_below = linked_below or is_link
                first_below = first_below or block
                below_cue -= 1
                continue
            below_cue = 0
        if linked and block.kind != "row" and _is_links(text, linked):
            body.drop(text, "link-only")
            continue
        rule = rules.rule(text)
        if rule:
            if rule == COMMENTS and block.kind == "heading" and body.comments_from is None:
                body.comments_from = len(body.kept) - 1
            body.drop(text, rule)
            continue
        if publishers.dates.is_date_line(text, opening=not body.kept):
            body.drop(text, "date-line")
            continue
        if folded_title and text.casefold() == folded_title:
            body.drop(text, "title")
            continue
        if author and _is_name(text, author, opening=not body.kept):
            body.drop(text, "byline")
            continue
        body.kept.append(block)
    return _without_comments(body)


def _is_name(text: str, author: str, *, opening: bool) -> bool:
    """A line that is the author's name, or above the first paragraph little more than it."""
    if len(text) > len(author) + NAME_ROOM:
        return False
    return text == author or (opening and author in text)


def _without_comments(body: Body) -> Body:
    """Drops what stands below the heading of the comments, if that is the lesser part."""
    start = body.comments_from
    if start is None or start + 1 >= len(body.kept):
        return body
    above = sum(len(block.text) for block in body.kept[: start + 1])
    below = sum(len(block.text) for block in body.kept[start + 1 :])
    if below > COMMENTS_SHARE * above:
        return body
    tail = body.kept[start + 1 :]
    dropped = [block.model_copy(update={"after": min(block.after, start)}) for block in body.dropped]
    cut = Body(kept=body.kept[: start + 1], dropped=dropped)
    for block in tail:
        cut.drop(block.text, COMMENTS)
    return cut


def _is_links(text: str, linked: int) -> bool:
    """A line that is a link, or a short row of links."""
    share = LINK_BAR if len(text) <= SHORT_BAR else LINK_ONLY
    return linked >= share * len(text)
