"""Runs in shards: the same bytes however they are cut and worked on, whatever a page does."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
import pytest

from extractor.archive import items, worker
from extractor.archive.join import join
from extractor.archive.parts import Entry, PartWriter, Place, entries, part_path, read_tallied
from extractor.archive.planning import plan
from extractor.archive.run import ArchiveRun, Job
from extractor.archive.slot import READING, WORKING, Slot
from extractor.archive.task import Method, Shard, Task
from extractor.archive.worker import run_shard
from extractor.errors import OutputError
from extractor.gates import Filters
from extractor.models import Page
from extractor.pipeline import Extraction
from extractor.run_state import read_state
from extractor.runs import locked
from extractor.sources import resolve
from tests.archive.child import run
from tests.archive.makers import (
    PlainExaminer,
    gzip_archive,
    html_of,
    member_of,
    record_of,
    stored_member_of,
    write,
)

OUTPUTS = ("articles.jsonl", "records.jsonl", "rejects.jsonl", "passed.jsonl")


def outputs(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in OUTPUTS}


def lines(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def urls(folder: Path) -> list[int]:
    return [int(each["url"].rsplit("/", 1)[1]) for each in lines(folder / "articles.jsonl")]


@pytest.fixture
def sources(tmp_path: Path) -> list[str]:
    """Two archives, one of them damaged, and a file that is none."""
    first = gzip_archive(tmp_path / "a.warc.gz", range(60))
    parts = [member_of(record_of(n)) for n in range(60, 100)]
    parts[20] = parts[20][:300]
    second = write(tmp_path / "b.warc.gz", parts)
    rows = [{"url": f"https://c.id/{n}", "html": html_of(n).decode()} for n in range(100, 110)]
    third = write(tmp_path / "c.jsonl", [orjson.dumps(row) + b"\n" for row in rows])
    return [str(first), str(third), str(second)]


def test_everything_once_and_in_order(sources: list[str], tmp_path: Path) -> None:
    run(tmp_path / "run", sources)
    assert urls(tmp_path / "run") == [
        *range(60), *range(100, 110), *(n for n in range(60, 100) if n != 80)
    ]  # fmt: skip
    (reject,) = lines(tmp_path / "run" / "rejects.jsonl")
    assert reject["code"] == "damaged"
    assert reject["source"].startswith(sources[2] + "#")
    state = read_state(tmp_path / "run")
    assert state is not None
    assert (state.status, state.read) == ("complete", state.total)
    assert (state.counts.articles, state.counts.rejects, state.counts.pages) == (109, 1, 110)
    assert not (tmp_path / "run" / ".work").exists()


@pytest.mark.parametrize(("workers", "shard_bytes"), [(1, 1 << 26), (1, 5_000), (3, 9_000), (2, 1)])
def test_same_bytes_for_any_workers_and_any_cut(
    workers: int, shard_bytes: int, sources: list[str], tmp_path: Path
) -> None:
    if shard_bytes == 1:  # every byte a shard: a short archive only
        sources = [str(gzip_archive(tmp_path / "short.warc.gz", range(1)))]
    run(tmp_path / "one", sources)
    run(tmp_path / "other", sources, workers=workers, shard_bytes=shard_bytes)
    assert outputs(tmp_path / "one") == outputs(tmp_path / "other")


def test_records_inside_a_record_give_nothing_whatever_the_cut(tmp_path: Path) -> None:
    inner = b"".join(member_of(record_of(n)) for n in range(50, 80))
    http = b"HTTP/1.1 200 OK\r\nContent-Type: application/gzip\r\n\r\n"
    outer = stored_member_of(record_of(1, body=inner, http=http))
    path = write(tmp_path / "a.warc.gz", [member_of(record_of(0)), outer, member_of(record_of(2))])
    for number, cut in enumerate((1 << 20, 7_000, 3_001)):
        folder = tmp_path / f"run{number}"
        run(folder, [str(path)], shard_bytes=cut)
        assert urls(folder) == [0, 2]
        state = read_state(folder)
        assert state is not None
        assert (state.counts.pages, state.counts.passed) == (3, {"type": 1})


def test_one_address_captured_twice(tmp_path: Path) -> None:
    """One article if the text is the same, else both."""
    changed = record_of(
        1, http=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", body=html_of(9)
    )
    path = write(
        tmp_path / "a.warc.gz", map(member_of, [record_of(1), record_of(2), record_of(1), changed])
    )
    run(tmp_path / "run", [str(path)])
    assert urls(tmp_path / "run") == [1, 2, 1]
    state = read_state(tmp_path / "run")
    assert state is not None
    assert state.counts.duplicate_articles == 1


def test_a_complete_run_is_left_as_it_is(sources: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "run"
    run(folder, sources)
    before = {path.name: path.stat().st_mtime_ns for path in folder.glob("*.json*")}
    run(folder, sources)
    assert before == {path.name: path.stat().st_mtime_ns for path in folder.glob("*.json*")}


def test_another_input_begins_anew(sources: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "run"
    run(folder, sources)
    gzip_archive(Path(sources[0]), range(5))
    run(folder, sources)
    assert urls(folder)[:6] == [*range(5), 100]


def test_a_run_in_a_folder_that_another_process_writes(sources: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    with locked(folder), pytest.raises(OutputError, match="another process"):
        run(folder, sources)


# ---- pages that kill or hang their worker


def poisoned(tmp_path: Path, marker: str) -> str:
    parts = [member_of(record_of(n)) for n in range(12)]
    for number in (4, 7):
        parts[number] = member_of(record_of(number, body=html_of(number, marker=marker)))
    return str(write(tmp_path / "a.warc.gz", parts))


def test_a_page_that_kills_its_worker_three_times_is_rejected(tmp_path: Path) -> None:
    source = poisoned(tmp_path, "KILL")
    run(tmp_path / "run", [source])
    assert urls(tmp_path / "run") == [n for n in range(12) if n not in (4, 7)]
    rejects = lines(tmp_path / "run" / "rejects.jsonl")
    assert [each["code"] for each in rejects] == ["worker-died", "worker-died"]
    assert all(each["source"].startswith(f"{source}#") for each in rejects)
    assert "3 times" in rejects[0]["message"]


def test_a_page_that_hangs_is_given_up(tmp_path: Path) -> None:
    run(tmp_path / "run", [poisoned(tmp_path, "HANG")], page_seconds=0.7)
    assert urls(tmp_path / "run") == [n for n in range(12) if n not in (4, 7)]
    rejects = lines(tmp_path / "run" / "rejects.jsonl")
    assert [each["code"] for each in rejects] == ["timeout", "timeout"]


# ---- one shard: what it keeps when it is cut short


def task_of(tmp_path: Path, numbers: range, key: str = "key") -> Task:
    path = gzip_archive(tmp_path / "a.warc.gz", numbers)
    (shard,) = plan(resolve([str(path)]).files, 1 << 26).shards
    return Task(shard, Method(prefilter=False), tmp_path / "work", key)


class Stop(BaseException):
    """Ends an attempt as a kill would, but for the process."""


class Noting(PlainExaminer):
    """Notes the pages examined; stops at the calls whose numbers are in ``stops``."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str | None] = []
        self.stops: set[int] = set()

    def examine(self, page: Page) -> Extraction:
        self.seen.append(page.url)
        if len(self.seen) in self.stops:
            raise Stop
        return super().examine(page)


