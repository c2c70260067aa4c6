"""Both tutorials run as written, and end in the matrix that they promise."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="the page is stopped by a POSIX signal"),
]

COMMAND = re.compile(r"^```console\n((?:\$ .+\n)+)```$", re.MULTILINE)
YEARS = ("2020", "2021", "2022", "2023", "2024")


def commands(page: str) -> list[list[str]]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return [shlex.split(line[2:]) for block in COMMAND.findall(text) for line in block.splitlines()]


def run(command: list[str], folder: Path) -> int:
    """Status of one command of the page; a served page is stopped once it is there."""
    assert command[0] == "award-extractor"
    started = subprocess.Popen(
        [sys.executable, "-m", "extractor", *command[1:]],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        if command[1] == "review" and started.stdout is not None:
            for line in started.stdout:
                if b"http://127.0.0.1" in line:
                    break
            started.send_signal(signal.SIGINT)
        started.communicate(timeout=120)
    finally:
        started.kill()  # a page that is still served would keep its port
    return started.returncode


@pytest.mark.parametrize("page", ["tutorial.md", "tutorial.id.md"])
def test_the_tutorial_runs_as_written(page: str, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    pytest.importorskip("starlette", reason="the review extra is not installed")
    shutil.copytree(ROOT / "corpus" / "tutorial", tmp_path / "corpus" / "tutorial")
    found = commands(page)
    assert 5 <= len(found) < 10
    for command in found:
        allowed = {"review": (0, 130), "verify": (0, 3)}.get(command[1], (0,))
        assert run(command, tmp_path) in allowed, command
    assert (tmp_path / "outputs" / "banten.html").read_text(encoding="utf-8").count("<svg") >= 2
    book = openpyxl.load_workbook(tmp_path / "outputs" / "excel" / "banten.xlsx")
    for award in ("ombudsman-kepatuhan", "sakip", "wtp"):
        rows = list(book[award].iter_rows(values_only=True))
        heads = next(row for row in rows if "2020" in row)
        told = {str(head)[:4] for head in heads if head}
        assert set(YEARS) <= told
        province = next(row for row in rows if row[2] == "36")
        by_year = {str(head)[:4]: province[at] for at, head in enumerate(heads) if head is not None}
        assert all(by_year[year] is not None for year in YEARS)
    assert book.active.title == "ombudsman-kepatuhan"


def test_both_tutorials_give_the_same_commands() -> None:
    def bare(page: str) -> list[list[str]]:
        return [[part for part in c if part not in ("--lang", "id")] for c in commands(page)]

    assert bare("tutorial.md") == bare("tutorial.id.md")
