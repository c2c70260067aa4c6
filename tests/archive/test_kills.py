"""Whatever is killed and whenever: the run ends as if nothing had happened."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractor.run_state import read_state
from tests.archive.child import run
from tests.archive.makers import gzip_archive
from tests.conftest import ROOT

OUTPUTS = ("articles.jsonl", "records.jsonl", "rejects.jsonl", "passed.jsonl")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="children are found in /proc")


def children_of(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def workers_of(pid: int) -> list[int]:
    """Children of any thread of the process."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found.extend(int(c) for c in (task / "children").read_text().split())
    return found


def outputs(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in OUTPUTS}


def start(folder: Path, sources: list[str], seconds: float) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.archive.child", str(folder), "2", str(seconds)]
    return subprocess.Popen(
        [*command, *sources], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@pytest.mark.slow
def test_a_hundred_kills_change_nothing(tmp_path: Path) -> None:
    archives = [
        gzip_archive(tmp_path / f"{name}.warc.gz", range(first, first + 500))
        for name, first in (("a", 0), ("b", 500), ("c", 900))
    ]
    sources = [str(path) for path in archives]
    run(tmp_path / "quiet", sources)
    chance = random.Random(20261124)
    folder = tmp_path / "killed"
    process = start(folder, sources, 0.045)
    kills = {"parent": 0, "worker": 0}
    deadline = time.monotonic() + 400
    while sum(kills.values()) < 100:
        assert time.monotonic() < deadline
        time.sleep(chance.uniform(0.02, 0.3))
        if process.poll() is not None:
            state = read_state(folder)
            if state is not None and state.status == "complete":
                break
            process = start(folder, sources, 0.045)
            continue
        workers = workers_of(process.pid)
        if workers and chance.random() < 0.87:
            kill(chance.choice(workers))
            kills["worker"] += 1
        elif workers:
            kill(process.pid)
            process.wait()
            kills["parent"] += 1
            process = start(folder, sources, 0.045)
    assert sum(kills.values()) >= 100, f"the run was over after {kills}"
    assert kills["parent"] >= 8
    assert process.wait(timeout=300) == 0
    assert outputs(folder) == outputs(tmp_path / "quiet")
    assert not (folder / ".work").exists()
