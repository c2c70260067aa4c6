"""The article read sentence by sentence: candidates, their award, and the facts they state."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractor.assembler.bind import COORDINATION, Binder, Binding, Value
from extractor.assembler.context import Context
from extractor.assembler.facts import Claim, Fact, Refusal
from extractor.assembler.scopes import Scopes
from extractor.models.mentions import (
    AwardMention,
    BodyMention,
    CountMention,
    CueMention,
    Figure,
    Mention,
    PersonMention,
    PredicateMention,
    RankMention,
    RecipientMention,
    RegionMention,
    Sentence,
    StreakMention,
)
from extractor.models.record import Level
from extractor.patterns.schema import Scale

_ITEM = re.compile(r"\s*(?:[-–—•*·▪]|\(?[0-9]{1,2}[.)]|[a-z][.)]|[0-9]{1,3}\s(?=[A-Z]))\s*")
_REST = re.compile(
    r"[“\"]?(?:\w+\s){0,3}(?:sisanya|selebihnya|lainnya|daerah lain|yang lain)\b", re.IGNORECASE
)
_WITH = re.compile(r"[“\"]?Bersama\b")
_FROM = re.compile(r"\b(?:dari|tadinya|semula|sebelumnya)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_TO = re.compile(
    r"\s?(?:poin|persen|%)?,?\s(?:\w+\s){0,2}(?:jadi|menjadi|ke|kini)\s(?:\w+\s){0,1}",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"[\s,/(|–-]{1,4}")
_DASH = re.compile(r"\s[–—-]{1,2}\s|\s\|\s|[a-z]\)\s?-|^[A-Z][A-Z .]+-")
_TIED = re.compile(r"\s(?:untuk|buat|pada|di|dalam|bagi)\s(?:\w+\s)?")
_CATEGORY = re.compile(
    r"\b(?:kategori|bidang|klaster|sektor)\s(?:[A-Z][\w/&-]*)(?:\s(?:dan\s|&\s)?(?:[A-Z][\w/&-]*))+"
)
_GOES_ON = re.compile(
    r"[“\"]?(?:Ke\w+nya\b|(?:\w+\s){1,3}(?:di antaranya|lainnya|sisanya|lain)|Penerimanya|Peraihnya|Mereka|Yakni|Yaitu|Selebihnya|Sisanya)\b"
)
_NAMED_OF = re.compile(
    r"[“\"]?(?:Ada|Ke\w+nya (?:adalah|ialah|yakni|yaitu|disebut)|Penghuninya|Isinya|Mereka)\b"
)
_CATEGORY_HEAD = re.compile(r"[“\"]?(?:Untuk|Di|Pada|Dalam|Kategori|Kelompok|Adapun)\b")
_ALIAS = re.compile(r"[\s,/|]{1,3}|,?\s(?:atau|alias|yakni|yaitu)\s")
_THAT = re.compile(
    r"[“\"]?(?:Itu|Angka itu|Nilai itu|Skor itu|Angka tersebut|Nilai tersebut|Itulah)\b"
)
_THIS = re.compile(
    r"\b(?:kota|kabupaten|daerah|provinsi|pemkab|pemkot|pemprov)\s(?:ini|itu|tersebut)\b",
    re.IGNORECASE,
)
_NEXT_CLASS = re.compile(
    r"[“\"]?(?:Sementara(?: itu)?|Adapun|Sedangkan|Untuk|Di|Pada|Dari|Lalu|Kemudian|Selanjutnya|Berikutnya)\b.{0,50}?"
    r"\b(?:kota|kabupaten|provinsi|kelompok|kategori|tingkat|desa|kecamatan|kelurahan|puskesmas|dinas)\b",
    re.IGNORECASE,
)
_CLASS = re.compile(
    r"[“\"]?(?:(?:Di|Pada|Untuk|Adapun)\s)?(?:peringkat|kategori|kelompok|kelas|tingkat|level|zona|klaster)\s",
    re.IGNORECASE,
)
_TOLD = 2
"""Paragraphs after the hand-over in which a list of receivers may stand."""
_OPENER = 40
_LIST = 3
"""Recipients that make a list by themselves."""
_AFFILIATED = re.compile(r"((?:[A-Z][\w’']+|[A-Z]\.)\s[A-Z][\w’']+)\s(?:dari\s|asal\s|\()$")
_AGAIN = re.compile(
    r"(?:^|,\s)(?:[“\"])?(?P<again>(?P<noun>\w+)(?:\s\w+)?\s(?:itu|ini|tersebut))\s", re.IGNORECASE
)
_NOT_ITS = re.compile(r"\bbukan\s(?:\w+\s){0,2}$")
_EVERY = re.compile(r"\b(?:semua|semuanya|seluruh|seluruhnya|segenap)\b", re.IGNORECASE)


@dataclass(slots=True)
class Reader:
    """State of the reading: the award, the topic and the list that came last."""

    context: Context
    facts: list[Fact] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    award: str | None = None
    topic: RecipientMention | None = None
    carried: list[PredicateMention] = field(default_factory=list)
    carried_paragraph: int = -1
    listing: bool = False
    claims: list[Claim] = field(default_factory=list)
    handed: bool = False
    handed_paragraph: int = -9
    announced_paragraph: int = -9
    counted: int = 0
    unowned: Figure | None = None
    expected: int = 0
    expected_paragraph: int = 0
    expected_kinds: set[str] = field(default_factory=set)
    last_labels: list[PredicateMention] = field(default_factory=list)
    regions_before: list[RecipientMention] = field(default_factory=list)
    magnitudes: list[Decimal] = field(default_factory=list)
    expected_labels: list[PredicateMention] = field(default_factory=list)
    listed: list[RecipientMention] = field(default_factory=list)
    level: Level | None = None
    contest: tuple[list[PredicateMention], int, set[int | None]] | None = None

    def read(self) -> list[Fact]:
        self.award = self.context.main_award
        for sentence in self.context.mentions.sentences:
            self._sentence(sentence)
        return self.facts

    # ---- one sentence --------------------------------------------------------

    def _sentence(self, sentence: Sentence) -> None:
        text = self.context.article.text
        awards = self._awards(sentence)
        scopes = Scopes(
            text, sentence, self.context.patterns.cues, self.context.year_of(self.award)
        )
        self._switch_award(awards, scopes)
        recipients = self._recipients(sentence, awards)
        again = self._again(sentence, recipients)
        recipients = [again, *recipients] if again is not None else recipients
        values, previous = self._values(sentence, scopes, awards, recipients)
        item = _ITEM.match(text, sentence.start, sentence.end) is not None or self._plain_item(
            sentence, recipients
        )
        if not item and not text[: sentence.start].endswith(":\n") and not self._header(sentence):
            self.listing = self.listing and sentence.paragraph == self.carried_paragraph
        counts = [m for m in sentence.mentions if isinstance(m, CountMention)]
        if not recipients and self._is_rule(sentence, scopes):
            self.refused.extend(Refusal(None, v, "rule") for v in values)
            values = []
        self.context.award_of[sentence.start] = {a.code for a in awards} or {self.award or ""}
        back = [c for c in counts if c.back and c.start - sentence.start < 40]
        every = not recipients and any(
            c.start - sentence.start <= 2
            for c in (*scopes.by_category("every"), *scopes.by_category("they"))
        )
        if (
            (back or every)
            and not recipients
            and values
            and self._tell_group(sentence, back, values, awards)
        ):
            self.last_labels = [
                v for v in values if isinstance(v, PredicateMention)
            ] or self.last_labels
            return
        if not recipients and self._tell_listed(sentence, values, previous, awards, scopes):
            return
        topic = self._topic(sentence, counts, scopes)
        told = values
        grouped = (bool(counts) and not _WITH.match(text, sentence.start)) or _EVERY.search(
            text, sentence.start, sentence.end
        ) is not None
        if not recipients and (topic is None or grouped):
            self._claim(sentence, counts, values, awards)
            told = values
            values = (
                [v for v in values if not isinstance(v, PredicateMention)]
                if topic is not None
                else values
            )
        same = scopes.by_category("same_label") or [
            c for c in scopes.by_category("likewise") if recipients and c.start - sentence.start < 3
        ]
        if same and not any(isinstance(v, PredicateMention) for v in values) and self.last_labels:
            if recipients:
                values = [
                    *values,
                    *(
                        replace(m, start=same[0].start, end=same[0].end, rule="label.same")
                        for m in self.last_labels
                    ),
                ]
            else:
                self.carried, self.carried_paragraph = self.last_labels[:], sentence.paragraph
                if counts:
                    nouns = tuple(c.noun for c in counts)
                    self.claims.append(
                        Claim(
                            sentence,
                            self.award,
                            sum(c.count for c in counts),
                            nouns,
                            tuple(self.last_labels),
                        )
                    )
        told_labels = [v for v in told if isinstance(v, PredicateMention)]
        if told_labels and not same:
            groups = [told_labels[0]]
            groups.extend(
                v
                for v in told_labels[1:]
                if not set(v.dimensions) & {d for g in groups for d in g.dimensions}
            )
            self.last_labels = groups
        binder = Binder(text, sentence, scopes, topic, self.refused.append)
        recipients = self._without_container(recipients, values, counts, scopes)
        bindings = binder.bind(recipients, values, previous)
        self._adopt_figure(sentence, bindings, values, scopes)
        self._carry(sentence, bindings, recipients, told, scopes, item, awards)
        self._carry_ranked(sentence, bindings, told, counts, scopes)
        facts = [f for b in bindings for f in self._facts(sentence, b, awards, len(bindings))]
        self._receive(sentence, facts, recipients, awards, scopes)
        if not recipients and not facts:
            facts = self._topic_receives(sentence, awards, scopes, topic)
        if again is not None and self.topic is not None:
            for fact in facts:
                fact.recipient = self.topic if fact.recipient is again else fact.recipient
            recipients = [self.topic, *recipients[1:]]
        if self.listing and item:
            for fact in facts:
                fact.received = True
        off = any(scopes.by_category(c) for c in ("plan", "target", "hope", "pending"))
        for fact in facts:
            fact.off = off and fact.score is None and fact.position is None and not fact.labels
        self.magnitudes.extend(f.score.value for f in facts if f.score is not None)
        self.facts.extend(facts)
        strong = [r for r in recipients if r.strength != "title"]
        self.listed = strong if len(strong) > 1 else self.listed
        if len(strong) == 1 or (strong and len({(r.name, r.regions) for r in strong}) == 1):
            self.topic = strong[0]
        elif len(strong) > 1:
            self.topic = strong[0] if strong[0].start - sentence.start < 40 else None
        self._groups_before(sentence)
        self.listing = (
            self.listing
            or text[sentence.start : sentence.end].rstrip().endswith(":")
            or self._opens_list(sentence)
        )

    def _header(self, sentence: Sentence) -> bool:
        """A short line of a list without a full stop: "KOTA BESAR", "No Kota Provinsi"."""
        text = self.context.article.text
        whole = (sentence.start == 0 or text[sentence.start - 1] == "\n") and text[
            sentence.end : sentence.end + 1
        ] == "\n"
        return (
            self.listing
            and whole
            and sentence.end - sentence.start <= 50
            and text[sentence.end - 1] not in '.?!”"'
        )

    def _again(
        self, sentence: Sentence, recipients: list[RecipientMention]
    ) -> RecipientMention | None:
        """ "kabupaten bahari itu menempati urutan pertama, diikuti A": the topic as first of a list."""
        if not recipients or self.topic is None or self._far(sentence):
            return None
        text = self.context.article.text[sentence.start : recipients[0].start]
        found = _AGAIN.search(text)
        if (
            found is None
            or found.start() > 90
            or recipients[0].start - sentence.start - found.end() < 12
        ):
            return None
        kinds = self.context.patterns.numbers.noun_kinds.get(found["noun"].lower(), ())
        if self.topic.kind not in kinds or any(
            r.name == self.topic.name and r.regions == self.topic.regions for r in recipients
        ):
            return None
        start = sentence.start + found.start("again")
        return replace(self.topic, start=start, end=sentence.start + found.end("again"))

    def _plain_item(self, sentence: Sentence, recipients: list[RecipientMention]) -> bool:
        """A short paragraph of a list that opens with its recipient, without any bullet."""
        text = self.context.article.text
        alone = sentence.start == 0 or text[sentence.start - 1] == "\n"
        short = sentence.end - sentence.start <= 100 and text[sentence.end : sentence.end + 1] in {
            "",
            "\n",
        }
        return (
            self.listing
            and alone
            and short
            and bool(recipients)
            and recipients[0].start - sentence.start <= 3
        )

    def _awards(self, sentence: Sentence) -> list[AwardMention]:
        found = [
            m
            for m in sentence.mentions
            if isinstance(m, AwardMention)
            and m in self.context.awards
            and not self.context.shortened(m)
        ]
        return [
            m
            for m in found
            if not m.weak
            or m.code in {self.award, self.context.main_award}
            or not any(not o.weak for o in found)
        ]

    def _switch_award(self, awards: list[AwardMention], scopes: Scopes) -> None:
        for mention in awards:
            if scopes.reading(mention).assertion not in {"target", "hope", "plan"}:
                if mention.weak and self.award is not None and mention.code != self.award:
                    continue
                self.award = mention.code
                return

    def award_at(
        self, position: int, awards: list[AwardMention], end: int | None = None
    ) -> str | None:
        """The award that governs a value: the last one named before it in its sentence.

        "B buat SAKIP, CC untuk RB": the one right after the value where a preposition ties it.
        """
        strong = [a for a in awards if not a.weak] or awards
        if end is not None and len({a.code for a in awards}) > 1:
            text = self.context.article.text
            tied = [
                a for a in awards if 0 < a.start - end < 16 and _TIED.fullmatch(text[end : a.start])
            ]
            if tied:
                return tied[0].code
        before = [a for a in strong if a.start <= position]
        if before:
            return before[-1].code
        if strong and len({a.code for a in strong}) == 1:
            return strong[0].code
        return self.award or self.context.main_award

    def _recipients(self, sentence: Sentence, awards: list[AwardMention]) -> list[RecipientMention]:
        codes = {a.code for a in self.context.awards}
        blocked = [
            (m.start, m.end)
            for m in sentence.mentions
            if isinstance(m, BodyMention)
            or (isinstance(m, AwardMention) and m in self.context.awards)
            or (isinstance(m, PredicateMention) and (m.bare or m.licensed) and codes & set(m.codes))
        ]
        names = [m for m in sentence.mentions if isinstance(m, PersonMention)]
        own = {
            p.granting_body
            for a in self.context.awards
            if (p := self.context.patterns.awards.get(a.code))
        }
        text = self.context.article.text
        related = min(
            (
                c.start
                for c in sentence.mentions
                if isinstance(c, CueMention) and c.category == "related"
            ),
            default=len(text),
        )
        found = []
        for mention in sentence.mentions:
            if not isinstance(mention, RecipientMention):
                continue
            if any(s <= mention.start and mention.end <= e for s, e in blocked):
                continue
            if any(
                isinstance(m, BodyMention) and m.start == mention.start and m.name in own
                for m in sentence.mentions
            ):
                continue
            if any(p.start <= mention.start and mention.end <= p.end for p in names):
                continue
            heads = (
                mention.strength == "title"
                and mention.government
                and self._heads(mention, sentence)
            )
            if not heads and any(
                p.role
                and text[mention.start : p.start].startswith(text[mention.start : mention.end])
                and p.start - len(p.role) - 2 <= mention.start < p.start
                for p in names
            ):
                continue
            if (
                self._dateline(mention)
                or self._no_subject(mention, sentence)
                or mention.start > related
            ):
                continue
            if (
                mention.strength == "title"
                and not heads
                and not (mention.government and self._takes(mention, sentence))
            ):
                continue
            if (
                self._never_gets(mention, awards)
                or self._sends(mention, sentence)
                or self._affiliation(mention, sentence)
            ):
                continue
            if self._in_attribution(mention, sentence) or _NOT_ITS.search(
                text, max(sentence.start, mention.start - 30), mention.start
            ):
                continue
            found.append(mention)
        found = self._row(sentence, found)
        found.extend(self._bodies(sentence, found))
        return self._same_level(sorted(found, key=lambda m: m.start))

    def _bodies(self, sentence: Sentence, found: list[RecipientMention]) -> list[RecipientMention]:
        """A ministry that no award of the article belongs to, with a label or figure after it."""
        own = {
            p.granting_body
            for a in self.context.awards
            if (p := self.context.patterns.awards.get(a.code))
        }
        givers = [
            m
            for m in sentence.mentions
            if isinstance(m, CueMention) and m.category in {"giver", "assessor", "speech"}
        ]
        bodies = []
        for mention in sentence.mentions:
            if not isinstance(mention, BodyMention) or mention.name in own or "{" in mention.name:
                continue
            if any(f.start <= mention.start < f.end for f in found):
                continue
            words = self.context.article.text[mention.start : mention.end]
            if words.startswith("Ment") or any(0 <= mention.start - g.end <= 3 for g in givers):
                continue
            near = [
                m
                for m in sentence.mentions
                if isinstance(m, Figure | PredicateMention) and 0 <= m.start - mention.end <= 25
            ]
            figures = [
                m
                for m in near
                if (isinstance(m, PredicateMention) and (m.bare or m.licensed))
                or (isinstance(m, Figure) and m.decimal)
            ]
            if figures and words.split()[0] in {"Kementerian", "Badan", "Lembaga"}:
                bodies.append(
                    RecipientMention(
                        mention.start,
                        mention.end,
                        "name.body",
                        mention.name,
                        "kementerian",
                        None,
                        (),
                        None,
                        False,
                        "strong",
                        "none",
                    )
                )
        return bodies

    def _same_level(self, found: list[RecipientMention]) -> list[RecipientMention]:
        """A name that two regions share takes the level of the names it is listed with."""
        levels = {
            self.context.patterns.regions[m.regions[0]].level
            for m in found
            if m.government and len(m.regions) == 1
        }
        if len(levels) != 1 or len([m for m in found if len(m.regions) == 1]) < 2:
            return found
        level = levels.pop()
        return [
            replace(m, level=level)
            if m.government
            and len(m.regions) > 1
            and m.level is None
            and any(self.context.patterns.regions[c].level == level for c in m.regions)
            else m
            for m in found
        ]

    def _row(self, sentence: Sentence, found: list[RecipientMention]) -> list[RecipientMention]:
        """ "1 Pangkalan Bun Kabupaten Kotawaringin Barat Kalimantan Tengah": a row of a table."""
        text = self.context.article.text
        if (
            len(found) < 2
            or _ITEM.match(text, sentence.start, sentence.end) is None
            or not all(m.government for m in found)
        ):
            return found
        if any(text[a.end : b.start].strip() for a, b in zip(found, found[1:], strict=False)):
            return found
        typed = [m for m in found if m.level is not None and m.regions]
        return typed[:1] or found

    def _never_gets(self, mention: RecipientMention, awards: list[AwardMention]) -> bool:
        """Its kind is never among those that get the award (a dinas and Adipura)."""
        pattern = self.context.patterns.awards.get(self.award_at(mention.start, awards) or "")
        return (
            pattern is not None
            and bool(pattern.recipient_kinds)
            and mention.kind not in pattern.recipient_kinds
        )

    def _sends(self, mention: RecipientMention, sentence: Sentence) -> bool:
        """ "Padang Pariaman diwakili Nagari X": the region only sends the one that receives."""
        if not mention.government:
            return False
        units = [
            m
            for m in sentence.mentions
            if isinstance(m, RecipientMention) and not m.government and m.start > mention.end
        ]
        cues = [
            c
            for c in sentence.mentions
            if isinstance(c, CueMention)
            and c.category == "sends"
            and 0 <= c.start - mention.end <= 3
        ]
        return any(0 <= u.start - c.end <= 40 for u in units for c in cues)

    def _affiliation(self, mention: RecipientMention, sentence: Sentence) -> bool:
        """ "dr. Safrina Umar dari Puskesmas Galela": where a person works."""
        head = self.context.article.text[max(sentence.start, mention.start - 45) : mention.start]
        found = _AFFILIATED.search(head)
        if found is None or mention.government:
            return False
        at = mention.start - len(head) + found.end(1)
        return not any(
            isinstance(
                m, RecipientMention | RegionMention | AwardMention | PredicateMention | BodyMention
            )
            and m.start < at <= m.end
            for m in sentence.mentions
        )

    def _takes(self, mention: RecipientMention, sentence: Sentence) -> bool:
        """ "Bupati Klaten menerima …": the head of a government takes it for the government."""
        verbs = self.context.patterns.cues["takes"].phrases
        return any(
            isinstance(c, CueMention)
            and c.category == "receive"
            and c.word in verbs
            and 0 <= c.start - mention.end <= 45
            for c in sentence.mentions
        )

    def _heads(self, mention: RecipientMention, sentence: Sentence) -> bool:
        """ "diserahkan kepada Bupati A, Bupati B dan Wali Kota C": heads who take it for their own."""
        heads = [
            m
            for m in sentence.mentions
            if isinstance(m, RecipientMention) and m.strength == "title" and m.government
        ]
        if len(heads) < 2:
            return False
        cues = [m for m in sentence.mentions if isinstance(m, CueMention)]
        verbs = self.context.patterns.cues["takes"].phrases
        given = any(c.category == "received" and 0 <= heads[0].start - c.end <= 12 for c in cues)
        taken = any(
            c.category == "receive" and c.word in verbs and 0 <= c.start - heads[-1].end <= 60
            for c in cues
        )
        return given or taken

    def _in_attribution(self, mention: RecipientMention, sentence: Sentence) -> bool:
        """ "ujar pengajar Universitas X, Ranto": part of the speaker's description."""
        for cue in sentence.mentions:
            if not (
                isinstance(cue, CueMention)
                and cue.category == "speech"
                and 0 <= mention.start - cue.end <= 90
            ):
                continue
            between = [
                m
                for m in sentence.mentions
                if cue.end <= m.start < mention.start
                and isinstance(m, Figure | PredicateMention | PersonMention)
            ]
            after = [
                m
                for m in sentence.mentions
                if isinstance(m, PersonMention) and mention.end <= m.start <= cue.end + 140
            ]
            values = [
                m
                for m in sentence.mentions
                if isinstance(m, Figure | PredicateMention) and m.start >= mention.end
            ]
            if not between and after and not values:
                return True
        return False

    def _no_subject(self, mention: RecipientMention, sentence: Sentence) -> bool:
        """A bare "Pemkab" inside a phrase, an agency that is only a place or an owner."""
        head = self.context.article.text[sentence.start : mention.start]
        if mention.government and not mention.regions and mention.rule == "name.government":
            return bool(re.search(r"[\w)]\s$", head)) and not re.search(
                r"\b(?:dan|serta|sementara|sedangkan|yang)\s$", head
            )
        last = re.search(r"(\w+)\s$", head)
        if last is None:
            return False
        word = last[1].lower()
        if word == "di" and mention.kind in {"perusahaan", "perguruan-tinggi", "bumd"}:
            return True
        if mention.rule == "name.government":
            return word == "milik" and not re.search(r"[\d)]\s\w+\s$", head)
        if word == "milik" and re.search(r"[,;:]\smilik\s$", head):
            return False
        return (
            not mention.government
            and mention.strength != "title"
            and word in self.context.patterns.cues["agency_place"].phrases
            and not re.search(r"[\d)]\s\w+\s$", head)
        )

    def _dateline(self, mention: RecipientMention) -> bool:
        """A place name that opens the text before the dash is where it was written."""
        printed = self.context.article.text[mention.start : mention.end]
        if mention.start > 60 or not (
            mention.government or (mention.name != printed and mention.name.endswith(printed))
        ):
            return False
        head = self.context.article.text[:110]
        dashes = list(_DASH.finditer(head[:80])) or list(_DASH.finditer(head))[:1]
        return bool(dashes) and mention.start < dashes[-1].end()

    # ---- values --------------------------------------------------------------

    def _values(
        self,
        sentence: Sentence,
        scopes: Scopes,
        awards: list[AwardMention],
        recipients: list[RecipientMention],
    ) -> tuple[list[Value], list[Figure]]:
        values: list[Value] = []
        previous: list[Figure] = []
        taken = [(a.start, a.end) for a in awards]
        changed = self._change(sentence, awards)
        named = [m for m in sentence.mentions if isinstance(m, BodyMention)]
        labels = [
            m
            for m in sentence.mentions
            if isinstance(m, PredicateMention)
            and not any(b.start < m.start and m.end <= b.end for b in named)
        ]
        for mention in sentence.mentions:
            if isinstance(mention, Figure):
                mention = self._dotted(mention, awards)
                if (
                    not self._eligible(mention, awards, recipients, sentence)
                    and mention not in changed
                ):
                    continue
                reading = scopes.figure(mention)
                if reading.assertion == "reported":
                    values.append(mention)
                elif reading.assertion == "previous":
                    previous.append(mention)
                else:
                    self.refused.append(Refusal(None, mention, reading.assertion, reading.cue))
            elif isinstance(mention, PredicateMention) and mention in labels:
                if self._label_counts(mention, labels, awards, sentence, taken):
                    reading = scopes.reading(mention)
                    if reading.assertion == "reported" and not scopes.explained(mention):
                        values.append(mention)
                    elif mention.licensed or mention.bare:
                        self.refused.append(Refusal(None, mention, reading.assertion, reading.cue))
            elif isinstance(mention, RankMention | StreakMention):
                inside = any(
                    isinstance(m, PredicateMention)
                    and m.start <= mention.start
                    and mention.end <= m.end
                    for m in sentence.mentions
                )
                if (
                    not inside
                    and not self._other_order(mention, sentence, awards)
                    and scopes.reading(mention).assertion == "reported"
                ):
                    values.append(mention)
        return values, previous

    def _dotted(self, figure: Figure, awards: list[AwardMention]) -> Figure:
        """ ""3.021" on a scale that ends at 5 is no thousand."""
        pattern = self.context.patterns.awards.get(self.award_at(figure.start, awards) or "")
        if not figure.thousands or pattern is None or not pattern.scales:
            return figure
        top, cut = max(s.max for s in pattern.scales), figure.value / 1000
        if figure.value <= top or cut > top:
            return figure
        return replace(figure, digits=str(cut), decimal=True, thousands=False)

    def _other_order(
        self, mention: RankMention | StreakMention, sentence: Sentence, awards: list[AwardMention]
    ) -> bool:
        """ "tertinggi" of percentages that are no score of the award, or between two limits."""
        if not isinstance(mention, RankMention) or mention.rule != "rank.top":
            return False
        pattern = self.context.patterns.awards.get(self.award_at(mention.start, awards) or "")
        percents = [m for m in sentence.mentions if isinstance(m, Figure) and m.kind == "percent"]
        lowest = any(isinstance(m, RankMention) and m.position is None for m in sentence.mentions)
        counted = any(
            0 <= mention.start - c.end <= 3
            for c in sentence.mentions
            if isinstance(c, CueMention) and c.category == "indicator"
        )
        bottom = counted or any(
            w in self.context.article.text[sentence.start : sentence.end]
            for w in self.context.patterns.numbers.bottom_words
        )
        return (
            (bool(percents) and pattern is not None and pattern.unit != "persen")
            or lowest
            or bottom
        )

    def _change(self, sentence: Sentence, awards: list[AwardMention]) -> list[Figure]:
        """ "dari 89 jadi 91": two whole numbers that a change ties together."""
        figures = [
            m
            for m in sentence.mentions
            if isinstance(m, Figure) and m.kind in {"plain", "percent"} and not m.decimal
        ]
        text = self.context.article.text
        for old, new in zip(figures, figures[1:], strict=False):
            before = text[max(sentence.start, old.start - 25) : old.start]
            between = text[old.end : new.start]
            if (
                _FROM.search(before)
                and _TO.fullmatch(between)
                and new.value > 10
                and abs(new.value - old.value) < old.value / 2
            ):
                pattern = self.context.patterns.awards.get(self.award_at(new.start, awards) or "")
                if pattern is not None and any(s.min <= new.value <= s.max for s in pattern.scales):
                    return [old, new]
        return []

    def _eligible(
        self,
        figure: Figure,
        awards: list[AwardMention],
        recipients: list[RecipientMention],
        sentence: Sentence,
    ) -> bool:
        code = self.award_at(figure.start, awards)
        if code is None or figure.kind not in {"plain", "percent"}:
            return False
        pattern = self.context.patterns.awards.get(code)
        if pattern is None:
            return (
                figure.announced
                or figure.bracket
                or (figure.told and figure.decimal)
                or (bool(recipients) and (figure.decimal or self.listing))
            )
        if not pattern.scales and not pattern.score_words:
            return False
        if self._other_scale(figure, sentence, pattern.scales):
            return True
        if (
            (figure.bracket or figure.told)
            and recipients
            and not pattern.scales
            and any(m / 2 < figure.value < m * 2 for m in self.magnitudes)
        ):
            return True
        top = max((s.max for s in pattern.scales), default=None)
        if (
            figure.kind == "percent"
            and pattern.unit != "persen"
            and not (figure.announced and top == 100)
        ):
            return False
        low = min((s.min for s in pattern.scales), default=Decimal(0))
        if top is not None and not low <= figure.value <= top:
            return False
        if figure.decimal:
            return (
                top is not None
                or figure.announced
                or (
                    bool(recipients)
                    and (figure.told or self._worded(figure, pattern.score_words, sentence))
                )
            )
        if top is None and not figure.announced:
            return False
        if not figure.announced and any(
            isinstance(c, CueMention) and c.category == "indicator" and c.end <= figure.start
            for c in sentence.mentions
        ):
            return False
        if top is not None and top <= 5 and not figure.announced:
            return False
        near = [r for r in recipients if 0 <= figure.start - r.end <= 4]
        if figure.told and any(
            isinstance(m, Figure) and m.decimal and m.kind == "plain" for m in sentence.mentions
        ):
            near = near or [r for r in recipients if 0 <= figure.start - r.end <= 25]
        return figure.announced or figure.bracket or bool(near)

    def _worded(self, figure: Figure, words: tuple[str, ...], sentence: Sentence) -> bool:
        """A score word of the award itself stands before the figure in the sentence."""
        head = self.context.article.text[sentence.start : figure.start].lower()
        return any(re.search(rf"\b{re.escape(word)}\b", head) for word in words)

    def _other_scale(self, figure: Figure, sentence: Sentence, scales: tuple[Scale, ...]) -> bool:
        """A list whose figures lie above the known scale alike: the assessor has its own."""
        if (
            not scales
            or figure.value <= max(s.max for s in scales)
            or not (figure.announced or figure.bracket)
        ):
            return False
        alike = [
            m
            for m in sentence.mentions
            if isinstance(m, Figure)
            and m.kind == "plain"
            and figure.value / 2 < m.value < figure.value * 2
        ]
        return len(alike) > 2 and any(m.announced for m in alike)

    def _label_counts(
        self,
        label: PredicateMention,
        labels: list[PredicateMention],
        awards: list[AwardMention],
        sentence: Sentence,
        taken: list[tuple[int, int]],
    ) -> bool:
        code = self.award_at(label.start, awards)
        if code not in label.codes:
            if not label.bare:
                return False
            known = {a.code for a in self.context.awards}
            if not known & set(label.codes):
                return False
        owner = max(
            (
                m.end
                for m in sentence.mentions
                if isinstance(m, RecipientMention) and m.end <= label.start
            ),
            default=None,
        )
        if owner is not None and _EVERY.search(self.context.article.text, owner, label.start):
            return False
        if any(s <= label.start and label.end <= e for s, e in taken) and not (
            label.bare or label.licensed
        ):
            return False
        if any(
            o is not label
            and o.start <= label.start
            and label.end <= o.end
            and (o.end - o.start) > (label.end - label.start)
            for o in labels
            if code in o.codes
        ):
            return False
        if label.bare or label.licensed:
            return True
        text = self.context.article.text
        for mention in sentence.mentions:
            if isinstance(mention, Figure) and _BESIDE.fullmatch(text[mention.end : label.start]):
                return True
        for other in labels:
            beside = any(
                isinstance(m, Figure) and _BESIDE.fullmatch(text[m.end : other.start])
                for m in sentence.mentions
            )
            if (
                other is label
                or code not in other.codes
                or not (other.bare or other.licensed or beside)
                or set(other.dimensions) & set(label.dimensions)
            ):
                continue
            first, second = (other, label) if other.start < label.start else (label, other)
            if _ALIAS.fullmatch(text[first.end : second.start]):
                return True
        words = text[label.start : label.end]
        alone = bool(re.search(r"[a-z]\s$", text[sentence.start : label.start])) and not re.match(
            r"\s[A-Z]", text[label.end :]
        )
        return (
            label.start > sentence.start
            and words.istitle()
            and len(words) > 3
            and alone
            and code == self.context.main_award
        )

    # ---- topic, carry-over ---------------------------------------------------

    def _topic(
        self, sentence: Sentence, counts: list[CountMention], scopes: Scopes
    ) -> RecipientMention | None:
        """Who a sentence without a recipient speaks of; None where it speaks of a group."""
        head = self.context.article.text[sentence.start : sentence.start + 60]
        if (
            any(c.start - sentence.start < 40 for c in counts) and not _WITH.match(head)
        ) or _REST.match(head):
            return None
        named = any(isinstance(m, AwardMention) and not m.weak for m in sentence.mentions)
        if not named and any(
            c.start - sentence.start <= 1 for c in scopes.by_category("new_subject")
        ):
            return None
        if self._opens_list(sentence) or (not named and scopes.by_category("awardee")):
            return None
        starts = (
            m.start
            for m in sentence.mentions
            if isinstance(m, PredicateMention) and self.award in m.codes
        )
        text = self.context.article.text
        if any(
            start - sentence.start < 3 or _CLASS.fullmatch(text, sentence.start, start)
            for start in starts
        ):
            return None
        if scopes.by_category("pronoun") and self.topic is None:
            return self.context.main_mention()
        if self.topic is not None and self._far(sentence):
            this = scopes.by_category("pronoun") or _THIS.search(
                self.context.article.text, sentence.start, sentence.end
            )
            return self.context.main_mention() if this else None
        return self.topic

    def _far(self, sentence: Sentence) -> bool:
        """The topic was last named more than two paragraphs ago."""
        text = self.context.article.text
        return self.topic is not None and text.count("\n", self.topic.start, sentence.start) > 2

    def _opens_list(self, sentence: Sentence) -> bool:
        """The paragraph after this sentence is an item of a list."""
        text = self.context.article.text
        rest = text[sentence.end : sentence.end + 12]
        if text[sentence.end - 1] == ":" and rest.startswith("\n"):
            return True
        return (
            rest.startswith("\n")
            and _ITEM.match(rest, 1) is not None
            and _ITEM.match(text, sentence.start, sentence.end) is None
        )

    def _groups_before(self, sentence: Sentence) -> None:
        """Keep the regions of this sentence, whatever their role, for "dua kabupaten itu"."""
        regions = {}
        for m in sentence.mentions:
            if isinstance(m, RegionMention) and len(m.codes) == 1 and len(m.codes[0]) > 2:
                level = self.context.patterns.regions[m.codes[0]].level
                regions.setdefault(
                    m.codes[0],
                    RecipientMention(
                        m.start,
                        m.end,
                        "name.place",
                        "",
                        level,
                        None,
                        m.codes,
                        m.level,
                        True,
                        "bare",
                    ),
                )
        self.regions_before = list(regions.values())

    def _tell_group(
        self,
        sentence: Sentence,
        back: list[CountMention],
        values: list[Value],
        awards: list[AwardMention],
    ) -> bool:
        """ "Kelimanya mengantongi 0,9981": values of the last recipients, as many as it counts."""
        they = any(isinstance(m, CueMention) and m.category == "they" for m in sentence.mentions)
        count = sum(c.count for c in back) or (
            len(self.listed) if they else self._paragraph_count(sentence)
        )
        last: dict[tuple[str, tuple[str, ...]], RecipientMention] = {}
        kinds = {
            kind for c in back for kind in self.context.patterns.numbers.noun_kinds.get(c.noun, ())
        }
        kinds |= set(self.context.patterns.numbers.noun_kinds.get(self._every_noun(sentence), ()))
        told = [
            f
            for f in self.facts
            if f.score is not None or f.labels or f.position is not None or f.received
        ]
        pool = (
            told
            if len(
                {
                    (f.recipient.name, f.recipient.regions)
                    for f in told
                    if not kinds or f.recipient.kind in kinds
                }
            )
            >= count
            else self.facts
        )
        if not back and not they and count < 2:
            return False
        if len(self.regions_before) == count and not any(
            f.sentence.end >= sentence.start - 2 and f in told for f in self.facts
        ):
            last = {(m.name, m.regions): m for m in reversed(self.regions_before)}
        for fact in reversed(pool):
            if fact.off or (kinds and fact.recipient.kind not in kinds):
                continue
            if len(last) < count and sentence.paragraph - fact.sentence.paragraph < 3 + count:
                last.setdefault((fact.recipient.name, fact.recipient.regions), fact.recipient)
        if len(last) != count:
            return False
        figures = [v for v in values if isinstance(v, Figure) and (v.announced or v.told)]
        labels = [v for v in values if isinstance(v, PredicateMention)]
        ranks = [
            v
            for v in values
            if isinstance(v, RankMention) and v.position is not None and v.rule != "rank.range"
        ]
        if not figures and not labels and not ranks:
            return False
        for recipient in reversed(last.values()):
            binding = Binding(
                recipient,
                figures=figures[:1] if len(figures) == 1 else [],
                labels=list(labels),
                rule="group",
            )
            if len(ranks) == 1:
                binding.rank, binding.position = ranks[0], ranks[0].position
            self.facts.extend(self._facts(sentence, binding, awards, count))
        return True

    def _tell_listed(
        self,
        sentence: Sentence,
        values: list[Value],
        previous: list[Figure],
        awards: list[AwardMention],
        scopes: Scopes,
    ) -> bool:
        """ "Nilainya masing-masing 85,60 dan 80,02": one figure for each of the list before."""
        figures = [v for v in values if isinstance(v, Figure)]
        earlier = not figures and len(previous) == len(self.listed)
        chosen = previous if earlier else figures
        if (
            len(chosen) < 2
            or len(chosen) != len(self.listed)
            or not scopes.by_category("distribute")
        ):
            return False
        for recipient, figure in zip(self.listed, chosen, strict=True):
            binding = Binding(recipient, rule="zip")
            (binding.previous if earlier else binding.figures).append(figure)
            self.facts.extend(self._facts(sentence, binding, awards, len(chosen)))
        return True

    def _every_noun(self, sentence: Sentence) -> str:
        """The class behind "seluruh": "Seluruh OPD meraih …"; empty where none stands there."""
        for cue in sentence.mentions:
            if isinstance(cue, CueMention) and cue.category == "every":
                words = self.context.article.text[cue.end : sentence.end].split(maxsplit=1)
                return words[0].lower() if words else ""
        return ""

    def _paragraph_count(self, sentence: Sentence) -> int:
        """How many recipients this paragraph, else the one before, has named with a value."""
        for paragraph in (sentence.paragraph, sentence.paragraph - 1):
            named = {
                (f.recipient.name, f.recipient.regions)
                for f in self.facts
                if f.sentence.paragraph == paragraph
            }
            if named:
                return len(named)
        return 0

    def _claim(
        self,
        sentence: Sentence,
        counts: list[CountMention],
        values: list[Value],
        awards: list[AwardMention],
    ) -> None:
        labels = tuple(v for v in values if isinstance(v, PredicateMention))
        if not labels:
            return
        code = self.award_at(labels[0].start, awards)
        total = sum(c.count for c in counts if c.start < labels[0].start) or None
        every = bool(_EVERY.search(self.context.article.text[sentence.start : sentence.end]))
        rest = _REST.match(self.context.article.text, sentence.start) is not None
        every = every or rest
        if total is not None or every:
            noun = self._every_noun(sentence)
            nouns = (
                *(c.noun for c in counts if c.start < labels[0].start),
                *((noun,) if noun in self.context.patterns.numbers.noun_kinds else ()),
            )
            self.claims.append(Claim(sentence, code, total, nouns, labels, rest and total is None))

    def _is_rule(self, sentence: Sentence, scopes: Scopes) -> bool:
        """A sentence that explains the scale: limits of a range, or opened by such a cue."""
        if any(isinstance(m, Figure) and m.kind == "range" for m in sentence.mentions):
            return True
        figures = [m for m in sentence.mentions if isinstance(m, Figure) and m.decimal]
        if (len(figures) > 2 and scopes.by_category("subscore")) or any(
            c.word.startswith("terdiri") for c in scopes.by_category("rule")
        ):
            return True
        labels = {
            m.label
            for m in sentence.mentions
            if isinstance(m, PredicateMention) and self.award in m.codes
        }
        return len(labels) > 3 or any(
            c.start - sentence.start < 3 for c in scopes.by_category("rule")
        )

    def _without_container(
        self,
        recipients: list[RecipientMention],
        values: list[Value],
        counts: list[CountMention],
        scopes: Scopes,
    ) -> list[RecipientMention]:
        """ "Lampung kebagian enam kategori Nindya, yakni A, B": the province only holds the list."""
        if len(recipients) < 3 or not recipients[0].government:
            return recipients
        first, rest = recipients[0], recipients[1:]
        connectors = [
            c
            for c in scopes.by_category("connector")
            if first.end <= c.start and c.end <= rest[0].start
        ]
        labels = [
            v
            for v in values
            if isinstance(v, PredicateMention) and first.end <= v.start < rest[0].start
        ]
        province = len(first.regions) == 1 and len(first.regions[0]) == 2
        inside = (
            all(m.regions and m.regions[0].startswith(first.regions[0]) for m in rest)
            if province
            else False
        )
        return rest if connectors and labels and inside else recipients

    def _adopt_figure(
        self, sentence: Sentence, bindings: list[Binding], values: list[Value], scopes: Scopes
    ) -> None:
        """ "Angka 93,41 …. Itu nilai DPMPTSP": a figure told before its owner."""
        figures = [v for v in values if isinstance(v, Figure)]
        if (
            self.unowned is not None
            and bindings
            and not figures
            and _THAT.match(self.context.article.text, sentence.start)
        ):
            bindings[0].figures.append(self.unowned)
        owned = {f.start for b in bindings for f in b.figures}
        free = [f for f in figures if f.start not in owned and (f.announced or f.decimal)]
        self.unowned = free[-1] if len(free) == 1 else None

    def _carry(
        self,
        sentence: Sentence,
        bindings: list[Binding],
        recipients: list[RecipientMention],
        values: list[Value],
        scopes: Scopes,
        item: bool,
        awards: list[AwardMention],
    ) -> None:
        """A label told of a group or a category holds for the list that follows it."""
        labels = [v for v in values if isinstance(v, PredicateMention)]
        text = self.context.article.text
        goes_on = _GOES_ON.match(text, sentence.start) is not None
        if sentence.paragraph != self.carried_paragraph and not item and not self.listing:
            near = sentence.paragraph == self.carried_paragraph + 1
            self.carried = self.carried if goes_on and near else []
            self.carried_paragraph = sentence.paragraph if self.carried else self.carried_paragraph
        listed = (
            bool(
                scopes.by_category("connector")
                or scopes.by_category("listing")
                or scopes.by_category("awardee")
                or scopes.by_category("joins")
            )
            and sentence.paragraph == self.carried_paragraph
        )
        own_kind = (
            bool(recipients)
            and self._only_kind(recipients, awards)
            and sentence.paragraph == self.carried_paragraph
        )
        listed = listed or own_kind
        tied = (
            item
            or goes_on
            or listed
            or self.listing
            or text[: sentence.start].rstrip().endswith((";", ":"))
        )
        if recipients and self.carried and not labels:
            for binding in bindings:
                if scopes.reading(binding.recipient).assertion != "reported":
                    continue
                if (
                    tied
                    or binding.figures
                    or binding.position is not None
                    or _NAMED_OF.match(text, sentence.start)
                ):
                    binding.labels.extend(replace(m, rule="label.carried") for m in self.carried)
        if not labels:
            return
        counted = any(isinstance(m, CountMention) for m in sentence.mentions)
        whole = text[sentence.start : sentence.end].strip()
        header = (
            not recipients
            and text[sentence.end : sentence.end + 1] == "\n"
            and len(whole) <= 40
            and sum(v.end - v.start for v in labels) > 0.6 * len(whole)
        )
        self.listing = self.listing or header
        opens = header or whole.endswith(":") or self._opens_list(sentence)
        first = (
            labels[0].start - sentence.start < 3
            or _CLASS.fullmatch(text, sentence.start, labels[0].start) is not None
        )
        awarded = (
            bool(scopes.by_category("awardee")) or bool(scopes.by_category("new_subject")) or first
        )
        if opens or (not recipients and (counted or awarded or not bindings)):
            self.carried, self.carried_paragraph = labels, sentence.paragraph
        elif recipients:
            ordered = (
                bool(scopes.by_category("next_in_order")) or labels[0].start < recipients[0].start
            )
            shared = (
                text[sentence.end - 1] == ";"
                and bindings
                and all(b.labels for b in bindings)
                and ordered
            )
            head = (
                labels[0].start < recipients[0].start
                and _CATEGORY_HEAD.match(text, sentence.start) is not None
            )
            self.carried = bindings[0].labels[:] if shared or (head and bindings) else []
            self.carried_paragraph = sentence.paragraph

    def _only_kind(self, recipients: list[RecipientMention], awards: list[AwardMention]) -> bool:
        """All are of the kinds that alone get the award: no region or office named in passing."""
        pattern = self.context.patterns.awards.get(self.award_at(recipients[0].start, awards) or "")
        return (
            pattern is not None
            and bool(pattern.recipient_kinds)
            and not any(r.government for r in recipients)
        )

    def _carry_ranked(
        self,
        sentence: Sentence,
        bindings: list[Binding],
        values: list[Value],
        counts: list[CountMention],
        scopes: Scopes,
    ) -> None:
        """ "A peringkat dua kategori kabupaten kecil. B peringkat satu": one contest's places."""
        ranked = [b for b in bindings if b.position is not None]
        if not ranked:
            return
        if any(b.labels for b in bindings):
            labels = ranked[0].labels
            self.contest = (
                ([m for m in labels], sentence.paragraph, {b.position for b in ranked})
                if labels
                else None
            )
            return
        if (
            self.contest is None
            or counts
            or _CATEGORY_HEAD.match(self.context.article.text, sentence.start)
            or scopes.by_category("new_subject")
        ):
            self.contest = None
            return
        labels, paragraph, places = self.contest
        mine = {b.position for b in ranked}
        if (
            sentence.paragraph - paragraph > 1
            or places & mine
            or any(isinstance(v, PredicateMention) for v in values)
        ):
            return
        for binding in ranked:
            binding.labels.extend(replace(m, rule="label.carried") for m in labels)
        self.contest = (labels, sentence.paragraph, places | mine)

    # ---- facts ---------------------------------------------------------------

    def _facts(
        self, sentence: Sentence, binding: Binding, awards: list[AwardMention], listed: int
    ) -> list[Fact]:
        """The facts of one recipient, one for each award that its values belong to."""
        by_code: dict[str | None, tuple[list[Figure], list[PredicateMention]]] = {}
        for figure in binding.figures:
            by_code.setdefault(self.award_at(figure.start, awards, figure.end), ([], []))[0].append(
                figure
            )
        for label in binding.labels:
            code = self.award_at(label.start, awards, label.end)
            if code not in label.codes:
                known = [c for c in label.codes if c in {a.code for a in self.context.awards}]
                if not label.bare or not known:
                    continue
                code = known[0] if not binding.figures else code
            if code in label.codes:
                by_code.setdefault(code, ([], []))[1].append(label)
        if not by_code:
            by_code[self.award_at(binding.recipient.start, awards)] = ([], [])
        facts = []
        for code, (figures, labels) in by_code.items():
            fact = Fact(
                recipient=binding.recipient,
                sentence=sentence,
                code=code,
                rule=binding.rule,
                score=figures[0] if figures else None,
                labels=labels,
                award=next((a for a in awards if a.code == code), None),
                listed=listed,
            )
            fact.category = self._category(sentence, binding)
            if not facts:
                fact.previous = binding.previous[-1] if binding.previous else None
                fact.rank, fact.position, fact.streak = (
                    binding.rank,
                    binding.position,
                    binding.streak,
                )
            facts.append(fact)
        return facts

    def _category(self, sentence: Sentence, binding: Binding) -> str | None:
        """The prize's own category ("kategori Penilaian Kompetensi") beside the values."""
        text = self.context.article.text
        found = list(_CATEGORY.finditer(text, sentence.start, sentence.end))
        if not found:
            return None
        anchor = binding.rank.end if binding.rank is not None else binding.recipient.end
        after = [m for m in found if m.start() >= anchor]
        chosen = after[0] if after else found[-1]
        return chosen[0]

    def _receive(
        self,
        sentence: Sentence,
        facts: list[Fact],
        recipients: list[RecipientMention],
        awards: list[AwardMention],
        scopes: Scopes,
    ) -> None:
        """Mark recipients that a verb ties to an award named in the same sentence."""
        by_start = {f.recipient.start: f for f in facts}
        results = scopes.by_category("result_noun")
        named = [
            a
            for a in awards
            if scopes.reading(a).assertion == "reported"
            and not any(0 <= a.start - c.end <= 2 for c in results)
        ]
        told: list[Mention] = list(named)
        told = told or [
            c for c in scopes.by_category("winner") if scopes.reading(c).assertion == "reported"
        ]
        text = self.context.article.text
        rest = self.handed and (
            (
                (head := _REST.match(text, sentence.start)) is not None
                and (not recipients or recipients[0].start >= head.end())
            )
            or (
                bool(scopes.by_category("listing"))
                and _NEXT_CLASS.match(text, sentence.start, sentence.end) is not None
            )
        )
        for recipient in recipients:
            fact = by_start.get(recipient.start)
            if fact is None or scopes.reading(recipient).assertion not in {"reported", "rule"}:
                continue
            if any(0 <= c.start - recipient.end <= 40 for c in scopes.by_category("negated")):
                continue
            if told:
                fact.received = self._subject(recipient, told, scopes) or self._object(
                    recipient, scopes
                )
            if not fact.received and recipient.strength != "title":
                fact.received = (
                    rest
                    or self._winner(recipient, scopes)
                    or self._goes_with(recipient, recipients, by_start)
                )
        bare = [
            f
            for f in facts
            if not f.received
            and f.recipient.strength != "title"
            and scopes.reading(f.recipient).assertion == "reported"
        ]
        if sentence.paragraph - self.expected_paragraph > 1:
            self.expected = 0
        kinds = self.expected_kinds
        bare = [f for f in bare if not kinds or f.recipient.kind in kinds]
        if self.expected and bare and len(bare) <= self.expected and scopes.by_category("listing"):
            for fact in bare:
                fact.received = True
                fact.labels = fact.labels or [
                    replace(m, rule="label.carried")
                    for m in self.expected_labels
                    if fact.code in m.codes
                ]
            self.expected -= len(bare)
        counted = [m for m in sentence.mentions if isinstance(m, CountMention)]
        if (
            counted
            and len(recipients) <= 1
            and ((told and scopes.by_category("receive")) or scopes.by_category("awardee"))
        ):
            self.expected, self.expected_paragraph = (
                sum(m.count for m in counted),
                sentence.paragraph,
            )
            self.expected_kinds = {
                kind
                for m in counted
                for kind in self.context.patterns.numbers.noun_kinds.get(m.noun, ())
            }
            told_before = [m for f in self.facts[-2:] for m in f.labels]
            self.expected_labels = [
                m
                for m in sentence.mentions
                if isinstance(m, PredicateMention) and (m.bare or m.licensed)
            ] or told_before
        heads = [f for f in facts if f.recipient.strength == "title"]
        if (
            len(heads) > 1
            and self._heads(heads[0].recipient, sentence)
            and (told or self.announced_paragraph >= sentence.paragraph - _TOLD)
        ):
            for fact in heads:
                fact.received = True
        self._join(sentence, facts, scopes)
        self._list_receives(sentence, facts, recipients, awards, scopes)
        self._announced_list(sentence, facts, recipients, scopes)
        self.counted = sum(m.count for m in sentence.mentions if isinstance(m, CountMention)) or (
            self.counted if recipients else 0
        )
        if any(f.received for f in facts):
            self.handed_paragraph = sentence.paragraph
        elif named and any(
            scopes.reading(c).assertion == "reported" for c in scopes.by_category("hands")
        ):
            self.announced_paragraph = sentence.paragraph
        if recipients:
            self.handed = any(f.received for f in facts)

    def _goes_with(
        self,
        recipient: RecipientMention,
        recipients: list[RecipientMention],
        by_start: dict[int, Fact],
    ) -> bool:
        """ "diterima A, B dan C": what the verb gives the first of a list it gives to all."""
        before = [r for r in recipients if r.end <= recipient.start]
        if not before or (fact := by_start.get(before[-1].start)) is None:
            return False
        return (
            fact.received
            and COORDINATION.fullmatch(self.context.article.text, before[-1].end, recipient.start)
            is not None
        )

    def _list_receives(
        self,
        sentence: Sentence,
        facts: list[Fact],
        recipients: list[RecipientMention],
        awards: list[AwardMention],
        scopes: Scopes,
    ) -> None:
        """A plain list of three or more near those that received, or beside the prize and a verb."""
        text = self.context.article.text
        open_ = [
            f
            for f in facts
            if not f.received
            and not f.labels
            and f.score is None
            and f.recipient.strength != "title"
        ]
        off = any(
            scopes.by_category(c)
            for c in ("plan", "target", "hope", "pending", "negated", "previous", "rule")
        )
        if not open_ or off or any(isinstance(m, Figure) and m.decimal for m in sentence.mentions):
            return
        verbs = [
            c
            for c in scopes.by_category("receive")
            if c.word in self.context.patterns.cues["takes"].phrases
        ]
        if verbs and any(not a.weak for a in awards):
            for fact in open_:
                fact.received = True
            return
        if len(open_) < _LIST or sentence.paragraph - self.handed_paragraph > 1:
            return
        listed = [r for r in recipients if r.strength != "title"]
        joined = [
            b
            for a, b in zip(listed, listed[1:], strict=False)
            if COORDINATION.fullmatch(text, a.end, b.start)
        ]
        if len(joined) + 1 >= _LIST:
            for fact in open_:
                fact.received = True

    def _announced_list(
        self,
        sentence: Sentence,
        facts: list[Fact],
        recipients: list[RecipientMention],
        scopes: Scopes,
    ) -> None:
        """ "Kelima daerah itu adalah A, B, C …": a list after the article told of the hand-over."""
        text = self.context.article.text
        open_ = {
            f.recipient.start: f
            for f in facts
            if not f.received and not f.labels and f.score is None
        }
        off = any(
            scopes.by_category(c)
            for c in (
                "plan",
                "target",
                "hope",
                "pending",
                "negated",
                "previous",
                "rule",
                "nominee",
                "compare",
            )
        )
        told = max(self.handed_paragraph, self.announced_paragraph)
        if (
            not open_
            or off
            or sentence.paragraph - told > _TOLD
            or any(isinstance(m, Figure) and m.decimal for m in sentence.mentions)
        ):
            return
        chains: list[list[RecipientMention]] = []
        for recipient in recipients:
            if chains and COORDINATION.fullmatch(text, chains[-1][-1].end, recipient.start):
                chains[-1].append(recipient)
            else:
                chains.append([recipient])
        counts = [m.count for m in sentence.mentions if isinstance(m, CountMention)]
        after_semicolon = text[: sentence.start].rstrip().endswith(";") and self.handed
        for chain in chains:
            opener = [
                c
                for category in (
                    "connector",
                    "listing",
                    "awardee",
                    "received",
                    "takes_it",
                    "told_of",
                )
                for c in scopes.by_category(category)
                if c.start < chain[0].start and chain[0].start - c.end <= _OPENER
            ]
            fits = len(chain) in counts or (self.counted == len(chain) and bool(opener))
            if not (
                fits
                or after_semicolon
                or (len(chain) > 1 and opener)
                or (len(chain) >= _LIST and scopes.by_category("told_of"))
            ):
                continue
            for recipient in chain:
                fact = open_.get(recipient.start)
                if fact is not None and (recipient.strength != "title" or len(chain) > 1):
                    fact.received = True

    def _join(self, sentence: Sentence, facts: list[Fact], scopes: Scopes) -> None:
        """ "Menyusul Buton Utara. Kota Kendari tak ketinggalan": the list of receivers goes on."""
        told = max(self.handed_paragraph, self.announced_paragraph)
        if sentence.paragraph - told > 1 or any(f.score is not None or f.labels for f in facts):
            return
        if not any(scopes.reading(c).assertion == "reported" for c in scopes.by_category("joins")):
            return
        for fact in facts:
            if (
                fact.recipient.strength != "title"
                and scopes.reading(fact.recipient).assertion == "reported"
            ):
                fact.received = True

    def _subject(self, recipient: RecipientMention, told: list[Mention], scopes: Scopes) -> bool:
        actives = [
            c for c in scopes.by_category("receive") if scopes.reading(c).assertion == "reported"
        ]
        return any(
            0 <= c.start - recipient.end <= 60 and any(a.start >= c.start for a in told)
            for c in actives
        )

    def _object(self, recipient: RecipientMention, scopes: Scopes) -> bool:
        passives = [
            c for c in scopes.by_category("received") if scopes.reading(c).assertion == "reported"
        ]
        return any(0 <= recipient.start - c.end <= 40 for c in passives)

    def _winner(self, recipient: RecipientMention, scopes: Scopes) -> bool:
        """ "peraih Program Unggulan, yakni A lewat …, B dengan …": a winner word and a connector."""
        if any(0 <= c.start - recipient.end <= 2 for c in scopes.by_category("wins")):
            return True
        if any(0 <= c.start - recipient.end <= 30 for c in scopes.by_category("takes_it")):
            return True
        if any(
            c.end <= recipient.start and scopes.reading(c).assertion == "reported"
            for c in scopes.by_category("awardee")
        ):
            return True
        winners = [c for c in scopes.by_category("winner") if c.end <= recipient.start]
        connectors = [c for c in scopes.by_category("connector") if c.end <= recipient.start]
        return any(w.end <= c.start and c.start - w.end < 140 for w in winners for c in connectors)

    def _topic_receives(
        self,
        sentence: Sentence,
        awards: list[AwardMention],
        scopes: Scopes,
        topic: RecipientMention | None,
    ) -> list[Fact]:
        """ "Kota itu menjadi yang terbaik dalam …": the recipient before receives."""
        if topic is None or topic.strength == "title":
            return []
        told = [a for a in awards if not a.weak and scopes.reading(a).assertion == "reported"]
        verbs = [
            c
            for c in scopes.by_category("receive")
            if scopes.reading(c).assertion == "reported"
            and c.word in self.context.patterns.cues["takes"].phrases
        ]
        if not any(0 <= a.start - v.end <= 60 for a in told for v in verbs):
            return []
        facts = self._facts(sentence, Binding(topic, rule="topic"), awards, 1)
        for fact in facts:
            fact.received = True
        return facts
