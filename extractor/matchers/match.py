"""The matching stage: every mention of an article's text and of its title."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from typing import TYPE_CHECKING

from extractor.matchers.counts import CountFinder
from extractor.matchers.dates import DateFinder
from extractor.matchers.figures import FigureFinder
from extractor.matchers.labels import find_awards, find_bodies, find_cues, find_labels
from extractor.matchers.lexicon import Lexicon, compile_lexicon
from extractor.matchers.names import NameReader
from extractor.matchers.ordinals import RankFinder
from extractor.matchers.paragraph import Paragraph
from extractor.matchers.people import find_people
from extractor.matchers.prizes import find_prizes
from extractor.matchers.sentences import split_sentences
from extractor.matchers.streaks import StreakFinder
from extractor.models.mentions import (
    AwardMention,
    BodyMention,
    Mention,
    Mentions,
    PredicateMention,
    RecipientMention,
    RegionMention,
    Sentence,
)

if TYPE_CHECKING:
    from extractor.matchers.naming import Naming
    from extractor.models import Article
    from extractor.patterns.knowledge import Knowledge

_NAMES = frozenset({AwardMention, BodyMention, PredicateMention, RecipientMention, RegionMention})
_KEPT_INSIDE = frozenset({"winner", "ceremony", "label_word", "score_word"})
"""Cue words that keep their meaning inside a name ("Penghargaan Adipura")."""


class TextMatcher:
    """Compiled matchers over one set of patterns; made once, used for many articles."""

    def __init__(self, patterns: Knowledge) -> None:
        self.lexicon: Lexicon = compile_lexicon(patterns)
        numbers, frames = patterns.numbers, patterns.frames
        self._patterns = patterns
        self._dates = DateFinder.build(numbers, frames)
        self._ranks = RankFinder.build(numbers, frames)
        self._streaks = StreakFinder.build(numbers, frames)
        self._counts = CountFinder.build(numbers, frames)
        self._figures = FigureFinder.build(patterns)

    def match(self, article: Article, *, if_told: bool = False) -> Mentions:
        """Mentions of the article: those of its text with their offsets, those of its title.

        Args:
            article: what is read.
            if_told: find nothing in an article in which nobody can be told to have an award.
        """
        published = date_of(article.published)
        paragraphs = Paragraph.read_all(self.lexicon, article.paragraphs)
        (heading,) = Paragraph.read_all(self.lexicon, (article.title or "",))
        if if_told and not any(self._may_tell(each) for each in (heading, *paragraphs)):
            return Mentions((), ())
        names = NameReader(self.lexicon, paragraphs)
        sentences = [
            sentence
            for number in range(len(paragraphs))
            for sentence in self._sentences(names.read(number), number, published)
        ]
        title = self._sentences(names.read_other(heading), -1, published)
        acronyms = tuple(names.acronyms.agencies.items())
        return Mentions(tuple(sentences), tuple(title), acronyms)

    def _may_tell(self, paragraph: Paragraph) -> bool:
        """It names an award, a prize that no file names, or a body whose scores name its own."""
        kinds = paragraph.of_kind
        if "award" in kinds or "body" in kinds:
            return True
        return self._patterns.frames["prize"].search(paragraph.text) is not None

    def _sentences(self, naming: Naming, number: int, published: dt.date | None) -> list[Sentence]:
        """Sentences of paragraph ``number`` with their mentions in text order."""
        text, base = naming.paragraph.text, naming.paragraph.base
        mentions = self._mentions(naming, published)
        named = [(m.start, m.end) for m in mentions if type(m) in _NAMES]
        mentions.extend(
            cue
            for cue in find_cues(naming.paragraph)
            if cue.category in _KEPT_INSIDE or not _inside(cue, named)
        )
        mentions.sort(key=lambda m: (m.start, -m.end))
        starts = [mention.start - base for mention in mentions]
        return [
            Sentence(
                base + start,
                base + end,
                number,
                tuple(mentions[bisect_left(starts, start) : bisect_left(starts, end)]),
            )
            for start, end in split_sentences(text, self._patterns.frames["abbreviated"])
        ]

    def _mentions(self, naming: Naming, published: dt.date | None) -> list[Mention]:
        """All mentions of the paragraph but its cues, by kind."""
        paragraph, patterns = naming.paragraph, self._patterns
        text, base = paragraph.text, paragraph.base
        dates = self._dates.find_dates(text, base, published)
        ranks = self._ranks.find(text, base)
        dated = [(d.start, d.end) for d in dates]
        ranked = [(r.start, r.end) for r in ranks]
        units = [(r.start, r.end) for r in naming.recipients if r.rule == "name.unit"]
        return [
            *dates,
            *self._dates.find_years(text, base, dated, published),
            *self._figures.find(paragraph, dated + ranked + units),
            *ranks,
            *self._streaks.find(text, base, ranks),
            *self._counts.find(text, base),
            *naming.recipients,
            *naming.regions,
            *find_awards(paragraph),
            *find_prizes(text, base, patterns.frames["prize"]),
            *find_labels(paragraph, patterns.words),
            *find_bodies(paragraph, patterns.words),
            *find_people(paragraph, patterns.words),
        ]


def _inside(cue: Mention, named: list[tuple[int, int]]) -> bool:
    """The cue is a part of a longer name."""
    start, end = cue.start, cue.end
    for s, e in named:  # noqa: SIM110 -- asked of every cue: a generator costs three times as much
        if s <= start and end <= e and e - s > end - start:
            return True
    return False


def date_of(published: str | None) -> dt.date | None:
    """The calendar date of an ISO 8601 date or date-time; None where it is none."""
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
