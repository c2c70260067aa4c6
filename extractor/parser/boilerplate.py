"""Judges one line: is it the article's, or boilerplate by which rule of boilerplate.toml?"""

from __future__ import annotations

import re

from extractor.parser.blocks import Block, Body
from extractor.parser.bylines import Bylines
from extractor.parser.endings import Endings
from extractor.parser.phrases import (
    CLOSED,
    OPENING,
    OUTER,
    SENTENCE_END,
    alternatives,
    title_share,
)  # fmt: skip
from extractor.parser.schema import BoilerplatePattern

OPENING_SIZE = 4
OPENING_MARKS = re.compile(OPENING)
SITE_START = re.compile(r"[\w-]{2,40}\.\w")
SHORT_LINE = 40
NOTHING = "(?!)"
SITE_PREFIX = r"(?:[a-z0-9-]{2,40}(?:\.[a-z]{2,5}){1,2}\s?[|–—-]\s?)?"
SIGNED = re.compile(r"^[(\[][^()\[\]]{1,14}[)\]]\s(?=\w)")
MARKS = "■•▪●*►▶»›>–—- "
FIGURE_END = re.compile(r"[0-9][.,][0-9]{1,4}\)?(?:\s\w{1,10})?\)?$")
COLON = re.compile(r"\s{0,3}(?:[:：；;»›>→|]|[–—-]{1,2}\s)")
LABEL_MARKS, OUTER_OPENING = ":：»→›", ' “"‘'
CREDIT_ENDS, CREDIT_ROOM = frozenset(")]-"), 60
SHORTEST_HEADLINE, LONGEST_CUE = 25, 30
LIST_MARK = re.compile(r"(?:[-–—•▪●*»›>]|\d{1,2}[.)])\s?")


