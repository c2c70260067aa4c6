"""Streaks that an article tells: "sembilan kali berturut-turut sejak 2016"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from extractor.models.verdict import Exhibit
from extractor.verifier.claims import Claim
from extractor.verifier.text import ArticleText, spans_of
from extractor.verifier.wording import Wording, any_of, matcher, may_hold


@dataclass(frozen=True, slots=True)
class Streak:
    """How often, and from which year on (None: not told); ``consecutive`` without a gap."""

    times: int
    since: int | None
    consecutive: bool
    exhibit: Exhibit


@dataclass(frozen=True)
class StreakReader:
    """Finds the streaks of a record, and counts with their first year in its article."""

    wording: Wording

    @cached_property
    def _since(self) -> re.Pattern[str]:
        """Forms such as "tujuh kali ... sejak 2015", or the year first."""
        words = self.wording.words
        times = rf"(?<![\w.,]){self.wording.number}\s(?:{any_of(words.streak_times)})(?!\w)"
        since = rf"(?<!\w)(?:{any_of(words.since_words)})\s(?P<since>(?:19|20)[0-9]{{2}})(?![0-9])"
        part = rf"(?!(?<!\w)(?:{any_of(words.part_words)})(?!\w))"
        return re.compile(rf"{times}(?:{part}[^.;:\n]){{0,70}}?{since}")

    @cached_property
    def _since_first(self) -> re.Pattern[str]:
        words = self.wording.words
        times = rf"(?<![\w.,]){self.wording.number}\s(?:{any_of(words.streak_times)})(?!\w)"
        since = rf"(?<!\w)(?:{any_of(words.since_words)})\s(?P<since>(?:19|20)[0-9]{{2}})(?![0-9])"
        return re.compile(rf"{since}[^.;:\n]{{0,70}}?{times}")

    @cached_property
    def _consecutive(self) -> re.Pattern[str]:
        return matcher(self.wording.knowledge.numbers.streaks)

    @cached_property
    def _any(self) -> re.Pattern[str]:
        since = any_of(self.wording.words.since_words)
        return re.compile(rf"(?<!\w)(?:{since})\s(?:19|20)[0-9]{{2}}(?![0-9])")

    def told_by(self, group: Iterable[Claim], texts: Mapping[str, ArticleText]) -> bool:
        """Whether any record of the group, or its article, may tell a streak."""
        for claim in group:
            if claim.record.streak is not None:
                return True
            text = texts.get(claim.record.article.sha256)
            if text is not None and self._counted(claim, text):
                return True
        return False

    def of(self, claim: Claim, text: ArticleText | None) -> tuple[Streak, ...]:
        """The record's own streak first, then counts with a first year on its award."""
        counted = self._counted(claim, text) if text is not None else []
        times = claim.record.streak
        if times is None:
            return tuple(counted)
        same = [s for s in counted if s.times == times]
        spans = spans_of(claim.record, "streak")
        url = claim.record.article.url or claim.record.article.source
        exhibit = (
            Exhibit(text=spans[0].text, start=spans[0].start, end=spans[0].end, url=url)
            if spans
            else claim.exhibit()
        )
        own = Streak(times, same[0].since if same else None, consecutive=True, exhibit=exhibit)
        return (own, *(s for s in counted if s not in same))

    def _counted(self, claim: Claim, text: ArticleText) -> list[Streak]:
        """Counts with a first year, in sentences that name the record's award or its label."""
        key = text.article.sha256
        if key not in self._told:
            self._told[key] = self._all(text)
        told = self._told[key]
        if not told:
            return []
        words = self._award_words(claim)
        return [streak for streak, sentence in told if words.search(sentence)]

    @cached_property
    def _told(self) -> dict[str, list[tuple[Streak, str]]]:
        """Counts with a first year by the digest of their text, each with its sentence."""
        return {}

    def _all(self, text: ArticleText) -> list[tuple[Streak, str]]:
        if not may_hold(text.lower, self.wording.words.since_words):
            return []
        if not self._any.search(text.lower):
            return []
        found: dict[int, tuple[Streak, str]] = {}
        for shape in (self._since, self._since_first):
            for match in shape.finditer(text.lower):
                start, end = text.sentence_at(match.start())
                sentence = text.lower[start:end]
                if match.start() not in found:
                    streak = Streak(
                        self.wording.count(match), int(match["since"]),
                        bool(self._consecutive.search(sentence)), text.exhibit(*match.span()),
                    )  # fmt: skip
                    found[match.start()] = streak, sentence
        return [found[start] for start in sorted(found)]

    def _award_words(self, claim: Claim) -> re.Pattern[str]:
        code = claim.record.award.code
        if code not in self._awards:
            award = self.wording.knowledge.awards.get(code)
            names = [*award.aliases, *award.weak_aliases] if award else [claim.record.award.name]
            self._awards[code] = matcher(name.lower() for name in names)
        return self._awards[code]

    @cached_property
    def _awards(self) -> dict[str, re.Pattern[str]]:
        return {}
