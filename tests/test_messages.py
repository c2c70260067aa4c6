"""The catalogue is whole: both languages, the same parameters, a text for every code met."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator

import pytest

from extractor import messages
from tests.conftest import ROOT, Command

CODES = sorted(messages.catalogue())


def parameters(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_no_code_is_written_twice() -> None:
    """The later one would silently stand in the place of the other."""
    folder = ROOT / "extractor" / "messages"
    codes = [
        code for path in folder.glob("*.toml") for code in tomllib.loads(path.read_text("utf-8"))
    ]
    assert sorted(codes) == CODES


@pytest.mark.parametrize("code", CODES)
def test_both_languages_say_it_with_the_same_parameters(code: str) -> None:
    entry = messages.catalogue()[code]
    assert set(entry) == {"en", "id"}
    assert bool(entry["en"].strip()) is bool(entry["id"].strip())
    assert parameters(entry["en"]) == parameters(entry["id"])


@pytest.mark.parametrize("code", [each for each in CODES if re.match("(help|option|group)-", each)])
def test_help_is_ascii(code: str) -> None:
    assert all(text.isascii() for text in messages.catalogue()[code].values())


def test_a_code_of_another_version_is_shown_as_it_is() -> None:
    assert messages.text("reason-of-tomorrow", "id") == "reason-of-tomorrow"


def test_a_missing_parameter_is_a_bug() -> None:
    with pytest.raises(KeyError):
        messages.text("error")


def test_every_literal_code_in_the_program_has_a_text() -> None:
    used = set()
    for path in (ROOT / "extractor").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        used |= set(re.findall(r'(?:session|messages)\.text\(\s*"([a-z0-9-]+)"', source))
        used |= set(re.findall(r'help="((?:help|option|group)-[a-z-]+)"', source))
    assert used - set(CODES) == set()
    assert len(used) > 40


def test_every_rule_that_drops_a_line_has_a_name_for_readers() -> None:
    text = (ROOT / "patterns" / "boilerplate.toml").read_text(encoding="utf-8")
    rules = set(re.findall(r'^rule = "([a-z-]+)"', text, re.MULTILINE))
    assert rules
    assert {f"dropped-{each}" for each in rules} - set(CODES) == set()
    assert tomllib.loads(text)


@pytest.mark.slow
def test_every_reason_met_in_the_corpus_has_a_text(command: Command, tmp_path: object) -> None:
    from extractor.run_state import the_state

    run = ROOT.joinpath(str(tmp_path)) / "run"
    command("extract", ROOT / "corpus" / "pages", "--into", run, "--refused", "--quiet")
    counts = the_state(run).counts
    met = {f"dropped-{each}" for each in counts.dropped}
    met |= {f"refused-{each}" for each in counts.refused}
    met |= {f"reject-{each}" for each in counts.reject_codes}
    assert met - set(CODES) == set()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("94.62", "94,62"),
        ("94.62 (Zona Hijau)", "94,62 (Zona Hijau)"),
        ("94.62, 88.10", "94,62, 88,10"),
        ("-3.5", "-3,5"),
        ("1.234.567", "1.234.567"),
        ("radar24.7news.id", "radar24.7news.id"),
        ("2025-02-04", "2025-02-04"),
        ("91", "91"),
    ],
)
def test_figures_have_the_decimal_sign_of_the_language(told: str, expected: str) -> None:
    assert messages.figure(told, "id") == expected
    assert messages.figure(told, "en") == told


@pytest.mark.parametrize("origin", ["context", "text", "title", "dateline", "award default"])
def test_where_a_value_without_words_comes_from_has_words(origin: str) -> None:
    assert messages.known(f"page-origin-{origin}")


TOLD = {"ExtractorError", "SourceError", "OutputError", "WrongValue"}


def errors_raised() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted((ROOT / "extractor").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Name) and called.id in TOLD:
                assert isinstance(node, ast.Call)
                yield f"{path.name}:{node.lineno}", node


def test_every_error_of_a_call_is_told_in_both_languages() -> None:
    """Words of a library or of another error may be passed on; own words are the catalogue's."""
    told = 0
    for where, call in errors_raised():
        assert call.args, where
        said = call.args[0]
        assert not isinstance(said, ast.JoinedStr), f"{where}: an English sentence in the code"
        if isinstance(said, ast.Constant):
            assert said.value in CODES, where
            given = {each.arg for each in call.keywords}
            assert given == parameters(messages.catalogue()[said.value]["en"]), where
            told += 1
    assert told > 60


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (("extract", "tak-ada.html"), "tak-ada.html: tidak ada berkas atau folder dengan nama ini"),
        (("extract", "x", "--workers", "0"), "Nilai yang salah untuk --workers: sedikitnya 1"),
        (("extract", "x", "--workers", "dua"), "Nilai yang salah untuk --workers: harus bilangan"),
        (("extract", "x", "--published", "kemarin"), "'kemarin' bukan tanggal"),
        (("extract", "x", "--patterns", "tak-ada"), "tidak ada berkas atau folder dengan nama ini"),
        (("extract", "x", "--clusters"), "--clusters memerlukan --into"),
        (("list",), "Belum disebutkan: WHAT - awards, agencies, regions, atau publishers"),
        (("build", "x"), "Belum disebutkan: --into - Berkas kumpulan data"),
        (("list", "foo"), "bukan salah satu dari 'awards'"),
        (("status", "a", "b"), "Terlalu banyak masukan: b"),
        (("ekstrak", "a"), "Tidak ada perintah ekstrak"),
        (("export", "tak-ada", "--to", "x.csv"), "tidak ada folder hasil atau kumpulan data"),
        (("export", "x", "--to", "x.csv", "--award", "wpt"), "tidak ada penghargaan dengan kode"),
        (("export", "x", "--to", "x.csv", "--region", "Atlantis"), "tidak ada daerah dengan kode"),
        (("build", "tak-ada", "--into", "d.db"), "bukan folder hasil"),
        (("evaluate", "tak-ada"), "bukan folder berisi artikel acuan"),
        (("fetch", "https://a.id", "--into", "d", "--contact", "\u00fc"), "satu baris huruf biasa"),
    ],
    ids=lambda value: "-".join(value)[:40] if isinstance(value, tuple) else None,
)
def test_a_wrong_call_is_told_in_indonesian(
    command: Command, call: tuple[str, ...], expected: str
) -> None:
    done = command(*call, "--lang", "id")
    assert done.status == 2
    assert done.err.startswith("galat: ")
    assert done.err.count("\n") == 1
    assert expected in done.err
