"""`extract` over archives, by command: the whole line of stages."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

import orjson
import pytest

from extractor.evaluator.gold import GoldArticle
from tests.archive.makers import member_of, record_of, write
from tests.conftest import ROOT, Command

GOLD = sorted((ROOT / "corpus" / "gold").glob("dev-*.json"))
RUN_FILES = ("articles.jsonl", "records.jsonl", "rejects.jsonl")
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
OTHER = "Warga membersihkan saluran yang tersumbat dan menanam pohon untuk menahan longsor. " * 8
FOREIGN = "The mayor opened a new bridge on Monday and thanked the workers for their effort. " * 8


def page(title: str, paragraphs: list[str], published: str) -> bytes:
    body = "".join(f"<p>{html.escape(each, quote=False)}</p>\n" for each in paragraphs)
    return (
        f"<html><head><title>{html.escape(title)}</title>"
        '<meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{published}"></head><body>'
        f"<article><h1>{html.escape(title)}</h1>\n{body}</article></body></html>"
    ).encode()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Gold articles, pages without awards, and one damaged record."""
    parts: list[bytes] = []
    for number, path in enumerate(GOLD[:24]):
        truth = GoldArticle.model_validate_json(path.read_bytes())
        body = page(truth.title, list(truth.paragraphs), truth.published)
        parts.append(member_of(record_of(2 * number, http=HTTP, body=body)))
        plain = page("Kerja bakti", [OTHER if number % 3 else FOREIGN], "2024-05-01")
        parts.append(member_of(record_of(2 * number + 1, http=HTTP, body=plain)))
    parts[9] = parts[9][:200]
    parts.append(member_of(record_of(900, http=b"HTTP/1.1 404 Not Found\r\n\r\n", body=b"")))
    return write(tmp_path_factory.mktemp("archive") / "a.warc.gz", parts)


def content(folder: Path, names: tuple[str, ...] = RUN_FILES) -> list[bytes]:
    return [(folder / name).read_bytes() for name in names]


def state(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "run.json").read_text())
    return loaded


