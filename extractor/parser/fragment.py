"""Cleans the fragments of a body with BeautifulSoup and makes blocks of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from extractor.models.article import BlockKind
from extractor.parser.blocks import Block, Markup, squeeze
from extractor.parser.boilerplate import LineRules
from extractor.parser.elements import DROP_MARK, SILENT, UNLINKED, WRAPPED, ElementRules
from extractor.parser.soup import soup_parts

BREAKS = frozenset(
    ["p", "div", "section", "article", "main", "center", "ul", "ol", "dl", "li", "dd", "dt",
     "table", "thead", "tbody", "tfoot", "tr", "caption", "blockquote", "pre", "h1", "h2", "h3",
     "h4", "h5", "h6", "header", "details", "summary", "address", "hgroup", "figure"]
)  # fmt: skip
KINDS: dict[str, BlockKind] = {
    "li": "item", "dd": "item", "dt": "item", "tr": "row", "blockquote": "quote",
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading",
    "h6": "heading",
}  # fmt: skip
CELLS = frozenset(["td", "th"])
LAYOUT_CELL = 400
INLINE_NAMED = frozenset(["span", "strong", "b", "em", "i", "small", "font", "a", "u", "mark"])
CUE_ROOM = 60
LONG_PROSE, LINKED = 300, 0.2
LOWER_START = re.compile(r"[a-zà-ÿ]")
UNFINISHED = re.compile(r"[\w,–-]$")


@dataclass(slots=True)
class _Line:
    """The block being written."""

    kind: BlockKind = "paragraph"
    parts: list[str] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)
    link_from: int | None = None
    joins: bool = False


class Cleaner:
    """Turns HTML pieces into blocks, dropping boxes by the publisher's and common rules."""

    def __init__(self, elements: ElementRules, lines: LineRules) -> None:
        self._elements = elements
        self._lines = lines
        self.blocks: list[Block] = []
        self._line = _Line()

    def clean(self, pieces: list[Block | Markup]) -> list[Block]:
        """All blocks of the pieces, in order."""
        parts = iter(soup_parts([piece.nodes for piece in pieces if isinstance(piece, Markup)]))
        for piece in pieces:
            if isinstance(piece, Block):
                self._add(piece)
                continue
            part = next(parts, None)
            if part is not None:
                self._part(part, joins=piece.joins)
        return self.blocks

    def _part(self, part: Tag, *, joins: bool) -> None:
        self._start("paragraph", joins=joins)
        kinds: list[BlockKind] = ["paragraph"]
        stack: list[tuple[Tag, Iterator[PageElement]]] = [(part, iter(part.contents))]
        while stack:
            element, children = stack[-1]
            node = next(children, None)
            if node is None:
                stack.pop()
                self._leave(element, kinds)
            elif isinstance(node, Tag):
                if self._enter(node, kinds):
                    stack.append((node, iter(node.contents)))
            elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
                self._line.parts.append(str(node))
        self._end()

    def _enter(self, node: Tag, kinds: list[BlockKind]) -> bool:
        """Whether to go into the element; opens its block or drops it."""
        name = node.name
        if name in SILENT:
            return False
        if name == "br":
            self._end()
            self._start(kinds[-1], joins=True)
            return False
        rule = self._rule(node)
        if rule:
            if name not in INLINE_NAMED or self._line_is_empty():
                self._end()
                self._start(kinds[-1])
            self._set_aside(squeeze(node.get_text(" ")), rule)
            return False
        if name == "tr":
            self._end()
            if self._is_layout(node):
                kinds.append("paragraph")
                self._start("paragraph")
                return True
            kinds.append("row")
            self._row(node)
            kinds.pop()
            self._start(kinds[-1])
            return False
        if name in BREAKS:
            self._end()
            kind = KINDS.get(name)
            if kind is None:
                kind = kinds[-1] if kinds[-1] in {"quote", "item"} else "paragraph"
            kinds.append(kind)
            self._start(kind)
        elif name in CELLS:
            self._end()
            self._start("paragraph")
        elif name == "a" and self._line.link_from is None:
            self._line.link_from = self._written()
        return True

    def _leave(self, node: Tag, kinds: list[BlockKind]) -> None:
        name = node.name
        if name in BREAKS:
            self._end()
            kinds.pop()
            self._start(kinds[-1] if kinds else "paragraph")
        elif name in CELLS:
            self._end()
            self._start("paragraph")
        elif name == "a":
            self._close_link()

    def _rule(self, node: Tag) -> str | None:
        """Rule that drops an element, None if it is the article's."""
        rule = self._elements.by_tag(node.name)
        if rule:
            wraps = node.name == "figure" and node.find(WRAPPED.split(", "))
            return None if wraps else rule
        if not node.attrs:
            return None
        marked = node.attrs.get(DROP_MARK)
        if isinstance(marked, str):
            return marked
        names = node.attrs.get("class")
        identity = node.attrs.get("id")
        if not names and not identity:
            return None
        rule = self._elements.by_names(
            names if isinstance(names, str) else None,
            identity if isinstance(identity, str) else None,
        )
        return rule if rule and not self._belongs(node, rule) else None

    def _belongs(self, node: Tag, rule: str) -> bool:
        """Whether an element with a boilerplate name is the article's all the same.

        Long unlinked text is; so is a word marked within a sentence.
        """
        text = node.get_text()
        size = len(text.strip())
        links = node.find_all("a")
        if size >= LONG_PROSE and sum(len(a.get_text()) for a in links) < LINKED * size:
            return True
        if self._elements.wants_link(rule) and size >= UNLINKED and not links:
            return node.name != "a"
        if node.name not in INLINE_NAMED or self._lines.cue(squeeze(text)):
            return False
        parent = node.parent
        return parent is not None and len(parent.get_text().strip()) > size

    @staticmethod
    def _is_layout(row: Tag) -> bool:
        """A table row used to lay a page out: a cell with paragraphs or a long text."""
        cells = row.find_all(["td", "th"], recursive=False)
        if len(cells) <= 1:
            return any(cell.find(["p", "div", "br"]) for cell in cells) or not cells
        return any(len(cell.get_text()) > LAYOUT_CELL and cell.find("p") for cell in cells)

    def _row(self, row: Tag) -> None:
        cells = [
            squeeze(cell.get_text(" ")) for cell in row.find_all(["td", "th"], recursive=False)
        ]
        text = " | ".join(cell for cell in cells if cell)
        linked = sum(len(squeeze(link.get_text(" "))) for link in row.find_all("a"))
        if text:
            self.blocks.append(Block(text, kind="row", linked=linked))

    def _start(self, kind: BlockKind, *, joins: bool = False) -> None:
        open_link = self._line.link_from is not None
        self._line = _Line(kind=kind, joins=joins, link_from=0 if open_link else None)

    def _written(self) -> int:
        return sum(map(len, self._line.parts))

    def _line_is_empty(self) -> bool:
        return not any(part.strip() for part in self._line.parts)

    def _close_link(self) -> None:
        line = self._line
        if line.link_from is not None:
            end = self._written()
            if end > line.link_from:
                line.links.append((line.link_from, end))
            line.link_from = None

    def _set_aside(self, text: str, rule: str) -> None:
        if text:
            self.blocks.append(Block(text, rule=rule))

    def _end(self) -> None:
        open_link = self._line.link_from is not None
        self._close_link()
        line = self._line
        raw = "".join(line.parts)
        if raw and not raw.isspace():
            for block in self._inline(raw, line):
                self._add(block)
        self._line = _Line(kind=line.kind)
        if open_link:
            self._line.link_from = 0

    def _inline(self, raw: str, line: _Line) -> Iterator[Block]:
        """The line as one block; related links inside a paragraph are cut out of it."""
        kept: list[str] = []
        at = linked = 0
        for start, end in line.links:
            room = raw[max(at, start - CUE_ROOM) : start]
            labelled = ":" in room or "：" in room
            cue = (
                self._lines.inline_cue.search(raw, max(at, start - CUE_ROOM), start)
                if labelled
                else None
            )
            if cue is None or not (kept or raw[: cue.start()].strip()):
                linked += len(squeeze(raw[start:end]))
                continue
            kept.append(raw[at : cue.start()])
            at = end
            if cue[0].startswith(("(", "[")):
                at += len(raw[end:]) - len(raw[end:].lstrip(" )]"))
            self._set_aside(squeeze(raw[cue.start() : at]), self._lines.related_rule)
        kept.append(raw[at:])
        yield Block(squeeze(" ".join(kept)), kind=line.kind, linked=linked, joins=line.joins)

    def _add(self, block: Block) -> None:
        if block.joins and self.blocks and self._continues(self.blocks[-1], block):
            before = self.blocks[-1]
            before.text = f"{before.text} {block.text}"
            before.linked += block.linked
            return
        self.blocks.append(block)

    @staticmethod
    def _continues(before: Block, block: Block) -> bool:
        """Whether a line break stood in the middle of a sentence."""
        return (
            before.rule is None
            and before.kind == block.kind
            and LOWER_START.match(block.text) is not None
            and UNFINISHED.search(before.text) is not None
        )
