"""Four kinds of picture: scores by year, regions ranked, announcements, agreement of papers."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from extractor import messages
from extractor.dataset import Dataset, Filter
from extractor.exporter.matrix import Matrix, matrices, method_changes, rounded
from extractor.messages import Language
from extractor.patterns.loader import Patterns
from extractor.report.svg import FAINT, GOOD, INK, MARK, WARN, Drawing, shown, steps

# Awards drawn one by one, bars of a ranking, months of a timeline.
MOST_AWARDS, _BARS, _MONTHS = 4, 30, 60
_WIDTH = 760
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_GOVERNMENTS = ("provinsi", "kabupaten", "kota")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with the table of what it shows, for who cannot see it or wants the figures."""

    title: str
    told: str
    svg: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def pictures(
    dataset: Dataset, chosen: Filter, patterns: Patterns, lang: Language, awards: int = MOST_AWARDS
) -> list[Picture]:
    """The pictures that the chosen records give; ``awards``, the fullest, have their own."""
    found: list[Picture | None] = []
    for code in dataset.fullest_awards(chosen, scored=True)[:awards]:
        of_award = replace(chosen, awards=(code,))
        facts = list(dataset.facts(of_award))
        for matrix in matrices(dataset, of_award, patterns):
            found += [_scores(facts, matrix, patterns, lang), _ranking(facts, matrix, lang)]
    found += [_timeline(dataset.months(chosen), lang), _agreement(dataset, chosen, lang)]
    return [picture for picture in found if picture is not None]


def _scores(
    facts: Sequence[sqlite3.Row], matrix: Matrix, patterns: Patterns, lang: Language
) -> Picture | None:
    by_year: dict[int, list[float]] = defaultdict(list)
    for fact in facts:
        if fact["award_year"] is not None and fact["digits"] is not None:
            by_year[fact["award_year"]].append(float(fact["digits"]))
    if sum(map(len, by_year.values())) < 2:
        return None  # one dot is no distribution
    years = sorted(by_year)
    ticks = steps(min(map(min, by_year.values())), max(map(max, by_year.values())))
    title = messages.text("picture-scores", lang, award=matrix.name)
    told = messages.text("picture-scores-told", lang)
    drawing = Drawing(_WIDTH, 320, title, told)
    left, top, right, bottom = 60.0, 20.0, _WIDTH - 20.0, 280.0

    def height(score: float) -> float:
        return bottom - (score - ticks[0]) / (ticks[-1] - ticks[0]) * (bottom - top)

    for tick in ticks:
        drawing.line([(left, height(tick)), (right, height(tick))])
        drawing.text(left - 8, height(tick) + 4, shown(tick, lang), anchor="end", fill=FAINT)
    band = (right - left) / len(years)
    for turn, year in enumerate(years):
        middle = left + band * (turn + 0.5)
        scores = sorted(by_year[year])
        for position, score in enumerate(scores):
            # spread sideways so that equal scores stay visible, alike on every call
            drawing.dot(middle + ((position * 7) % 11 - 5) * min(band / 16, 5), height(score))
        half = median(scores)
        wide = min(band / 3, 40)
        drawing.line([(middle - wide, height(half)), (middle + wide, height(half))], INK)
        drawing.text(middle, bottom + 18, str(year), anchor="middle")
        drawing.text(middle, bottom + 33, f"n={len(scores)}", size=11, anchor="middle", fill=FAINT)
    for change in method_changes(patterns.awards.get(matrix.code)):
        if years[0] < change.year <= years[-1]:
            at = left + band * next(n for n, year in enumerate(years) if year >= change.year)
            drawing.line([(at, top - 12), (at, bottom)], WARN, dashed=True)
            drawing.text(at + 4, top - 4, messages.text("picture-change", lang), size=11, fill=WARN)
    return Picture(
        title, told, drawing.svg(),
        _heads(lang, "year", "records", "lowest", "median", "highest"),
        tuple(
            (str(y), str(len(s)), shown(min(s), lang), shown(median(s), lang), shown(max(s), lang))
            for y, s in sorted(by_year.items())
        ),
    )  # fmt: skip


