"""`review`: the page on which a person checks records, served or as one file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.choosing import Awards, Regions, Source, Verdicts, Years
from extractor.cli.complaints import WrongValue
from extractor.cli.options import Debug, Lang, Quiet
from extractor.cli.session import session_of

NAMELESS = "reviewer"


def register(app: typer.Typer) -> None:
    app.command(help="help-review", rich_help_panel="group-check")(review)


def review(
    context: typer.Context,
    source: Source,
    static: Annotated[
        Path | None, typer.Option("--static", metavar="FILE", help="option-static")
    ] = None,
    apply: Annotated[
        Path | None, typer.Option("--apply", metavar="DECISIONS", help="option-apply")
    ] = None,
    gold: Annotated[
        Path | None, typer.Option("--gold", metavar="DIR", help="option-gold-to")
    ] = None,
    sample: Annotated[
        int | None, typer.Option("--sample", metavar="N", min=1, help="option-review-sample")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="option-review-seed")] = 1,
    name: Annotated[str, typer.Option("--as", metavar="NAME", help="option-as")] = NAMELESS,
    award: Awards = None,
    region: Regions = None,
    year: Years = None,
    verdict: Verdicts = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="option-port")
    ] = None,
    quiet: Quiet = False,
    lang: Lang = None,  # noqa: ARG001
    debug: Debug = False,  # noqa: ARG001
) -> None:
    from extractor.cli.choosing import chosen
    from extractor.cli.reviewing import Review, perform

    if not 1 <= len(name.strip()) <= 80:
        raise WrongValue("trouble-reviewer")
    perform(
        Review(
            source=source, static=static, apply=apply, gold=gold, sample=sample, seed=seed,
            reviewer=name.strip(), chosen=chosen(award, region, year, verdict), port=port,
            now=datetime.now(UTC),
        ),
        session_of(context, quiet=quiet),
    )  # fmt: skip
