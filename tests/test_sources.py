from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import SourceError
from extractor.models import Page, Reject
from extractor.settings import Settings
from extractor.sources import Feed, Start, resolve
from extractor.sources.lines import MAX_LINE_BYTES, raw_lines


def read(*names: object, stdin: bytes = b"", **options: str) -> list[Page | Reject]:
    inputs = resolve([str(each) for each in names])
    return list(Feed(inputs, settings=Settings(), stdin=io.BytesIO(stdin), **options))  # type: ignore[arg-type]


def codes(items: list[Page | Reject]) -> list[str]:
    return [each.code if isinstance(each, Reject) else "page" for each in items]


def test_a_page_keeps_its_bytes_and_its_name_as_given(folder: Path) -> None:
    Path("a.html").write_bytes(b"<p>caf\xe9</p>")
    (page,) = read("./a.html")
    assert isinstance(page, Page)
    assert (page.source, page.html, page.text) == ("./a.html", b"<p>caf\xe9</p>", None)


def test_pasted_text_takes_the_date_it_is_given(folder: Path) -> None:
    Path("a.txt").write_text("Satu\nDua", encoding="utf-8")
    (page,) = read("a.txt", published="2025-02-04")
    assert isinstance(page, Page)
    assert (page.text, page.published) == ("Satu\nDua", "2025-02-04")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("“nilai” 94,62 – naik".encode(), "“nilai” 94,62 – naik"),
        ("“nilai”".encode("utf-8-sig"), "“nilai”"),
        ("“nilai”".encode("utf-16"), "“nilai”"),
        ("“nilai” – naik".encode("cp1252"), "“nilai” – naik"),
        (b"satu\r\ndua\rtiga", "satu\ndua\ntiga"),
    ],
)
def test_text_is_decoded_as_it_was_saved(folder: Path, data: bytes, text: str) -> None:
    Path("a.txt").write_bytes(data)
    (page,) = read("a.txt")
    assert isinstance(page, Page)
    assert page.text == text


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.html", b"", "empty"),
        ("a.html", b" \n ", "empty"),
        ("a.txt", b"\n\n", "empty"),
        ("a.txt", bytes(range(256)) * 8, "binary"),
        ("a.html", b"%PDF-1.7 ...", "binary"),
        ("a.bin", bytes(range(32)) * 8, "binary"),
        ("a.parquet", b"no parquet", "bad-parquet"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"nama,nilai\nx,1\n", "no-content"),
    ],
)
def test_a_bad_file_is_a_reject(folder: Path, name: str, data: bytes, code: str) -> None:
    Path(name).write_bytes(data)
    assert codes(read(name)) == [code]


def test_a_page_above_the_limit_is_refused_unread_with_its_size(folder: Path) -> None:
    with Path("big.html").open("wb") as file:
        file.truncate(30_000_000)
    (reject,) = read("big.html")
    assert isinstance(reject, Reject)
    assert reject.code == "too-large"
    assert "30000000" in reject.message


JSONL_LINES = [
    (b'{"url": "https://a.id/1", "text": "Satu"}', "page"),
    (b'\xef\xbb\xbf{"text": "Satu"}', "page"),
    (b'{"html": "<p>Satu</p>"}', "page"),
    ('{"text": "satu\u2028dua\u0085tiga\x1c"}'.replace("\x1c", "\\u001c").encode(), "page"),
    (b"{not json}", "bad-json"),
    (b'{"text": "\\ud800"}', "bad-json"),
    (b"[" * 5000, "bad-json"),
    (b"[1, 2]", "not-an-object"),
    (b'{"url": "https://a.id/1"}', "no-content"),
    (b'{"text": " "}', "empty"),
    (b'{"text": 5}', "wrong-type"),
    (b'{"text": "Satu", "published": 2025}', "wrong-type"),
]


@pytest.mark.parametrize(("line", "code"), JSONL_LINES)
def test_each_line_is_judged_by_itself(folder: Path, line: bytes, code: str) -> None:
    Path("a.jsonl").write_bytes(b'{"text": "A"}\n' + line + b'\n\n{"text": "B"}')
    items = read("a.jsonl")
    if line.startswith(b"\xef\xbb\xbf"):
        Path("a.jsonl").write_bytes(line)
        assert codes(read("a.jsonl")) == ["page"]
        return
    assert codes(items) == ["page", code, "page"]
    assert [each.source for each in items] == ["a.jsonl#1", "a.jsonl#2", "a.jsonl#4"]


