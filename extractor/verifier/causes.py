"""Why two figures that should be one differ: a slip of a digit, a rounding, a lost separator."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from extractor.models.verdict import Cause

# Factors between the units in which one value is printed: per cent and share, 1-4 and 25-100.
_UNIT_FACTORS = frozenset({Decimal(100), Decimal(25)})


def decimals_of(value: Decimal) -> int:
    """Number of printed decimals."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounded_to(value: Decimal, decimals: int) -> Decimal:
    """The value rounded half up to that many decimals."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def cut_to(value: Decimal, decimals: int) -> Decimal:
    """The value with its further decimals cut off."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_DOWN)


def cause_of(one: Decimal, other: Decimal) -> Cause | None:
    """The likely cause of the difference, None where the two are equal in value."""
    if one == other:
        return None
    coarse, fine = sorted((one, other), key=decimals_of)
    places = decimals_of(coarse)
    if places < decimals_of(fine):
        if rounded_to(fine, places) == coarse:
            return "rounded"
        if cut_to(fine, places) == coarse:
            return "decimals-cut"
    moved = _moved_separator(one, other)
    return moved or _digit_cause(one, other)


def _moved_separator(one: Decimal, other: Decimal) -> Cause | None:
    """The same digits with the separator elsewhere or gone; or another unit."""
    low, high = sorted((abs(one), abs(other)))
    if not low:
        return None
    if _significant(one) == _significant(other):
        both_printed = decimals_of(one) > 0 and decimals_of(other) > 0
        return "unit" if both_printed and high == low * 100 else "decimal-lost"
    return "unit" if any(high == low * factor for factor in _UNIT_FACTORS) else None


def _digit_cause(one: Decimal, other: Decimal) -> Cause:
    places = max(decimals_of(one), decimals_of(other))
    left, right = _digits(one, places), _digits(other, places)
    if len(left) != len(right):
        return "unexplained"
    if sorted(left) == sorted(right):
        return "digits-swapped"
    differing = sum(a != b for a, b in zip(left, right, strict=True))
    return "digit-slip" if differing == 1 else "unexplained"


def _digits(value: Decimal, places: int) -> str:
    return str(int(abs(value).scaleb(places)))


def _significant(value: Decimal) -> str:
    return "".join(map(str, value.as_tuple().digits)).strip("0")
