"""What follows from the number words: ordinals, and the value that each word spells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.patterns.schema import NumberWords

_SHORTEST = 3
"""Characters of the shortest cardinal that is read alone; "se" is only a prefix."""


def cardinals(words: NumberWords) -> dict[str, int]:
    """Cardinals by their spelling: "tiga" -> 3."""
    return {
        word: value
        for value, spellings in enumerate(words.cardinals, start=1)
        for word in spellings
        if len(word) >= _SHORTEST
    }


def ordinals(words: NumberWords) -> dict[str, int]:
    """Ordinals made of a prefix and a cardinal: "ketiga" -> 3."""
    return {
        f"{prefix}{word}": value
        for value, spellings in enumerate(words.cardinals, start=1)
        for word in spellings
        for prefix in words.ordinal_prefixes
    }


def all_numbers(words: NumberWords) -> dict[str, int]:
    """Every spelling of a number or place; those of ``first`` are 1."""
    return dict.fromkeys(words.first, 1) | cardinals(words) | ordinals(words)


def word_lists(words: NumberWords) -> dict[str, tuple[str, ...]]:
    """The lists of numbers.toml by name, nested ones flat, and those that follow from them."""
    lists: dict[str, tuple[str, ...]] = {}
    for name in type(words).model_fields:
        value = getattr(words, name)
        if isinstance(value, tuple):
            flat = (each if isinstance(each, tuple) else (each,) for each in value)
            lists[name] = tuple(word for group in flat for word in group)
    numbers = tuple(all_numbers(words))
    return lists | {
        "streak_names": tuple(words.streak_names),
        "all_words": numbers,
        "cardinal_words": tuple(cardinals(words)),
        "one_word_numbers": tuple(word for word in numbers if " " not in word),
        "one_word_ordinals": tuple(word for word in ordinals(words) if " " not in word),
    }