@pytest.fixture
def noting(monkeypatch: pytest.MonkeyPatch) -> Noting:
    examiner = Noting()
    monkeypatch.setattr(worker, "examiner_of", lambda _: examiner)
    return examiner


def attempt(task: Task) -> bool:
    """Whether the attempt came to its end."""
    try:
        run_shard(task)
    except Stop:
        return False
    return True


def test_an_attempt_goes_on_where_the_last_one_stopped(noting: Noting, tmp_path: Path) -> None:
    noting.stops = {4, 11, 12}
    task = task_of(tmp_path, range(15))
    assert [attempt(task) for _ in range(4)] == [False, False, False, True]
    # the pages in work at the three interruptions are examined again, no other
    assert len(noting.seen) == 15 + 3
    tallied = read_tallied(task.folder, 0)
    assert (tallied.pages, tallied.articles, tallied.rejects) == (15, 15, 0)
    assert attempt(task)
    assert len(noting.seen) == 15 + 3


@pytest.mark.parametrize("damage", ["cut", "zeros", "other key"])
def test_only_the_sound_beginning_of_a_part_is_taken_up(
    damage: str, noting: Noting, tmp_path: Path
) -> None:
    """After a crash of the machine a part may end in anything."""
    task = task_of(tmp_path, range(6))
    noting.stops = {4}
    assert not attempt(task)
    (part,) = (tmp_path / "work" / "parts").rglob("*.part")
    data = part.read_bytes()
    if damage == "cut":
        part.write_bytes(data[:-7])
    elif damage == "zeros":
        part.write_bytes(data[:-200] + bytes(200))
    else:
        task = task_of(tmp_path, range(6), key="other")
    assert attempt(task)
    assert len(noting.seen) == 4 + (6 if damage == "other key" else 4)
    with part_path(task.folder, 0).open("rb") as file:
        got = [entry for entry, _ in entries(file) if entry.kind == "article"]
    assert [entry.url for entry in got] == [
        f"https://host{n}.example/halaman/{n}" for n in range(6)
    ]


