"""(a) HTML to validated records on pages that all hold awards, beside readers of text alone.

usage: python benchmarks/relevant.py [--pages N] [--repeats N] [--seed S] [--peers PYTHON]

CPU time, one process. Ours is the whole line: parse, match (spaCy), assemble, records as
validated models, JSON lines. The others give the article's text only. The first pass of ours
meets every word for the first time (cold); later passes do not. news-please needs an
environment of its own: with --peers it is measured by that interpreter beside the trafilatura
there, and its ratio is to that.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from collections.abc import Callable

from generator import PageMaker
from measure import ratio, save, take_turns


def text_engines() -> dict[str, Callable[[bytes], object]]:
    import trafilatura

    engines: dict[str, Callable[[bytes], object]] = {
        "trafilatura": lambda html: trafilatura.extract(html.decode()),
        "trafilatura fast": lambda html: trafilatura.extract(html.decode(), fast=True),
    }
    try:
        from newsplease import NewsPlease
    except ImportError:
        return engines
    engines["news-please"] = lambda html: NewsPlease.from_html(html.decode(), fetch_images=False)
    return engines


def ours() -> tuple[Callable[[bytes], int], list[float]]:
    """The whole line, and the seconds of each page it worked on."""
    from extractor import Extractor, Page, parse
    from extractor.parser import load_publishers

    extractor = Extractor()
    publishers = load_publishers()
    seconds: list[float] = []

    def work(html: bytes) -> int:
        began = time.process_time()
        found = extractor.extract(parse(Page(html=html), publishers))
        size = sum(len(record.model_dump_json()) for record in found)
        seconds.append(time.process_time() - began)
        return size

    return work, seconds


def peers(python: str, options: list[str]) -> dict[str, float]:
    """Ratios of the peers in another environment to the trafilatura there."""
    ran = subprocess.run(
        [python, __file__, "--only-peers", *options], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--peers")
    parser.add_argument("--only-peers", action="store_true")
    options = parser.parse_args()
    maker = PageMaker(options.seed)
    pages = [maker.award().html for _ in range(options.pages)]
    if options.only_peers:
        some = pages[:20]
        seconds = take_turns(text_engines(), some, 1, options.seed)
        print(json.dumps({n: ratio(s, seconds["trafilatura"]) for n, s in seconds.items()}))
        return
    work, each = ours()
    engines: dict[str, Callable[[bytes], object]] = {"award-extractor": work, **text_engines()}
    # one page beforehand: imports and compilations are no part of a page's cost
    for engine in engines.values():
        engine(PageMaker(1).award().html)
    each.clear()
    seconds = take_turns(engines, pages, options.repeats, options.seed)
    text_only = seconds["trafilatura"]
    count = len(pages)
    cold, warm = sorted(each[:count]), sorted(each[count:])
    result = {
        "benchmark": "relevant pages: HTML to validated records",
        "pages": count,
        "kilobytes_a_page": round(sum(map(len, pages)) / count / 1000, 1),
        "records": sum(work(page) > 0 for page in pages),
        "ms_a_page": {n: [round(1000 * x / count, 2) for x in s] for n, s in seconds.items()},
        "times_trafilatura": {
            "cold": ratio(seconds["award-extractor"][:1], text_only[:1]),
            "warm": ratio(seconds["award-extractor"][1:], text_only[1:]),
            "trafilatura fast": ratio(seconds["trafilatura fast"], text_only),
        },
        "ours_ms": {
            "median_cold": round(1000 * cold[count // 2], 2),
            "p99_cold": round(1000 * cold[int(count * 0.99) - 1], 2),
            "slowest": round(1000 * max(cold[-1], warm[-1]), 2),
        },
    }
    if options.peers:
        shared = ["--pages", str(options.pages), "--seed", str(options.seed)]
        result["times_trafilatura_elsewhere"] = peers(options.peers, shared)
    save("relevant", result)


if __name__ == "__main__":
    main()
