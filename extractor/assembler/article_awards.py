"""The awards an article speaks of, and the one it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.assembler.assertions import is_off
from extractor.models.mentions import AwardMention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from extractor.assembler.view import SentenceView
    from extractor.patterns.award_schema import AwardPattern
    from extractor.patterns.knowledge import Knowledge

OTHER = "other"
"""Code of an award without a pattern file."""
_OPENING = 900
"""Characters of the text in which an article says what it is about."""
_TITLE_WEIGHT = 3.0
_LEAD_WEIGHT = 2.0
_WEAK = 0.5
_OFF = 0.2
"""Share of the weight of an award that is only planned, hoped for or past."""
_LEAD = 2
"""Paragraphs of the lead."""
_TOLD_LEAD = 3
"""Last paragraph in which an award must be reported to be the article's own."""
_NEAR = 2
"""Paragraphs between a body and what counts beside it."""
_SHORTEST = 6
"""Characters of the shortest award name that may be part of a fuller one."""
_OFTEN = 2


@dataclass(slots=True)
class ArticleAwards:
    """Awards of one article.

    Attributes:
        title: the sentences of its title.
        counting: mentions in the text that stand for their award.
        main: code of the award that the article is about; None where it names none.
        codes: codes of the mentions that count.
        own_bodies: canonical names of the awards' own granting bodies.
        implied: where the article names no award, the body whose scores can only be of one.
        short_names: code and words of names that a longer one introduces in brackets.
    """

    title: tuple[SentenceView, ...]
    counting: tuple[AwardMention, ...]
    main: str | None
    codes: frozenset[str]
    own_bodies: frozenset[str | None]
    implied: AwardMention | None
    short_names: frozenset[tuple[str, str]]
    _counting: frozenset[AwardMention]
    _surfaces: tuple[tuple[AwardMention, str], ...]

    @classmethod
    def of(
        cls,
        patterns: Knowledge,
        title: tuple[SentenceView, ...],
        sentences: tuple[SentenceView, ...],
        prize: Callable[[], bool],
    ) -> ArticleAwards:
        """The awards named.

        ``prize`` is asked where title and lead report no award: whether one that no file names
        counts as if named strongly.
        """
        bodies = {body.name for view in (*title, *sentences) for body in view.bodies}
        views = (*title, *sentences)
        weighed = [(_TITLE_WEIGHT, m) for view in title for m in view.awards]
        told = {m.code for _, m in weighed if not m.weak}
        for view in sentences:
            weight = _LEAD_WEIGHT if view.paragraph < _LEAD else 1.0
            for mention in view.awards:
                off = is_off(view, patterns, mention)
                weighed.append((weight * (_OFF if off else 1.0), mention))
                if off or view.paragraph > _TOLD_LEAD:
                    continue
                pattern = patterns.awards.get(mention.code)
                whole = pattern is not None and not bodies.isdisjoint(_bodies_of(pattern))
                if not mention.weak or (whole and _in_prize(view, mention)):
                    told.add(mention.code)
        strong = {m.code for _, m in weighed if not m.weak}
        meant = frozenset(m for view in views for m in view.awards if m.weak and _meant(view, m))
        local = not told and prize()
        strong |= {OTHER} if local else set()
        awards = patterns.awards

        def counts(mention: AwardMention) -> bool:
            """A weak alias counts only beside its award's strong name or its granting body."""
            pattern = awards.get(mention.code)
            if pattern is not None and not strong.isdisjoint(pattern.yields_to):
                return False
            if not mention.weak or mention.code in strong or mention in meant:
                return True
            return pattern is not None and _near_body(views, mention, _bodies_of(pattern))

        counting = tuple(m for view in sentences for m in view.awards if counts(m))
        weights: dict[str, float] = {}
        for weight, mention in weighed:
            if counts(mention):
                own = local and mention.code == OTHER
                share = weight * (_WEAK if mention.weak and not own else 1.0)
                weights[mention.code] = weights.get(mention.code, 0.0) + share
        sure = {m.code for weight, m in weighed if weight >= 1.0}
        weights = {code: weight for code, weight in weights.items() if code in sure}
        first: dict[str, int] = {}
        for mention in counting:
            first.setdefault(mention.code, mention.start)
        implied = None if weights else _implied(patterns, sentences)
        codes = frozenset(first if implied is None else (implied.code,))
        text = sentences[0].text if sentences else ""
        return cls(
            title=title,
            counting=counting,
            main=implied.code
            if implied is not None
            else max(weights, key=lambda c: (weights[c], -first.get(c, 1 << 30)), default=None),
            codes=codes,
            own_bodies=frozenset(awards[c].granting_body for c in codes if c in awards),
            implied=implied,
            short_names=frozenset(_introduced(sentences)),
            _counting=frozenset(counting),
            _surfaces=tuple((m, text[m.start : m.end].lower()) for m in counting),
        )

    @property
    def from_start(self) -> str | None:
        """The main award, where title or opening name it: it is told of before any mention.

        One that no words name but its body is told of wherever its scores are.
        """
        if self.main is None or self.implied is not None:
            return self.main
        return self.main if self.central(self.main) else None

    def has(self, mention: AwardMention) -> bool:
        """Whether the mention stands for its award."""
        return mention in self._counting

    def central(self, code: str) -> bool:
        """The award is named in the title or the opening of the text, not in passing."""
        named = [m.start for m in self.counting if m.code == code]
        titled = any(m.code == code for view in self.title for m in view.awards)
        return titled or len(named) > _OFTEN or any(start < _OPENING for start in named)

    def told_in(self, view: SentenceView, current: str | None) -> list[AwardMention]:
        """Mentions of the sentence that count; ``current`` is the award told of so far."""
        found = [m for m in view.awards if self.has(m) and not self._shortened(m)]
        if all(m.weak for m in found):
            return found
        kept = {current, self.main}
        return [
            m
            for m in found
            if not m.weak
            or m.code in kept
            or (m.code, view.text[m.start : m.end]) in self.short_names
        ]

    def _shortened(self, mention: AwardMention) -> bool:
        """Its words are only part of another award's fuller name in this article."""
        if mention.end - mention.start < _SHORTEST:
            return False
        words = next(surface for m, surface in self._surfaces if m == mention)
        return any(
            other.code != mention.code
            and (not other.weak or other.code == self.main)
            and len(surface) > len(words)
            and words in surface
            for other, surface in self._surfaces
        )

    def longest(self, code: str) -> AwardMention | None:
        """The fullest mention of the award, a strong one if there is any."""
        same = [m for m in self.counting if m.code == code]
        strong = [m for m in same if not m.weak] or same
        return max(strong, key=lambda m: (m.end - m.start, -m.start), default=self.implied)


