"""Hand-made annotations as articles and records, so that verification is tested on its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from extractor.evaluator.gold import GoldArticle, GoldRecord
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
from extractor.models.record import RecipientKind
from extractor.patterns.knowledge import Knowledge
from extractor.verifier.claims import plain_name
from extractor.verifier.labels import Labels
from extractor.verifier.streaks import StreakReader
from extractor.verifier.wording import Wording


class Adapter:
    """Turns gold articles into what the pipeline would give if it made no mistake."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.wording = Wording.of(knowledge)
        self.labels = Labels(self.wording)
        self.streaks = StreakReader(self.wording)
        self.regions = {region.name: region for region in knowledge.regions.values()}

    def convert(self, gold: GoldArticle) -> tuple[Article, tuple[AwardRecord, ...]]:
        text = gold.text
        article = Article(
            url=f"https://{gold.domain}/{gold.id}",
            source=f"{gold.id}.json",
            site=gold.domain,
            title=gold.title,
            author=gold.author,
            published=gold.published,
            modified=None,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            text=text,
        )
        return article, tuple(self._records(gold, article))

    def _records(self, gold: GoldArticle, article: Article) -> Iterator[AwardRecord]:
        ref = ArticleRef(
            url=article.url,
            source=article.source,
            site=article.site,
            title=article.title,
            author=article.author,
            published=article.published,
            sha256=article.sha256,
        )
        for number, record in enumerate(gold.records):
            yield self._record(gold, article, ref, record, number)

    def _record(
        self,
        gold: GoldArticle,
        article: Article,
        ref: ArticleRef,
        record: GoldRecord,
        number: int,
    ) -> AwardRecord:
        text = article.text
        pattern = self.knowledge.awards.get(record.award)
        region = self.regions.get(record.jurisdiction or "")
        where, figure = _place(text, record.surface.recipient, record.surface.score)
        evidence: dict[str, Evidence | tuple[Evidence, ...]] = {
            "recipient": _span(text, where, record.surface.recipient)
        }
        if record.surface.score is not None:
            evidence["score"] = _span(text, figure, record.surface.score)
        if pattern is not None and record.predicates:
            near = figure if record.surface.score is not None else where
            found = self._label_spans(text, pattern.code, record.predicates, near)
            if found:
                evidence["predicates"] = found
        if record.streak is not None:
            spelled = self._streak_span(text, record.streak)
            if spelled is not None:
                evidence["streak"] = spelled
        for alias in sorted(pattern.aliases if pattern else (), key=len, reverse=True):
            at = text.lower().find(alias.lower())
            if at >= 0:
                evidence["award"] = _span(text, at, text[at : at + len(alias)])
                break
        if record.previous_score is not None:
            for printed in (record.previous_score, record.previous_score.replace(".", ",")):
                at = text.find(printed)
                if at >= 0:
                    evidence["previous"] = _span(text, at, printed)
                    break
        scale = pattern.scales[0] if pattern and pattern.scales else None
        return AwardRecord(
            record_id=f"{gold.id}-{number}",
            article=ref,
            award=Award(
                code=record.award,
                name=pattern.name if pattern else record.award_name or record.award,
                text=record.award_name,
                granting_body=record.granting_body,
                year=record.year,
            ),
            recipient=Recipient(
                name=record.recipient,
                abbreviation=record.abbreviation,
                kind=self._kind(record.recipient),
                jurisdiction=Jurisdiction(name=region.name, level=region.level, code=region.code)
                if region
                else None,
            ),
            score=Score(
                value=record.score,
                text=record.surface.score or record.score,
                unit=record.unit,
                scale_min=str(scale.min) if scale else None,
                scale_max=str(scale.max) if scale else None,
                previous=record.previous_score,
            )
            if record.score is not None
            else None,
            predicates=record.predicates,
            rank=Rank(position=record.rank, of=None, scope=record.rank_scope)
            if record.rank
            else None,
            streak=record.streak,
            event_date=record.event_date,
            speaker=Speaker(name=record.speaker, role=None) if record.speaker else None,
            evidence=evidence,
            provenance={},
            checks=(),
            extractor=ExtractorStamp(version="0", patterns="0"),
        )

    def _kind(self, name: str) -> RecipientKind:
        plain = plain_name(name)
        levels: tuple[RecipientKind, ...] = ("kabupaten", "kota", "provinsi")
        for level in levels:
            if plain.startswith(f"pemerintah {level} "):
                return level
        agency = self.knowledge.agencies.get(name)
        if agency is not None:
            return agency.kind
        for unit in self.knowledge.units.values():
            if any(f" {plain_name(form)} " in f" {plain} " for form in (unit.name, *unit.forms)):
                return unit.kind
        return "dinas" if plain.startswith("dinas") else "lain"

    def _label_spans(
        self, text: str, code: str, wanted: tuple[str, ...], near: int
    ) -> tuple[Evidence, ...]:
        from extractor.verifier.text import ArticleText

        reading = ArticleText(_bare(text))
        found = list(self.labels.find(self.knowledge.awards[code], reading, 0, len(text)))
        spans = []
        for label in wanted:
            same = [x for x in found if x.label == label]
            if same:
                best = min(same, key=lambda x: abs(x.start - near))
                spans.append(_span(text, best.start, text[best.start : best.end]))
        return tuple(spans)

    def _streak_span(self, text: str, times: int) -> Evidence | None:
        import re

        for match in re.finditer(rf"{self.wording.number}\s(?:kali|tahun)", text.lower()):
            if self.wording.count(match) == times:
                return _span(text, match.start(), text[match.start() : match.end()])
        return None


def _bare(text: str) -> Article:
    return Article(
        url=None,
        source="",
        site=None,
        title=None,
        author=None,
        published=None,
        modified=None,
        sha256="",
        text=text,
    )


def _span(text: str, start: int, words: str) -> Evidence:
    assert text[start : start + len(words)] == words
    return Evidence(start=start, end=start + len(words), text=words)


def _place(text: str, recipient: str, score: str | None) -> tuple[int, int]:
    """Where the recipient stands, and the figure nearest behind it (else nearest before)."""
    names = _all(text, recipient)
    if score is None:
        return names[0], -1
    figures = _all(text, score)
    pairs = [(f - n if f >= n else (n - f) * 3, n, f) for n in names for f in figures]
    _, name, figure = min(pairs)
    return name, figure


def _all(text: str, words: str) -> list[int]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    assert found, words
    return found
