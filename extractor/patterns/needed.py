"""What a text must hold for a regular expression to match in it: literals of its own.

Case-blind expressions with many alternatives cost Python's `re` a trial of each at every
character; to see that none of their words stands in the text costs a hundredth of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

Choice = frozenset[str]
"""Lower-case literals one of which stands in every match."""

_MOST_CHARACTERS = 12
"""Characters of the largest class that counts as a choice of literals ("[0-9]")."""
_INNER = {"SUBPATTERN": 3, "ATOMIC_GROUP": None}
"""Place of the inner expression in a group's argument."""
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


def needed_by(regex: str, flags: int = 0) -> tuple[Choice, ...]:
    """Choices that every match meets, the smallest first; none where nothing is sure."""
    try:
        parser: Any = import_module("re._parser")
    except ImportError:  # a Python that keeps its parser elsewhere: frames are only slower
        return ()
    items = parser.parse(regex, flags)
    choices = {_shortened(each) for each in _of_sequence(items)}
    return tuple(sorted(choices, key=lambda each: (len(each), sorted(each))))


def folded(text: str) -> str:
    """The text in lower case, its odd letters as `re` reads them when case does not count."""
    low = text.lower()
    if low.isascii():
        return low
    return low.replace("i̇", "i").replace("ı", "i").replace("ſ", "s")


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> Iterator[Choice]:
    """Choices of an expression's parts in a row; neighbouring letters are one literal."""
    run = ""
    for kind, argument in items:
        if str(kind) == "LITERAL":
            run += chr(argument)
            continue
        if run:
            yield frozenset({folded(run)})
            run = ""
        yield from _of_part(str(kind), argument)
    if run:
        yield frozenset({folded(run)})


def _of_part(kind: str, argument: Any) -> Iterator[Choice]:
    if kind in _INNER:
        place = _INNER[kind]
        yield from _of_sequence(argument if place is None else argument[place])
    elif kind in _REPEATS and argument[0] > 0:
        yield from _of_sequence(argument[2])
    elif kind == "ASSERT":
        yield from _of_sequence(argument[1])
    elif kind == "IN":
        characters = _characters(argument)
        if characters:
            yield characters
    elif kind == "BRANCH":
        best = [_best(_of_sequence(branch)) for branch in argument[1]]
        sure = [choice for choice in best if choice is not None]
        if len(sure) == len(best):
            yield frozenset().union(*sure)


def _best(choices: Iterable[Choice]) -> Choice | None:
    """The choice that is met least: its shortest literal is the longest of all."""
    return max(choices, key=lambda each: (min(map(len, each)), -len(each)), default=None)


def _characters(items: Iterable[tuple[Any, Any]]) -> Choice | None:
    """The letters of a small class; None for a large or a negated one."""
    found: set[str] = set()
    for kind, argument in items:
        if str(kind) == "LITERAL":
            found.add(folded(chr(argument)))
        elif str(kind) == "RANGE" and argument[1] - argument[0] < _MOST_CHARACTERS:
            found.update(folded(chr(code)) for code in range(argument[0], argument[1] + 1))
        else:
            return None
    return frozenset(found) if len(found) <= _MOST_CHARACTERS else None


def _shortened(choice: Choice) -> Choice:
    """Without the literals that hold another one of them."""
    return frozenset(each for each in choice if not any(o != each and o in each for o in choice))
