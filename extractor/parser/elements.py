"""Judges elements inside a body by tag, class and id: is this part the article's?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from extractor.parser.schema import ElementRule

SILENT = frozenset(
    ["script", "style", "noscript", "iframe", "svg", "template", "link", "meta", "input",
     "object", "embed", "audio", "video", "canvas", "map", "area", "img", "picture", "source",
     "head", "title", "math", "track", "base", "frame", "frameset", "noframes", "ins", "amp-ad",
     "amp-img", "amp-iframe", "amp-analytics", "amp-sidebar", "amp-social-share", "hr", "param",
     "col", "colgroup", "datalist"]
)  # fmt: skip
STRIPPED = ["script", "style", "noscript"]
HIDDEN = (
    '[hidden], [style*="display:none" i], [style*="display: none" i], '
    '[style*="visibility:hidden" i]'
)
DROP_MARK = "data-x-drop"
WRAPPED = "table, blockquote, ul, ol"
UNLINKED = 100
SPLIT = re.compile(r"[\s]+")
WORDS = re.compile(r"[\s_\-:]+|(?<=[a-z])(?=[A-Z])")


class ElementRules:
    """The element rules of boilerplate.toml, compiled once."""

    def __init__(self, rules: Iterable[ElementRule]) -> None:
        rules = tuple(rules)
        self._linked = frozenset(rule.rule for rule in rules if rule.linked)
        self._tags = {tag: rule.rule for rule in rules for tag in rule.tags}
        self._words = {word: rule.rule for rule in rules for word in rule.words}
        self._names = [
            (rule.rule, re.compile("|".join(f"(?:{name})" for name in rule.names), re.IGNORECASE))
            for rule in rules
            if rule.names
        ]
        self._by_name = lru_cache(maxsize=4096)(self._judge_name)

    def by_tag(self, tag: str) -> str | None:
        """Rule that drops every element of this tag."""
        return self._tags.get(tag)

    def wants_link(self, rule: str) -> bool:
        """Whether the rule means only elements that hold a link (or little text)."""
        return rule in self._linked

    def by_names(self, class_names: str | None, identity: str | None) -> str | None:
        """Rule that drops an element with this class attribute and id."""
        if class_names:
            found = self._by_name(class_names)
            if found:
                return found
        if identity:
            return self._by_name(identity)
        return None

    def _judge_name(self, names: str) -> str | None:
        for name in SPLIT.split(names[:400].strip()):
            if not name:
                continue
            for rule, pattern in self._names:
                if pattern.fullmatch(name):
                    return rule
            for word in WORDS.split(name):
                rule_name = self._words.get(word.lower())
                if rule_name:
                    return rule_name
        return None
