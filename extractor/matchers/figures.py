"""Figures: every number of a paragraph by spaCy's Matcher, with what its neighbours make of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.models.mentions import Figure, FigureKind

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc

    from extractor.patterns.schema import CuePattern, NumberWords

_FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PART = re.compile(r"[0-9]{1,3}")
_SMALL = re.compile(r"[0-9]{1,3}")
_AND = re.compile(r"\s?(?:%|persen)?\s?(?:,|;|,?\sdan|,?\sserta)\s")
_DASHES = frozenset("-–—")


def digits_of(surface: str) -> tuple[str, bool, bool]:
    """Decimal string of a printed number, whether it has decimals, whether "." may be thousands.

    "94,62" -> 94.62; "91.01" -> 91.01; "14.897" -> 14897 (thousands); "1.250,5" -> 1250.5.
    """
    compact = re.sub(r"\s", "", surface)
    if "," in compact:
        whole, _, cut = compact.rpartition(",")
        if "." in cut:  # "1,250.5", the English way
            return compact.replace(",", ""), True, False
        return f"{re.sub(r'[.,]', '', whole)}.{cut}", True, False
    if _THOUSANDS.fullmatch(compact):
        return compact.replace(".", ""), False, True
    if compact.count(".") == 1:
        return compact, True, False
    return compact.replace(".", ""), False, False


@dataclass(frozen=True, slots=True)
class FigureMatcher:
    """The two shapes of a figure: one token, or "94, 62" torn apart by a stray blank."""

    matcher: Matcher
    words: NumberWords
    counted: frozenset[str]
    goes_on: frozenset[str]
    announce: frozenset[str]
    tell: frozenset[str]

    @classmethod
    def build(
        cls, nlp: Language, words: NumberWords, cues: dict[str, CuePattern]
    ) -> FigureMatcher:
        from spacy.matcher import Matcher

        figure = nlp.vocab.add_flag(lambda text: bool(_FIGURE.fullmatch(text)))
        small = nlp.vocab.add_flag(lambda text: bool(_SMALL.fullmatch(text)))
        pair = nlp.vocab.add_flag(lambda text: bool(_PART.fullmatch(text)))
        matcher = Matcher(nlp.vocab, validate=False)
        matcher.add("figure", [[{figure: True}]])
        matcher.add("torn", [[{small: True}, {"ORTH": ","}, {pair: True}]])
        return cls(
            matcher,
            words,
            frozenset(cues["count_noun"].phrases),
            frozenset(cues["after_score"].phrases),
            frozenset(cues["score_word"].phrases),
            frozenset(cues["score_verb"].phrases),
        )

    def find(self, doc: Doc, base: int, taken: list[tuple[int, int]]) -> list[Figure]:
        """Figures of a paragraph that starts at offset ``base``, but those inside ``taken``."""
        shapes = sorted(
            ((start, end, doc.vocab.strings[key]) for key, start, end in self.matcher(doc)),
            key=lambda m: (m[0], -m[1]),
        )
        lower = [t.lower_ for t in doc]
        torn = {s: e for s, e, name in shapes if name == "torn" and self._is_torn(doc, lower, s, e)}
        found: list[Figure] = []
        covered = -1
        for start, end, name in shapes:
            stop = torn.get(start, end)
            if start < covered or (name == "torn" and start not in torn):
                continue
            left, right = doc[start].idx, doc[stop - 1].idx + len(doc[stop - 1])
            if any(s < base + right and base + left < e for s, e in taken):
                continue
            covered = stop
            found.append(self._figure(doc, lower, start, stop, base))
        return self._mark_ranges(doc, lower, base, self._coordinate(doc, base, found))

    def _coordinate(self, doc: Doc, base: int, found: list[Figure]) -> list[Figure]:
        """"nilai masing-masing 441 dan 429": what announces the first announces the second."""
        from dataclasses import replace

        for i in range(1, len(found)):
            gap = doc.text[found[i - 1].end - base : found[i].start - base]
            if found[i - 1].announced and found[i].kind == found[i - 1].kind and _AND.fullmatch(gap):
                found[i] = replace(found[i], announced=True)
        return found

    def _is_torn(self, doc: Doc, lower: list[str], start: int, end: int) -> bool:
        """Join "94, 62" only where the right part is no number, count or list item of its own."""
        gap = doc.text[doc[start].idx : doc[end - 1].idx]
        if not gap.endswith(", ") or doc[start].whitespace_:
            return False
        before = lower[start - 1] if start else ""
        if len(lower[end - 1]) != 2 and before != "(" and not self._follows(lower, start, self.announce):
            return False
        if before in {"ke", ",", "dan", "ke-"} and (start < 2 or lower[start - 2][:1].isdigit()):
            return False
        rest = lower[end : end + 3]
        if not rest:
            return True
        if rest[0] in self.counted or rest[0] in self.words.percent_words or rest[0] == "%":
            return False
        if rest[0] in {"dan", ",", "serta"} and len(rest) > 1:
            following = rest[1] if rest[1] != "dan" else (rest + [""])[2]
            if re.fullmatch(r"[0-9]{1,3}", following):
                return False
        return rest[0] in self.goes_on or not rest[0][:1].isalpha() or doc[end].is_upper

    def _figure(self, doc: Doc, lower: list[str], start: int, end: int, base: int) -> Figure:
        left, right = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
        surface = doc.text[left:right]
        digits, decimal, thousands = digits_of(surface)
        after = lower[end] if end < len(lower) else ""
        before = lower[start - 1] if start else ""
        bracket = before == "(" and after in {")", "+", "%", "persen", "poin"}
        return Figure(
            start=base + left,
            end=base + right,
            rule="figure.torn" if end - start > 1 else "figure",
            digits=digits,
            kind=self._kind(doc, lower, start, end, decimal),
            decimal=decimal,
            announced=self._follows(lower, start, self.announce),
            told=self._follows(lower, start, self.tell),
            bracket=bracket,
            thousands=thousands,
            joined=end - start > 1,
        )

    def _kind(
        self, doc: Doc, lower: list[str], start: int, end: int, decimal: bool
    ) -> FigureKind:
        before = lower[start - 1] if start else ""
        after = lower[end] if end < len(lower) else ""
        if before == "." and start > 1:
            before = lower[start - 2]
        if before in self.words.money_before or after in self.words.magnitudes:
            return "money"
        if after == "%" or after in self.words.percent_words:
            return "percent"
        if before in {"ke", "ke-", "no", "nomor", "pasal"} and not decimal:
            return "ordinal"
        if start == 0 and not decimal and after in {".", ")"}:
            return "listno"
        if _YEAR.fullmatch(doc[start].text) and end - start == 1:
            return "ordinal"
        if after in self.counted:
            return "count"
        word = after[:1].isalpha()
        if word and not decimal and after not in self.goes_on and not doc[end].is_title:
            return "count"
        return "plain"

    def _follows(self, lower: list[str], start: int, words: frozenset[str]) -> bool:
        """Whether such a word stands before the figure, with only fillers between."""
        at = start - 1
        for _ in range(5):
            if at < 0:
                return False
            word = lower[at]
            if word in words or word.removesuffix("nya") in words:
                return True
            if word not in self.tell and word not in self.words.score_fillers and word not in {":", "(", "-", "="}:
                return False
            at -= 1
        return False

    def _mark_ranges(
        self, doc: Doc, lower: list[str], base: int, found: list[Figure]
    ) -> list[Figure]:
        """Two figures joined by a range word or dash are limits of a rule, not results."""
        from dataclasses import replace

        out = list(found)
        text = doc.text
        for i in range(len(out) - 1):
            gap = text[out[i].end - base : out[i + 1].start - base].strip().lower()
            gap = gap.strip("() ").removeprefix("%").removeprefix("persen").strip()
            if gap in _DASHES or gap in self.words.range_words:
                out[i] = replace(out[i], kind="range")
                out[i + 1] = replace(out[i + 1], kind="range")
        return out
