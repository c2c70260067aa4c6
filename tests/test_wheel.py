"""What is published: the sdist builds the wheel, the wheel alone does what the checkout does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

import extractor
from extractor.resources import data_folder
from tests.conftest import ROOT


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(each) for each in arguments], cwd=cwd, capture_output=True, text=True, check=False,
        encoding="utf-8", timeout=600, env={**os.environ, "PYTHONPATH": ""},
    )  # fmt: skip


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sdist as an index would have it."""
    folder = tmp_path_factory.mktemp("dist")
    built = run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder, cwd=ROOT)
    assert built.returncode == 0, built.stderr
    (sdist,) = folder.glob("*.tar.gz")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation")
    built = run(*pip, "--wheel-dir", folder, sdist, cwd=folder)
    assert built.returncode == 0, built.stderr
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def clean(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a fresh environment that holds the wheel and its core."""
    home = tmp_path_factory.mktemp("clean")
    venv.create(home, with_pip=True)
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    done = run(
        programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--constraint", ROOT / "constraints.txt", wheel, cwd=home,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return programs


@pytest.mark.slow
def test_the_wheel_carries_patterns_pages_and_messages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for path in (ROOT / "patterns").rglob("*.*"):
        assert f"extractor/_patterns/{path.relative_to(ROOT / 'patterns').as_posix()}" in names
    for path in (ROOT / "corpus" / "demo").iterdir():
        assert f"extractor/_demo/{path.name}" in names
    assert {"extractor/messages/catalogue.toml", "extractor/py.typed"} <= names
    assert not [each for each in names if each.startswith(("tests", "corpus", "patterns"))]


@pytest.mark.slow
def test_the_wheel_alone_runs_the_demonstration(clean: Path, tmp_path: Path) -> None:
    where = run(clean / "python", "-c", "import extractor; print(extractor.__file__)", cwd=tmp_path)
    assert str(ROOT) not in where.stdout
    done = run(clean / "award-extractor", "demo", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "94, 62" in done.stderr
    here = run(sys.executable, "-m", "extractor", "demo", "--into", tmp_path / "here", cwd=ROOT)
    assert here.returncode == 0
    packed = _records(tmp_path / "outputs" / "demo")
    assert packed == _records(tmp_path / "here")
    assert len(packed) > 30


def _records(run_folder: Path) -> list[object]:
    lines = (run_folder / "records.jsonl").read_bytes().splitlines()
    return [(each["record_id"], each["score"]) for each in map(json.loads, lines)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["list", "awards"], ["schema"], ["check"]]
)
def test_the_wheel_alone_answers(arguments: list[str], clean: Path, tmp_path: Path) -> None:
    done = run(clean / "award-extractor", *arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_a_missing_extra_is_one_line_with_the_command_to_type(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    done = run(clean / "award-extractor", "extract", "a.parquet", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert 'pip install "award-extractor[archive]"' in done.stderr


def test_the_packed_pages_are_pages_of_the_corpus() -> None:
    pages = sorted(data_folder("demo").glob("*.html"))
    assert len(pages) >= 12
    for page in pages:
        twin = ROOT / "corpus" / "pages" / page.name
        assert twin.read_bytes() == page.read_bytes(), f"{twin.name} is newer: make pages"


def test_three_of_the_packed_pages_are_negatives() -> None:
    names = {page.name.split("__")[0] for page in data_folder("demo").glob("*.html")}
    gold = [json.loads((ROOT / "corpus" / "gold" / f"{n}.json").read_bytes()) for n in names]
    assert sum(not each["records"] for each in gold) >= 3


def test_the_package_exports_a_handful_of_names() -> None:
    assert extractor.__all__ == [
        "Article", "AwardRecord", "Extractor", "ExtractorError", "Page", "fetch", "parse", "verify",
    ]  # fmt: skip
    for name in extractor.__all__:
        assert getattr(extractor, name).__name__ == name
    assert set(extractor.__all__) <= set(dir(extractor))
    with pytest.raises(AttributeError):
        _ = extractor.nothing


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import extractor, sys; print(len([m for m in sys.modules if m.startswith('extractor')]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == b"1"
