"""`evaluate` and `check`: how good it is, and whether patterns and corpus are sound."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.options import Debug, Lang, Patterns, Quiet, Workers
from extractor.cli.session import session_of


def register(app: typer.Typer) -> None:
    app.command(help="help-evaluate", rich_help_panel="group-check")(evaluate)
    app.command(help="help-check", rich_help_panel="group-check")(check)


def evaluate(
    context: typer.Context,
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="option-gold", show_default=False)],
    run: Annotated[
        Path | None, typer.Option("--run", metavar="RUN", help="option-gold-run")
    ] = None,
    against: Annotated[
        Path | None, typer.Option("--against", metavar="RUN", help="option-against")
    ] = None,
    only: Annotated[str, typer.Option("--only", metavar="PREFIX", help="option-only")] = "",
    errors: Annotated[bool, typer.Option("--errors", help="option-errors")] = False,
    into: Annotated[
        Path | None, typer.Option("--into", metavar="RUN", help="option-gold-into")
    ] = None,
    patterns: Patterns = None,
    workers: Workers = 1,
    quiet: Quiet = False,
    lang: Lang = None,  # noqa: ARG001
    debug: Debug = False,  # noqa: ARG001
) -> None:
    from extractor.cli.evaluation import Question, answer

    session = session_of(context, quiet=quiet)
    question = Question(
        gold=gold, run=run, against=against, only=only, errors=errors, into=into,
        patterns=patterns, workers=workers,
    )  # fmt: skip
    answer(question, session)


def check(
    context: typer.Context,
    corpus: Annotated[
        Path | None, typer.Argument(metavar="CORPUS", help="option-corpus", show_default=False)
    ] = None,
    patterns: Patterns = None,
    quiet: Quiet = False,
    lang: Lang = None,  # noqa: ARG001
    debug: Debug = False,  # noqa: ARG001
) -> None:
    from extractor.cli.checking import check_all

    if check_all(corpus, patterns, session_of(context, quiet=quiet)):
        raise typer.Exit(1)
