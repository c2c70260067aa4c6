"""`fetch`: addresses, lists, feeds and sitemaps to an archive, politely and resumably."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.options import Debug, Lang, Patterns, Quiet
from extractor.cli.session import session_of

Seeds = Annotated[
    list[str] | None,
    typer.Argument(metavar="SEED", help="option-seeds", show_default=False),
]
Many = list[str] | None


def _option(*names: str, metavar: str, help: str) -> typer.models.OptionInfo:  # noqa: A002 -- typer's word
    option: typer.models.OptionInfo = typer.Option(
        *names, metavar=metavar, help=help, show_default=False
    )
    return option


def register(app: typer.Typer) -> None:
    app.command(help="help-fetch", rich_help_panel="group-collect")(fetch)


def fetch(
    context: typer.Context,
    seeds: Seeds = None,
    into: Annotated[Path | None, _option("--into", metavar="DIR", help="option-fetch-into")] = None,
    region: Annotated[Many, _option("--region", metavar="CODE", help="option-fetch-region")] = None,
    award: Annotated[Many, _option("--award", metavar="CODE", help="option-fetch-award")] = None,
    since: Annotated[
        str | None, _option("--since", metavar="DATE", help="option-fetch-since")
    ] = None,
    until: Annotated[
        str | None, _option("--until", metavar="DATE", help="option-fetch-until")
    ] = None,
    keyword: Annotated[Many, _option("--keyword", metavar="WORDS", help="option-keyword")] = None,
    include: Annotated[Many, _option("--include", metavar="REGEX", help="option-include")] = None,
    exclude: Annotated[Many, _option("--exclude", metavar="REGEX", help="option-exclude")] = None,
    through: Annotated[Many, _option("--through", metavar="LIST", help="option-through")] = None,
    max_pages: Annotated[
        int | None, typer.Option("--max-pages", metavar="N", min=1, help="option-max-pages")
    ] = None,
    max_per_host: Annotated[
        int | None, typer.Option("--max-per-host", metavar="N", min=1, help="option-max-per-host")
    ] = None,
    max_depth: Annotated[
        int, typer.Option("--max-depth", metavar="N", min=1, max=1_000_000, help="option-max-depth")
    ] = 50,
    max_minutes: Annotated[
        float | None,
        typer.Option("--max-minutes", metavar="N", min=0.01, help="option-max-minutes"),
    ] = None,
    delay: Annotated[
        float, typer.Option("--delay", metavar="SECONDS", min=0.0, help="option-delay")
    ] = 2.0,
    contact: Annotated[
        str | None, _option("--contact", metavar="ADDRESS", help="option-contact")
    ] = None,
    allow_host: Annotated[
        Many, _option("--allow-host", metavar="HOST[:PORT]", help="option-allow-host")
    ] = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="option-refresh")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="option-dry-run")] = False,
    discover_only: Annotated[
        bool, typer.Option("--discover-only", help="option-discover-only")
    ] = False,
    patterns: Patterns = None,
    quiet: Quiet = False,
    lang: Lang = None,  # noqa: ARG001 -- read from the arguments before, since help needs it
    debug: Debug = False,  # noqa: ARG001
) -> None:
    from extractor.cli.fetching import Call, perform

    call = Call(
        seeds=tuple(seeds or ()), into=into, regions=tuple(region or ()),
        awards=tuple(award or ()), since=since, until=until, keywords=tuple(keyword or ()),
        include=tuple(include or ()), exclude=tuple(exclude or ()),
        through=tuple(through) if through else None, max_pages=max_pages,
        max_per_host=max_per_host, max_depth=max_depth, max_minutes=max_minutes, delay=delay,
        contact=contact, allow_hosts=tuple(allow_host or ()), refresh=refresh, dry_run=dry_run,
        discover_only=discover_only, patterns=patterns,
    )  # fmt: skip
    status = perform(call, session_of(context, quiet=quiet))
    if status:
        raise typer.Exit(status)
