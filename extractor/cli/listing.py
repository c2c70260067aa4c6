"""The work behind `list`: what the patterns know, as a table or as JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import orjson

from extractor.cli.session import Session
from extractor.parser import load_publishers
from extractor.patterns.loader import load

What = Literal["awards", "agencies", "regions", "publishers"]
Row = dict[str, str | tuple[str, ...] | None]


def show_list(what: What, patterns: Path | None, session: Session, *, as_json: bool) -> None:
    """One entry a line: JSON, a table on a terminal, else columns parted by tabs."""
    rows = list(_rows(what, patterns))
    if as_json:
        for row in rows:
            session.streams.data(orjson.dumps(row))
    elif session.streams.out_is_terminal:
        _show_table(rows, session)
    else:
        for row in rows:
            session.streams.data_line("\t".join(_cell(value) for value in row.values()))


def _rows(what: What, patterns: Path | None) -> Iterator[Row]:
    if what == "publishers":
        for publisher in load_publishers(extra=patterns).patterns.values():
            yield {"id": publisher.id, "domains": tuple(publisher.domains)}
        return
    known = load(extra=patterns)
    if what == "awards":
        for award in known.awards.values():
            yield {
                "code": award.code, "name": award.name, "granting_body": award.granting_body,
                "aliases": award.aliases,
            }  # fmt: skip
    elif what == "agencies":
        for agency in known.agencies:
            yield {"name": agency.name, "kind": agency.kind, "forms": agency.forms}
    else:
        for region in known.regions:
            yield {
                "code": region.code, "level": region.level, "name": region.name,
                "aliases": region.aliases,
            }  # fmt: skip


def _cell(value: str | tuple[str, ...] | None) -> str:
    return "; ".join(value) if isinstance(value, tuple) else value or ""


def _show_table(rows: list[Row], session: Session) -> None:
    from rich import box
    from rich.table import Table

    table = Table(box=box.ASCII if session.streams.ascii_only else box.SIMPLE_HEAD)
    for column in rows[0] if rows else ():
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(_cell(value) for value in row.values()))
    session.streams.page().print(table)
