"""Seeds for a person who knows no addresses: from regions, awards and years to lists to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from extractor.errors import SourceError
from extractor.fetcher.patterns import Strict, load_toml
from extractor.fetcher.publishers import ListKind, Outlet, Publishers
from extractor.fetcher.seeds import Seed, seeds_of_outlet
from extractor.resources import data_folder

FILE = "searching.toml"
THEMED: tuple[ListKind, ...] = ("search", "tag")
BROAD: tuple[ListKind, ...] = ("feed", "sitemap")


class AwardWords(Strict):
    """Words that an award is searched by, and further ones that are enough in a headline."""

    words: tuple[str, ...]
    headline: tuple[str, ...] = ()


class SearchPatterns(Strict):
    """The file patterns/searching.toml.

    ``general`` words stand in where no award is named.
    """

    general: tuple[str, ...]
    general_headline: tuple[str, ...]
    award: Mapping[str, AwardWords]

    def searched(self, awards: Sequence[str]) -> tuple[str, ...]:
        """Words for search and tag pages.

        Raises:
            SourceError: an award nobody knows.
        """
        found = [word for each in self._chosen(awards) for word in each.words]
        return tuple(dict.fromkeys(found or self.general))

    def headlines(self, awards: Sequence[str]) -> tuple[str, ...]:
        """Words one of which a headline or address must hold in lists of all news."""
        chosen = self._chosen(awards)
        found = [word for each in chosen for word in (*each.words, *each.headline)]
        return tuple(dict.fromkeys(found or (*self.general, *self.general_headline)))

    def _chosen(self, awards: Sequence[str]) -> list[AwardWords]:
        for code in awards:
            if code not in self.award:
                known = ", ".join(sorted(self.award))
                raise SourceError("trouble-award-unsearched", code=code, known=known)
        return [self.award[code] for code in awards]


def load_search(extra: Path | None = None) -> SearchPatterns:
    """The file of the user's own folder if it has one, else the package's."""
    own = extra / FILE if extra else None
    path = own if own and own.is_file() else data_folder("patterns") / FILE
    return load_toml(path, SearchPatterns)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The outlets chosen for a call and the seeds made for each."""

    outlets: tuple[Outlet, ...]
    seeds: tuple[Seed, ...]


def cover(
    publishers: Publishers,
    regions: Sequence[str],
    words: Sequence[str],
    kinds: Sequence[ListKind] | None,
    since: date,
    until: date,
) -> Coverage:
    """Lists to read for these regions.

    Args:
        publishers: the publisher files.
        regions: Kemendagri codes; all that lies inside a province is meant with it.
        words: what search and tag pages are asked for.
        kinds: lists to use; None: search and tag pages, feeds and sitemaps, and an index only
            where a site can be asked for no words.
        since: first day for an index.
        until: last day for an index.

    Raises:
        SourceError: no publisher is known for a region.
    """
    outlets = publishers.covering(regions)
    seeds: dict[str, Seed] = {}
    for outlet in outlets:
        for seed in _seeds(outlet, words, kinds, since, until):
            seeds.setdefault(seed.url, seed)
    return Coverage(outlets, tuple(seeds.values()))


def _seeds(
    outlet: Outlet,
    words: Sequence[str],
    kinds: Sequence[ListKind] | None,
    since: date,
    until: date,
) -> Iterator[Seed]:
    if kinds is not None:
        yield from seeds_of_outlet(outlet, words, kinds, since, until)
        return
    found = list(seeds_of_outlet(outlet, words, (*THEMED, *BROAD), since, until))
    yield from found
    if not any(seed.themed for seed in found):
        yield from seeds_of_outlet(outlet, words, ("index",), since, until)
