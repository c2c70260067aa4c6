"""Members of a list by their places in it: "dua yang pertama", "yang terakhir"."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from extractor.patterns.number_words import all_numbers

if TYPE_CHECKING:
    import re

    from extractor.assembler.reading import SentenceReading

Member = TypeVar("Member")


def named_by(part: re.Match[str], reading: SentenceReading, listed: list[Member]) -> list[Member]:
    """The members of the list that a match of the frame ``list_part`` means."""
    numbers = all_numbers(reading.context.patterns.numbers)
    if part["count"]:
        return listed[: numbers.get(part["count"].lower(), 0)]
    place = numbers.get(part["place"].lower())
    return listed[-1:] if place is None else listed[place - 1 : place]
