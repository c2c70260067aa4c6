"""The block: one stretch of a page between two line breaks, before it is judged."""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from extractor.models import Dropped
from extractor.models.article import BlockKind

INVISIBLE = dict.fromkeys(
    [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0),
     0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2065),
     *range(0x2066, 0x206A), 0xFEFF, 0xFFFE, 0xFFFF]
)  # fmt: skip


@dataclass(slots=True)
class Block:
    """Text of one paragraph, item, row or heading, in reading order.

    Attributes:
        text: blanks single, nothing invisible.
        linked: characters of ``text`` that are link text.
        rule: rule that already dropped it for its element; None if it is to be judged.
        joins: the source had only a line break before it, no paragraph border.
    """

    text: str
    kind: BlockKind = "paragraph"
    linked: int = 0
    rule: str | None = None
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Markup:
    """One parsed element, or a run of inline nodes, still to be cleaned.

    ``joins``: only a line break stood before it.
    """

    nodes: tuple[LexborNode, ...]
    joins: bool = False


@dataclass(slots=True)
class Body:
    """Kept paragraphs and dropped blocks of one page.

    ``closed_from``: index of the last paragraph above the heading that closes the article,
    ``closed_by``: that heading's rule.
    """

    kept: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    closed_by: str | None = None
    closed_from: int = -1
    notes: list[str] = field(default_factory=list)

    def drop(self, text: str, rule: str) -> None:
        if text:
            self.dropped.append(Dropped(text=text, rule=rule, after=len(self.kept) - 1))


def squeeze(text: str) -> str:
    """The text with single blanks and without invisible characters."""
    text = " ".join(text.split())
    if text.isprintable():
        return text
    return " ".join(text.translate(INVISIBLE).split())
