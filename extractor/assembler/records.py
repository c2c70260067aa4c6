"""Merged values -> AwardRecord: canonical fields, evidence and provenance of each."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from extractor.assembler.fields import award_year, event_date, granting_body, reader_of, speaker_of
from extractor.assembler.merge import Merged, labels_of, previous_of
from extractor.assembler.scopes import Scopes
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
    from extractor.assembler.context import Context
    from extractor.assembler.facts import Fact
    from extractor.models import Article
    from extractor.models.mentions import AwardMention, DateMention, Mention

_YEAR_AFTER = re.compile(r"\s(?:\([^)]{2,20}\)\s?)?(?:[Tt]ahun\s)?(?:19|20)[0-9]{2}\b")


def article_ref(article: Article) -> ArticleRef:
    return ArticleRef(
        url=article.url,
        source=article.source,
        site=article.site,
        title=article.title,
        author=article.author,
        published=article.published,
        sha256=article.sha256,
    )


class RecordBuilder:
    """Builds the records of one article."""

    def __init__(self, context: Context, stamp: ExtractorStamp) -> None:
        self.context = context
        self.text = context.article.text
        self.ref = article_ref(context.article)
        self.stamp = stamp
        self._events: dict[str, DateMention | None] = {}

    def event(self, code: str) -> DateMention | None:
        """The event date of the award, found once an article."""
        if code not in self._events:
            self._events[code] = event_date(self.context, code)
        return self._events[code]

    def evidence(self, mention: Mention) -> Evidence:
        return Evidence(
            start=mention.start, end=mention.end, text=self.text[mention.start : mention.end]
        )

    def build(self, merged: Merged) -> AwardRecord:
        """One record; every value with its span or, without one, its provenance."""
        spans: dict[str, Evidence | tuple[Evidence, ...]] = {}
        origin: dict[str, str] = {}
        checks: list[Check] = []
        lead = merged.score_fact or merged.facts[0]
        spans["recipient"] = self.evidence(lead.recipient)
        award = self._award(merged, lead, spans, origin)
        score = self._score(merged, lead, spans, checks)
        labels = labels_of(self.context, merged)
        if labels:
            spans["predicates"] = tuple(self.evidence(m) for m in labels)
        rank = self._rank(merged, spans)
        streak = next((f.streak for f in merged.facts if f.streak is not None), None)
        if streak is not None:
            spans["streak"] = self.evidence(streak)
        event = self.event(merged.code)
        if event is not None:
            spans["event_date"] = self.evidence(event)
            if not event.weekday_fits:
                checks.append(Check(code="weekday-mismatch", severity="warning", message=event.iso))
        person = speaker_of(self.context, lead.sentence)
        if person is None and score is not None:
            person = reader_of(self.context)
        if person is not None:
            spans["speaker"] = self.evidence(person)
        jurisdiction = self._jurisdiction(merged, lead, spans, origin)
        self._name_rules(
            merged, lead, origin, {"streak": streak, "event_date": event, "speaker": person}
        )
        return AwardRecord(
            record_id=self._identifier(merged, award),
            article=self.ref,
            award=award,
            recipient=Recipient(
                name=merged.name,
                abbreviation=next(
                    (f.recipient.abbreviation for f in merged.facts if f.recipient.abbreviation),
                    None,
                ),
                kind=merged.kind,
                jurisdiction=jurisdiction,
            ),
            score=score,
            predicates=tuple(m.label for m in labels),
            rank=rank,
            streak=streak.times if streak is not None else None,
            event_date=event.iso if event is not None else None,
            speaker=Speaker(name=person.name, role=person.role) if person is not None else None,
            evidence=spans,
            provenance=origin,
            checks=tuple(checks),
            extractor=self.stamp,
        )

    def _name_rules(
        self, merged: Merged, lead: Fact, origin: dict[str, str], told: dict[str, Mention | None]
    ) -> None:
        """Name for each field with a span the rule that read it, how it was bound, and its cue."""
        origin["recipient"] = f"{lead.recipient.rule}, {lead.rule}"
        if lead.score is not None:
            how = [
                w
                for w, is_so in (
                    ("announced", lead.score.announced),
                    ("told", lead.score.told),
                    ("bracket", lead.score.bracket),
                )
                if is_so
            ]
            origin["score"] = ", ".join((lead.score.rule, lead.rule, *how))
        earlier = previous_of(merged)
        fact = next(
            (f for f in merged.facts if earlier is not None and f.previous is earlier), None
        )
        if earlier is not None and fact is not None:
            scopes = Scopes(
                self.text,
                fact.sentence,
                self.context.patterns.cues,
                self.context.year_of(merged.code),
            )
            origin["previous"] = f"{earlier.rule}, {scopes.figure(earlier).cue or fact.rule}"
        labels = labels_of(self.context, merged)
        if labels:
            origin["predicates"] = "; ".join(dict.fromkeys(m.rule for m in labels))
        ranked = next(
            (f.rank for f in merged.facts if f.position is not None and f.rank is not None), None
        )
        for field, mention in {**told, "rank": ranked}.items():
            if mention is not None:
                origin[field] = mention.rule

    def _award(
        self,
        merged: Merged,
        lead: Fact,
        spans: dict[str, Evidence | tuple[Evidence, ...]],
        origin: dict[str, str],
    ) -> Award:
        pattern = self.context.patterns.awards.get(merged.code)
        mention = self._award_mention(merged)
        words = None
        if mention is not None:
            spans["award"] = self.evidence(mention)
            origin["award"] = mention.rule
            tail = _YEAR_AFTER.match(self.text, mention.end)
            words = self.text[mention.start : tail.end() if tail else mention.end]
            if merged.category is not None:
                words = f"{words} {merged.category}"
        else:
            origin["award"] = "title"
        body, named = granting_body(
            self.context, merged.code, merged.region, lead.recipient.government
        )
        if named is not None:
            spans["granting_body"] = self.evidence(named)
            origin["granting_body"] = named.rule
        elif body is not None:
            origin["granting_body"] = "award default"
        found = award_year(self.context, merged.code)
        if found is not None:
            if found[1] is not None:
                spans["year"] = self.evidence(found[1])
                origin["year"] = found[1].rule
            else:
                origin["year"] = "title"
        return Award(
            code=merged.code,
            name=pattern.name if pattern else (words or merged.code),
            text=words,
            granting_body=body,
            year=found[0] if found else None,
        )

    def _award_mention(self, merged: Merged) -> AwardMention | None:
        same = [a for a in self.context.awards if a.code == merged.code]
        strong = [a for a in same if not a.weak] or same
        return max(strong, key=lambda a: (a.end - a.start, -a.start)) if strong else None

    def _score(
        self,
        merged: Merged,
        lead: Fact,
        spans: dict[str, Evidence | tuple[Evidence, ...]],
        checks: list[Check],
    ) -> Score | None:
        fact = merged.score_fact
        if fact is None or fact.score is None:
            return None
        figure = fact.score
        spans["score"] = self.evidence(figure)
        printed = self.text[figure.start : figure.end]
        if figure.joined:
            checks.append(Check(code="score-spacing", severity="info", message=printed))
        others = {f.score.digits for f in merged.facts if f.score is not None} - {figure.digits}
        if others:
            checks.append(
                Check(
                    code="repeated-differently",
                    severity="warning",
                    message=", ".join(sorted(others)),
                )
            )
        earlier = previous_of(merged)
        if earlier is not None:
            spans["previous"] = self.evidence(earlier)
        pattern = self.context.patterns.awards.get(merged.code)
        scale = pattern.scales[0] if pattern and len(pattern.scales) == 1 else None
        return Score(
            value=figure.digits,
            text=printed,
            unit=pattern.unit if pattern and figure.kind == "percent" else None,
            scale_min=str(scale.min) if scale else None,
            scale_max=str(scale.max) if scale else None,
            previous=earlier.digits if earlier is not None else None,
        )

    def _rank(
        self, merged: Merged, spans: dict[str, Evidence | tuple[Evidence, ...]]
    ) -> Rank | None:
        fact = next((f for f in merged.facts if f.position is not None), None)
        if fact is None or fact.position is None or fact.rank is None:
            return None
        spans["rank"] = self.evidence(fact.rank)
        of = fact.rank.of if fact.rank.rule == "rank" else None
        return Rank(position=fact.position, of=of, scope=self._scope(fact))

    def _scope(self, fact: Fact) -> str | None:
        words = self.text[fact.sentence.start : fact.sentence.end].lower()
        scopes = self.context.patterns.cues["rank_scope"].phrases
        return "nasional" if any(w in words for w in scopes) else None

    def _jurisdiction(
        self,
        merged: Merged,
        lead: Fact,
        spans: dict[str, Evidence | tuple[Evidence, ...]],
        origin: dict[str, str],
    ) -> Jurisdiction | None:
        if merged.region is None:
            return None
        region = self.context.patterns.regions[merged.region]
        if lead.recipient.regions:
            spans["jurisdiction"] = self.evidence(lead.recipient)
            origin["jurisdiction"] = lead.recipient.rule
        else:
            origin["jurisdiction"] = merged.region_from
        return Jurisdiction(name=region.name, level=region.level, code=region.code)

    def _identifier(self, merged: Merged, award: Award) -> str:
        parts = (
            self.ref.url or self.ref.sha256,
            award.code,
            str(award.year),
            merged.name,
            merged.region or "",
            award.text or "",
        )
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]
