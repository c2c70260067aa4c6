"""What a reader sees after a run: the records as a table, what was not taken and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extractor import messages
from extractor.cli.session import Session

if TYPE_CHECKING:
    from rich.table import Table

    from extractor.cli.extraction import Done
    from extractor.models import AwardRecord


def show_summary(done: Done, session: Session, *, folder: Path | None) -> None:
    """The summary of one run on standard error; nothing when quiet."""
    console = session.streams.console
    if console.quiet:
        return
    counts = done.counts
    if done.shown:
        console.print(records_table(done.shown, session))
        if counts.records > len(done.shown):
            console.print(session.text("more-records", count=counts.records - len(done.shown)))
    console.print(
        session.text(
            "run-counts", records=counts.records, articles=counts.articles, inputs=counts.inputs,
            seconds=f"{done.seconds:.1f}",
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
        ("run-dropped", "dropped", counts.dropped),
        ("run-refused", "refused", counts.refused),
        ("run-rejects", "reject", counts.reject_codes),
    ):
        if tally:
            reasons = _tally(tally, kind, session)
            console.print(session.text(code, count=sum(tally.values()), reasons=reasons))
    if folder is not None:
        console.print(session.text("run-folder", folder=folder))


def records_table(records: Sequence[AwardRecord], session: Session) -> Table:
    """Recipient, region, award and year, score as printed and as read, predicates, rank."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.ASCII if session.streams.ascii_only else box.SIMPLE_HEAD, pad_edge=False)
    for code in ("recipient", "region", "award", "score", "predicates", "place"):
        table.add_column(
            session.text(f"column-{code}"), overflow="fold", no_wrap=code in ("score", "place")
        )
    for record in records:
        region = record.recipient.jurisdiction
        table.add_row(
            record.recipient.name,
            region.name if region else "",
            f"{record.award.code} {record.award.year or ''}".rstrip(),
            score_shown(record, session),
            ", ".join(record.predicates),
            _place(record, session),
        )
    return table


def score_shown(record: AwardRecord, session: Session) -> str:
    """The score as read and, where it was printed otherwise, as printed: ``"94, 62" -> 94,62``.

    A reader of Indonesian sees the decimal comma.
    """
    score = record.score
    if score is None:
        return ""
    arrow = "->" if session.streams.ascii_only else "→"

    def local(digits: str) -> str:
        return digits.replace(".", ",") if session.lang == "id" else digits

    value = local(score.value)
    shown = value if score.text == value else f'"{score.text}" {arrow} {value}'
    if score.previous is None:
        return shown
    return session.text("score-before", score=shown, previous=local(score.previous))


def _place(record: AwardRecord, session: Session) -> str:
    parts = []
    if record.rank is not None:
        parts.append(f"#{record.rank.position}" + (f"/{record.rank.of}" if record.rank.of else ""))
    if record.streak is not None:
        parts.append(session.text("streak", count=record.streak))
    return ", ".join(parts)


def _tally(tally: Mapping[str, int], kind: str, session: Session) -> str:
    """``61 related links, 9 captions``: most frequent first, in the reader's words."""
    ordered = sorted(tally.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{number} {_reason(kind, code, session)}" for code, number in ordered)


def _reason(kind: str, code: str, session: Session) -> str:
    named = f"{kind}-{code}"
    return session.text(named) if messages.known(named) else code
