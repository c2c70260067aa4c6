"""Names of an official table as recipients: the government or agency meant, and its region."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from extractor.models.record import Level
from extractor.models.table import TableRow
from extractor.patterns.knowledge import Knowledge
from extractor.verifier.claims import plain_name

# Names at least this much alike (0-100, rapidfuzz ratio) are one, with this lead over the next.
LIKENESS = 90
CLEAR_LEAD = 3

_BARE_CODE = re.compile(r"[0-9]{4}|[0-9]{2}")
_ENUMERATOR = re.compile(r"^\s*(?:[0-9]{1,3}|[a-z]|[IVX]{1,5})\s?[.)]\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a name means.

    Attributes:
        name: plain canonical name; "" for the government itself.
        codes: regions that it may belong to; empty where nothing tells.
        free: a name that needs no region: an office, a company, a university.
        likened: the region's name that a misspelt one was taken for, and their likeness.
    """

    name: str
    codes: frozenset[str]
    free: bool = False
    likened: tuple[str, int] | None = None


@dataclass(frozen=True)
class NameReader:
    """Resolves printed names by the gazetteers."""

    knowledge: Knowledge

    @cached_property
    def _forms(self) -> Mapping[str, Level]:
        """Words before a region's name, plain, with the level they give."""
        return {
            plain_name(form): word.level
            for word in self.knowledge.government
            if word.level is not None
            for form in word.forms
        }

    @cached_property
    def _government(self) -> frozenset[str]:
        """Words that add nothing to a government's name."""
        forms = (
            form
            for entry in self.knowledge.government
            if entry.government and not entry.team
            for form in entry.forms
        )
        return frozenset(word for form in forms for word in plain_name(form).split())

    @cached_property
    def _teams(self) -> frozenset[str]:
        """Teams that count as their government."""
        return frozenset(
            plain_name(f) for e in self.knowledge.government if e.team for f in e.forms
        )

    @cached_property
    def _regions(self) -> Mapping[str, tuple[str, ...]]:
        """Codes of the regions of that plain name."""
        found: dict[str, list[str]] = defaultdict(list)
        for region in self.knowledge.regions.values():
            for name in (region.short_name, *region.aliases):
                key = plain_name(name)
                if region.code not in found[key]:
                    found[key].append(region.code)
        return {name: tuple(codes) for name, codes in found.items()}

    @cached_property
    def _longest(self) -> int:
        return max(len(name.split()) for name in (*self._regions, *self._full_names))

    @cached_property
    def _agencies(self) -> Mapping[str, str]:
        """Plain canonical names of agencies by each of their plain forms."""
        found: dict[str, str] = {}
        for agency in self.knowledge.agencies.values():
            for form in (agency.name, *agency.forms):
                found.setdefault(plain_name(form), plain_name(agency.name))
        return found

    @cached_property
    def _units(self) -> tuple[tuple[str, str, bool], ...]:
        """Plain type words of units with their plain canonical one, longest first, and if free."""
        found = {
            plain_name(form): (plain_name(unit.name), unit.jurisdiction == "none")
            for unit in self.knowledge.units.values()
            for form in (unit.name, *unit.forms)
        }
        ordered = sorted(found.items(), key=lambda item: -len(item[0]))
        return tuple((form, name, free) for form, (name, free) in ordered)

    def read(self, row: TableRow, region: str | None) -> Named:
        """The recipient of a row; ``region``: the title's or caller's, where no cell has one."""
        name = plain_name(_ENUMERATOR.sub("", row.name))
        words = name.split()
        own, rest = self._own_region(words, row.level)
        if " ".join(rest) in self._teams:
            rest = []
        if own and not rest:
            codes = self._narrowed(own, row)
            return Named("", codes)
        if not words and row.region_code:
            return Named("", self._by_code(row.region_code))
        if own and rest:
            return Named(self._agency(rest), self._narrowed(own, row))
        misspelt = self._misspelt(words)
        if misspelt is not None:
            return misspelt
        codes = self._by_code(row.region_code) if row.region_code else frozenset()
        codes = codes or self._told(row.region, None) or self._told(region, None)
        canonical = self._agency(words)
        return Named(canonical, codes, free=self._is_free(name))

    def agency_of(self, printed: str) -> str | None:
        """Plain canonical name of the agency that a form means everywhere; None for others."""
        if printed not in self._printed:
            self._printed[printed] = self._agencies.get(plain_name(printed))
        return self._printed[printed]

    @cached_property
    def _printed(self) -> dict[str, str | None]:
        return {}

    def canonical(self, plain: str) -> str:
        """A recipient's plain name as the names of a table are resolved: without its region."""
        if plain in self._agencies:
            return self._agencies[plain]
        own, rest = self._own_region(plain.split(), None)
        return self._agency(rest) if own and rest else self._agency(plain.split())

    def codes_of(self, region: str | None) -> frozenset[str]:
        """Codes of a printed region."""
        return self._told(region, None)

    def _own_region(
        self, words: list[str], level: Level | None
    ) -> tuple[frozenset[str], list[str]]:
        """Region with which the name ends, and the words before it."""
        for length in range(min(self._longest, len(words)), 0, -1):
            name, before = " ".join(words[-length:]), words[:-length]
            if name in self._full_names:
                return frozenset({self._full_names[name]}), self._without_government(before)
            codes = self._regions.get(name)
            if not codes:
                continue
            typed, rest = self._typed(before)
            wanted = typed or (level if self._only_government(before) else None)
            fitting = frozenset(
                c for c in codes if wanted is None or self.knowledge.regions[c].level == wanted
            )
            rest = self._without_government(rest)
            if rest and typed is None:
                known = self._agencies.get(" ".join(rest)) is not None
                if not known or " ".join(words) in self._agencies:
                    return frozenset(), words
            return fitting, rest
        return frozenset(), words

    @cached_property
    def _full_names(self) -> Mapping[str, str]:
        """Codes by the plain whole name, level included."""
        return {plain_name(region.name): region.code for region in self.knowledge.regions.values()}

    def _without_government(self, words: list[str]) -> list[str]:
        """The words, or none where they only say "pemerintah daerah"."""
        return [] if self._only_government(words) else words

    def _misspelt(self, words: list[str]) -> Named | None:
        """A government whose region is spelled wrongly: "Kab. Serrang"."""
        from rapidfuzz import fuzz, process

        for length in (3, 2, 1):
            form, rest = " ".join(words[:length]), " ".join(words[length:])
            wanted = self._forms.get(form)
            if wanted is None or not rest or not self._only_government(words[: length - 1]):
                continue
            names = {
                plain_name(region.short_name): region.code
                for region in self.knowledge.regions.values()
                if region.level == wanted
            }
            best = process.extract(
                rest, list(names), scorer=fuzz.ratio, limit=2, score_cutoff=LIKENESS
            )
            if not best or (len(best) > 1 and best[0][1] - best[1][1] < CLEAR_LEAD):
                return None
            return Named(
                "", frozenset({names[best[0][0]]}), likened=(best[0][0], round(best[0][1]))
            )
        return None

    def _only_government(self, words: list[str]) -> bool:
        return all(word in self._government for word in words)

    def _typed(self, before: list[str]) -> tuple[Level | None, list[str]]:
        """Level that the words before the region's name give, and what stands before these."""
        for length in (3, 2, 1):
            form = " ".join(before[-length:])
            if len(before) >= length and form in self._forms:
                return self._forms[form], before[:-length]
        return None, before

    def _narrowed(self, codes: Iterable[str], row: TableRow) -> frozenset[str]:
        """The codes that agree with the row's code or province, where that decides."""
        found = frozenset(codes)
        by_code = self._by_code(row.region_code) if row.region_code else frozenset()
        if by_code and found & by_code:
            return found & by_code
        if len(found) > 1 and row.region:
            around = self._told(row.region, None)
            inside = frozenset(c for c in found if any(c.startswith(a) for a in around))
            return inside or found
        return found

    def _by_code(self, printed: str) -> frozenset[str]:
        """Kemendagri's code as printed: "36.04", "3604", "36"."""
        digits = re.sub(
            r"\D", "", printed.split(".0", maxsplit=1)[0] if printed.endswith(".0") else printed
        )
        if not _BARE_CODE.fullmatch(digits):
            return frozenset()
        code = digits if len(digits) == 2 else f"{digits[:2]}.{digits[2:]}"
        return frozenset({code}) if code in self.knowledge.regions else frozenset()

    def _told(self, region: str | None, level: Level | None) -> frozenset[str]:
        if not region:
            return frozenset()
        codes, rest = self._own_region(plain_name(region).split(), level)
        return codes if not rest else frozenset()

    def _agency(self, words: list[str]) -> str:
        name = " ".join(words)
        if name in self._agencies:
            return self._agencies[name]
        for form, canonical, _ in self._units:
            at = f" {name} ".find(f" {form} ")
            if at >= 0:
                return f"{canonical} {name[at + len(form) :].strip()}".strip()
        return name

    def _is_free(self, name: str) -> bool:
        padded = f" {name} "
        return any(form in padded for form in self._free)

    @cached_property
    def _free(self) -> tuple[str, ...]:
        """Type words whose name needs no region, with a blank on either side."""
        return tuple(f" {form} " for form, _, free in self._units if free)
