"""Addresses as sources of `extract`, `read`, `explain` and `verify`, as a person calls them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.cli.addresses import DELAY
from tests.conftest import ROOT, Command
from tests.fetch import misbehaving
from tests.fetch.server import Hit, Reply, Server, article

AWARDED = "/berita/1/pemkab-serang-raih-nilai-sakip"
LEAD = (
    "SERANG - Pemerintah Kabupaten Serang menerima hasil evaluasi akuntabilitas kinerja dari "
    "Kementerian PANRB di Jakarta, Rabu (5/2/2025). Bupati mengatakan hasil itu adalah kerja "
    "bersama semua perangkat daerah yang setiap tahun memperbaiki laporan kinerjanya."
)
SECOND = (
    "Kabupaten Serang meraih nilai SAKIP 70,12 dengan predikat BB pada tahun 2024, kata Sekretaris "
    "Daerah. Nilai tersebut naik dari tahun sebelumnya dan menjadi yang tertinggi selama ini."
)
HEAD = '<meta property="article:published_time" content="2025-02-05T10:00:00+07:00">'
PLAIN = "/berita/{}/warga-menanam-pohon-di-tepi-sungai"


def page(number: int) -> str:
    return article(
        f"Warga {number}", f"Warga desa {number} menanam pohon di tepi sungai, kata camat."
    )


def route(hit: Hit) -> Reply | bytes | str | None:
    """An awarded article of two pages, plain ones, lists, and all that is wrong elsewhere."""
    if hit.route == AWARDED:
        text = SECOND if "page=2" in hit.path else LEAD
        foot = '<a href="?page=2">2</a>'
        return article("Pemkab Serang Raih Nilai SAKIP", text, head=HEAD, foot=foot)
    if hit.route.endswith("/warga-menanam-pohon-di-tepi-sungai"):
        return page(int(hit.route.split("/")[2]))
    if hit.route == "/tag/sakip":
        links = (f'<a href="{each}">Berita daerah</a>' for each in (AWARDED, PLAIN.format(2)))
        return f"<html>{''.join(links)}</html>"
    if hit.route == "/tag/kosong":
        return "<html><p>Belum ada berita.</p></html>"
    if hit.route == "/tag/panjang":
        links = (f'<a href="{PLAIN.format(n)}">Berita daerah</a>' for n in range(1, 104))
        return f"<html>{''.join(links)}</html>"
    return misbehaving.route(hit)


@pytest.fixture
def site() -> Iterator[Server]:
    with Server(route, ("127.0.0.1", "127.0.0.2")) as server:
        yield server


def own(server: Server) -> tuple[str, ...]:
    return ("--allow-host", f"127.0.0.1:{server.port}", "--delay", "0")


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_records_of_an_address_on_standard_output(command: Command, site: Server) -> None:
    ran = command("extract", site.url(AWARDED), "--quiet", *own(site))
    assert (ran.status, ran.err) == (0, "")
    record = json.loads(ran.out)
    assert (record["award"]["code"], record["score"]["value"]) == ("sakip", "70.12")
    assert record["article"]["source"] == record["article"]["url"] == site.url(AWARDED)
    assert record["article"]["published"] == "2025-02-05T10:00:00+07:00"


def test_a_run_of_addresses_and_files_in_the_order_named(
    command: Command, site: Server, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Warga desa menanam pohon.\nCamat hadir.", encoding="utf-8")
    run = tmp_path / "run"
    ran = command(
        "extract", site.url(PLAIN.format(7)), tmp_path / "a.txt", site.url("/hilang"),
        site.url(AWARDED), "--into", run, *own(site),
    )  # fmt: skip
    assert ran.status == 1
    assert "HTTP 404" in ran.err
    sources = [each["source"] for each in lines(run / "articles.jsonl")]
    assert sources == [site.url(PLAIN.format(7)), str(tmp_path / "a.txt"), site.url(AWARDED)]
    assert SECOND in lines(run / "articles.jsonl")[2]["text"]
    (reject,) = lines(run / "rejects.jsonl")
    assert (reject["source"], reject["stage"], reject["code"]) == (
        site.url("/hilang"), "fetch", "http-404"
    )  # fmt: skip
    assert "404" in reject["message"]
    assert len(site.hits("/robots.txt")) == 1


def test_the_same_bytes_whatever_the_number_of_workers(
    command: Command, site: Server, tmp_path: Path
) -> None:
    asked = ("extract", site.url("/tag/sakip"), site.url("/status/410"), *own(site))
    command(*asked, "--into", tmp_path / "one")
    command(*asked, "--into", tmp_path / "two", "--workers", "2")
    for name in ("records.jsonl", "articles.jsonl", "rejects.jsonl"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert len(lines(tmp_path / "one" / "articles.jsonl")) == 2


def test_a_file_of_nothing_but_addresses(command: Command, site: Server, tmp_path: Path) -> None:
    listed = ["# dua berita", site.url(AWARDED), "", "htps://salah", site.url(PLAIN.format(3))]
    (tmp_path / "alamat.txt").write_text("\ufeff" + "\r\n".join(listed), encoding="utf-8")
    run = tmp_path / "run"
    assert command("extract", tmp_path / "alamat.txt", "--into", run, *own(site)).status == 1
    sources = [each["source"] for each in lines(run / "articles.jsonl")]
    assert sources == [site.url(AWARDED), site.url(PLAIN.format(3))]
    (reject,) = lines(run / "rejects.jsonl")
    assert (reject["source"], reject["code"]) == ("htps://salah", "scheme")


def test_a_pasted_article_with_its_address_on_top_is_no_list(
    command: Command, site: Server, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(f"{site.url(AWARDED)}\n{LEAD}\n{SECOND}", encoding="utf-8")
    assert command("extract", tmp_path / "a.txt", *own(site)).status == 0
    assert site.log == []


REFUSED = [
    ("/status/404", "http-404", "HTTP 404"),
    ("/status/500", "http-500", "HTTP 500"),
    ("/private/1", "robots", "robots.txt"),
    ("/redirect-loop", "redirect-loop", ""),
    ("/redirect-private-path", "robots", ""),
    ("/redirect-to/x?to=http://169.254.169.254/latest", "robots-unreachable", ""),
    ("/redirect-to/x?to=file:///etc/passwd", "scheme", ""),
    ("/bomb/gzip", "too-large", ""),
    ("/truncated-gzip", "truncated", ""),
    ("/length-long", "truncated", ""),
    ("/garbage", "protocol", ""),
    ("/ctype/pdf", "not-html", ""),
    ("/empty", "empty", ""),
    ("/blocked", "blocked", ""),
    ("/paywall-ld", "paywall", ""),
    ("/soft404", "soft-404", ""),
    ("/tag/kosong", "no-articles", "names no article"),
]


def test_what_gives_no_page_is_a_reject_with_its_reason(
    command: Command, site: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All in one call: one that goes wrong keeps none of the others from being read."""
    from extractor.cli import addresses
    from tests.fetch.conftest import settings

    monkeypatch.setattr(addresses, "settings_of", lambda _: settings(breaker_failures=99))
    urls = [site.url(path) for path, _, _ in REFUSED]
    run = tmp_path / "run"
    ran = command("extract", *urls, site.url(AWARDED), "--into", run)
    assert ran.status == 1
    assert "Traceback" not in ran.err
    assert [(each["source"], each["code"]) for each in lines(run / "rejects.jsonl")] == [
        (site.url(path), code) for path, code, _ in REFUSED
    ]
    assert all(each["message"] for each in lines(run / "rejects.jsonl"))
    assert len(lines(run / "records.jsonl")) == 1
    assert site.hits("/private/1") == []