def _ranking(facts: Sequence[sqlite3.Row], matrix: Matrix, lang: Language) -> Picture | None:
    """Governments by their score in the latest year that has several; most papers' figure."""
    governments = {
        (fact["recipient"], fact["jurisdiction_code"] or "")
        for fact in facts
        if fact["recipient_kind"] in _GOVERNMENTS
    }
    best: tuple[int, list[tuple[float, str]]] | None = None
    for turn, year in enumerate(matrix.years):
        ranked = [
            (float(row.cells[turn].digits or 0), row.jurisdiction or row.recipient)
            for row in matrix.rows
            if (row.recipient, row.jurisdiction_code or "") in governments
            and row.cells[turn].digits is not None
        ]
        if len(ranked) > 1:
            best = year, sorted(ranked, key=lambda pair: (-pair[0], pair[1]))
    if best is None:
        return None
    year, ranked = best
    bars = ranked[:_BARS]
    title = messages.text("picture-ranking", lang, award=matrix.name, year=year)
    told = messages.text("picture-ranking-told", lang, shown=len(bars), all=len(ranked))
    drawing = Drawing(_WIDTH, 30 + 22 * len(bars), title, told)
    left, longest = 230.0, _WIDTH - 230.0 - 70
    highest = max(score for score, _ in bars) or 1.0
    for turn, (score, region) in enumerate(bars):
        y = 12.0 + 22 * turn
        drawing.text(left - 8, y + 13, region, anchor="end")
        drawing.bar(left, y, longest * max(score, 0) / highest, 17)
        drawing.text(left + longest * max(score, 0) / highest + 6, y + 13, shown(score, lang))
    return Picture(
        title, told, drawing.svg(), _heads(lang, "jurisdiction", "score"),
        tuple((region, shown(score, lang)) for score, region in ranked),
    )  # fmt: skip


def _timeline(counted: Mapping[str, int], lang: Language) -> Picture | None:
    months = Counter({month: n for month, n in counted.items() if _MONTH.fullmatch(month)})
    if not months:
        return None
    shown_months = list(_months(min(months), max(months)))[-_MONTHS:]
    title = messages.text("picture-timeline", lang)
    told = messages.text("picture-timeline-told", lang)
    drawing = Drawing(_WIDTH, 240, title, told)
    left, top, right, bottom = 50.0, 16.0, _WIDTH - 16.0, 196.0
    ticks = steps(0, max(months[month] for month in shown_months), 4)
    for tick in ticks:
        y = bottom - tick / ticks[-1] * (bottom - top)
        drawing.line([(left, y), (right, y)])
        drawing.text(left - 8, y + 4, shown(tick, lang), anchor="end", fill=FAINT)
    band = (right - left) / len(shown_months)
    for turn, month in enumerate(shown_months):
        tall = months[month] / ticks[-1] * (bottom - top)
        drawing.bar(left + band * turn + band * 0.1, bottom - tall, band * 0.8, tall)
        if month.endswith("-01") or turn == 0:
            drawing.line([(left + band * turn, bottom), (left + band * turn, bottom + 6)], INK)
            late = left + band * turn > right - 30
            drawing.text(
                right if late else left + band * turn + 3, bottom + 18, month[:4],
                anchor="end" if late else "start",
            )  # fmt: skip
    return Picture(
        title, told, drawing.svg(), _heads(lang, "month", "records"),
        tuple((month, str(months[month])) for month in sorted(months)),
    )  # fmt: skip


def _agreement(dataset: Dataset, chosen: Filter, lang: Language) -> Picture | None:
    """Facts that several papers report: told alike, rounded, or otherwise, by award."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for code, differ, figures in dataset.told_by_several(chosen):
        near = len(figures) > 1 and all(rounded(figures[0], each) for each in figures[1:])
        told[code]["agree" if not differ else "rounded" if near else "differ"] += 1
    rows = [(c, n["agree"], n["rounded"], n["differ"]) for c, n in sorted(told.items())]
    if not rows:
        return None
    drawn = sorted(rows, key=lambda row: -sum(row[1:]))[:_BARS]
    title = messages.text("picture-agreement", lang)
    words = messages.text("picture-agreement-told", lang)
    drawing = Drawing(_WIDTH, 54 + 22 * len(drawn), title, words)
    left, longest = 200.0, _WIDTH - 200.0 - 60
    most = max(sum(row[1:]) for row in drawn)
    legend = (("agree", GOOD), ("rounded", MARK), ("differ", WARN))
    for turn, (code, fill) in enumerate(legend):
        drawing.bar(left + 150 * turn, 8, 12, 12, fill)
        drawing.text(left + 150 * turn + 18, 18, messages.text(f"picture-{code}", lang))
    for turn, row in enumerate(drawn):
        y, x = 34.0 + 22 * turn, left
        drawing.text(left - 8, y + 13, row[0], anchor="end")
        for count, (_, fill) in zip(row[1:], legend, strict=True):
            drawing.bar(x, y, longest * count / most, 17, fill)
            x += longest * count / most
        drawing.text(x + 6, y + 13, str(sum(row[1:])))
    return Picture(
        title, words, drawing.svg(), _heads(lang, "award_code", "agree", "rounded", "differ"),
        tuple((row[0], *(str(count) for count in row[1:])) for row in rows),
    )  # fmt: skip


def _months(first: str, last: str) -> Iterator[str]:
    """Every month from the first to the last, as 2025-02."""
    year, month = (int(part) for part in first.split("-"))
    while f"{year:04d}-{month:02d}" <= last:
        yield f"{year:04d}-{month:02d}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _heads(lang: Language, *names: str) -> tuple[str, ...]:
    return tuple(messages.text(f"head-{name}", lang) for name in names)
