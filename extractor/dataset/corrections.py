"""A reviewer's decision applied to a record: corrected values in, evidence kept honest."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.dataset.decisions import Decision, Fields, Words
from extractor.models import (
    Article,
    ArticleRef,
    Award,
    AwardRecord,
    Evidence,
    ExtractorStamp,
    Jurisdiction,
    Rank,
    Recipient,
    Score,
    Speaker,
)
from extractor.patterns.loader import Patterns

# What provenance says of a value that a person set.
REVIEWER = "reviewer"

# The field of the record's evidence that a gold field's value rests on.
_EVIDENCE_OF = {"previous_score": "previous", "rank_scope": "rank", "award_name": "award"}


class Corrector:
    """Applies decisions; knows the regions, agencies and awards by their names."""

    def __init__(self, patterns: Patterns) -> None:
        self._regions = {each.name: each for each in patterns.regions}
        self._kinds = {each.name: each.kind for each in patterns.agencies}
        self._awards = patterns.awards

    def corrected(self, record: AwardRecord, decision: Decision) -> AwardRecord:
        """The record with the decision's fields in place of its own."""
        fields = decision.fields
        given = fields.given()
        evidence = {
            name: span for name, span in record.evidence.items()
            if name not in {_EVIDENCE_OF.get(field, field) for field in given}
        }  # fmt: skip
        for name, words in decision.spans.items():
            evidence[name] = _span(words)
        provenance = record.provenance | {_EVIDENCE_OF.get(name, name): REVIEWER for name in given}
        return record.model_copy(
            update={
                "award": self._award(record.award, fields, given),
                "recipient": self._recipient(record.recipient, fields, given),
                "score": self._score(record.score, decision, given),
                "predicates": (fields.predicates or ()) if "predicates" in given
                else record.predicates,
                "rank": _rank(record.rank, fields, given),
                "streak": fields.streak if "streak" in given else record.streak,
                "event_date": fields.event_date if "event_date" in given else record.event_date,
                "speaker": _speaker(record.speaker, fields, given),
                "evidence": evidence,
                "provenance": provenance,
            }
        )  # fmt: skip

    def added(self, decision: Decision, article: Article, stamp: ExtractorStamp) -> AwardRecord:
        """The record that a reviewer added by selecting its words."""
        empty = AwardRecord(
            record_id=decision.subject,
            article=ArticleRef.model_validate(article, from_attributes=True),
            award=Award(code="other", name="other", text=None, granting_body=None, year=None),
            recipient=Recipient(name="", abbreviation=None, kind="lain", jurisdiction=None),
            score=None, predicates=(), rank=None, streak=None, event_date=None, speaker=None,
            evidence={}, provenance={}, checks=(), extractor=stamp,
        )  # fmt: skip
        return self.corrected(empty, decision)

    def _award(self, award: Award, fields: Fields, given: Mapping[str, object]) -> Award:
        code = fields.award if "award" in given and fields.award else award.code
        pattern = self._awards.get(code)
        text = fields.award_name if "award_name" in given else award.text
        changed = code != award.code
        body = award.granting_body
        if "granting_body" in given:
            body = fields.granting_body
        elif changed:
            body = pattern.granting_body if pattern else None
        name = award.name
        if pattern:
            name = pattern.name
        elif changed or "award_name" in given:
            name = text or code
        return Award(
            code=code, name=name, text=text, granting_body=body,
            year=fields.year if "year" in given else award.year,
        )  # fmt: skip

    def _recipient(
        self, recipient: Recipient, fields: Fields, given: Mapping[str, object]
    ) -> Recipient:
        name = fields.recipient if "recipient" in given and fields.recipient else recipient.name
        region = recipient.jurisdiction
        if "jurisdiction" in given:
            known = self._regions.get(fields.jurisdiction or "")
            region = (
                Jurisdiction(name=known.name, level=known.level, code=known.code) if known else None
            )
        kind = recipient.kind
        if name != recipient.name:
            kind = self._kinds.get(name, "lain")
            if region is not None and name.endswith(region.name):
                kind = region.level
        return Recipient(
            name=name, kind=kind, jurisdiction=region,
            abbreviation=fields.abbreviation if "abbreviation" in given else recipient.abbreviation,
        )  # fmt: skip

    def _score(
        self, score: Score | None, decision: Decision, given: Mapping[str, object]
    ) -> Score | None:
        fields = decision.fields
        value = fields.score if "score" in given else score.value if score else None
        if value is None:
            return None
        words = decision.spans.get("score")
        code = fields.award
        pattern = self._awards.get(code) if code else None
        scale = pattern.scales[0] if pattern and len(pattern.scales) == 1 else None
        low, high = (str(scale.min), str(scale.max)) if scale else (None, None)
        if score is not None and not code:
            low, high = score.scale_min, score.scale_max
        old = score.text if score and "score" not in given else value
        return Score(
            value=value,
            text=words.text if words else old,
            unit=fields.unit if "unit" in given else score.unit if score else None,
            scale_min=low,
            scale_max=high,
            previous=fields.previous_score
            if "previous_score" in given
            else score.previous
            if score
            else None,
        )


def _rank(rank: Rank | None, fields: Fields, given: Mapping[str, object]) -> Rank | None:
    position = fields.rank if "rank" in given else rank.position if rank else None
    if position is None:
        return None
    scope = fields.rank_scope if "rank_scope" in given else rank.scope if rank else None
    same = rank is not None and rank.position == position
    return Rank(position=position, of=rank.of if rank and same else None, scope=scope)


def _speaker(
    speaker: Speaker | None, fields: Fields, given: Mapping[str, object]
) -> Speaker | None:
    if "speaker" not in given:
        return speaker
    if not fields.speaker:
        return None
    same = speaker is not None and speaker.name == fields.speaker
    return Speaker(name=fields.speaker, role=speaker.role if speaker and same else None)


def _span(words: Words) -> Evidence:
    return Evidence(start=words.start, end=words.end, text=words.text)
