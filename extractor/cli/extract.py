"""`extract`: sources to records, as lines on standard output or as a run folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from extractor.cli.options import (
    Debug,
    Into,
    Lang,
    NoPrefilter,
    Patterns,
    Published,
    Quiet,
    RefusedToo,
    Sources,
    Workers,
)  # fmt: skip
from extractor.cli.session import Session, session_of

if TYPE_CHECKING:
    from extractor.cli.extraction import Call


def register(app: typer.Typer) -> None:
    app.command(help="help-extract", rich_help_panel="group-extract")(extract)


def extract(
    context: typer.Context,
    sources: Sources,
    into: Into = None,
    published: Published = None,
    workers: Workers = 1,
    patterns: Patterns = None,
    refused: RefusedToo = False,
    no_prefilter: NoPrefilter = False,
    quiet: Quiet = False,
    lang: Lang = None,  # noqa: ARG001 -- read from the arguments before, since help needs it
    debug: Debug = False,  # noqa: ARG001
) -> None:
    from extractor.cli.extraction import Call

    call = Call(
        sources=tuple(sources), into=into, published=published, workers=workers,
        patterns=patterns, refused=refused, prefilter=not no_prefilter,
    )  # fmt: skip
    status = perform(call, session_of(context, quiet=quiet))
    if status:
        raise typer.Exit(status)


def perform(call: Call, session: Session) -> int:
    """Run the extraction, show its summary, return its exit status."""
    from extractor.cli.extraction import extract_into_folder, extract_to_stdout
    from extractor.cli.summary import show_summary

    done = (
        extract_to_stdout(call, session)
        if call.into is None
        else extract_into_folder(call, call.into, session)
    )
    show_summary(done, session, folder=call.into)
    if done.bugs:
        session.streams.complain(session.text("bugs-met", count=done.bugs))
        return 70
    return 1 if done.counts.rejects else 0
