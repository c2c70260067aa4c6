"""The work behind `demo`: the packed pages beside the run, then `extract` as anyone calls it."""

from __future__ import annotations

import shutil
from pathlib import Path

from extractor.cli.extract import perform
from extractor.cli.extraction import Call
from extractor.cli.session import Session
from extractor.errors import OutputError
from extractor.resources import data_folder


def demonstrate(into: Path, workers: int, session: Session) -> int:
    """Copy the pages to ``into/pages``, extract them into ``into``, say where to look next."""
    pages = into / "pages"
    try:
        pages.mkdir(parents=True, exist_ok=True)
        copies = [
            Path(shutil.copy2(page, pages / page.name))
            for page in sorted(data_folder("demo").glob("*.html"))
        ]
    except OSError as error:
        raise OutputError("trouble-unwritable", path=pages, why=error.strerror or error) from error
    console = session.streams.console
    console.print(session.text("demo-opening", count=len(copies), pages=pages), soft_wrap=True)
    # the name as a person would type it: a path of forward slashes works everywhere
    call = Call(sources=(pages.as_posix(),), into=into, workers=workers, refused=True)
    status = perform(call, session)
    console.print(
        session.text("demo-closing", run=into.as_posix(), page=copies[0].as_posix()),
        soft_wrap=True,
    )
    return status
