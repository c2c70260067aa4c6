"""`read`, `explain` and `status`: look at one source, or at a run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.options import (
    AllowHosts,
    AsJson,
    Contact,
    Debug,
    Lang,
    Patterns,
    Published,
    Quiet,
    Source,
)  # fmt: skip
from extractor.cli.session import session_of


def register(app: typer.Typer) -> None:
    panel = "group-extract"
    app.command(help="help-read", rich_help_panel=panel)(read)
    app.command(help="help-explain", rich_help_panel=panel)(explain)
    app.command(help="help-status", rich_help_panel=panel)(status)


def read(
    context: typer.Context,
    source: Source,
    dropped: Annotated[bool, typer.Option("--dropped", help="option-dropped")] = False,
    published: Published = None,
    as_json: AsJson = False,
    allow_host: AllowHosts = None,
    contact: Contact = None,
    quiet: Quiet = False,
    lang: Lang = None,  # noqa: ARG001
    debug: Debug = False,  # noqa: ARG001
) -> None:
    from extractor.cli.addresses import Manners
    from extractor.cli.reading import articles_of, show_article

    session = session_of(context, quiet=quiet)
    rejects = 0
    for article in articles_of(
        source, published, Manners(tuple(allow_host or ()), contact), session
    ):
        if article is None:
            rejects += 1
        elif as_json:
            session.streams.data(article.model_dump_json().encode("utf-8"))
        else:
            show_article(article, session, dropped=dropped)
    if rejects:
        raise typer.Exit(1)


def explain(
    context: typer.Context,
    source: Source,
    published: Published = None,
    patterns: Patterns = None,
    as_json: AsJson = False,
    allow_host: AllowHosts = None,
    contact: Contact = None,
    quiet: Quiet = False,
    lang: Lang = None,  # noqa: ARG001
    debug: Debug = False,  # noqa: ARG001
) -> None:
    from extractor.cli.addresses import Manners
    from extractor.cli.explaining import show_explanations

    session = session_of(context, quiet=quiet)
    rejects = show_explanations(
        source,
        session,
        published=published,
        patterns=patterns,
        as_json=as_json,
        manners=Manners(tuple(allow_host or ()), contact),
    )
    if rejects:
        raise typer.Exit(1)


def status(
    context: typer.Context,
    run: Annotated[Path, typer.Argument(metavar="RUN", help="option-run", show_default=False)],
    as_json: AsJson = False,
    lang: Lang = None,  # noqa: ARG001
    debug: Debug = False,  # noqa: ARG001
) -> None:
    from datetime import UTC, datetime

    from extractor.run_state import the_state

    session = session_of(context)
    state = the_state(run)
    if as_json:
        session.streams.data(state.model_dump_json().encode("utf-8"))
        return
    counts = state.counts
    session.streams.data_line(session.text(f"status-{state.status}", run=run))
    session.streams.data_line(
        session.text(
            "run-counts", records=counts.records, articles=counts.articles, inputs=counts.inputs,
            seconds=session.number(state.seconds),
        )
    )  # fmt: skip
    if counts.rejects:
        session.streams.data_line(session.text("status-rejects", count=counts.rejects))
    if state.status != "complete":
        ago = (datetime.now(UTC) - datetime.fromisoformat(state.updated)).total_seconds()
        session.streams.data_line(session.text("status-updated", ago=f"{ago:.0f}"))
        if state.total and state.read:
            left = state.seconds * (state.total - state.read) / state.read
            session.streams.data_line(
                session.text(
                    "status-left", percent=f"{100 * state.read / state.total:.0f}",
                    left=f"{left:.0f}",
                )
            )  # fmt: skip
