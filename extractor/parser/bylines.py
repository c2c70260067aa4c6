"""Lines that name who wrote or edited an article, and the names in them."""

from __future__ import annotations

import re

from extractor.parser.phrases import CLOSED, OPENING, alternatives, title_share
from extractor.parser.schema import BoilerplatePattern

INITIAL = re.compile(r"\b[A-Z]\.$")
LABEL_END = re.compile(r"\s{0,3}[:：]\s{0,3}")
LONGEST_LABEL, LONGEST_NAME = 40, 60
LONGEST_LINE, LONGEST_FORM, LONGEST_OPENING = 200, 240, 400
MOST_WORDS = 14


class Bylines:
    """The byline rules of boilerplate.toml, compiled once."""

    def __init__(self, pattern: BoilerplatePattern) -> None:
        every = [label for rule in pattern.byline for label in rule.labels]
        self._line = re.compile(
            OPENING
            + "(?:"
            + "|".join(
                f"(?P<{rule.rule.replace('-', '_')}>{alternatives(rule.labels)})"
                for rule in pattern.byline
            )
            + rf")(?:\s?(?:&|/|,|\w{{2,4}})\s?(?:{alternatives(every)}))?"
            + r"\s{0,3}[:：/]\s{0,3}(?P<name>.{0,160})$",
            re.IGNORECASE,
        )
        self._rules = {rule.rule.replace("-", "_"): rule.rule for rule in pattern.byline}
        self._fields = {label: rule.field for rule in pattern.byline for label in rule.labels}
        stops = alternatives([*pattern.byline_stops, *self._fields])
        glued = alternatives(label.capitalize() for label in self._fields)
        self._name_end = re.compile(
            rf"[|•·/;()\d:：\n]|\s[-–]\s|\b(?:{stops})\b|(?<=[a-z])(?-i:{glued})\b\s{{0,3}}[:：]",
            re.IGNORECASE,
        )
        self._unlabelled = re.compile(
            rf"(?<!\w)(?i:{alternatives(pattern.byline_openers)})\s(?P<name>[A-Z][\w.’'-]{{0,20}}"
            r"(?:\s[A-Z][\w.’'-]{0,20}){0,4})"
        )
        self._forms = [re.compile(form, re.IGNORECASE) for form in pattern.byline_forms]

    def rule(self, text: str) -> str | None:
        """The rule of a line that is a label and names; None if it is no such line."""
        if len(text) > LONGEST_LINE or (":" not in text and "：" not in text):
            return None
        match = self._line.match(text)
        if match is None or not self._is_name(match["name"]):
            return None
        return next(self._rules[label] for label in self._rules if match[label])

    @staticmethod
    def _is_name(name: str) -> bool:
        words = name.split()
        prose = len(words) > 8 or (len(words) > 4 and title_share(name) < 0.5)
        return len(words) <= MOST_WORDS and not (prose and CLOSED.search(name))

    def names(self, text: str) -> dict[str, str]:
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
            name = self._without_label(text)
            if name:
                found["author"] = name
        return found

    def _without_label(self, text: str) -> str:
        """The name of a line of one of the forms, or behind a word such as "oleh"."""
        forms = (form.match(text[:LONGEST_FORM]) for form in self._forms)
        match = next(filter(None, forms), None) or self._unlabelled.search(text[:LONGEST_OPENING])
        if match is None:
            return ""
        end = self._name_end.search(match["name"])
        return match["name"][: end.start() if end else None].strip()

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
