"""What stands behind a paragraph's last sentence and is not the article's.

A link to another article, and in texts whose lines were run together also the names of reporter
and editor and the copyright line, in the order of the page.
"""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.parser.bylines import Bylines
from extractor.parser.phrases import CLOSED, SENTENCE_END, alternatives, title_share
from extractor.parser.schema import BoilerplatePattern

# Characters from the end: of one link, of credits, of all links of a text that was run together.
LONGEST_LINK, LONGEST_CREDITS, LONGEST_LINKS = 240, 200, 700


class Endings:
    """The ends of paragraphs, by the cues and labels of boilerplate.toml.

    Args:
        pattern: the file.
        strong: a regular expression of the cues that open a related link.
        bylines: the byline rules of the same file.
    """

    def __init__(self, pattern: BoilerplatePattern, strong: str, bylines: Bylines) -> None:
        self._rule = pattern.related.rule
        self._bylines = bylines
        link = rf"[(\[]?(?:{strong})\s{{0,2}}[:：]\s{{0,2}}"
        self._link = re.compile(rf"(?<=[.!?”\")])\s{{0,2}}{link}(?P<headline>\S.+)$", re.IGNORECASE)
        self._next = re.compile(rf"\s{link}", re.IGNORECASE)
        labels = [
            label.capitalize()
            for rule in pattern.byline
            if rule.field != "none"
            for label in rule.labels
        ]
        # as it is glued when lines are run together: "… akan disesuaikanPewarta: Ilham"
        self._credits = re.compile(
            rf"(?<=[\w.!?”\")])\s?(?:{alternatives(labels)})\s?[:：]\s?(?=[A-Z])"
        )

    def of(self, text: str) -> tuple[str, list[tuple[str, str]]]:
        """The paragraph without them, and each with its rule, in their order."""
        if ":" not in text and "：" not in text:
            return text, []
        ends: list[tuple[str, str]] = []
        credit = self._credit(text)
        if credit is not None:
            ends.append((text[credit[0] :].strip(), credit[1]))
            text = text[: credit[0]].rstrip()
        at = self._links(text, run_together=credit is not None)
        if at is not None:
            links = text[at:].strip()
            cuts = [0, *(match.start() for match in self._next.finditer(links)), len(links)]
            parts = [links[a:b].strip() for a, b in pairwise(cuts)]
            ends[:0] = [(part, self._rule) for part in parts if part]
            text = text[:at].rstrip()
        return text, ends

    def _credit(self, text: str) -> tuple[int, str] | None:
        """Where labels with names close the text, and by which rule."""
        start = max(1, len(text) - LONGEST_CREDITS)
        for match in self._credits.finditer(text, start):
            rule = self._bylines.rule(text[match.start() :].strip())
            if rule is not None:
                return match.start(), rule
        return None

    def _links(self, text: str, *, run_together: bool) -> int | None:
        """Where the headlines of other articles begin.

        Where the lines were run together a headline may be worded like a sentence; else it has
        to be written like a headline, for prose can have the words of a cue too.
        """
        longest = LONGEST_LINKS if run_together else LONGEST_LINK
        match = self._link.search(text, max(0, len(text) - longest))
        if match is None:
            return None
        headline = match["headline"].rstrip(" )]")
        if CLOSED.search(headline) or SENTENCE_END.search(headline):
            return None
        several = self._next.search(headline) is not None
        if run_together or several or title_share(headline) >= 0.6:
            return match.start()
        return None