class LineRules:
    """The line rules of boilerplate.toml, compiled once."""

    def __init__(self, pattern: BoilerplatePattern) -> None:
        related = pattern.related
        self.related_rule = related.rule
        self.longest_cue = related.longest
        self.headlines = related.headlines
        strong = alternatives(related.strong)
        if related.heads and related.tails:
            nouns = f"(?:\\s(?:{alternatives(related.nouns)}))?" if related.nouns else ""
            strong = (
                rf"(?:{alternatives(related.heads)}){nouns}"
                rf"(?:\s(?:{alternatives(related.tails)})\b){{1,4}}|{strong}"
            )
        self._cue = re.compile(
            rf"{OPENING}{SITE_PREFIX}(?:(?P<strong>{strong})"
            rf"|(?P<weak>{alternatives(related.colon)}))(?P<after>[^\w].*|$|[^\W\d_].*)",
            re.IGNORECASE | re.DOTALL,
        )
        cues = (*related.strong, *related.colon, *related.heads)
        self._openings = {f"{cue} "[:OPENING_SIZE] for cue in cues}
        self.inline_cue = re.compile(
            rf"[(\[]?\s{{0,2}}\b(?:{strong}|{alternatives(related.colon)})"
            rf"\s{{0,3}}[:：]\s{{0,3}}[“\"]?$",
            re.IGNORECASE,
        )
        self._headline_word = re.compile(
            rf"\b(?:{alternatives(related.headline_words) or NOTHING})\b", re.IGNORECASE
        )
        self._exact = {
            line.strip(OUTER).casefold() or line: rule.rule
            for rule in pattern.exact
            for line in rule.lines
        }
        self._shapes = [
            (
                rule.rule,
                rule.longest,
                rule.holds,
                re.compile("|".join(f"(?:{one})" for one in rule.patterns), re.IGNORECASE),
            )
            for rule in pattern.shape
        ]
        self._long_openings = frozenset(pattern.long_line_openings)
        self._longest_shape = max(rule.longest for rule in pattern.shape)
        self.longest = max(self.longest_cue, self._longest_shape)
        self._bylines = Bylines(pattern)
        self.endings = Endings(pattern, strong, self._bylines)
        self.correction = re.compile("|".join(pattern.correction), re.IGNORECASE)

    def cue(self, text: str, linked: int = 0) -> str | None:
        """How a line opens a related link: "alone", "word", "line", or None where it is prose.

        Below "alone" stand headlines, below "word" only what is a link.

        Args:
            text: the line, blanks single.
            linked: characters of it that are link text.
        """
        if len(text) > self.longest_cue:
            return None
        mark = None if text[:1].isalnum() else OPENING_MARKS.match(text)
        start = mark.end() if mark else 0
        opening = text[start : start + OPENING_SIZE].lower()
        if opening not in self._openings and ("." not in text[:44] or not SITE_START.match(text)):
            return None
        match = self._cue.match(text)
        if match is None:
            return None
        after = match["after"]
        colon = COLON.match(after)
        rest = after[colon.end() :] if colon else after
        rest = rest.strip(OUTER)
        if not rest:
            return "alone" if match["strong"] or colon else "word"
        if linked >= 0.7 * len(rest) and (colon or match["strong"]):
            return "line"
        if colon:
            return None if self._is_prose(rest, after) else "line"
        if not match["strong"]:
            return None
        glued = after[0].isalpha()
        if glued:
            return "line" if after[0].isupper() and not CLOSED.search(text) else None
        if CLOSED.search(text) or not rest[0].isupper():
            return None
        return "line" if title_share(rest) >= 0.6 else None

    @staticmethod
    def _is_prose(rest: str, after: str) -> bool:
        closed = CLOSED.search(after) is not None
        if not closed:
            return False
        if rest[0].islower():
            return True
        share = title_share(rest)
        several = SENTENCE_END.search(rest) is not None
        return (several and share < 0.6) or (share < 0.4 and len(rest.split()) >= 12)

    def labelled_link(self, text: str, linked: int) -> bool:
        """Whether a line is a few words, a colon and then the link to a headline."""
        label, headline = text[:-linked].rstrip(OUTER_OPENING), text[-linked:].strip(OUTER)
        return (
            linked >= SHORTEST_HEADLINE
            and 0 < len(label) <= LONGEST_CUE
            and label[-1] in LABEL_MARKS
            and label[0].isupper()
            and CLOSED.search(headline) is None
            and title_share(headline) >= 0.6
        )

    def headline(self, text: str, first: Block | None) -> bool:
        """Whether a line below a lone cue is one of its headlines.

        Args:
            text: the line.
            first: the first headline below that cue; None if this line is the first.
        """
        if len(text) > 180 or CLOSED.search(text) or text.endswith(":"):
            return False
        mark = LIST_MARK.match(text)
        body = text[mark.end() :] if mark else text
        if not body or not (body[0].isupper() or body[0].isdigit() or body[0] in "“\"‘'["):
            return False
        if len(body.split()) < 3:
            return False
        if first is None:
            return True
        if FIGURE_END.search(text) and not self._headline_word.search(text):
            return False
        if (mark is None) != (LIST_MARK.match(first.text) is None):
            return False
        return mark is not None or title_share(body) >= 0.5

    def rule(self, text: str) -> str | None:
        """Rule that makes this whole line boilerplate; related links are asked by ``cue``."""
        size = len(text)
        if size > self._longest_shape:
            return None
        if size <= 40 and not any(map(str.isalnum, text)):
            return self._exact.get(text, "sign-off")
        if size <= 80:
            bare = text.strip(OUTER).casefold()
            exact = self._exact.get(bare) if bare else self._exact.get(text)
            if exact:
                return exact
        byline = self._bylines.rule(text)
        if byline:
            return byline
        bare = SIGNED.sub("", text).lstrip(MARKS) or text
        closed = text[-2:].rstrip(".")[-1:] in CREDIT_ENDS or " /" in text[-CREDIT_ROOM:]
        if size > SHORT_LINE and not closed and bare[0].isalpha():
            first = bare[:24].replace(":", " ").split(maxsplit=1)[0].rstrip(".,/|").lower()
            if first not in self._long_openings and "." not in first:
                return None
        for rule, longest, holds, pattern in self._shapes:
            if size > longest or (holds and not any(held in text for held in holds)):
                continue
            if pattern.fullmatch(bare) or (bare is not text and pattern.fullmatch(text)):
                return rule
        return None

    def bylines(self, text: str) -> dict[str, str]:
        """Names that a text gives, by field ("author", "editor")."""
        return self._bylines.names(text)

    def corrections(self, body: Body) -> tuple[str, ...]:
        """Notes of the lines that say the article was corrected."""
        lines = [*(block.text for block in body.kept), *(block.text for block in body.dropped)]
        return tuple(f"correction: {line[:300]}" for line in lines if self.correction.match(line))
