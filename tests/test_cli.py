"""The command line as scripts and people call it: statuses, streams, languages."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.cli.app import command_tree, main
from extractor.cli.language import chosen_language
from tests.conftest import ROOT, Command, run_program

GOLD = ROOT / "corpus" / "gold"
PAGES = ROOT / "corpus" / "demo"
PAGE = PAGES / "dev-a01__antara.html"
EVERY_COMMAND = sorted(command_tree("en").commands)
# fetch is called in its own tests, which have a server for it
COMMANDS = [name for name in EVERY_COMMAND if name != "fetch"]

# One sound call of every command, for tests that try them all; {tmp} is an empty folder.
CALLS = {
    "build": ["build", "{tmp}/run", "--into", "{tmp}/dataset"],
    "check": ["check"],
    "demo": ["demo", "--into", "{tmp}/demo"],
    "evaluate": ["evaluate", str(GOLD), "--only", "dev-a0", "--errors"],
    "explain": ["explain", str(PAGE)],
    "export": ["export", "{tmp}/run", "--to", "{tmp}/records.csv"],
    "extract": ["extract", str(PAGE)],
    "list": ["list", "regions"],
    "read": ["read", str(PAGE), "--dropped"],
    "report": ["report", "{tmp}/run", "--into", "{tmp}/report.html"],
    "review": ["review", "{tmp}/run", "--static", "{tmp}/review.html"],
    "schema": ["schema"],
    "status": ["status", "{tmp}/run"],
    "verify": ["verify", "{tmp}/run"],
}


def call(name: str, tmp: Path) -> list[str]:
    """The command's call; the run that it needs is there."""
    arguments = [each.format(tmp=tmp) for each in CALLS[name]]
    if f"{tmp}/run" in arguments:
        assert main(["extract", str(PAGE), "--into", str(tmp / "run"), "--quiet"]) == 0
    return arguments


def text_file(folder: Path, text: str = "Satu.\nDua.") -> Path:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_command_has_a_call_here() -> None:
    assert set(COMMANDS) <= set(CALLS)


# ---- statuses and streams


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_sound_call_ends_with_0(name: str, lang: str, tmp_path: Path, command: Command) -> None:
    ran = command(*call(name, tmp_path), "--lang", lang)
    assert ran.status == 0, ran.err
    assert "Traceback" not in ran.err


WRONG = [
    (["extract"], "SOURCE"),
    (["extract", "nowhere.html"], "nowhere.html"),
    (["extract", str(PAGE), "nowhere.html"], "nowhere.html"),
    (["extract", str(PAGE), "--published", "4/2/2025"], "2025-02-04"),
    (["extract", str(PAGE), "--patterns", "nowhere"], "nowhere"),
    (["extract", str(PAGE), "--workers", "0"], "--workers"),
    (["extract", str(PAGE), "--into", str(PAGE)], "folder"),
    (["extract", str(PAGE), "--no-such-option"], "--no-such-option"),
    (["extract", str(PAGE), "--into", ""], "--into"),
    (["extract", ""], "empty"),
    (["extract", str(PAGE), "--scheduler", "tcp://127.0.0.1:9"], "--into"),
    (["evaluate", str(GOLD), "--only", "nowhere"], "nowhere"),
    (["list", "publishers", "--patterns", "nowhere"], "nowhere"),
    (["fetch", "https://a.id", "--into", "x", "--patterns", "nowhere"], "nowhere"),
    (["fetch", "https://a.id", "--into", "x", "--through", "nowhere"], "nowhere"),
    (["fetch", "https://a.id", "--into", "x", "--max-depth", "99999999999"], "--max-depth"),
    (["export", "nowhere", "--to", "a.csv", "--year", "99999999999999999999"], "--year"),
    (["verify", str(PAGE), "--report", str(PAGES)], "--report"),
    (["verify", str(PAGE), "--region", "Atlantis"], "Atlantis"),
    (["evaluate", "nowhere"], "nowhere"),
    (["evaluate", str(GOLD), "--run", "nowhere"], "nowhere"),
    (["status", "nowhere"], "nowhere"),
    (["list", "prizes"], "awards"),
    (["read", "nowhere.html"], "nowhere.html"),
    (["explain", "nowhere.html"], "nowhere.html"),
    (["check", "nowhere"], "nowhere"),
    (["frobnicate"], "frobnicate"),
]


