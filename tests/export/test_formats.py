"""Every format as CONTRACT's flat table says, read back by the programs people use."""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor.dataset import build
from extractor.dataset.columns import NAMES, SPAN_NAMES
from extractor.exporter import FORMATS
from extractor.patterns.loader import load
from extractor.record_schema import record_schema
from tests.conftest import Command, make_article, make_record
from tests.dataset.gold_runs import gold_articles, gold_run, write_run

COLUMNS = (
    "record_id award_code award_name granting_body award_year recipient abbreviation"
    " recipient_kind jurisdiction jurisdiction_level jurisdiction_code score score_text"
    " score_unit score_previous scale_min scale_max predicates rank rank_of rank_scope streak"
    " event_date speaker speaker_role evidence_recipient evidence_score article_url article_site"
    " article_title article_published verdict verdict_reasons"
).split()
SPANS = ["article_sha256", "recipient_start", "recipient_end", "score_start", "score_end"]


def need(name: str) -> Any:
    """A reader that the dev extra installs; the test skips without."""
    return pytest.importorskip(name, reason=f"{name} is not installed")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("formats")
    build([gold_run(folder / "run", gold_articles(20))], folder / "d.db", load())
    return folder / "d.db"


@pytest.fixture(scope="module")
def published(built: Path) -> Path:
    from extractor.cli import main

    folder = built.parent / "published"
    for suffix in FORMATS:
        assert main(["export", str(built), "--to", str(folder / f"awards{suffix}"), "--quiet"]) == 0
    return folder


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_columns_are_the_contracts() -> None:
    assert list(NAMES) == COLUMNS
    assert list(SPAN_NAMES) == SPANS


def test_csv(published: Path) -> None:
    rows = csv_rows(published / "awards.csv")
    assert list(rows[0]) == COLUMNS
    first = rows[0]
    assert first["score"] == "94.62"
    assert first["score_text"] == "94, 62"
    assert first["jurisdiction_code"] == "36.04"
    assert first["predicates"] == "Zona Hijau; Kualitas Tertinggi"
    assert first["verdict"] == "unsupported"
    assert {row["score"] for row in rows} >= {"93.30", ""}


def test_jsonl_is_the_nested_record(published: Path) -> None:
    jsonschema = need("jsonschema")
    validator = jsonschema.Draft202012Validator(record_schema())
    lines = (published / "awards.jsonl").read_bytes().splitlines()
    assert len(lines) == len(csv_rows(published / "awards.csv"))
    for line in lines:
        validator.validate(json.loads(line))


def test_parquet_has_one_schema_whatever_the_rows(published: Path, tmp_path: Path) -> None:
    pq = need("pyarrow.parquet")
    article = make_article("Dinas Sosial meraih Zona Hijau pada 94,62.")
    bare = make_record(article, "Dinas Sosial", "94,62", score=None, evidence={
        "recipient": {"start": 0, "end": 12, "text": "Dinas Sosial"}})  # fmt: skip
    run = write_run(tmp_path / "run", [article], [bare])
    from extractor.cli import main

    assert main(["export", str(run), "--to", str(tmp_path / "x.parquet"), "--alone", "-q"]) == 0
    full, empty = (pq.read_table(p) for p in (published / "awards.parquet", tmp_path / "x.parquet"))
    assert full.schema.equals(empty.schema)
    assert full.schema.metadata[b"award-extractor.table"] == b"1"
    assert full.column_names == COLUMNS
    first = full.slice(0, 1).to_pylist()[0]
    assert first["score"] == Decimal("94.62")
    assert first["award_year"] == 2024
    assert first["event_date"] == date(2025, 2, 4)
    assert first["jurisdiction_code"] == "36.04"


def test_workbook_opens_on_the_matrix(published: Path) -> None:
    openpyxl = need("openpyxl")
    book = openpyxl.load_workbook(published / "awards.xlsx")
    assert book.active.title == "ombudsman-kepatuhan"
    assert book.sheetnames[-3:] == ["Table", "Coverage", "Columns"]
    flat = book["Table"]
    head = [cell.value for cell in flat[1]]
    assert head == COLUMNS
    row = dict(zip(head, flat[2], strict=True))
    assert row["score"].value == 94.62
    assert row["jurisdiction_code"].value == "36.04"
    assert row["record_id"].data_type == "s"
    assert row["event_date"].is_date
    assert flat.freeze_panes == "A2"
    assert flat.auto_filter.ref.startswith("A1:")
    assert flat.max_row == len(csv_rows(published / "awards.csv")) + 1


