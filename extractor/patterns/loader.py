"""All pattern files as one frozen value: the package's, with a user's own added."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from extractor.errors import PatternError
from extractor.patterns.award_schema import AwardPattern
from extractor.patterns.lookup import find_patterns
from extractor.patterns.reader import line_of, load_csv, load_jsonl, load_toml, read_text
from extractor.patterns.schema import (
    AgencyPattern,
    BodyPattern,
    RegionPattern,
    TitlePattern,
    TitlesPattern,
    UnitPattern,
)

__all__ = ["Patterns", "load", "load_csv", "load_jsonl", "load_toml"]

SUFFIXES = (".toml", ".jsonl", ".csv")

EntryT = TypeVar("EntryT")
RowT = TypeVar("RowT", bound=BaseModel)


@dataclass(frozen=True)
class Patterns:
    """Every loaded pattern.

    Attributes:
        awards: awards by code, in the order of the codes.
        agencies, units, bodies, regions: gazetteers, in the order of their files.
        titles: officials' titles and the marks around names.
        folders: the folders read, the package's first; for stages that read files of
            their own from there (publishers, cues, boilerplate).
        digest: sha256 (hex) over names and bytes of all pattern files: their version.
    """

    awards: Mapping[str, AwardPattern]
    agencies: tuple[AgencyPattern, ...]
    units: tuple[UnitPattern, ...]
    bodies: tuple[BodyPattern, ...]
    regions: tuple[RegionPattern, ...]
    titles: TitlesPattern
    folders: tuple[Path, ...]
    digest: str


def load(folder: Path | None = None, extra: Path | None = None) -> Patterns:
    """The patterns of ``folder`` (None: the installation's), with those of ``extra`` added.

    An entry of ``extra`` with the same code (awards, regions) or name (agencies, units,
    bodies, a title's first form) takes the place of the package's.

    Raises:
        PatternError: a file breaks its schema, or two awards or agencies share a form.
    """
    base = folder or find_patterns()
    folders = (base,) if extra is None else (base, extra)
    if extra is not None:
        _refuse_unread_files(extra, base)
    awards = _merge(folders, _read_awards, key=lambda award: award.code)
    _refuse_shared_aliases(awards, folders)
    agencies = _merge(
        folders, lambda at: _read_rows(at / "agencies.jsonl", AgencyPattern), key=lambda a: a.name
    )
    _refuse_shared_forms(agencies, folders)
    regions = _merge(folders, _read_regions, key=lambda region: region.code)
    _refuse_unknown_homes(agencies, {region.code for region in regions}, folders)
    units = _merge(
        folders, lambda at: _read_rows(at / "units.jsonl", UnitPattern), key=lambda u: u.name
    )
    bodies = _merge(
        folders, lambda at: _read_rows(at / "bodies.jsonl", BodyPattern), key=lambda b: b.name
    )
    return Patterns(
        awards={award.code: award for award in awards},
        agencies=agencies,
        units=units,
        bodies=bodies,
        regions=regions,
        titles=_read_titles(folders),
        folders=folders,
        digest=digest(folders),
    )


def digest(folders: Iterable[Path]) -> str:
    """sha256 (hex) over the sorted names and the bytes of every pattern file."""
    total = hashlib.sha256()
    for folder in folders:
        for path in _pattern_files(folder):
            content = path.read_bytes()
            total.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
            total.update(content)
    return total.hexdigest()


def _pattern_files(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file())
    try:
        return sorted(found, key=lambda path: path.relative_to(folder).as_posix())
    except OSError as error:
        raise PatternError(f"{folder}: cannot be read: {error}") from error


def _refuse_unread_files(extra: Path, base: Path) -> None:
    """A misspelt file name in a user's folder is an error, never silence."""
    if not extra.is_dir():
        raise PatternError(f"{extra}: no such folder of pattern files")
    kinds = {_kind(path.relative_to(base)) for path in _pattern_files(base)}
    for path in _pattern_files(extra):
        if _kind(path.relative_to(extra)) not in kinds:
            allowed = ", ".join(sorted(kinds))
            raise PatternError(f"{path}: nothing reads this file; allowed: {allowed}")


def _kind(name: Path) -> str:
    """The file's name, or ``folder/*.suffix`` for a file of a folder of like files."""
    return name.as_posix() if len(name.parts) == 1 else f"{name.parent.as_posix()}/*{name.suffix}"


def _merge(
    folders: Iterable[Path],
    read: Callable[[Path], Iterable[EntryT]],
    *,
    key: Callable[[EntryT], str],
) -> tuple[EntryT, ...]:
    """Entries of all folders; a later folder's entry takes the place of the same key."""
    merged: dict[str, EntryT] = {}
    for folder in folders:
        own: set[str] = set()
        for entry in read(folder):
            if key(entry) in own:
                raise PatternError(f"{folder}: {key(entry)!r} has two entries; merge them")
            own.add(key(entry))
            merged[key(entry)] = entry
    return tuple(merged.values())


def _read_rows(path: Path, model: type[RowT]) -> tuple[RowT, ...]:
    return load_jsonl(path, model) if path.exists() else ()


def _read_awards(folder: Path) -> Iterator[AwardPattern]:
    for path in sorted((folder / "awards").glob("*.toml")):
        award = load_toml(path, AwardPattern)
        if award.code != path.stem:
            line = line_of(read_text(path), ["code"])
            raise PatternError(
                f"{path}:{line}: code = {award.code!r}; allowed: {path.stem!r}, the file's name"
            )
        yield award


def _read_regions(folder: Path) -> tuple[RegionPattern, ...]:
    path = folder / "regions.csv"
    lists = ("aliases", "risky_aliases")
    return load_csv(path, RegionPattern, lists=lists) if path.exists() else ()


def _read_titles(folders: Iterable[Path]) -> TitlesPattern:
    files = [folder / "titles.toml" for folder in folders]
    loaded = [load_toml(path, TitlesPattern) for path in files if path.exists()]
    titles: dict[str, TitlePattern] = {}
    for each in loaded:
        titles.update((title.forms[0], title) for title in each.titles)
    return TitlesPattern(
        titles=tuple(titles.values()),
        acting=_union(each.acting for each in loaded),
        ranks=_union(each.ranks for each in loaded),
        prefixes=_union(each.prefixes for each in loaded),
        suffixes=_union(each.suffixes for each in loaded),
    )


def _union(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry for entries in lists for entry in entries))


def _refuse_shared_aliases(awards: Iterable[AwardPattern], folders: Iterable[Path]) -> None:
    owner: dict[str, str] = {}
    for award in awards:
        for alias in (*award.aliases, *award.weak_aliases, *award.misspellings):
            other = owner.setdefault(" ".join(alias.casefold().split()), award.code)
            if other != award.code:
                place = _place(folders, Path("awards") / f"{award.code}.toml", alias)
                raise PatternError(
                    f"{place}: alias {alias!r} of {award.code} is an alias of {other} too;"
                    " allowed: one award an alias"
                )


def _refuse_shared_forms(agencies: Iterable[AgencyPattern], folders: Iterable[Path]) -> None:
    owner: dict[str, str] = {}
    for agency in agencies:
        for form in (agency.name, *agency.forms):
            other = owner.setdefault(" ".join(form.casefold().split()), agency.name)
            if other != agency.name:
                place = _place(folders, Path("agencies.jsonl"), agency.name)
                raise PatternError(
                    f"{place}: form {form!r} of {agency.name!r} is a form of {other!r} too;"
                    " allowed: one unit a form, or in `ambiguous` of both"
                )


def _refuse_unknown_homes(
    agencies: Iterable[AgencyPattern], codes: set[str], folders: Iterable[Path]
) -> None:
    for agency in agencies:
        if agency.home is not None and agency.home not in codes:
            place = _place(folders, Path("agencies.jsonl"), agency.name)
            raise PatternError(
                f"{place}: home {agency.home!r} of {agency.name!r} is no code of regions.csv"
            )


def _place(folders: Iterable[Path], name: Path, needle: str) -> str:
    """``file:line`` of the first line of the last such file that holds ``needle``."""
    found = str(name)
    for folder in folders:
        path = folder / name
        if path.exists():
            lines = read_text(path).split("\n")
            hit = next((n for n, line in enumerate(lines, start=1) if needle in line), 1)
            found = f"{path}:{hit}"
    return found
