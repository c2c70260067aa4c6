"""What a fetch leaves to read beside the archive: rejects.jsonl and fetch.json."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from extractor.fetcher.failures import when_again
from extractor.fetcher.ledger import Ledger

REJECTS: Final = "rejects.jsonl"
SUMMARY: Final = "fetch.json"


class FetchReject(BaseModel):
    """An address that gave no page: one line of rejects.jsonl.

    ``retry``: whether the next run asks again.
    """

    model_config = ConfigDict(frozen=True)

    source: str
    stage: str = "fetch"
    code: str
    message: str
    url: str
    status: int | None
    retry: bool


class FetchSummary(BaseModel):
    """The state of a fetch folder: fetch.json.

    Attributes:
        state: "running", "stopped" (by the user or a limit) or "done".
        stopped_by: "user", "pages" or "time" where it was cut short.
        articles: stored articles; ``parts`` further pages of them.
        queued: addresses still to be asked for; ``skipped`` those not wanted, by reason.
        rejects: addresses that gave no page, by code.
        hosts: by host: requests of this run, articles in all, queued, rejects, why it is left.
    """

    model_config = ConfigDict(frozen=True)

    state: str
    stopped_by: str | None = None
    started: str
    written: str
    version: str
    articles: int
    parts: int
    lists: int
    queued: int
    skipped: Mapping[str, int]
    rejects: Mapping[str, int]
    hosts: Mapping[str, Mapping[str, Any]]


def rejects_of(ledger: Ledger) -> Iterator[FetchReject]:
    """Addresses that gave no page, in the order found, those of hosts left for later too."""
    closed = ledger.closed_hosts()
    for address in ledger.select("state IN ('failed', 'queued') ORDER BY id"):
        code, message = address.code, address.message
        if address.state == "queued":
            if address.host not in closed:
                continue
            code, message, _ = closed[address.host]
        if code is None:
            continue
        shown = message or code
        if address.via is None and address.seed != address.url and address.redirects:
            shown = f"{shown} (at {address.url})"
        yield FetchReject(
            source=address.seed if address.via is None else address.url,
            code=code,
            message=shown,
            url=address.url,
            status=address.status,
            retry=address.state == "queued" or when_again(code) != "never",
        )


def summary_of(
    ledger: Ledger,
    *,
    state: str,
    stopped_by: str | None,
    started: float,
    now: float,
    requests: Mapping[str, int],
) -> FetchSummary:
    """The state of the folder as its index has it."""
    from extractor import __version__

    totals = {"articles": 0, "parts": 0, "lists": 0, "queued": 0}
    skipped: dict[str, int] = {}
    rejects: dict[str, int] = {}
    hosts: dict[str, dict[str, Any]] = {}
    closed = ledger.closed_hosts()
    for (host, kind, where, code), number in ledger.counts().items():
        entry = hosts.setdefault(
            host,
            {"requests": requests.get(host, 0), "articles": 0, "queued": 0, "rejects": 0},
        )
        if where == "stored":
            totals["parts" if kind == "part" else "articles"] += number
            entry["articles"] += number if kind == "article" else 0
        elif where == "listed":
            totals["lists"] += number
        elif where == "queued":
            totals["queued"] += number
            entry["queued"] += number
        elif where == "skipped":
            skipped[code] = skipped.get(code, 0) + number
        if where == "failed" or (where == "queued" and host in closed):
            reason = closed[host][0] if where == "queued" else code
            rejects[reason] = rejects.get(reason, 0) + number
            entry["rejects"] += number
    for host, (code, message, until) in closed.items():
        if host in hosts:
            hosts[host]["left"] = code
            hosts[host]["why"] = message
            hosts[host]["until"] = _moment(until) if until else None
    return FetchSummary(
        state=state, stopped_by=stopped_by, started=_moment(started), written=_moment(now),
        version=__version__, skipped=skipped, rejects=rejects, hosts=hosts, **totals,
    )  # fmt: skip


def write_reports(folder: Path, ledger: Ledger, summary: FetchSummary) -> None:
    """Both files, each whole or as it was before."""
    lines = (reject.model_dump_json() + "\n" for reject in rejects_of(ledger))
    replace(folder / REJECTS, "".join(lines).encode())
    write_summary(folder, summary)


def write_summary(folder: Path, summary: FetchSummary) -> None:
    """Write fetch.json, whole or as it was before."""
    text = json.dumps(summary.model_dump(), ensure_ascii=False, indent=1)
    replace(folder / SUMMARY, text.encode() + b"\n")


def replace(path: Path, data: bytes) -> None:
    """Put a file in place in one step."""
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).isoformat(timespec="seconds")