def _meant(view: SentenceView, mention: AwardMention) -> bool:
    """As in "penerima IGA", "KLA kategori Nindya": beside a receiver or a label of its own."""
    if mention.code == OTHER or not view.text[mention.start : mention.end].isupper():
        return False
    if any(mention.start - cue.end == 1 for cue in view.cued("awardee")):
        return True
    return any(
        label.bare
        and mention.code in label.codes
        and (label.start >= mention.end or label.end <= mention.start)
        for label in view.labels
    )


def _introduced(sentences: tuple[SentenceView, ...]) -> Iterator[tuple[str, str]]:
    """As in "reformasi birokrasi (RB)": code and words of the name in brackets."""
    for view in sentences:
        for long in view.awards:
            for short in view.awards:
                if short.code == long.code and view.text[long.end : short.start] == " (":
                    yield short.code, view.text[short.start : short.end]


def _near_body(
    views: tuple[SentenceView, ...], mention: AwardMention, bodies: set[str | None]
) -> bool:
    """One of the bodies is named in title or opening, or close to the mention."""
    homes = [v.paragraph for v in views if mention in v.awards]
    return any(
        body.name in bodies and (view.paragraph <= _TOLD_LEAD or _close(view.paragraph, homes))
        for view in views
        for body in view.bodies
    )


def _close(paragraph: int, others: list[int]) -> bool:
    return any(abs(paragraph - other) <= _NEAR for other in others)


def _implied(patterns: Knowledge, sentences: tuple[SentenceView, ...]) -> AwardMention | None:
    """The first body of the opening whose scores, as its award's file says, need no name."""
    codes = {a.granting_body: a.code for a in patterns.awards.values() if a.told_by_body}
    for view in sentences:
        for body in view.bodies if view.paragraph <= _TOLD_LEAD else ():
            code = codes.get(body.name)
            if code is not None:
                return AwardMention(body.start, body.end, "award.body", code, weak=True)
    return None


def _in_prize(view: SentenceView, mention: AwardMention) -> bool:
    """As in "penghargaan Kabupaten Produsen Beras 2020": the prize's name holds the award's."""
    return any(
        m.code == OTHER and m.start <= mention.start and mention.end <= m.end for m in view.awards
    )


def _bodies_of(pattern: AwardPattern) -> set[str | None]:
    """Names of the award's own body, today's and earlier ones."""
    return {pattern.granting_body, *(body.name for body in pattern.earlier_bodies)}
