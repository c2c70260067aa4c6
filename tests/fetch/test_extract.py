"""`extract` on a fetch folder: no network, each article once and whole."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from tests.conftest import Command
from tests.fetch.conftest import Run
from tests.fetch.server import Hit, Server, article, reply

LEAD = (
    "SERANG - Pemerintah Kabupaten Serang menerima hasil evaluasi akuntabilitas kinerja dari "
    "Kementerian PANRB di Jakarta, Rabu (5/2/2025). Bupati mengatakan hasil itu adalah kerja "
    "bersama semua perangkat daerah yang setiap tahun memperbaiki laporan kinerjanya."
)
SECOND = (
    "Kabupaten Serang meraih nilai SAKIP 70,12 dengan predikat BB pada tahun 2024, kata Sekretaris "
    "Daerah. Nilai tersebut naik dari tahun sebelumnya dan menjadi yang tertinggi selama ini."
)


def route(hit: Hit) -> bytes | str | None:
    if hit.route == "/tag/sakip":
        return (
            '<html><a href="/berita/1/pemkab-serang-raih-nilai-sakip">Pemkab Serang</a>'
            '<a href="/berita/2/halaman-yang-sudah-tidak-ada">Hilang</a></html>'
        )
    if hit.route == "/berita/1/pemkab-serang-raih-nilai-sakip":
        text = SECOND if "page=2" in hit.path else LEAD
        head = '<meta property="article:published_time" content="2025-02-05T10:00:00+07:00">'
        foot = '<a href="?page=2">2</a>'
        return article("Pemkab Serang Raih Nilai SAKIP", text, head=head, foot=foot)
    return reply("tidak ada", status="404 Not Found")


def test_the_folder_is_a_source_without_a_network(
    run: Run, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Server(route) as server:
        summary = run(server.url("/tag/sakip"))
        assert (summary.articles, summary.rejects) == (1, {"http-404": 1})
        url = server.url("/berita/1/pemkab-serang-raih-nilai-sakip")

    def nowhere(*_: object) -> None:
        raise AssertionError("extract asked the network")

    monkeypatch.setattr(socket.socket, "connect", nowhere)
    ran = command("extract", tmp_path / "run", "--into", tmp_path / "hasil", "--quiet")
    assert (ran.status, ran.err) == (0, "")
    (found,) = (tmp_path / "hasil" / "articles.jsonl").read_text("utf-8").splitlines()
    assert json.loads(found)["url"] == url
    assert LEAD in json.loads(found)["text"]
    assert SECOND in json.loads(found)["text"]
    (record,) = (tmp_path / "hasil" / "records.jsonl").read_text("utf-8").splitlines()
    assert json.loads(record)["award"]["code"] == "sakip"
    assert json.loads(record)["score"]["value"] == "70.12"
