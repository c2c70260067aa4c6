"""Judges one line: is it the article's, or boilerplate by which rule of boilerplate.toml?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.parser.blocks import Block, Body
from extractor.parser.schema import BoilerplatePattern

OPENING = r"[^\w\"'“”‘’]{0,8}"
OPENING_SIZE = 4
OPENING_MARKS = re.compile(OPENING)
SITE_START = re.compile(r"[\w-]{2,40}\.\w")
SHORT_LINE = 40
SITE_PREFIX = r"(?:[a-z0-9-]{2,40}(?:\.[a-z]{2,5}){1,2}\s?[|–—-]\s?)?"
OUTER = " \t:;.,!|*•▪●■►▶»›><–—-_()[]{}…\"'“”"
SIGNED = re.compile(r"^[(\[][^()\[\]]{1,14}[)\]]\s(?=\w)")
MARKS = "■•▪●*►▶»›>–—- "
FIGURE_END = re.compile(r"[0-9][.,][0-9]{1,4}\)?(?:\s\w{1,10})?\)?$")
COLON = re.compile(r"\s{0,3}(?:[:：；;»›>→|]|[–—-]{1,2}\s)")
SENTENCE_END = re.compile(r"[.!?][\"”’')\]]{0,3}\s")
CLOSED = re.compile(r"[.!;,][\"”’')\]*]{0,4}\s?(?:\([^()]{1,20}\))?\*{0,3}$|[”\"]$")
WORD = re.compile(r"[^\W\d_][\w’'./-]*")
INITIAL = re.compile(r"\b[A-Z]\.$")
LONG_WORD = 4
LABEL_END = re.compile(r"\s{0,3}[:：]\s{0,3}")
LONGEST_LABEL, LONGEST_NAME = 40, 60
LABEL_MARKS, OUTER_OPENING = ":：»→›", " “\"‘"
CREDIT_ENDS, CREDIT_ROOM = frozenset(")]-"), 60
SHORTEST_HEADLINE, LONGEST_CUE, LONGEST_TAIL = 25, 30, 240
LIST_MARK = re.compile(r"(?:[-–—•▪●*»›>]|\d{1,2}[.)])\s?")


def _alternatives(words: Iterable[str]) -> str:
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


def title_share(text: str) -> float:
    """Share of the longer words that begin with a capital or are figures; 0.0 without any."""
    words = [word for word in WORD.findall(text) if len(word) >= LONG_WORD]
    if not words:
        return 0.0
    capitals = sum(1 for word in words if word[0].isupper())
    return capitals / len(words)


class LineRules:
    """The line rules of boilerplate.toml, compiled once."""

    def __init__(self, pattern: BoilerplatePattern) -> None:
        related = pattern.related
        self.related_rule = related.rule
        self.longest_cue = related.longest
        self.headlines = related.headlines
        strong = _alternatives(related.strong)
        if related.heads and related.tails:
            nouns = f"(?:\\s(?:{_alternatives(related.nouns)}))?" if related.nouns else ""
            strong = (
                rf"(?:{_alternatives(related.heads)}){nouns}"
                rf"(?:\s(?:{_alternatives(related.tails)})\b){{1,4}}|{strong}"
            )
        self._cue = re.compile(
            rf"{OPENING}{SITE_PREFIX}(?:(?P<strong>{strong})"
            rf"|(?P<weak>{_alternatives(related.colon)}))(?P<after>[^\w].*|$|[^\W\d_].*)",
            re.IGNORECASE | re.DOTALL,
        )
        cues = (*related.strong, *related.colon, *related.heads)
        self._openings = {f"{cue} "[:OPENING_SIZE] for cue in cues}
        self.inline_cue = re.compile(
            rf"[(\[]?\s{{0,2}}\b(?:{strong}|{_alternatives(related.colon)})"
            rf"\s{{0,3}}[:：]\s{{0,3}}[“\"]?$",
            re.IGNORECASE,
        )
        self._tail = re.compile(
            rf"(?<=[.!?”\")])\s{{0,2}}[(\[]?(?:{strong})\s{{0,2}}[:：]\s{{0,2}}(?P<headline>\S.+)$",
            re.IGNORECASE,
        )
        self._headline_word = re.compile(
            rf"\b(?:{_alternatives(related.headline_words)})\b", re.IGNORECASE
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
                re.compile("|".join(f"(?:{one})" for one in rule.patterns), re.IGNORECASE),
            )
            for rule in pattern.shape
        ]
        self._long_openings = frozenset(pattern.long_line_openings)
        self._longest_shape = max(rule.longest for rule in pattern.shape)
        every = [label for rule in pattern.byline for label in rule.labels]
        self._byline = re.compile(
            OPENING
            + "(?:"
            + "|".join(
                f"(?P<{rule.rule.replace('-', '_')}>{_alternatives(rule.labels)})"
                for rule in pattern.byline
            )
            + rf")(?:\s?(?:&|/|,|\w{{2,4}})\s?(?:{_alternatives(every)}))?"
            + r"\s{0,3}[:：/]\s{0,3}(?P<name>.{0,160})$",
            re.IGNORECASE,
        )
        self.longest = max(self.longest_cue, self._longest_shape)
        self._byline_rules = {rule.rule.replace("-", "_"): rule.rule for rule in pattern.byline}
        self._fields = {label: rule.field for rule in pattern.byline for label in rule.labels}
        stops = _alternatives([*pattern.byline_stops, *self._fields])
        glued = _alternatives(label.capitalize() for label in self._fields)
        self._name_end = re.compile(
            rf"[|•·/;()\d:：\n]|\s[-–]\s|\b(?:{stops})\b|(?<=[a-z])(?-i:{glued})\b\s{{0,3}}[:：]",
            re.IGNORECASE,
        )
        self._unlabelled = re.compile(
            rf"(?<!\w)(?i:{_alternatives(pattern.byline_openers)})\s(?P<name>[A-Z][\w.’'-]{{0,20}}"
            r"(?:\s[A-Z][\w.’'-]{0,20}){0,4})"
        )
        self._forms = [re.compile(form, re.IGNORECASE) for form in pattern.byline_forms]
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

    def tail(self, text: str) -> int | None:
        """Where a related link begins that stands behind a paragraph's last sentence."""
        start = max(0, len(text) - LONGEST_TAIL)
        if text.find(":", start) < 0:
            return None
        match = self._tail.search(text, start)
        if match is None:
            return None
        headline = match["headline"].rstrip(" )]")
        if CLOSED.search(headline) or SENTENCE_END.search(headline):
            return None
        return match.start() if title_share(headline) >= 0.6 else None

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
        if size <= 200 and (":" in text or "：" in text):
            byline = self._byline.match(text)
            if byline and self._is_byline(byline["name"]):
                return self._byline_rules[self._byline_label(byline)]
        bare = SIGNED.sub("", text).lstrip(MARKS) or text
        closed = text[-2:].rstrip(".")[-1:] in CREDIT_ENDS or " /" in text[-CREDIT_ROOM:]
        if size > SHORT_LINE and not closed and bare[0].isalpha():
            first = bare[:24].replace(":", " ").split(maxsplit=1)[0].rstrip(".,/|").lower()
            if first not in self._long_openings and "." not in first:
                return None
        for rule, longest, pattern in self._shapes:
            if size <= longest and (
                pattern.fullmatch(bare) or (bare is not text and pattern.fullmatch(text))
            ):
                return rule
        return None

    def bylines(self, text: str) -> dict[str, str]:
        """Names that stand behind a label in a text, by field ("author", "editor")."""
        found: dict[str, str] = {}
        for colon in LABEL_END.finditer(text):
            field = self._field(text[max(0, colon.start() - LONGEST_LABEL) : colon.start()])
            if field is None or field == "none" or field in found:
                continue
            name = text[colon.end() : colon.end() + LONGEST_NAME]
            end = self._name_end.search(name)
            name = (name[: end.start()] if end else name).strip(" ,-–")
            name = name if INITIAL.search(name) else name.rstrip(" .")
            if name and name[0].isalpha():
                found[field] = name
        if "author" not in found:
            forms = (form.match(text[:LONGEST_TAIL]) for form in self._forms)
            match = next(filter(None, forms), None) or self._unlabelled.search(text[:400])
            end = self._name_end.search(match["name"]) if match else None
            name = match["name"][: end.start() if end else None].strip() if match else ""
            if name:
                found["author"] = name
        return found

    def _field(self, before: str) -> str | None:
        """The field whose label ends the text before a colon, also glued to a name."""
        words = before.split()
        for count in (3, 2, 1):
            field = self._fields.get(" ".join(words[-count:]).lower().lstrip("(["))
            if field:
                return field
        last = words[-1] if words else ""
        glued = next((at for at in range(len(last) - 1, 0, -1) if last[at].isupper()), 0)
        return self._fields.get(last[glued:].lower()) if glued else None

    def corrections(self, body: Body) -> tuple[str, ...]:
        """Notes of the lines that say the article was corrected."""
        lines = [*(block.text for block in body.kept), *(block.text for block in body.dropped)]
        return tuple(f"correction: {line[:300]}" for line in lines if self.correction.match(line))

    def _byline_label(self, match: re.Match[str]) -> str:
        return next(label for label in self._byline_rules if match[label])

    @staticmethod
    def _is_byline(name: str) -> bool:
        words = name.split()
        prose = len(words) > 8 or (len(words) > 4 and title_share(name) < 0.5)
        return len(words) <= 14 and not (prose and CLOSED.search(name))
