"""Values: dataclasses that mypy keeps from being changed, at the price of plain ones.

A frozen dataclass costs three times as much to make; an article makes a thousand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(*, eq: bool = True) -> Callable[[type[T]], type[T]]:
    """As ``dataclass(frozen=True, slots=True)``; without ``eq`` each is equal to itself alone."""

    def decorate(cls: type[T]) -> type[T]:
        return dataclass(slots=True, eq=eq, unsafe_hash=eq)(cls)

    return decorate
