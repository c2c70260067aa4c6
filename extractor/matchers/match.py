"""The matching stage: every mention of an article's text and of its title."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from extractor.matchers.counts import CountFinder
from extractor.matchers.dates import DateFinder
from extractor.matchers.figures import FigureMatcher
from extractor.matchers.labels import find_awards, find_bodies, find_cues, find_labels
from extractor.matchers.language import make_doc
from extractor.matchers.lexicon import Lexicon, compile_lexicon
from extractor.matchers.names import Acronyms, NameReader
from extractor.matchers.ordinals import OrdinalFinder
from extractor.matchers.people import find_people
from extractor.matchers.prizes import PrizeFinder
from extractor.matchers.sentences import split_sentences
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
    from extractor.models import Article
    from extractor.patterns.knowledge import Knowledge


_NAMES = (AwardMention, BodyMention, PredicateMention, RecipientMention, RegionMention)
_KEPT_INSIDE = frozenset({"winner", "ceremony", "label_word", "score_word"})
"""Cue words that keep their meaning inside a name ("Penghargaan Adipura")."""


class TextMatcher:
    """Compiled matchers over one set of patterns; made once, used for many articles."""

    def __init__(self, patterns: Knowledge) -> None:
        self.lexicon: Lexicon = compile_lexicon(patterns)
        self._dates = DateFinder.build(patterns.numbers)
        self._ordinals = OrdinalFinder.build(patterns.numbers)
        self._prizes = PrizeFinder.build(patterns.cues)
        self._counts = CountFinder.build(patterns.numbers, patterns.cues)
        self._figures = FigureMatcher.build(self.lexicon.nlp, patterns.numbers, patterns.cues)

    def match(self, article: Article) -> Mentions:
        """Mentions of the article: those of its text with their offsets, those of its title."""
        published = date_of(article.published)
        acronyms = Acronyms()
        paragraphs: list[tuple[int, str]] = []
        offset = 0
        for text in article.paragraphs:
            paragraphs.append((offset, text))
            offset += len(text) + 1
        for _, text in paragraphs:
            self._introduce(text, acronyms)
        sentences: list[Sentence] = []
        for number, (base, text) in enumerate(paragraphs):
            sentences.extend(self._paragraph(text, base, number, acronyms, published))
        title = self._paragraph(article.title or "", 0, -1, acronyms, published)
        return Mentions(tuple(sentences), tuple(title), tuple(acronyms.agencies.items()))

    def _introduce(self, text: str, acronyms: Acronyms) -> None:
        """First pass: the short forms and units that the paragraph introduces."""
        doc = make_doc(self.lexicon.nlp, text)
        names = NameReader(self.lexicon, doc, 0, acronyms)
        names.load(self.lexicon.hits(doc))
        names.read()
        names.learn_units()

    def _paragraph(
        self, text: str, base: int, number: int, acronyms: Acronyms, published: dt.date | None
    ) -> list[Sentence]:
        doc = make_doc(self.lexicon.nlp, text)
        hits = self.lexicon.hits(doc)
        dates = self._dates.find_dates(text, base, published)
        taken = [(d.start, d.end) for d in dates]
        ranks = self._ordinals.find_ranks(text, base)
        streaks = self._ordinals.find_streaks(text, base, ranks)
        names = NameReader(self.lexicon, doc, base, acronyms)
        names.load(hits)
        names.read()
        blocked = taken + [(r.start, r.end) for r in ranks]
        units = [(r.start, r.end) for r in names.recipients if r.rule == "name.unit"]
        mentions: list[Mention] = [
            *dates,
            *self._dates.find_years(text, base, taken, published),
            *self._figures.find(doc, base, blocked + units),
            *ranks,
            *streaks,
            *self._counts.find(text, base),
            *names.recipients,
            *names.regions,
            *find_awards(doc, base, hits),
            *self._prizes.find(text, base),
            *find_labels(doc, base, hits),
            *find_bodies(doc, base, hits),
            *find_people(doc, base, hits),
        ]
        named = [(m.start, m.end) for m in mentions if isinstance(m, _NAMES)]
        mentions.extend(
            cue
            for cue in find_cues(doc, base, hits)
            if cue.category in _KEPT_INSIDE
            or not any(s <= cue.start and cue.end <= e and e - s > cue.end - cue.start for s, e in named)
        )
        mentions.sort(key=lambda m: (m.start, -m.end))
        return [
            Sentence(base + start, base + end, number, tuple(m for m in mentions if start <= m.start - base < end))
            for start, end in split_sentences(text)
        ]


def date_of(published: str | None) -> dt.date | None:
    """The calendar date of an ISO 8601 date or date-time; None where it is none."""
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
