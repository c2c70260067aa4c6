"""The made pages: every gold article comes back whole from every site shape."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest

from extractor.models import Article, Page
from extractor.parser import parse
from tests.conftest import ROOT

PAGES = ROOT / "corpus" / "pages"
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Made:
    """A made page, the gold article in it, and what the parser made of it."""

    shape: str
    named: bool
    gold: dict[str, Any]
    article: Article

    @property
    def f1(self) -> float:
        found = Counter(WORD.findall(self.article.text.casefold()))
        true = Counter(WORD.findall(" ".join(self.gold["paragraphs"]).casefold()))
        return 2 * (found & true).total() / (found.total() + true.total())

    @property
    def leaks(self) -> list[str]:
        paragraphs = {" ".join(text.split()) for text in self.gold["paragraphs"]}
        extra = [text for text in self.article.paragraphs if text not in paragraphs]
        return [
            insert["text"]
            for insert in self.gold["inserts"]
            if any(insert["text"].split(":", 1)[-1].strip() in text for text in extra)
        ]


@pytest.fixture(scope="module")
def made() -> list[Made]:
    rows = [line.split("\t") for line in (PAGES / "index.tsv").read_text("utf-8").splitlines()[1:]]
    return [
        Made(
            shape, named == "yes",
            json.loads((ROOT / "corpus" / "gold" / f"{gold}.json").read_text("utf-8")),
            parse(Page(url=url, html=(PAGES / file).read_bytes())),
        )
        for file, gold, shape, named, url in rows
    ]  # fmt: skip


def test_there_are_enough_pages_and_shapes(made: list[Made]) -> None:
    assert len(made) >= 60
    assert len({page.shape for page in made if page.named}) >= 15
    assert len({page.shape for page in made if not page.named}) >= 10


@pytest.mark.parametrize(
    ("named", "least", "most_leaks"), [(True, 0.995, 0.0), (False, 0.98, 0.02)]
)
def test_text_and_inserts(made: list[Made], named: bool, least: float, most_leaks: float) -> None:
    pages = [page for page in made if page.named is named]
    assert sum(page.f1 for page in pages) / len(pages) >= least
    inserts = sum(len(page.gold["inserts"]) for page in pages)
    assert sum(len(page.leaks) for page in pages) <= most_leaks * inserts


def test_titles_and_dates_are_exact(made: list[Made]) -> None:
    wrong = [
        (page.gold["id"], page.shape, page.article.title, page.article.published)
        for page in made
        if page.article.title != page.gold["title"].strip()
        or (page.article.published or "")[:10] != page.gold["published"][:10]
    ]
    assert wrong == []


def test_nothing_of_the_body_vanishes(made: list[Made]) -> None:
    for page in made:
        shown = set(page.article.paragraphs) | {block.text for block in page.article.dropped}
        for insert in page.gold["inserts"]:
            headline = " ".join(insert["text"].split(":", 1)[-1].split())
            assert any(headline in text for text in shown), (page.gold["id"], page.shape, headline)


def test_real_pages_beside_the_repository(outside: Any) -> None:
    index = (outside / "pages" / "index.tsv").read_text("utf-8").splitlines()[1:]
    gold = json.loads((outside / "pages" / "gold.json").read_text("utf-8"))
    scores = []
    for row in index:
        file, _, _, url, *_ = row.split("\t")
        raw = (outside / "pages" / file).read_bytes()
        if file not in gold:
            from extractor.errors import InputRejected

            with pytest.raises(InputRejected) as refused:
                parse(Page(url=url or None, html=raw))
            assert refused.value.code == "index", file
            continue
        article = parse(Page(url=url, html=raw))
        made = Made("real", False, {"paragraphs": [gold[file]["content"]], "inserts": []}, article)
        scores.append(made.f1)
        assert article.title == gold[file]["title"].strip(), file
    assert sum(scores) / len(scores) >= 0.985
