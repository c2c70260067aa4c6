from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from extractor.batch import Examiner, Outcome, Plan, outcomes
from extractor.errors import OutputError, SourceError
from extractor.models import Page, Reject
from extractor.pipeline import Extraction
from extractor.run_state import RunState, read_state, the_state, write_state
from extractor.runs import ARTICLES, RECORDS, REFUSED, REJECTS, RunFolder
from tests.conftest import (
    ROOT,
    make_article,
    make_dropped,
    make_record,
    make_refused,
    run_program,
)


def extraction(number: int, *, url: str | None = None, text: str | None = None) -> Extraction:
    article = make_article(
        text or f"Dinas Sosial {number} meraih nilai 9{number},62.",
        url or f"https://a.id/{number}",
        dropped=(make_dropped("Baca Juga: X", "related-link"),),
    )
    record = make_record(article, "Dinas Sosial", article.text.split("nilai ")[1][:5])
    refused = make_refused(article, "nilai", "target")
    return Extraction(article=article, records=(record,), refused=(refused,))


OUTCOMES: tuple[Outcome, ...] = (
    extraction(1),
    Reject(source="x.html", stage="parse", code="empty", message="no text"),
    extraction(2),
    extraction(3),
)


def run_folder(path: Path, call: str = "same", *, keep_refused: bool = True) -> RunFolder:
    return RunFolder(
        path, call=call, about={}, keep_refused=keep_refused, clock=lambda: datetime.now(UTC)
    )


def write(
    path: Path, results: tuple[Outcome, ...] = OUTCOMES, *, keep_refused: bool = True
) -> None:
    with run_folder(path, keep_refused=keep_refused) as run:
        for outcome in results[run.done :]:
            run.add(outcome)
        run.finish()


def files(path: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in path.iterdir() if each.suffix == ".jsonl"}


def test_a_run_has_its_files_and_no_other(tmp_path: Path) -> None:
    write(tmp_path / "run")
    names = {each.name for each in (tmp_path / "run").iterdir() if not each.name.startswith(".")}
    assert names == {RECORDS, ARTICLES, REJECTS, REFUSED, "run.json"}


