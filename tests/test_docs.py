"""Documentation is what the program does: generated pages, true output, examples that run."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from types import ModuleType

import pytest

from extractor.cli.app import command_tree
from tests.conftest import ROOT

PAGES = sorted(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md"))
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "docs/record.md", "docs/commands.md", "docs/limits.md", "docs/benchmarks.md", "README.md",
        "README.id.md", "corpus/README.md",
    ],
)  # fmt: skip
def test_generated_pages_are_true(name: str, generator: ModuleType) -> None:
    made = generator.PAGES[name]().rstrip("\n") + "\n"
    assert (ROOT / name).read_text(encoding="utf-8") == made, "run: make docs"


@pytest.mark.slow
def test_the_ten_things_still_go_wrong(generator: ModuleType) -> None:
    cases = generator.limits()["case"]
    assert len(cases) == 10
    for case in cases:
        found = generator.outcome(case["text"])
        assert found != case["right"], f"right by now, take it out of limits.toml: {case['title']}"


def test_every_command_is_documented() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for name, child in command_tree("en").commands.items():
        assert f"### `award-extractor {name}" in page
        assert child.help
        assert child.help in page


def test_the_readme_opens_with_the_two_commands() -> None:
    lines = README.splitlines()
    assert lines[3].startswith("make demo")
    assert lines[4].startswith("make test")


def test_the_example_of_the_readme_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    expected = re.search(r"print\(.*\)  # (.*)", example)
    assert expected
    monkeypatch.chdir(ROOT)
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102 -- our own documentation
    assert capsys.readouterr().out.strip() == expected.group(1)


def test_the_record_of_the_readme_is_one_that_comes_out() -> None:
    from extractor import Extractor, Page, parse

    shown = json.loads(re.findall(r"```json\n(.*?)```", README, re.DOTALL)[0])
    page = ROOT / "corpus" / "demo" / "dev-a01__antara.html"
    article = parse(Page(url="https://a.id/1", html=page.read_bytes()))
    real = json.loads(Extractor().extract(article)[0].model_dump_json())

    def holds(part: object, whole: object) -> None:
        if isinstance(part, dict):
            assert isinstance(whole, dict)
            for key, value in part.items():
                holds(value, whole[key])
        else:
            assert part == whole

    holds(shown, real)


def test_commands_named_in_the_documents_exist() -> None:
    known = set(command_tree("en").commands)
    for name in ("README.md", "README.id.md", "CONTRIBUTING.md", *PAGES):
        text = (ROOT / name).read_text(encoding="utf-8")
        named = set(re.findall(r"award-extractor ([a-z]+)", text))
        assert named <= known, name
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    documents = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.id.md", *PAGES)]
    targets = re.findall(r"(?m)^make ([a-z-]+)|`make ([a-z-]+)", "\n".join([README, *documents]))
    assert targets
    for pair in targets:
        assert f"\n{''.join(pair)}:" in makefile


def test_links_lead_somewhere() -> None:
    for name in ("README.md", "README.id.md", "CONTRIBUTING.md", *PAGES):
        page = ROOT / name
        for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            assert target.startswith("http") or (page.parent / target).exists(), (name, target)


def test_what_the_tutorial_sets_up_brings_what_it_uses() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (newsroom,) = project["optional-dependencies"]["newsroom"]
    assert {"export", "review", "verify"} <= set(re.findall(r"[a-z]+", newsroom.partition("[")[2]))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (made,) = re.findall(r"^install:.*\n\t(.*)$", makefile, re.MULTILINE)
    assert "'.[newsroom]'" in made
    for page in ("docs/tutorial.md", "docs/tutorial.id.md"):
        assert "`make install`" in (ROOT / page).read_text(encoding="utf-8")
