"""The schema of patterns/verification.toml, and how a user's file adds to the package's."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from extractor.errors import PatternError
from extractor.patterns.reader import load_toml
from extractor.patterns.schema import Strict

FILE = "verification.toml"


class NameVariants(Strict):
    """Type words that papers interchange in the name of one office, and words they leave out."""

    types: tuple[str, ...]
    fillers: tuple[str, ...] = ()


class WiderLabel(Strict):
    """A label whose wording includes that of finer ones, so that both stand in one article."""

    award: str
    label: str
    includes: tuple[str, ...]


class AlsoConfers(Strict):
    """Bodies that hand out a prize for another body's award."""

    award: str
    bodies: tuple[str, ...]


class NoFinding(Strict):
    """Scores strictly between ``min`` and ``max`` that no band of the scheme decides."""

    award: str
    scheme: str
    min: Decimal
    max: Decimal


class VerificationPattern(Strict):
    """patterns/verification.toml: the words by which an article's own claims are read."""

    introducers: tuple[str, ...] = ()
    partial_introducers: tuple[str, ...] = ()
    list_tails: tuple[str, ...] = ()
    list_stops: tuple[str, ...] = ()
    list_heads: tuple[str, ...] = ()
    separators: tuple[str, ...] = ()
    group_nouns: tuple[str, ...] = ()
    name_heads: tuple[str, ...] = ()
    population_words: tuple[str, ...] = ()
    collective_prefix: str = ""
    tens: tuple[str, ...] = ()
    hundreds: tuple[str, ...] = ()
    thousands: tuple[str, ...] = ()
    rest_words: tuple[str, ...] = ()
    breakdown_words: tuple[str, ...] = ()
    breakdown_heads: tuple[str, ...] = ()
    breakdown_numbers: tuple[str, ...] = ()
    assessing_words: tuple[str, ...] = ()
    mean_words: tuple[str, ...] = ()
    mean_joins: tuple[str, ...] = ()
    mean_of_list: tuple[str, ...] = ()
    mean_nouns: tuple[str, ...] = ()
    sum_nouns: tuple[str, ...] = ()
    group_anaphora: tuple[str, ...] = ()
    both_words: tuple[tuple[str, str], ...] = ()
    wider_words: tuple[str, ...] = ()
    rise_words: tuple[str, ...] = ()
    fall_words: tuple[str, ...] = ()
    point_words: tuple[str, ...] = ()
    from_words: tuple[str, ...] = ()
    to_words: tuple[str, ...] = ()
    share_words: tuple[str, ...] = ()
    or_words: tuple[str, ...] = ()
    top_words: tuple[str, ...] = ()
    low_words: tuple[str, ...] = ()
    chain_words: tuple[str, ...] = ()
    ranking_words: tuple[str, ...] = ()
    ranked_headings: tuple[str, ...] = ()
    scope_words: tuple[str, ...] = ()
    narrow_words: tuple[str, ...] = ()
    any_unit: tuple[str, ...] = ()
    exclusive_awards: tuple[str, ...] = ()
    many_bodies: tuple[str, ...] = ()
    confer_words: tuple[str, ...] = ()
    each_words: tuple[str, ...] = ()
    not_top_before: tuple[str, ...] = ()
    not_top_after: tuple[str, ...] = ()
    plain_words: tuple[str, ...] = ()
    previous_words: tuple[str, ...] = ()
    correction_words: tuple[str, ...] = ()
    disowning_words: tuple[str, ...] = ()
    holding_words: tuple[str, ...] = ()
    since_words: tuple[str, ...] = ()
    part_words: tuple[str, ...] = ()
    streak_times: tuple[str, ...] = ()
    day_parts: tuple[str, ...] = ()
    date_words: tuple[str, ...] = ()
    lower_limit_words: tuple[str, ...] = ()
    legend_joins: tuple[str, ...] = ()
    legend_between: tuple[str, ...] = ()
    legend_and: tuple[str, ...] = ()
    legend_words: tuple[str, ...] = ()
    conferred_by: tuple[str, ...] = ()
    other_sources: tuple[str, ...] = ()
    body_stop_words: tuple[str, ...] = ()
    name_variants: tuple[NameVariants, ...] = ()
    lost_labels: tuple[str, ...] = ()
    lost_labels_close: tuple[str, ...] = ()
    class_openers: tuple[str, ...] = ()
    class_links: tuple[str, ...] = ()
    class_pronouns: tuple[str, ...] = ()
    both_levels: tuple[str, ...] = ()
    one_level: tuple[str, ...] = ()
    wider_label: tuple[WiderLabel, ...] = ()
    also_confers: tuple[AlsoConfers, ...] = ()
    no_finding: tuple[NoFinding, ...] = ()


def load_words(folders: tuple[Path, ...]) -> VerificationPattern:
    """The words of all pattern folders; a later folder's lists are added to the earlier ones.

    Raises:
        PatternError: a file breaks the schema, or no folder has one.
    """
    files = [folder / FILE for folder in folders]
    loaded = [load_toml(path, VerificationPattern) for path in files if path.exists()]
    if not loaded:
        raise PatternError(f"{files[0]}: the file is missing; reinstall award-extractor")
    merged = loaded[0]
    for more in loaded[1:]:
        merged = _added(merged, more)
    return merged


def _added(words: VerificationPattern, more: VerificationPattern) -> VerificationPattern:
    changes: dict[str, object] = {}
    for name in VerificationPattern.model_fields:
        new = getattr(more, name)
        if isinstance(new, tuple) and new:
            changes[name] = tuple(dict.fromkeys((*getattr(words, name), *new)))
        elif isinstance(new, str) and new:
            changes[name] = new
    return words.model_copy(update=changes)
