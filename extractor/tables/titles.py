"""What headings of a table say: its year, award and region, and the level of the rows below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from extractor.models.record import Level
from extractor.patterns.knowledge import Knowledge
from extractor.tables.schema import TableWords

_YEAR = re.compile(r"(?<![0-9/.])(?:19|20)[0-9]{2}(?![0-9/])")
_ENUMERATOR = re.compile(r"^\s*(?:[A-Z]|[IVX]{1,5}|[0-9]{1,2}|[a-z])\s*[.)]\s*")


@dataclass(frozen=True)
class TitleReader:
    """Reads title lines and group rows by the gazetteers."""

    knowledge: Knowledge
    words: TableWords

    @cached_property
    def _levels(self) -> Mapping[str, Level]:
        return {
            form.lower().rstrip("."): word.level
            for word in self.knowledge.government
            if word.level is not None
            for form in word.forms
        }

    @cached_property
    def _typed(self) -> re.Pattern[str]:
        names = {r.short_name.lower() for r in self.knowledge.regions.values()}
        return re.compile(
            rf"(?<!\w)(?P<level>{_any(self._levels)})\.?\s{{1,3}}(?P<name>{_any(names)})(?!\w)"
        )

    @cached_property
    def _level(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{_any(self._levels)})(?!\w)")

    @cached_property
    def _branch(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{_any(w.lower() for w in self.words.branch_words)})[\s-]$")

    @cached_property
    def _address(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{_any(w.lower() for w in self.words.address_words)})(?!\w)")

    def year(self, lines: Iterable[str], *, loose: bool = False) -> int | None:
        """The one year that the lines state; ``loose``: without a word such as "tahun" too."""
        before = _any(w.lower() for w in self.words.year_words)
        stated = re.compile(rf"(?<!\w)(?:{before})\s{{1,3}}((?:19|20)[0-9]{{2}})(?![0-9/])")
        found = {int(m[1]) for line in lines for m in stated.finditer(line.lower())}
        if not found:
            shape = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])") if loose else _YEAR
            found = {int(m[0]) for line in lines for m in shape.finditer(line)}
        return found.pop() if len(found) == 1 else None

    def award(self, lines: Iterable[str]) -> str | None:
        """The one award that the lines name; weaker phrases count only without a stronger one."""
        text = "\n".join(lines).lower().replace("-", " ").replace("_", " ")
        for aliases in (self._strong, self._weak):
            found = {
                code for code, names in aliases.items() if any(_stands(n, text) for n in names)
            }
            if found:
                return found.pop() if len(found) == 1 else None
        return None

    @cached_property
    def _strong(self) -> Mapping[str, tuple[str, ...]]:
        return {
            code: _spoken(award.name, *award.aliases)
            for code, award in self.knowledge.awards.items()
        }

    @cached_property
    def _weak(self) -> Mapping[str, tuple[str, ...]]:
        return {
            code: _spoken(code, *award.weak_aliases)
            for code, award in self.knowledge.awards.items()
        }

    def region(self, lines: Iterable[str]) -> str | None:
        """The one government that the title names; an assessor's branch is none."""
        found = {}
        for line in lines:
            low = self._address.split(line.lower())[0]
            for match in self._typed.finditer(low):
                if not self._branch.search(low[: match.start()]):
                    level = self._levels[match["level"]]
                    found[f"{level.title()} {match['name'].title()}"] = level
        local = [name for name, level in found.items() if level != "provinsi"]
        if len(local) == 1:
            return local[0]
        return next(iter(found)) if len(found) == 1 else None

    def place(self, text: str) -> tuple[Level | None, str | None]:
        """Level and typed region of a heading: "A. PEMERINTAH KABUPATEN", "KAB. SERANG"."""
        low = text.lower()
        typed = self._typed.search(low)
        if typed:
            return self._levels[
                typed["level"]
            ], f"{self._levels[typed['level']].title()} {typed['name'].title()}"
        found = {self._levels[m[0]] for m in self._level.finditer(low)}
        return (found.pop() if len(found) == 1 else None), None

    def is_heading(self, text: str) -> bool:
        """Whether a row without values heads the ones below it."""
        level, region = self.place(text)
        return level is not None or region is not None or _ENUMERATOR.match(text) is not None

    def level_of_header(self, header: str) -> Level | None:
        """The level that a column's words give its names: "Nama Kabupaten" yes, "Kab/Kota" no."""
        low = header.lower().replace("_", " ")
        found = {self._levels[m[0]] for m in self._level.finditer(low)}
        return found.pop() if len(found) == 1 else None

    def highest(self, award: str | None) -> Decimal | None:
        """Top of the award's scale."""
        pattern = self.knowledge.awards.get(award or "")
        return max((scale.max for scale in pattern.scales), default=None) if pattern else None


def _any(words: Iterable[str]) -> str:
    ordered = sorted({w for w in words if w}, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s{1,3}") for w in ordered) or r"(?!)"


def _spoken(*names: str) -> tuple[str, ...]:
    return tuple(name.lower().replace("-", " ") for name in names if len(name) > 2)


def _stands(alias: str, text: str) -> bool:
    at = text.find(alias)
    while at >= 0:
        end = at + len(alias)
        if not text[max(0, at - 1) : at].isalnum() and not text[end : end + 1].isalnum():
            return True
        at = text.find(alias, at + 1)
    return False