def test_two_attempts_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    first = PartWriter(tmp_path, 3, "key")
    first.add(Entry("article", Place(1, 0), url="a", lines=(b"{}\n",)))
    second = PartWriter(tmp_path, 3, "key")
    first.add(Entry("article", Place(2, 0), url="b", lines=(b"{}\n",)))
    assert second.last == Place(1, 0)
    second.add(Entry("article", Place(2, 0), url="b", lines=(b"{}\n",)))
    second.finish()
    first.close()
    with part_path(tmp_path, 3).open("rb") as file:
        assert [entry.url for entry, _ in entries(file)] == [None, "a", "b"]


def test_an_entry_comes_back_as_it_was(tmp_path: Path) -> None:
    entry = Entry(
        "article", Place(7, 2), {"host a.id": 3}, 4, "https://a.id/é\n", "ab", ("r1", "r2"),
        {"advert": 1}, {"hope": 2}, "", (b'{"a":1}\n', b"{}\n", b"{}\n"),
    )  # fmt: skip
    path = write(tmp_path / "p", [entry.encoded()])
    with path.open("rb") as file:
        assert [found for found, _ in entries(file)] == [entry]


# ---- the slot


def test_slot_counts_deaths_on_one_item_only(tmp_path: Path) -> None:
    slot = Slot(tmp_path, 1)
    for attempt, place in enumerate([(5, 0), (5, 0), (9, 0), (5, 0), (5, 0), (5, 0)], start=1):
        slot.begin(attempt, 3)
        assert slot.verdict((5, 0), WORKING, 3) is None
        slot.at(attempt, place, WORKING)
    slot.begin(7, 3)
    assert slot.verdict((5, 0), WORKING, 3) == "worker-died"
    assert slot.verdict((5, 0), READING, 3) is None
    assert slot.verdict((9, 0), WORKING, 3) is None
    slot.close()


def test_slot_remembers_a_page_that_took_too_long(tmp_path: Path) -> None:
    slot = Slot(tmp_path, 1)
    slot.begin(1, 3)
    slot.at(1, (5, 2), WORKING)
    now = slot.now()
    assert (now.attempt, now.place, now.phase) == (1, (5, 2), WORKING)
    assert time.time() - now.since < 5
    slot.blame_time(now)
    again = Slot(tmp_path, 1)
    again.begin(2, 3)
    assert again.verdict((5, 2), WORKING, 3) == "timeout"
    slot.close()
    again.close()


