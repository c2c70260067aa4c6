"""What a reader sees after a run: the records as a table, what was not taken and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from extractor import messages
from extractor.cli.session import Session

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from extractor.cli.extraction import Done
    from extractor.models import AwardRecord

# Columns of the records shown, with their share of the width.
_SHARES = {"recipient": 0.29, "region": 0.17, "score": 0.15, "predicates": 0.28, "more": 0.11}


def show_summary(done: Done, session: Session, *, folder: Path | None) -> None:
    """The summary of one run on standard error; nothing when quiet."""
    console = session.streams.console
    if console.quiet:
        return
    counts = done.counts
    if done.shown:
        for part in records_tables(done.shown, session):
            console.print(part)
        console.print()
        if counts.records > len(done.shown):
            console.print(session.text("more-records", count=counts.records - len(done.shown)))
    if not counts.inputs and not counts.passed:
        console.print(session.text("run-nothing"))
    console.print(
        session.text(
            "run-counts", records=counts.records, articles=counts.articles, inputs=counts.inputs,
            seconds=session.number(done.seconds),
        ),
        style="bold",
    )  # fmt: skip
    for code, number in (
        ("run-duplicates", counts.duplicate_articles),
        ("run-same-records", counts.duplicate_records),
        ("run-skipped", len(done.skipped)),
    ):
        if number:
            console.print(session.text(code, count=number))
    for code, kind, tally in (
        ("run-passed", "passed", counts.passed),
        ("run-dropped", "dropped", counts.dropped),
        ("run-refused", "refused", counts.refused),
        ("run-rejects", "reject", counts.reject_codes),
    ):
        if tally:
            reasons = _tally(tally, kind, session)
            console.print(session.text(code, count=sum(tally.values()), reasons=reasons))
    if folder is not None:
        console.print(session.text("run-folder", folder=folder))


def records_tables(records: Sequence[AwardRecord], session: Session) -> Iterator[Text | Table]:
    """For each award and year a heading and its rows, the columns of all in line.

    Recipient, region, score as printed and as read, predicates, then rank, streak and the
    score before.
    """
    from rich.text import Text

    width = session.streams.console.width
    ascii_only = session.streams.ascii_only
    for position, (award, group) in enumerate(groupby(records, key=_award_shown)):
        yield Text(award, style="bold")
        rows = _table(width, session, ascii_only=ascii_only, header=position == 0)
        for record in group:
            region = record.recipient.jurisdiction
            rows.add_row(
                record.recipient.name,
                region.name if region else "",
                score_shown(record, session),
                ", ".join(record.predicates),
                _more(record, session),
            )
        yield rows


def _award_shown(record: AwardRecord) -> str:
    parts = (record.award.code, record.award.year, record.award.granting_body)
    return ", ".join(str(each) for each in parts if each)


def _table(width: int, session: Session, *, ascii_only: bool, header: bool) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(
        box=box.ASCII2 if ascii_only else box.SIMPLE_HEAD,
        show_header=header,
        show_edge=False,
        pad_edge=False,
        header_style="dim",
    )
    free = width - 2 * len(_SHARES)
    for name, share in _SHARES.items():
        table.add_column(session.text(f"column-{name}"), width=int(free * share), overflow="fold")
    return table


def score_shown(record: AwardRecord, session: Session) -> str:
    """The score as read and, where it was printed otherwise, as printed: ``"94, 62" -> 94,62``.

    A reader of Indonesian sees the decimal comma.
    """
    score = record.score
    if score is None:
        return ""
    arrow = "->" if session.streams.ascii_only else "→"
    value = _local(score.value, session)
    return value if score.text == value else f'"{score.text}" {arrow} {value}'


def _local(digits: str, session: Session) -> str:
    return digits.replace(".", ",") if session.lang == "id" else digits


def _more(record: AwardRecord, session: Session) -> str:
    parts = []
    if record.rank is not None:
        parts.append(f"#{record.rank.position}" + (f"/{record.rank.of}" if record.rank.of else ""))
    if record.streak is not None:
        parts.append(session.text("streak", count=record.streak))
    if record.score is not None and record.score.previous is not None:
        previous = _local(record.score.previous, session)
        parts.append(session.text("score-before", previous=previous))
    return ", ".join(parts)


def _tally(tally: Mapping[str, int], kind: str, session: Session) -> str:
    """``61 related links, 9 captions``: most frequent first, in the reader's words."""
    ordered = sorted(tally.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{number} {_reason(kind, code, session)}" for code, number in ordered)


def _reason(kind: str, code: str, session: Session) -> str:
    if kind == "reject":
        return session.reject_reason(code) or code
    named = f"{kind}-{code}"
    return session.text(named) if messages.known(named) else code
