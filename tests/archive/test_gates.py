"""The gates lose no record, and turn the rest away with its reason."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractor.evaluator.gold import GoldArticle
from extractor.gates import Filters, Gatekeeper, Gates, Tally, host_of, load_gates
from extractor.gates.phrases import DECISIVE, anchor_of, minimal, phrases_of, words_of
from extractor.gates.scanning import Engine
from extractor.gates.schema import GatesPattern
from extractor.models import Page
from extractor.parser import parse
from extractor.patterns.knowledge import Knowledge, load_knowledge
from extractor.patterns.loader import load_toml
from extractor.pipeline import Extractor
from tests.conftest import ROOT, make_article

ENGINES: tuple[Engine, ...] = ("hyperscan", "aho-corasick", "words")
MODULES = {"hyperscan": "hyperscan", "aho-corasick": "ahocorasick_rs", "words": "re"}
GOLD = sorted((ROOT / "corpus" / "gold").glob("*.json"))


@cache
def knowledge() -> Knowledge:
    return load_knowledge()


@cache
def gates_of(engine: Engine) -> Gates:
    return load_gates(knowledge(), engine)


@pytest.fixture(params=ENGINES)
def gates(request: pytest.FixtureRequest) -> Gates:
    pytest.importorskip(MODULES[request.param])
    return gates_of(request.param)


def html(*paragraphs: str, title: str = "Berita") -> bytes:
    body = "".join(f"<p>{each}</p>\n" for each in paragraphs)
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()


PLAIN = "Warga membersihkan saluran yang tersumbat dan menanam pohon untuk menahan longsor."


@cache
def gold() -> list[tuple[str, Any, int]]:
    """Id, article and number of records found without any gate."""
    extractor = Extractor()
    found: list[tuple[str, Any, int]] = []
    for path in GOLD:
        truth = GoldArticle.model_validate_json(path.read_bytes())
        article = parse(truth.pasted())
        found.append((truth.id, article, len(extractor.extract(article))))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_no_gold_article_loses_its_records(engine: Engine) -> None:
    """On the page's bytes and on the article, with every engine, over the whole gold corpus."""
    pytest.importorskip(MODULES[engine])
    gates = gates_of(engine)
    lost = []
    for ident, article, records in gold():
        page = html(*article.paragraphs, title=article.title or "")
        turned = gates.page_reason(page) or gates.article_reason(article)
        if records and turned:
            lost.append((ident, turned))
    assert lost == []
    assert sum(records for _, _, records in gold()) > 300


@pytest.mark.slow
def test_no_gold_page_loses_its_records() -> None:
    """The same for whole HTML pages, with all that stands around their articles."""
    gates = gates_of("words")
    kept = {ident: records for ident, _, records in gold()}
    pages = sorted((ROOT / "corpus" / "pages").glob("*.html"))
    assert pages
    for path in pages:
        page = path.read_bytes()
        article = parse(Page(source=path.name, html=page))
        if kept.get(path.stem.split("__")[0]):
            assert gates.page_reason(page) is None, path.name
            assert gates.article_reason(article) is None, path.name


@pytest.mark.slow
def test_hardly_any_gold_article_with_records_is_turned_away() -> None:
    """Stricter: also articles whose records the rules do not find yet are let through."""
    gates = gates_of("words")
    turned = []
    for path in GOLD:
        truth = GoldArticle.model_validate_json(path.read_bytes())
        if truth.records and gates.page_reason(html(*truth.paragraphs, title=truth.title)):
            turned.append(truth.id)
    assert turned == []


# paragraph, whether the gate opens, why
CASES: list[tuple[str, bool, str]] = [
    (PLAIN, False, "no word of an award"),
    ("Pemkab Bantul meraih opini WTP dan bersyukur.", True, "an award's own name"),
    ("Pemkab Bantul meraih opini wtp yang kesepuluh dan bersyukur.", True, "in lower case"),
    ("Kota dan <b>opini</b> BPK yang <i>Wajar</i> Tanpa Pengecualian.", True, "tags between words"),
    ("Wajar&nbsp;Tanpa&nbsp;Pengecualian dan seterusnya.", True, "entities between words"),
    ("Wajar\n      Tanpa\n   Pengecualian dan seterusnya.", True, "line breaks between words"),
    ("Ia menerima peng\u00adhar\u00adgaan dan pulang.", True, "soft hyphens inside a word"),
    ("Ia menerima peng&shy;hargaan dan pulang.", True, "the same as an entity"),
    ("Ia menerima peng\u200bhargaan dan pulang.", True, "zero-width blanks inside a word"),
    ("Ia menerima peng<wbr>hargaan dan pulang.", True, "break opportunities inside a word"),
    ("Ia memperoleh trofi dan pulang.", True, "the head word of a prize that no file names"),
    ("Wartawan menulis opini yang panjang dan lucu.", False, "a weak name alone"),
    ("BPK memeriksa kas yang lama dan lusuh.", False, "a granting body alone"),
    ("Opini yang diberikan BPK pada kas itu dan lainnya.", True, "a weak name and its body"),
    ("Sakipan dan asakip yang aneh.", False, "only parts of other words"),
]


@pytest.mark.parametrize(("paragraph", "opens", "why"), CASES, ids=[c[2] for c in CASES])
def test_what_opens_the_gate(gates: Gates, paragraph: str, opens: bool, why: str) -> None:
    assert (gates.page_reason(html(PLAIN, paragraph)) is None) is opens, why


