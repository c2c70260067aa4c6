"""`report`: pictures of a run or a dataset as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.choosing import Awards, Regions, Source, Verdicts, Years, chosen
from extractor.cli.options import Debug, Lang, Quiet
from extractor.cli.session import session_of


def register(app: typer.Typer) -> None:
    app.command(help="help-report", rich_help_panel="group-publish")(report)


def report(
    context: typer.Context,
    source: Source,
    into: Annotated[
        Path, typer.Option("--into", metavar="FILE", help="option-report-into", show_default=False)
    ],
    award: Awards = None,
    region: Regions = None,
    year: Years = None,
    verdict: Verdicts = None,
    quiet: Quiet = False,
    lang: Lang = None,  # noqa: ARG001
    debug: Debug = False,  # noqa: ARG001
) -> None:
    from extractor.dataset import open_source
    from extractor.exporter.atomic import write_text
    from extractor.patterns.loader import load
    from extractor.report.page import report as report_page
    from extractor.report.pictures import pictures

    session = session_of(context, quiet=quiet)
    choice = chosen(award, region, year, verdict)
    with open_source(source, load) as dataset:
        drawn = pictures(dataset, choice, load(), session.lang)
        records, articles = dataset.count(choice), dataset.articles_read()
    write_text(into, report_page(drawn, records, articles, session.lang))
    session.streams.console.print(
        session.text("report-done", file=into, count=len(drawn)), soft_wrap=True
    )
