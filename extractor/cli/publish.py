"""`list`, `schema` and `demo`: what it knows, the record's schema, the demonstration."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from extractor.cli.options import AsJson, Debug, Lang, Patterns, Quiet, Workers
from extractor.cli.session import session_of

DEMO_RUN = Path("outputs") / "demo"


def register(app: typer.Typer) -> None:
    panel = "group-publish"
    app.command(name="list", help="help-list", rich_help_panel=panel)(list_known)
    app.command(help="help-schema", rich_help_panel=panel)(schema)
    app.command(help="help-demo", rich_help_panel=panel)(demo)


def list_known(
    context: typer.Context,
    what: Annotated[
        Literal["awards", "agencies", "regions", "publishers"],
        typer.Argument(metavar="WHAT", help="option-what", show_default=False),
    ],
    patterns: Patterns = None,
    as_json: AsJson = False,
    lang: Lang = None,  # noqa: ARG001
    debug: Debug = False,  # noqa: ARG001
) -> None:
    from extractor.cli.listing import show_list

    show_list(what, patterns, session_of(context), as_json=as_json)


def schema(
    context: typer.Context,
    lang: Lang = None,  # noqa: ARG001
    debug: Debug = False,  # noqa: ARG001
) -> None:
    import orjson

    from extractor.record_schema import record_schema

    text = orjson.dumps(record_schema(), option=orjson.OPT_INDENT_2)
    session_of(context).streams.data(text)


def demo(
    context: typer.Context,
    into: Annotated[
        Path, typer.Option("--into", metavar="RUN", help="option-demo-into")
    ] = DEMO_RUN,
    workers: Workers = 1,
    quiet: Quiet = False,
    lang: Lang = None,  # noqa: ARG001
    debug: Debug = False,  # noqa: ARG001
) -> None:
    from extractor.cli.demonstration import demonstrate

    status = demonstrate(into, workers, session_of(context, quiet=quiet))
    if status:
        raise typer.Exit(status)
