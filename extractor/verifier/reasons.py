"""Reasons and findings in the making: a code with its values, told from the message catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from extractor import messages
from extractor.models import Article
from extractor.models.verdict import (
    Cause,
    Exhibit,
    Reason,
    ReasonCode,
    Verdict,
    VerdictArticle,
    strongest,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A reason with what it concerns: the record of that id, or the whole article (None)."""

    article: Article
    record_id: str | None
    reason: Reason


def reason_of(
    code: ReasonCode,
    evidence: Iterable[Exhibit] = (),
    cause: Cause | None = None,
    *,
    warns: bool = False,
    **values: object,
) -> Reason:
    """The reason with its English message; ``values`` fill the catalogue's text of the code."""
    told = {name: shown(value) for name, value in values.items()}
    return Reason(
        code=code,
        message=messages.text(template(code, told), "en", **told),
        cause=cause,
        evidence=tuple(evidence),
        values=told,
        warns=warns,
    )


def template(code: str, values: Mapping[str, str]) -> str:
    """Code of the reason's text; where only labels differ there is no difference to name."""
    labels = f"verdict-{code}-labels"
    return (
        labels if values.get("difference") == "-" and messages.known(labels) else f"verdict-{code}"
    )


def shown(value: object) -> str:
    """A value as it stands in a message: numbers without exponent, absent ones as a dash."""
    if value is None:
        return "-"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def article_verdict(finding: Finding) -> Verdict:
    """The line of a finding that concerns an article as a whole."""
    reasons = (finding.reason,)
    return Verdict(
        record_id=None,
        article=VerdictArticle(url=finding.article.url, source=finding.article.source),
        recipient=None,
        award=None,
        year=None,
        score=None,
        status=strongest(reasons),
        reasons=reasons,
    )
