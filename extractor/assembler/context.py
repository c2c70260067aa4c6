"""What holds for the whole article: its awards, its regions and its main recipient."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.assembler.scopes import Scopes
from extractor.models.mentions import (
    AwardMention,
    BodyMention,
    CueMention,
    Mention,
    Mentions,
    PersonMention,
    RecipientMention,
    RegionMention,
    Sentence,
)

if TYPE_CHECKING:
    from extractor.models import Article
    from extractor.models.record import Level
    from extractor.patterns.knowledge import Knowledge

OTHER = "other"
_OPENING = 900
"""Characters of the text in which an article says what it is about."""
_DATELINE_LENGTH = 70
_NAME_WORD = re.compile(r"[^\W\d_][\w’']+")


def _is_region_of(code: str, province: str) -> bool:
    return code.startswith(province)


@dataclass(slots=True)
class Context:
    """Article-wide knowledge, read by every step of the assembler."""

    article: Article
    mentions: Mentions
    patterns: Knowledge
    awards: list[AwardMention] = field(default_factory=list)
    main_award: str | None = None
    codes_by_name: dict[str, str] = field(default_factory=dict)
    province: str | None = None
    main_government: str | None = None
    bodies: set[str] = field(default_factory=set)
    years: dict[str, int | None] = field(default_factory=dict)
    usual_level: Level | None = None
    award_of: dict[int, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, article: Article, mentions: Mentions, patterns: Knowledge) -> Context:
        context = cls(article, mentions, patterns)
        context._read_regions()
        context._read_awards()
        return context

    # ---- awards --------------------------------------------------------------

    def _read_awards(self) -> None:
        weights: Counter[str] = Counter()
        every = [(3.0, m) for s in self.mentions.title for m in s.mentions]
        told: set[str] = {m.code for _, m in every if isinstance(m, AwardMention) and not m.weak}
        for sentence in self.mentions.sentences:
            weight = 2.0 if sentence.paragraph < 2 else 1.0
            for mention in sentence.mentions:
                off = isinstance(mention, AwardMention) and self.is_off(
                    sentence, mention, in_title=False
                )
                every.append((weight * (0.2 if off else 1.0), mention))
                if (
                    isinstance(mention, AwardMention)
                    and not mention.weak
                    and not off
                    and sentence.paragraph <= 3
                ):
                    told.add(mention.code)
        for _, mention in every:
            if isinstance(mention, BodyMention):
                self.bodies.add(mention.name)
        strong = {m.code for _, m in every if isinstance(m, AwardMention) and not m.weak}
        if not told and self._local_prize():
            strong = strong | {OTHER}
        for weight, mention in every:
            if isinstance(mention, AwardMention) and self.active(mention, strong):
                weights[mention.code] += weight * (0.5 if mention.weak else 1.0)
        self.awards = [
            m
            for s in self.mentions.sentences
            for m in s.mentions
            if isinstance(m, AwardMention) and self.active(m, strong)
        ]
        if weights:
            self.main_award = max(weights, key=lambda code: (weights[code], -self._first(code)))

    def _local_prize(self) -> bool:
        """A prize that no file names counts where a government or body gives it, no medium."""
        lead = [s for s in self.mentions.sentences if s.paragraph <= 3]
        cues = {
            m.category
            for s in (*self.mentions.title, *lead)
            for m in s.mentions
            if isinstance(m, CueMention)
        }
        if "outside" in cues:
            return False
        named = any(
            isinstance(m, AwardMention) and m.code == OTHER
            for s in (*self.mentions.title, *lead[:8])
            for m in s.mentions
        )
        return named and self.giver() is not None and "ceremony" in cues

    def giver(self) -> str | None:
        """Region code of the head of government or government that the lead names as giver."""
        heads = {form for t in self.patterns.titles if t.head for form in t.forms}
        levels = {form: t.level for t in self.patterns.titles for form in t.forms}
        for sentence in self.mentions.sentences:
            if sentence.paragraph > 3:
                break
            for mention in sentence.mentions:
                if isinstance(mention, PersonMention) and mention.role:
                    title = next(
                        (h for h in heads if re.search(rf"\b{re.escape(h)}\b", mention.role or "")),
                        None,
                    )
                    if title is not None:
                        return self._of_level(levels[title])
                if (
                    isinstance(mention, RecipientMention)
                    and mention.government
                    and mention.strength == "title"
                ):
                    return self.resolve(mention.regions, mention.level)
        return None

    def _of_level(self, level: Level | None) -> str | None:
        main = self.main_government
        if main is None or level is None:
            return main
        if level == "provinsi":
            return main[:2]
        return main if self.patterns.regions[main].level == level else main

    @property
    def explains(self) -> bool:
        """The title announces an explanation ("Apa Itu …"), no result."""
        return any(
            isinstance(m, CueMention) and m.category == "explainer"
            for s in self.mentions.title
            for m in s.mentions
        )

    @property
    def nominates(self) -> bool:
        """Title or lead tells of nominees and no sentence tells that one received."""
        lead = [*self.mentions.title, *self._lead()]
        if not any(
            isinstance(m, CueMention) and m.category == "nominee" for s in lead for m in s.mentions
        ):
            return False
        takes = self.patterns.cues["takes"].phrases
        for sentence in self.mentions.sentences:
            scopes = Scopes(self.article.text, sentence, self.patterns.cues, None)
            named = [
                m
                for m in sentence.mentions
                if isinstance(m, AwardMention) and scopes.reading(m).assertion == "reported"
            ]
            verbs = [
                c
                for c in scopes.by_category("receive")
                if c.word in takes and scopes.reading(c).assertion == "reported"
            ]
            if any(
                0 <= a.start - v.end <= 60 for a in named for v in verbs
            ) and not scopes.by_category("nominee"):
                return False
        return True

    def central(self, code: str) -> bool:
        """The award is named in the title or the opening of the text, not in passing."""
        opening = [m for m in self.awards if m.code == code and m.start < _OPENING]
        titled = [
            m
            for s in self.mentions.title
            for m in s.mentions
            if isinstance(m, AwardMention) and m.code == code
        ]
        return bool(opening or titled) or len([m for m in self.awards if m.code == code]) > 2

    def _first(self, code: str) -> int:
        return next((m.start for m in self.awards if m.code == code), 1 << 30)

    def active(self, mention: AwardMention, strong: set[str]) -> bool:
        """A weak alias counts only beside its award's strong name or its granting body."""
        pattern = self.patterns.awards.get(mention.code)
        if pattern is not None and any(code in strong for code in pattern.yields_to):
            return False
        if not mention.weak or mention.code in strong:
            return True
        if mention.code == OTHER:
            return False
        return self.patterns.awards[mention.code].granting_body in self.bodies

    def shortened(self, mention: AwardMention) -> bool:
        """Its words are only part of another award's fuller name in this article."""
        words = self._surface(mention)
        if len(words) < 6:
            return False
        return any(
            other.code != mention.code
            and (not other.weak or other.code == self.main_award)
            and len(full := self._surface(other)) > len(words)
            and words in full
            for other in self.awards
        )

    def _surface(self, mention: AwardMention) -> str:
        return self.article.text[mention.start : mention.end].lower()

    # ---- regions -------------------------------------------------------------

    def _read_regions(self) -> None:
        typed: Counter[str] = Counter()
        provinces: Counter[str] = Counter()
        for weight, sentences in ((3, self.mentions.title), (1, self.mentions.sentences)):
            for sentence in sentences:
                for mention in sentence.mentions:
                    if not isinstance(mention, RecipientMention | RegionMention):
                        continue
                    codes = mention.codes if isinstance(mention, RegionMention) else mention.regions
                    if len(codes) == 1:
                        bonus = 2 if mention.level is not None else 1
                        typed[codes[0]] += weight * bonus
                        provinces[codes[0][:2]] += weight
        if provinces:
            self.province = max(provinces, key=lambda p: provinces[p])
        for code, _ in typed.most_common():
            name = self.patterns.regions[code].short_name
            self.codes_by_name.setdefault(name, code)
        self.usual_level = self._usual_level()
        self.main_government = self._main_government(typed)

    def _usual_level(self) -> Level | None:
        """The level of nearly all bare names of the article, where there are enough."""
        levels: Counter[Level] = Counter()
        names = {
            m.regions[0]
            for s in self.mentions.sentences
            for m in s.mentions
            if isinstance(m, RecipientMention)
            and m.government
            and len(m.regions) == 1
            and len(m.regions[0]) > 2
        }
        levels.update(self.patterns.regions[c].level for c in names)
        if not levels:
            return None
        best, count = levels.most_common(1)[0]
        return best if count >= 3 and count >= 0.8 * levels.total() else None

    def _main_government(self, typed: Counter[str]) -> str | None:
        """The government that the title, the lead and the whole text speak of most."""
        weights: Counter[str] = Counter()
        for code, count in typed.items():
            weights[code] += min(count, 4) * 0.25
        for weight, sentences in ((3.0, self.mentions.title), (1.0, self._lead())):
            for sentence in sentences:
                for mention in sentence.mentions:
                    if not isinstance(mention, RecipientMention | RegionMention):
                        continue
                    codes = mention.codes if isinstance(mention, RegionMention) else mention.regions
                    code = self.resolve(codes, mention.level)
                    if code is None:
                        continue
                    weights[code] += weight * (1.0 if mention.level is not None else 0.6)
        if weights:
            return max(weights, key=lambda c: (weights[c], -self._named_at(c)))
        return self.dateline()

    def _named_at(self, code: str) -> int:
        return next(
            (
                m.start
                for s in self.mentions.sentences
                for m in s.mentions
                if isinstance(m, RegionMention) and code in m.codes
            ),
            1 << 30,
        )

    def _lead(self) -> list[Sentence]:
        return [s for s in self.mentions.sentences if s.paragraph <= 1]

    def dateline(self) -> str | None:
        """Region of the place that opens the text ("SERANG, …"), where only one bears it."""
        head = self.article.text[:_DATELINE_LENGTH]
        for sentence in self.mentions.sentences[:1]:
            for mention in sentence.mentions:
                if (
                    isinstance(mention, RegionMention)
                    and mention.end <= len(head)
                    and mention.start < 30
                ):
                    return self.resolve(mention.codes, mention.level)
        return None

    def resolve(
        self, codes: tuple[str, ...], level: Level | None, hint: Level | None = None
    ) -> str | None:
        """One region code, or None where the article leaves it open."""
        regions = self.patterns.regions
        if not codes:
            return None
        wanted = level or hint
        if wanted is not None:
            same = tuple(c for c in codes if regions[c].level == wanted)
            codes = same or (codes if level is None else ())
        if len(codes) == 1:
            return codes[0]
        if not codes:
            return None
        known = [c for c in codes if self.codes_by_name.get(regions[c].short_name) == c]
        if len(known) == 1:
            return known[0]
        if level is None and self.usual_level is not None:
            usual = [c for c in codes if regions[c].level == self.usual_level]
            if len(usual) == 1:
                return usual[0]
        if self.province is not None:
            near = [c for c in codes if _is_region_of(c, self.province)]
            if len(near) == 1:
                return near[0]
        return None

    def main_mention(self) -> RecipientMention | None:
        """The first mention in the text of the article's main government."""
        for sentence in self.mentions.sentences:
            for mention in sentence.mentions:
                if (
                    isinstance(mention, RecipientMention)
                    and mention.government
                    and self.main_government is not None
                ):
                    if self.resolve(mention.regions, mention.level) == self.main_government:
                        return mention
        return None

    def nearby(self, recipient: RecipientMention) -> str | None:
        """The region named last before a village or school in its paragraph ("Bagi Paser, …")."""
        spread = (
            self.main_government is not None
            and len(self.main_government) == 2
            and recipient.kind in {"puskesmas", "rumah-sakit"}
        )
        if (
            recipient.kind not in {"desa", "kelurahan", "sekolah", "kecamatan", "bumd"}
            and not spread
        ):
            return None
        last = None
        home = next(
            (s.paragraph for s in self.mentions.sentences if s.start <= recipient.start < s.end), -1
        )
        for other in self.mentions.sentences:
            if other.paragraph != home:
                continue
            for mention in other.mentions:
                if isinstance(mention, RegionMention) and mention.end <= recipient.start:
                    last = self.resolve(mention.codes, mention.level) or last
        return last if last is not None and (len(last) > 2 or recipient.kind == "bumd") else None

    # ---- people, bodies, years -----------------------------------------------

    def people(self) -> list[PersonMention]:
        return [
            m for s in self.mentions.sentences for m in s.mentions if isinstance(m, PersonMention)
        ]

    def full_person(self, person: PersonMention) -> PersonMention:
        """The fullest earlier mention of the same person: "Astapa" -> "I Gede Agus Astapa"."""
        words = set(_NAME_WORD.findall(person.name))
        best = person
        for other in self.people():
            theirs = set(_NAME_WORD.findall(other.name))
            if words <= theirs and (len(theirs), other.role is not None) > (
                len(set(_NAME_WORD.findall(best.name))),
                best.role is not None,
            ):
                best = other
        return best

    def last_person(self, before: int) -> PersonMention | None:
        """Whoever was named last: what "ujarnya" points to."""
        named = [p for p in self.people() if p.start < before]
        return self.full_person(named[-1]) if named else None

    def body_name(self, body: BodyMention) -> str:
        """Canonical name; a regional body with the region that its mention or the article gives."""
        if "{region}" not in body.name:
            return body.name
        code = body.region or self.province
        if code is None:
            return body.name.replace(" {region}", "")
        region = self.patterns.regions[code]
        return body.name.replace(
            "{region}", region.short_name if "Provinsi {region}" in body.name else region.name
        )

    def year_of(self, code: str | None) -> int | None:
        """The assessment year of the award, counted once an article."""
        if code is None:
            return None
        if code not in self.years:
            from extractor.assembler.fields import award_year

            found = award_year(self, code)
            self.years[code] = found[0] if found else None
        return self.years[code]

    def is_off(self, sentence: Sentence, mention: Mention, in_title: bool) -> bool:
        """Whether the mention stands under a target, hope, plan or previous cue."""
        if in_title:
            return False
        scopes = Scopes(self.article.text, sentence, self.patterns.cues, None)
        return scopes.reading(mention).assertion in {"target", "hope", "plan", "previous"}
