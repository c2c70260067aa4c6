"""Writes docs/record, commands, limits and benchmarks.md, parts of both READMEs, outputs/sample.

They come from the models' field descriptions, the command tree, the floors that the tests hold,
and from runs of the demonstration and of the cases in docs/limits.toml.
usage: python docs/generate.py    (a test holds the files to what this writes)
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import tomllib
import typing
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from extractor import Extractor, Page, parse
from extractor.cli.app import PROGRAM, command_tree
from extractor.evaluator.floors import load_floors
from extractor.evaluator.gold import load_gold
from extractor.models import Article, AwardRecord, Refused, Reject
from extractor.record_schema import SCHEMA_VERSION

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "outputs" / "sample" / "records.jsonl"
DEMO_MARK = "<!-- the output of `award-extractor demo`, made by `make docs` -->"
DEMO_MARK_ID = "<!-- the output of `award-extractor demo --lang id`, made by `make docs` -->"
DEMO_END = "<!-- end of the output -->"
FLOORS_MARK = "<!-- from corpus/floors.json, made by `make docs` -->"
FLOORS_END = "<!-- end of the floors -->"
SPLITS_MARK = "<!-- counted in gold/, made by `make docs` -->"
SPLITS_END = "<!-- end of the counts -->"
# Measures of the README's table: name in floors.json, English, Indonesian.
MEASURES = (
    ("records_f1", "records (recipient and award)", "catatan (penerima dan penghargaan)"),
    ("figures_f1", "figures", "angka nilai"),
    ("predicates_f1", "predicates", "predikat"),
    ("field_jurisdiction", "region", "daerah"),
    ("field_year", "year", "tahun"),
    ("field_rank", "rank", "peringkat"),
    ("field_speaker", "speaker", "narasumber"),
    ("field_previous_score", "earlier score", "nilai sebelumnya"),
    ("exact", "whole record, every field right", "seluruh catatan, semua kolom benar"),
)
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


def demo_output(lang: str) -> str:
    """What `award-extractor demo` shows, but for the seconds, which differ on every run."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "extractor", "demo", "--lang", lang],
            cwd=folder, capture_output=True, check=True, encoding="utf-8",
            env={**os.environ, "COLUMNS": "112", "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    lines = (line.rstrip() for line in done.stderr.split("\n"))
    told = "\n".join(lines).strip()
    return re.sub(r"(seconds|detik): [0-9]+([.,])[0-9]+", r"\1: 1\g<2>2", told)


def between(text: str, mark: str, end: str, content: str) -> str:
    """The text with that content between its two marks."""
    before, _, rest = text.partition(mark)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"no such marks: {mark}")
    return f"{before}{mark}\n{content}\n{end}{after}"


def readme() -> str:
    """README.md with the demonstration's true output and the floors between their marks."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    text = between(text, DEMO_MARK, DEMO_END, f"```text\n{demo_output('en')}\n```")
    return between(text, FLOORS_MARK, FLOORS_END, floors_table("en"))


def readme_id() -> str:
    """README.id.md with the demonstration's true output and the floors."""
    text = (ROOT / "README.id.md").read_text(encoding="utf-8")
    text = between(text, DEMO_MARK_ID, DEMO_END, f"```text\n{demo_output('id')}\n```")
    return between(text, FLOORS_MARK, FLOORS_END, floors_table("id"))


def floors_table(lang: str) -> str:
    """The floors of both splits, as shares of 1 with the reader's decimal sign."""
    splits = load_floors(ROOT / "corpus" / "floors.json").splits
    heads = {
        "en": ("at least, by F1", "held-back articles", "articles learned from"),
        "id": ("sedikitnya, F1", "artikel yang disimpan", "artikel untuk belajar"),
    }[lang]
    lines = [f"| {' | '.join(heads)} |", "|---|---|---|"]
    for code, en, told in MEASURES:
        name = told if lang == "id" else en
        held = (f"{splits[split].floors[code]:.3f}" for split in ("test", "dev"))
        lines.append(f"| {name} | {' | '.join(held)} |")
    table = "\n".join(lines)
    return table.replace(" 0.", " 0,").replace(" 1.", " 1,") if lang == "id" else table


def corpus_page() -> str:
    """corpus/README.md with the size of each split."""
    told = {
        "dev": "to learn from.",
        "test": "written by other hands before the rules, frozen, looked at only as numbers.",
    }
    lines = []
    for split, use in told.items():
        gold = load_gold(ROOT / "corpus" / "gold", split)
        records, without = sum(len(g.records) for g in gold), sum(not g.records for g in gold)
        lines.append(
            f"  - `{split}-*`: {len(gold)} articles, {records} records,"
            f" {without} without any: {use}"
        )
    text = (ROOT / "corpus" / "README.md").read_text(encoding="utf-8")
    return between(text, SPLITS_MARK, SPLITS_END, "\n".join(lines))


def benchmarks_page() -> str:
    """The figures of benchmarks/, as a page of the documentation."""
    folder = ROOT / "benchmarks"
    measured = (folder / "results.md").read_text(encoding="utf-8")
    title, _, tables = measured.partition("\n\nMade by `make bench`; do not edit.\n")
    if not tables:
        raise ValueError("benchmarks/results.md begins otherwise than benchmarks/results.py writes")
    datasets = (folder / "datasets.md").read_text(encoding="utf-8")
    return (
        f"# Benchmarks\n\n{NOTE}\n{datasets}\n{title.lstrip('# ')}, made by `make bench`:\n{tables}"
    )


def limits() -> dict[str, typing.Any]:
    """The known faults that docs/limits.md shows, with the page's opening and closing."""
    return tomllib.loads((ROOT / "docs" / "limits.toml").read_text(encoding="utf-8"))


def outcome(text: str) -> list[str]:
    """What comes out of a pasted text, one line a record, as docs/limits.toml writes it."""
    article = parse(Page(url="https://media.example/1", text=text, published="2025-02-04"))
    lines = []
    for record in Extractor().extract(article):
        who, place = record.recipient.name, record.recipient.jurisdiction
        where = f", {place.name}" if place and not who.endswith(place.name) else ""
        year = f" {record.award.year}" if record.award.year else ""
        parts = [f"{who}{where}", f"{record.award.code}{year}"]
        parts += [record.score.value] if record.score else []
        lines.append("; ".join([*parts, *record.predicates]))
    return lines


def limits_page() -> str:
    """Ten known faults, each with a text, what comes out of it today and what would be right."""
    told = limits()
    lines = ["# Ten things it gets wrong", "", NOTE, told["opening"].strip(), ""]
    for number, case in enumerate(told["case"], 1):
        lines += [f"## {number}. {case['title']}", "", f"> {case['text']}", ""]
        lines += [f"- comes out: {_told(outcome(case['text']))}"]
        lines += [f"- right: {_told(case['right'])}", "", case["why"], ""]
    return "\n".join([*lines, told["closing"].strip(), ""])


def _told(records: list[str]) -> str:
    return " / ".join(f"`{record}`" for record in records) or "nothing"


PAGES = {
    "docs/record.md": record_page,
    "docs/commands.md": commands_page,
    "docs/limits.md": limits_page,
    "docs/benchmarks.md": benchmarks_page,
    "README.md": readme,
    "README.id.md": readme_id,
    "corpus/README.md": corpus_page,
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
