"""Frames are tried only where their literals stand: they find what plain expressions find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.patterns.knowledge import load_knowledge
from extractor.patterns.needed import folded, needed_by
from extractor.patterns.shape import Shape
from extractor.patterns.vocabulary import Vocabulary
from extractor.patterns.wordtree import alternatives, word_tree
from tests.conftest import ROOT

FRAMES = load_knowledge().frames


def paragraphs() -> list[str]:
    files = sorted((ROOT / "corpus" / "demo").rglob("*.html"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    lines = [re.sub(r"<[^>]*>", " ", line).strip() for line in text.splitlines()]
    return [line for line in lines if len(line) > 20]


@pytest.mark.parametrize(
    ("regex", "needed"),
    [
        (r"\bbukan\s(?:\w+\s){0,2}$", [{"bukan"}]),
        (r"(?:Rp\.?)?[0-9]{2}", [set("0123456789")]),
        (r"(?:dua|tiga)\s(?:besar|teratas)", [{"besar", "teratas"}, {"dua", "tiga"}]),
        (r"(?:berikut ini|berikut)", [{"berikut"}]),  # the longer one holds the shorter
        (r"(?:se|[0-9])?\w+", []),
        (r"(?<=beruntun\s)\S", [{"beruntun"}]),
        (r"(?!bukan)\S|x", []),
        (r"(?i:HARI)\sini|kemarin", [{"hari", "kemarin"}]),
    ],
)
def test_every_match_holds_one_literal_of_each_choice(regex: str, needed: list[set[str]]) -> None:
    found = needed_by(regex)
    assert sorted(map(sorted, found)) == sorted(map(sorted, needed))


@pytest.mark.slow
def test_frames_find_what_their_expressions_find() -> None:
    texts = paragraphs()
    assert len(texts) > 50
    told = 0
    for shape in FRAMES.values():
        plain = re.compile(shape.pattern, shape.flags)
        for text in texts:
            spans = [match.span() for match in plain.finditer(text)]
            assert [match.span() for match in shape.finditer(text)] == spans
            first = shape.search(text)
            assert (first.span() if first else None) == (spans[0] if spans else None)
            told += bool(spans)
    assert told > 500


@pytest.mark.parametrize("text", ["KEMARIN", "ſelaſa KEMARİN", "kemarın"])
def test_odd_letters_count_as_the_expression_reads_them(text: str) -> None:
    assert "kemarin" in folded(text)
    assert Shape(re.compile("kemarin", re.IGNORECASE)).search(text) is not None


def test_parts_of_a_text_are_searched_as_they_are() -> None:
    shape = Shape(re.compile(r"(?<=nomor )dua"))
    assert shape.search("nomor dua", 6) is not None
    assert shape.search("nomor dua", 0, 8) is None
    assert [m.start() for m in shape.finditer("nomor dua, nomor dua", 7)] == [17]


@settings(max_examples=300)
@given(st.lists(st.text("ab -", min_size=1, max_size=6), min_size=1, max_size=8), st.text("ab -"))
def test_a_tree_of_words_finds_what_the_plain_list_finds(words: list[str], text: str) -> None:
    assert re.findall(word_tree(words), text) == re.findall(alternatives(words), text)


@settings(max_examples=300)
@given(
    st.lists(st.text("abIı ſ", min_size=1, max_size=4), min_size=1, max_size=5),
    st.text("abIı ſ\n", max_size=30),
)
def test_words_known_from_earlier_texts_hold_what_the_text_holds(
    literals: list[str], text: str
) -> None:
    vocabulary = Vocabulary()
    vocabulary.held(text)
    masks = {folded(literal): vocabulary.any_of([folded(literal)]) for literal in literals}
    for literal, mask in masks.items():
        if literal in folded(text):
            assert vocabulary.held(text) & mask
        elif not literal.split()[:1]:
            assert vocabulary.held("") & mask
        elif literal.strip() == literal and " " not in literal:
            assert not vocabulary.held(text) & mask


def test_a_word_too_long_to_be_looked_through_may_hold_anything() -> None:
    vocabulary = Vocabulary()
    mask = vocabulary.any_of(["kemarin"])
    assert not vocabulary.held("hari ini") & mask
    assert vocabulary.held("x" * 100_000) & mask