def test_what_kills_its_reader_is_skipped(
    noting: Noting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record that ends the process while it is read: three deaths, then on behind it."""
    task = task_of(tmp_path, range(6))
    deaths = 0
    real = items.ArchiveItems.read

    def read(self: items.ArchiveItems, after: Place | None) -> Iterator[items.ShardItem]:
        nonlocal deaths
        for item in real(self, after):
            if isinstance(item.content, Page) and (item.content.url or "").endswith("/3"):
                deaths += 1
                raise Stop
            yield item

    monkeypatch.setattr(items.ArchiveItems, "read", read)
    assert [attempt(task) for _ in range(4)] == [False, False, False, True]
    assert noting.seen[-2:] == [f"https://host{n}.example/halaman/{n}" for n in (4, 5)]
    assert deaths == 3
    with part_path(task.folder, 0).open("rb") as file:
        got = [entry for entry, _ in entries(file)]
    assert [e.code for e in got if e.kind == "reject"] == ["unreadable"]
    read_numbers = [e.url.rsplit("/", 1)[1] for e in got if e.url]
    assert read_numbers == ["0", "1", "2", "4", "5"]


# ---- planning and joining


def test_shards_cover_every_byte_once(tmp_path: Path) -> None:
    path = gzip_archive(tmp_path / "a.warc.gz", range(30))
    shards = plan(resolve([str(path)]).files, 10_000).shards
    assert shards[0].start == 0
    assert shards[-1].stop == path.stat().st_size
    assert all(a.stop == b.start for a, b in pairwise(shards))


def test_key_holds_what_decides_the_output_and_nothing_else(tmp_path: Path) -> None:
    path = gzip_archive(tmp_path / "a.warc.gz", range(3))
    inputs = resolve([str(path)])

    def key(digest: str = "p", shard_bytes: int = 1 << 26, **method: Any) -> str:
        job = Job(inputs, Method(**method), digest, {"anything": 1}, shard_bytes)
        return job.key(plan(inputs.files, shard_bytes))

    assert key() == key(engine="words", patterns=Path("elsewhere"))
    different = [
        key(), key("q"), key(shard_bytes=9), key(prefilter=False), key(published="2024-01-01"),
        key(filters=Filters(hosts=("a.id",))), key(page_seconds=1.0),
    ]  # fmt: skip
    assert len(set(different)) == len(different)


def test_join_after_a_kill_between_two_renames(tmp_path: Path) -> None:
    work, folder = tmp_path / "work", tmp_path / "run"
    folder.mkdir()
    part = PartWriter(work, 0, "key")
    part.add(Entry("reject", Place(0, 0), code="damaged", lines=(b'{"code":"damaged"}\n',)))
    part.add(Entry("end", Place(-1, 0)))
    part.finish()
    shard = Shard(0, "a", None, None, 0, 1)
    join([shard], work, folder, keep_refused=False)
    first = outputs(folder)
    (folder / "rejects.jsonl").unlink()
    joined = join([shard], work, folder, keep_refused=False)
    assert outputs(folder) == first
    assert joined.counts.reject_codes == {"damaged": 1}


def test_a_full_disk_is_said_in_one_line(sources: list[str], tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    if os.name != "posix" or os.fork is None:
        pytest.skip("needs fork")
    pid = os.fork()
    if pid == 0:  # the limit must not outlive this test
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (6_000, 6_000))
        try:
            run(tmp_path / "run", sources, workers=1)
        except OutputError as error:
            os._exit(7 if "cannot be written" in str(error) else 8)
        except BaseException:  # noqa: BLE001
            os._exit(9)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
    run(tmp_path / "run", sources)
    run(tmp_path / "clean", sources)
    assert outputs(tmp_path / "run") == outputs(tmp_path / "clean")


def test_state_is_renewed_while_the_run_goes_on(
    sources: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extractor.archive import run as module

    monkeypatch.setattr(module, "_STATE_SECONDS", 0.0)
    job = Job(resolve(sources), Method(prefilter=False), "p", {"command": "extract"}, 20_000)
    archive = ArchiveRun(tmp_path / "run", job, lambda: datetime.now(UTC))
    states = []

    def drive(tasks: Any, on_look: Any) -> Any:
        examiner = PlainExaminer()
        monkeypatch.setattr(worker, "examiner_of", lambda _: examiner)
        for task in tasks:
            run_shard(task)
            yield read_tallied(task.folder, task.shard.number)
            on_look([])
            states.append(read_state(tmp_path / "run"))

    archive.perform(drive)
    read = [state.read for state in states if state is not None]
    assert read == sorted(read)
    assert len(set(read)) == len(states)
    assert {state.status for state in states if state is not None} == {"running"}
