"""patterns/frames.toml: how words stand together, compiled; and the small word lists of rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from extractor.errors import PatternError
from extractor.patterns.reader import line_of, load_toml, read_text
from extractor.patterns.schema import Strict
from extractor.patterns.shape import Shape
from extractor.patterns.vocabulary import Vocabulary
from extractor.patterns.wordtree import alternatives, word_tree

FrameName = Literal[
    "ordinal", "rank", "rank_more", "rank_until", "rank_range", "rank_size", "rank_before_name",
    "rank_at_end", "top", "bottom", "rank_told", "rank_weak", "second", "rank_completes",
    "rank_left", "rank_left_for", "order_told", "ranked_list", "list_number", "counts_next",
    "streak", "no_streak", "of_last", "times", "date", "year", "streak_name", "times_joined", "times_marked",
    "streak_item", "streak_list", "relative_year", "relative_day", "count", "points_back",
    "part_of", "figures_joined", "percent_sign", "money", "prize_word", "prize", "names_joined",
    "names_listed", "names_opened", "names_open", "abbreviated", "those_not", "not_its",
    "subject_follows", "clause_of_owner", "falls_to", "affiliated", "as_of", "years_ago",
    "prize_dated", "prize_of_level", "gives_out", "topic_again", "this_region", "region_class",
    "body_of_province", "rest", "together", "every", "goes_on", "names_members", "turns_to",
    "first_named", "class_head", "category_head", "next_class", "that_figure", "prize_category",
    "own_category", "made_of", "tied_to_award", "exampled", "better_than",
    "taking_opens", "taking_closed", "thanks_for", "prize_for", "given_to_head", "named_receiver", "own_person", "pair_joined", "personal_prize", "label_alias", "rungs_joined", "counted_prizes",
    "counted_label", "class_label", "told_out", "announces_list", "acronym_told", "consequence", "no_unit", "other_sense",
    "beside_figure", "bullet", "label_of_item", "label_heads", "place_of_unit", "branch_of",
    "coordination", "figure_to_right", "both", "and_next", "rank_opens_name", "rank_beside_name",
    "compares", "purpose", "generic_subject", "own_value", "is_stated", "clause_ends",
    "label_subject", "label_stated", "new_clause", "changed_from", "changed_to", "left_label",
    "compared_with", "counted_from", "yardstick", "held_against", "next_told", "previous_ends", "previous_cut", "since",
    "bracketed_from", "value_from", "value_arrow", "brackets_past", "year_of_figure", "figure_of_year", "from_each",
    "old_whole", "from_value", "to_value", "difference_cut", "points", "of_the_whole",
    "next_member", "year_after_award", "said_by_one_named", "award_level", "giver_before", "giver_after",
    "bodies_joined", "body_head", "giver_source", "gives_else", "organises", "reads_part", "epithet",
    "that_place", "rank_column", "last_listed", "award_back", "list_part", "rank_or", "still_open",
    "sets_limit", "own_figure", "given_by", "companion", "same_class", "units_of_it", "looked_at", "host", "takes_it",
    "place_closed", "out_of", "label_opening", "introduces", "cited", "set_by",
    "set_as", "rule_names", "relative", "told_by", "tells_that", "reads_values", "values_read",
    "this_one", "own_place", "named_by", "named_as", "names_top", "rank_class",
]  # fmt: skip
"""The frames that rules read; every one must be in the file."""

WordsName = Literal[
    "joiner", "and_word", "and", "or_word", "with", "owned", "origin", "company_form", "at_place",
    "at", "becomes", "to", "mother", "list_start", "no_body", "place_pair", "said_stop", "city", "scope_prefix", "half", "degree", "agency_tail",
    "national_body", "label_filler", "scoping", "colours", "body_branch", "title_mark", "title_part", "no_name",
    "said_adverb", "said_of", "as", "possessive", "figure_marker", "dating", "unit_class",
    "agency_part", "within", "venue", "venue_part", "enumerator", "bracket_unit", "again", "direction", "compared_cue", "changed_cue", "alike",
]  # fmt: skip
"""The word lists that rules read; every one must be in the file."""

_PLACEHOLDER = re.compile(r"\{(?P<of>[a-z]+)\.(?P<name>[a-z_]+)(?P<title>:title)?\}")

Lists = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Phrases by kind (cues, numbers, words) and name of their list."""