def test_the_title_counts(gates: Gates) -> None:
    assert gates.page_reason(html(PLAIN, title="Bantul Sabet Penghargaan")) is None


def test_another_language_is_turned_away(gates: Gates) -> None:
    page = html("The city won the Kalpataru award for the second time in a row.")
    assert gates.page_reason(page) == "language"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_charsets(gates: Gates, encoding: str) -> None:
    page = html(PLAIN, "Bantul meraih penghargaan Kalpataru dan “bersyukur”.").decode()
    assert gates.page_reason(page.encode(encoding)) is None


def test_article_gate(gates: Gates) -> None:
    assert gates.article_reason(make_article(PLAIN)) == "no-award"
    assert gates.article_reason(make_article(f"{PLAIN}\nRSUD lulus akreditasi SNARS.")) is None
    titled = make_article(PLAIN, title="Opini WTP untuk Bantul")
    assert gates.article_reason(titled) is None


def test_engines_agree() -> None:
    """Every phrase of the patterns, alone in a page, opens every gate or none."""
    installed = [gates_of(e) for e in ENGINES if _installed(e)]
    pattern = load_toml(ROOT / "patterns" / "gates.toml", GatesPattern)
    phrases = phrases_of(knowledge(), pattern)
    for phrase in phrases:
        page = html(PLAIN, f"Kata {' '.join(phrase.words).upper()} dan titik.")
        reasons = {gates.page_reason(page) for gates in installed}
        assert len(reasons) == 1, phrase
        if phrase.key == DECISIVE:
            assert reasons == {None}, phrase


def _installed(engine: Engine) -> bool:
    try:
        __import__(MODULES[engine])
    except ImportError:
        return False
    return True


def test_every_award_name_opens_the_gate() -> None:
    """Also the longer names, which are left out because a shorter one stands in them."""
    gates = gates_of("words")
    for award in knowledge().awards.values():
        for name in (award.name, *award.aliases, *award.misspellings):
            page = html(PLAIN, f"Tertulis {name} dan titik.")
            assert gates.page_reason(page) is None, (award.code, name)


def test_a_user_file_adds_to_the_gate(tmp_path: Path) -> None:
    (tmp_path / "awards").mkdir()
    (tmp_path / "awards" / "anggrek.toml").write_text(
        'code = "anggrek"\nname = "Lencana Anggrek Hitam"\naliases = ["Anggrek Hitam"]\n',
        encoding="utf-8",
    )
    page = html(PLAIN, "Ia dianugerahi Anggrek Hitam dan pulang.")
    assert gates_of("words").page_reason(page) == "no-award"
    own = load_gates(load_knowledge(extra=tmp_path), "words")
    assert own.page_reason(page) is None


def test_minimal_phrases_find_all_phrases() -> None:
    phrases = {words_of(p) for p in ("opini WTP", "WTP", "raihan opini WTP", "indeks desa")}
    assert minimal(phrases) == {("wtp",), ("indeks", "desa")}


@pytest.mark.parametrize(
    ("phrase", "anchor"),
    [
        ("Top 45", "top"),  # a number is searched for last
        ("Top 45 Inovasi", "inovasi"),  # then what is short
        ("opini LKPD", "lkpd"),  # then what is common
    ],
)
def test_anchor_is_the_rarest_word(phrase: str, anchor: str) -> None:
    words = words_of(phrase)
    rank = {"inovasi": 0, "nilai": 1, "opini": 2}
    assert words[anchor_of(words, rank)] == anchor


@pytest.mark.parametrize(
    ("host", "date", "reason"),
    [
        ("kompas.com", "2024-05-01T00:00:00Z", None),
        ("bola.kompas.com", "20240501000000", None),
        ("notkompas.com", "2024-05-01", "host"),
        ("kompas.com", "2023-12-31T23:59:59Z", "date"),
        ("kompas.com", "20250101", "date"),
        ("kompas.com", "2024-12-31T23:59:59Z", None),
        ("kompas.com", "", None),
    ],
)
def test_filters(host: str, date: str, reason: str | None) -> None:
    filters = Filters(("kompas.com",), "2024-01-01", "2024-12-31")
    assert filters.reason(host, date) == reason


def test_what_is_turned_away_is_counted_by_host_and_reason() -> None:
    keeper = Gatekeeper(Filters(hosts=("a.id",)), gates_of("words"))
    assert not keeper.admits("https://www.b.id/1", "", html(PLAIN))
    assert not keeper.admits("https://a.id/2", "", html(PLAIN))
    assert not keeper.admits("https://a.id/3", "", html(PLAIN))
    assert keeper.admits("https://a.id/4", "", html(PLAIN, "Piala itu dan trofi."))
    keeper.turn_away("https://a.id/5", "status")
    taken = keeper.tally.take()
    assert taken == {"host b.id": 1, "no-award a.id": 2, "status a.id": 1}
    assert keeper.tally.take() == {}
    total = Tally()
    total.update(taken)
    total.update({"host b.id": 2})
    assert total.by_reason() == {"host": 3, "no-award": 2, "status": 1}


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://www.A.id:8080/x", "a.id"), (None, ""), ("http://[::1", ""), ("mailto:x", "")],
)
def test_host_of(url: str | None, host: str) -> None:
    assert host_of(url) == host


def test_no_gate_word_is_written_in_code() -> None:
    for path in (ROOT / "extractor" / "gates").glob("*.py"):
        text = path.read_text(encoding="utf-8").lower()
        for word in ("penghargaan", "predikat", "juara", "yang"):
            assert not re.search(rf"\b{word}\b", text), (path.name, word)
