"""Awards of one level: an article that tells two of them of one recipient contradicts itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from extractor.models import AwardRecord
from extractor.patterns.award_schema import AwardPattern
from extractor.verifier.labels import Labels, LabelSpan
from extractor.verifier.reasons import Finding, reason_of
from extractor.verifier.text import ArticleText, names_of, spans_of
from extractor.verifier.wording import Wording, any_of, matcher

_YEAR = re.compile(r"(?<![0-9/.])(?:19|20)[0-9]{2}(?![0-9])")


@dataclass(frozen=True)
class LevelCheck:
    """Finds a second level of a one-level award, told outright of the only recipient."""

    wording: Wording
    labels: Labels

    def findings(self, text: ArticleText, records: tuple[AwardRecord, ...]) -> Iterator[Finding]:
        for code in dict.fromkeys(record.award.code for record in records):
            mine = [record for record in records if record.award.code == code]
            award = self.wording.knowledge.awards.get(code)
            if code not in self.wording.words.one_level or award is None or len(mine) != 1:
                continue
            if len(mine[0].predicates) == 1:
                foreign = {x for r in records if r.award.code != code for x in r.predicates}
                yield from self._judge(text, mine[0], award, foreign)
        yield from self._twice(text, records)

    def _twice(self, text: ArticleText, records: tuple[AwardRecord, ...]) -> Iterator[Finding]:
        """A record of two levels, each told of it in a sentence of its own."""
        for record in records:
            award = self.wording.knowledge.awards.get(record.award.code)
            if award is None or award.code not in self.wording.words.one_level:
                continue
            for one, other in combinations(record.predicates, 2):
                if self.labels.wider(award.code, one, other):
                    continue
                if self.labels.compare(award.code, record.award.year, one, other) is not False:
                    continue
                told = [self._told_of(text, label, record, records) for label in (one, other)]
                if told[0] is not None and told[1] is not None:
                    yield Finding(
                        text.article, record.record_id,
                        reason_of(
                            "predicate-conflict",
                            [text.exhibit(x.start, x.end) for x in told if x is not None],
                            one=one, other=other,
                        ),
                    )  # fmt: skip
                    break

    def _told_of(
        self,
        text: ArticleText,
        label: str,
        record: AwardRecord,
        records: tuple[AwardRecord, ...],
    ) -> LabelSpan | None:
        """Where a sentence about this recipient and this award alone gives it the label."""
        award = self.wording.knowledge.awards[record.award.code]
        own = names_of(record)
        others = {name for each in records for name in names_of(each)} - own
        for found in self.labels.find(award, text, 0, len(text.text)):
            if found.label != label or not self._is_now(text, found, record.award.year):
                continue
            start, end = text.sentence_at(found.start)
            sentence = text.lower[start:end]
            beside = {x.label for x in self.labels.find(award, text, start, end)}
            if beside != {label} or any(name in sentence for name in others):
                continue
            if self._elsewhere(award, label).search(sentence):
                continue
            if any(name in sentence for name in own):
                return found
        return None

    def _elsewhere(self, award: AwardPattern, label: str) -> re.Pattern[str]:
        """Names of other awards that have a label of that name."""
        key = (award.code, label)
        if key not in self._others:
            self._others[key] = matcher(
                alias.lower()
                for other in self.wording.knowledge.awards.values()
                if other.code != award.code
                and any(e.label == label for ladder in other.ladders for e in ladder.entries)
                for alias in (other.name, *other.aliases)
            )
        return self._others[key]

    @cached_property
    def _others(self) -> dict[tuple[str, str], re.Pattern[str]]:
        return {}

    def _judge(
        self, text: ArticleText, record: AwardRecord, award: AwardPattern, foreign: set[str]
    ) -> Iterator[Finding]:
        """``foreign`` are the labels that other awards of the article are given by name."""
        own = record.predicates[0]
        for other in self.labels.find(award, text, 0, len(text.text)):
            if self.labels.wider(award.code, own, other.label):
                continue
            if self.labels.compare(award.code, record.award.year, own, other.label) is not False:
                continue
            joined = self._joined(text, other) or self._coordinated(text, other, record)
            told = joined or self._told_outright(text, other, record)
            if told or (other.label not in foreign and self._of_it(text, other, record)):
                spans = spans_of(record, "predicates")[:1]
                yield Finding(
                    text.article, record.record_id,
                    reason_of(
                        "predicate-conflict",
                        (
                            *(text.exhibit(span.start, span.end) for span in spans),
                            text.exhibit(other.start, other.end),
                        ),
                        one=own, other=other.label,
                    ),
                )  # fmt: skip
                return

    def _joined(self, text: ArticleText, other: LabelSpan) -> bool:
        """Told in one breath with the recipient's own: "WTP sekaligus WDP"."""
        before = text.lower[max(0, other.start - 30) : other.start]
        return self._both.search(before) is not None and self._is_now(text, other, None)

    def _coordinated(self, text: ArticleText, other: LabelSpan, record: AwardRecord) -> bool:
        """Told side by side of the sentence's recipient, no group: "opini WTP dan WDP"."""
        start, end = text.sentence_at(other.start)
        sentence = text.lower[start:end]
        if self._several.search(sentence) or not self._is_now(text, other, None):
            return False
        if not any(start <= span.start < end for span in spans_of(record, "recipient")):
            return False
        return any(
            self._and.fullmatch(text.lower, min(own.end, other.end), max(own.start, other.start))
            for own in spans_of(record, "predicates")[:1]
        )

    def _told_outright(self, text: ArticleText, other: LabelSpan, record: AwardRecord) -> bool:
        """Told as the result at hand: "opini WDP itu", and of no other year, hope or rule."""
        before = text.lower[max(0, other.start - 20) : other.start]
        after = text.lower[other.end : other.end + 25]
        if not self._announced.search(before) or not self._at_hand.match(after):
            return False
        return self._is_now(text, other, record.award.year)

    def _of_it(self, text: ArticleText, other: LabelSpan, record: AwardRecord) -> bool:
        """Told of the recipient by name, as its own label of the year in hand."""
        before = text.lower[max(0, other.start - 20) : other.start]
        start, end = text.sentence_at(other.start)
        if self._several.search(text.lower, start, end):
            return False
        return (
            self._announced.search(before) is not None
            and self._lost.search(text.lower, start, other.start) is None
            and self._named_in_full(text, (start, end), record)
            and self._told_of(text, other.label, record, (record,)) == other
        )

    def _named_in_full(
        self, text: ArticleText, sentence: tuple[int, int], record: AwardRecord
    ) -> bool:
        """Whether the sentence names the recipient, and no longer name that its own begins."""
        names = {record.recipient.name, *(span.text for span in spans_of(record, "recipient"))}
        whole = re.compile(rf"(?<!\w)(?i:{any_of(names)})(?!\w|\s[A-Z])")
        return whole.search(text.text, *sentence) is not None

    @cached_property
    def _lost(self) -> re.Pattern[str]:
        words = self.wording.words
        return matcher((*words.lost_labels, *words.lost_labels_close))

    def _is_now(self, text: ArticleText, other: LabelSpan, year: int | None) -> bool:
        start, end = text.sentence_at(other.start)
        sentence = text.lower[start:end]
        before = text.lower[start : other.end]
        words = (self.wording.previous, self.wording.unreal, self.wording.change, self._apart)
        if any(each.search(before) for each in words):
            return False
        return year is None or all(int(told) == year for told in _YEAR.findall(sentence))

    @cached_property
    def _both(self) -> re.Pattern[str]:
        return re.compile(
            rf"(?<!\w)(?:{any_of(self.wording.words.both_levels)})\s(?:\w+\s){{0,2}}$"
        )

    @cached_property
    def _and(self) -> re.Pattern[str]:
        words = self.wording
        labels = any_of(words.knowledge.cues["label_word"].phrases)
        return re.compile(rf"\s(?:{any_of(words.words.separators)})\s(?:(?:{labels})\s)?")

    @cached_property
    def _several(self) -> re.Pattern[str]:
        """A class of recipients, or a word that deals out: the labels may be of several."""
        cues = self.wording.knowledge.cues
        dealt = any_of((*cues["distribute"].phrases, *cues["every"].phrases))
        number = self.wording.number
        return re.compile(
            rf"(?<!\w)(?:{dealt}|{number}\s(?:\w+\s)?(?:{self.wording.groups}))(?!\w)"
        )

    @cached_property
    def _announced(self) -> re.Pattern[str]:
        words = self.wording.knowledge.cues["label_word"].phrases
        return re.compile(rf"(?<!\w)(?:{any_of(words)})\s[\"“']?$")

    @cached_property
    def _at_hand(self) -> re.Pattern[str]:
        words = self.wording.words.group_anaphora
        return re.compile(rf"[\"”')]?(?:\s\([^)]{{1,10}}\))?\s(?:{any_of(words)})(?!\w)")

    @cached_property
    def _apart(self) -> re.Pattern[str]:
        """Cues under which a label is no result of the recipient: rules, denials."""
        cues = self.wording.knowledge.cues
        named = [p for name in ("rule", "negated") for p in cues[name].phrases]
        return matcher(p for p in named if p not in self.wording.words.plain_words)
