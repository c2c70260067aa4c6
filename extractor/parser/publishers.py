"""Publisher patterns: loaded and checked once, found by domain or by the page's own shape."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from extractor.errors import PatternError
from extractor.parser.boilerplate import LineRules
from extractor.parser.dates import DateReader
from extractor.parser.elements import ElementRules
from extractor.parser.pagekind import PageKinds
from extractor.parser.schema import (
    BoilerplatePattern,
    DatesPattern,
    Paging,
    PublisherPattern,
    Selectors,
)
from extractor.parser.unlabelled import Unlabelled
from extractor.patterns.lookup import find_patterns
from extractor.patterns.reader import load_toml


def _own_or_given(name: str, folder: Path, extra: Path | None) -> Path:
    """The user's file of this name, if there is one, else the package's."""
    given = extra / name if extra is not None else None
    return given if given is not None and given.is_file() else folder / name


def _merge(own: PublisherPattern, base: PublisherPattern) -> PublisherPattern:
    """The site's own selectors first, then those of what it extends."""
    pairs = {
        name: tuple(dict.fromkeys([*getattr(own.select, name), *getattr(base.select, name)]))
        for name in Selectors.model_fields
    }
    return own.model_copy(
        update={
            "select": Selectors(**pairs),
            "zone": own.zone or base.zone,
            "paging": own.paging if own.paging != Paging() else base.paging,
            "dates": own.dates or base.dates,
            "date_metas": own.date_metas + base.date_metas,
            "author_metas": own.author_metas + base.author_metas,
        }
    )


class Publishers:
    """All that patterns/ says about pages: publishers, boilerplate rules, date words."""

    def __init__(self, folder: Path | None = None, extra: Path | None = None) -> None:
        folder = folder or find_patterns()
        raw = self._load(folder / "publishers")
        if extra is not None:
            raw |= self._load(extra / "publishers")
        self.patterns = {name: self._resolved(raw, name) for name in sorted(raw)}
        self.boilerplate = load_toml(
            _own_or_given("boilerplate.toml", folder, extra), BoilerplatePattern
        )
        self.rules = LineRules(self.boilerplate)
        self.elements = ElementRules(self.boilerplate.element)
        self.dates = DateReader(load_toml(_own_or_given("dates.toml", folder, extra), DatesPattern))
        self.unlabelled = Unlabelled(self.dates, self.boilerplate.no_names)
        self.kinds = PageKinds(self.boilerplate.kind)
        suffixes = "|".join(
            re.escape(one)
            for one in sorted(self.boilerplate.dateline_suffixes, key=lambda one: -len(one))
        )
        self._domain_name = re.compile(
            rf"(?<![\w@.-])((?:[a-z0-9][a-z0-9-]{{0,40}}\.){{1,3}}(?:{suffixes}))(?![\w-])",
            re.IGNORECASE,
        )
        self._datelines = [
            (opening.casefold(), pattern.domains[0])
            for pattern in self.patterns.values()
            for opening in pattern.datelines
            if pattern.domains
        ]
        for pattern in self.patterns.values():
            if pattern.zone and pattern.zone.lower() not in self.dates.zones:
                raise PatternError(
                    f"publishers/{pattern.id}.toml: zone: {pattern.zone!r};"
                    f" allowed: {sorted(self.dates.zones)}"
                )
        self._domains = {
            domain: pattern for pattern in self.patterns.values() for domain in pattern.domains
        }
        self._shapes = [
            (tuple(mark.encode() for mark in marks), pattern)
            for pattern in self.patterns.values()
            for marks in pattern.shape
        ]
        self._first_marks = frozenset(marks[0] for marks, _ in self._shapes)
        self._shapes.sort(key=lambda pair: -sum(map(len, pair[0])))

    @staticmethod
    def _load(folder: Path) -> dict[str, PublisherPattern]:
        found = {}
        for path in sorted(folder.glob("*.toml")):
            pattern = load_toml(path, PublisherPattern)
            if pattern.id != path.stem:
                raise PatternError(f"{path}: id: is {pattern.id!r}; allowed: {path.stem!r}")
            found[pattern.id] = pattern
        return found

    @staticmethod
    def _resolved(raw: dict[str, PublisherPattern], name: str) -> PublisherPattern:
        pattern = raw[name]
        seen = {name}
        base_name = pattern.extends
        while base_name is not None:
            if base_name not in raw or base_name in seen:
                raise PatternError(
                    f"publishers/{name}.toml: extends: {base_name!r}; allowed: {sorted(raw)}"
                )
            seen.add(base_name)
            pattern = _merge(pattern, raw[base_name])
            base_name = raw[base_name].extends
        return pattern

    def by_domain(self, host: str | None) -> PublisherPattern | None:
        """The publisher of a host or of the domain above it."""
        while host and "." in host:
            if host in self._domains:
                return self._domains[host]
            host = host.split(".", 1)[1]
        return None

    def by_dateline(self, opening: str) -> str | None:
        """Domain of the publisher whose own form opens the text ("(ANTARA) -")."""
        folded = opening.casefold()
        return next((domain for form, domain in self._datelines if form in folded), None)

    def domain_in(self, text: str) -> str | None:
        """A domain name that stands in a dateline, lower case."""
        match = self._domain_name.search(text)
        return match[1].lower().removeprefix("www.") if match else None

    def by_shape(self, names: set[bytes], page: bytes) -> list[PublisherPattern]:
        """Publishers whose template the page shows, the most telling first.

        Args:
            names: class names of the page.
            page: the raw page.
        """
        if self._first_marks.isdisjoint(names):
            return []
        found: dict[str, PublisherPattern] = {}
        for marks, pattern in self._shapes:
            if marks[0] not in names or pattern.id in found:
                continue
            if all(mark in names or mark in page for mark in marks[1:]):
                found[pattern.id] = pattern
        return list(found.values())


@lru_cache(maxsize=4)
def load_publishers(folder: Path | None = None, extra: Path | None = None) -> Publishers:
    """The compiled patterns of a folder (default: the package's), loaded once."""
    return Publishers(folder, extra)
