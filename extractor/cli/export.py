"""`export`: a run or a dataset as a file that other programs open."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.choosing import Awards, Regions, Source, Verdicts, Years, chosen
from extractor.cli.options import Debug, Lang, Quiet
from extractor.cli.session import session_of


def register(app: typer.Typer) -> None:
    app.command(help="help-export", rich_help_panel="group-publish")(export)


def export(
    context: typer.Context,
    source: Source,
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="option-to", show_default=False)],
    award: Awards = None,
    region: Regions = None,
    year: Years = None,
    verdict: Verdicts = None,
    spans_only: Annotated[bool, typer.Option("--spans-only", help="option-spans-only")] = False,
    raw: Annotated[bool, typer.Option("--raw", help="option-raw")] = False,
    alone: Annotated[bool, typer.Option("--alone", help="option-alone")] = False,
    quiet: Quiet = False,
    lang: Lang = None,  # noqa: ARG001
    debug: Debug = False,  # noqa: ARG001
) -> None:
    from extractor.dataset import open_source
    from extractor.exporter import Request
    from extractor.exporter import export as export_to
    from extractor.exporter.beside import describe
    from extractor.patterns.loader import load

    session = session_of(context, quiet=quiet)
    request = Request(
        chosen=chosen(award, region, year, verdict), spans_only=spans_only, raw=raw,
        lang=session.lang,
    )  # fmt: skip
    with open_source(source, load) as dataset:
        count = export_to(dataset, to, request)
        left_alone = [] if alone else describe(dataset, to, count, request)
    say = session.streams.console.print
    say(session.text("export-done", file=to, records=count), soft_wrap=True)
    for path in left_alone:
        say(session.text("export-left-alone", file=path), soft_wrap=True)
