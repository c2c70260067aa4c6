"""Granting bodies: whether the body that an article names is the award's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extractor.models import AwardRecord
from extractor.models.record import Evidence
from extractor.models.verdict import Reason
from extractor.patterns.award_schema import AwardPattern
from extractor.verifier.reasons import reason_of
from extractor.verifier.text import ArticleText, spans_of
from extractor.verifier.wording import Wording, any_of, matcher

# Longest stretch, in characters, between an award's name and "dari BODY".
_REACH = 60
_VERB = 45
_KEPT = 20_000
_PAUSE = re.compile(r"[.;:,]")


@dataclass(frozen=True)
class BodyCheck:
    """Finds awards said to come from a body that does not confer them."""

    wording: Wording

    def reasons(self, record: AwardRecord, text: ArticleText | None) -> Iterator[Reason]:
        award = self.wording.knowledge.awards.get(record.award.code)
        if award is None or award.granting_body is None or text is None:
            return
        if award.code in self.wording.words.many_bodies:
            return
        for start, end, name in self._told(record, text):
            if self._confers(award, name) or name == record.recipient.name:
                continue
            yield reason_of(
                "granting-body-mismatch", (text.exhibit(start, end),), told=name,
                own=award.granting_body, award=award.name,
            )  # fmt: skip
            return

    def _told(self, record: AwardRecord, text: ArticleText) -> Iterator[tuple[int, int, str]]:
        """National bodies that the text says the award comes from."""
        subject = record.award.code in self.wording.words.exclusive_awards
        for field in ("award", "predicates"):
            for span in spans_of(record, field):
                key = (text.article.sha256, span.start, span.end, subject)
                if key not in self._near:
                    if len(self._near) > _KEPT:
                        self._near.clear()
                    found = list(self._as_source(span, text))
                    if subject:
                        found += self._as_subject(span, text)
                    self._near[key] = found
                yield from self._near[key]

    @cached_property
    def _near(self) -> dict[tuple[str, int, int, bool], list[tuple[int, int, str]]]:
        """Bodies near a span; the records of one article share their award's words."""
        return {}

    def _as_source(self, span: Evidence, text: ArticleText) -> Iterator[tuple[int, int, str]]:
        """Forms such as "AWARD dari BODY"."""
        end = span.end
        _, last = text.sentence_at(span.start)
        match = self._by.search(text.lower, end, min(last, end + _REACH + self._longest))
        if match is None or match.start() - end > _REACH:
            return
        other = self._other_source.search(text.lower, end, match.start())
        if other or self.wording.unreal.search(text.lower, end, match.start()):
            return
        if match.end() <= last and not _PAUSE.search(text.text, end, match.start()):
            name = self._bodies[" ".join(match["body"].split())]
            yield match.start("body"), match.end("body"), name

    def _as_subject(self, span: Evidence, text: ArticleText) -> Iterator[tuple[int, int, str]]:
        """Forms such as "BODY memberikan opini AWARD"."""
        first, _ = text.sentence_at(span.start)
        before = max(first, span.start - _REACH - self._longest - _VERB)
        match = self._confers_it.search(text.lower, before, span.start)
        if match is None or span.start - match.end() > _REACH:
            return
        if self.wording.unreal.search(text.lower, first, span.start):
            return
        if not _PAUSE.search(text.text, match.end(), span.start):
            name = self._bodies[" ".join(match["body"].split())]
            yield match.start("body"), match.end("body"), name

    @cached_property
    def _confers_it(self) -> re.Pattern[str]:
        verbs = any_of(self.wording.words.confer_words)
        return re.compile(
            rf"(?<!\w)(?P<body>{any_of(self._bodies)})\s(?:\w+\s){{0,2}}(?:{verbs})(?!\w)"
        )

    @cached_property
    def _other_source(self) -> re.Pattern[str]:
        """What else may come from a body: praise, a warning."""
        return matcher(self.wording.words.other_sources)

    @cached_property
    def _longest(self) -> int:
        return max(len(name) for name in self._bodies) + 10

    @cached_property
    def _by(self) -> re.Pattern[str]:
        by = any_of(self.wording.words.conferred_by)
        return re.compile(rf"(?<!\w)(?:{by})\s(?P<body>{any_of(self._bodies)})(?!\w)")

    @cached_property
    def _bodies(self) -> dict[str, str]:
        """Press forms of national bodies, lower case, with the canonical name."""
        found = {}
        for award in self.wording.knowledge.awards.values():
            if award.granting_body:
                found[award.granting_body.lower()] = award.granting_body
        for body in self.wording.knowledge.bodies:
            if not body.regional:
                found.update((form.lower(), body.name) for form in (body.name, *body.forms))
        return found

    def _confers(self, award: AwardPattern, name: str) -> bool:
        own = [award.granting_body or "", *(body.name for body in award.earlier_bodies)]
        for rule in self.wording.words.also_confers:
            if rule.award == award.code:
                own += rule.bodies
        return any(self.same(name, each) for each in own)

    def same(self, one: str, other: str) -> bool:
        """Whether two names of granting bodies share a telling word; ministries change names."""
        left, right = self.words_of(one), self.words_of(other)
        return bool(left & right) or one == other

    def words_of(self, name: str) -> frozenset[str]:
        stop = self.wording.words.body_stop_words
        words = re.findall(r"[a-z0-9]+", name.lower())
        return frozenset(word for word in words if word not in stop)
