"""What holds for the whole article: its awards, regions, persons and years."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from extractor.assembler.article_awards import ArticleAwards
from extractor.assembler.article_people import ArticlePeople
from extractor.assembler.article_regions import ArticleRegions
from extractor.assembler.award_years import AwardYears
from extractor.assembler.givers import giver_in_lead, is_local_prize
from extractor.assembler.view import views_of

if TYPE_CHECKING:
    from extractor.assembler.conferring import Giver
    from extractor.assembler.view import SentenceView
    from extractor.models import Article
    from extractor.models.mentions import BodyMention, Mentions
    from extractor.patterns.award_schema import AwardPattern
    from extractor.patterns.knowledge import Knowledge


@dataclass(frozen=True)
class Context:
    """Article-wide knowledge, read by every step of the assembler.

    ``givers``: by award code, as far as they have been read.
    """

    article: Article
    patterns: Knowledge
    title: tuple[SentenceView, ...]
    sentences: tuple[SentenceView, ...]
    regions: ArticleRegions
    awards: ArticleAwards
    people: ArticlePeople
    years: AwardYears
    givers: dict[str, list[Giver]] = field(default_factory=dict)

    @classmethod
    def of(cls, article: Article, mentions: Mentions, patterns: Knowledge) -> Context:
        title = views_of(article.title or "", mentions.title)
        sentences = views_of(article.text, mentions.sentences)
        regions = ArticleRegions.of(patterns.regions, title, sentences)
        awards = ArticleAwards.of(
            patterns, title, sentences, lambda: is_local_prize(patterns, regions)
        )
        return cls(
            article=article,
            patterns=patterns,
            title=title,
            sentences=sentences,
            regions=regions,
            awards=awards,
            people=ArticlePeople.of(sentences),
            years=AwardYears(article.published, title, sentences, patterns),
        )

    @property
    def text(self) -> str:
        return self.article.text

    @cached_property
    def giver(self) -> str | None:
        """Region code of whoever the lead names as giver."""
        return giver_in_lead(self.patterns, self.regions)

    def award(self, code: str | None) -> AwardPattern | None:
        """The award's pattern; None for one without a file."""
        return self.patterns.awards.get(code or "")

    def year_of(self, code: str | None) -> int | None:
        """The assessment year of the award."""
        found = self.years.of(code)
        return found.year if found else None

    def body_name(self, body: BodyMention) -> str:
        """Canonical name; a regional body with the region of its mention or the article."""
        if "{region}" not in body.name:
            return body.name
        code = body.region or self.regions.province
        if code is None:
            return body.name.replace(" {region}", "")
        region = self.patterns.regions[code]
        levelled = self.patterns.frames["body_of_province"].search(body.name)
        return body.name.replace("{region}", region.short_name if levelled else region.name)
