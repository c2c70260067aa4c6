"""Hostile article text stays text: in the served page, in the one-file page, in the report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.cli import main
from extractor.dataset import build
from extractor.patterns.loader import load
from tests.conftest import make_article, make_record
from tests.dataset.gold_runs import write_run
from tests.review.browser import chromium, opened, running_browser, served

ATTACKS = (
    "<script>window.PWNED=1</script>",
    "<img src=x onerror='window.PWNED=2'>",
    "</script><script>window.PWNED=3</script>",
    '"><svg onload="window.PWNED=4">',
    "{{7*7}}${7*7}{setup}{script}",
    "javascript:window.PWNED=5",
    "<!--<script>\u2028window.PWNED=6",
    "\u202eterbalik\u202c",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    articles, records = [], []
    for number, attack in enumerate(ATTACKS):
        article = make_article(
            f"{attack} meraih nilai 94,62 dari Ombudsman.\nParagraf {attack} kedua.",
            url="javascript:window.PWNED=7" if number == 5 else f"https://a.id/{number}",
            title=attack, author=attack, site=attack,
        )  # fmt: skip
        articles.append(article)
        records.append(make_record(article, attack, "94,62", predicates=(attack,)))
    build([write_run(folder / "run", articles, records)], folder / "d.db", load())
    return folder / "d.db"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium()
    with running_browser() as running:
        yield running


def walk_through(page: Any) -> None:
    for _ in ATTACKS:
        page.keyboard.press("j")
        page.wait_for_timeout(40)
    for tab in ("matrix", "pictures", "news", "results"):
        page.click(f"#tab-{tab}")
        page.wait_for_timeout(100)
    for anchor in page.locator("main a").all():
        assert anchor.get_attribute("href").startswith(("http://", "https://"))
    assert page.evaluate("window.PWNED") is None
    assert page.locator("main script, main svg, main img[src='x']").count() == 0


def test_served_page(hostile: Path, browser: Any) -> None:
    with served(hostile) as (address, _):
        page = opened(browser.new_context(), address)
        walk_through(page)
        assert page.problems == []


def test_one_file_page(hostile: Path, browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    assert main(["review", str(hostile), "--static", str(file), "--quiet"]) == 0
    page = opened(browser.new_context(), file.as_uri())
    walk_through(page)
    assert page.problems == []


def test_report(hostile: Path, browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    assert main(["report", str(hostile), "--into", str(file), "--quiet"]) == 0
    page = browser.new_context().new_page()
    page.goto(file.as_uri())
    assert page.evaluate("window.PWNED") is None
    assert page.locator("script").count() == 0