@pytest.mark.parametrize(("arguments", "named"), WRONG)
def test_a_wrong_call_is_one_line_and_2_before_anything_is_read(
    arguments: list[str], named: str, command: Command
) -> None:
    ran = command(*arguments)
    assert ran.status == 2
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert named in ran.err


@pytest.mark.parametrize("name", ["extract", "read", "explain"])
def test_an_empty_folder_is_said_to_be_one(name: str, folder: Path, command: Command) -> None:
    (folder / "kosong").mkdir()
    ran = command(name, "kosong")
    assert ran.status == 0
    assert "Nothing to read" in ran.err


def test_records_are_lines_on_standard_output(command: Command) -> None:
    ran = command("extract", PAGE, "--quiet")
    assert ran.status == 0
    assert ran.err == ""
    records = [json.loads(line) for line in ran.out.splitlines()]
    assert len(records) == 7
    assert {each["award"]["code"] for each in records} == {"ombudsman-kepatuhan"}


def test_bad_inputs_end_with_1_and_the_rest_is_done(tmp_path: Path, command: Command) -> None:
    lines = ['{"url": "https://a.id/1", "text": "Satu."}', "no json", '{"text": "Dua."}']
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ran = command("extract", tmp_path / "a.jsonl")
    assert ran.status == 1
    assert "a.jsonl#2" in ran.err
    assert "bad-json" in ran.err


def bad_inputs(folder: Path) -> Path:
    """A folder of everything that can be wrong with an input, and one page that is not."""
    folder.mkdir()
    (folder / "good.html").write_bytes(PAGE.read_bytes())
    (folder / "empty.html").write_bytes(b"")
    (folder / "binary.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50)
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 50)
    (folder / "big.html").write_bytes(b"<html><body><p>" + b"besar " * 5_000_000)
    (folder / "bad.jsonl").write_bytes(b'{"text": \nnull\n')
    (folder / "gone.html").symlink_to("nowhere.html")
    (folder / "wrong.html").write_bytes(
        b'<meta charset="utf-16"><title>x</title><article>'
        + b"<p>Warga kecamatan menanam pohon di tepi sungai, kata camat \xe9\xff.</p>" * 9
    )
    return folder


def test_a_reject_is_told_also_when_quiet(tmp_path: Path, command: Command) -> None:
    (tmp_path / "a.jsonl").write_text("no json", encoding="utf-8")
    assert "bad-json" in command("extract", tmp_path / "a.jsonl", "--quiet").err


@pytest.mark.slow
def test_bad_input_is_a_line_with_its_reason_never_a_traceback(
    tmp_path: Path, command: Command
) -> None:
    folder, run = bad_inputs(tmp_path / "in"), tmp_path / "run"
    ran = command("extract", folder, "--into", run)
    assert ran.status == 1
    assert "Traceback" not in ran.err
    rejects = [json.loads(line) for line in (run / "rejects.jsonl").read_bytes().splitlines()]
    told = {Path(each["source"]).name: each["code"] for each in rejects}
    told.pop("wrong.html", None)  # a page of a wrong charset may be read or refused
    assert told == {
        "bad.jsonl#1": "bad-json", "bad.jsonl#2": "not-an-object", "big.html": "too-large",
        "binary.html": "binary", "binary.txt": "binary", "empty.html": "empty",
        "gone.html": "unreadable",
    }  # fmt: skip
    assert all(each["message"] and each["stage"] for each in rejects)
    assert len((run / "records.jsonl").read_bytes().splitlines()) == 7


