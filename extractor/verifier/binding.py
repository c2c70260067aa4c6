"""Which of a record's labels its article ties to it beyond doubt.

A label may be told once of a group, in another sentence or under a heading; where an article
tells several labels of one ladder, such a label speaks neither for nor against a figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.models import AwardRecord
from extractor.patterns.award_schema import AwardPattern
from extractor.verifier.labels import Labels, LabelSpan
from extractor.verifier.text import ArticleText, names_of, spans_of
from extractor.verifier.wording import any_of

# Two labels told in one breath stand at most so many characters apart.
_ONE_BREATH = 45
_BEFORE = 30
# Sentences between a figure and the label told of it.
_CLOSE = 2


@dataclass(frozen=True)
class Binder:
    """Ties labels to records by where both stand."""

    labels: Labels

    @cached_property
    def _lost(self) -> re.Pattern[str]:
        """Words before a label that is no longer, or not yet, the recipient's."""
        words = self.labels.wording.words
        far, close = any_of(words.lost_labels), any_of(words.lost_labels_close)
        return re.compile(rf"(?<!\w)(?:{far})(?!\w)[^.;:0-9]*$|(?<!\w)(?:{close})\s(?:\w+\s)?$")

    @cached_property
    def _class(self) -> re.Pattern[str]:
        """A clause that opens with a class before its label: "Pemda di zona kuning"."""
        wording = self.labels.wording
        words = wording.words
        openers, links = any_of(words.class_openers), any_of(words.class_links)
        which = any_of(words.class_pronouns)
        return re.compile(
            rf"(?:^|[,;:–—\"“‘(.])\s{{0,2}}(?:(?:{openers})\s)?(?:{wording.groups})\s(?:(?:{links})\s)+$"
            rf"|^[\"“‘(]?(?:{which})\s(?:(?:{links})\s)*$"
        )

    @cached_property
    def _pointing(self) -> re.Pattern[str]:
        return re.compile(
            rf"[\"”’)]?\s(?:{any_of(self.labels.wording.words.group_anaphora)})(?!\w)"
        )

    def bound(self, record: AwardRecord, text: ArticleText | None) -> tuple[str, ...]:
        """The predicates that are the record's own; all of them where there is no text."""
        if record.record_id not in self._known:
            self._known[record.record_id] = self._bound(record, text)
        return self._known[record.record_id]

    def forget(self) -> None:
        """Begin anew: other records may carry the ids of those judged before."""
        self._known.clear()

    @cached_property
    def _known(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _bound(self, record: AwardRecord, text: ArticleText | None) -> tuple[str, ...]:
        award = self.labels.wording.knowledge.awards.get(record.award.code)
        if text is None or award is None or not record.predicates:
            return record.predicates
        anchor = next((s for f in ("score", "recipient") for s in spans_of(record, f)), None)
        if anchor is None:
            return record.predicates
        return tuple(
            label
            for label in record.predicates
            if self._is_bound(award, label, (anchor.start, anchor.end), text)
        )

    def near(self, record: AwardRecord, label: str, text: ArticleText) -> bool:
        """Whether a sentence close to the figure, or about the recipient, has the label."""
        award = self.labels.wording.knowledge.awards[record.award.code]
        anchor = next((s for f in ("score", "recipient") for s in spans_of(record, f)), None)
        if anchor is None:
            return True
        home = text.sentence_number(anchor.start)
        names = names_of(record)
        for found in self.labels.find(award, text, 0, len(text.text)):
            if found.label != label or self._of_a_class(found, text):
                continue
            start, end = text.sentence_at(found.start)
            if abs(text.sentence_number(found.start) - home) <= _CLOSE:
                return True
            if any(name in text.lower[start:end] for name in names):
                return True
        return False

    def in_one_breath(self, record: AwardRecord, one: str, other: str, text: ArticleText) -> bool:
        """Whether two labels stand together, with no figure between them."""
        award = self.labels.wording.knowledge.awards[record.award.code]
        for span in spans_of(record, "predicates"):
            start, end = text.sentence_at(span.start)
            found = list(self.labels.find(award, text, start, end))
            first = [x for x in found if x.label == one]
            second = [x for x in found if x.label == other]
            for a in first:
                for b in second:
                    left, right = sorted((a, b), key=lambda x: x.start)
                    near = 0 <= right.start - left.end <= _ONE_BREATH
                    if near and not text.numbers_in(left.end, right.start):
                        return True
        return False

    def _is_bound(
        self, award: AwardPattern, label: str, anchor: tuple[int, int], text: ArticleText
    ) -> bool:
        dimension = self.labels.dimension(award.code, label)
        start, end = text.sentence_at(anchor[0])
        near = [
            x for x in self._of(award, dimension, text, start, end)
            if not self._lost.search(text.lower, max(start, x.start - _BEFORE), x.start)
            and not self._of_a_class(x, text)
        ]  # fmt: skip
        if near:
            return label in {x.label for x in self._slot(near, anchor, text, (start, end))}
        if label in self._of_that_one(award, dimension, text, end):
            return True
        everywhere = self._of(award, dimension, text, 0, len(text.text))
        own = {x.label for x in everywhere if not self._of_a_class(x, text)}
        return own == {label} or not everywhere

    def _of_that_one(
        self, award: AwardPattern, dimension: str | None, text: ArticleText, end: int
    ) -> set[str]:
        """The one label of the next sentence, where that points back: "opini ... daerah itu"."""
        following = next((s for s in text.sentences if s[0] >= end), None)
        if following is None or "\n" in text.text[max(0, end - 1) : following[0]]:
            return set()
        if not self._that_one.search(text.lower, *following):
            return set()
        found = {x.label for x in self._of(award, dimension, text, *following)}
        return found if len(found) == 1 else set()

    @cached_property
    def _that_one(self) -> re.Pattern[str]:
        wording = self.labels.wording
        pointing = any_of(wording.words.group_anaphora)
        numbers = any_of(wording.number_words)
        return re.compile(
            rf"(?<![\w-])(?!(?:{numbers})\s)(?:{wording.groups})\s(?:{pointing})(?!\w)"
        )

    def _of_a_class(self, label: LabelSpan, text: ArticleText) -> bool:
        """Whether the label tells of whoever has it, not of one recipient."""
        start, end = text.sentence_at(label.start)
        if self._pointing.match(text.lower, label.end, end):
            return False
        return self._class.search(text.lower[start : label.start]) is not None

    def _of(
        self, award: AwardPattern, dimension: str | None, text: ArticleText, start: int, end: int
    ) -> list[LabelSpan]:
        return [x for x in self.labels.find(award, text, start, end) if x.dimension == dimension]

    def _slot(
        self,
        near: Sequence[LabelSpan],
        anchor: tuple[int, int],
        text: ArticleText,
        sentence: tuple[int, int],
    ) -> list[LabelSpan]:
        """The labels of the sentence that may be the figure's: the only one, or those beside it."""
        if len({x.label for x in near}) == 1:
            return list(near)
        figures = [n for n in text.numbers_in(*sentence) if n.decimals]
        behind = min((n.start for n in figures if n.start >= anchor[1]), default=sentence[1])
        before = max((n.end for n in figures if n.end <= anchor[0]), default=sentence[0])
        after = [x for x in near if anchor[1] <= x.start < behind]
        ahead = [x for x in near if before <= x.start < anchor[0]]
        return after[:1] or ahead[-1:]
