"""Walks a body with the fast parser: plain paragraphs at once, the rest as fragments.

Whatever holds more than text (links, lists, tables, boxes) is collected as HTML for
BeautifulSoup; a page is thus soup only where rules have something to decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from selectolax.lexbor import LexborNode

from extractor.models.article import BlockKind
from extractor.parser.blocks import Block, Markup, squeeze
from extractor.parser.boilerplate import LineRules
from extractor.parser.elements import DROP_MARK, HIDDEN, SILENT, UNLINKED, WRAPPED, ElementRules

CONTAINERS = frozenset(["div", "section", "article", "main", "center", "body", "amp-layout"])
LEAVES = frozenset(
    ["h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "aside",
     "nav", "header", "footer", "form", "figure", "figcaption", "details", "address", "fieldset",
     "menu", "dialog", "li", "tr", "td", "dd", "dt", "tbody", "button", "select", "textarea",
     "label", "hgroup", "summary", "search", "option"]
)  # fmt: skip
INVISIBLE = re.compile(r"display:\s?none|visibility:\s?hidden", re.IGNORECASE)
PLAIN = (
    r"/?(?:b|strong|i|em|u|sup|sub)>|/(?:span|font)>|(?:span|font)"
    r"(?:\s(?:face|size|color|lang|dir|align|data-[\w-]{1,30}"
    r"|style(?!=\"[^\"]{0,300}(?:display|visibility)))=\"[^\"]{0,300}\"){0,6}>"
)
MARKED = re.compile(rf"<(?!{PLAIN})")
SIMPLE = r"(?:[^<]++|</?(?:b|strong|i|em|u|span)\b[^<>]{0,200}>){0,30}+"
ONE_LINK = re.compile(rf"{SIMPLE}<a\b[^<>]{{0,600}}>(?P<link>{SIMPLE})</a>{SIMPLE}$", re.IGNORECASE)
WHOLE_LINK = 0.9
MOST_SOUP = 200_000
SOUP_NOTE = "plain-lines: too much markup for the rules of elements"
LINES = {"table": "tr", "ul": "li", "ol": "li"}
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
TAG = re.compile(r"<[^<>]{0,800}>")
INLINE_BOX = re.compile(r"<(?:div|section|article|p|ul|ol|table|h[1-6])\b", re.IGNORECASE)
PUBLISHER_RULE = "publisher-drop"
HIDDEN_RULE = "hidden"
HIDDEN_SHARE = 0.5
CAPTION_RULE = "caption"
LONGEST_CAPTION = 200
BOXES = frozenset(["div", "section", "center", "blockquote", "details"])
MOST_LINKS, LONGEST_BOX, LONGEST_TEASER, SHORTEST_TEASER = 12, 900, 260, 40
CLOSING = frozenset('.!?”"’)*')
SPOKEN = frozenset('!?”"')
BREAK = re.compile(r"<br\b", re.IGNORECASE)
Piece = Block | Markup


class Walk:
    """Pieces of one body in reading order: finished blocks, or HTML still to be cleaned."""

    def __init__(
        self, elements: ElementRules, lines: LineRules, drop: tuple[str, ...] = ()
    ) -> None:
        self._elements = elements
        self._lines = lines
        self._drop = drop
        self._dropped: dict[int, str] = {}
        self.notes: list[str] = []
        self._soup_left = MOST_SOUP
        self._run: list[LexborNode] = []
        self._joins = False
        self.pieces: list[Piece] = []
        self.total = 0
        self._written = False

    def _flush(self, *, broken: bool = False) -> None:
        """Ends the run of inline content; ``broken``: at a line break only."""
        run, joins = self._run, self._joins
        self._joins = broken
        if not run:
            return
        self._run = []
        html = "".join([node.html or "" for node in run])
        if html.isspace():
            self._joins = broken or joins
            return
        text = squeeze(unescape(TAG.sub("", html)))
        linked = self._linked(html, text)
        if linked is None and self._soup_left > len(html):
            self._soup_left -= len(html)
            self.pieces.append(Markup(tuple(run), joins))
        elif text:
            self.pieces.append(Block(text, linked=linked or 0, joins=joins))

    def body(self, container: LexborNode) -> list[Piece]:
        """All pieces below the container; never deeper than its own stack."""
        self.total = len(container.text(deep=True))
        self._mark(container)
        stack: list[Iterator[LexborNode]] = [container.iter(include_text=True)]
        while stack:
            node = next(stack[-1], None)
            if node is None:
                stack.pop()
                self._flush()
                continue
            inner = self._take(node)
            if inner is not None:
                self._flush()
                stack.append(inner)
        self._flush()
        return self.pieces

    def _mark(self, container: LexborNode) -> None:
        """Notes what the publisher's selectors drop, and what no reader sees."""
        for node in container.css(", ".join((*self._drop, HIDDEN))):
            if self._drop and not self._is_hidden(node):
                rule = PUBLISHER_RULE
            elif len(node.text(deep=True)) <= HIDDEN_SHARE * self.total:
                rule = HIDDEN_RULE
            else:
                continue
            self._dropped[node.mem_id] = rule
            node.attrs[DROP_MARK] = rule

    @staticmethod
    def _is_hidden(node: LexborNode) -> bool:
        attributes = node.attributes
        style = attributes.get("style")
        return "hidden" in attributes or bool(style and INVISIBLE.search(style))

    def _take(self, node: LexborNode) -> Iterator[LexborNode] | None:
        """Takes one node; its children, if they are to be walked."""
        tag = node.tag or ""
        if tag == "-text":
            if self._run or not (node.text_content or "").isspace():
                self._run.append(node)
        elif tag == "br":
            self._flush(broken=True)
        elif tag == "p":
            self._flush()
            self._paragraph(node)
        elif tag in CONTAINERS or tag in LEAVES:
            return self._box(node, tag)
        elif tag not in SILENT and tag != "-comment":
            return self._inline(node, tag)
        return None

    def _box(self, node: LexborNode, tag: str) -> Iterator[LexborNode] | None:
        rule = self._rule(node, tag)
        if rule is None and tag in CONTAINERS and self._is_picture(node):
            rule = CAPTION_RULE
        if rule is None and tag in BOXES and self._is_related(node):
            rule = self._lines.related_rule
        if rule:
            self._flush()
            self.pieces.append(Block(squeeze(node.text(deep=True)), rule=rule))
        elif tag in CONTAINERS or (tag == "figure" and node.css_first(WRAPPED) is not None):
            return node.iter(include_text=True)
        else:
            self._flush()
            if tag in HEADINGS and not MARKED.search(node.inner_html or ""):
                self.pieces.append(Block(squeeze(node.text(deep=True)), kind="heading"))
            else:
                self._mixed(node, tag)
        return None

    def _inline(self, node: LexborNode, tag: str) -> Iterator[LexborNode] | None:
        """An inline element joins the run of text, unless it holds boxes or line breaks."""
        rule = self._dropped.get(node.mem_id) if self._dropped else None
        if rule:
            self._flush()
            self.pieces.append(Block(squeeze(node.text(deep=True)), rule=rule))
            return None
        html = node.html or ""
        if tag != "a" and (INLINE_BOX.search(html) or BREAK.search(html)):
            return node.iter(include_text=True)
        self._run.append(node)
        return None

    def _paragraph(self, node: LexborNode) -> None:
        """A paragraph of mere text at once; one with links or marks for the soup."""
        rule = self._rule(node, "p")
        text = squeeze(node.text(deep=True))
        if rule:
            self.pieces.append(Block(text, rule=rule))
            return
        inner = node.inner_html or ""
        linked = self._linked(inner, text)
        if linked is None and "<img" in inner and self._is_captioned(node, text):
            self.pieces.append(Block(text, rule=CAPTION_RULE))
        elif linked is None:
            self._mixed(node, "p")
        elif text:
            self.pieces.append(Block(text, linked=linked))
            self._written = self._written or len(text) > LONGEST_CAPTION // 2

    def _mixed(self, node: LexborNode, tag: str) -> None:
        """An element for the soup; as plain lines once the page has had its share of soup."""
        size = len(node.html or "")
        self._soup_left -= size
        if self._soup_left >= 0:
            self.pieces.append(Markup((node,)))
            return
        if self._soup_left + size >= 0:
            self.notes.append(SOUP_NOTE)
        nested = tag in LINES and node.css_first(f"{tag} {tag}") is not None
        kind: BlockKind = "row" if tag == "table" else "item" if tag in LINES else "paragraph"
        for inner in [node] if nested else node.css(LINES.get(tag, tag)):
            cells = [squeeze(cell.text(deep=True)) for cell in inner.iter()]
            text = " | ".join(filter(None, cells)) if kind == "row" else ""
            text = text or squeeze(inner.text(deep=True))
            if text:
                self.pieces.append(Block(text, kind=kind))

    def _linked(self, inner: str, text: str) -> int | None:
        """Characters of link text of a line that needs no cleaning; None if it needs it.

        Such a line is mere text, or as a whole one link or one related-link line.
        """
        if "<" not in inner or not MARKED.search(inner):
            return 0
        match = ONE_LINK.match(inner)
        if match is None:
            return None
        linked = len(squeeze(unescape(TAG.sub("", match["link"]))))
        whole = linked >= WHOLE_LINK * len(text) or self._lines.cue(text) == "line"
        return linked if whole else None

    def _rule(self, node: LexborNode, tag: str) -> str | None:
        if self._dropped:
            rule = self._dropped.get(node.mem_id)
            if rule:
                return rule
        attributes = node.attributes
        if not attributes:
            return None
        rule = self._elements.by_names(attributes.get("class"), attributes.get("id"))
        if rule and (self._is_body(node, tag) or self._is_unlinked(node, rule)):
            return None
        return rule

    def _is_unlinked(self, node: LexborNode, rule: str) -> bool:
        """Whether a rule that means boxes of links met a longer text without any."""
        if not self._elements.wants_link(rule) or node.css_first("a") is not None:
            return False
        return len(node.text(deep=True).strip()) >= UNLINKED

    def _is_picture(self, node: LexborNode) -> bool:
        """Whether a box is a picture with a line below it: its caption, or a teaser card."""
        if node.css_first("img") is None:
            return False
        text = node.text(deep=True).strip()
        if not 0 < len(text) <= LONGEST_CAPTION:
            return False
        return not self._written or text[-1] not in CLOSING

    def _is_related(self, node: LexborNode) -> bool:
        """Whether a box opens with a cue and holds links with at most one teaser below them."""
        opening = _opening(node)
        if len(opening) > SHORTEST_TEASER or self._lines.cue(opening) != "alone":
            return False
        links = node.css("a")
        text = squeeze(node.text(deep=True))
        if not 0 < len(links) <= MOST_LINKS or len(text) > LONGEST_BOX:
            return False
        linked = sum(len(squeeze(link.text(deep=True))) for link in links)
        return len(text) - len(opening) - linked <= LONGEST_TEASER

    @staticmethod
    def _is_captioned(node: LexborNode, text: str) -> bool:
        """Whether a paragraph is a picture with its caption in small or slanted letters."""
        if not 0 < len(text) <= LONGEST_CAPTION + 100 or text[-1] in SPOKEN:
            return False
        slanted = sum(len(squeeze(one.text(deep=True))) for one in node.css("em, i, small"))
        return slanted >= WHOLE_LINK * len(text)

    def _is_body(self, node: LexborNode, tag: str) -> bool:
        """Whether an element with a boilerplate name holds most of the text all the same."""
        return tag in CONTAINERS and len(node.text(deep=True)) > max(600, 0.5 * self.total)


def _opening(node: LexborNode) -> str:
    """The first text inside an element."""
    for inner in node.traverse(include_text=True):
        if inner.tag == "-text" and (text := squeeze(inner.text_content or "")):
            return text
    return ""