def test_two_runs_are_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path / "one")
    write(tmp_path / "two")
    write(tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_counts_tell_what_came_and_what_did_not(tmp_path: Path) -> None:
    write(tmp_path / "run")
    counts = the_state(tmp_path / "run").counts
    assert (counts.inputs, counts.articles, counts.records, counts.rejects) == (4, 3, 3, 1)
    assert counts.dropped == {"related-link": 3}
    assert counts.refused == {"target": 3}
    assert counts.reject_codes == {"empty": 1}


def test_without_refused_an_older_file_of_them_goes(tmp_path: Path) -> None:
    write(tmp_path / "run")
    write(tmp_path / "run", keep_refused=False)
    assert REFUSED not in files(tmp_path / "run")


def test_one_address_captured_twice_is_one_article_if_its_text_is_equal(tmp_path: Path) -> None:
    changed = extraction(1, text="Dinas Sosial kini meraih nilai 95,00.")
    write(tmp_path / "run", (extraction(1), extraction(1), changed))
    state = the_state(tmp_path / "run")
    assert state.counts.duplicate_articles == 1
    assert state.counts.articles == 2
    # the second capture states the same record: its id stays unique in the run
    assert (state.counts.records, state.counts.duplicate_records) == (1, 1)


@pytest.mark.parametrize("stop_after", range(len(OUTCOMES) + 1))
def test_an_interrupted_run_is_taken_up_where_it_was(tmp_path: Path, stop_after: int) -> None:
    write(tmp_path / "clean")
    with pytest.raises(KeyboardInterrupt), run_folder(tmp_path / "run") as run:
        for outcome in OUTCOMES[:stop_after]:
            run.add(outcome)
        raise KeyboardInterrupt
    assert the_state(tmp_path / "run").status == "interrupted"
    assert not (tmp_path / "run" / RECORDS).exists()
    with run_folder(tmp_path / "run") as again:
        assert again.done == stop_after
    write(tmp_path / "run")
    assert files(tmp_path / "run") == files(tmp_path / "clean")


def test_bytes_after_the_last_commit_are_cut(tmp_path: Path) -> None:
    """As after kill -9: the parts hold more than run.json vouches for."""
    write(tmp_path / "clean")
    with pytest.raises(KeyboardInterrupt), run_folder(tmp_path / "run") as run:
        run.add(OUTCOMES[0])
        raise KeyboardInterrupt
    with (tmp_path / "run" / f"{RECORDS}.part").open("ab") as part:
        part.write(b'{"record_id": "half a li')
    write(tmp_path / "run")
    assert files(tmp_path / "run") == files(tmp_path / "clean")


@pytest.mark.parametrize("renamed", range(5))
def test_a_kill_between_renames_loses_nothing(tmp_path: Path, renamed: int) -> None:
    write(tmp_path / "clean")
    path = tmp_path / "run"
    write(path)
    state = the_state(path).model_copy(update={"status": "closing"})
    for name in (RECORDS, ARTICLES, REJECTS, REFUSED)[renamed:]:
        (path / name).rename(path / f"{name}.part")
    (path / "run.json").write_text(state.model_dump_json(), encoding="utf-8")
    write(path)
    assert files(path) == files(tmp_path / "clean")


def test_another_call_begins_anew(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), run_folder(tmp_path / "run") as run:
        run.add(OUTCOMES[0])
        raise KeyboardInterrupt
    with run_folder(tmp_path / "run", call="other") as other:
        assert other.done == 0


def test_an_earlier_run_stays_until_the_new_one_is_complete(tmp_path: Path) -> None:
    write(tmp_path / "run", OUTCOMES[:1])
    before = files(tmp_path / "run")
    with pytest.raises(KeyboardInterrupt), run_folder(tmp_path / "run", call="other") as run:
        run.add(OUTCOMES[2])
        raise KeyboardInterrupt
    assert files(tmp_path / "run") == before


def test_two_writers_of_one_run_are_not_let_in(tmp_path: Path) -> None:
    with (
        run_folder(tmp_path / "run"),
        pytest.raises(OutputError, match="another process"),
        run_folder(tmp_path / "run"),
    ):
        pass


def test_a_place_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"), run_folder(tmp_path / "file/run"):
        pass


def test_run_json_is_renewed_while_running(tmp_path: Path) -> None:
    times = (datetime(2025, 2, 4, tzinfo=UTC) + timedelta(seconds=2 * n) for n in range(99))
    run = RunFolder(tmp_path, call="x", about={}, keep_refused=False, clock=lambda: next(times))
    with run:
        run.add(OUTCOMES[0], read=5, total=10)
        state = the_state(tmp_path)
        assert (state.status, state.counts.inputs) == ("running", 1)
        assert (state.read, state.total) == (5, 10)


def test_a_folder_that_is_no_run_is_named(tmp_path: Path) -> None:
    assert read_state(tmp_path) is None
    with pytest.raises(SourceError, match="not a run folder"):
        the_state(tmp_path)


# ---- many pages


def pages(count: int) -> list[Page | Reject]:
    return [
        Page(url=f"https://a.id/{n}", source=f"a.jsonl#{n}", text=f"Satu {n}.\nDua {n}.")
        for n in range(count)
    ]


@pytest.mark.slow
def test_the_number_of_workers_changes_no_byte(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    lines = [json.dumps({"url": f"https://a.id/{n}", "text": f"Satu {n}."}) for n in range(30)]
    lines[7] = "no json"
    source.write_text("\n".join(lines), encoding="utf-8")
    for workers in ("1", "3"):
        into = tmp_path / workers
        done = run_program("extract", source, "--into", into, "--workers", workers, "--refused")
        assert done.returncode == 1
    assert files(tmp_path / "1") == files(tmp_path / "3")


class Deadly(Page):
    """A page whose worker dies when it is unpickled there."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.kill, (_Here(), signal.SIGTERM)


class _Here:
    """Becomes the pid of the process that unpickles it."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.getpid, ()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
def test_a_page_that_kills_its_worker_is_rejected_and_no_other() -> None:
    items = pages(12)
    items[5] = Deadly(source="deadly", text="x")
    plan = Plan(workers=2)
    results = list(outcomes(items, plan, Examiner(plan)))
    died = [n for n, each in enumerate(results) if isinstance(each, Reject)]
    assert died == [5]
    assert isinstance(results[5], Reject)
    assert results[5].code == "worker-died"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
def test_kill_9_again_and_again_ends_in_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    filler = "Warga menanam pohon di tepi sungai bersama petugas kecamatan. " * 40
    with source.open("w", encoding="utf-8") as file:
        for n in range(300):
            line = {"url": f"https://a.id/{n}", "text": f"Satu {n}. {filler}"}
            file.write(json.dumps(line) + "\n")
    call = [sys.executable, "-m", "extractor", "extract", str(source), "--quiet", "--into"]
    subprocess.run([*call, str(tmp_path / "clean")], check=True, cwd=ROOT)
    kills = 0
    for behind in (1, 100, 200):
        running = subprocess.Popen([*call, str(tmp_path / "run")], cwd=ROOT)
        while running.poll() is None:
            state = read_state(tmp_path / "run")
            if state is not None and state.counts.inputs >= behind:
                running.kill()
                kills += 1
                break
            time.sleep(0.02)
        running.wait()
    subprocess.run([*call, str(tmp_path / "run")], check=True, cwd=ROOT)
    assert files(tmp_path / "run") == files(tmp_path / "clean")
    assert kills


def test_the_shape_of_a_run_is_what_outside_checks_rely_on(tmp_path: Path, outside: Path) -> None:
    write(tmp_path / "run", tuple(each for each in OUTCOMES if not isinstance(each, Reject)))
    checked = subprocess.run(
        [sys.executable, str(outside / "tools" / "check_run.py"), str(tmp_path / "run")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout
    assert "0 faults" in checked.stdout


def test_a_reader_of_run_json_does_not_stop_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where an open file cannot be replaced, the rename waits for the reader to be done."""
    sound, refusals = Path.replace, [PermissionError(13, "in use")] * 3

    def replace(self: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return sound(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    write_state(tmp_path, RunState(status="running"))
    assert not refusals
    state = read_state(tmp_path)
    assert state is not None
    assert state.status == "running"
