"""Output of other programs is read as it is; any other table once its columns are known."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import SourceError
from extractor.models import Page, Reject
from extractor.settings import Settings
from extractor.sources import Columns, Feed, resolve
from tests.conftest import Command

TEXT = "Dinsos Kota Serang meraih nilai 94,62.\nDPMPTSP meraih 91,16."
URL = "https://kabar.example/2024/nilai"

# shape of the record that each program writes, with made-up values
NEWS_WATCH = {
    "title": "Judul", "publish_date": "2024-05-01 10:30:00", "author": "Redaksi", "content": TEXT,
    "keyword": "ombudsman", "category": "daerah", "source": "kabar", "link": URL,
}  # fmt: skip
FUNDUS = {
    "title": "Judul", "authors": ["Redaksi"], "topics": [], "free_access": True,
    "publishing_date": "2024-05-01 10:30:00+07:00",
    "body": {
        "summary": [],
        "sections": [{"headline": [], "paragraphs": TEXT.split("\n")}],
    },
}  # fmt: skip
FUNDUS_PAGE = {
    **FUNDUS,
    "html": {
        "requested_url": "https://kabar.example/lama", "responded_url": URL,
        "content": "<html><p>x</p></html>", "crawl_date": "2024-06-01 00:00:00",
    },
}  # fmt: skip
TRAFILATURA = {
    "title": "Judul", "author": None, "hostname": "kabar.example", "date": "2024-05-01",
    "fingerprint": "cba2", "id": None, "license": None, "comments": "", "raw_text": "satu baris",
    "text": TEXT, "language": None, "source": URL, "source-hostname": "kabar.example",
    "excerpt": None, "categories": "", "tags": "",
}  # fmt: skip
NEWS_PLEASE = {
    "title": "Judul", "maintext": TEXT, "date_publish": "2024-05-01 10:30:00", "url": URL,
    "source_domain": "kabar.example", "description": "", "authors": [],
}  # fmt: skip


def read(*names: str, columns: Columns | None = None) -> list[Page | Reject]:
    feed = Feed(resolve(list(names)), settings=Settings(), columns=columns or Columns())
    return list(feed)


def as_csv(rows: list[dict[str, Any]], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


OUTPUTS: dict[str, tuple[str, str, str]] = {
    "news-watch CSV": ("a.csv", as_csv([NEWS_WATCH]), "2024-05-01T10:30:00"),
    "news-watch JSON": ("a.json", json.dumps([NEWS_WATCH], indent=1), "2024-05-01T10:30:00"),
    "Fundus JSON": ("a.json", json.dumps([FUNDUS]), "2024-05-01T10:30:00+07:00"),
    "trafilatura JSON": ("a.json", json.dumps(TRAFILATURA), "2024-05-01"),
    "trafilatura JSONL": ("a.jsonl", json.dumps(TRAFILATURA), "2024-05-01"),
    "news-please JSON": ("a.json", json.dumps(NEWS_PLEASE), "2024-05-01T10:30:00"),
    "lines under .json": ("a.json", "\n".join([json.dumps(NEWS_WATCH)] * 2), "2024-05-01T10:30:00"),
}


@pytest.mark.parametrize("program", OUTPUTS)
def test_output_of_other_programs(program: str, folder: Path) -> None:
    name, content, published = OUTPUTS[program]
    Path(name).write_text(content, encoding="utf-8")
    page = read(name)[0]
    assert isinstance(page, Page)
    assert (page.text, page.html, page.title, page.published) == (TEXT, None, "Judul", published)
    assert page.url == (None if "Fundus" in program else URL)


def test_fundus_with_the_page_itself(folder: Path) -> None:
    Path("a.json").write_text(json.dumps([FUNDUS_PAGE]))
    (page,) = read("a.json")
    assert isinstance(page, Page)
    assert (page.url, page.html, page.source) == (URL, b"<html><p>x</p></html>", "a.json#1")


def test_parquet_with_other_names(folder: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = pyarrow.table({
        "Tautan": [URL], "Isi Berita": [TEXT], "Judul": ["Judul"], "Tanggal": [dt.date(2024, 5, 1)],
        "skor": [1.5],
    })  # fmt: skip
    parquet.write_table(table, "a.parquet")
    (page,) = read("a.parquet")
    assert isinstance(page, Page)
    assert (page.url, page.text, page.title, page.published) == (URL, TEXT, "Judul", "2024-05-01")


def test_named_columns_come_before_guesses(folder: Path) -> None:
    row = {"content": "ringkasan", "badan_tulisan": TEXT, "judul": "Judul", "laman": URL}
    Path("a.csv").write_text(as_csv([row], ";"), encoding="utf-8")
    (guessed,) = read("a.csv")
    (named,) = read("a.csv", columns=Columns.of(["text=badan_tulisan", "url=laman"]))
    assert isinstance(guessed, Page)
    assert isinstance(named, Page)
    assert (guessed.text, guessed.url) == ("ringkasan", None)
    assert (named.text, named.url, named.title) == (TEXT, URL, "Judul")


@pytest.mark.parametrize("named", ["isi=content", "text", "text=", "=content"])
def test_a_wrong_column_option(named: str) -> None:
    with pytest.raises(SourceError, match="FIELD=COLUMN"):
        Columns.of([named])


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ("[1, {}]", ["not-an-object", "no-content"]),
        ("{", ["bad-json"]),
        ("[]", []),
        ('[{"text": 5}]', ["wrong-type"]),
    ],
)
def test_bad_json(content: str, codes: list[str], folder: Path) -> None:
    Path("a.json").write_text(content)
    assert [each.code for each in read("a.json") if isinstance(each, Reject)] == codes


def test_records_of_a_table_with_named_columns(folder: Path, command: Command) -> None:
    row = {"badan": TEXT, "terbit": "2025-02-04", "judul": "Ombudsman Nilai Kepatuhan Kota Serang"}
    Path("a.csv").write_text(as_csv([row]), encoding="utf-8")
    assert command("extract", "a.csv").status == 1
    ran = command("extract", "a.csv", "--column", "text=badan", "--column", "published=terbit")
    assert ran.status == 0
    assert command("extract", "a.csv", "--column", "teks=badan").status == 2
