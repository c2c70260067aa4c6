"""The work behind `verify`: what is judged by what, written, shown and answered for."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from extractor.cli.complaints import WrongValue
from extractor.cli.dossier import Dossier, Reading, open_dossier
from extractor.cli.session import Session
from extractor.errors import SourceError
from extractor.models import AwardRecord
from extractor.models.table import OfficialTable
from extractor.models.verdict import Exhibit, Reason, Verdict, strongest
from extractor.patterns.knowledge import Knowledge, load_knowledge

if TYPE_CHECKING:
    from extractor.verifier import Verification

VERDICTS = "verdicts.jsonl"
REJECTED, DISPROVED = 1, 3
_FAILING: Mapping[str, tuple[str, ...]] = {
    "contradicted": ("contradicted",),
    "conflicting": ("contradicted", "conflicting"),
    "never": (),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What `verify` was asked."""

    targets: tuple[str, ...]
    reading: Reading = field(default_factory=Reading)
    against: str | None = None
    region: str | None = None
    year: int | None = None
    award: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    decimal: Literal[",", "."] | None = None
    sheet: str | None = None
    report: Path | None = None
    fail_on: str = "contradicted"


def answer(question: Question, session: Session) -> int:
    """Judge, write the verdicts, show them, and say by the exit status what was found."""
    # Tens of thousands of records live until the end: looking for garbage among them only costs.
    gc.disable()
    try:
        return _answer(question, session)
    finally:
        gc.enable()


def _answer(question: Question, session: Session) -> int:
    from extractor.cli.verdicts import show_table_reading, show_verdicts
    from extractor.verifier import Verifier

    knowledge = load_knowledge(extra=question.reading.patterns)
    if question.award is not None and question.award not in knowledge.awards:
        raise WrongValue("trouble-award", code=question.award)
    question = replace(question, region=_region(question.region, knowledge))
    table = _table(question, knowledge, session)
    if table is not None:
        show_table_reading(table, session)
    dossier = open_dossier(question.targets, question.reading, session)
    found = Verifier(knowledge).verify(
        dossier.records, dossier.articles, table, workers=max(2, question.reading.workers)
    )
    verdicts = _with_faults(found.verdicts, dossier)
    lines = [verdict.model_dump_json().encode("utf-8") for verdict in verdicts]
    _keep(dossier, verdicts, lines)
    if lines:
        session.streams.data(b"\n".join(lines))
    if not session.streams.console.quiet:
        show_verdicts(verdicts, dossier, found.table, table, session)
    if question.report is not None:
        _report(question.report, verdicts, dossier, table, found, session)
    if any(verdict.status in _FAILING[question.fail_on] for verdict in verdicts):
        return DISPROVED
    return REJECTED if dossier.rejects else 0


def _region(value: str | None, knowledge: Knowledge) -> str | None:
    """The region's name, given by its name as tables print it or by its code."""
    from extractor.verifier.names import NameReader

    if value is None:
        return None
    if value in knowledge.regions:
        return knowledge.regions[value].name
    if not NameReader(knowledge).codes_of(value):
        raise WrongValue("trouble-region", region=value)
    return value


def _table(question: Question, knowledge: Knowledge, session: Session) -> OfficialTable | None:
    """The official table, or the assessing body's own page or run as one."""
    from extractor.tables import TableOptions, read_table

    if question.against is None:
        return None
    options = TableOptions(
        region=question.region, year=question.year, award=question.award,
        columns=question.columns, decimal=question.decimal, sheet=question.sheet,
    )  # fmt: skip
    path = Path(question.against)
    as_source = replace(question.reading, table=None)
    if _is_table(path):
        try:
            return read_table(path, knowledge, options)
        except SourceError:
            if path.suffix.lower() not in (".html", ".htm", ".txt") or question.columns:
                raise
            reference = open_dossier([question.against], as_source, session)
            if not reference.records:
                raise
            return _reference(question, reference.records, path)
    reference = open_dossier([question.against], as_source, session)
    return _reference(question, reference.records, path)


def _is_table(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        start = file.read(4096)
    records = path.suffix == ".jsonl" or b'"record_id"' in start.split(b"\n", 1)[0]
    return not (records or start.startswith(b"SQLite format 3\x00"))


def _reference(question: Question, records: Sequence[AwardRecord], path: Path) -> OfficialTable:
    from extractor.verifier import table_of_records

    if not records:
        raise SourceError("trouble-nothing-to-judge-by", path=question.against)
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    table = table_of_records(str(question.against), records, digest)
    changes = {"year": question.year, "award": question.award, "region": question.region}
    return table.model_copy(update={k: v for k, v in changes.items() if v is not None})


def _with_faults(verdicts: Sequence[Verdict], dossier: Dossier) -> tuple[Verdict, ...]:
    """Records of a dataset whose published columns were changed are broken too."""
    from extractor.verifier.reasons import reason_of

    if not dossier.faults:
        return tuple(verdicts)
    out = []
    for judged in verdicts:
        verdict = judged
        column = dossier.faults.get(verdict.record_id or "")
        if column is not None:
            fault: Reason = reason_of(
                "evidence-broken", (Exhibit(text=column, url=str(dossier.folder)),),
                field=column, what="column",
            )  # fmt: skip
            reasons = (fault, *verdict.reasons)
            verdict = verdict.model_copy(update={"reasons": reasons, "status": strongest(reasons)})
        out.append(verdict)
    return tuple(out)


def _keep(dossier: Dossier, verdicts: Sequence[Verdict], lines: Sequence[bytes]) -> None:
    """Leave the verdicts where export and the review page find them."""
    if dossier.folder is None:
        return
    if dossier.origin == "dataset":
        from extractor.dataset.judged import keep_verdicts

        keep_verdicts(dossier.folder, verdicts)
        return
    from extractor.exporter.atomic import replacing

    with replacing(dossier.folder / VERDICTS) as temporary, temporary.open("wb") as file:
        file.writelines(line + b"\n" for line in lines)


def _report(
    path: Path,
    verdicts: Sequence[Verdict],
    dossier: Dossier,
    table: OfficialTable | None,
    found: Verification,
    session: Session,
) -> None:
    from extractor.exporter.atomic import write_text
    from extractor.verifier.report import Sheet, report_page

    sheet = Sheet(
        verdicts=verdicts, records=dossier.records, articles=dossier.articles, table=table,
        match=found.table, accessed=(dossier.read_at or datetime.now(UTC)).date().isoformat(),
        lang=session.lang,
    )  # fmt: skip
    write_text(path, report_page(sheet))
    session.streams.console.print(session.text("verify-report-done", file=path), soft_wrap=True)
