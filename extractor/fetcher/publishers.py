"""patterns/discovery/: which publishers cover a region, and how each one's lists work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from extractor.errors import PatternError, SourceError
from extractor.fetcher.patterns import Strict, load_toml
from extractor.resources import data_folder

FOLDER = "discovery"
ListKind = Literal["tag", "search", "feed", "sitemap", "index"]
LIST_KINDS: Final[tuple[ListKind, ...]] = ("tag", "search", "feed", "sitemap", "index")
Basis = Literal["seen", "system", "recalled"]


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"is no regular expression ({error})") from None
    return pattern


def _template(url: str) -> str:
    try:
        url.format(host="h", keyword="k", slug="s", page=1, date=_ANY, offset=_ANY)
    except (KeyError, IndexError, ValueError) as error:
        raise ValueError(
            f"{error}: allowed are {{host}} {{keyword}} {{slug}} {{page}} {{offset:30}}"
            " {date:%Y-%m-%d}"
        ) from None
    if not url.startswith(("https://", "http://")):
        raise ValueError("a listing begins with https://")
    return url


class _Any:
    """Stands for a date or number while a template is checked."""

    def __format__(self, spec: str) -> str:
        return spec


_ANY = _Any()
Regex = Annotated[str, AfterValidator(_compiles)]
Template = Annotated[str, AfterValidator(_template)]
Region = Annotated[str, Field(pattern=r"^[0-9]{2}(\.[0-9]{2})?$")]


class Listing(Strict):
    """One list of articles of a publisher.

    Attributes:
        url: template with {host}, {keyword} or {slug} (the word searched for, "laporan-akhir"),
            {page} or {offset:30} (articles before the page, 30 on each), {date:%Y-%m-%d};
            without a page or offset it has one page.
        first: number of its first page.
        since: earliest year it reaches back to; ``days`` how many days back instead.
            Neither: nobody knows.
    """

    kind: ListKind
    url: Template
    first: int = Field(default=1, ge=0, le=1)
    since: int | None = Field(default=None, ge=1990, le=2100)
    days: int | None = Field(default=None, ge=1)


class Edition(Strict):
    """A publisher's own host for one region."""

    host: str
    name: str
    regions: tuple[Region, ...]


class System(Strict):
    """patterns/discovery/systems/<id>.toml: lists and articles of one publishing system."""

    id: str
    name: str
    article: tuple[Regex, ...] = ()
    listing: tuple[Listing, ...]
    note: str | None = None


class Publisher(Strict):
    """The file patterns/discovery/<domain>.toml.

    Attributes:
        id: file name without suffix: the domain.
        host: host of its lists, if it is not the domain itself.
        regions: Kemendagri codes of what it covers, provinces ("36") or parts ("36.04").
        editions: hosts for single regions; each has all the lists.
        system: whose lists come in where the publisher has none of a kind.
        article: path of an article, any one; absent: told by its shape.
        skip: addresses that are never fetched.
        since: year of its oldest reachable article.
        basis: how sure the lists are: seen on pages or in published code, those of its system,
            or recalled. None of them was asked on the live site.
    """

    id: str
    name: str
    host: str | None = None
    regions: tuple[Region, ...] = ()
    editions: tuple[Edition, ...] = ()
    system: str | None = None
    article: tuple[Regex, ...] = ()
    skip: tuple[Regex, ...] = ()
    listing: tuple[Listing, ...] = ()
    since: int | None = Field(default=None, ge=1990, le=2100)
    basis: Basis = "recalled"
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """One host to look at: a publisher, or an edition of it, with the lists in force."""

    publisher: str
    name: str
    host: str
    regions: tuple[str, ...]
    listings: tuple[Listing, ...]
    article: tuple[str, ...]
    skip: tuple[str, ...]
    since: int | None


class Publishers:
    """All publishers that the pattern files know."""

    def __init__(self, publishers: Mapping[str, Publisher], systems: Mapping[str, System]) -> None:
        self._publishers = publishers
        self._systems = systems
        for publisher in publishers.values():
            if publisher.system is not None and publisher.system not in systems:
                known = ", ".join(sorted(systems))
                raise PatternError(
                    f"{FOLDER}/{publisher.id}.toml: system: {publisher.system!r} is unknown;"
                    f" allowed: {known}"
                )
        self._by_host = {
            outlet.host.removeprefix("www."): outlet
            for publisher in publishers.values()
            for outlet in self._outlets(publisher)
        }

    def __iter__(self) -> Iterator[Publisher]:
        return iter(self._publishers.values())

    def covering(self, regions: Sequence[str]) -> tuple[Outlet, ...]:
        """Outlets for these region codes and all that lies inside them, local ones first.

        Raises:
            SourceError: no publisher covers one of them.
        """
        found: dict[str, tuple[int, Outlet]] = {}
        for region in regions:
            covering = [
                outlet
                for publisher in self._publishers.values()
                for outlet in self._outlets(publisher)
                if any(_touch(region, each) for each in outlet.regions)
            ]
            if not covering:
                raise SourceError("trouble-no-publisher", region=region)
            for outlet in covering:
                found.setdefault(outlet.host, (-max(map(len, outlet.regions)), outlet))
        return tuple(outlet for _, outlet in sorted(found.values(), key=lambda each: each[0]))

    def of_host(self, host: str) -> Outlet | None:
        """The outlet of a host, or of the domain that it belongs to."""
        labels = host.lower().removeprefix("www.").split(".")
        for start in range(max(1, len(labels) - 1)):
            outlet = self._by_host.get(".".join(labels[start:]))
            if outlet is not None:
                return outlet
        return None

    def _outlets(self, publisher: Publisher) -> tuple[Outlet, ...]:
        system = self._systems.get(publisher.system or "")
        own = {listing.kind for listing in publisher.listing}
        shared = system.listing if system else ()
        listings = (*publisher.listing, *(each for each in shared if each.kind not in own))
        article = publisher.article or (system.article if system else ())
        places = list(publisher.editions)
        if publisher.regions or not places:
            home = Edition(
                host=publisher.host or publisher.id, name=publisher.name, regions=publisher.regions
            )
            places.insert(0, home)
        return tuple(
            Outlet(
                publisher=publisher.id, name=place.name, host=place.host, regions=place.regions,
                listings=listings, article=article, skip=publisher.skip, since=publisher.since,
            )
            for place in places
        )  # fmt: skip


def _touch(region: str, covered: str) -> bool:
    """Whether one region is the other, or lies in it ("36" and "36.04")."""
    return region == covered or region.startswith(f"{covered}.") or covered.startswith(f"{region}.")


def load_publishers(extra: Path | None = None) -> Publishers:
    """The package's files and the user's own; the same id in the user's folder overrides.

    Raises:
        PatternError: a file breaks its schema, or names a system that is not there.
    """
    publishers: dict[str, Publisher] = {}
    systems: dict[str, System] = {}
    for base in (data_folder("patterns"), extra):
        folder = base / FOLDER if base else None
        if folder is None or not folder.is_dir():
            continue
        for path in sorted((folder / "systems").glob("*.toml")):
            systems[path.stem] = load_toml(path, System)
        for path in sorted(folder.glob("*.toml")):
            publisher = load_toml(path, Publisher)
            if publisher.id != path.stem:
                raise PatternError(f"{path}: id: {publisher.id!r} is not the file's name")
            publishers[path.stem] = publisher
    return Publishers(publishers, systems)
