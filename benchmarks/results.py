"""Writes benchmarks/results.md from the figures in benchmarks/results: tables, and a plan.

usage: python benchmarks/results.py

The plan also goes into docs/archives.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
# A decade of CC-NEWS, to be replaced by what the lists of files of your months say.
FILES, GIGABYTES, PAGES = 50_000, 1.0, 30_000
DOLLARS_A_CORE_HOUR = 0.045
DOCS = HERE.parent / "docs" / "archives.md"
MARK, END = "<!-- made by benchmarks/results.py -->", "<!-- end of the plan -->"


def loaded(name: str) -> dict[str, Any] | None:
    path = HERE / "results" / f"{name}.json"
    if not path.exists():
        return None
    found: dict[str, Any] = json.loads(path.read_text())
    return found


def machine(result: dict[str, Any]) -> str:
    about = result["machine"]
    versions = ", ".join(f"{name} {number}" for name, number in about["versions"].items())
    return (
        f"{about['processor']}, {about['cores']} cores, {about['system']}, Python"
        f" {about['python']}, load before the run {about['load_before']}; {versions}"
    )


def relevant(result: dict[str, Any]) -> Iterator[str]:
    yield "## Relevant pages: HTML to validated records"
    yield ""
    yield f"{result['pages']} pages of {result['kilobytes_a_page']} KB, records on"
    yield f"{result['records']} of them. CPU time, engines taking turns. {machine(result)}"
    yield ""
    yield "| | ms a page, each repeat | times trafilatura text only |"
    yield "|---|---|---|"
    times = result["times_trafilatura"]
    shown = {
        "award-extractor": f"{times['cold']} cold, {times['warm']} warm",
        "trafilatura": "1",
        "trafilatura fast": f"{times['trafilatura fast']}",
    }
    for name, ratio in shown.items():
        yield f"| {name} | {', '.join(map(str, result['ms_a_page'][name]))} | {ratio} |"
    for name, ratio in result.get("times_trafilatura_elsewhere", {}).items():
        if name == "news-please":
            yield f"| {name} (own environment) | | {ratio} |"
    ours = result["ours_ms"]
    yield ""
    yield f"Ours: median {ours['median_cold']} ms, p99 {ours['p99_cold']} ms, slowest"
    yield f"{ours['slowest']} ms."


def archive(result: dict[str, Any]) -> Iterator[str]:
    tempting = result["tempting"]
    what = f", {100 * tempting:.0f} % of the others with a tempting link" if tempting else ""
    yield f"## One page in a hundred relevant{what}: .warc.gz to records"
    yield ""
    yield f"{result['pages']} pages, {result['megabytes_html']} MB of HTML,"
    yield f"{result['megabytes_gzip']} MB gzipped; one process. {machine(result)}"
    yield ""
    yield "| | pages a second, each repeat | times trafilatura text only | to fastwarc | to zlib |"
    yield "|---|---|---|---|---|"
    for name, rates in result["pages_a_second"].items():
        yield (
            f"| {name} | {', '.join(map(str, rates))} | {result['times_trafilatura_text'][name]} |"
            f" {result['share_of_fastwarc'][name]} | {result['share_of_zlib'][name]} |"
        )


def scale(result: dict[str, Any]) -> Iterator[str]:
    yield "## Growth"
    yield ""
    yield f"Whole runs by command, one worker. {machine(result)}"
    yield ""
    yield "| pages | MB | records | CPU s | µs a page | µs for each page more |"
    yield "|---|---|---|---|---|---|"
    for row in result["growth"]:
        yield (
            f"| {row['pages']:,} | {row['megabytes']} | {row['records']} | {row['cpu_seconds']} |"
            f" {row['us_a_page']} | {row.get('us_a_page_more', '')} |"
        )
    workers = result["workers"]
    yield ""
    yield f"Two workers on {workers['pages']} relevant pages:"
    yield f"{workers['times_one_worker']} times one"
    yield f"(with start-up and joining in both: {workers['times_one_worker_with_start_up']});"
    yield f"wall seconds {workers['wall_seconds']}, start-up {workers['start_up_seconds']} s."


def memory(result: dict[str, Any]) -> Iterator[str]:
    yield "## Memory"
    yield ""
    yield f"Highest resident memory of a run with two workers. {machine(result)}"
    yield ""
    yield "| archive | pages | MB gzipped | worker MB | parent MB | slowest page s |"
    yield "|---|---|---|---|---|---|"
    for name, row in result["archives"].items():
        yield (
            f"| {name} | {row['pages']:,} | {row['megabytes_gzip']} | {row['worker_mb']} |"
            f" {row['parent_mb']} | {row['slowest_page_seconds']} |"
        )


def plan(result: dict[str, Any]) -> Iterator[str]:
    """Hours, machines and cost of a decade at the measured rate of one core."""
    rates = sorted(result["pages_a_second"]["ours, hyperscan"])
    rate = rates[len(rates) // 2]
    hours = FILES * PAGES / rate / 3600
    yield f"{FILES:,} files of {GIGABYTES} GB with {PAGES:,} pages each (assumed; the lists of"
    yield f"files of your months say it exactly) at {rate} pages a second and core:"
    yield f"{hours:,.0f} core hours, {hours * DOLLARS_A_CORE_HOUR:,.0f} US dollars at"
    yield f"{DOLLARS_A_CORE_HOUR} a core hour, reading {rate * GIGABYTES * 1000 / PAGES:.0f} MB a"
    yield "second and core."
    yield ""
    yield "| cores | hours | MB a second to be read |"
    yield "|---|---|---|"
    for cores in (2, 8, 32, 128):
        yield f"| {cores} | {hours / cores:,.1f} | {cores * rate * GIGABYTES * 1000 / PAGES:,.0f} |"


def main() -> None:
    lines = ["# Benchmarks of archives", "", "Made by `make bench`; do not edit.", ""]
    sections = {
        "relevant": relevant, "archive": archive, "archive-tempting": archive, "scale": scale,
        "memory": memory,
    }  # fmt: skip
    for name, write in sections.items():
        result = loaded(name)
        if result is not None:
            lines += [*write(result), ""]
    measured = loaded("archive")
    if measured is not None:
        planned = list(plan(measured))
        lines += ["## A decade of CC-NEWS at this rate", "", *planned, ""]
        page = DOCS.read_text(encoding="utf-8")
        before, _, rest = page.partition(MARK)
        after = rest.partition(END)[2]
        DOCS.write_text("\n".join([before + MARK, "", *planned, "", END + after]), encoding="utf-8")
    (HERE / "results.md").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
