"""A page that goes on with further articles: which of several bodies is its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from selectolax.lexbor import LexborNode

from extractor.parser.blocks import squeeze
from extractor.parser.view import View

HEADINGS = "h1, h2"
LEAST_SHARE = 0.2
SHORTEST_BODY = 140
SHORTEST_HEADING = 16


def own_among(
    view: View, selector: str, nodes: Sequence[LexborNode], sizes: Sequence[int],
    declared: Iterable[str],
) -> LexborNode | None:  # fmt: skip
    """The body below the declared headline where a longer one stands below another headline.

    None where that is not so: then the longest is as good a choice as any.
    """
    longest = max(sizes)
    enough = max(SHORTEST_BODY, LEAST_SHARE * longest)
    rivals = {node.mem_id for node, size in zip(nodes, sizes, strict=True) if size >= enough}
    titles = [title for title in map(squeeze, declared) if title]
    if len(rivals) < 2 or not titles:
        return None
    largest = nodes[sizes.index(longest)].mem_id
    own: LexborNode | None = None
    inside: set[int] = set()
    heading = heading_of_own = ""
    for node in view.tree.css(f"{HEADINGS}, {selector}"):
        if node.tag in {"h1", "h2"} and node.mem_id not in inside:
            text = squeeze(node.text(deep=True))
            heading = text if len(text) >= SHORTEST_HEADING else heading
        if node.mem_id not in rivals:
            continue
        above = _own_heading(node) or heading
        if own is not None:
            if node.mem_id == largest:
                return own if above != heading_of_own else None
            continue
        if above and any(above in title for title in titles):
            own, heading_of_own, heading = node, above, above
            inside = {one.mem_id for one in node.css(f"{HEADINGS}, {selector}")}
            if largest in inside or node.mem_id == largest:
                return None
    return None


def _own_heading(node: LexborNode) -> str:
    """The headline inside a body that begins with one."""
    inner = node.css_first(HEADINGS)
    if inner is None or inner.tag != "h1":
        return ""
    text = squeeze(inner.text(deep=True))
    return text if len(text) >= SHORTEST_HEADING else ""
