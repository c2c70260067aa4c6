"""`verify`: a verdict for each record, with its reasons, causes and both pieces of evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from extractor.cli.complaints import WrongValue
from extractor.cli.options import (
    AllowHosts,
    Contact,
    Debug,
    Lang,
    Patterns,
    Published,
    Quiet,
    Workers,
)  # fmt: skip
from extractor.cli.session import session_of

FailOn = Literal["contradicted", "conflicting", "never"]


def register(app: typer.Typer) -> None:
    app.command(help="help-verify", rich_help_panel="group-check")(verify)


def verify(
    context: typer.Context,
    targets: Annotated[
        list[str],
        typer.Argument(
            metavar="RUN_OR_DATASET_OR_SOURCE", help="option-verify-targets", show_default=False
        ),
    ],
    against: Annotated[
        str | None, typer.Option("--against", metavar="TABLE", help="option-verify-against")
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", metavar="REGION", help="option-verify-region")
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="YEAR", min=1900, max=2199, help="option-verify-year"),
    ] = None,
    award: Annotated[
        str | None, typer.Option("--award", metavar="CODE", help="option-verify-award")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="MEANING=HEADER", help="option-verify-column"),
    ] = None,
    decimal: Annotated[
        str | None, typer.Option("--decimal", metavar="SIGN", help="option-verify-decimal")
    ] = None,
    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NAME", help="option-verify-sheet")
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE.html", help="option-verify-report")
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="option-verify-fail-on")
    ] = "contradicted",
    published: Published = None,
    workers: Workers = 1,
    allow_host: AllowHosts = None,
    contact: Contact = None,
    patterns: Patterns = None,
    quiet: Quiet = False,
    lang: Lang = None,  # noqa: ARG001
    debug: Debug = False,  # noqa: ARG001
) -> None:
    from extractor.cli.addresses import Manners
    from extractor.cli.dossier import Reading
    from extractor.cli.judging import Question, answer

    if report is not None and report.is_dir():
        raise WrongValue("trouble-report-is-folder", path=report)
    question = Question(
        targets=tuple(targets), against=against, region=region, year=year, award=award,
        columns=_columns(column), decimal=_decimal(decimal), sheet=sheet, report=report,
        fail_on=fail_on,
        reading=Reading(
            published=published, patterns=patterns, workers=workers,
            manners=Manners(tuple(allow_host or ()), contact),
            table=Path(against) if against is not None else None,
        ),
    )  # fmt: skip
    status = answer(question, session_of(context, quiet=quiet))
    if status:
        raise typer.Exit(status)


def _columns(given: list[str] | None) -> dict[str, str]:
    columns = {}
    for each in given or ():
        meaning, equals, header = each.partition("=")
        if not equals or not meaning.strip() or not header.strip():
            raise WrongValue("trouble-meaning", given=each)
        columns[meaning.strip()] = header.strip()
    return columns


def _decimal(sign: str | None) -> Literal[",", "."] | None:
    if sign is None or sign == "":
        return None
    if sign == ",":
        return ","
    if sign == ".":
        return "."
    raise WrongValue("trouble-decimal", given=sign)