def test_standard_input_is_jsonl() -> None:
    assert codes(read("-", stdin=b'{"text": "A"}\nx\n')) == ["page", "bad-json"]


def test_a_line_above_the_limit_is_passed_over_without_the_next() -> None:
    stream = io.BytesIO(b"x" * (MAX_LINE_BYTES + 5) + b"\nnext\n")
    assert [(n, line) for n, _, line in raw_lines(stream)] == [(1, None), (2, b"next\n")]


@given(st.lists(st.binary(max_size=40).filter(lambda line: b"\n" not in line), min_size=1))
def test_lines_break_at_line_feeds_only(lines: list[bytes]) -> None:
    stream = io.BytesIO(b"\n".join(lines) + b"\n")
    assert [line for _, _, line in raw_lines(stream)] == [line + b"\n" for line in lines]


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), min_size=1)
        .filter(str.strip)
    ),
    st.sampled_from([",", ";", "\t"]),
)  # fmt: skip
def test_csv_gives_back_what_was_written(texts: list[str], delimiter: str) -> None:
    from extractor.sources.tables import read_csv

    written = io.StringIO(newline="")
    rows = csv.writer(written, delimiter=delimiter)
    rows.writerow(["url", "text", "title"])
    rows.writerows([f"https://a.id/{n}", text, "Judul"] for n, text in enumerate(texts))
    stream = io.BytesIO(written.getvalue().encode("utf-8-sig"))
    pages = [item for item, _ in read_csv(stream, "a.csv", None)]
    assert [page.text for page in pages if isinstance(page, Page)] == texts


