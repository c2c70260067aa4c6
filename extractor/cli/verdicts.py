"""What a person sees of `verify`: how the table was read, then disagreements first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.cli.session import Session
from extractor.models.table import OfficialTable
from extractor.models.verdict import STATUSES, Verdict

if TYPE_CHECKING:
    from rich.console import Console

    from extractor.cli.dossier import Dossier
    from extractor.verifier import TableMatch
    from extractor.verifier.shown import Item

# Verdicts shown on the screen; all of them are in the data and on the report page.
SHOWN = 30
_SHOWN_ROWS = 12
_STYLES = {"contradicted": "bold red", "conflicting": "yellow", "confirmed": "green"}


def show_table_reading(table: OfficialTable, session: Session) -> None:
    """Header row, the meaning of each column, decimal signs, year, region, lines left out."""
    console = session.streams.console
    console.print(
        session.text("verify-table", name=table.name, rows=len({row.number for row in table.rows})),
        style="bold",
        soft_wrap=True,
    )
    if table.columns:
        row = table.header_row if table.header_row is not None else session.text("verify-no-header")
        console.print("  " + session.text("verify-header-row", row=row))
    for column in table.columns:
        meaning = session.text(f"verify-meaning-{column.meaning or 'unused'}")
        parts = [f"{column.position}", repr(column.header), meaning]
        if column.year is not None:
            parts.append(str(column.year))
        if column.decimal:
            parts.append(session.text("verify-decimal", signs=column.decimal))
        console.print("  " + "  ".join(parts), soft_wrap=True)
    console.print(
        "  "
        + session.text(
            "verify-table-is", year=table.year or "-", region=table.region or "-",
            award=table.award or "-",
        )
    )  # fmt: skip
    if table.year is None and all(row.year is None for row in table.rows):
        console.print("  " + session.text("verify-undated"), soft_wrap=True, style="yellow")
    odd = Counter(row.reason for row in table.unread)
    if odd:
        reasons = ", ".join(
            f"{count} {session.text(f'verify-unread-{reason}')}" for reason, count in odd.items()
        )
        console.print(
            "  " + session.text("verify-unread", count=sum(odd.values()), reasons=reasons)
        )
        unclear = [each for each in table.unread if each.reason in ("unclear", "no-name")]
        for each in unclear[:_SHOWN_ROWS]:
            console.print(f"    {each.number}: {each.shown}", soft_wrap=True, style="dim")


def show_verdicts(
    verdicts: Sequence[Verdict],
    dossier: Dossier,
    match: TableMatch | None,
    table: OfficialTable | None,
    session: Session,
) -> None:
    """Each figure with its sentence, the other side, the difference and the likely cause."""
    from extractor.verifier.shown import items_of

    console = session.streams.console
    if match is not None and table is not None:
        _show_match(match, session)
    if not verdicts:
        console.print(session.text("verify-none"))
    items = items_of(verdicts, dossier.records, dossier.articles, session.lang)
    for item in items[:SHOWN]:
        _show(item, console, session)
    if len(items) > SHOWN:
        console.print(session.text("verify-more", count=len(items) - SHOWN))
    counts = Counter(verdict.status for verdict in verdicts)
    told = ", ".join(
        f"{session.text(f'verdict-status-{status}')}: {counts[status]}" for status in STATUSES
    )
    console.print(told, style="bold", soft_wrap=True)
    if match is not None and match.unreported:
        console.print(session.text("verify-unreported", count=len(match.unreported)))
        for row in match.unreported[:_SHOWN_ROWS]:
            console.print(f"  {row.number}: {row.shown}", soft_wrap=True, style="dim")


def _show_match(match: TableMatch, session: Session) -> None:
    from extractor.verifier.names import LIKENESS

    console = session.streams.console
    console.print(
        "  "
        + session.text(
            "verify-matched", matched=len(match.matched), ambiguous=len(match.ambiguous),
            award=match.award or "-",
        )
    )  # fmt: skip
    if match.award and not match.comparable:
        told = session.text("verify-other-award", award=match.award)
        console.print(f"  {told}", soft_wrap=True, style="yellow")
    for name, (meant, likeness) in list(match.likened.items())[:_SHOWN_ROWS]:
        line = session.text(
            "verify-likened", name=name, meant=meant, likeness=likeness, threshold=LIKENESS
        )
        console.print(f"  {line}", soft_wrap=True)


def _show(item: Item, console: Console, session: Session) -> None:
    console.print()
    head = f"{item.status_text}: {item.title}"
    console.print(
        f"{head} {item.figure}".rstrip(), style=_STYLES.get(item.status, ""), soft_wrap=True
    )
    if item.sentence:
        shown = "".join(f"[[{p.text}]]" if p.marked else p.text for p in item.sentence)
        console.print("    " + " ".join(shown.split()), soft_wrap=True)
    for reason in item.reasons:
        line = reason.text
        if reason.cause:
            line += f" ({session.text('verify-likely-cause', cause=reason.cause)})"
        console.print(f"  - {line}", soft_wrap=True)
        for text, where in reason.evidence:
            if where and where != item.url:
                console.print(f"      {text}  <{where}>", soft_wrap=True, style="dim")
    console.print(f"    {item.url}", style="dim", soft_wrap=True)
