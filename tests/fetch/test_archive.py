"""The archive: readable by others, each body once, revisits, and nothing behind what counts."""

from __future__ import annotations

import asyncio
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import SourceError
from extractor.fetcher import stored_pages
from extractor.fetcher.client import Answer, Client
from extractor.fetcher.ledger import Ledger
from extractor.fetcher.session import locked
from tests.fetch import misbehaving
from tests.fetch.conftest import Run, settings
from tests.fetch.server import Hit, Server, article, reply

ArchiveIterator: Any = import_module("warcio.archiveiterator").ArchiveIterator
Checker: Any = import_module("warcio.checker").Checker


def records(folder: Path, series: str = "pages") -> list[tuple[str, str, dict[str, str], bytes]]:
    """Type, address, header lines and payload of every record of a series."""
    found = []
    for path in sorted((folder / "run").rglob(f"{series}-*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                headers = dict(record.rec_headers.headers)
                found.append(
                    (record.rec_type, headers.get("WARC-Target-URI", ""), headers,
                     record.content_stream().read())
                )  # fmt: skip
    return found


def check(path: Path) -> None:
    """warcio's own check of block and payload digests."""

    class Arguments:
        inputs = (str(path),)
        verbose = True

    checker = Checker(Arguments())
    checker.process_all()
    assert checker.exit_value == 0


def test_request_response_and_metadata_of_each_page(run: Run, bad: Server, tmp_path: Path) -> None:
    run(bad.url("/encoded/gzip"), bad.url("/http10"), bad.url("/redirect-to/x?to=/article/7"))
    kinds = [kind for kind, *_ in records(tmp_path)]
    assert kinds[0] == "warcinfo"
    assert Counter(kinds)["response"] == Counter(kinds)["request"] == Counter(kinds)["metadata"]
    first = records(tmp_path)[1]
    assert first[3] == misbehaving.PAGE.encode()
    assert first[2]["WARC-IP-Address"] == "127.0.0.1"
    info = records(tmp_path)[0][3].decode()
    assert "robots: obey" in info
    assert "https://example.org/bot" in info
    assert [address for kind, address, *_ in records(tmp_path, "trail") if kind == "response"] == [
        bad.url("/redirect-to/x?to=/article/7")
    ]
    for path in (tmp_path / "run").rglob("*.warc.gz"):
        check(path)


@pytest.mark.parametrize("path", ["/etag/3", "/modified/3"])
def test_unchanged_pages_are_revisits(run: Run, bad: Server, tmp_path: Path, path: str) -> None:
    run(bad.url(path))
    run(bad.url(path))
    assert len(bad.hits(path)) == 1
    run(bad.url(path), refresh=True)
    _, again = bad.hits(path)
    assert {"if-none-match", "if-modified-since"} & set(again.headers)
    bodies = [each for each in records(tmp_path) if each[0] in ("response", "revisit")]
    assert [kind for kind, *_ in bodies] == ["response", "revisit"]
    assert bodies[1][2]["WARC-Refers-To"] == bodies[0][2]["WARC-Record-ID"]
    assert bodies[1][2]["WARC-Profile"].endswith("server-not-modified")
    assert len(list(stored_pages(tmp_path / "run"))) == 1


def test_the_same_body_again_is_stored_once(run: Run, bad: Server, tmp_path: Path) -> None:
    run(bad.url("/only-once"))
    run(bad.url("/only-once"), refresh=True)
    assert len(bad.hits("/only-once")) == 2
    bodies = [each for each in records(tmp_path) if each[0] in ("response", "revisit")]
    assert [kind for kind, *_ in bodies] == ["response", "revisit"]
    assert bodies[1][2]["WARC-Profile"].endswith("identical-payload-digest")
    assert bodies[1][2]["WARC-Payload-Digest"] == bodies[0][2]["WARC-Payload-Digest"]


def test_a_page_that_changed_is_kept_in_both_versions(run: Run, tmp_path: Path) -> None:
    def route(hit: Hit) -> bytes | None:
        return reply(article(f"Versi {hit.number}")) if hit.route == "/berita" else None

    with Server(route) as server:
        run(server.url("/berita"))
        run(server.url("/berita"), refresh=True)
    pages = list(stored_pages(tmp_path / "run"))
    assert [b"Versi 1" in (page.html or b"") for page in pages] == [True, False]
    assert len({page.source for page in pages}) == 2


def test_a_page_that_is_gone_stays_in_the_archive(run: Run, tmp_path: Path) -> None:
    def route(hit: Hit) -> bytes | str | None:
        return article("Ada") if hit.route == "/berita" and hit.number == 1 else None

    with Server(route) as server:
        run(server.url("/berita"))
        assert run(server.url("/berita"), refresh=True).rejects == {}
    assert len(list(stored_pages(tmp_path / "run"))) == 1


def test_bytes_of_a_killed_run_are_cut_off(run: Run, bad: Server, tmp_path: Path) -> None:
    run(bad.url("/article/1"))
    (path,) = (tmp_path / "run").glob("pages-*.warc.gz")
    whole = path.read_bytes()
    path.write_bytes(whole + whole[-700:-30])
    run(bad.url("/article/2"))
    assert path.read_bytes().startswith(whole)
    assert [kind for kind, *_ in records(tmp_path)].count("response") == 2
    check(path)


def test_a_file_begun_by_a_killed_run_is_begun_again(run: Run, bad: Server, tmp_path: Path) -> None:
    run(bad.url("/article/1"))
    ledger = Ledger(tmp_path / "run" / "fetch.db")
    # As if the process had died between the first bytes of a file and their transaction.
    ledger.set_file("pages-00002.warc.gz", 0)
    ledger.close()
    (tmp_path / "run" / "pages-00002.warc.gz").write_bytes(b"\x1f\x8b half a member" * 300)
    run(bad.url("/article/2"))
    check(tmp_path / "run" / "pages-00002.warc.gz")
    assert len(list(stored_pages(tmp_path / "run"))) == 2


def test_archive_files_are_turned_over(bad: Server, tmp_path: Path) -> None:
    from extractor.fetcher.warc import Archive

    ledger = Ledger(None)
    (tmp_path / "pages-00002.warc.gz").write_bytes(b"another's")
    with Archive(tmp_path, "pages", ledger, {"robots": "obey"}, rotate=1) as archive:
        for _ in range(2):
            archive.turn_over()
            archive.response(sample(bad), {})
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"pages-0000{number}.warc.gz" for number in (1, 2, 3)]
    assert (tmp_path / "pages-00002.warc.gz").read_bytes() == b"another's"
    for number in (1, 3):
        check(tmp_path / f"pages-0000{number}.warc.gz")
    ledger.close()


def sample(server: Server) -> Answer:
    async def ask() -> Answer:
        async with Client(settings()) as client:
            return await client.get(server.url("/article/1"))

    return asyncio.run(ask())


def test_two_fetches_in_one_folder(run: Run, bad: Server, tmp_path: Path) -> None:
    run(bad.url("/article/1"))
    with locked(tmp_path / "run"), pytest.raises(SourceError, match="another fetch"):
        run(bad.url("/article/2"))


def test_a_folder_is_read_while_it_grows_and_where_nothing_may_be_written(
    run: Run, bad: Server, tmp_path: Path
) -> None:
    run(bad.url("/article/1"))
    before = sorted(path.name for path in (tmp_path / "run").iterdir())
    growing = Ledger(tmp_path / "run" / "fetch.db")
    with growing.transaction():
        growing.set_note("uji", "ya")
        assert len(list(stored_pages(tmp_path / "run"))) == 1
    growing.close()
    for path in (tmp_path / "run").iterdir():
        path.chmod(0o555 if path.is_dir() else 0o444)
    (tmp_path / "run").chmod(0o555)
    assert len(list(stored_pages(tmp_path / "run"))) == 1
    (tmp_path / "run").chmod(0o755)
    assert sorted(path.name for path in (tmp_path / "run").iterdir()) == before


def test_an_archive_that_lost_its_bytes(run: Run, bad: Server, tmp_path: Path) -> None:
    run(bad.url("/article/1"))
    (path,) = (tmp_path / "run").glob("pages-*.warc.gz")
    path.write_bytes(path.read_bytes()[:600])
    with pytest.raises(SourceError, match="does not hold"):
        list(stored_pages(tmp_path / "run"))


def test_an_index_that_is_none(run: Run, bad: Server, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "fetch.db").write_bytes(b"bukan basis data" * 100)
    with pytest.raises(SourceError, match="no index"):
        run(bad.url("/article/1"))


def test_the_index_says_what_was_fetched(run: Run, bad: Server, tmp_path: Path) -> None:
    run(bad.url("/etag/9"), bad.url("/status/404"))
    ledger = Ledger(tmp_path / "run" / "fetch.db")
    page, gone = ledger.select("1 ORDER BY id")
    assert (page.status, page.etag, page.state) == (200, '"9"', "stored")
    assert (page.digest or "").startswith("sha256:")
    assert page.fetched is not None
    assert (gone.status, gone.code, gone.state) == (404, "http-404", "failed")
    ledger.close()
