"""Kill -9, a full disk and a second process: the dataset is as before, or as after."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from extractor.dataset import Filter, build, open_source
from extractor.dataset.store import create_or_open
from extractor.patterns.loader import load
from tests.conftest import ROOT
from tests.dataset.big_runs import big_run
from tests.dataset.gold_runs import gold_articles, gold_run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")


def program(
    *arguments: object,
    env: dict[str, str] | None = None,
    preexec_fn: Callable[[], object] | None = None,
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "extractor", *map(str, arguments)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env,
        preexec_fn=preexec_fn,  # noqa: PLW1509 -- limits are set in the child alone
    )  # fmt: skip


def count(path: Path) -> int:
    with open_source(path, load) as dataset:
        return dataset.count(Filter())


def test_killed_builds_lose_and_double_nothing(tmp_path: Path) -> None:
    small = gold_run(tmp_path / "small", gold_articles(3), started="2025-01-01T00:00:00+00:00")
    into = tmp_path / "d.db"
    build([small], into, load())
    before = count(into)
    large = big_run(tmp_path / "large", 3_000)
    for wait in (0.5, 0.9, 1.3):
        running = program("build", large, "--into", into, "--quiet")
        time.sleep(wait)
        running.send_signal(signal.SIGKILL)
        running.communicate()
        assert count(into) in (before, before + 3_000)
        check = sqlite3.connect(into)
        assert check.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        check.close()
    build([large], into, load())
    assert count(into) == before + 3_000


def test_two_processes_at_once_both_succeed(tmp_path: Path) -> None:
    gold = gold_articles(8)
    runs = [gold_run(tmp_path / name, half) for name, half in (("a", gold[:4]), ("b", gold[4:]))]
    both = [program("build", run, "--into", tmp_path / "d.db") for run in runs]
    for each in both:
        _, err = each.communicate(timeout=60)
        assert each.returncode == 0, err
    assert count(tmp_path / "d.db") == sum(len(each.records) for each in gold)


TOGETHER: list[Barrier] = []


def meet_at(barrier: Barrier) -> None:
    TOGETHER.append(barrier)


def open_together(path: Path) -> None:
    TOGETHER[0].wait(60)
    create_or_open(path).close()


def test_many_that_begin_one_file_at_once_all_have_it(tmp_path: Path) -> None:
    """The file's first moment: turning to the write-ahead log waits for nobody by itself."""
    spawned = multiprocessing.get_context("spawn")
    files = [tmp_path / f"{turn}.db" for turn in range(40) for _ in range(4)]
    with ProcessPoolExecutor(
        4, mp_context=spawned, initializer=meet_at, initargs=(spawned.Barrier(4),)
    ) as beginners:
        for done in [beginners.submit(open_together, file) for file in files]:
            done.result(60)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".db"])
def test_a_full_disk_keeps_the_old_file(tmp_path: Path, suffix: str) -> None:
    import resource

    run = gold_run(tmp_path / "run", gold_articles(40))
    target = tmp_path / f"old{suffix}"
    target.write_text("old")

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, 8_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    running = program(
        "export", run, "--to", target, "--alone", preexec_fn=small_files,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )  # fmt: skip
    _, err = running.communicate(timeout=60)
    assert running.returncode == 2, err
    assert target.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir() if each.name.endswith(".part")] == []


def test_a_read_only_folder_is_said_in_one_line(tmp_path: Path) -> None:
    run = gold_run(tmp_path / "run", gold_articles(1))
    running = program("export", run, "--to", "/proc/awards.csv")
    _, err = running.communicate(timeout=60)
    assert running.returncode == 2
    assert len(err.splitlines()) == 1