def test_database(published: Path) -> None:
    connection = sqlite3.connect(published / "awards.db")
    connection.row_factory = sqlite3.Row
    row = dict(connection.execute("SELECT * FROM awards LIMIT 1").fetchone())
    assert list(row) == COLUMNS
    assert row["score"] == 94.62
    assert row["jurisdiction_code"] == "36.04"
    hits = connection.execute(
        "SELECT count(*) FROM awards_text WHERE awards_text MATCH 'dinsos'"
    ).fetchone()[0]
    assert hits == 1
    connection.close()


READERS: dict[str, Callable[[Path], Any]] = {
    "pandas": lambda p: need("pandas").read_parquet(p / "awards.parquet").to_dict("records"),
    "polars": lambda p: need("polars").read_parquet(p / "awards.parquet").to_dicts(),
    "duckdb": lambda p: (
        need("duckdb").connect().from_parquet(str(p / "awards.parquet")).to_arrow_table()
    ).to_pylist(),
}  # fmt: skip


@pytest.mark.parametrize("reader", READERS)
def test_parquet_read_back(published: Path, reader: str) -> None:
    rows = READERS[reader](published)
    expected = csv_rows(published / "awards.csv")
    assert [row["record_id"] for row in rows] == [row["record_id"] for row in expected]
    assert [None if not e["score"] else Decimal(e["score"]) for e in expected] == [
        row["score"] for row in rows
    ]


