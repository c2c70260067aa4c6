"""Writes docs/record.md, docs/commands.md, the demonstration in README.md, outputs/sample.

They come from the models' field descriptions, the command tree and a run of the demonstration.
usage: python docs/generate.py    (a test holds the files to what this writes)
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import typing
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from extractor.cli.app import PROGRAM, command_tree
from extractor.models import Article, AwardRecord, Refused, Reject
from extractor.record_schema import SCHEMA_VERSION

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "outputs" / "sample" / "records.jsonl"
DEMO_MARK = "<!-- the output of `award-extractor demo`, made by `make docs` -->"
DEMO_END = "<!-- end of the output -->"
GROUPS = ("Collect", "Extract", "Check", "Publish")
NOTE = "<!-- made by docs/generate.py (make docs); edit the source, not this file -->\n"


def record_page() -> str:
    """The record, field by field, from the descriptions of the models."""
    lines = [
        "# The record",
        "",
        NOTE,
        f"One line of `records.jsonl`, version {SCHEMA_VERSION}; `{PROGRAM} schema` prints its",
        "JSON Schema. Absent facts are null (predicates: an empty list), never guessed.",
        "",
        *_model_table("record", AwardRecord),
        "# The other files of a run folder",
        "",
        *_model_table("refused.jsonl", Refused, nested=False),
        *_model_table("rejects.jsonl", Reject, nested=False),
        "## `articles.jsonl`",
        "",
        (Article.__doc__ or "").strip().split("\n")[0] + " Fields: "
        + ", ".join(f"`{name}`" for name in Article.model_fields) + ".",
        "",
    ]  # fmt: skip
    return "\n".join(lines)


def _model_table(title: str, model: type[BaseModel], *, nested: bool = True) -> Iterator[str]:
    yield f"## `{title}`"
    yield ""
    yield (model.__doc__ or "").strip().split("\n")[0]
    yield ""
    yield "| field | type | what it says |"
    yield "|---|---|---|"
    inner: dict[str, type[BaseModel]] = {}
    for name, field in model.model_fields.items():
        for part in _models_in(field.annotation):
            inner[f"{title}.{name}"] = part
        yield f"| `{name}` | {_shown(field.annotation)} | {field.description or ''} |"
    yield ""
    for path, part in inner.items() if nested else ():
        yield from _model_table(path.removeprefix("record."), part)


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif typing.get_origin(annotation) is not dict or not typing.get_args(annotation):
        for part in typing.get_args(annotation):
            yield from _models_in(part)


def _shown(annotation: object) -> str:
    """A type as a reader of JSON would say it."""
    plain = {str: "text", int: "whole number", type(None): "null", float: "number"}
    if annotation in plain:
        return plain[annotation]
    if isinstance(annotation, type):
        return "object"
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Literal:
        return ", ".join(f"`{each}`" for each in parts)
    if origin is tuple:
        return f"list of {_shown(parts[0])}"
    if origin is dict:
        return f"object of {_shown(parts[1])}"
    return " or ".join(dict.fromkeys(_shown(each) for each in parts))


def commands_page() -> str:
    """Every command with its arguments and options, from the command tree."""
    tree = command_tree("en")
    lines = ["# Commands", "", NOTE, tree.help or "", ""]
    lines += [
        "Standard output carries data only; progress, summary and rejects go to standard error.",
        "Exit status: 0 done; 1 done, but some inputs were rejected (for `check`: faults found);",
        "2 the call is wrong, said in one line before anything is read; 3 `verify`: something is",
        "contradicted; 70 a bug; 130 stopped by the user.",
        "",
    ]
    for group in GROUPS:
        members = [
            each for each in tree.commands.values()
            if getattr(each, "rich_help_panel", None) == group
        ]  # fmt: skip
        if members:
            lines += [f"## {group}", ""]
        for command in members:
            lines += [*_command(command), ""]
    return "\n".join(lines)


def _command(command: typing.Any) -> Iterator[str]:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option"]
    shown = " ".join(map(_argument, arguments))
    yield f"### `{PROGRAM} {command.name}{' ' + shown if shown else ''}`"
    yield ""
    yield command.help or ""
    yield ""
    yield "| | |"
    yield "|---|---|"
    for each in arguments:
        yield f"| `{_argument(each)}` | {each.help} |"
    for each in options:
        names = ", ".join(f"`{name}`" for name in sorted(each.opts, key=len, reverse=True))
        value = f" {each.metavar}" if each.metavar else ""
        yield f"| {names}{value} | {each.help} |"


def _argument(argument: typing.Any) -> str:
    """Its name as the contract writes it: "SOURCE...", "[SEED]..."."""
    name = argument.metavar or argument.name.upper()
    return (name if argument.required else f"[{name}]") + ("..." if argument.nargs == -1 else "")


def demo_output() -> str:
    """What `award-extractor demo` shows, but for the seconds, which differ on every run."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "extractor", "demo", "--lang", "en"],
            cwd=folder, capture_output=True, check=True, encoding="utf-8",
            env={**os.environ, "COLUMNS": "112", "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    lines = (line.rstrip() for line in done.stderr.split("\n"))
    return re.sub(r"seconds: [0-9.]+", "seconds: 1.2", "\n".join(lines)).strip()


def readme() -> str:
    """README.md with the demonstration's true output between its two marks."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    before, _, rest = text.partition(DEMO_MARK)
    _, _, after = rest.partition(DEMO_END)
    return f"{before}{DEMO_MARK}\n```text\n{demo_output()}\n```\n{DEMO_END}{after}"


PAGES = {
    "docs/record.md": record_page,
    "docs/commands.md": commands_page,
    "README.md": readme,
}


def write_sample() -> None:
    """The records of one page of the demonstration, for a reader who wants to see some."""
    call = [sys.executable, "-m", "extractor", "extract", "corpus/demo/dev-a01__antara.html"]
    done = subprocess.run([*call, "--quiet"], cwd=ROOT, capture_output=True, check=True)
    SAMPLE.parent.mkdir(parents=True, exist_ok=True)
    SAMPLE.write_bytes(done.stdout)


def main() -> None:
    write_sample()
    for name, page in PAGES.items():
        text = page().rstrip("\n") + "\n"
        (ROOT / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
