"""The same figure told twice differently in one article, its title included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from extractor.models import AwardRecord
from extractor.models.verdict import Exhibit
from extractor.verifier.causes import cause_of
from extractor.verifier.reasons import Finding, reason_of
from extractor.verifier.text import ArticleText, Number, decimal_of, names_of, spans_of
from extractor.verifier.wording import Wording, any_of, matcher

# Only slips count: two figures that are simply other may measure other things.
_SLIPS = frozenset({"digits-swapped", "digit-slip", "decimal-lost"})
# Characters before a figure in which the word that calls it a score stands.
_NEAR = 30
_DECIMAL = re.compile(r"[0-9]+[.,][0-9]+")
_TITLE_NUMBER = re.compile(r"(?<![\w.,])[0-9]{1,4}[.,][0-9]{1,3}(?![.,]?[0-9])")


@dataclass(frozen=True)
class RepeatCheck:
    """Finds a second telling of a record's figure that differs from it by a slip."""

    wording: Wording

    @cached_property
    def _other_matter(self) -> re.Pattern[str]:
        """Words that make a figure of the sentence something else than the result."""
        cues = self.wording.knowledge.cues
        words = self.wording.words
        named = ("previous", "target", "hope", "plan", "rule", "average", "subscore", "difference")
        return matcher((
            *(
                phrase
                for name in named
                if name in cues
                for phrase in cues[name].phrases
                if phrase not in words.plain_words
            ),
            *words.mean_words, *words.rise_words, *words.fall_words,
        ))  # fmt: skip

    @cached_property
    def _correction(self) -> re.Pattern[str]:
        return matcher(self.wording.words.correction_words)

    @cached_property
    def _disowning(self) -> re.Pattern[str]:
        words = self.wording.words
        return matcher((*words.correction_words, *words.disowning_words))

    def findings(self, text: ArticleText, records: tuple[AwardRecord, ...]) -> Iterator[Finding]:
        scored = [r for r in records if r.score is not None and spans_of(r, "score")]
        if not scored:
            return
        if not _strange_figures(text, scored):
            return
        known = {Decimal(r.score.value) for r in scored if r.score}
        known |= {Decimal(r.score.previous) for r in scored if r.score and r.score.previous}
        for record in scored:
            found = self._in_text(text, record, scored, known) or self._in_title(
                text, record, scored, known
            )
            if found is not None:
                yield found

    def _in_text(
        self,
        text: ArticleText,
        record: AwardRecord,
        scored: Sequence[AwardRecord],
        known: set[Decimal],
    ) -> Finding | None:
        assert record.score is not None  # noqa: S101 -- scored holds only records with one
        score = Decimal(record.score.value)
        for number in text.numbers:
            if not number.decimals or number.percent or number.value in known:
                continue
            if not _may_be_slip(number.value, score):
                continue
            cause = cause_of(number.value, score)
            if cause not in _SLIPS:
                continue
            if not self._same_matter(text, number, record, scored):
                continue
            mine = spans_of(record, "score")[0]
            return Finding(
                text.article, record.record_id,
                reason_of(
                    "repeated-differently",
                    (text.exhibit(mine.start, mine.end), text.exhibit(number.start, number.end)),
                    cause, ours=score, theirs=number.value,
                ),
            )  # fmt: skip
        return None

    def _same_matter(
        self, text: ArticleText, number: Number, record: AwardRecord, scored: Sequence[AwardRecord]
    ) -> bool:
        """Whether the figure's sentence tells the same result of the same recipient."""
        start, end = text.sentence_at(number.start)
        sentence = text.lower[start:end]
        if self._other_matter.search(sentence) or self._disowned(text, start, end):
            return False
        others_told = [n for n in text.numbers_in(start, end) if n.decimals and n is not number]
        alone = len({r.recipient.name for r in scored}) == 1
        if alone and any(n.value != Decimal(_score(record)) for n in others_told):
            return False
        known = {Decimal(_score(r)) for r in scored}
        if others_told and not any(n.value in known for n in others_told):
            return False
        names = names_of(record)
        own = max((sentence.rfind(n, 0, number.start - start) for n in names), default=-1)
        others = [
            n for other in scored if other is not record for n in names_of(other) if n not in names
        ]
        rival = max((sentence.rfind(n, 0, number.start - start) for n in others), default=-1)
        if own >= 0:
            between = [n for n in others_told if start + own < n.start < number.start]
            return own > rival and not between
        if self._is_held_by(text, number, names, end):
            return not others_told
        return rival < 0 and alone and self._is_told(text, number, start)

    def _is_held_by(
        self, text: ArticleText, number: Number, names: Iterable[str], end: int
    ) -> bool:
        """Whether the figure's holder is named right behind it: "91,61 yang diraih Dinsos"."""
        held = self._holding.match(text.lower, number.end, end)
        return held is not None and text.lower.startswith(tuple(names), held.end())

    @cached_property
    def _holding(self) -> re.Pattern[str]:
        words = self.wording.words.holding_words
        return re.compile(rf"\s(?:(?:{any_of(words)})\s)+")

    def _is_told(self, text: ArticleText, number: Number, start: int) -> bool:
        """Whether the figure is called a score, or the one at hand: "skor 91,61", "91,61 itu"."""
        before = text.lower[max(start, number.start - _NEAR) : number.start]
        return (
            self._score_word.search(before) is not None
            or self._at_hand.match(text.lower, number.end) is not None
        )

    @cached_property
    def _score_word(self) -> re.Pattern[str]:
        return matcher(self.wording.knowledge.cues["score_word"].phrases)

    @cached_property
    def _at_hand(self) -> re.Pattern[str]:
        return re.compile(rf"\s(?:{any_of(self.wording.words.group_anaphora)})(?!\w)")

    def _disowned(self, text: ArticleText, start: int, end: int) -> bool:
        """Whether the sentence, or a correction beside it, tells a figure as a wrong one."""
        _, after = text.sentence_at(min(end + 1, len(text.text) - 1))
        before, _ = text.sentence_at(max(0, start - 2))
        if self._correction.search(text.lower, before, max(end, after)):
            return True
        return self._disowning.search(text.lower, start, end) is not None

    def _is_change(self, title: str, match: re.Match[str]) -> bool:
        """Whether the title's figure is a rise or a fall: "Melompat 1,14 Poin"."""
        words = self.wording.words
        points = re.compile(rf"\s?(?:{any_of(words.point_words)})(?!\w)")
        moved = re.compile(rf"(?<!\w)(?:{any_of((*words.rise_words, *words.fall_words))})\s$")
        return (
            points.match(title, match.end()) is not None
            or moved.search(title[: match.start()]) is not None
        )

    def _in_title(
        self,
        text: ArticleText,
        record: AwardRecord,
        scored: Sequence[AwardRecord],
        known: set[Decimal],
    ) -> Finding | None:
        assert record.score is not None  # noqa: S101 -- scored holds only records with one
        title = text.article.title or ""
        score = Decimal(record.score.value)
        printed = {number.value for number in text.numbers}
        for match in _TITLE_NUMBER.finditer(title):
            value = decimal_of(match[0], thousands=False)
            if value is None or value in known or value in printed:
                continue
            if self._is_change(title.lower(), match) or self.wording.unreal.search(title.lower()):
                continue
            cause = cause_of(value, score)
            if cause not in _SLIPS:
                continue
            if (
                sum(cause_of(value, Decimal(r.score.value)) in _SLIPS for r in scored if r.score)
                > 1
            ):
                continue
            mine = spans_of(record, "score")[0]
            return Finding(
                text.article, record.record_id,
                reason_of(
                    "repeated-differently",
                    (
                        text.exhibit(mine.start, mine.end),
                        Exhibit(text=title, url=text.article.url or text.article.source),
                    ),
                    cause, ours=score, theirs=value,
                ),
            )  # fmt: skip
        return None


def _may_be_slip(one: Decimal, other: Decimal) -> bool:
    """Whether two figures have as many digits, or the same ones; cheap to ask."""
    left, right = one.as_tuple(), other.as_tuple()
    if len(left.digits) == len(right.digits) and left.exponent == right.exponent:
        return sum(a != b for a, b in zip(left.digits, right.digits, strict=True)) <= 1 or sorted(
            left.digits
        ) == sorted(right.digits)
    return True


def _strange_figures(text: ArticleText, scored: Sequence[AwardRecord]) -> bool:
    """Whether text or title has any decimal figure that is no record's; cheap to ask."""
    told = {f.replace(",", ".") for f in _DECIMAL.findall(text.text)}
    told.update(f.replace(",", ".") for f in _DECIMAL.findall(text.article.title or ""))
    for record in scored:
        if record.score:
            told -= {record.score.value, record.score.previous or ""}
    return bool(told)


def _score(record: AwardRecord) -> str:
    return record.score.value if record.score else "NaN"
