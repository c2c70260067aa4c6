"""What each mention of a sentence is: reported, or target, hope, plan, rule, negated, previous."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.models.mentions import (
    CueMention,
    Figure,
    Mention,
    PredicateMention,
    RecipientMention,
    Sentence,
    YearMention,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.patterns.schema import CuePattern

_STRONG_BREAK = re.compile(r"[;—]|\.\s")
_LOCAL = {"indicator": 70, "rule": 45, "negated": 30, "average": 60, "subscore": 60}
_REACH = {"aimed": 12, "negated_after": 8}
_AFTER = {
    "aimed": "target",
    "negated_after": "negated",
    "target_after": "target",
    "limit_after": "rule",
}
_FORWARD = ("target", "plan", "hope")


@dataclass(frozen=True, slots=True)
class Reading:
    """Assertion of a mention and the cue that gave it."""

    assertion: str
    cue: str | None = None


REPORTED = Reading("reported")


@dataclass(slots=True)
class Scopes:
    """Assertions inside one sentence of ``text``."""

    text: str
    sentence: Sentence
    cues: Mapping[str, CuePattern]
    award_year: int | None

    def by_category(self, category: str) -> list[CueMention]:
        return [
            m
            for m in self.sentence.mentions
            if isinstance(m, CueMention) and m.category == category
        ]

    def reading(self, mention: Mention) -> Reading:
        """The assertion of a figure, label, rank or award name of this sentence."""
        for category, assertion in _AFTER.items():
            for cue in self.by_category(category):
                if 0 <= cue.start - mention.end <= _REACH.get(category, 2):
                    return Reading(assertion, cue.word)
        for check in (self._forward, self._rule, self._negated, self._previous):
            reading = check(mention)
            if reading is not None:
                return reading
        return REPORTED

    def figure(self, figure: Figure) -> Reading:
        """As ``reading``; differences, averages and parts of a score are no scores either."""
        if figure.kind == "range":
            return Reading("rule", "range")
        difference = self._difference(figure)
        if difference is not None:
            return difference
        reading = self.reading(figure)
        if reading.assertion != "reported":
            return reading
        return self._not_a_score(figure) or REPORTED

    def between(self, left: int, right: int) -> str:
        return self.text[left:right]

    def _forward(self, mention: Mention) -> Reading | None:
        for cue in self.by_category("pending"):
            return Reading("plan", cue.word)
        for category in _FORWARD:
            for cue in self.by_category(category):
                if cue.end > mention.start:
                    continue
                gap = self.between(cue.end, mention.start)
                if _STRONG_BREAK.search(gap) or self._ended(cue.end, mention.start):
                    continue
                return Reading(category, cue.word)
        return None

    def _ended(self, start: int, end: int) -> bool:
        return any(start <= c.start < end for c in self.by_category("scope_end"))

    def _rule(self, mention: Mention) -> Reading | None:
        for cue in self.by_category("rule"):
            gap = mention.start - cue.end
            if self._dated(cue.end, mention.start):
                continue
            if (
                0 <= gap <= _LOCAL["rule"]
                and "," not in self.between(cue.end, mention.start)
                and not self._recipient_between(cue.end, mention.start)
            ):
                return Reading("rule", cue.word)
        return None

    def explained(self, mention: Mention) -> bool:
        """ "Madya dimulai dari 601": the limits of a label follow it."""
        return any(0 <= c.start - mention.end <= 2 for c in self.by_category("rule_after"))

    def _negated(self, mention: Mention) -> Reading | None:
        joins = self.by_category("joins")
        for cue in self.by_category("negated"):
            if any(j.start <= cue.start and cue.end <= j.end for j in joins):
                continue
            gap = mention.start - cue.end
            if 0 <= gap <= _LOCAL["negated"] and not re.search(
                r"[,;:]", self.between(cue.end, mention.start)
            ):
                if isinstance(mention, Figure) and self._recipient_between(cue.end, mention.start):
                    continue
                return Reading("negated", cue.word)
        return None

    def _recipient_between(self, start: int, end: int) -> bool:
        return any(
            isinstance(m, RecipientMention) and start <= m.start < end
            for m in self.sentence.mentions
        )

    def _previous(self, mention: Mention) -> Reading | None:
        if isinstance(mention, PredicateMention) and re.search(
            r"\bdari\s(?:(?:predikat|kategori|zona|opini)\s)?$",
            self.between(max(self.sentence.start, mention.start - 20), mention.start),
        ):
            return Reading("previous", "dari")
        if isinstance(mention, Figure) and self._compared(mention):
            return Reading("previous", "dibanding")
        after = self._subordinate(mention)
        if after is not None:
            return Reading("previous", after)
        recent = self.by_category("recent")
        for cue in self.by_category("previous"):
            if any(r.start <= cue.start and cue.end <= r.end for r in recent):
                continue
            if cue.end <= mention.start:
                gap = self.between(cue.end, mention.start)
                if (
                    len(gap) < 90
                    and not self._clause_over(cue.end, mention.start)
                    and not self._passed_on(cue.end, mention.start)
                    and not self._now(cue.end, mention.start)
                    and not re.search(r"[;]|, (?:dan|kini|lalu)", gap)
                ):
                    return Reading("previous", cue.word)
            elif (
                0 <= cue.start - mention.end <= 22
                and not re.search(r"[,;:(]|\bdari\b", self.between(mention.end, cue.start))
                and not self._ended(mention.end, cue.start)
            ):
                return Reading("previous", cue.word)
        if self.award_year is not None:
            for year in self.sentence.mentions:
                if not isinstance(year, YearMention) or year.year >= self.award_year:
                    continue
                opening = year.start - self.sentence.start <= 12 and mention.start > year.end
                newer = any(
                    isinstance(y, YearMention)
                    and y.year > year.year
                    and year.end <= y.start < mention.start
                    for y in self.sentence.mentions
                )
                if (
                    opening
                    and not newer
                    and not self._now(year.end, mention.start)
                    and not re.search(
                        r"\b(?:sejak|dari)\s$",
                        self.between(self.sentence.start, year.start),
                        re.IGNORECASE,
                    )
                ):
                    return Reading("previous", str(year.year))
                after = year.start - mention.end
                before = mention.start - year.end
                if 0 <= after <= 14 and not re.search(
                    r"[,;:()]", self.between(mention.end, year.start)
                ):
                    return Reading("previous", str(year.year))
                if 0 <= before <= 3 and re.fullmatch(
                    r"\s?[:=]\s?", self.between(year.end, mention.start)
                ):
                    return Reading("previous", str(year.year))
                if (
                    0 <= before <= 45
                    and not re.search(r"[,;:]", self.between(year.end, mention.start))
                    and not self._now(year.end, mention.start)
                    and (self._opens(year) or self._yardstick(year))
                ):
                    return Reading("previous", str(year.year))
        if isinstance(mention, Figure) and self._from_to(mention):
            return Reading("previous", "dari")
        return None

    def _compared(self, figure: Figure) -> bool:
        """ "1,04 poin ketimbang 63,08": what a difference is counted from."""
        head = self.between(max(self.sentence.start, figure.start - 60), figure.start)
        if not re.search(
            r"\b(?:ketimbang|dibanding|dibandingkan|daripada)\s(?:[^\W\d]+\s){0,3}$", head
        ):
            return False
        return not re.search(r"rata-rata|rerata|ambang|batas|nasional", head) and any(
            isinstance(m, Figure) and m.start < figure.start for m in self.sentence.mentions
        )

    def _subordinate(self, mention: Mention) -> str | None:
        """ "Setelah empat tahun menyandang kategori Pratama, …": what the opening clause tells."""
        for cue in self.by_category("after"):
            if cue.start - self.sentence.start <= 1 and cue.end <= mention.start:
                clause = self.between(cue.end, mention.start)
                if (
                    "," not in clause
                    and "," in self.between(mention.end, self.sentence.end)
                    and not self._now(cue.end, mention.start)
                ):
                    return cue.word
        return None

    def _passed_on(self, start: int, end: int) -> bool:
        """The cue already has its figure, and another recipient has begun since."""
        figures = [
            m for m in self.sentence.mentions if isinstance(m, Figure) and start <= m.start < end
        ]
        return any(self._recipient_between(f.end, end) for f in figures)

    def _dated(self, start: int, end: int) -> bool:
        """An earlier year or a "previous" cue between: the figure is that year's value."""
        return any(
            start <= m.start < end
            and (
                isinstance(m, YearMention)
                or (isinstance(m, CueMention) and m.category == "previous")
            )
            for m in self.sentence.mentions
        )

    def _heads(self, cue: CueMention) -> bool:
        """The cue is the subject of its sentence ("Domain prinsip satu data Sultra …")."""
        return cue.category == "subscore" and cue.start - self.sentence.start <= 12

    def _clause_over(self, start: int, end: int) -> bool:
        """ "yang tahun lalu cuma 83,14, meraih 85,02": its own figure told, the main verb follows."""
        figures = [
            m for m in self.sentence.mentions if isinstance(m, Figure) and start <= m.start < end
        ]
        if not figures or "," not in self.between(figures[-1].end, end):
            return False
        return any(figures[-1].end < c.start < end for c in self.by_category("receive"))

    def _yardstick(self, year: YearMention) -> bool:
        """ "dibanding tahun 2022 yang hanya 83,14": the year is what the result is held against."""
        head = self.between(max(self.sentence.start, year.start - 45), year.start)
        return (
            re.search(
                r"\b(?:dibanding\w*|ketimbang|daripada|dari|melampaui)\s(?:[^\W\d]+\s){0,3}$", head
            )
            is not None
        )

    def _opens(self, year: YearMention) -> bool:
        """An older year governs what follows only where it opens its clause ("pada 2021 …")."""
        head = self.between(self.sentence.start, year.start)
        clause = re.split(r"[,;:(]", head)[-1]
        return len(clause.split()) <= 4

    def _now(self, start: int, end: int) -> bool:
        return any(start <= c.start < end for c in self.by_category("now"))

    def _from_to(self, figure: Figure) -> bool:
        """ "dari 89 jadi 91": the figure after "dari" with a "now" cue and a figure after it."""
        head = self.between(max(self.sentence.start, figure.start - 30), figure.start)
        if head.endswith("(dari "):
            return True
        if not re.search(r"\b(?:dari|semula|tadinya)\s(?:[^\W\d]+\s){0,2}$", head):
            return False
        later = [
            m for m in self.sentence.mentions if isinstance(m, Figure) and m.start > figure.end
        ]
        return any(
            self._now(figure.end, f.start)
            or re.search(r"\bke\b", self.between(figure.end, f.start))
            for f in later
        ) or bool([c for c in self.by_category("difference") if c.end <= figure.start])

    def _difference(self, figure: Figure) -> Reading | None:
        for cue in self.by_category("difference_after"):
            if 0 <= cue.start - figure.end <= 2:
                return Reading("difference", cue.word)
        for cue in self.by_category("difference"):
            gap = self.between(cue.end, figure.start)
            if (
                0 <= figure.start - cue.end <= 18
                and not self._now(cue.end - len(cue.word), figure.start)
                and not re.search(r"[,;:]|\bdari\b|\bke\b|\bdi\b", gap)
            ):
                tail = self.text[figure.end : figure.end + 9].lower()
                if re.match(r"\s?(?:poin|point|persen|%|angka)", tail) or len(gap.strip()) <= 8:
                    return Reading("difference", cue.word)
        return None

    def _not_a_score(self, figure: Figure) -> Reading | None:
        for category in ("average", "subscore", "indicator"):
            for cue in self.by_category(category):
                gap = figure.start - cue.end
                if (
                    0 <= gap <= _LOCAL[category]
                    and (
                        (category == "average" and gap <= 62)
                        or (category == "indicator" and gap <= 45)
                        or self._heads(cue)
                        or not self._recipient_between(cue.end, figure.start)
                    )
                    and not re.search(
                        r"[;]|, (?:dan|dengan|kabupaten|kota)",
                        self.between(cue.end, figure.start),
                        re.IGNORECASE,
                    )
                ):
                    figures = [
                        m
                        for m in self.sentence.mentions
                        if isinstance(m, Figure)
                        and m.kind in {"plain", "percent"}
                        and cue.end <= m.start < figure.start
                    ]
                    if category == "average" and figures:
                        continue
                    return Reading(category, cue.word)
        return None
