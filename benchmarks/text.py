"""Clean text beside its peers: quality and speed of ours and theirs, in one run.

usage: python benchmarks/text.py [--shared DIR] [--scrapinghub DIR] [--trafilatura DIR]
                                 [--repeats N] [--only NAME,...]

Always measured: corpus/pages (named and unnamed shapes). With folders: real saved pages with
a gold.json, the article-extraction-benchmark of scrapinghub, the evaluation pages of
trafilatura (its tests/ folder). A peer that is not installed is left out; install peers in a
virtual environment of their own, beside this package. Speed is CPU time, the least of N
repeats, engines taking turns page by page; ratios are to trafilatura's default (without
comments, as in scrapinghub's benchmark).
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import importlib.util
import json
import re
import runpy
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
WORD = re.compile(r"\w+")
Engine = Callable[[bytes, str | None], str]


@dataclass(frozen=True)
class Sample:
    """One page and what is known of its text: whole, or pieces that must (not) be there."""

    html: bytes
    url: str | None
    text: str | None = None
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


@dataclass
class Sheet:
    """What one engine made of one set."""

    scores: list[float] = field(default_factory=list)
    leaks: int = 0
    inserts: int = 0
    failed: int = 0
    seconds: float = 0.0


def engines(only: set[str]) -> dict[str, Engine]:
    """The engines that are installed, ours first."""
    makers: dict[str, tuple[str, Callable[[], Engine]]] = {
        "ours": ("extractor", _ours),
        "trafilatura": ("trafilatura", lambda: _trafilatura(fast=False)),
        "trafilatura-fast": ("trafilatura", lambda: _trafilatura(fast=True)),
        "resiliparse": ("resiliparse", _resiliparse),
        "newspaper4k": ("newspaper", _newspaper),
        "readability-lxml": ("readability", _readability),
        "news-please": ("newsplease", _newsplease),
    }
    found = {}
    for name, (module, make) in makers.items():
        if only and name not in only | {"trafilatura"}:
            continue
        if importlib.util.find_spec(module) is None:
            print(f"{name}: not installed, left out", file=sys.stderr)
            continue
        found[name] = make()
    return found


def _ours() -> Engine:
    from extractor.errors import InputRejected
    from extractor.models import Page
    from extractor.parser import parse

    def run(html: bytes, url: str | None) -> str:
        try:
            return parse(Page(url=url, html=html)).text
        except InputRejected:
            return ""

    return run


def _trafilatura(*, fast: bool) -> Engine:
    import trafilatura

    def run(html: bytes, url: str | None) -> str:
        return trafilatura.extract(html, url=url, fast=fast, include_comments=False) or ""

    return run


def _resiliparse() -> Engine:
    from resiliparse.extract.html2text import extract_plain_text

    def run(html: bytes, url: str | None) -> str:  # noqa: ARG001 (every engine is called alike)
        return str(extract_plain_text(html.decode("utf-8", "replace"), main_content=True))

    return run


def _offline() -> None:
    """Two peers ask the web for images at every page; a text benchmark needs none."""
    from newspaper.extractors.image_extractor import ImageExtractor

    ImageExtractor.parse = lambda *_, **__: None


def _newspaper() -> Engine:
    import newspaper

    _offline()

    def run(html: bytes, url: str | None) -> str:
        article = newspaper.Article(url or "https://example.com/", language="id")
        article.download(input_html=html.decode("utf-8", "replace"))
        article.parse()
        return str(article.text)

    return run


def _readability() -> Engine:
    import lxml.html
    from readability import Document

    def run(html: bytes, url: str | None) -> str:  # noqa: ARG001 (every engine is called alike)
        summary = Document(html.decode("utf-8", "replace")).summary(html_partial=True)
        return str(lxml.html.fromstring(summary).text_content())

    return run


def _newsplease() -> Engine:
    from newsplease import NewsPlease

    _offline()

    def run(html: bytes, url: str | None) -> str:
        article = NewsPlease.from_html(html, url=url or "https://example.com/")
        return article.maintext or ""

    return run


def corpus(*, named: bool) -> Iterator[Sample]:
    """The made pages of named or unnamed shapes."""
    pages = ROOT / "corpus" / "pages"
    for row in (pages / "index.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        file, gold_id, _, is_named, url = row.split("\t")
        if (is_named == "yes") is named:
            path = ROOT / "corpus" / "gold" / f"{gold_id}.json"
            gold = json.loads(path.read_text(encoding="utf-8"))
            body = "\n".join(gold["paragraphs"])
            lines = [insert["text"].split(":", 1)[-1].strip() for insert in gold["inserts"]]
            unwanted = tuple(line for line in lines if line and line not in body)
            yield Sample((pages / file).read_bytes(), url, body, unwanted=unwanted)


def saved(folder: Path) -> Iterator[Sample]:
    """Saved pages with a gold.json of title and content."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    for name, known in gold.items():
        yield Sample((folder / name).read_bytes(), known.get("url"), known["content"])


