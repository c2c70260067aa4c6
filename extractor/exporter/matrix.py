"""Recipient x year for one award: what is reported, by how many papers, why a cell is empty."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal

from extractor.dataset import Dataset, Filter
from extractor.dataset.clusters import Dimensions, dimensions, disagree
from extractor.patterns.award_schema import AwardPattern
from extractor.patterns.loader import Patterns

State = Literal["reported", "not-assessed", "no-article"]
Conflict = Literal["none", "rounded", "differs"]

# A longer stretch of years shows only those that any record has.
_LONGEST = 15
_GOVERNMENTS = ("provinsi", "kabupaten", "kota")


@dataclass(frozen=True, slots=True)
class Voice:
    """One record behind a cell; records with the same ``paper`` are one voice."""

    record_id: str
    paper: str
    site: str | None
    url: str | None
    published: str | None
    digits: str | None
    predicates: str | None
    verdict: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one recipient in one year.

    Attributes:
        digits, predicates: what most papers say; of equals the more exact, then the later.
        others: differing figures, each as reported.
        papers: independent papers, reprints counted once.
        link: address of the article that the shown figure is from.
    """

    state: State
    digits: str | None = None
    predicates: str | None = None
    others: tuple[str, ...] = ()
    papers: int = 0
    conflict: Conflict = "none"
    link: str | None = None
    voices: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """``undated`` holds what was reported without a year: listed apart, never guessed."""

    recipient: str
    award_name: str
    jurisdiction: str | None
    jurisdiction_code: str | None
    cells: tuple[Cell, ...]
    undated: Cell | None


@dataclass(frozen=True, slots=True)
class MethodChange:
    """From this assessment year on the award is measured otherwise."""

    year: int
    regulation: str | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """``scored``: whether any cell has a figure; ``articles_read``: among all of the dataset."""

    code: str
    name: str
    years: tuple[int, ...]
    rows: tuple[MatrixRow, ...]
    changes: tuple[MethodChange, ...]
    scored: bool
    articles_read: int


def matrices(dataset: Dataset, chosen: Filter, patterns: Patterns) -> list[Matrix]:
    """One matrix for each award that the filter leaves, the fullest first."""
    by_award: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for fact in dataset.facts(chosen):
        by_award[fact["award_code"]].append(fact)
    known, read = dimensions(patterns), dataset.articles_read()
    years = chosen.years or (chosen.within.years if chosen.within else ())
    made = [
        _matrix(code, facts, patterns.awards.get(code), known, read, years)
        for code, facts in by_award.items()
    ]
    return sorted(made, key=lambda matrix: (-len(by_award[matrix.code]), matrix.code))


def method_changes(award: AwardPattern | None) -> tuple[MethodChange, ...]:
    """The years from which a new scheme takes the place of one that ended the year before."""
    if award is None:
        return ()
    ends = {(each.valid_to, each.granting_bodies) for each in award.schemes if each.valid_to}
    found = {
        each.valid_from: MethodChange(each.valid_from, each.regulation)
        for each in award.schemes
        if each.valid_from and (each.valid_from - 1, each.granting_bodies) in ends
    }
    return tuple(found[year] for year in sorted(found))


def _matrix(
    code: str,
    facts: Sequence[sqlite3.Row],
    award: AwardPattern | None,
    known: Dimensions,
    read: int,
    asked: tuple[int, ...],
) -> Matrix:
    years = tuple(sorted(asked)) or _years({f["award_year"] for f in facts if f["award_year"]})
    skipped = award.not_assessed if award else ()
    cells: dict[tuple[str, str, str], dict[int | None, list[sqlite3.Row]]] = defaultdict(dict)
    for fact in facts:
        named = fact["award_name"] if code == "other" else ""
        key = (fact["jurisdiction_code"] or "", fact["recipient"], named)
        cells[key].setdefault(fact["award_year"], []).append(fact)
    rows: list[tuple[tuple[object, ...], MatrixRow]] = []
    for (region, recipient, named), by_year in cells.items():
        one = next(iter(by_year.values()))[0]
        row = MatrixRow(
            recipient=recipient,
            award_name=named or one["award_name"],
            jurisdiction=one["jurisdiction"],
            jurisdiction_code=region or None,
            cells=tuple(
                _cell(code, by_year[year], known) if year in by_year
                else Cell("not-assessed" if year in skipped else "no-article")
                for year in years
            ),
            undated=_cell(code, by_year[None], known) if None in by_year else None,
        )  # fmt: skip
        unit = one["recipient_kind"] not in _GOVERNMENTS
        rows.append(((not region, region, unit, recipient, named), row))
    ordered = tuple(row for _, row in sorted(rows, key=lambda each: each[0]))
    return Matrix(
        code=code,
        name=award.name if award else code,
        years=years,
        rows=ordered,
        changes=tuple(c for c in method_changes(award) if years and years[0] < c.year <= years[-1]),
        scored=any(fact["digits"] is not None for fact in facts),
        articles_read=read,
    )


def _years(found: set[int]) -> tuple[int, ...]:
    if not found:
        return ()
    whole = range(min(found), max(found) + 1)
    return tuple(whole) if len(whole) <= _LONGEST else tuple(sorted(found))


def _cell(code: str, facts: Sequence[sqlite3.Row], known: Dimensions) -> Cell:
    voices = tuple(
        Voice(
            record_id=f["record_id"], paper=f["paper"], site=f["article_site"],
            url=f["article_url"], published=f["article_published"], digits=f["digits"],
            predicates=f["predicates"], verdict=f["verdict"],
        )
        for f in facts
    )  # fmt: skip
    papers: dict[str | None, set[str]] = defaultdict(set)
    for voice in voices:
        if voice.digits is not None:
            papers[voice.digits].add(voice.paper)
    latest = {voice.digits: voice.published or "" for voice in voices}
    digits = max(
        papers,
        # as many papers: the figure with more decimals, then the later one
        key=lambda d: (len(papers[d]), decimals_of(d or "0"), latest[d], d or ""),
        default=None,
    )
    shown = [voice for voice in voices if voice.digits == digits] or list(voices)
    labels = Counter(voice.predicates for voice in voices if voice.predicates)
    clash = disagree(code, ((v.digits, v.predicates) for v in voices), known)
    others = tuple(sorted(d for d in papers if d is not None and d != digits))
    conflict: Conflict = "none"
    if clash:
        near = digits is not None and bool(others) and all(rounded(digits, o) for o in others)
        conflict = "rounded" if near else "differs"
    return Cell(
        state="reported",
        digits=digits,
        predicates=labels.most_common(1)[0][0] if labels else None,
        others=others,
        papers=len({voice.paper for voice in voices}),
        conflict=conflict,
        link=next((voice.url for voice in shown if _followable(voice.url)), None),
        voices=voices,
    )


def rounded(one: str, other: str) -> bool:
    """Whether one figure is the other with fewer decimals."""
    try:
        short, long = sorted((one, other), key=decimals_of)
        step = Decimal(1).scaleb(-decimals_of(short))
        return Decimal(long).quantize(step, ROUND_HALF_UP) == Decimal(short)
    except InvalidOperation:
        return False


def decimals_of(digits: str) -> int:
    """How many decimals a figure was reported with."""
    exponent = Decimal(digits).as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _followable(url: str | None) -> bool:
    return url is not None and url.startswith(("http://", "https://"))
