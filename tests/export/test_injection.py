"""Cells that a spreadsheet would run: harmless in CSV and Excel, and restored on reading back."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.cli import main
from extractor.exporter.formulas import disarm, printable, restore
from tests.conftest import make_article, make_record
from tests.dataset.gold_runs import write_run

LIVE = [
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(A1)",
    "baris satu\n=1+1",
    "'=1+1",
    "''=1+1",
    "=cmd|' /C calc'!A0",
]
TAME = ["Dinas Sosial", "'Aisyiyah", "94, 62", "", "a=b", "2024-01-01", "Kec. A-B", "'", "x'=1"]


@pytest.mark.parametrize("text", LIVE)
def test_a_live_cell_is_disarmed_and_restored(text: str) -> None:
    safe = disarm(text)
    assert safe != text
    for line in safe.replace("\r", "\n").split("\n"):
        first = line.lstrip(" \t\u00a0\u200b\ufeff")[:1]
        assert first not in "=+-@\uff1d\uff0b\uff0d\uff20" or first == ""
    assert restore(safe) == text


@pytest.mark.parametrize("text", TAME)
def test_a_tame_cell_stays_as_it_is(text: str) -> None:
    assert disarm(text) == text
    assert restore(text) == text


@given(st.text(alphabet="=+-@'\t\n\r a1\u00a0\uff1d", max_size=12))
def test_disarming_can_always_be_undone(text: str) -> None:
    assert restore(disarm(text)) == text


@given(st.text(max_size=20))
def test_what_is_printable_has_no_control_characters(text: str) -> None:
    assert not set(printable(text)) & set(map(chr, [*range(9), 11, 12, *range(14, 32), 127]))


@pytest.fixture
def run(tmp_path: Path) -> Path:
    article = make_article("Dinas Sosial meraih 94,62.", title=LIVE[0], site="=site")
    records = [
        make_record(article, "Dinas Sosial", "94,62", record_id=f"{n:024d}", predicates=(text,))
        for n, text in enumerate(LIVE)
    ]
    return write_run(tmp_path / "run", [article], records)


def cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_reads_back_as_the_original(run: Path, tmp_path: Path) -> None:
    assert main(["export", str(run), "--to", str(tmp_path / "x.csv"), "--alone", "-q"]) == 0
    rows = cells(tmp_path / "x.csv")
    assert [restore(row["predicates"]) for row in rows] == LIVE
    assert all(row["article_title"].startswith("'=") for row in rows)
    assert all(row["score"] == "94.62" for row in rows)


def test_raw_leaves_them(run: Path, tmp_path: Path) -> None:
    assert (
        main(["export", str(run), "--to", str(tmp_path / "x.csv"), "--raw", "--alone", "-q"]) == 0
    )
    assert [row["predicates"] for row in cells(tmp_path / "x.csv")] == LIVE


def test_the_workbook_has_no_formula_and_no_odd_link(run: Path, tmp_path: Path) -> None:
    assert main(["export", str(run), "--to", str(tmp_path / "x.xlsx"), "--alone", "-q"]) == 0
    with zipfile.ZipFile(tmp_path / "x.xlsx") as book:
        sheets = [book.read(n).decode() for n in book.namelist() if "sheet" in n]
        relations = [book.read(n).decode() for n in book.namelist() if n.endswith(".rels")]
    assert not any("<f>" in sheet for sheet in sheets)
    assert not any("javascript:" in each or "evil" in each for each in relations)
