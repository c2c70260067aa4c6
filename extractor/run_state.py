"""run.json: what a run has done so far, for readers, for `status` and for resuming it."""

from __future__ import annotations

import os
import time
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractor.errors import SourceError

RUN = "run.json"
# A reader holds run.json for milliseconds: after a second something else is wrong.
_TRIES, _PAUSE = 20, 0.05


class Counts(BaseModel):
    """How many of each; ``dropped`` and ``refused`` by rule and reason.

    Of archives also ``pages``, all captures seen, and ``passed``, those that a gate or filter
    turned away, by reason.
    """

    inputs: int = 0
    articles: int = 0
    records: int = 0
    rejects: int = 0
    duplicate_articles: int = 0
    duplicate_records: int = 0
    reject_codes: dict[str, int] = Field(default_factory=dict)
    dropped: dict[str, int] = Field(default_factory=dict)
    refused: dict[str, int] = Field(default_factory=dict)
    pages: int = 0
    passed: dict[str, int] = Field(default_factory=dict)


class RunState(BaseModel):
    """The content of run.json.

    Attributes:
        status: running, interrupted, closing (files are being renamed) or complete.
        call: fingerprint of sources and options.
        about: sources, options, version and patterns digest, as the caller gave them.
        seconds: time worked, over all attempts.
        read, total: bytes of input behind and in all; total 0 where standard input hides it.
        written: bytes of each file that are sound.
        source, items: the input that the last counted one is of, and how many stand before it.
    """

    model_config = ConfigDict(extra="ignore")

    status: str = "running"
    call: str = ""
    about: dict[str, object] = Field(default_factory=dict)
    started: str = ""
    updated: str = ""
    seconds: float = 0.0
    read: int = 0
    total: int = 0
    counts: Counts = Field(default_factory=Counts)
    written: dict[str, int] = Field(default_factory=dict)
    source: int = 0
    items: int = 0


def read_state(folder: Path) -> RunState | None:
    """The state of the run in the folder, None where there is no readable one."""
    try:
        return RunState.model_validate_json((folder / RUN).read_bytes())
    except (OSError, ValidationError):
        return None


def the_state(folder: Path) -> RunState:
    """The state of a run that the caller named.

    Raises:
        SourceError: the folder is no run folder.
    """
    state = read_state(folder)
    if state is None:
        raise SourceError("trouble-no-run-state", path=folder, name=RUN)
    return state


def write_state(folder: Path, state: RunState) -> None:
    """Replace run.json whole: a reader sees the old or the new one."""
    temporary = folder / f"{RUN}.part"
    with temporary.open("wb") as file:
        file.write(state.model_dump_json(indent=1).encode("utf-8") + b"\n")
        file.flush()
        os.fsync(file.fileno())
    put_in_place(temporary, folder / RUN)


def put_in_place(temporary: Path, path: Path) -> None:
    """Rename over a file that somebody may just be reading, which Windows does not allow."""
    for _ in range(_TRIES):
        try:
            temporary.replace(path)
        except PermissionError:
            time.sleep(_PAUSE)
        else:
            return
    temporary.replace(path)
