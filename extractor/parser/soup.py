"""BeautifulSoup over what the fast parser has already parsed: no text is parsed twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder
from bs4.element import Tag
from selectolax.lexbor import LexborNode

WRAPPER = "x-part"
PLACEHOLDER = "<x-part></x-part>"


class NodeBuilder(HTMLTreeBuilder):
    """Builds a soup from parsed nodes: a wrapper element for each group of them."""

    NAME = "nodes"
    features: Iterable[str] = ("nodes",)
    is_xml = False

    def __init__(self, groups: Sequence[Sequence[LexborNode]]) -> None:
        super().__init__(multi_valued_attributes={})
        self._groups = groups

    def prepare_markup(  # type: ignore[no-untyped-def]
        self,
        markup,
        user_specified_encoding=None,  # noqa: ARG002
        document_declared_encoding=None,  # noqa: ARG002
        exclude_encodings=None,  # noqa: ARG002
    ):
        """The placeholder as it is: the nodes are the markup."""
        yield markup, None, None, False

    def feed(self, markup: object) -> None:  # noqa: ARG002
        """Feeds every group to the soup, one wrapper each."""
        soup = self.soup
        if soup is None:
            return
        for group in self._groups:
            soup.handle_starttag(WRAPPER, None, None, {})
            self._feed(soup, group)
            soup.handle_endtag(WRAPPER)

    @staticmethod
    def _feed(soup: BeautifulSoup, group: Sequence[LexborNode]) -> None:
        open_tags: list[str] = []
        stack: list[Iterator[LexborNode]] = [iter(group)]
        while stack:
            node = next(stack[-1], None)
            if node is None:
                stack.pop()
                if open_tags:
                    soup.handle_endtag(open_tags.pop())
                continue
            tag = node.tag or "-"
            if tag == "-text":
                _feed_text(soup, node.text_content or "", lines="pre" in open_tags)
            elif tag[0] != "-":
                attributes = node.attributes.items()
                soup.handle_starttag(
                    tag, None, None, {key: value or "" for key, value in attributes}
                )
                open_tags.append(tag)
                stack.append(node.iter(include_text=True))


def _feed_text(soup: BeautifulSoup, text: str, *, lines: bool) -> None:
    """Text of a node; inside preformatted text a new line is a line break."""
    first, *rest = text.split("\n") if lines else [text]
    soup.handle_data(first)
    for line in rest:
        soup.handle_starttag("br", None, None, {})
        soup.handle_endtag("br")
        soup.handle_data(line)


def soup_parts(groups: Sequence[Sequence[LexborNode]]) -> list[Tag]:
    """One soup element for each group of nodes, in order."""
    if not groups:
        return []
    soup = BeautifulSoup(PLACEHOLDER, builder=NodeBuilder(groups))
    return [part for part in soup.contents if isinstance(part, Tag)]