@pytest.mark.slow
def test_nested_tags_end_in_time_as_page_or_reject(tmp_path: Path) -> None:
    page = tmp_path / "nested.html"
    page.write_bytes(b"<html><body>" + b"<div>" * 100_000 + b"<p>Dalam sekali.</p>")
    done = run_program("extract", page)
    assert done.returncode in (0, 1)
    assert b"Traceback" not in done.stderr


def test_a_bug_is_one_line_and_70(monkeypatch: pytest.MonkeyPatch, command: Command) -> None:
    monkeypatch.setattr("extractor.record_schema.record_schema", lambda: 1 / 0)
    ran = command("schema")
    assert ran.status == 70
    assert ran.err.count("\n") == 1
    assert "ZeroDivisionError" in ran.err
    with pytest.raises(ZeroDivisionError):
        command("schema", "--debug")


def test_a_bug_on_one_page_leaves_the_others_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    from extractor.pipeline import Extraction, Extractor

    sound = Extractor.examine

    def examine(self: Extractor, article: object) -> Extraction:
        if "Meledak" in article.text:  # type: ignore[attr-defined]
            raise ZeroDivisionError("boom")
        return sound(self, article)  # type: ignore[arg-type]

    monkeypatch.setattr(Extractor, "examine", examine)
    lines = [
        json.dumps({"url": f"https://a.id/{t}", "text": t}) for t in ("Satu.", "Meledak.", "Dua.")
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ran = command("extract", tmp_path / "a.jsonl", "--into", tmp_path / "run")
    assert ran.status == 70
    assert '"code":"bug"' in (tmp_path / "run" / "rejects.jsonl").read_text(encoding="utf-8")
    assert len((tmp_path / "run" / "articles.jsonl").read_bytes().splitlines()) == 2


@pytest.mark.parametrize("inside", [False, True])
def test_a_file_of_the_call_that_the_system_refuses_is_no_bug(
    inside: bool, monkeypatch: pytest.MonkeyPatch, command: Command, folder: Path
) -> None:
    refused = Path("mine") / "a.db" if inside else Path("mine")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(refused))

    monkeypatch.setattr("extractor.run_state.read_state", refuse)
    (folder / "mine").mkdir()
    ran = command("status", "mine")
    assert ran.status == 2
    assert ran.err == f"error: {refused}: Permission denied\n"
    (folder / "other").mkdir()
    assert command("status", "other").status == 70


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a shell of another kind")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_stream_that_is_closed_breaks_nothing(closed: str, tmp_path: Path) -> None:
    program = f'"{sys.executable}" -m extractor extract "{PAGE}" --into "{tmp_path / "run"}"'
    done = subprocess.run(
        ["sh", "-c", f"{program} {closed}"], capture_output=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert len((tmp_path / "run" / "records.jsonl").read_bytes().splitlines()) == 7


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device on this system")
def test_a_full_disk_is_no_bug() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "extractor", "list", "regions"],
            stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"No space left" in done.stderr


def test_stopped_by_the_user_is_130(monkeypatch: pytest.MonkeyPatch, command: Command) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("extractor.record_schema.record_schema", stop)
    assert command("schema").status == 130


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of another kind")
@pytest.mark.parametrize("arguments", [["list", "regions"], ["schema"], ["--help"]])
def test_a_closed_pipe_is_quiet(arguments: list[str]) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "extractor", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    assert program.stderr.read() == b""
    program.stderr.close()
    program.wait(timeout=60)


def test_standard_input_is_jsonl(tmp_path: Path) -> None:
    line = json.dumps({"url": "https://a.id/1", "text": "Satu.\nDua."}).encode()
    done = run_program("read", "-", "--json", stdin=line)
    assert done.returncode == 0
    assert json.loads(done.stdout)["source"] == "-#1"


