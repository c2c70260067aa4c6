"""`build`: many runs to one deduplicated dataset."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.options import Debug, Lang, Quiet
from extractor.cli.session import session_of

# How many bad lines are named one by one.
_NAMED = 20


def register(app: typer.Typer) -> None:
    app.command(help="help-build", rich_help_panel="group-publish")(build)


def build(
    context: typer.Context,
    runs: Annotated[
        list[Path], typer.Argument(metavar="RUN", help="option-runs", show_default=False)
    ],
    into: Annotated[
        Path, typer.Option("--into", metavar="DATASET", help="option-dataset", show_default=False)
    ],
    quiet: Quiet = False,
    lang: Lang = None,  # noqa: ARG001
    debug: Debug = False,  # noqa: ARG001
) -> None:
    from extractor.dataset import build as build_dataset
    from extractor.patterns.loader import load

    session = session_of(context, quiet=quiet)
    done = build_dataset(runs, into, load())
    for bad in done.bad[:_NAMED]:
        session.streams.complain(
            session.text("build-bad-line", file=bad.file, line=bad.number, why=bad.why)
        )
    say = session.streams.console.print
    say(session.text("build-runs", added=done.added, known=done.known))
    say(
        session.text(
            "build-holds", dataset=into, records=done.records, articles=done.articles,
            history=done.history, decisions=done.decisions,
        ),
        soft_wrap=True,
    )  # fmt: skip
    if done.orphans:
        say(session.text("build-orphans", count=done.orphans))
    if done.bad:
        say(session.text("build-bad", count=len(done.bad)))
        raise typer.Exit(1)
