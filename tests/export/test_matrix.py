"""The matrix: what a cell holds, why it is empty, where the method changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractor.cli import main
from extractor.dataset import Filter, open_source
from extractor.exporter.matrix import Cell, Matrix, matrices, method_changes, rounded
from extractor.models import AwardRecord
from extractor.models.record import Evidence
from extractor.patterns.loader import load
from tests.conftest import make_article, make_record
from tests.dataset.gold_runs import write_run

PATTERNS = load()


def record(number: int, digits: str, year: int | None, **given: Any) -> AwardRecord:
    """A record of its own paper; each article is worded differently, so none is a reprint."""
    site = given.pop("site", f"paper{number}.id")
    article = make_article(
        " ".join(f"kata{number}x{n}" for n in range(30)) + f" Dinas Sosial {digits}.",
        url=f"https://{site}/{number}", site=site, published=f"2025-01-{number + 1:02d}",
    )  # fmt: skip
    made = make_record(article, "Dinas Sosial", digits)
    return made.model_copy(update={"award": made.award.model_copy(update={"year": year}), **given})


def printed(each: AwardRecord) -> str:
    held = each.evidence["score"]
    assert isinstance(held, Evidence)
    return held.text


def matrix_of(tmp_path: Path, records: list[AwardRecord], chosen: Filter | None = None) -> Matrix:
    articles = [
        make_article(
            " ".join(f"kata{n}x{m}" for m in range(30))
            + f" Dinas Sosial {printed(each)}.",
            url=each.article.url, site=each.article.site, published=each.article.published,
        )
        for n, each in enumerate(records)
    ]  # fmt: skip
    run = write_run(tmp_path / "run", articles, records)
    with open_source(run, load) as dataset:
        (made,) = matrices(dataset, chosen or Filter(), PATTERNS)
    return made


def cell(made: Matrix, year: int) -> Cell:
    return made.rows[0].cells[made.years.index(year)]


def test_most_papers_are_shown_and_the_others_named(tmp_path: Path) -> None:
    made = matrix_of(
        tmp_path, [record(0, "94,62", 2024), record(1, "94,26", 2024), record(2, "94,62", 2024)]
    )
    found = cell(made, 2024)
    assert (found.digits, found.papers, found.conflict) == ("94.62", 3, "differs")
    assert found.others == ("94.26",)
    assert found.link == "https://paper0.id/0"


def test_a_rounded_figure_is_told_as_such_and_the_exact_one_shown(tmp_path: Path) -> None:
    made = matrix_of(tmp_path, [record(0, "94,62", 2024), record(1, "95", 2024)])
    assert (cell(made, 2024).digits, cell(made, 2024).conflict) == ("94.62", "rounded")


def test_labels_of_one_dimension_that_differ_are_a_conflict(tmp_path: Path) -> None:
    made = matrix_of(
        tmp_path,
        [
            record(0, "94,62", 2024, predicates=("Zona Hijau", "Kualitas Tertinggi")),
            record(1, "94,62", 2024, predicates=("Zona Kuning",)),
        ],
    )
    assert cell(made, 2024).conflict == "differs"


def test_no_cell_is_silently_empty(tmp_path: Path) -> None:
    made = matrix_of(
        tmp_path, [record(0, "60", 2019), record(1, "80", 2021), record(2, "93", None)]
    )
    assert made.years == (2019, 2020, 2021)
    assert [each.state for each in made.rows[0].cells] == ["reported", "not-assessed", "reported"]
    undated = made.rows[0].undated
    assert undated is not None
    assert undated.digits == "93"


def test_years_that_were_asked_for_stand_even_without_a_record(tmp_path: Path) -> None:
    made = matrix_of(tmp_path, [record(0, "93", 2023)], Filter(years=(2022, 2023)))
    assert made.years == (2022, 2023)
    assert cell(made, 2022).state == "no-article"


def test_ombudsman_changed_its_method_in_2022_and_2025() -> None:
    changes = method_changes(PATTERNS.awards["ombudsman-kepatuhan"])
    assert [change.year for change in changes] == [2022, 2025]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("94.62", "94.6", True),
        ("95", "94.62", True),
        ("94.62", "94.26", False),
        ("94", "94.62", False),
    ],
)
def test_rounded(one: str, other: str, expected: bool) -> None:
    assert rounded(one, other) is expected


def test_the_sheet_marks_links_conflicts_and_the_new_method(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    records = [
        record(0, "94,62", 2024), record(1, "94,26", 2024), record(2, "70", 2021),
        record(3, "88", None), record(4, "90", 2023, score=None, predicates=("Zona Kuning",)),
        record(5, "90", 2020, score=None, predicates=()),
    ]  # fmt: skip
    matrix_of(tmp_path, records)
    to = tmp_path / "x.xlsx"
    assert main(["export", str(tmp_path / "run"), "--to", str(to), "--lang", "id", "-q"]) == 0
    sheet = openpyxl.load_workbook(to).active
    cells = {str(c.value): c for row in sheet.iter_rows() for c in row if c.value is not None}
    assert cells["94.26"].hyperlink.target == "https://paper1.id/1"
    assert cells["94.26"].data_type == "n"
    # as many decimals as were printed; without a figure the label carries the link
    assert (cells["70"].number_format, cells["94.26"].number_format) == ("0", "0.00")
    assert cells["Zona Kuning"].hyperlink.target == "https://paper4.id/4"
    assert cells["diberitakan, tanpa predikat"].hyperlink.target == "https://paper5.id/5"
    assert "berbeda: 94,62" in cells
    assert "2022 (metode baru)" in cells
    assert cells["2022 (metode baru)"].border.left.style == "thick"
    assert "Tahun tidak disebut" in cells
    assert any("di antara 6 artikel yang dibaca" in text for text in cells)
    assert "tidak ada artikel" in cells
    meanings = openpyxl.load_workbook(to)["Kamus kolom"]
    assert meanings["C2"].value.startswith("Kode catatan")