# ---- encodings


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_no_encoding_of_the_machine_breaks_a_redirected_command(name: str, tmp_path: Path) -> None:
    done = run_program(
        *call(name, tmp_path), environment={"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    )
    assert done.returncode == 0, done.stderr
    done.stdout.decode("utf-8")
    told = done.stderr.decode("utf-8")
    assert not re.search("[\u2500-\u257f\u2190-\u21ff]", told), "glyphs fall back to ASCII"


@pytest.mark.parametrize("lang", ["id", "en"])
def test_help_is_ascii_where_the_encoding_is(lang: str) -> None:
    done = run_program("--help", "--lang", lang, environment={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert b"?" not in done.stdout
    done.stdout.decode("ascii")


# ---- languages


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        (["--lang", "id"], {"LANG": "en_US.UTF-8"}, "id"),
        (["extract", "--lang=en"], {"LANG": "id_ID.UTF-8"}, "en"),
        ([], {"LANG": "id_ID.UTF-8"}, "id"),
        ([], {"LC_ALL": "C", "LANG": "id_ID.UTF-8"}, "en"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        (["--lang", "xx"], {"LANG": "id_ID"}, "en"),
    ],
)
def test_the_language_asked_for_else_the_machines(
    arguments: list[str], environment: dict[str, str], language: str
) -> None:
    assert chosen_language(arguments, environment) == language


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["extract", "tidak-ada.html"], "tidak ada berkas atau folder"),
        (["extract", "media.id/berita/1"], "diawali dengan https://"),
        (["extract", "--frob"], "Tidak ada opsi --frob"),
        (["extract", str(PAGE), "--publish", "2025"], "mungkin maksud Anda: --published"),
        (["extract"], "Belum disebutkan: SOURCE"),
        (["export", "nowhere"], "Belum disebutkan: --to"),
        (["extract", str(PAGE), "--workers", "0"], "Nilai yang salah untuk --workers"),
    ],
)
def test_common_mistakes_are_told_in_indonesian(
    arguments: list[str], words: str, command: Command
) -> None:
    ran = command(*arguments, "--lang", "id")
    assert ran.status == 2
    assert words in ran.err
    assert ran.err.count("\n") == 1


def test_a_reader_of_indonesian_sees_indonesian_and_data_stays_english(
    command: Command, tmp_path: Path
) -> None:
    english = command("extract", PAGE, "--lang", "en", "--into", tmp_path / "en")
    indonesian = command("extract", PAGE, "--lang", "id", "--into", tmp_path / "id")
    assert "Recipient" in english.err
    assert "Penerima" in indonesian.err
    assert '"94, 62" → 94.62' in english.err
    assert '"94, 62" → 94,62' in indonesian.err
    for name in ("records.jsonl", "articles.jsonl"):
        assert (tmp_path / "en" / name).read_bytes() == (tmp_path / "id" / name).read_bytes()


# ---- help


def test_help_is_light() -> None:
    """Under 0.4 s of CPU time, and none of the heavy libraries."""
    heavy = "spacy|dateparser|httpx|pydantic|trafilatura|lxml|bs4|selectolax|numpy"
    code = (
        "import sys; from extractor.cli import main; main(['--help']);"
        f"import re; print(sorted(m for m in sys.modules if re.match(r'({heavy})(\\.|$)', m)),"
        " file=sys.stderr)"
    )
    resource = pytest.importorskip("resource", reason="no such measure on this system")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.stderr.decode().strip() == "[]"
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert used < 0.4


def test_help_is_whole_and_in_the_readers_language(command: Command) -> None:
    for name in ((), *((each,) for each in EVERY_COMMAND)):
        told = command(*name, "--help", "--lang", "id").out
        assert "Tampilkan bantuan ini" in told
        assert "Show" not in told
        assert "Install completion" not in told
        assert "\u2026" not in told, "a name that does not fit is cut"


