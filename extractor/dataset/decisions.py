"""What reviewers decided: an append-only file of JSON lines, apart from the records.

A decision is never changed; an ``undo`` names the one that no longer holds. A reviewer's last
standing decision on a record is theirs; where reviewers differ the latest one counts and the
record is disputed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, BinaryIO, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from extractor.errors import OutputError, SourceError

Action = Literal["accept", "correct", "reject", "add", "undo"]

# Longest text that a reviewer can put into one field, in characters.
LONGEST = 2_000
Short = Annotated[str, StringConstraints(max_length=LONGEST)]
Digits = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,12}(\.[0-9]{1,12})?$")]
IsoDate = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,80}$")]


class Forbidding(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Fields(Forbidding):
    """Corrected or added values, named as a gold record names them; only those given count."""

    recipient: Short | None = None
    abbreviation: Short | None = None
    jurisdiction: Short | None = None
    award: Short | None = None
    award_name: Short | None = None
    granting_body: Short | None = None
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None
    score: Digits | None = None
    previous_score: Digits | None = None
    unit: Short | None = None
    predicates: Annotated[tuple[Short, ...], Field(max_length=40)] | None = None
    rank: Annotated[int, Field(ge=1, le=100_000)] | None = None
    rank_scope: Short | None = None
    streak: Annotated[int, Field(ge=1, le=1_000)] | None = None
    event_date: IsoDate | None = None
    speaker: Short | None = None

    def given(self) -> dict[str, object]:
        """The values that the reviewer set, None among them where a field was emptied."""
        return {name: getattr(self, name) for name in sorted(self.model_fields_set)}


class Words(Forbidding):
    """A span of the article that the reviewer selected."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    text: Short


class Decided(Forbidding):
    """The article that a decision is about."""

    url: Short | None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Decision(Forbidding):
    """One line of decisions.jsonl.

    Attributes:
        id: made by the page, so that the same line taken in twice counts once.
        record_id: the record judged; None for ``add`` and ``undo``.
        undoes: id of the decision that an ``undo`` takes back.
        spans: words selected for ``recipient`` and ``score`` of a correction or addition.
    """

    id: Id
    action: Action
    record_id: Id | None = None
    article: Decided | None = None
    reviewer: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    at: Annotated[str, StringConstraints(max_length=40)]
    fields: Fields = Fields()
    spans: dict[Literal["recipient", "score"], Words] = Field(default_factory=dict)
    undoes: Id | None = None
    note: Short | None = None

    @property
    def subject(self) -> str:
        """What is judged: the record's id, or for an addition an id of its own."""
        return self.record_id or added_id(self.id)


class SampleDesign(Forbidding):
    """How a sample was drawn, kept with the decisions made on it.

    Attributes:
        chosen: which records it was drawn from, in the options' words; "" for all.
        strata: award, publisher and year with how many records there are and were drawn.
        records: the ids drawn, in the order they are reviewed.
    """

    action: Literal["sample"]
    id: Id
    size: int
    seed: int
    population: int
    chosen: str = ""
    reviewer: str
    at: str
    strata: tuple[tuple[str, str, str, int, int], ...]
    records: tuple[str, ...]


Entry = Decision | SampleDesign

_ENTRY: TypeAdapter[Decision | SampleDesign] = TypeAdapter(
    Annotated[Decision | SampleDesign, Field(discriminator="action")]
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What holds for one record after all decisions: the latest, and whether reviewers differ."""

    decision: Decision
    by_reviewer: Mapping[str, Decision]

    @property
    def disputed(self) -> bool:
        return len({(d.action, d.fields) for d in self.by_reviewer.values()}) > 1


class DecisionLog:
    """The file of decisions; absent until the first one is made."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> tuple[list[Decision], list[SampleDesign]]:
        """Every decision and sample, each id once, in the order they were written.

        Raises:
            SourceError: a line is neither; a last line cut short by a kill is left out.
        """
        decisions: dict[str, Decision] = {}
        samples: dict[str, SampleDesign] = {}
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return [], []
        except OSError as error:
            raise SourceError("trouble-unreadable", path=self.path, why=error.strerror) from error
        for number, line in enumerate(content.split(b"\n"), 1):
            if not line.strip():
                continue
            try:
                entry = _ENTRY.validate_json(line)
            except ValidationError as error:
                if content.endswith(line):
                    break
                first = error.errors(include_url=False, include_input=False)[0]
                where = ".".join(str(each) for each in first["loc"])
                raise SourceError(
                    "trouble-no-decision",
                    path=self.path,
                    line=number,
                    why=f"{where} {first['msg']}",
                ) from error
            if isinstance(entry, SampleDesign):
                samples.setdefault(entry.id, entry)
            else:
                decisions.setdefault(entry.id, entry)
        return list(decisions.values()), list(samples.values())

    def append(self, *entries: Decision | SampleDesign) -> None:
        """Write entries to the end, on the disk before this returns.

        Raises:
            OutputError: the file cannot be written.
        """
        lines = [_line(each) for each in entries]
        try:
            with self.path.open("a+b") as file:
                if not _ends_whole(file):
                    lines.insert(0, b"\n")
                file.write(b"".join(lines))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OutputError("trouble-unwritable", path=self.path, why=error.strerror) from error


def _line(entry: Decision | SampleDesign) -> bytes:
    # a field that is absent was left as it is; one that is null was emptied
    left_out = isinstance(entry, Decision)
    return entry.model_dump_json(exclude_unset=left_out).encode() + b"\n"


def _ends_whole(file: BinaryIO) -> bool:
    """Whether the last line was written to its end; a kill may have cut it."""
    if not file.seek(0, os.SEEK_END):
        return True
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"


def rulings(decisions: Iterable[Decision]) -> dict[str, Ruling]:
    """What holds for each judged record, by record id."""
    all_of_them = list(decisions)
    undone = {each.undoes for each in all_of_them if each.action == "undo"}
    standing = [d for d in all_of_them if d.action != "undo" and d.id not in undone]
    standing.sort(key=lambda decision: (decision.at, decision.id))
    by_subject: dict[str, dict[str, Decision]] = {}
    for decision in standing:
        of_subject = by_subject.setdefault(decision.subject, {})
        of_subject.pop(decision.reviewer, None)
        of_subject[decision.reviewer] = decision
    return {
        subject: Ruling(decision=list(each.values())[-1], by_reviewer=each)
        for subject, each in by_subject.items()
    }


def added_id(decision_id: str) -> str:
    """Record id of an added record: stable, and of the same shape as the others."""
    return hashlib.sha256(f"added\x1f{decision_id}".encode()).hexdigest()[:24]


def decisions_beside(path: Path) -> Path:
    """Where the decisions on a run folder or a dataset file are kept."""
    return path / "decisions.jsonl" if path.is_dir() else path.with_suffix(".decisions.jsonl")