def scrapinghub(folder: Path) -> Iterator[Sample]:
    """Pages of scrapinghub/article-extraction-benchmark."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, known in truth.items():
        html = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield Sample(html, known.get("url"), known.get("articleBody", ""))


def evaluation(folder: Path) -> Iterator[Sample]:
    """Pages of trafilatura's evaluation, with pieces of text that must (not) be there."""
    pages = runpy.run_path(str(folder / "evaldata.py"))["EVAL_PAGES"]
    for url, known in pages.items():
        for place in ("eval", "cache"):
            path = folder / place / known["file"]
            if path.is_file():
                yield Sample(
                    path.read_bytes(), url, None, tuple(known["with"]), tuple(known["without"])
                )
                break


def f1_of_words(found: str, true: str) -> float:
    """Token F1 of a text against the true one."""
    a, b = Counter(WORD.findall(found.casefold())), Counter(WORD.findall(true.casefold()))
    return 2 * (a & b).total() / max(1, a.total() + b.total())


def shingles(found: str, true: str) -> tuple[float, float]:
    """Precision and recall in four-word shingles, as scrapinghub's evaluation has them."""

    def cut(text: str) -> Counter[tuple[str, ...]]:
        words = WORD.findall(text)
        return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))

    a, b = cut(found), cut(true)
    both = (a & b).total()
    return both / max(1, a.total()), both / max(1, b.total())


def measure(samples: list[Sample], tools: dict[str, Engine], repeats: int) -> dict[str, Sheet]:
    """Runs every engine on every page, taking turns; quality once, the least time of all."""
    sheets = {name: Sheet() for name in tools}
    for run in tools.values():
        with contextlib.suppress(Exception):
            run(samples[0].html, samples[0].url)
    for sample in samples:
        for name, run in tools.items():
            least, text = float("inf"), ""
            for _ in range(repeats):
                start = time.process_time()
                try:
                    text = run(sample.html, sample.url)
                except Exception:  # noqa: BLE001 (a peer's fault is its score)
                    text = ""
                    sheets[name].failed += 1
                least = min(least, time.process_time() - start)
            sheets[name].seconds += least
            _judge(sheets[name], text, sample)
    return sheets


def _judge(sheet: Sheet, text: str, sample: Sample) -> None:
    if sample.text is None:
        hits = sum(piece in text for piece in sample.wanted)
        wrong = sum(piece in text for piece in sample.unwanted)
        sheet.scores.append(2 * hits / max(1, hits + wrong + len(sample.wanted)))
        return
    sheet.scores.append(f1_of_words(text, sample.text))
    sheet.inserts += len(sample.unwanted)
    folded = text.casefold()
    sheet.leaks += sum(line.casefold()[:40] in folded for line in sample.unwanted)


def shingle_f1(samples: list[Sample], run: Engine) -> float:
    """F1 of the mean precision and recall over a set, scrapinghub's own figure."""
    pairs = []
    for sample in samples:
        try:
            pairs.append(shingles(run(sample.html, sample.url), sample.text or ""))
        except Exception:  # noqa: BLE001 (a peer's fault is its score)
            pairs.append((0.0, 0.0))
    found = [pair for pair in pairs if pair != (0.0, 0.0)] or pairs
    precision = sum(p for p, _ in found) / len(found)
    recall = sum(r for _, r in pairs) / len(pairs)
    return 2 * precision * recall / max(1e-9, precision + recall)


def show(title: str, sheets: dict[str, Sheet], samples: list[Sample]) -> None:
    """One table: quality, leaks, speed and ratio to trafilatura's default."""
    print(f"\n{title}: {len(samples)} pages")
    print(f"{'engine':18}{'F1':>8}{'leaks':>10}{'ms/page':>10}{'x trafilatura':>15}{'failed':>8}")
    base = sheets["trafilatura"].seconds if "trafilatura" in sheets else 0.0
    for name, sheet in sheets.items():
        score = sum(sheet.scores) / max(1, len(sheet.scores))
        leaks = f"{sheet.leaks}/{sheet.inserts}" if sheet.inserts else "-"
        speed = f"{base / sheet.seconds:.2f}" if base and sheet.seconds else "-"
        per_page = 1000 * sheet.seconds / max(1, len(samples))
        print(f"{name:18}{score:8.4f}{leaks:>10}{per_page:10.2f}{speed:>15}{sheet.failed:8}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("shared", "scrapinghub", "trafilatura"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    tools = engines(set(filter(None, options.only.split(","))))
    sets: dict[str, list[Sample]] = {
        "made pages, named shapes": list(corpus(named=True)),
        "made pages, unnamed shapes": list(corpus(named=False)),
    }
    if options.shared:
        sets["saved pages"] = list(saved(options.shared))
    if options.trafilatura:
        sets["trafilatura's evaluation"] = list(evaluation(options.trafilatura))
    for title, samples in sets.items():
        show(title, measure(samples, tools, options.repeats), samples)
    if options.scrapinghub:
        samples = list(scrapinghub(options.scrapinghub))
        show("scrapinghub (token F1)", measure(samples, tools, options.repeats), samples)
        for name, run in tools.items():
            print(f"{name:18}{shingle_f1(samples, run):8.4f}  (F1 in four-word shingles)")


if __name__ == "__main__":
    main()