def test_parquet_rows_are_pages(folder: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    table = pa.table({"url": ["u1", None], "html": [b"<p>A</p>", None], "text": [None, "B"]})
    pq.write_table(table, "a.parquet")
    first, second = read("a.parquet")
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert (first.url, first.html, second.text) == ("u1", b"<p>A</p>", "B")
    assert second.source == "a.parquet#2"


def test_a_folder_is_read_in_the_order_of_its_paths(folder: Path) -> None:
    for name in ("p/b.html", "p/a/z.html", "p/a.txt", "p/.hidden.html", "p/.git/x.html"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("<p>x</p>", encoding="utf-8")
    assert [each.source for each in read("p/")] == ["p/a.txt", "p/a/z.html", "p/b.html"]


def test_what_stands_beside_saved_pages_is_left_alone_and_counted(folder: Path) -> None:
    Path("p").mkdir()
    for name in ("style.css", "photo.jpg", "README.md", "index.tsv", "LICENCE"):
        Path("p", name).write_text("x", encoding="utf-8")
    Path("p", "page").write_text("<!doctype html><p>x</p>", encoding="utf-8")
    Path("p", "dump.bin").write_bytes(bytes(range(32)))
    inputs = resolve(["p"])
    assert len(inputs.skipped) == 5
    assert codes(read("p")) == ["binary", "page"]


def test_what_cannot_be_opened_inside_a_folder_is_a_reject(folder: Path) -> None:
    Path("p").mkdir()
    Path("p/a.html").write_text("<p>x</p>", encoding="utf-8")
    try:
        Path("p/b.html").symlink_to("nowhere.html")
        os.mkfifo("p/c.html")
    except (OSError, AttributeError):
        pytest.skip("no links or pipes here")
    assert codes(read("p")) == ["page", "unreadable", "not-a-file"]


def test_a_file_that_vanishes_is_a_reject(folder: Path) -> None:
    Path("a.html").write_text("<p>x</p>", encoding="utf-8")
    inputs = resolve(["a.html"])
    Path("a.html").unlink()
    assert codes(list(Feed(inputs, settings=Settings()))) == ["unreadable"]


def test_a_glob_that_no_shell_expanded(folder: Path) -> None:
    for name in ("b.txt", "a.txt", "[x].txt"):
        Path(name).write_text("x", encoding="utf-8")
    assert [each.source for each in read("*.txt")] == ["[x].txt", "a.txt", "b.txt"]
    assert [each.source for each in read("[x].txt")] == ["[x].txt"]


@pytest.mark.parametrize(
    "name", ["nowhere.html", "*.nothing", "media.id/berita/1", "no/such/folder", "no.warc.gz"]
)
def test_a_name_that_cannot_be_read_stops_the_call(folder: Path, name: str) -> None:
    with pytest.raises(SourceError) as error:
        resolve([name])
    assert "\n" not in str(error.value)
    assert name in str(error.value)


def test_progress_ends_at_the_size_of_all_inputs(folder: Path) -> None:
    Path("a.jsonl").write_text(json.dumps({"text": "x"}) + "\n\n", encoding="utf-8")
    Path("b.txt").write_text("x", encoding="utf-8")
    Path("c.csv").write_text("text\nx\n", encoding="utf-8")
    feed = Feed(resolve(["a.jsonl", "b.txt", "c.csv"]), settings=Settings())
    assert codes(list(feed)) == ["page"] * 3
    assert feed.behind == feed.total


# ---- addresses


def test_a_file_of_nothing_but_addresses_stands_for_them(folder: Path) -> None:
    (folder / "a.txt").write_text("# dari redaksi\nhttps://a.id/1\n\nhttps://b.id/2\n", "utf-8")
    inputs = resolve(["a.txt", "https://c.id/3"])
    assert [(each.name, each.kind) for each in inputs.files] == [
        ("https://a.id/1", "address"), ("https://b.id/2", "address"), ("https://c.id/3", "address"),
    ]  # fmt: skip
    assert inputs.addresses == 3


@pytest.mark.parametrize(
    "text",
    [
        "https://a.id/1\nSERANG - Bupati hadir.",  # an article with its address on top
        "SERANG\nhttps://a.id/1",
        "https://a.id/1 https://a.id/2",
        "# hanya catatan",
    ],
)
def test_a_text_that_mentions_addresses_is_a_text(folder: Path, text: str) -> None:
    (folder / "a.txt").write_text(text, "utf-8")
    (only,) = resolve(["a.txt"]).files
    assert only.kind == "txt"


def test_the_web_is_not_asked_for_a_file_in_a_folder(folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text("https://a.id/1\n", "utf-8")
    (only,) = resolve(["in"]).files
    assert only.kind == "txt"


# ---- going on after an interruption


def pages_of(url: str) -> Iterator[Page | Reject]:
    for number in (3, 1, 2):
        yield Page(url=f"{url}/{number}", source=f"{url}/{number}", html=b"<p>x")


def test_reading_goes_on_where_it_was(folder: Path) -> None:
    rows = (json.dumps({"text": f"Baris {number}."}) for number in range(3))
    (folder / "a.jsonl").write_text("\n".join(rows), "utf-8")
    names = ["a.jsonl", "https://a.id", "a.jsonl"]
    settings = Settings()
    whole = Feed(resolve(names), settings=settings, fetch=pages_of)
    sources = [item.source for item in whole]
    assert len(sources) == 9
    assert [whole.place_of(number) for number in (1, 3, 4, 6, 7, 9)] == [
        (0, 0), (0, 0), (1, 3), (1, 3), (2, 6), (2, 6)
    ]  # fmt: skip
    for done in range(10):
        source, items = whole.place_of(done)
        start = Start(source, items, done - items, frozenset(sources[:done]))
        rest = Feed(resolve(names), settings=settings, fetch=pages_of, start=start)
        assert [item.source for item in rest] == sources[done:]
        assert rest.behind == whole.behind
        assert rest.place_of(9) == (2, 6)


def test_pages_of_an_address_are_told_by_name_not_by_their_order(folder: Path) -> None:
    start = Start(done=2, told=frozenset({"https://a.id/1", "https://a.id/2"}))
    feed = Feed(resolve(["https://a.id"]), settings=Settings(), fetch=pages_of, start=start)
    assert [item.source for item in feed] == ["https://a.id/3"]
