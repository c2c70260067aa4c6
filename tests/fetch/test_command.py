"""The command `fetch` as a person calls it, and `--dry-run`."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from extractor.cli.fetch_progress import FetchProgress
from extractor.cli.session import Session
from extractor.cli.streams import prepare_streams
from extractor.fetcher.crawl import Tally
from tests.conftest import ROOT, Command
from tests.fetch.newsroom import Newsroom, stories
from tests.fetch.server import Server

SAKIP = [each for each in stories() if "sakip" in each.tags]


@pytest.fixture
def site() -> Iterator[Server]:
    newsroom = Newsroom()
    with Server(newsroom.route) as server:
        newsroom.base = server.url("")
        yield server


def own(server: Server) -> tuple[str, ...]:
    return ("--allow-host", f"127.0.0.1:{server.port}", "--delay", "0")


def test_fetch_into_a_folder(command: Command, site: Server, tmp_path: Path) -> None:
    ran = command(
        "fetch", site.url("/tag/sakip"), site.url("/hilang"), "--into", tmp_path / "arsip",
        "--contact", "redaksi@example.org", *own(site),
    )  # fmt: skip
    assert ran.status == 1
    assert ran.out == ""
    assert "8 articles stored" in ran.err
    assert "1 HTTP 404" in ran.err
    assert {path.name for path in (tmp_path / "arsip").iterdir()} >= {
        "pages-00001.warc.gz", "fetch.db", "rejects.jsonl", "fetch.json", "trail"
    }  # fmt: skip
    (reject,) = (tmp_path / "arsip" / "rejects.jsonl").read_text().splitlines()
    assert json.loads(reject)["status"] == 404
    assert site.log[0].headers["user-agent"].endswith("(+redaksi@example.org)")


def test_dry_run_asks_for_nothing(command: Command, site: Server, tmp_path: Path) -> None:
    ran = command("fetch", site.url("/indeks"), "file:///x", "--dry-run", *own(site))
    assert ran.status == 0
    first, second = (json.loads(line) for line in ran.out.splitlines())
    assert (first["would"], first["kind"]) == ("fetch", "listing")
    assert (second["would"], second["reason"]) == ("skip", "scheme")
    assert site.log == []
    assert list(tmp_path.iterdir()) == []


def test_dry_run_after_discovery_knows_the_articles(
    command: Command, site: Server, tmp_path: Path
) -> None:
    where = ("--into", tmp_path / "arsip", *own(site))
    asked = ("fetch", site.url("/indeks"), "--keyword", "sakip", "--since", "2021")
    assert command(*asked, *where, "--discover-only").status == 0
    count = len(site.log)
    ran = command(*asked, *where, "--dry-run")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    wanted = {each["url"] for each in lines if each["would"] == "fetch"}
    assert wanted == {site.url(each.path) for each in SAKIP if each.day >= "2021"}
    assert {each["reason"] for each in lines} == {None, "off-topic", "outside-dates"}
    assert len(site.log) == count
    assert command(*asked, *where, "--quiet").err == ""


def test_dry_run_for_a_region_needs_no_network(command: Command) -> None:
    ran = command("fetch", "--region", "36", "--award", "sakip", "--since", "2005", "--dry-run")
    assert ran.status == 0
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert {"www.bantenraya.com", "serangkab.go.id"} <= {each["host"] for each in lines}
    assert "Banten Raya (www.bantenraya.com)" in ran.err
    assert "www.bantenraya.com: the years 2005-2014 are out of reach" in ran.err
    assert "hosts would be asked for" in ran.err


def test_in_indonesian(command: Command, site: Server, tmp_path: Path) -> None:
    ran = command(
        "fetch", site.url("/hilang"), "--into", tmp_path / "arsip", "--lang", "id", *own(site)
    )
    assert "tidak menghasilkan halaman" in ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "nothing to fetch"),
        (("https://a.id/",), "--into"),
        (("tidak-ada.txt", "--into", "x"), "neither an address"),
        (("https://a.id/", "--into", "x", "--since", "kemarin"), "is no date"),
        (("https://a.id/", "--into", "x", "--include", "("), "regular expression"),
        (("--region", "Atlantis", "--into", "x"), "no region"),
        (("--region", "36", "--award", "oscar", "--into", "x"), "unknown"),
        (("--region", "36", "--through", "rss", "--into", "x"), "allowed are"),
        (("https://a.id/", "--into", "x", "--contact", "a\nb"), "contact"),
        (("https://a.id/", "--into", "x", "--delay", "-1"), "delay"),
    ],
)
def test_wrong_calls(
    command: Command, folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    ran = command("fetch", *arguments)
    assert ran.status == 2
    assert words in ran.err
    assert not (folder / "x" / "fetch.db").exists()


def test_a_missing_library_is_one_line(
    command: Command, site: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "protego", None)
    ran = command("fetch", site.url("/indeks"), "--into", tmp_path / "arsip", *own(site))
    assert ran.status == 2
    assert 'pip install "award-extractor[archive]"' in ran.err
    assert site.log == []


def test_ctrl_c_ends_with_130(site: Server, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "extractor", "fetch", site.url("/indeks"), "--into",
         str(tmp_path / "arsip"), "--allow-host", "127.0.0.1", "--delay", "0.2"],
        cwd=ROOT, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        while len(site.log) < 5:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"the same command goes on" in err
    summary = json.loads((tmp_path / "arsip" / "fetch.json").read_text())
    assert (summary["state"], summary["stopped_by"]) == ("stopped", "user")


def test_the_display_names_each_host() -> None:
    streams = prepare_streams()
    out = io.StringIO()
    streams._console = Console(file=out, force_terminal=True, width=100)
    tally = Tally()
    tally.of("http://media.id").requests = 7
    tally.of("https://koran.id:8443").failures = 2
    with FetchProgress(Session(lang="id", streams=streams)) as progress:
        progress.watch(tally)
    text = out.getvalue()
    assert "media.id" in text
    assert "koran.id:8443" in text
    assert "7 permintaan" in text


def test_there_is_no_option_to_evade(command: Command) -> None:
    text = command("fetch", "--help").out.lower()
    for word in ("--user-agent", "--ignore-robots", "--no-robots", "--proxy", "--insecure"):
        assert word not in text
