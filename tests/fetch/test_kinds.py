"""What an answer is: articles, blocks, paywalls, missing pages, charsets; each body once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.fetcher import stored_pages
from extractor.fetcher.ledger import Ledger
from tests.fetch.conftest import Run
from tests.fetch.server import Hit, Server, article, reply

WORDS = "“Nilai” – 94½ € kata Bupati"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/blocked", "blocked"),
        ("/paywall", "paywall"),
        ("/paywall-ld", "paywall"),
        ("/soft404", "soft-404"),
        ("/empty", "empty"),
        ("/bad-304", "unexpected-304"),
        ("/status/402", "paywall"),
        ("/status/451", "http-451"),
        ("/status/206", "http-206"),
        ("/ctype/pdf", "not-html"),
    ],
)
def test_what_is_no_article_is_said(
    run: Run, bad: Server, tmp_path: Path, path: str, code: str
) -> None:
    summary = run(bad.url(path))
    assert (summary.articles, summary.rejects) == (0, {code: 1})
    (line,) = (tmp_path / "run" / "rejects.jsonl").read_text().splitlines()
    reject = json.loads(line)
    assert (reject["source"], reject["stage"], reject["code"]) == (bad.url(path), "fetch", code)
    assert reject["message"]


@pytest.mark.parametrize(
    ("name", "notes"),
    [
        ("utf8", None), ("utf8-none", None), ("utf8-lie", None), ("utf8-bom", None),
        ("cp1252", None), ("cp1252-none", None), ("cp1252-lie", "charset-contradicted"),
        ("latin1-label", None), ("meta", None), ("utf16", None), ("unknown", "charset-unknown"),
    ],
)  # fmt: skip
def test_charsets_and_their_lies(
    run: Run, bad: Server, tmp_path: Path, name: str, notes: str | None
) -> None:
    run(bad.url(f"/charset/{name}"))
    (page,) = stored_pages(tmp_path / "run")
    assert page.html is not None
    assert page.charset is not None
    assert WORDS in page.html.decode(page.charset)
    assert noted(tmp_path) == notes


@pytest.mark.parametrize(
    ("name", "note"), [("mixed", "charset-mixed"), ("utf7", "charset-unknown")]
)
def test_charsets_nobody_can_know_are_flagged(
    run: Run, bad: Server, tmp_path: Path, name: str, note: str
) -> None:
    run(bad.url(f"/charset/{name}"))
    assert note in (noted(tmp_path) or "")


def noted(folder: Path) -> str | None:
    ledger = Ledger(folder / "run" / "fetch.db")
    (address,) = ledger.select("state = 'stored'")
    ledger.close()
    return address.notes


def test_a_page_without_its_end_is_flagged(run: Run, bad: Server, tmp_path: Path) -> None:
    run(bad.url("/length-short"))
    assert noted(tmp_path) == "no-end-tag"


def test_one_article_under_three_addresses(run: Run, bad: Server, tmp_path: Path) -> None:
    run(bad.url("/dup?utm=1"), bad.url("/dup?utm=2"), bad.url("/dup?utm_source=3#atas"))
    assert len(bad.hits("/dup")) == 1
    run(bad.url("/dup?versi=2"))
    assert [page.url for page in stored_pages(tmp_path / "run")] == [bad.url("/dup")]


def test_text_that_only_speaks_of_missing_pages_stays(run: Run) -> None:
    text = "Bupati: data tidak ditemukan di dinas itu. " * 3000
    with Server(lambda hit: article("Data hilang", text) if "ber" in hit.path else None) as server:
        assert run(server.url("/berita")).articles == 1


def test_a_challenge_with_status_200(run: Run) -> None:
    def route(hit: Hit) -> bytes | None:
        if hit.route == "/robots.txt":
            return None
        return reply(article("Sebentar"), "cf-mitigated: challenge")

    with Server(route) as server:
        assert run(server.url("/berita")).rejects == {"blocked": 1}
