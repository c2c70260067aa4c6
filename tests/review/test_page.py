"""The page in a real browser: everything a reviewer does, by mouse and by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from extractor.dataset import build
from extractor.dataset.decisions import DecisionLog
from extractor.patterns.loader import load
from extractor.review.store import ReviewStore
from tests.dataset.gold_runs import gold_articles, gold_run
from tests.review.browser import chromium, opened, running_browser, served


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    chromium()
    folder = tmp_path_factory.mktemp("page")
    build([gold_run(folder / "run", gold_articles(14))], folder / "d.db", load())
    return folder / "d.db"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium()
    with running_browser() as running:
        yield running


@pytest.fixture(scope="module")
def context(browser: Any) -> Any:
    return browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)


@pytest.fixture
def desk(built: Path, context: Any) -> Iterator[tuple[Any, ReviewStore]]:
    log = built.with_suffix(".decisions.jsonl")
    log.unlink(missing_ok=True)
    with served(built) as (address, store):
        page = opened(context, address)
        yield page, store
        assert page.problems == []
        page.close()


def title(page: Any) -> str:
    return str(page.inner_text("#record-title"))


def settled(page: Any, selector: str, text: str) -> None:
    # Asked every 50 ms: a browser under load may draw no frame, on which the default waits.
    page.wait_for_function(
        "([s, t]) => document.querySelector(s)?.textContent.includes(t)",
        arg=[selector, text],
        polling=50,
    )


def test_filters_and_search_narrow_the_list(desk: tuple[Any, ReviewStore]) -> None:
    page, _ = desk
    before = page.locator("#rows button[data-id]").count()
    page.select_option("#filter-award", "ombudsman-kepatuhan")
    page.wait_for_function(
        "n => document.querySelectorAll('#rows button[data-id]').length < n", arg=before
    )
    page.fill("#search", "dinsos")
    settled(page, "#count", "0 dari 1 ")
    assert title(page) == "Dinas Sosial"
    assert "award=ombudsman-kepatuhan" in page.url


def test_a_field_jumps_to_its_words_and_the_words_back(desk: tuple[Any, ReviewStore]) -> None:
    page, _ = desk
    page.fill("#search", "dinsos")
    settled(page, "#record-title", "Dinas Sosial")
    page.click(".fields [data-field=recipient]")
    assert page.inner_text("mark.on") == "Dinsos"
    page.click("mark[data-fields=score]")
    assert page.evaluate("document.activeElement.dataset.field") == "score"
    assert page.inner_text("mark.on") == "94, 62"


def test_remarks_are_told_in_words(desk: tuple[Any, ReviewStore]) -> None:
    page, _ = desk
    page.fill("#search", "dinsos")
    settled(page, "#record-title", "Dinas Sosial")
    assert "ada spasi tersesat dalam angka yang tercetak: 94, 62" in page.inner_text("#record")


def test_dropped_lines_stand_in_their_place(desk: tuple[Any, ReviewStore]) -> None:
    page, _ = desk
    page.fill("#search", "dinsos")
    settled(page, "#record-title", "Dinas Sosial")
    assert page.locator("#article-text .dropped").count() == 4
    assert "Baca Juga" in page.locator("#article-text .dropped").first.inner_text()


def test_keyboard_alone_decides_undoes_and_moves(desk: tuple[Any, ReviewStore]) -> None:
    page, store = desk
    first = title(page)
    page.keyboard.press("a")
    settled(page, "#count", "1 dari")
    page.wait_for_function(
        "t => document.querySelector('#record-title').textContent !== t", arg=first
    )
    page.keyboard.press("r")
    settled(page, "#count", "2 dari")
    page.keyboard.press("u")
    settled(page, "#count", "1 dari")
    page.keyboard.press("k")
    settled(page, "#record-title", first)
    settled(page, "#review", "diterima")
    page.keyboard.press("j")
    page.keyboard.press("?")
    assert page.is_visible("#help")
    page.keyboard.press("Escape")
    actions = [each.action for each in store.all_decisions()]
    assert actions == ["accept", "reject", "undo"]


def test_correcting_keeps_what_was_and_survives_a_reload(desk: tuple[Any, ReviewStore]) -> None:
    page, store = desk
    page.fill("#search", "dinsos")
    settled(page, "#record-title", "Dinas Sosial")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.fill("#form-score", "94,72")
    page.fill("#form-predicates", "Zona Hijau")
    page.keyboard.press("Enter")
    settled(page, "#count", "1 dari")
    page.reload()
    page.wait_for_selector("#record-title")
    assert "1 dari" in page.inner_text("#count")
    page.keyboard.press("k")
    settled(page, "#review", "dikoreksi")
    assert page.inner_text(".fields .was >> nth=0") == "94,62"
    decision = store.all_decisions()[-1]
    assert decision.fields.given() == {"predicates": ("Zona Hijau",), "score": "94.72"}


def test_a_value_that_cannot_be_is_refused(desk: tuple[Any, ReviewStore]) -> None:
    page, store = desk
    page.keyboard.press("c")
    page.fill("#form-score", "sembilan")
    page.keyboard.press("Enter")
    assert page.get_attribute("#form-score", "aria-invalid") == "true"
    assert page.inner_text("#alert") != ""
    page.keyboard.press("Escape")
    assert page.inner_text("#alert") == ""
    assert store.all_decisions() == []


def select_words(page: Any, words: str) -> None:
    """Select words of the article as a mouse would."""
    page.evaluate(
        """words => {
          const walker = document.createTreeWalker(
            document.getElementById("article-text"), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0 || walker.currentNode.parentElement.closest(".dropped")) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return;
          }
          throw new Error("not found");
        }""",
        words,
    )


def test_a_missed_record_is_added_by_selecting_its_words(desk: tuple[Any, ReviewStore]) -> None:
    page, store = desk
    page.fill("#search", "dinsos")
    settled(page, "#record-title", "Dinas Sosial")
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    select_words(page, "Pendopo Bupati")
    page.keyboard.press("n")
    assert page.input_value("#form-recipient") == "Pendopo Bupati"
    select_words(page, "89 kini")
    page.click("form .row-end >> xpath=preceding-sibling::button >> nth=1")
    page.fill("#form-score", "89")
    page.click("form [type=submit]")
    settled(page, "#record", "ditambahkan")
    decision = store.all_decisions()[-1]
    assert decision.action == "add"
    assert decision.fields.recipient == "Pendopo Bupati"
    assert decision.fields.award == "ombudsman-kepatuhan"
    words = decision.spans["recipient"]
    row = store.dataset.connection.execute(
        "SELECT text FROM articles WHERE sha256 = ?",
        (decision.article and decision.article.sha256,),
    ).fetchone()
    assert row["text"][words.start : words.end] == "Pendopo Bupati"


def test_decisions_are_downloaded_as_they_are_kept(desk: tuple[Any, ReviewStore]) -> None:
    page, store = desk
    page.keyboard.press("a")
    settled(page, "#count", "1 dari")
    with page.expect_download() as waiting:
        page.keyboard.press("d")
    lines = Path(waiting.value.path()).read_bytes().splitlines()
    assert [orjson.loads(line)["id"] for line in lines] == [d.id for d in store.all_decisions()]


def test_what_cannot_be_saved_is_said_and_not_counted(desk: tuple[Any, ReviewStore]) -> None:
    page, store = desk
    page.route("**/api/decisions*", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.keyboard.press("a")
    settled(page, "#alert", "Tidak tersimpan")
    assert page.inner_text("#count").startswith("0 dari")
    assert store.all_decisions() == []
    page.unroute("**/api/decisions*")
    page.problems.clear()


def test_the_matrix_shows_the_papers_behind_a_cell(desk: tuple[Any, ReviewStore]) -> None:
    page, _ = desk
    page.keyboard.press("2")
    page.wait_for_selector(".matrix tbody td button")
    assert "tidak ada artikel" in page.inner_text(".matrix")
    page.click(".matrix tbody td button >> nth=0")
    assert page.locator("#voices tbody tr").count() >= 1
    page.click("#voices button >> nth=0")
    page.wait_for_selector("#record-title")


def test_the_papers_behind_a_cell_fit_a_narrow_screen(built: Path, browser: Any) -> None:
    with served(built) as (address, _):
        page = opened(browser.new_context(viewport={"width": 390, "height": 844}), address)
        page.click("#tab-matrix")
        page.click(".matrix tbody td button >> nth=0")
        box = page.locator("#voices").bounding_box()
        for part in page.locator("#voices td").all():
            held = part.bounding_box()
            assert held["x"] >= box["x"]
            assert held["x"] + held["width"] <= box["x"] + box["width"]
        assert serious_faults(page) == []
        assert page.problems == []


def test_pictures_and_both_languages(desk: tuple[Any, ReviewStore]) -> None:
    page, _ = desk
    page.keyboard.press("3")
    page.wait_for_selector(".pictures img")
    loaded = (
        "[...document.querySelectorAll('.pictures img')].every(i => i.complete && i.naturalWidth)"
    )
    page.wait_for_function(loaded)
    page.keyboard.press("l")
    settled(page, "#tab-pictures", "Pictures")
    assert page.get_attribute("html", "lang") == "en"


NEWS = (
    "SERANG – Dinas Sosial Kabupaten Serang meraih nilai 94,62 dalam Penilaian Kepatuhan Standar"
    " Pelayanan Publik tahun 2024 dari Ombudsman RI dengan predikat zona hijau.\n"
    "Dinas Pendidikan dan Kebudayaan Kabupaten Serang memperoleh nilai 89,44."
)


def test_cek_berita_answers_a_pasted_text(desk: tuple[Any, ReviewStore]) -> None:
    page, _ = desk
    page.keyboard.press("4")
    page.fill("#news-text", NEWS)
    page.fill("#news-published", "2025-02-04")
    page.set_input_files(
        "#news-table",
        {
            "name": "tabel.csv",
            "mimeType": "text/csv",
            "buffer": (
                b'Instansi,Kabupaten,Nilai,Tahun\nDinas Sosial,Kabupaten Serang,"94,26",2024\n'
            ),
        },
    )
    settled(page, "#news-table-name", "tabel.csv")
    page.click("#news-check")
    page.wait_for_selector(".answer", timeout=60_000)
    answer = page.inner_text("#news-answer")
    assert "Dinas Sosial" in answer
    assert "94,62" in answer
    # the reason too is told in the reader's language, with its decimal sign
    assert "memuat 94,26, artikel 94,62" in answer
    assert "selisih 0,36" in answer


def test_a_run_without_verdicts_says_so(desk: tuple[Any, ReviewStore]) -> None:
    page, _ = desk
    settled(page, "#record", "Belum diverifikasi")
    page.keyboard.press("l")
    settled(page, "#record", "Not verified yet")


def test_narrow_screen_shows_record_then_sentence_then_folded_article(
    built: Path, browser: Any
) -> None:
    with served(built) as (address, _):
        page = opened(browser.new_context(viewport={"width": 390, "height": 844}), address)
        tops = [
            page.locator(selector).bounding_box()["y"]
            for selector in ("#record-title", ".sentence", "#fold summary", "#rows")
        ]
        assert tops == sorted(tops)
        assert not page.is_visible("#article-text")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.is_visible("#progress")
        assert serious_faults(page) == []
        page.click(".fields [data-field=recipient]")
        assert page.is_visible("#article-text")
        assert page.problems == []


def serious_faults(page: Any) -> list[tuple[str, str]]:
    """What axe-core calls serious or critical: the rule, and the element."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    return [
        (fault["id"], fault["nodes"][0]["html"][:120])
        for fault in axe.Axe().run(page).response["violations"]
        if fault["impact"] in ("serious", "critical")
    ]


def test_axe_finds_no_serious_fault(desk: tuple[Any, ReviewStore]) -> None:
    page, _ = desk
    for tab in ("results", "matrix", "pictures", "news"):
        page.click(f"#tab-{tab}")
        page.wait_for_selector("#record-title, .matrix, .pictures img, .news")
        assert serious_faults(page) == [], tab
    page.keyboard.press("1")
    page.keyboard.press("c")
    assert serious_faults(page) == []
    page.problems.clear()


def test_without_the_token_nothing_is_shown(built: Path, browser: Any) -> None:
    with served(built) as (address, _):
        page = browser.new_context().new_page()
        page.goto(re.sub("#.*", "", address))
        settled(page, "#alert", "token")
        assert page.locator("#rows").count() == 0


def test_the_log_is_what_the_page_says(desk: tuple[Any, ReviewStore]) -> None:
    page, store = desk
    page.keyboard.press("a")
    settled(page, "#count", "1 dari")
    decisions, _ = DecisionLog(store.path).read()
    assert [each.action for each in decisions] == ["accept"]
    assert decisions[0].reviewer == "Rina"
