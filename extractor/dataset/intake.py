"""What a run folder holds, read at the border: each line checked, each bad one named."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractor.errors import SourceError
from extractor.models import Article, AwardRecord, Reject
from extractor.models.verdict import Status
from extractor.run_state import RUN, RunState, the_state

LineT = TypeVar("LineT", bound=BaseModel)


class Lenient(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class LineExhibit(Lenient):
    """Words that a reason rests on, in an article (``url``) or in an official table."""

    text: str
    start: int | None = None
    end: int | None = None
    url: str | None = None


class LineReason(Lenient):
    """A reason as it stands in the file; codes of a later version pass too."""

    code: str
    message: str = ""
    cause: str | None = None
    evidence: tuple[LineExhibit, ...] = ()
    values: dict[str, str] = Field(default_factory=dict)
    warns: bool = False


class LineArticle(Lenient):
    url: str | None = None
    source: str | None = None


class VerdictLine(Lenient):
    """A line of verdicts.jsonl; ``record_id`` is None for a finding on a whole article."""

    record_id: str | None
    article: LineArticle
    status: Status
    reasons: tuple[LineReason, ...] = ()


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be used: file, number from 1, why."""

    file: Path
    number: int
    why: str


@dataclass(slots=True)
class Lines(Generic[LineT]):
    """The lines of one JSONL file as checked values; ``bad`` fills while they are read."""

    path: Path
    model: type[LineT]
    bad: list[BadLine] = field(default_factory=list)

    def __iter__(self) -> Iterator[LineT]:
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                try:
                    yield self.model.model_validate_json(line)
                except ValidationError as error:
                    first = error.errors(include_url=False, include_input=False)[0]
                    where = ".".join(str(each) for each in first["loc"])
                    why = f"{where}: {first['msg']}" if where else first["msg"]
                    self.bad.append(BadLine(self.path, number, why))


@dataclass(frozen=True, slots=True)
class RunFiles:
    """One run folder.

    Attributes:
        run_id: digest of what it says, so that a folder copied elsewhere is the same run.
        verdicts_digest: digest of its verdicts, which may be written later; None without.
    """

    folder: Path
    run_id: str
    verdicts_digest: str | None
    state: RunState

    @property
    def articles(self) -> Lines[Article]:
        return Lines(self.folder / "articles.jsonl", Article)

    @property
    def records(self) -> Lines[AwardRecord]:
        return Lines(self.folder / "records.jsonl", AwardRecord)

    @property
    def rejects(self) -> Lines[Reject]:
        return Lines(self.folder / "rejects.jsonl", Reject)

    @property
    def verdicts(self) -> Lines[VerdictLine]:
        return Lines(self.folder / "verdicts.jsonl", VerdictLine)

    @property
    def decisions(self) -> Path:
        return self.folder / "decisions.jsonl"

    def about(self, key: str) -> str:
        """What run.json says of the call (version, patterns), "" where it does not."""
        value = self.state.about.get(key)
        return value if isinstance(value, str) else ""


def read_run(folder: Path) -> RunFiles:
    """A complete run folder.

    Raises:
        SourceError: it is none, or the run is not finished.
    """
    state = the_state(folder)
    for name in ("records.jsonl", "articles.jsonl"):
        if not (folder / name).is_file():
            raise SourceError("trouble-unfinished", path=folder, name=name, status=state.status)
    verdicts = folder / "verdicts.jsonl"
    said = hashlib.sha256()
    for name in ("articles.jsonl", "records.jsonl"):
        said.update(_digest(folder / name))
    said.update(state.started.encode())
    return RunFiles(
        folder=folder,
        run_id=said.hexdigest()[:16],
        verdicts_digest=_digest(verdicts).hex()[:16] if verdicts.is_file() else None,
        state=state,
    )


def is_run(path: Path) -> bool:
    """Whether the path is a folder with a run in it."""
    return (path / RUN).is_file()


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