def test_rejects_are_told_in_the_readers_language(command: Command, site: Server) -> None:
    asked = [site.url(path) for path, _, told in REFUSED if told and "50" not in told]
    told = command("extract", *asked, "--lang", "id", *own(site)).err
    for words in ("HTTP 404", "robots.txt tidak mengizinkan", "tidak memuat artikel"):
        assert words in told


def test_a_private_address_is_refused_but_for_ones_own(command: Command, site: Server) -> None:
    ran = command("extract", site.url(AWARDED), "--delay", "0")
    assert ran.status == 1
    assert "robots-unreachable" in ran.err
    assert (
        "robots-unreachable" in command("extract", site.url(AWARDED, "127.0.0.2"), *own(site)).err
    )
    assert site.log == []


def test_a_long_list_says_what_it_leaves(command: Command, site: Server, tmp_path: Path) -> None:
    run = tmp_path / "run"
    wanted = site.url(PLAIN.format(103))
    ran = command("extract", site.url("/tag/panjang"), wanted, "--into", run, *own(site))
    assert ran.status == 1
    (reject,) = lines(run / "rejects.jsonl")
    assert (reject["source"], reject["code"]) == (site.url("/tag/panjang"), "more-listed")
    assert reject["message"].startswith("3 more")
    articles = [each["url"] for each in lines(run / "articles.jsonl")]
    assert len(articles) == 101
    assert articles[-1] == wanted
    assert site.hits(PLAIN.format(102)) == []


def test_a_killed_run_goes_on_without_asking_again(site: Server, tmp_path: Path) -> None:
    urls = [site.url(PLAIN.format(number)) for number in range(1, 7)]
    call = [
        sys.executable, "-m", "extractor", "extract", *urls, "--into", str(tmp_path / "run"),
        "--allow-host", "127.0.0.1", "--delay", "0.7", "--quiet",
    ]  # fmt: skip
    state = tmp_path / "run" / "run.json"

    def kept() -> int:
        counts = json.loads(state.read_bytes())["counts"] if state.exists() else {}
        return int(counts.get("inputs", 0))

    with subprocess.Popen(call, cwd=ROOT) as process:
        until = time.monotonic() + 60
        while len(site.hits("/berita/*")) < 4 or not kept():
            assert time.monotonic() < until
            time.sleep(0.02)
        process.kill()
    before = len(site.hits("/berita/*"))
    assert subprocess.run(call, cwd=ROOT, check=False, timeout=60).returncode == 0
    found = [each["source"] for each in lines(tmp_path / "run" / "articles.jsonl")]
    assert found == urls
    assert json.loads((tmp_path / "run" / "run.json").read_bytes())["counts"]["inputs"] == 6
    assert before >= 4
    assert len(site.hits("/berita/1/*")) == 1
    # the one in work when it was killed, and those of the last second, which was not yet kept
    assert len(site.hits("/berita/*")) <= 6 + 3


def test_ctrl_c_leaves_a_run_that_goes_on(site: Server, tmp_path: Path) -> None:
    call = [
        sys.executable, "-m", "extractor", "extract", site.url(AWARDED), site.url("/silent"),
        "--into", str(tmp_path / "run"), "--allow-host", "127.0.0.1", "--delay", "0",
    ]  # fmt: skip
    with subprocess.Popen(call, cwd=ROOT, stderr=subprocess.PIPE) as process:
        until = time.monotonic() + 60
        while not site.hits("/silent") and time.monotonic() < until:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert json.loads((tmp_path / "run" / "run.json").read_bytes())["status"] == "interrupted"
    assert len(lines(tmp_path / "run" / "articles.jsonl.part")) == 1


def test_read_explain_and_verify(
    command: Command, site: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extractor.cli import addresses
    from tests.fetch.conftest import settings

    monkeypatch.setattr(addresses, "settings_of", lambda _: settings())
    asked = (site.url(AWARDED), "--allow-host", "127.0.0.1", "--contact", "redaksi@example.org")
    assert SECOND in command("read", *asked).out
    assert "[[70,12]]" in command("explain", *asked).out
    ran = command("verify", *asked)
    assert ran.status == 0
    verdict = json.loads(ran.out)
    assert (verdict["status"], verdict["score"]) == ("unsupported", "70.12")
    gone = site.url("/hilang")
    for name in ("read", "explain", "verify"):
        ran = command(name, gone)
        assert (ran.status, ran.out) == (1, "")
        assert "http-404" in ran.err


def test_the_manners_are_those_of_fetch(command: Command, site: Server) -> None:
    began = time.monotonic()
    ran = command(
        "read", site.url("/article/1"), "--allow-host", "127.0.0.1", "--contact", "a@example.org"
    )
    assert ran.status == 0
    assert time.monotonic() - began >= DELAY, "a pause between robots.txt and the page"
    assert [hit.route for hit in site.log] == ["/robots.txt", "/article/1"]
    assert all(hit.headers["user-agent"].endswith("(+a@example.org)") for hit in site.log)


WRONG = [
    (("--contact", "a\nb"), "contact"),
    (("--delay", "-1"), "--delay"),
]


@pytest.mark.parametrize(("options", "words"), WRONG)
def test_wrong_calls_ask_for_nothing(
    command: Command, site: Server, folder: Path, options: tuple[str, ...], words: str
) -> None:
    ran = command("extract", site.url(AWARDED), "--into", "run", *own(site), *options)
    assert ran.status == 2
    assert words in ran.err
    assert list(folder.iterdir()) == []
    assert site.log == []


def test_an_address_without_its_scheme_is_told_how(command: Command) -> None:
    ran = command("extract", "media.id/berita/1")
    assert ran.status == 2
    assert "begins with https://" in ran.err


def test_archives_and_addresses_are_runs_of_their_own(
    command: Command, site: Server, tmp_path: Path
) -> None:
    (tmp_path / "a.warc").write_bytes(b"WARC/1.1\r\n")
    asked = ("extract", site.url(AWARDED), tmp_path / "a.warc", "--into", tmp_path / "run")
    ran = command(*asked, *own(site))
    assert ran.status == 2
    assert "fetch" in ran.err
    assert not (tmp_path / "run").exists()
    assert site.log == []


@pytest.mark.parametrize("name", ["extract", "verify"])
def test_a_missing_library_is_one_line_before_anything_is_read(
    command: Command, site: Server, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(sys.modules, "protego", None)
    ran = command(name, site.url(AWARDED))
    assert ran.status == 2
    assert ran.err.count("\n") == 1
    assert 'pip install "award-extractor[archive]"' in ran.err
    assert list(folder.iterdir()) == []