def test_csv_read_back(published: Path) -> None:
    pandas, polars, duckdb = need("pandas"), need("polars"), need("duckdb")
    path = published / "awards.csv"
    expected = [row["jurisdiction_code"] for row in csv_rows(path)]
    for found in (
        pandas.read_csv(path, dtype=str, keep_default_na=False)["jurisdiction_code"].tolist(),
        [
            code or ""
            for code in polars.read_csv(path, infer_schema_length=0)["jurisdiction_code"].to_list()
        ],
        [
            row[0] or ""
            for row in duckdb.connect()
            .read_csv(str(path), all_varchar=True)
            .project("jurisdiction_code")
            .fetchall()
        ],
    ):
        assert found == expected


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_hugging_face_datasets_read_them(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    datasets = need("datasets")
    count = len(csv_rows(published / "awards.csv"))
    for kind, suffix in (("csv", "csv"), ("parquet", "parquet"), ("json", "jsonl")):
        loaded = datasets.load_dataset(
            kind, data_files=str(published / f"awards.{suffix}"), split="train",
            cache_dir=str(tmp_path / "cache"),
        )  # fmt: skip
        assert len(loaded) == count
        assert set(loaded.column_names) >= {"record_id"}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_data_package_is_valid(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frictionless = need("frictionless")
    monkeypatch.chdir(published)
    report = frictionless.validate("datapackage.json")
    assert report.flatten(["type", "note"]) == []
    names = {
        each["path"] for each in json.loads(Path("datapackage.json").read_bytes())["resources"]
    }
    assert names == {f"awards{suffix}" for suffix in FORMATS}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_croissant_is_valid_and_gives_records(published: Path) -> None:
    croissant = need("mlcroissant")
    dataset = croissant.Dataset(jsonld=str(published / "croissant.json"))
    assert list(dataset.metadata.issues.errors) == []
    first = next(iter(dataset.records("awards")))
    assert first["awards/recipient"] == b"Dinas Sosial"


def test_rows_fit_the_table_schema(published: Path) -> None:
    jsonschema = need("jsonschema")
    schema = json.loads((published / "awards.schema.json").read_bytes())
    validator = jsonschema.Draft202012Validator(schema)
    whole = {"award_year", "rank", "rank_of", "streak"}
    for row in csv_rows(published / "awards.csv"):
        typed = {k: int(v) if v and k in whole else v or None for k, v in row.items()}
        validator.validate(typed)


def test_checksums_hold(published: Path) -> None:
    import hashlib

    lines = (published / "SHA256SUMS").read_text().splitlines()
    named = {line.split("  ")[1] for line in lines}
    assert named == {p.name for p in published.iterdir()} - {"SHA256SUMS"}
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((published / name).read_bytes()).hexdigest() == digest


def test_exports_are_the_same_bytes_each_time(published: Path, built: Path, tmp_path: Path) -> None:
    from extractor.cli import main

    for suffix in (".csv", ".jsonl", ".parquet", ".db"):
        assert main(["export", str(built), "--to", str(tmp_path / f"awards{suffix}"), "-q"]) == 0
        assert (tmp_path / f"awards{suffix}").read_bytes() == (
            published / f"awards{suffix}"
        ).read_bytes()


def test_somebody_elses_readme_is_left_alone(built: Path, tmp_path: Path, command: Command) -> None:
    (tmp_path / "README.md").write_text("my own words")
    ran = command("export", built, "--to", tmp_path / "awards.csv", "--lang", "en")
    assert ran.status == 0
    assert "README.md" in ran.err
    assert (tmp_path / "README.md").read_text() == "my own words"
    assert command("export", built, "--to", tmp_path / "alone" / "x.csv", "--alone").status == 0
    assert [p.name for p in (tmp_path / "alone").iterdir()] == ["x.csv"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_spans_only_holds_no_words_of_the_article(built: Path, tmp_path: Path, suffix: str) -> None:
    from extractor.cli import main

    path = tmp_path / f"awards{suffix}"
    assert main(["export", str(built), "--to", str(path), "--spans-only", "--alone", "-q"]) == 0
    title = gold_articles(1)[0].title
    content = path.read_bytes()
    if suffix == ".xlsx":
        import zipfile

        with zipfile.ZipFile(path) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    assert title.encode() not in content
    if suffix == ".csv":
        rows = csv_rows(path)
        assert list(rows[0]) == COLUMNS + SPANS
        assert rows[0]["evidence_recipient"] == rows[0]["article_title"] == ""
        text = gold_articles(1)[0].text
        start, end = int(rows[0]["recipient_start"]), int(rows[0]["recipient_end"])
        assert text[start:end] == "Dinsos"


def test_a_missing_library_is_one_line_with_the_command(
    built: Path, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("xlsxwriter", "pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, name, None)
    for suffix in (".xlsx", ".parquet"):
        ran = command("export", built, "--to", tmp_path / f"x{suffix}")
        assert ran.status == 2
        assert 'pip install "award-extractor[export]"' in ran.err
    assert list(tmp_path.iterdir()) == []


def test_names_of_files_come_from_the_caller_alone(tmp_path: Path, command: Command) -> None:
    article = make_article(
        "Dinas Sosial meraih 94,62.", url="https://a.id/../../../../tmp/evil", site="../evil",
        title="../../evil.html",
    )  # fmt: skip
    run = write_run(tmp_path / "run", [article], [make_record(article, "Dinas Sosial", "94,62")])
    before = {each.name for each in tmp_path.iterdir()}
    for suffix in FORMATS:
        assert command("export", run, "--to", tmp_path / "out" / f"x{suffix}").status == 0
    assert command("report", run, "--into", tmp_path / "out" / "r.html").status == 0
    assert command("review", run, "--static", tmp_path / "out" / "p.html").status == 0
    assert {each.name for each in tmp_path.iterdir()} == before | {"out"}
    assert not any("evil" in each.name for each in (tmp_path / "out").iterdir())


@pytest.mark.slow
def test_datasette_opens_dataset_and_export_with_their_metadata(
    published: Path, built: Path
) -> None:
    need("datasette")
    import subprocess

    def ask(database: Path, question: str, *options: str) -> Any:
        ran = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "datasette", str(database), *options,
             "--get", question],
            capture_output=True, check=False, timeout=60,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        return json.loads(ran.stdout)

    metadata = ("-m", str(published / "metadata.json"))
    rows = ask(published / "awards.db", "/awards/awards.json?_shape=array&_size=3", *metadata)
    assert [row["recipient"] for row in rows][:1] != []
    assert list(rows[0]) == COLUMNS
    rows = ask(built, "/d/awards.json?_shape=array&_size=3")
    assert list(rows[0]) == COLUMNS
