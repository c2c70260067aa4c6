"""Percentages against the two counts that stand beside them: "272 dari 586 instansi (46,42%)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from extractor.models import AwardRecord
from extractor.verifier.causes import cause_of, decimals_of, rounded_to
from extractor.verifier.reasons import Finding, reason_of
from extractor.verifier.text import ArticleText, decimal_of
from extractor.verifier.wording import Wording, any_of, may_hold

_COUNT = r"[0-9]{1,3}(?:\.[0-9]{3}){0,3}(?![.,]?[0-9])"
_RATE = r"[0-9]{1,3}(?:[.,][0-9]{1,3})?"
_WORDS = r"(?:[\s(]+[a-z/()-]+){0,5}?"
_CLAUSE = r"(?:[\s(]+(?:[a-z/()-]+|(?:19|20)[0-9]{2}(?![0-9]))){0,10}?"


@dataclass(frozen=True)
class ShareCheck:
    """Finds shares that their two counts do not give."""

    wording: Wording

    @cached_property
    def _shapes(self) -> tuple[re.Pattern[str], ...]:
        words = self.wording.words
        of, either = any_of(words.share_words), any_of(words.or_words)
        count = rf"(?:{_COUNT}|(?:{any_of(self.wording.number_words)})(?!\w))"
        part, whole = rf"(?<![\w.,/])(?P<part>{count})", rf"(?P<whole>{count})"
        rate = rf"(?P<rate>{_RATE})\s?(?:{self.wording.percent})"
        link = (
            rf"(?:{_WORDS},?\s?(?:\(\s?|(?:{either})\s(?:\w+\s)?|\((?:{either})\s)"
            rf"|{_CLAUSE},?\s(?:{either})\s)"
        )
        return (
            re.compile(rf"{part}{_WORDS}\s(?:{of})\s{whole}{link}{rate}"),
            re.compile(
                rf"(?<!\w)(?:{of})\s{whole}{_CLAUSE},?\s(?:[a-z]+\s){{0,3}}{part}{link}{rate}"
            ),
            re.compile(rf"{part}{link}{rate}\)?{_WORDS}\s(?:{of})\s{whole}"),
            re.compile(
                rf"(?<![\w.,/]){rate}{_WORDS},?\s?(?:\(\s?|(?:{either})\s(?:\w+\s)?)(?P<part>{count})"
                rf"{_WORDS}\s(?:{of})\s{whole}"
            ),
        )

    @cached_property
    def _percent(self) -> re.Pattern[str]:
        return re.compile(self.wording.percent)

    def findings(self, text: ArticleText, records: tuple[AwardRecord, ...]) -> Iterator[Finding]:
        del records
        seen: set[int] = set()
        if not may_hold(text.lower, ("%", *self.wording.knowledge.numbers.percent_words)):
            return
        for start, end in text.sentences:
            sentence = text.lower[start:end]
            if not self._percent.search(sentence):
                continue
            for shape in self._shapes:
                for match in shape.finditer(sentence):
                    if start + match.start("rate") not in seen:
                        seen.add(start + match.start("rate"))
                        yield from self._judge(text, start, match)

    def _value(self, printed: str) -> Decimal | None:
        """Value of a count in digits or words."""
        spelled = self.wording.number_words.get(" ".join(printed.split()))
        return decimal_of(printed) if spelled is None else Decimal(spelled)

    def _judge(self, text: ArticleText, base: int, match: re.Match[str]) -> Iterator[Finding]:
        part, whole = self._value(match["part"]), self._value(match["whole"])
        told = decimal_of(match["rate"], thousands=False)
        if not part or not whole or told is None or part > whole or whole < 3:
            return
        rate = part / whole * 100
        unit = Decimal(1).scaleb(-decimals_of(told))
        if abs(rate - told) < unit:
            return
        right = rounded_to(rate, decimals_of(told))
        spans = [
            (base + match.start(name), base + match.end(name)) for name in ("part", "whole", "rate")
        ]
        yield Finding(
            text.article, None,
            reason_of(
                "percentage-mismatch", [text.exhibit(*span) for span in spans],
                cause_of(told, right), told=told, computed=right, part=part, whole=whole,
            ),
        )  # fmt: skip
