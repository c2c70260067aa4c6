"""What all tests share: no network, made-up records and articles, the command line in-process."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from extractor.cli import main
from extractor.models import (
    Article,
    ArticleRef,
    Award,
    AwardRecord,
    Dropped,
    Evidence,
    ExtractorStamp,
    Jurisdiction,
    Recipient,
    Refused,
    Score,
)

ROOT = Path(__file__).resolve().parents[1]
# Inputs for measuring that the repository does not carry; tests that need them skip without.
OUTSIDE = ROOT.parent / "shared"
# Files whose tests serve, wait, kill or open a browser: a minute is too short for them.
PATIENT = frozenset({
    "archive/test_columns.py", "archive/test_command.py", "archive/test_damage.py",
    "archive/test_gates.py", "archive/test_kills.py", "archive/test_remote.py",
    "archive/test_runs.py", "dataset/test_durability.py", "export/test_formats.py",
    "fetch/test_client.py", "fetch/test_command.py", "fetch/test_newsroom.py",
    "fetch/test_parts.py", "fetch/test_politeness.py", "fetch/test_resume.py",
    "fetch/test_robots.py", "fetch/test_sources.py", "fetch/test_vetting.py",
    "review/test_hostile.py", "review/test_page.py", "verify/test_cases.py",
    "verify/test_command.py",
})  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`make test-quick` leaves out what is patient."""
    patient = {Path(__file__).parent / name for name in PATIENT}
    for item in items:
        if item.path in patient:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but this machine can be reached from a test."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in ("127.0.0.1", "::1", "localhost"):
            raise RuntimeError(f"a test reached out to {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture
def outside() -> Path:
    """The folder of inputs that only measuring machines have."""
    if not OUTSIDE.is_dir():
        pytest.skip("no folder of outside inputs beside the repository")
    return OUTSIDE


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str


Command = Callable[..., Ran]


@pytest.fixture
def command(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command line in this process: exit status and both streams as text."""
    monkeypatch.delenv("COLUMNS", raising=False)

    def run(*arguments: object) -> Ran:
        capfdbinary.readouterr()
        status = main([str(each) for each in arguments])
        out, err = capfdbinary.readouterr()
        return Ran(status, out.decode("utf-8"), err.decode("utf-8"))

    return run


def run_program(
    *arguments: object,
    stdin: bytes = b"",
    environment: dict[str, str] | None = None,
    cwd: Path | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "extractor", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=120,
        cwd=cwd or ROOT,
        env={**os.environ, **(environment or {})},
    )


def make_article(text: str, url: str | None = "https://a.id/1", **fields: Any) -> Article:
    values: dict[str, Any] = {
        "url": url, "source": "a.html", "site": "a.id", "title": "Judul", "author": None,
        "published": "2025-02-04", "modified": None, "text": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }  # fmt: skip
    return Article(**{**values, **fields})


def make_record(article: Article, name: str, printed: str, **fields: Any) -> AwardRecord:
    """A record whose evidence slices out of the article."""

    def span(text: str) -> Evidence:
        start = article.text.index(text)
        return Evidence(start=start, end=start + len(text), text=text)

    values: dict[str, Any] = {
        "record_id": hashlib.sha256(f"{article.url}{name}".encode()).hexdigest()[:32],
        "article": make_reference(article),
        "award": Award(
            code="ombudsman-kepatuhan", name="Penilaian Kepatuhan", text=None,
            granting_body="Ombudsman RI", year=2024,
        ),
        "recipient": Recipient(
            name=name, abbreviation=None, kind="dinas",
            jurisdiction=Jurisdiction(name="Kabupaten Serang", level="kabupaten", code="36.04"),
        ),
        "score": Score(
            value=printed.replace(" ", "").replace(",", "."), text=printed, unit=None,
            scale_min="0", scale_max="100", previous=None,
        ),
        "predicates": ("Zona Hijau",),
        "rank": None, "streak": None, "event_date": None, "speaker": None,
        "evidence": {"recipient": span(name), "score": span(printed)},
        "provenance": {"granting_body": "award default", "score": "score-after-name"},
        "checks": (),
        "extractor": ExtractorStamp(version="0", patterns="0"),
    }  # fmt: skip
    return AwardRecord(**{**values, **fields})


def make_reference(article: Article) -> ArticleRef:
    return ArticleRef(
        url=article.url, source=article.source, site=article.site, title=article.title,
        author=article.author, published=article.published, sha256=article.sha256,
    )  # fmt: skip


def make_refused(article: Article, words: str, reason: str) -> Refused:
    start = article.text.index(words)
    return Refused(
        article=make_reference(article), recipient=words, figure=None, reason=reason, cue=None,
        evidence=Evidence(start=start, end=start + len(words), text=words),
    )  # fmt: skip


def make_dropped(text: str, rule: str) -> Dropped:
    return Dropped(text=text, rule=rule, after=0)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
