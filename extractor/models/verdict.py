"""What verification says of a record, or of an article as a whole: Verdict and its Reasons."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field

from extractor.models.record import Frozen

Status = Literal["contradicted", "conflicting", "confirmed", "unsupported"]
STATUSES: Final[tuple[Status, ...]] = ("contradicted", "conflicting", "confirmed", "unsupported")

ReasonCode = Literal[
    "evidence-broken", "count-mismatch", "mean-mismatch", "sum-mismatch", "difference-mismatch",
    "percentage-mismatch", "order-mismatch", "maximum-mismatch", "repeated-differently",
    "weekday-mismatch", "out-of-scale", "band-mismatch", "band-mismatch-unconfirmed",
    "legend-mismatch", "predicate-conflict", "granting-body-mismatch", "region-kind-mismatch",
    "articles-agree", "articles-differ", "streak-mismatch", "previous-mismatch", "table-agrees",
    "table-differs", "table-ambiguous", "not-in-table",
]  # fmt: skip

Cause = Literal[
    "digits-swapped", "digit-slip", "rounded", "decimals-cut", "decimal-lost", "unit",
    "unexplained",
]  # fmt: skip

# A code that is absent here contradicts; a reason that only warns carries no weight at all.
WEIGHT: Final[dict[str, Status]] = {
    "band-mismatch-unconfirmed": "unsupported",
    "legend-mismatch": "unsupported",
    "not-in-table": "unsupported",
    "table-ambiguous": "unsupported",
    "articles-agree": "confirmed",
    "table-agrees": "confirmed",
    "articles-differ": "conflicting",
    "streak-mismatch": "conflicting",
    "previous-mismatch": "conflicting",
}


class Exhibit(Frozen):
    """A piece of evidence.

    ``start`` and ``end`` count code points of the article's text; null for a title, a table's
    row or a rule. ``url``: address of the article, or path and row of the table.
    """

    text: str
    start: int | None = None
    end: int | None = None
    url: str | None = None


class Reason(Frozen):
    """One coded finding: its English message, likely cause, and what it rests on.

    ``values`` fill the message catalogue's text of the code, for a reader in another language.
    ``warns``: the rule behind it is not confirmed, so it does not count against the record.
    """

    code: ReasonCode
    message: str
    cause: Cause | None = None
    evidence: tuple[Exhibit, ...] = ()
    values: dict[str, str] = Field(default_factory=dict)
    warns: bool = False

    @property
    def status(self) -> Status:
        """The status that this reason alone would give."""
        return "unsupported" if self.warns else WEIGHT.get(self.code, "contradicted")


class VerdictArticle(Frozen):
    url: str | None
    source: str


class Verdict(Frozen):
    """The judgement on one record; on an article as a whole where ``record_id`` is null."""

    record_id: str | None
    article: VerdictArticle
    recipient: str | None
    award: str | None
    year: int | None
    score: str | None
    status: Status
    reasons: tuple[Reason, ...]


def strongest(reasons: tuple[Reason, ...]) -> Status:
    """The strongest status that applies; ``unsupported`` where nothing speaks for or against."""
    if not reasons:
        return "unsupported"
    found = {reason.status for reason in reasons}
    return next((status for status in STATUSES if status in found), "unsupported")
