"""The options that commands share, each declared once; help texts are codes of the catalogue."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from extractor.cli.complaints import WrongValue


def iso_date(value: str | None) -> str | None:
    """The value if it is an ISO date or date-time.

    Raises:
        WrongValue: it is neither.
    """
    if value is None:
        return None
    try:
        date.fromisoformat(value)
    except ValueError:
        try:
            datetime.fromisoformat(value)
        except ValueError:
            raise WrongValue("trouble-date", given=repr(value)) from None
    return value


def named_path(value: str) -> Path:
    """The path of a folder to write to.

    Raises:
        WrongValue: there is no name; the current folder is written ".".
    """
    if not value.strip():
        raise WrongValue("trouble-nameless-folder")
    return Path(value)


Sources = Annotated[
    list[str], typer.Argument(metavar="SOURCE", help="option-sources", show_default=False)
]
Source = Annotated[str, typer.Argument(metavar="SOURCE", help="option-source", show_default=False)]
Into = Annotated[
    Path | None,
    typer.Option(
        "--into", metavar="RUN", parser=named_path, help="option-into", show_default=False
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        "--published", metavar="DATE", callback=iso_date, help="option-published",
        show_default=False,
    ),
]  # fmt: skip
Workers = Annotated[int, typer.Option("--workers", metavar="N", min=1, help="option-workers")]
Patterns = Annotated[
    Path | None,
    typer.Option(
        "--patterns",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="option-patterns",
        show_default=False,
    ),
]
RefusedToo = Annotated[bool, typer.Option("--refused", help="option-refused")]
NoPrefilter = Annotated[bool, typer.Option("--no-prefilter", help="option-no-prefilter")]
Scheduler = Annotated[
    str | None,
    typer.Option("--scheduler", metavar="ADDRESS", help="option-scheduler", show_default=False),
]
Sample = Annotated[
    int | None,
    typer.Option("--sample", metavar="N", min=1, help="option-sample", show_default=False),
]
Seed = Annotated[int, typer.Option("--seed", metavar="S", help="option-seed")]
Hosts = Annotated[
    list[str] | None,
    typer.Option("--host", metavar="HOST", help="option-host", show_default=False),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since", metavar="DATE", callback=iso_date, help="option-since", show_default=False
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until", metavar="DATE", callback=iso_date, help="option-until", show_default=False
    ),
]
Clusters = Annotated[bool, typer.Option("--clusters", help="option-clusters")]
ColumnNames = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="FIELD=NAME", help="option-column", show_default=False),
]
AllowHosts = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-host", metavar="HOST[:PORT]", help="option-allow-host", show_default=False
    ),
]
Contact = Annotated[
    str | None,
    typer.Option("--contact", metavar="ADDRESS", help="option-contact", show_default=False),
]
Delay = Annotated[float, typer.Option("--delay", metavar="SECONDS", min=0.0, help="option-delay")]
AsJson = Annotated[bool, typer.Option("--json", help="option-json")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="option-quiet")]
Lang = Annotated[
    Literal["id", "en"] | None, typer.Option("--lang", help="option-lang", show_default=False)
]
Debug = Annotated[bool, typer.Option("--debug", help="option-debug")]
