"""Where the prose of an unknown page stands, and which element holds the article's."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractor.parser.elements import ElementRules

SHORTEST_PROSE = 50
INLINE = frozenset(
    ["-text", "b", "strong", "i", "em", "span", "font", "u", "small", "sup", "sub", "q", "cite",
     "abbr"]
)  # fmt: skip
ROOTS = frozenset(["html", "-document", "-undef"])
DEEPEST = 10_000
DEEP = 100
ALMOST_ALL = 0.95
HIGHEST_CLIMB = 6
LINKED_CARD = 0.3
WORTH_CLIMBING = 0.08
MUCH = 0.35
MOST = 0.5
CANDIDATES = 5
SHORTEST_ARTICLE = 400
FEWEST_CARDS, LONGEST_CARD = 3, 400
NEARLY = 0.8


class Prose:
    """Paragraphs of a page weighed (characters outside links), summed up their ancestors.

    Attributes:
        total: characters of prose on the page outside boilerplate elements.
    """

    def __init__(self, tree: LexborHTMLParser, elements: ElementRules) -> None:
        self._elements = elements
        self._direct: dict[int, int] = {}
        self._nodes: dict[int, LexborNode] = {}
        self._weights: dict[int, int] = {}
        self._parents: dict[int, int] = {}
        self._deepest = 0
        self.total = 0
        self._titled = _above(tree.css_first("h1"))
        root = tree.body
        if root is not None:
            self._collect(root)
            self._sum()
            self._discount()

    def _collect(self, root: LexborNode) -> None:
        broken: dict[int, LexborNode] = {}
        for node in root.css("br"):
            parent = node.parent
            if parent is not None and parent.tag not in {"p", "a"}:
                broken[parent.mem_id] = parent
        for node in root.css("p"):
            size = self._size(node)
            if size >= SHORTEST_PROSE and node.parent is not None:
                self._add(node.parent, size)
        for node in broken.values():
            self._add_lines(node)
        if sum(self._direct.values()) < 500:
            self._add_lines(root)
            for node in root.css("div, td, section, article, li, blockquote, main, pre"):
                if node.mem_id not in broken:
                    self._add_lines(node)

    @staticmethod
    def _size(node: LexborNode) -> int:
        """Characters of a paragraph less twice those of its links."""
        size = len(node.text(deep=True).strip())
        if size >= SHORTEST_PROSE and node.css_first("a") is not None:
            size -= 2 * sum(len(link.text(deep=True)) for link in node.css("a"))
        return size

    def _add(self, node: LexborNode, size: int) -> None:
        key = node.mem_id
        self._nodes[key] = node
        self._direct[key] = self._direct.get(key, 0) + size

    def _add_lines(self, node: LexborNode) -> None:
        size = 0
        for child in node.iter(include_text=True):
            tag = child.tag
            if tag in INLINE:
                size += len(child.text(deep=True).strip())
            elif tag == "a":
                size -= len(child.text(deep=True))
        if size >= SHORTEST_PROSE:
            self._add(node, size)

    def _sum(self) -> None:
        for key, size in list(self._direct.items()):
            self.total += size
            node: LexborNode | None = self._nodes[key]
            for depth in range(DEEPEST):
                self._deepest = max(self._deepest, depth)
                if node is None or node.tag in ROOTS:
                    break
                own = node.mem_id
                self._nodes[own] = node
                self._weights[own] = self._weights.get(own, 0) + size
                node = node.parent
                if node is not None:
                    self._parents[own] = node.mem_id

    def _discount(self) -> None:
        """Prose in elements with a boilerplate name counts for nothing, unless it is most."""
        for key in sorted(self._nodes, key=lambda key: -self._weights.get(key, 0)):
            weight = self._weights.get(key, 0)
            if not weight or not self.is_boilerplate(key):
                continue
            if weight > 0.5 * self.total and not self._is_teasers(key, weight):
                continue
            self.total -= weight
            self._clear(key, weight)

    def _clear(self, key: int, weight: int) -> None:
        above: int | None = key
        while above is not None:
            if above in self._weights:
                self._weights[above] -= weight
            above = self._parents.get(above)
        for direct in list(self._direct):
            inner: int | None = direct
            while inner is not None and inner != key:
                inner = self._parents.get(inner)
            if inner == key:
                del self._direct[direct]
                walk: int | None = direct
                while walk is not None and walk != key:
                    self._weights[walk] = 0
                    walk = self._parents.get(walk)

    def _is_teasers(self, key: int, weight: int) -> bool:
        """Whether a box of boilerplate with most of the prose is a list of cards all the same.

        Each of them has a linked heading, and enough prose for an article stands elsewhere.
        """
        box = self._nodes[key]
        if self.total - weight < max(SHORTEST_ARTICLE, 0.25 * self.total):
            return False
        if box.css_first("h1") is not None:
            return False
        headings = box.css("h2 a, h3 a, h4 a, h5 a, a h2, a h3, a h4, a h5")
        return len(headings) >= FEWEST_CARDS and weight <= LONGEST_CARD * len(headings)

    def is_boilerplate(self, key: int) -> bool:
        """Whether an element's tag or names say that it is not the article."""
        node = self._nodes[key]
        tag = node.tag or ""
        if tag == "body":
            return False
        if self._elements.by_tag(tag):
            return True
        attributes = node.attributes
        if not attributes:
            return False
        return self._elements.by_names(attributes.get("class"), attributes.get("id")) is not None

    def weight(self, node: LexborNode) -> int:
        """Characters of prose inside an element."""
        return self._weights.get(node.mem_id, 0)

    def best(self) -> LexborNode | None:
        """The element with most prose of its own, widened while its neighbours are prose too."""
        if not self._direct:
            return None
        if self._deepest > DEEP:
            return self._common()
        tops = sorted(self._direct, key=lambda key: -self._direct[key])
        if self._direct[tops[0]] >= MOST * self.total:
            tops = tops[:1]
        found = [self._widen(top) for top in tops[:CANDIDATES]]
        most = max(held for _, held in found)
        good = [node for node, held in found if held >= NEARLY * most]
        return min(good, key=self.weight)

    def _common(self) -> LexborNode:
        """The innermost element with nearly all prose: for pages of absurd depth."""
        holding = [key for key, size in self._weights.items() if size >= ALMOST_ALL * self.total]
        return self._nodes[min(holding, key=lambda key: -self._depth(key))]

    def _depth(self, key: int) -> int:
        depth = 0
        above = self._parents.get(key)
        while above is not None:
            depth += 1
            above = self._parents.get(above)
        return depth

    def _widen(self, top: int) -> tuple[LexborNode, int]:
        """The element around a place of prose, and the prose that speaks for it."""
        node = self._nodes[top]
        held = self._weights[top]
        alike = _kind(node)
        current = top
        for _ in range(HIGHEST_CLIMB):
            above = self._parents.get(current)
            if above is None or above not in self._weights:
                break
            before, after, same = self._gains(above, current, alike)
            gain = before + same
            if after >= MUCH * held:
                gain += after
            current = above
            if gain >= WORTH_CLIMBING * held:
                node = self._nodes[above]
                held += gain
        return node, held

    def _gains(self, above: int, current: int, alike: str) -> tuple[int, int, int]:
        """Prose that other children would add: before it, after it, in elements of its kind.

        Cards of links add none.
        """
        before = after = same = 0
        passed = False
        for child in self._nodes[above].iter():
            key = child.mem_id
            if key in self._titled and not passed:
                before = same = 0
            if key == current:
                passed = True
                continue
            weight = self._weights.get(key, 0)
            if not weight and child.tag == "p" and key not in self._weights:
                weight = self._own(child)
            if not weight or self._is_card(child):
                continue
            if _kind(child) == alike or child.tag == "p":
                same += weight
            elif passed:
                after += weight
            else:
                before += weight
        return before, after, same

    def _own(self, node: LexborNode) -> int:
        size = self._size(node)
        return size if size >= SHORTEST_PROSE else 0

    @staticmethod
    def _is_card(node: LexborNode) -> bool:
        size = len(node.text(deep=True))
        linked = sum(len(link.text(deep=True)) for link in node.css("a"))
        return linked > LINKED_CARD * size


def _kind(node: LexborNode) -> str:
    """Tag and class of an element: parts of one text mostly share them."""
    return f"{node.tag}.{node.attributes.get('class') or ''}"


def _above(node: LexborNode | None) -> set[int]:
    """An element and those around it."""
    found = set()
    for _ in range(DEEP):
        if node is None or node.tag in ROOTS:
            break
        found.add(node.mem_id)
        node = node.parent
    return found
