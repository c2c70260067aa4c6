"""Names of bodies and regions put together from gazetteer hits: who may be a recipient.

A recipient is a government ("Pemkab Bondowoso", "Kabupaten Buru", a bare "Bangli"), an agency
("Dinas Sosial (Dinsos) Kabupaten Serang") or a unit with a name of its own ("Puskesmas
Pontang", "Polres Bantul"). A region right after an agency is the agency's jurisdiction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from extractor.matchers.lexicon import Hit, Lexicon
from extractor.models.mentions import RecipientMention, RegionMention, RegionRole
from extractor.models.record import Level, RecipientKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_JOINERS = frozenset({"dan", "&", "serta"})
_JOINED = re.compile(r"\s?(?:,|,?\sdan|,?\sserta)\s")
_OPENS_NAMES = re.compile(r"\s?(?:itu\s|tersebut\s|lain\s)?[,:]?\s?(?:yaitu|yakni|adalah|ialah|:|masing-masing)\s?")
_LISTED = re.compile(r"\s?(?:\([^)]{1,12}\)|[0-9][0-9.,]*)?\s?(?:,|;|,?\sdan|,?\sserta)\s")
_ACRONYM = re.compile(r"[A-Z][\w\-/&]*[A-Z0-9][\w\-/&]*|[A-Z][a-z]+(?:[A-Z]\w*)?")
_SHORTENED = frozenset({"puskesmas", "desa", "kelurahan", "kecamatan", "polisi", "pertanahan", "bumd"})
"""Units that the press goes on to call by their own name alone."""
_HALVES = frozenset({"Kota", "Kabupaten"})
"""Behind a police office's region: "Polres Malang Kota"."""
_PLACED = frozenset({"desa", "kelurahan", "sekolah", "kecamatan"})
"""Units whose bare region may follow behind a comma ("Desa Peliatan, Gianyar")."""


@dataclass(frozen=True, slots=True)
class Acronyms:
    """Short forms that the article itself introduces: of agencies, and of regions."""

    agencies: dict[str, str] = field(default_factory=dict)
    regions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    units: dict[str, RecipientMention] = field(default_factory=dict)
    governments: set[str] = field(default_factory=set)


