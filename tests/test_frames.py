"""frames.toml: a wrong frame fails at load with file, line and key; a user's file adds to it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extractor.errors import PatternError
from extractor.patterns.knowledge import load_knowledge
from extractor.patterns.lookup import find_patterns
from extractor.patterns.wordtree import alternatives


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A copy of the package's pattern files, free to be spoilt."""
    return Path(shutil.copytree(find_patterns(), tmp_path / "patterns"))


def user(tmp_path: Path, content: str) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "frames.toml").write_text(content, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("regex", "reason"),
    [
        ("(bukan", "no regex"),  # no regular expression
        ("{cues.nobody}", "no such list"),  # an unknown list
        ("{frames.later}", "no frame before this one"),  # an unknown frame
    ],
)
def test_a_wrong_frame_fails_with_file_line_and_key(
    tmp_path: Path, regex: str, reason: str
) -> None:
    mine = user(tmp_path, f'[frames.not_its]\nmeaning = "m"\nregex = "{regex}"\n')
    with pytest.raises(PatternError) as error:
        load_knowledge(extra=mine)
    assert f"{mine / 'frames.toml'}:3: frames.not_its.regex: " in str(error.value)
    assert reason in str(error.value)


def test_a_frame_that_no_rule_reads_is_refused(tmp_path: Path) -> None:
    mine = user(tmp_path, '[frames.not_it]\nmeaning = "m"\nregex = "x"\n')
    with pytest.raises(PatternError, match="not_it"):
        load_knowledge(extra=mine)


def test_a_missing_frame_is_named(base: Path) -> None:
    path = base / "frames.toml"
    text = path.read_text(encoding="utf-8")
    start = text.index("[frames.together]")
    path.write_text(text[:start] + text[text.index("\n[", start) + 1 :], encoding="utf-8")
    with pytest.raises(PatternError, match="together: missing"):
        load_knowledge(base)
    path.unlink()
    with pytest.raises(PatternError, match="missing; the rules need them"):
        load_knowledge(base)


def test_a_user_replaces_a_frame_and_adds_words(tmp_path: Path) -> None:
    mine = user(
        tmp_path,
        '[frames.together]\nmeaning = "m"\nregex = "Bareng"\n'
        '[words.joiner]\nmeaning = "m"\nwords = ["karo"]\n',
    )
    knowledge = load_knowledge(extra=mine)
    assert knowledge.frames["together"].match("Bareng Kota X")
    assert knowledge.words["joiner"] == {"dan", "&", "serta", "karo"}


def test_every_frame_and_list_says_what_it_means() -> None:
    text = (find_patterns() / "frames.toml").read_text(encoding="utf-8")
    assert text.count('\nmeaning = "') == text.count("\n[")


def test_the_longest_alternative_is_tried_first() -> None:
    assert alternatives(["dua", "dua belas"]) == r"(?:dua\ belas|dua)"
