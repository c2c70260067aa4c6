"""A byline without a label: the name that stands beside the date below the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractor.parser.dates import DateReader

WORD = r"[A-Z][\w.’'-]{0,24}"
NAME = re.compile(rf"{WORD}(?:,?\s(?:{WORD}|bin|binti|van|de|al|el)){{1,4}}$")
BETWEEN = re.compile(r"\s?[|•·—–/]\s?|\s-+\s|,\s")
SEPARATOR = re.compile(r"[\W_]{1,6}$")
LONGEST_NAME, LONGEST_LINE = 40, 90
CLOSE = 2
INNER = re.compile(r"\w+")


class Unlabelled:
    """Tells names of persons from what else stands beside a date: sections, places, labels."""

    def __init__(self, reader: DateReader, others: Iterable[str]) -> None:
        self._reader = reader
        self._others = frozenset(word.lower() for word in others)

    def find(self, lines: Sequence[str], known: Iterable[str], body: str = "") -> str | None:
        """The name on the line of the date, or on one of the lines next to it.

        Args:
            lines: text between headline and body, an element's text a line.
            known: texts that are no name here: headline, site, sections, the body's opening.
            body: the article; whom it tells of did not write it.
        """
        strange = {_squash(text) for text in known}
        texts = [line for line in lines if not SEPARATOR.match(line)]
        for at, line in enumerate(texts):
            moment = self._reader.find(line) if len(line) <= LONGEST_LINE else None
            if moment is None:
                continue
            own = (*BETWEEN.split(line[: moment.start]), *BETWEEN.split(line[moment.end :]))
            near = (texts[at - 1 : at], texts[at + 1 : at + CLOSE], texts[max(0, at - CLOSE) : at])
            for text in (*own, *(other for part in near for other in part)):
                name = text.strip(" -–|,:;")
                if not self._is_name(name) or name in body:
                    continue
                if _squash(name) not in strange:
                    return name
        return None

    def _is_name(self, text: str) -> bool:
        if not 5 <= len(text) <= LONGEST_NAME or NAME.match(text) is None:
            return False
        return self._others.isdisjoint(word.lower() for word in INNER.findall(text))


def _squash(text: str) -> str:
    return "".join(INNER.findall(text.casefold()))
