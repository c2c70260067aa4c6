"""The dataset card: what the files hold, how good it is, where it came from, what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor import messages
from extractor.dataset.precision import Measured, Share, measured
from extractor.exporter.matrix import method_changes
from extractor.messages import Language
from extractor.patterns.loader import load

if TYPE_CHECKING:
    from extractor.exporter.beside import Shelf

# How many awards the card lists; the workbook's coverage sheet has all of them.
_MOST_AWARDS = 30

# Bands of sizes as the Hugging Face hub names them.
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"))


def card(shelf: Shelf) -> str:
    """The card as Markdown with the front matter that dataset hubs read."""
    return "\n".join([*_front_matter(shelf), *_body(shelf)]) + "\n"


def _front_matter(shelf: Shelf) -> Iterator[str]:
    rows = max((file.rows for file in shelf.files), default=0)
    size = next((name for limit, name in _SIZES if rows < limit), "100K<n<1M")
    yield from ("---", "language:", "- id", "pretty_name: Award records (award-extractor)")
    yield from ("size_categories:", f"- {size}", "task_categories:", "- token-classification")
    loadable = [f for f in shelf.files if f.format in ("parquet", "csv", "jsonl")]
    if loadable:
        best = min(loadable, key=lambda f: ("parquet", "csv", "jsonl").index(f.format))
        yield from ("configs:", "- config_name: default", f"  data_files: {best.name!r}")
    yield "---"


def _body(shelf: Shelf) -> Iterator[str]:
    def told(code: str, **values: object) -> str:
        return messages.text(code, shelf.request.lang, **values)

    chosen, dataset = shelf.request.chosen, shelf.dataset
    yield from (f"# {told('card-title')}", "", told("card-what"), "")
    yield from (f"## {told('card-files')}", "")
    yield from (
        f"| {told('card-file')} | {told('card-records')} | {told('card-choice')} | sha256 |",
    )
    yield "|---|---:|---|---|"
    for file in shelf.files:
        name = f"`{file.name}`" + (f" ({told('card-spans-only')})" if file.spans_only else "")
        choice = file.chosen or told("card-everything")
        yield f"| {name} | {file.rows} | {choice} | `{file.sha256[:16]}…` |"
    yield from ("", told("card-csv"), "")

    yield from (f"## {told('card-numbers')}", "")
    yield told("card-count", records=dataset.count(chosen), articles=dataset.articles_read())
    yield from ("", *_counts(shelf), "")

    yield from (f"## {told('card-quality')}", "", *_quality(shelf), "")
    yield from (f"## {told('card-origin')}", "")
    yield from _origin(shelf)
    yield from ("", f"## {told('card-limits')}", "", told("card-limits-text"), "")
    yield from _changes(shelf)
    yield from ("", f"## {told('card-columns')}", "")
    meaning = told(f"head-meaning-{shelf.request.lang}")
    yield f"| {told('head-column')} | {told('head-kind')} | {meaning} |"
    yield "|---|---|---|"
    for column in shelf.request.columns:
        meaning = told(f"meaning-{column.name}")
        yield f"| `{column.name}` | {told(f'kind-{column.kind}')} | {meaning} |"


def _counts(shelf: Shelf) -> Iterator[str]:
    where, values = shelf.request.chosen.condition()

    def counted(column: str) -> list[tuple[object, int]]:
        rows = shelf.dataset.connection.execute(
            f"""SELECT {column}, count(*) FROM records
                WHERE review IS NOT 'rejected' AND {where}
                GROUP BY 1 ORDER BY 2 DESC, 1""",
            values,
        )
        return [(row[0], row[1]) for row in rows]

    lang = shelf.request.lang
    for column in ("verdict", "award_year", "award_code"):
        held = counted(column)
        shown = ", ".join(
            f"{messages.text('sheet-undated', lang) if value is None else value}: {count}"
            for value, count in held[:_MOST_AWARDS]
        )
        yield f"- `{column}`: {shown}{', …' if len(held) > _MOST_AWARDS else ''}"


def _quality(shelf: Shelf) -> Iterator[str]:
    lang = shelf.request.lang
    found = measured(shelf.dataset.connection)
    if not found:
        yield messages.text("card-unmeasured", lang)
    for each in found:
        yield from _measure(each, shelf)


def _measure(found: Measured, shelf: Shelf) -> Iterator[str]:
    lang = shelf.request.lang
    yield messages.text(
        "card-precision", lang, whole=_percent(found.whole, lang), core=_percent(found.core, lang),
        judged=found.whole.of,
    )  # fmt: skip
    yield messages.text(
        "card-design", lang, size=found.size, seed=found.seed, population=found.population,
        strata=found.strata, reviewers=", ".join(found.reviewers),
        chosen=f" ({found.chosen})" if found.chosen else "",
    )  # fmt: skip
    for agreement in found.agreements:
        yield messages.text(
            "card-agreement", lang, one=agreement.reviewers[0], other=agreement.reviewers[1],
            both=agreement.both, same=agreement.same,
            kappa=_kappa(agreement.kappa, lang),
        )  # fmt: skip


def _kappa(kappa: float | None, lang: Language) -> str:
    return "-" if kappa is None else messages.figure(f"{kappa:.2f}", lang)


def _percent(share: Share, lang: Language) -> str:
    low, high = share.interval
    return messages.figure(
        f"{100 * share.value:.1f} % ({100 * low:.1f} – {100 * high:.1f} %)", lang
    )


def _origin(shelf: Shelf) -> Iterator[str]:
    lang = shelf.request.lang
    rows = shelf.dataset.connection.execute(
        """SELECT run_id, started, version, patterns, articles, records, rejects
           FROM runs ORDER BY started, run_id"""
    ).fetchall()
    for row in rows:
        yield messages.text(
            "card-run", lang, run=row["run_id"], started=row["started"],
            version=row["version"] or "-", patterns=row["patterns"][:16] or "-",
            articles=row["articles"], records=row["records"], rejects=row["rejects"],
        )  # fmt: skip
    decided = shelf.dataset.connection.execute(
        "SELECT review, count(*) AS n FROM records WHERE review IS NOT NULL GROUP BY 1 ORDER BY 1"
    ).fetchall()
    if decided:
        told = ", ".join(
            f"{messages.text('review-' + row['review'], lang)} {row['n']}" for row in decided
        )
        yield messages.text("card-reviewed", lang, told=told)


def _changes(shelf: Shelf) -> Iterator[str]:
    """Where a method changed within the years that the records cover."""
    where, values = shelf.request.chosen.condition()
    rows = shelf.dataset.connection.execute(
        f"""SELECT award_code, min(award_year) AS first, max(award_year) AS last FROM records
            WHERE review IS NOT 'rejected' AND award_year IS NOT NULL AND {where}
            GROUP BY 1 ORDER BY 1""",
        values,
    )
    awards = load().awards
    for row in rows:
        for change in method_changes(awards.get(row["award_code"])):
            if row["first"] < change.year <= row["last"]:
                yield messages.text(
                    "card-change", shelf.request.lang, award=row["award_code"], year=change.year,
                    rule=change.regulation or "-",
                )  # fmt: skip
