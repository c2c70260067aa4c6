"""Blocks of a page to the article's paragraphs and the dropped rest, rule by rule."""

from __future__ import annotations

from extractor.parser.blocks import Block, Body
from extractor.parser.publishers import Publishers

LINK_ONLY = 0.9
LINK_BAR = 0.6
SHORT_BAR = 60


def clean(blocks: list[Block], publishers: Publishers, *, title: str | None = None) -> Body:
    """Keeps the article's own blocks in order; each other one is dropped with its rule.

    Args:
        title: the article's title; a block that only repeats it is dropped.
    """
    rules = publishers.rules
    body = Body()
    below_cue = 0
    linked_below = False
    folded_title = title.casefold() if title else None
    for block in blocks:
        text = block.text
        if block.rule:
            body.drop(text, block.rule)
            continue
        if not text:
            continue
        linked = block.linked
        cue = rules.cue(text, linked)
        if cue == "alone":
            body.drop(text, rules.related_rule)
            below_cue = rules.headlines
            linked_below = False
            continue
        if cue == "line":
            body.drop(text, rules.related_rule)
            below_cue = 0
            continue
        if below_cue:
            first = below_cue == rules.headlines
            is_link = linked >= LINK_ONLY * len(text)
            if is_link or (not linked_below and rules.headline(text, first=first)):
                body.drop(text, rules.related_rule)
                linked_below = linked_below or is_link
                below_cue -= 1
                continue
            below_cue = 0
        if linked and block.kind != "row" and _is_links(text, linked):
            body.drop(text, "link-only")
            continue
        rule = rules.rule(text)
        if rule:
            body.drop(text, rule)
            continue
        if publishers.dates.is_date_line(text, opening=not body.kept):
            body.drop(text, "date-line")
            continue
        if folded_title and text.casefold() == folded_title:
            body.drop(text, "title")
            continue
        body.kept.append(block)
    return body


def _is_links(text: str, linked: int) -> bool:
    """A line that is a link, or a short row of links."""
    share = LINK_BAR if len(text) <= SHORT_BAR else LINK_ONLY
    return linked >= share * len(text)
