"""The regions an article speaks of: what a name means, which government is the main one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.models.mentions import RecipientMention, RegionMention

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extractor.assembler.view import SentenceView
    from extractor.models.record import Level, RecipientKind
    from extractor.patterns.schema import RegionPattern

_DATELINE_LENGTH = 70
_DATELINE_START = 30
"""Characters of the text that may hold the dateline's place."""
_PROVINCE_CODE = 2
"""Characters of a province's code, with which the codes of its regions begin."""
_TITLE_WEIGHT = 3
_USUAL_COUNT = 3
_USUAL_SHARE = 0.8
"""Bare names of one level from which it is the article's usual one."""
_INSIDE: frozenset[RecipientKind] = frozenset({"desa", "kelurahan", "sekolah", "kecamatan", "bumd"})
"""Recipients that lie in the region named last before them."""

_SPREAD: frozenset[RecipientKind] = frozenset({"puskesmas", "rumah-sakit"})
"""Recipients that do so where the article is about a whole province."""


@dataclass(slots=True)
class ArticleRegions:
    """Regions of one article.

    Attributes:
        title, sentences: those of the article.
        codes_by_name: the region that each short name means, the most frequent first.
        province: the province that most regions named lie in.
        usual_level: the level of nearly all bare names.
        main: code of the government that the article is about.
    """

    patterns: Mapping[str, RegionPattern]
    title: tuple[SentenceView, ...]
    sentences: tuple[SentenceView, ...]
    codes_by_name: dict[str, str] = field(default_factory=dict)
    province: str | None = None
    usual_level: Level | None = None
    main: str | None = None

    @classmethod
    def of(
        cls,
        patterns: Mapping[str, RegionPattern],
        title: tuple[SentenceView, ...],
        sentences: tuple[SentenceView, ...],
    ) -> ArticleRegions:
        regions = cls(patterns, title, sentences)
        regions._read()
        return regions

    def _read(self) -> None:
        named: Counter[str] = Counter()
        provinces: Counter[str] = Counter()
        for weight, views in ((_TITLE_WEIGHT, self.title), (1, self.sentences)):
            for codes, level in _named(views):
                if len(codes) == 1:
                    named[codes[0]] += weight * (2 if level is not None else 1)
                    provinces[codes[0][:_PROVINCE_CODE]] += weight
        if provinces:
            self.province = max(provinces, key=lambda p: provinces[p])
        for code, _ in named.most_common():
            self.codes_by_name.setdefault(self.patterns[code].short_name, code)
        self.usual_level = self._usual_level()
        self.main = self._main(named)

    def _usual_level(self) -> Level | None:
        codes = {
            m.regions[0]
            for view in self.sentences
            for m in view.recipients
            if m.government and len(m.regions) == 1 and len(m.regions[0]) > _PROVINCE_CODE
        }
        levels = Counter(self.patterns[code].level for code in codes)
        if not levels:
            return None
        best, count = levels.most_common(1)[0]
        usual = count >= _USUAL_COUNT and count >= _USUAL_SHARE * levels.total()
        return best if usual else None

    def _main(self, named: Counter[str]) -> str | None:
        """The government that the title, the lead and the whole text speak of most."""
        weights: dict[str, float] = {code: min(count, 4) * 0.25 for code, count in named.items()}
        lead = tuple(view for view in self.sentences if view.paragraph <= 1)
        for weight, views in ((float(_TITLE_WEIGHT), self.title), (1.0, lead)):
            for codes, level in _named(views):
                code = self.resolve(codes, level)
                if code is not None:
                    share = 1.0 if level is not None else 0.6
                    weights[code] = weights.get(code, 0.0) + weight * share
        if weights:
            return max(weights, key=lambda c: (weights[c], -self._named_at(c)))
        return self._dateline()

    def _named_at(self, code: str) -> int:
        found = (m.start for view in self.sentences for m in view.regions if code in m.codes)
        return next(found, 1 << 30)

    def _dateline(self) -> str | None:
        """Region of the place that opens the text ("SERANG, …"), where only one bears it."""
        for view in self.sentences[:1]:
            for mention in view.regions:
                length = min(_DATELINE_LENGTH, len(view.text))
                if mention.end <= length and mention.start < _DATELINE_START:
                    return self.resolve(mention.codes, mention.level)
        return None

    def resolve(
        self, codes: tuple[str, ...], level: Level | None, hint: Level | None = None
    ) -> str | None:
        """One region code, or None where the article leaves it open.

        ``level`` is what the name's own words say, ``hint`` what a class noun before it does.
        A regency or city whose name no other bears is meant even where its words say the wrong
        level ("Pemkot Jember"): that slip is for verification to find.
        """
        only = codes[0] if len(codes) == 1 and len(codes[0]) > _PROVINCE_CODE else None
        if only is not None and level in {"kabupaten", "kota"}:
            return only
        wanted = level or hint
        if wanted is not None:
            same = tuple(c for c in codes if self.patterns[c].level == wanted)
            codes = same or (codes if level is None else ())
        if len(codes) < 2:
            return codes[0] if codes else None
        chances = [
            [c for c in codes if self.codes_by_name.get(self.patterns[c].short_name) == c],
            [c for c in codes if level is None and self.patterns[c].level == self.usual_level],
            [c for c in codes if self.province is not None and c.startswith(self.province)],
        ]
        return next((chance[0] for chance in chances if len(chance) == 1), None)

    def main_mention(self) -> RecipientMention | None:
        """The first mention in the text of the article's main government."""
        if self.main is None:
            return None
        for view in self.sentences:
            for mention in view.recipients:
                meant = self.resolve(mention.regions, mention.level)
                if mention.government and meant == self.main:
                    return mention
        return None

    def nearby(self, recipient: RecipientMention) -> str | None:
        """The region named last before a village or school in its paragraph ("Bagi Paser, …").

        In an article about a province also before an agency in its sentence.
        """
        spread = self.main is not None and len(self.main) == _PROVINCE_CODE
        if recipient.kind not in _INSIDE and not (spread and recipient.kind in _SPREAD):
            return self._beside(recipient) if spread else None
        homes = (v.paragraph for v in self.sentences if v.start <= recipient.start < v.end)
        home = next(homes, -1)
        last = None
        for view in self.sentences:
            if view.paragraph == home:
                for mention in view.regions:
                    if mention.end <= recipient.start:
                        last = self.resolve(mention.codes, mention.level) or last
        inside = last is not None and (len(last) > _PROVINCE_CODE or recipient.kind == "bumd")
        return last if inside else None

    def _beside(self, recipient: RecipientMention) -> str | None:
        """As in "Kabupaten X diwakili Dinas Y": the regency that opens the sentence."""
        view = next((v for v in self.sentences if v.start <= recipient.start < v.end), None)
        before = [m for m in view.recipients if m.end <= recipient.start] if view else []
        if len(before) != 1 or not before[0].government or before[0].strength == "title":
            return None
        code = self.resolve(before[0].regions, before[0].level)
        return code if code is not None and len(code) > _PROVINCE_CODE else None


def _named(
    views: tuple[SentenceView, ...],
) -> Iterator[tuple[tuple[str, ...], Level | None]]:
    """Codes and level of every region and government named, in text order."""
    for view in views:
        for mention in view.mentions:
            if isinstance(mention, RegionMention):
                yield mention.codes, mention.level
            elif isinstance(mention, RecipientMention):
                yield mention.regions, mention.level
