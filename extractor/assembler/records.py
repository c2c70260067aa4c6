"""Merged values -> AwardRecord: canonical fields, evidence and provenance of each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.assembler.event_dates import event_date
from extractor.assembler.granting import granting_body
from extractor.assembler.merge import labels_of
from extractor.assembler.provenance import rules_of
from extractor.assembler.readers import list_teller, reader_of, readings_of, told_back
from extractor.assembler.speakers import speaker_of
from extractor.models.record import (
    ArticleRef,
    Award,
    AwardRecord,
    Check,
    Evidence,
    ExtractorStamp,
    Jurisdiction,
    Rank,
    Recipient,
    Score,
    Speaker,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.assembler.context import Context
    from extractor.assembler.facts import Fact
    from extractor.assembler.merge import Merged
    from extractor.models import Article
    from extractor.models.mentions import DateMention, Mention, PersonMention, StreakMention

_ID_LENGTH = 24
"""Hexadecimal digits of a record's id."""


def article_ref(article: Article) -> ArticleRef:
    """The article as its records name it."""
    return ArticleRef(
        url=article.url,
        source=article.source,
        site=article.site,
        title=article.title,
        author=article.author,
        published=article.published,
        sha256=article.sha256,
    )


@dataclass(slots=True)
class Draft:
    """What a record rests on, filled while its fields are made.

    Attributes:
        spans: evidence by field. origin: provenance of the fields without.
        checks: remarks that a reader should see.
    """

    spans: dict[str, Evidence | tuple[Evidence, ...]] = field(default_factory=dict)
    origin: dict[str, str] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)

    def warn(self, code: str, message: str) -> None:
        self.checks.append(Check(code=code, severity="warning", message=message))