def test_commands_stand_in_their_groups() -> None:
    groups = {
        getattr(each, "rich_help_panel", None) for each in command_tree("en").commands.values()
    }
    assert groups <= {"Collect", "Extract", "Check", "Publish"}


@pytest.mark.parametrize("name", EVERY_COMMAND)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_command_and_option_is_explained(name: str, lang: str) -> None:
    child = command_tree("id" if lang == "id" else "en").commands[name]
    texts = [child.help, *(getattr(each, "help", None) for each in child.params)]
    for text in texts:
        assert text
        assert not re.match(r"(help|option|group)-", text), f"{text} is not in the catalogue"


# ---- read, explain, status, list, check


def test_read_shows_the_article_and_with_dropped_what_was_left_out(command: Command) -> None:
    plain, whole = command("read", PAGE).out, command("read", PAGE, "--dropped").out
    assert "94, 62" in plain
    assert "Rp105,6 Triliun" not in plain
    assert re.search(r"\[- related-\w+\].*Rp105,6 Triliun", whole)


def test_explain_gives_each_field_its_rule_and_its_words(command: Command) -> None:
    told = command("explain", PAGE).out
    assert "[[94, 62]]" in told
    assert "score = 94.62" in told
    fields = [json.loads(line) for line in command("explain", PAGE, "--json").out.splitlines()]
    assert len(fields) == 7
    for record in fields:
        for each in record["fields"]:
            assert each["rule"] or each["sentence"], each


def test_status_tells_how_far_a_run_is(tmp_path: Path, command: Command) -> None:
    command("extract", PAGE, "--into", tmp_path / "run")
    assert "complete" in command("status", tmp_path / "run").out
    state = json.loads((tmp_path / "run" / "run.json").read_bytes())
    state |= {"status": "running", "read": 50, "total": 100}
    (tmp_path / "run" / "run.json").write_text(json.dumps(state), encoding="utf-8")
    told = command("status", tmp_path / "run").out
    assert "running" in told
    assert "50 %" in told


@pytest.mark.parametrize(
    ("what", "entry"),
    [
        ("awards", "ombudsman-kepatuhan"),
        ("regions", "36.04"),
        ("agencies", "Dinas Sosial"),
        ("publishers", ""),
    ],
)
def test_list_says_what_it_knows(what: str, entry: str, command: Command) -> None:
    plain = command("list", what).out
    assert entry in plain
    lines = command("list", what, "--json").out.splitlines()
    assert len(lines) == len(plain.splitlines())
    assert all(json.loads(line) for line in lines)


def test_check_names_file_and_key_of_a_fault(tmp_path: Path, command: Command) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    text = (GOLD / "dev-a01.json").read_text(encoding="utf-8")
    (gold / "dev-a01.json").write_text(text.replace('"94, 62"', '"94,62"'), encoding="utf-8")
    ran = command("check", tmp_path)
    assert ran.status == 1
    assert "dev-a01.json" in ran.out
    assert "'94,62'" in ran.out
    (tmp_path / "own" / "awards").mkdir(parents=True)
    award = tmp_path / "own" / "awards" / "baru.toml"
    award.write_text('code = "baru"\nnama = "x"\n', encoding="utf-8")
    ran = command("check", tmp_path, "--patterns", tmp_path / "own")
    assert ran.status == 1
    assert "baru.toml" in ran.out


# ---- real input that the repository does not carry


@pytest.mark.slow
@pytest.mark.parametrize("name", ["pages", "realtext/antara-2023.jsonl"])
def test_real_input_goes_through_in_one_call(
    name: str, outside: Path, tmp_path: Path, command: Command
) -> None:
    ran = command("extract", outside / name, "--into", tmp_path / "run", "--quiet")
    assert ran.status in (0, 1)
    assert ran.err == ""
    checked = subprocess.run(
        [sys.executable, str(outside / "tools" / "check_run.py"), str(tmp_path / "run")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout
