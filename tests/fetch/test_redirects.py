"""Redirects: every hop is checked like a first request; what leads nowhere is one dead letter."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.fetch.conftest import Run
from tests.fetch.server import Hit, Server, article, free_port, redirect


def rejects(folder: Path) -> list[tuple[str, str]]:
    lines = (folder / "run" / "rejects.jsonl").read_text().splitlines()
    return [(json.loads(line)["url"], json.loads(line)["code"]) for line in lines]


def test_five_hops_are_followed_and_six_are_not(run: Run, bad: Server) -> None:
    assert run(bad.url("/redirect/5")).articles == 1
    summary = run(bad.url("/redirect/16"))
    assert summary.rejects == {"redirect-limit": 1}
    assert len(bad.hits("/redirect/*")) == 6 + 6


@pytest.mark.parametrize(
    ("path", "code", "most"),
    [
        ("/redirect-loop", "redirect-loop", 1),
        ("/redirect-pair/a", "redirect-loop", 2),
        ("/cookie-loop", "redirect-loop", 1),
        ("/redirect-grow/a", "redirect-limit", 6),
        ("/redirect-none", "redirect-nowhere", 1),
        ("/to-front", "soft-404", 1),
    ],
)
def test_loops_are_one_dead_letter(
    run: Run, bad: Server, tmp_path: Path, path: str, code: str, most: int
) -> None:
    assert run(bad.url(path)).rejects == {code: 1}
    assert [each for _, each in rejects(tmp_path)] == [code]
    assert len([hit for hit in bad.log if hit.route != "/robots.txt"]) <= most


TARGETS = [
    ("file:///etc/passwd", "scheme"),
    ("ftp://127.0.0.2/x", "scheme"),
    ("data:text/html,<p>x", "scheme"),
    ("javascript:alert(1)", "scheme"),
    ("gopher://127.0.0.2/", "scheme"),
    ("http://", "bad-address"),
    ("http:///", "bad-address"),
    ("http://127.0.0.2:99999/", "bad-address"),
    ("http://127.0.0.2:0/", "bad-address"),
    ("http://[::1/", "bad-address"),
    ("http://a\\b/", "bad-address"),
    ("http://user:pw@127.0.0.2/", "bad-address"),
    ("http://127.0.0.2/" + "a" * 3000, "bad-address"),
    ("https://", "bad-address"),
    ("mailto:a@b.id", "scheme"),
    ("\\\\127.0.0.2\\x", "bad-address"),
]


@pytest.mark.parametrize(("target", "code"), TARGETS)
def test_targets_that_are_never_asked(run: Run, bad: Server, target: str, code: str) -> None:
    summary = run(bad.url("/redirect-to/x?to=" + quote(target, safe="")), bad.url("/article/1"))
    assert summary.rejects == {code: 1}
    assert summary.articles == 1
    assert {hit.host for hit in bad.log} == {"127.0.0.1"}


@pytest.mark.parametrize(
    "host",
    ["127.0.0.2", "127.2", "2130706434", "0x7f000002", "localhost", "[::ffff:127.0.0.2]",
     "[::1]", "0.0.0.0"],
)  # fmt: skip
def test_redirects_to_places_that_are_refused(run: Run, bad: Server, host: str) -> None:
    # 127.0.0.2 stands for every private address; only 127.0.0.1 is the caller's own.
    target = quote(f"http://{host}:{bad.port}/article/2", safe="")
    summary = run(bad.url(f"/redirect-to/x?to={target}"), bad.url("/article/1"))
    assert sum(summary.rejects.values()) == 1
    assert set(summary.rejects) <= {"robots-unreachable", "refused-address", "bad-address"}
    assert summary.articles == 1
    assert bad.hits("/article/2") == []
    assert {hit.host for hit in bad.log} == {"127.0.0.1"}


def test_nothing_is_sent_to_another_port_of_a_refused_host(run: Run, bad: Server) -> None:
    port = free_port("127.0.0.2")
    with Server(lambda _hit: article(), ("127.0.0.2",), port=port) as untouched:
        target = quote(f"http://127.0.0.2:{port}/", safe="")
        run(bad.url(f"/redirect-to/x?to={target}"))
        assert untouched.log == []


def test_an_article_of_a_list_does_not_lead_off_its_site(run: Run) -> None:
    def route(hit: Hit) -> bytes | str | None:
        if hit.route == "/tag/sakip":
            return '<a href="/berita/1/satu-dua-tiga-empat">Satu</a></html>'
        if hit.route.startswith("/berita/"):
            return redirect(f"http://127.0.0.2:{hit.headers['host'].split(':')[1]}/x")
        return None

    with Server(route, ("127.0.0.1", "127.0.0.2")) as server:
        summary = run(server.url("/tag/sakip"), allow_hosts=("127.0.0.1", "127.0.0.2"))
        assert summary.rejects == {"off-site": 1}
        assert {hit.host for hit in server.log} == {"127.0.0.1"}


def test_bad_seeds_are_dead_letters_not_tracebacks(run: Run, bad: Server, tmp_path: Path) -> None:
    seeds = tmp_path / "alamat.txt"
    seeds.write_bytes(
        b"\xef\xbb\xbf# daftar\r\n"
        + bad.url("/article/1").encode()
        + b"\r\nhttp://a\x00b/\r\nhttp://"
        + b"a" * 70_000
        + b"/\r\nhttp://127.0.0.1:99999/\r\nbukan alamat\r\n\r\n"
    )
    summary = run(str(seeds))
    assert summary.articles == 1
    assert summary.rejects == {"bad-address": 3, "scheme": 1}