@dataclass(slots=True)
class NameReader:
    """Reads one paragraph: ``hits`` by the token they start at, longest first."""

    lexicon: Lexicon
    doc: Doc
    base: int
    acronyms: Acronyms
    at: dict[int, list[Hit]] = field(default_factory=dict)
    recipients: list[RecipientMention] = field(default_factory=list)
    regions: list[RegionMention] = field(default_factory=list)

    def load(self, hits: list[Hit]) -> None:
        for hit in hits:
            self.at.setdefault(hit.start, []).append(hit)
        for group in self.at.values():
            group.sort(key=lambda h: h.start - h.end)

    def hit(self, token: int, *kinds: str) -> Hit | None:
        return next((h for h in self.at.get(token, ()) if h.entry.kind in kinds), None)

    # ---- regions -------------------------------------------------------------

    def region_at(self, token: int) -> tuple[int, tuple[str, ...]] | None:
        """End token and codes of the region named at ``token``; printed with a capital."""
        if token >= len(self.doc) or not self.doc[token].text[:1].isupper():
            return None
        word = self.doc[token].text
        best: tuple[int, tuple[str, ...]] | None = None
        for hit in self.at.get(token, ()):
            if hit.entry.kind != "region":
                continue
            if best is None or hit.end > best[0]:
                best = (hit.end, (hit.entry.id,))
            elif hit.end == best[0] and hit.entry.id not in best[1]:
                best = (hit.end, (*best[1], hit.entry.id))
        if best is None and word in self.acronyms.regions:
            return token + 1, self.acronyms.regions[word]
        return best

    def risky(self, token: int, end: int) -> bool:
        hits = [h for h in self.at.get(token, ()) if h.entry.kind == "region" and h.end == end]
        return bool(hits) and all(h.entry.flag for h in hits)

    def typed_region(self, token: int) -> tuple[int, tuple[str, ...], Level | None, bool] | None:
        """A region with or without its type word: end, codes, level said, whether typed."""
        level: Level | None = None
        start = token
        gov = self.hit(token, "gov")
        if gov is not None:
            word = self.lexicon.patterns.government[int(gov.entry.id)]
            if word.government or word.level is None:
                return None
            start = gov.end
            level = word.level if self.doc[token].text[:1].isupper() else None
            if start < len(self.doc) and self.doc[start].text == ".":
                start += 1
        found = self.region_at(start)
        if found is None:
            if level is None or gov is None:
                return None
            return None
        end, codes = found
        if gov is not None:
            said = self.lexicon.patterns.government[int(gov.entry.id)].level
            same = tuple(c for c in codes if self.level(c) == said)
            codes = same or codes
        elif self.doc[start].text.lower() != self.doc[start].text and self.risky(start, end):
            return None
        return end, codes, level, level is not None

    def level(self, code: str) -> Level:
        return self.lexicon.patterns.regions[code].level

    # ---- reading -------------------------------------------------------------

    def read(self) -> None:
        token = 0
        while token < len(self.doc):
            token = (
                self.government(token)
                or self.agency(token)
                or self.unit(token)
                or self.short_unit(token)
                or self.plain_region(token)
                or token + 1
            )
        self.share_agency()
        self.class_noun()
        self.share_unit()

    def government(self, token: int) -> int | None:
        gov = self.hit(token, "gov")
        if gov is None:
            return None
        word = self.lexicon.patterns.government[int(gov.entry.id)]
        if not word.government or not self.doc[token].text[:1].isupper():
            return None
        end = self.skip_bracket(gov.end)
        level = word.level
        inner = self.hit(end, "gov")
        if inner is not None:
            second = self.lexicon.patterns.government[int(inner.entry.id)]
            if second.level is not None:
                level, end = second.level, inner.end
        if end < len(self.doc) and self.doc[end].text == ".":
            end += 1
        found = self.region_at(end)
        if found is None and end < len(self.doc) and self.doc[end].lower_ in _JOINERS:
            return self.shared_government(token, end, level)
        if found is None:
            if word.team or level is None:
                return gov.end
            self.add_government(token, gov.end, (), level, "bare", None)
            return gov.end
        stop, codes = found
        codes = self.of_level(codes, level)
        if level is None and word.team is False and self.lexicon.patterns.government[int(gov.entry.id)].level is None and len(codes) > 1:
            level = None
        short = self.doc[end:stop].text
        abbreviation = None
        if short.isupper() and len(short) <= 6 and gov.end - token == 1:
            abbreviation = f"{self.doc[token].text} {short}"
        self.add_government(token, stop, codes, level, "strong", abbreviation)
        return self.after_region(stop, codes)

    def shared_government(self, token: int, joiner: int, level: Level | None) -> int:
        """"Pemkot dan Pemkab Magelang": the second word's region is the first's too."""
        other = self.hit(joiner + 1, "gov")
        if other is not None and level is not None:
            found = self.region_at(other.end)
            if found is not None:
                codes = self.of_level(found[1], level)
                self.add_government(token, joiner, codes, level, "strong", None)
        elif level is not None:
            self.add_government(token, joiner, (), level, "bare", None)
        return joiner

    def of_level(self, codes: tuple[str, ...], level: Level | None) -> tuple[str, ...]:
        return tuple(c for c in codes if level is None or self.level(c) == level) or codes

    def short_unit(self, token: int) -> int | None:
        """"Pontang" after "Puskesmas Pontang": the unit by its own name alone."""
        if not self.doc[token].text[:1].isupper():
            return None
        for size in (3, 2, 1):
            if token + size > len(self.doc):
                continue
            printed = self.doc[token : token + size].text
            known = self.acronyms.units.get(printed)
            if known is None or self.region_at(token) is not None and self.acronyms.governments:
                continue
            before = self.doc[token - 1] if token else None
            if before is not None and (before.lower_ in self.lexicon.place_words or self.mid_name(token - 1)):
                continue
            start, stop = self.span(token, token + size)
            self.recipients.append(replace(known, start=start, end=stop, rule="name.short"))
            return token + size
        return None

    def class_noun(self) -> None:
        """"tiga di antaranya polres, yaitu Pacitan dan Bondowoso": offices of that class."""
        text = self.doc.text
        words = [h for group in self.at.values() for h in group if h.entry.kind == "unit" and self.doc[h.start].text[:1].islower()]
        for hit in words:
            pattern = self.lexicon.patterns.units[hit.entry.id]
            if not pattern.region_name:
                continue
            at = self.doc[hit.end - 1].idx + len(self.doc[hit.end - 1])
            for i, mention in enumerate(self.recipients):
                start = mention.start - self.base
                if mention.rule != "name.bare" or start < at:
                    continue
                gap = text[at:start]
                opens = _OPENS_NAMES.fullmatch(gap) if at == self.doc[hit.end - 1].idx + len(self.doc[hit.end - 1]) else _LISTED.fullmatch(gap)
                if not opens:
                    break
                name = self.unit_region_name(pattern.name, mention.regions, mention.level, text[start : mention.end - self.base])
                self.recipients[i] = replace(mention, name=name, kind=pattern.kind, government=False, rule="name.unit", strength="strong", own_region=pattern.jurisdiction)
                at = mention.end - self.base

    def share_unit(self) -> None:
        """"Polres Batubara (87,18), Langkat (86,66) dan Karo": offices of one kind."""
        text = self.doc.text
        for i in range(1, len(self.recipients)):
            first, second = self.recipients[i - 1], self.recipients[i]
            if first.rule != "name.unit" or second.rule != "name.bare" or not first.regions:
                continue
            word = next((w for w in self.lexicon.patterns.units if first.name.startswith(f"{w} ")), None)
            if word is None or not self.lexicon.patterns.units[word].region_name:
                continue
            if _LISTED.fullmatch(text[first.end - self.base : second.start - self.base]):
                name = self.unit_region_name(word, second.regions, second.level, text[second.start - self.base : second.end - self.base])
                self.recipients[i] = replace(first, start=second.start, end=second.end, name=name, regions=second.regions, level=second.level, abbreviation=None)

    def share_agency(self) -> None:
        """"DPMPTSP Jawa Tengah, Jawa Timur, dan DKI Jakarta": the agency of each region."""
        text = self.doc.text
        for i in range(1, len(self.recipients)):
            first, second = self.recipients[i - 1], self.recipients[i]
            if first.rule != "name.agency" or not first.regions or second.rule != "name.bare":
                continue
            if first.strength == "title" or not _JOINED.fullmatch(text[first.end - self.base : second.start - self.base]):
                continue
            self.recipients[i] = replace(
                first, start=second.start, end=second.end, regions=second.regions, level=second.level
            )

    def mid_name(self, token: int) -> bool:
        """A capitalised word that does not merely open its sentence."""
        if not self.doc[token].text[:1].isupper() or self.doc[token].is_punct:
            return False
        return token > 0 and not self.doc[token - 1].is_punct

    def learn_units(self) -> None:
        """Keep the own names of this paragraph's units, for their short mentions."""
        for mention in self.recipients:
            if mention.rule == "name.unit":
                word = max((w for w in self.lexicon.patterns.units if mention.name.startswith(f"{w} ")), key=len, default="")
                own = mention.name.removeprefix(word).strip() or mention.name
                region = self.lexicon.patterns.regions.get(mention.regions[0]) if len(mention.regions) == 1 else None
                if region is not None and mention.name.endswith(region.short_name):
                    own = region.short_name
                if len(own) >= 4 and not own[:1].isdigit() and mention.kind in _SHORTENED:
                    self.acronyms.units.setdefault(own, mention)
            elif mention.rule in {"name.government", "name.typed"} and any(len(c) > 2 for c in mention.regions):
                self.acronyms.governments.update(mention.regions)

    def add_government(self, start: int, end: int, codes: tuple[str, ...], level: Level | None, strength: Literal["strong", "bare", "title"], abbreviation: str | None) -> None:
        kind: RecipientKind = level or (self.level(codes[0]) if len(codes) == 1 else "kabupaten")
        self.recipients.append(
            RecipientMention(*self.span(start, end), "name.government", "", kind, abbreviation, codes, level, True, strength)
        )

    def span(self, start: int, end: int) -> tuple[int, int]:
        last = self.doc[end - 1]
        return self.base + self.doc[start].idx, self.base + last.idx + len(last)

    def skip_bracket(self, token: int) -> int:
        """Past "(Pemkab)" or "(RI)": a bracket of one word."""
        if token + 2 < len(self.doc) and self.doc[token].text == "(" and self.doc[token + 2].text == ")" and self.doc[token + 1].text[:1].isalpha():
            return token + 3
        return token

    def after_region(self, token: int, codes: tuple[str, ...]) -> int:
        """Past the bracketed acronym of a region, which the article thereby introduces."""
        if token + 2 < len(self.doc) and self.doc[token].text == "(" and self.doc[token + 2].text == ")":
            short = self.doc[token + 1].text
            again = self.region_at(token + 1)
            if again is not None and set(again[1]) & set(codes):
                return token + 3
            if short.isupper() and 1 < len(short) < 8:
                self.acronyms.regions.setdefault(short, codes)
                return token + 3
        if token + 1 < len(self.doc) and self.doc[token].text in {",", "("} and codes and len(codes[0]) > 2:
            province = self.typed_region(token + 1)
            if province is not None and province[1] == (codes[0][:2],):
                closed = province[0] < len(self.doc) and self.doc[province[0]].text == ")"
                return province[0] + (closed and self.doc[token].text == "(")
        return token

    def agency(self, token: int) -> int | None:
        hits = [h for h in self.at.get(token, ()) if h.entry.kind == "agency"]
        if not self.doc[token].text[:1].isupper():
            return None
        word = self.doc[token].text
        names: list[tuple[int, str, RecipientKind]] = []
        if word in self.acronyms.agencies:
            name = self.acronyms.agencies[word]
            names.append((token + 1, name, self.kind_of(name)))
        for h in hits:
            if not h.entry.flag:
                names.append((h.end, h.entry.id, self.lexicon.patterns.agencies[h.entry.id].kind))
        generic = self.generic_agency(token)
        if generic is not None and all(generic[0] > n[0] for n in names):
            names.insert(0, generic)
        names.sort(key=lambda n: -n[0])
        if not names:
            return None
        end, name, kind = names[0]
        printed = self.doc[token:end].text
        abbreviation = printed if printed != name and (" " not in printed or len(printed) < 0.6 * len(name)) and not name.startswith(printed) else None
        if end + 1 < len(self.doc) and self.doc[end].text == "(":
            end, name, abbreviation = self.agency_bracket(end, name, abbreviation)
        elif end + 1 < len(self.doc) and self.doc[end].lower_ in {"atau", "alias"}:
            nxt = self.hit(end + 1, "agency")
            if nxt is not None and nxt.entry.id == name:
                end = nxt.end
        return self.with_jurisdiction(token, end, name, kind, abbreviation)

    def agency_bracket(self, bracket: int, name: str, abbreviation: str | None) -> tuple[int, str, str | None]:
        """"Dinas Sosial (Dinsos)" and "Dinsos (Dinas Sosial)": one mention, both names known."""
        close = next((i for i in range(bracket + 1, min(bracket + 22, len(self.doc))) if self.doc[i].text == ")"), None)
        if close is None:
            return bracket, name, abbreviation
        inner = self.doc[bracket + 1 : close].text
        other = next((h for h in self.at.get(bracket + 1, ()) if h.entry.kind == "agency" and h.end == close), None)
        if other is not None and other.entry.id == name:
            short = min(inner, self.doc[bracket - 1].text, key=len)
            return close + 1, name, abbreviation or (short if short != name else None)
        if _ACRONYM.fullmatch(inner.replace(" ", "")) and self.region_at(bracket + 1) is None and len(inner) < 16:
            self.acronyms.agencies.setdefault(inner, name)
            return close + 1, name, inner
        if other is not None or inner[:1].isupper() and self.generic_agency(bracket + 1) is not None:
            return close + 1, name, abbreviation
        return bracket, name, abbreviation

    def generic_agency(self, token: int) -> tuple[int, str, RecipientKind] | None:
        """An agency no file names, by its type word: "Dinas Kebudayaan dan Kearsipan"."""
        kind = self.lexicon.type_words.get(self.doc[token].text)
        if kind is None or token + 1 >= len(self.doc) or not self.doc[token + 1].text[:1].isupper():
            return None
        end = token + 1
        while end < len(self.doc):
            text = self.doc[end].text
            if text[:1].isupper() and not (end > token + 1 and (self.typed_region(end) or self.hit(end, "gov", "title"))):
                end += 1
                continue
            following = self.doc[end + 1].text if end + 1 < len(self.doc) else ""
            plain = following[:1].isupper() and not self.hit(end + 1, "agency", "unit", "gov", "title") and not self.region_at(end + 1) and following not in self.lexicon.type_words
            if text in _JOINERS and plain and not following.isupper():
                end += 1
                continue
            if text == "," and plain and not following.isupper() and self.comma_goes_on(end):
                end += 1
                continue
            break
        if end == token + 1:
            return None
        name = self.doc[token:end].text
        return end, self.lexicon.agency_of(name), kind

    def comma_goes_on(self, comma: int) -> bool:
        """A comma inside an agency's name is followed, soon, by "dan" and a last part."""
        for i in range(comma + 1, min(comma + 9, len(self.doc) - 1)):
            if self.doc[i].lower_ in _JOINERS:
                return self.doc[i + 1].text[:1].isupper() and not self.hit(i + 1, "agency", "unit", "gov")
            if not self.doc[i].text[:1].isupper() and self.doc[i].text != ",":
                return False
            if self.hit(i, "agency", "unit", "gov") or self.region_at(i):
                return False
        return False

    def kind_of(self, name: str) -> RecipientKind:
        agency = self.lexicon.patterns.agencies.get(name)
        if agency is not None:
            return agency.kind
        return self.lexicon.type_words.get(name.split()[0], "lain")

    def with_jurisdiction(self, token: int, end: int, name: str, kind: RecipientKind, abbreviation: str | None) -> int:
        """The agency and, when its region follows, its jurisdiction."""
        codes: tuple[str, ...] = ()
        level: Level | None = None
        stop = end
        gov = self.hit(end, "gov")
        at = end
        if gov is not None and self.lexicon.patterns.government[int(gov.entry.id)].government:
            at, level = gov.end, self.lexicon.patterns.government[int(gov.entry.id)].level
            found = self.region_at(at)
            if found is not None:
                stop, codes = found[0], self.of_level(found[1], level)
        else:
            region = self.typed_region(at)
            if region is not None:
                stop, codes, level, _ = region
        office = any(
            h.entry.kind == "title" and token <= h.end <= end
            for t in range(max(0, token - 5), token)
            for h in self.at.get(t, ())
        )
        self.recipients.append(
            RecipientMention(
                *self.span(token, stop if codes else end), "name.agency", name, kind, abbreviation, codes, level, False,
                "title" if office or self.compared(token) else "strong",
            )
        )
        return self.after_region(stop, codes) if codes else stop

    def unit(self, token: int) -> int | None:
        """A type word and the unit's own name: "UPT Puskesmas Pontang", "SMPN 1 Kebumen"."""
        hit = self.hit(token, "unit")
        if hit is None or not self.doc[token].text[:1].isupper() or self.inside_title(token):
            return None
        pattern = self.lexicon.patterns.units[hit.entry.id]
        end = self.skip_bracket(hit.end)
        inner = self.hit(end, "unit") if pattern.kind == "unit" else None
        if inner is not None and inner.entry.id != hit.entry.id:
            pattern, end = self.lexicon.patterns.units[inner.entry.id], self.skip_bracket(inner.end)
        opening = next((i for i in range(hit.start, end - 1) if self.doc[i].text == "("), None)
        short = self.doc[opening + 1].text if opening is not None else None
        start = end
        codes: tuple[str, ...] = ()
        level: Level | None = None
        if pattern.region_name:
            region = self.typed_region(end)
            if region is not None:
                stop, codes, level, _ = region
                name = self.unit_region_name(pattern.name, codes, level, self.doc[start:stop].text)
                if pattern.kind == "polisi" and stop < len(self.doc) and self.doc[stop].text in _HALVES:
                    stop += 1
                    name = f"{pattern.name} {self.doc[start:stop].text}"
                self.add_unit(token, stop, name, pattern.kind, codes, level, pattern.jurisdiction)
                if short is not None:
                    self.acronyms.units.setdefault(short, self.recipients[-1])
                return self.after_region(stop, codes)
        most = 10 if pattern.kind in {"perusahaan", "bumd", "perguruan-tinggi"} else 7
        while end < min(len(self.doc), start + most) and self.own_name_token(end, start):
            end += 1
        if end == start:
            return None
        name = f"{pattern.name} {self.doc[start:end].text}".strip()
        stop = end
        region = self.typed_region(end)
        if region is not None:
            stop, codes, level, _ = region
        last = end
        if not codes:
            chained = self.chained_region(end, pattern.kind)
            if chained is not None:
                last, codes, level = chained
        self.add_unit(token, stop, name, pattern.kind, codes, level, pattern.jurisdiction)
        return max(stop, last)

    def chained_region(self, token: int, kind: RecipientKind) -> tuple[int, tuple[str, ...], Level | None] | None:
        """", Kecamatan Tabir Ilir, Kabupaten Merangin", "(Denpasar)", "milik Pemprov Jambi"."""
        at = token
        seen = 0
        bare = kind in _PLACED
        for _ in range(12):
            if at >= len(self.doc):
                return None
            text, lower = self.doc[at].text, self.doc[at].lower_
            if lower == "milik":
                bare = True
                gov = self.hit(at + 1, "gov")
                if gov is not None and self.lexicon.patterns.government[int(gov.entry.id)].government:
                    found = self.region_at(gov.end)
                    level = self.lexicon.patterns.government[int(gov.entry.id)].level
                    return (found[0], self.of_level(found[1], level), level) if found else None
                at += 1
                continue
            if text in {",", "("} or lower in {"di", "dari", "asal"}:
                bare = bare or text == "("
                at += 1
                continue
            inner = self.hit(at, "unit")
            if inner is not None and self.lexicon.patterns.units[inner.entry.id].kind in {"kecamatan", "desa", "kelurahan"} and at > token:
                at = inner.end
                while at < len(self.doc) and self.own_name_token(at, inner.end) and self.hit(at, "gov") is None:
                    at += 1
                if at == inner.end:
                    return None
                seen = at
                continue
            region = self.typed_region(at)
            if region is None or at == token:
                return (seen, (), None) if seen else None
            end, codes, level, typed = region
            apposed = end < len(self.doc) and self.doc[end].text in {",", ")"}
            if not typed and not bare and not apposed:
                return None
            if end + 1 < len(self.doc) and self.doc[end].text == ",":
                province = self.typed_region(end + 1)
                if province is not None and province[1] == (codes[0][:2],):
                    end = province[0]
            close = end < len(self.doc) and self.doc[end].text == ")"
            return end + close, codes, level
        return None

    def inside_title(self, token: int) -> bool:
        """"Wali Nagari Iskandar": the word belongs to an official's title."""
        return any(
            h.entry.kind == "title" and h.start < token < h.end
            for t in range(max(0, token - 4), token)
            for h in self.at.get(t, ())
        )

    def own_name_token(self, token: int, start: int) -> bool:
        text = self.doc[token].text
        if token > start and (self.hit(token, "agency", "gov") or self.hit(token, "title")):
            return False
        inner = self.hit(token, "unit")
        if token > start and inner is not None:
            whole = self.lexicon.patterns.units[inner.entry.id].kind in {"desa", "kecamatan"}
            return whole and self.doc[token - 1].text[:1].isalnum() and (self.doc[start].text.isdigit() or token - start > 1)
        if text.isdigit():
            follows = token + 1 < len(self.doc) and self.doc[token + 1].text[:1].isupper()
            return len(text) <= 3 and (token - start <= 1 or follows)
        if text == ".":
            return token > start and len(self.doc[token - 1].text) <= 4 and token + 1 < len(self.doc) and self.doc[token + 1].text[:1].isupper() and not self.doc[token].whitespace_ == "" 
        if text in {"dr", "drg"}:
            return True
        return text[:1].isupper() and not (text.isupper() and len(text) > 5 and token > start)

    def unit_region_name(self, word: str, codes: tuple[str, ...], level: Level | None, printed: str) -> str:
        if len(codes) == 1:
            region = self.lexicon.patterns.regions[codes[0]]
            if level is not None:
                return f"{word} {region.name}"
            return f"{word} {region.short_name}"
        return f"{word} {printed}"

    def add_unit(self, token: int, end: int, name: str, kind: RecipientKind, codes: tuple[str, ...], level: Level | None, own: Literal["region", "province", "context", "none"]) -> None:
        self.recipients.append(
            RecipientMention(*self.span(token, end), "name.unit", name, kind, None, codes, level, False, "strong", own)
        )

    def plain_region(self, token: int) -> int | None:
        """A region alone: perhaps its government, perhaps a place, a title's, a scope's."""
        region = self.typed_region(token)
        if region is None:
            return None
        end, codes, level, typed = region
        start, stop = self.span(token, end)
        role = self.role(token, typed)
        self.regions.append(RegionMention(start, stop, f"region.{role}", codes, level, role))
        if role in {"bare", "typed", "title"}:
            kind: RecipientKind = level or (self.level(codes[0]) if len(codes) == 1 else "kabupaten")
            strength: Literal["strong", "bare", "title"] = "title" if role == "title" else "strong" if typed else "bare"
            self.recipients.append(RecipientMention(start, stop, f"name.{role}", "", kind, None, codes, level, True, strength))
        return self.after_region(end, codes)

    def compared(self, token: int) -> bool:
        """"di bawah Makassar", "selain Pemalang": named only to compare with."""
        return bool(token) and (
            self.doc[token - 1].lower_ in self.lexicon.compare_words
            or token > 1 and f"{self.doc[token - 2].lower_} {self.doc[token - 1].lower_}" in self.lexicon.compare_words
        )

    def zone_list(self, token: int) -> bool:
        """"kawasan Nusa Tenggara, Maluku dan Papua": every name of the list is a zone's."""
        at = token - 1
        while at >= 0 and token - at < 9 and (self.doc[at].text[:1].isupper() or self.doc[at].text in {",", "dan", "-"}):
            at -= 1
        return 0 <= at < token - 1 and self.doc[at].lower_ in self.lexicon.zone_words

    def handed_to(self, token: int) -> bool:
        """"juara II jatuh ke Kota X dan juara III ke Kabupaten Y": no place."""
        if self.doc[token - 1].lower_ != "ke":
            return False
        cues = (h for t in range(max(0, token - 4), token) for h in self.at.get(t, ()))
        if any(h.entry.kind == "cue" and h.entry.id == "received" and h.end == token for h in cues):
            return True
        earlier = [self.doc[t].text for t in range(max(0, token - 3), token - 1)]
        return any(re.fullmatch(r"[IVX]{1,4}|[0-9]{1,2}", text) for text in earlier)

    def role(self, token: int, typed: bool) -> RegionRole:
        if self.doc[token].text[:1].islower() and (token == 0 or self.doc[token - 1].lower_ == "ibu"):
            return "place"
        before = self.doc[token - 1] if token else None
        if before is None:
            return "typed" if typed else "bare"
        if before.lower_ == "kota" and token > 1 and self.doc[token - 2].lower_ == "ibu":
            return "place"
        word = before.lower_
        title = next((h for t in range(max(0, token - 5), token) for h in self.at.get(t, ()) if h.entry.kind == "title" and h.end == token), None)
        if title is not None:
            return "title"
        if word in self.lexicon.place_words and not self.handed_to(token):
            return "place"
        if word == "milik" and not (token > 1 and (self.doc[token - 2].is_punct or self.doc[token - 2].text[:1].isdigit())):
            return "place"
        if self.compared(token):
            return "compare"
        if self.zone_list(token):
            return "scope"
        if word in self.lexicon.scope_words or word.startswith("se-"):
            return "scope"
        if any(h.entry.kind == "body" and h.end == token for t in range(max(0, token - 6), token) for h in self.at.get(t, ())):
            return "body"
        return "typed" if typed else "bare"


def is_capitalised(token: Token) -> bool:
    return token.text[:1].isupper()