class Frame(Strict):
    """One frame: ``regex`` may hold placeholders for lists and for earlier frames.

    ``needs``: a cheap expression that stands in whatever text the frame matches in.
    """

    meaning: str
    regex: str
    needs: str | None = None
    ignore_case: bool = False


class WordList(Strict):
    """Words that a rule compares a single word with."""

    meaning: str
    words: tuple[str, ...]


class FramesPattern(Strict):
    """patterns/frames.toml; a user's file replaces frames and adds words."""

    frames: dict[FrameName, Frame] = Field(default_factory=dict)
    words: dict[WordsName, WordList] = Field(default_factory=dict)


@dataclass(frozen=True)
class Frames:
    """Compiled frames and word lists by name."""

    compiled: Mapping[FrameName, Shape]
    words: Mapping[WordsName, frozenset[str]]


def load_frames(folders: Iterable[Path], lists: Lists) -> Frames:
    """Frames and word lists of all folders; ``lists`` are what placeholders may name.

    Raises:
        PatternError: a frame is no regular expression, names an unknown list, or is missing.
    """
    frames: dict[FrameName, tuple[Path, Frame]] = {}
    words: dict[WordsName, tuple[str, ...]] = {}
    paths = [folder / "frames.toml" for folder in folders]
    for path in paths:
        if path.exists():
            content = load_toml(path, FramesPattern)
            frames.update((name, (path, frame)) for name, frame in content.frames.items())
            for key, added in content.words.items():
                words[key] = (*words.get(key, ()), *added.words)
    _refuse_missing(paths[0], {*frames, *words})
    known = {**lists, "words": {str(key): each for key, each in words.items()}}
    plain: dict[str, str] = {}
    fast: dict[str, str] = {}
    compiled: dict[FrameName, Shape] = {}
    vocabulary = Vocabulary()
    for name, (path, frame) in frames.items():
        try:
            plain[name] = _filled(frame.regex, known, plain, alternatives)
            fast[name] = _filled(frame.regex, known, fast, word_tree)
            flags = re.IGNORECASE if frame.ignore_case else 0
            needs = _filled(frame.needs, known, fast, word_tree) if frame.needs else None
            compiled[name] = Shape(
                re.compile(fast[name], flags),
                plain[name],
                vocabulary,
                re.compile(needs) if needs else None,
            )
        except (re.error, KeyError) as error:
            line = line_of(read_text(path), ["frames", name, "regex"])
            reason = error.args[0] if isinstance(error, KeyError) else f"no regex: {error}"
            raise PatternError(f"{path}:{line}: frames.{name}.regex: {reason}") from error
    return Frames(compiled, {name: frozenset(each) for name, each in words.items()})


def _refuse_missing(path: Path, found: set[str]) -> None:
    wanted = [*get_args(FrameName), *get_args(WordsName)]
    missing = [name for name in wanted if name not in found]
    if missing:
        raise PatternError(f"{path}: {', '.join(missing)}: missing; the rules need them")


def _filled(
    regex: str,
    lists: Lists,
    frames: Mapping[str, str],
    written: Callable[[Iterable[str]], str],
) -> str:
    """The regex with every placeholder replaced; raises KeyError with the reason."""

    def fill(match: re.Match[str]) -> str:
        of, name = match["of"], match["name"]
        if of == "frames":
            if name not in frames:
                raise KeyError(f"{match[0]}: no frame before this one has the name")
            return f"(?:{frames[name]})"
        if name not in lists.get(of, {}):
            allowed = ", ".join(sorted({*lists, "frames"}))
            raise KeyError(f"{match[0]}: no such list; allowed: names in {allowed}")
        phrases = lists[of][name]
        return written(p.title() if match["title"] else p for p in phrases)

    return _PLACEHOLDER.sub(fill, regex)
