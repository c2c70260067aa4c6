"""Roman numerals, as ranks are printed with them."""

from __future__ import annotations

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def roman(text: str) -> int | None:
    """As in "VIII" -> 8; None for what is no Roman numeral of this size."""
    values = [_ROMAN.get(c, 0) for c in text.lower()]
    if not values or 0 in values:
        return None
    total = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    return total if total > 0 else None
