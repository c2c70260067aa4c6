"""Finds the element that holds the article: by a publisher's selectors, else by its prose."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from extractor.parser.elements import ElementRules
from extractor.parser.prose import Prose
from extractor.parser.publishers import Publishers
from extractor.parser.rivals import own_among
from extractor.parser.schema import PublisherPattern
from extractor.parser.view import View

SHORTEST_BODY = 140
HINT_SHARE = 0.5
MOST_HINTED = 40
FURTHER = ("article",)


@dataclass(frozen=True, slots=True)
class Found:
    """A body and how it was found.

    Attributes:
        node: the element.
        publisher: whose selectors fitted; None on the generic path.
        share: part of the page's prose that the body holds (0 to 1); 1 for a publisher's.
        prose: characters of prose in it.
    """

    node: LexborNode
    publisher: PublisherPattern | None
    share: float
    prose: int


def by_selectors(
    view: View, publisher: PublisherPattern, declared: tuple[str, ...] = ()
) -> Found | None:
    """The body by the first selector of the publisher that holds enough text."""
    for selector in publisher.select.body:
        if not view.may_match(selector):
            continue
        nodes = view.tree.css(selector)
        sizes = [len(node.text(deep=True)) for node in nodes]
        if not sizes or max(sizes) < SHORTEST_BODY:
            continue
        best = nodes[sizes.index(max(sizes))]
        if len(nodes) > 1:
            best = own_among(view, selector, nodes, sizes, declared) or best
        return Found(best, publisher, 1.0, len(best.text(deep=True)))
    return None


def by_prose(
    view: View, elements: ElementRules, hints: tuple[str, ...], declared: tuple[str, ...] = ()
) -> Found | None:
    """The body of a page of nobody's template: a well-known name with most prose, or by prose."""
    prose = Prose(view.tree, elements)
    best = prose.best()
    if best is None:
        return None
    held = prose.weight(best)
    for selector in (*hints, *(FURTHER if view.page.count(b"<article") > 1 else ())):
        nodes = view.tree.css(selector)[:MOST_HINTED] if view.may_match(selector) else []
        if len(nodes) > 1:
            own = own_among(view, selector, nodes, [prose.weight(node) for node in nodes], declared)
            if own is not None:
                return _found(own, prose)
        for node in nodes if selector not in FURTHER else ():
            weight = prose.weight(node)
            if weight >= HINT_SHARE * prose.total and weight >= HINT_SHARE * held:
                return _found(node, prose)
    return _found(best, prose)


def _found(node: LexborNode, prose: Prose) -> Found:
    weight = prose.weight(node)
    return Found(node, None, weight / max(1, prose.total), weight)


def find(
    view: View, publishers: Publishers, host: str | None, declared: tuple[str, ...] = ()
) -> Found | None:
    """The body by the publisher of the domain, else of the page's shape, else by prose.

    Args:
        view: the page.
        publishers: know the selectors.
        host: of the page's address.
        declared: titles that the page's data gives; they tell its article from a further one.
    """
    own = publishers.by_domain(host)
    found = by_selectors(view, own, declared) if own else None
    if found:
        return found
    for publisher in publishers.by_shape(view.names, view.page):
        found = by_selectors(view, publisher, declared) if publisher is not own else None
        if found:
            return found
    return by_prose(view, publishers.elements, publishers.boilerplate.body_hints, declared)