class RecordBuilder:
    """Builds the records of one article; ``told_of``: awards of each sentence by its start."""

    def __init__(
        self, context: Context, stamp: ExtractorStamp, told_of: Mapping[int, frozenset[str]]
    ) -> None:
        self.context = context
        self.text = context.text
        self.ref = article_ref(context.article)
        self.stamp = stamp
        self._told_of = told_of
        self._events: dict[tuple[str, bool], DateMention | None] = {}
        self._readings = tuple(readings_of(context))
        self._evidence: dict[tuple[int, int], Evidence] = {}

    def evidence(self, mention: Mention) -> Evidence:
        """The span that the mention covers; records of one list share most of theirs."""
        span = start, end = mention.start, mention.end
        found = self._evidence.get(span)
        if found is None:
            found = Evidence(start=start, end=end, text=self.text[start:end])
            self._evidence[span] = found
        return found

    def build(self, merged: Merged) -> AwardRecord:
        """One record; every value with its span or, without one, its provenance."""
        draft = Draft()
        draft.spans["recipient"] = self.evidence(merged.lead.recipient)
        award = self._award(merged, draft)
        score = self._score(merged, draft)
        predicates = self._predicates(merged, draft)
        rank = self._rank(merged, draft)
        streak = self._streak(merged, draft)
        event = self._event(merged, draft)
        person = self._person(merged, draft)
        recipient = self._recipient(merged, draft)
        told = {"streak": streak, "event_date": event, "speaker": person}
        draft.origin.update(rules_of(self.context, merged, told))
        return AwardRecord(
            record_id=self._identifier(merged, award),
            article=self.ref,
            award=award,
            recipient=recipient,
            score=score,
            predicates=predicates,
            rank=rank,
            streak=streak.times if streak is not None else None,
            event_date=event.iso if event is not None else None,
            speaker=Speaker(name=person.name, role=person.role) if person is not None else None,
            evidence=draft.spans,
            provenance=draft.origin,
            checks=tuple(draft.checks),
            extractor=self.stamp,
        )

    def _award(self, merged: Merged, draft: Draft) -> Award:
        pattern = self.context.award(merged.code)
        words = self._award_words(merged, draft)
        body, named = granting_body(self.context, merged)
        if named is not None:
            draft.spans["granting_body"] = self.evidence(named)
            draft.origin["granting_body"] = named.rule
        elif body is not None:
            draft.origin["granting_body"] = "award default"
        stated = self.context.years.of(merged.code)
        if stated is not None and stated.mention is not None:
            draft.spans["year"] = self.evidence(stated.mention)
            draft.origin["year"] = stated.mention.rule
        elif stated is not None:
            draft.origin["year"] = "title"
        return Award(
            code=merged.code,
            name=pattern.name if pattern else (words or merged.code),
            text=words,
            granting_body=body,
            year=stated.year if stated else None,
        )

    def _award_words(self, merged: Merged, draft: Draft) -> str | None:
        """The award as the article words it, with its year and category; None in the title."""
        mention = self.context.awards.longest(merged.code)
        if mention is None:
            draft.origin["award"] = "title"
            return None
        draft.spans["award"] = self.evidence(mention)
        draft.origin["award"] = mention.rule
        tail = self.context.patterns.frames["year_after_award"].match(self.text, mention.end)
        words = self.text[mention.start : tail.end() if tail else mention.end]
        return f"{words} {merged.category}" if merged.category is not None else words

    def _score(self, merged: Merged, draft: Draft) -> Score | None:
        fact = merged.score_fact
        figure = fact.score if fact is not None else None
        if figure is None:
            return None
        draft.spans["score"] = self.evidence(figure)
        printed = self.text[figure.start : figure.end]
        if figure.joined:
            draft.checks.append(Check(code="score-spacing", severity="info", message=printed))
        others = {f.score.digits for f in merged.facts if f.score is not None} - {figure.digits}
        if others:
            draft.warn("repeated-differently", ", ".join(sorted(others)))
        earlier = merged.previous
        if earlier is not None:
            draft.spans["previous"] = self.evidence(earlier)
        pattern = self.context.award(merged.code)
        scale = pattern.scales[0] if pattern and len(pattern.scales) == 1 else None
        return Score(
            value=figure.digits,
            text=printed,
            unit=pattern.unit if pattern and figure.kind == "percent" else None,
            scale_min=str(scale.min) if scale else None,
            scale_max=str(scale.max) if scale else None,
            previous=earlier.digits if earlier is not None else None,
        )

    def _predicates(self, merged: Merged, draft: Draft) -> tuple[str, ...]:
        labels = labels_of(self.context, merged)
        if labels:
            draft.spans["predicates"] = tuple(self.evidence(label) for label in labels)
        return tuple(label.label for label in labels)

    def _rank(self, merged: Merged, draft: Draft) -> Rank | None:
        fact = next((f for f in merged.facts if f.position is not None), None)
        if fact is None or fact.position is None or fact.rank is None:
            return None
        draft.spans["rank"] = self.evidence(fact.rank)
        of = fact.rank.of if fact.rank.rule == "rank" else None
        return Rank(position=fact.position, of=of, scope=self._scope(fact))

    def _scope(self, fact: Fact) -> str | None:
        """Among whom: the first phrase of its cues names the nation."""
        scopes = self.context.patterns.cues["rank_scope"].phrases
        words = fact.sentence.words.lower()
        return scopes[0] if any(scope in words for scope in scopes) else None

    def _streak(self, merged: Merged, draft: Draft) -> StreakMention | None:
        streak = next((f.streak for f in merged.facts if f.streak is not None), None)
        if streak is not None:
            draft.spans["streak"] = self.evidence(streak)
        return streak

    def _event(self, merged: Merged, draft: Draft) -> DateMention | None:
        government = merged.lead.recipient.government
        key = (merged.code, government)
        if key not in self._events:
            self._events[key] = event_date(
                self.context, merged.code, self._told_of, government=government
            )
        event = self._events[key]
        if event is None:
            return None
        draft.spans["event_date"] = self.evidence(event)
        if not event.weekday_fits:
            draft.warn("weekday-mismatch", event.iso)
        return event

    def _person(self, merged: Merged, draft: Draft) -> PersonMention | None:
        """Who says the figure, else who reads out all of them; a result without one has none."""
        told = merged.score_fact
        if told is None or told.score is None:
            return None
        person = speaker_of(self.context, told.sentence, told.score.start)
        person = person or list_teller(self.context, told.sentence)
        person = person or told_back(self.context, told.sentence)
        at = told.score.start
        person = person or reader_of(self.context, self._readings, merged.code, self._told_of, at)
        if person is not None:
            draft.spans["speaker"] = self.evidence(person)
        return person

    def _recipient(self, merged: Merged, draft: Draft) -> Recipient:
        short = (f.recipient.abbreviation for f in merged.facts if f.recipient.abbreviation)
        return Recipient(
            name=merged.identity.name,
            abbreviation=next(short, None),
            kind=merged.kind,
            jurisdiction=self._jurisdiction(merged, draft),
        )

    def _jurisdiction(self, merged: Merged, draft: Draft) -> Jurisdiction | None:
        if merged.region is None:
            return None
        region = self.context.patterns.regions[merged.region]
        recipient = merged.lead.recipient
        if recipient.regions:
            draft.spans["jurisdiction"] = self.evidence(recipient)
            draft.origin["jurisdiction"] = recipient.rule
        else:
            draft.origin["jurisdiction"] = merged.identity.source
        return Jurisdiction(name=region.name, level=region.level, code=region.code)

    def _identifier(self, merged: Merged, award: Award) -> str:
        parts = (
            self.ref.url or self.ref.sha256,
            award.code,
            str(award.year),
            merged.identity.name,
            merged.region or "",
            award.text or "",
        )
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:_ID_LENGTH]
