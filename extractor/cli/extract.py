"""`extract`: sources to records, as lines on standard output or as a run folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from extractor.cli.complaints import WrongValue
from extractor.cli.options import (
    AllowHosts,
    Clusters,
    ColumnNames,
    Contact,
    Debug,
    Delay,
    Hosts,
    Into,
    Lang,
    NoPrefilter,
    Patterns,
    Published,
    Quiet,
    RefusedToo,
    Sample,
    Scheduler,
    Seed,
    Since,
    Sources,
    Until,
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
    scheduler: Scheduler = None,
    sample: Sample = None,
    seed: Seed = 0,
    host: Hosts = None,
    since: Since = None,
    until: Until = None,
    column: ColumnNames = None,
    clusters: Clusters = False,
    allow_host: AllowHosts = None,
    contact: Contact = None,
    delay: Delay = 2.0,
    quiet: Quiet = False,
    lang: Lang = None,  # noqa: ARG001 -- read from the arguments before, since help needs it
    debug: Debug = False,  # noqa: ARG001
) -> None:
    from extractor.cli.addresses import Manners
    from extractor.cli.extraction import Call
    from extractor.sources import Columns

    call = Call(
        sources=tuple(sources), into=into, published=published, workers=workers,
        patterns=patterns, refused=refused, prefilter=not no_prefilter, scheduler=scheduler,
        hosts=tuple(each.lower() for each in host or ()), since=since, until=until,
        columns=Columns.of(column or ()),
        manners=Manners(tuple(allow_host or ()), contact, delay),
    )  # fmt: skip
    session = session_of(context, quiet=quiet)
    if sample is not None:
        rehearse(call, sample, seed, session)
        return
    for option, given in (("--clusters", clusters), ("--scheduler", scheduler is not None)):
        if given and into is None:
            raise WrongValue("trouble-needs-into", option=option)
    status = perform(call, session)
    if clusters and into is not None:
        show_clusters(into, session)
    if status:
        raise typer.Exit(status)


def show_clusters(folder: Path, session: Session) -> None:
    """Group the run's articles and say how many groups there are."""
    from extractor.clusters import cluster_run

    found = cluster_run(folder)
    copies = sum(each.size - 1 for each in found)
    session.streams.console.print(session.text("clusters", groups=len(found), copies=copies))


def rehearse(call: Call, sample: int, seed: int, session: Session) -> None:
    """Show what a sample of the sources says of the whole."""
    from extractor.cli.archives import show_rehearsal
    from extractor.cli.extraction import checked_inputs

    show_rehearsal(call, checked_inputs(call), sample, seed, session)


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
