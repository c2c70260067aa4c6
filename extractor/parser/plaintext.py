"""Pasted text to blocks: a paragraph a line, or blank-line separated."""

from __future__ import annotations

import re

from extractor.parser.blocks import Block, squeeze

NEWLINE = re.compile(r"\r\n|\n|\r|\u2028|\u2029|\x85|\x0b|\x0c")
ITEM = re.compile(r"(?:[-–—•▪●*]|\d{1,3}[.)]|[a-z][.)])\s")


def text_blocks(text: str) -> list[Block]:
    """One block for each physical line that holds text."""
    blocks = []
    for line in NEWLINE.split(text):
        clean = squeeze(line)
        if clean:
            blocks.append(Block(clean, kind="item" if ITEM.match(clean) else "paragraph"))
    return blocks
