"""`verify` on the command line: exit status, streams, the run's verdicts, the printable page."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT, Command, run_program

ARTICLE = (
    "SERANG – DPMPTSP Kabupaten Serang meraih nilai 91,61 pada Penilaian Kepatuhan Ombudsman RI"
    " tahun 2024, sedangkan Dinas Sosial Kabupaten Serang 94,62.\n"
    "Kepala Perwakilan Ombudsman RI Provinsi Banten Fadli Afriadi mengumumkannya.\n"
)
ANNEX = (
    "LAMPIRAN HASIL PENILAIAN KEPATUHAN TAHUN 2024;;\nPEMERINTAH KABUPATEN SERANG;;\n"
    "Perangkat Daerah;Nilai;Zona\nDinas Sosial;94,62;HIJAU\nDPMPTSP;91.16;HIJAU\n"
    "Disdukcapil;89,94;HIJAU\n"
)


@pytest.fixture
def here(folder: Path) -> Path:
    (folder / "berita.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "lampiran.csv").write_text(ANNEX, encoding="utf-8")
    return folder


def _verdicts(out: str) -> dict[str, tuple[str, list[tuple[str, str | None]]]]:
    found = {}
    for line in out.splitlines():
        verdict = json.loads(line)
        reasons = [(reason["code"], reason["cause"]) for reason in verdict["reasons"]]
        found[verdict["score"]] = (verdict["status"], reasons)
    return found


def test_one_link_and_one_spreadsheet_in_one_command(here: Path, command: Command) -> None:
    ran = command(
        "verify", "berita.txt", "--published", "2025-02-05", "--against", "lampiran.csv",
        "--report", "laporan.html", "--lang", "id",
    )  # fmt: skip
    assert ran.status == 3
    assert _verdicts(ran.out) == {
        "91.61": ("contradicted", [("table-differs", "digits-swapped")]),
        "94.62": ("confirmed", [("table-agrees", None)]),
    }
    told = ran.err
    assert told.index("judul kolom: baris 3") < told.index("terbantah:")  # read before it judges
    assert told.index("terbantah:") < told.index("terkonfirmasi:")  # disagreements first
    for words in ("tanda desimal", "tahun 2024", "angka tertukar", "selisih 0,45", "[[91,61]]"):
        assert words in told
    assert "Disdukcapil" in told  # in the table, reported by nobody
    page = (here / "laporan.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert re.search(r"sha256 [0-9a-f]{64}", page)
    assert "belum ada pembanding" in page


def test_what_fails_is_the_callers_choice(here: Path, command: Command) -> None:
    call = ("verify", "berita.txt", "--published", "2025-02-05", "--against", "lampiran.csv")
    assert command(*call, "--fail-on", "never").status == 0
    assert command(*call, "--fail-on", "conflicting").status == 3
    assert command("verify", "berita.txt", "--published", "2025-02-05").status == 0
    del here


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("absent.txt",), "no such file"),
        (("berita.txt", "--against", "absent.csv"), "no such file"),
        (("berita.txt", "--against", "scan.pdf"), "export it"),
        (("berita.txt", "--column", "Nilai"), "MEANING=HEADER"),
        (("berita.txt", "--decimal", ";"), "comma or a point"),
        (("berita.txt", "--award", "nobel"), "no award has this code"),
        (("run", "berita.txt"), "one run"),
    ],
)
def test_a_wrong_call_is_said_in_one_line(
    arguments: tuple[str, ...], says: str, here: Path, command: Command
) -> None:
    (here / "scan.pdf").write_bytes(b"%PDF-1.7")
    command("extract", "berita.txt", "--into", "run", "--quiet")
    ran = command("verify", *arguments)
    assert ran.status == 2
    assert says in ran.err
    assert ran.out == ""


def test_a_runs_verdicts_stay_with_it_and_ride_along(here: Path, command: Command) -> None:
    command("extract", "berita.txt", "--published", "2025-02-05", "--into", "run", "--quiet")
    ran = command("verify", "run", "--against", "lampiran.csv", "--quiet")
    assert ran.err == ""
    assert (here / "run" / "verdicts.jsonl").read_text(encoding="utf-8") == ran.out
    command("export", "run", "--to", "out.csv", "--alone", "--quiet")
    table = (here / "out.csv").read_text(encoding="utf-8-sig")
    assert "contradicted,table-differs" in table
    assert "confirmed,table-agrees" in table


def test_a_dataset_is_proved_and_keeps_its_verdicts(here: Path, command: Command) -> None:
    import sqlite3

    command("extract", "berita.txt", "--published", "2025-02-05", "--into", "run", "--quiet")
    assert command("build", "run", "--into", "data.db", "--quiet").status == 0
    told = command("verify", "data.db", "--against", "lampiran.csv")
    assert told.status == 3
    assert "[[91,61]]" in told.err  # a dataset shows each figure in its sentence too
    connection = sqlite3.connect(here / "data.db")
    assert {"contradicted", "confirmed"} == {
        r[0] for r in connection.execute("SELECT verdict FROM records")
    }
    connection.execute("UPDATE records SET digits = '94.99', score = 94.99 WHERE digits = '94.62'")
    connection.commit()
    connection.close()
    ran = command("verify", "data.db", "--quiet")
    assert ran.status == 3
    assert "evidence-broken" in ran.out


def test_papers_that_differ_in_labels_alone_are_told_so(here: Path, command: Command) -> None:
    pages = (
        ("a", "Kabupaten Lebak meraih opini WTP dari BPK atas LKPD 2024."),
        ("b", "Opini WDP dari BPK atas LKPD 2024 diterima Kabupaten Lebak."),
    )
    lines = [
        json.dumps({"url": f"https://{site}.id/1", "published": "2025-06-02", "text": text})
        for site, text in pages
    ]
    (here / "dua.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ran = command("verify", "dua.jsonl", "--lang", "id")
    assert "a.id menulis WTP, b.id menulis WDP (narasumber: tidak disebut keduanya)" in ran.err
    assert "a.id gives WTP, b.id gives WDP (unknown speaker)" in ran.out


def test_the_bodys_own_page_is_read_by_our_own_extractor(here: Path, command: Command) -> None:
    (here / "lembaga.txt").write_text(ARTICLE.replace("91,61", "91,16"), encoding="utf-8")
    ran = command(
        "verify", "berita.txt", "--published", "2025-02-05", "--against", "lembaga.txt", "--quiet"
    )
    assert _verdicts(ran.out)["91.61"] == ("contradicted", [("table-differs", "digits-swapped")])


def test_a_table_among_the_sources_is_no_source(here: Path, command: Command) -> None:
    ran = command("verify", ".", "--published", "2025-02-05", "--against", "lampiran.csv")
    assert ran.status == 3
    assert len(ran.out.splitlines()) == 2
    assert "rejected" not in ran.err
    del here


def test_hostile_words_stay_words_on_the_page(here: Path, command: Command) -> None:
    text = ARTICLE.replace("SERANG –", "SERANG <script>alert(1)</script> –")
    (here / "jahat.txt").write_text(text, encoding="utf-8")
    command("verify", "jahat.txt", "--published", "2025-02-05", "--report", "x.html", "--quiet")
    page = (here / "x.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.slow
def test_the_cost_grows_linearly(tmp_path: Path) -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("verify_speed", ROOT / "benchmarks" / "verify.py")
    assert spec is not None
    assert spec.loader is not None
    speed = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(speed)
    took = []
    for records in (2_000, 8_000):
        run, table = tmp_path / f"run-{records}", tmp_path / f"{records}.csv"
        speed.make_table(table, speed.make_run(run, records), records // 10)
        before = os.times().children_user
        done = run_program("verify", run, "--against", table, "--quiet")
        took.append(os.times().children_user - before)
        assert done.returncode == 3
        lines = done.stdout.splitlines()
        assert len(lines) == records
        agreed = sum(b'"table-agrees"' in line for line in lines)
        differed = sum(b'"table-differs"' in line for line in lines)
        assert agreed + differed == records // 10
        assert differed <= records // 200
    assert took[1] < 5 * took[0]  # four times the size
