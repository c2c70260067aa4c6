"""The cause of a difference, in both directions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.verifier.causes import cause_of


@pytest.mark.parametrize(
    ("one", "other", "cause"),
    [
        ("63.61", "63.31", "digit-slip"),
        ("95.57", "95.27", "digit-slip"),
        ("94.01", "54.01", "digit-slip"),
        ("91.16", "91.61", "digits-swapped"),
        ("73.03", "73", "rounded"),
        ("95.57", "95", "decimals-cut"),
        ("95.57", "96", "rounded"),
        ("32046", "3.2046", "decimal-lost"),
        ("32.046", "3.2046", "decimal-lost"),
        ("9462", "94.62", "decimal-lost"),
        ("0.9462", "94.62", "unit"),
        ("3.5", "87.5", "unit"),
        ("96.14", "94", "unexplained"),
        ("2.66", "2.6", "decimals-cut"),
        ("52.96", "51.96", "digit-slip"),
        ("88.5", "88.50", None),
        ("70", "7", "decimal-lost"),
        ("61.98", "68.94", "unexplained"),
    ],
)
def test_cause(one: str, other: str, cause: str | None) -> None:
    assert cause_of(Decimal(one), Decimal(other)) == cause
    assert cause_of(Decimal(other), Decimal(one)) == cause