@pytest.fixture(scope="module")
def whole(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive's run by one worker."""
    from extractor.cli import main

    folder = tmp_path_factory.mktemp("whole") / "run"
    assert main(["extract", str(archive), "--into", str(folder), "--quiet"]) == 1
    return folder


def test_the_gates_lose_no_record(
    archive: Path, whole: Path, folder: Path, command: Command
) -> None:
    assert command("extract", archive, "--into", "all", "--no-prefilter").status == 1
    assert content(folder / "all", ("records.jsonl",)) == content(whole, ("records.jsonl",))
    assert len((whole / "records.jsonl").read_bytes().splitlines()) > 50
    gated, open_ = state(whole)["counts"], state(folder / "all")["counts"]
    assert gated["passed"]["no-award"] + gated["passed"].get("language", 0) >= 20
    assert open_["passed"] == {"status": 1}
    assert open_["articles"] > gated["articles"]


def test_same_bytes_with_two_workers(
    archive: Path, whole: Path, folder: Path, command: Command
) -> None:
    ran = command("extract", archive, "--into", "two", "--workers", 2)
    assert ran.status == 1
    assert content(folder / "two") == content(whole)
    assert "damaged" in ran.err
    assert "passed over" in ran.err


def test_records_on_standard_output_are_those_of_the_run(
    archive: Path, whole: Path, command: Command
) -> None:
    ran = command("extract", archive)
    assert ran.status == 1
    assert ran.out.encode() == (whole / "records.jsonl").read_bytes()
    passed = sum(state(whole)["counts"]["passed"].values())
    assert f"passed over without parsing: {passed} (" in ran.err


def test_sources_and_passed_pages(archive: Path, whole: Path) -> None:
    articles = [orjson.loads(line) for line in (whole / "articles.jsonl").read_bytes().splitlines()]
    assert all(each["source"].startswith(f"{archive}#") for each in articles)
    offsets = [int(each["source"].rsplit("#", 1)[1]) for each in articles]
    assert offsets == sorted(offsets)
    passed = [orjson.loads(line) for line in (whole / "passed.jsonl").read_bytes().splitlines()]
    assert [each["host"] for each in passed] == sorted(each["host"] for each in passed)
    assert sum(n for each in passed for n in each["passed"].values()) == sum(
        state(whole)["counts"]["passed"].values()
    )


def test_filters_by_host_and_day(archive: Path, folder: Path, command: Command) -> None:
    command(
        "extract", archive, "--into", "run", "--host", "host2.example", "--host", "host4.example",
        "--since", "2024-01-01", "--until", "2024-01-20",
    )  # fmt: skip
    articles = (folder / "run" / "articles.jsonl").read_bytes().splitlines()
    assert {orjson.loads(line)["url"].split("/")[2] for line in articles} <= {
        "host2.example", "host4.example"
    }  # fmt: skip
    assert {"host", "date"} <= set(state(folder / "run")["counts"]["passed"])


def test_status_of_a_run(whole: Path, command: Command) -> None:
    ran = command("status", whole)
    assert "complete" in ran.out
    shown = json.loads(command("status", whole, "--json").out)
    assert shown["counts"]["pages"] == 49


def test_rehearsal(archive: Path, command: Command) -> None:
    first = command("extract", archive, "--sample", 16, "--seed", 7)
    again = command("extract", archive, "--sample", 16, "--seed", 7)
    assert first.status == 0
    found, same = json.loads(first.out), json.loads(again.out)
    for name in ("pages_per_second", "whole_hours"):
        assert found.pop(name) > 0
        same.pop(name)
    assert found == same
    assert found["pages"] == 16
    assert 0 < found["with_records"] <= found["articles"] <= 16 - found["passed"]
    assert sum(each["pages"] for each in found["hosts"]) == 16
    assert {each["name"] for each in found["years"]} <= {"2024", ""}
    assert "hours" in first.err


def test_a_rehearsal_needs_an_archive(folder: Path, command: Command) -> None:
    (folder / "a.txt").write_text("teks\n")
    ran = command("extract", "a.txt", "--sample", 5)
    assert ran.status == 2
    assert "archive" in ran.err


@pytest.mark.parametrize("name", ["missing.warc.gz", "s3x://bucket/a.warc.gz"])
def test_an_archive_that_is_not_there(name: str, command: Command) -> None:
    pytest.importorskip("fsspec")
    ran = command("extract", name)
    assert ran.status == 2
    assert len(ran.err.strip().splitlines()) == 1


def test_an_archive_behind_an_address(
    archive: Path, whole: Path, folder: Path, command: Command
) -> None:
    pytest.importorskip("fsspec")
    assert command("extract", archive.as_uri(), "--into", "run").status == 1
    ours = (folder / "run" / "records.jsonl").read_bytes()
    theirs = (whole / "records.jsonl").read_bytes()
    assert ours.replace(archive.as_uri().encode(), str(archive).encode()) == theirs


def test_a_folder_with_archives_and_pages(archive: Path, folder: Path, command: Command) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "b.warc.gz").write_bytes(archive.read_bytes())
    truth = GoldArticle.model_validate_json(GOLD[0].read_bytes())
    (folder / "in" / "a.html").write_bytes(
        page(truth.title, list(truth.paragraphs), truth.published)
    )
    (folder / "in" / "c.warc.gz").write_bytes(b"no archive at all")
    command("extract", "in", "--into", "run", "--workers", 2)
    articles = (folder / "run" / "articles.jsonl").read_bytes().splitlines()
    sources = [orjson.loads(line)["source"] for line in articles]
    assert sources[0] == "in/a.html"
    assert sources[1].startswith("in/b.warc.gz#")
    rejects = (folder / "run" / "rejects.jsonl").read_bytes().splitlines()
    assert [orjson.loads(line)["code"] for line in rejects] == ["damaged", "not-an-archive"]
