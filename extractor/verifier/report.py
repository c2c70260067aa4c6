"""The verdicts as one printable HTML page: no script, nothing from elsewhere, all escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from extractor import messages
from extractor.errors import MissingExtraError
from extractor.messages import Language
from extractor.models import Article, AwardRecord
from extractor.models.table import OfficialTable
from extractor.models.verdict import STATUSES, Verdict
from extractor.verifier.against import TableMatch
from extractor.verifier.shown import items_of

_TEMPLATE = "report.html"
# Rows of the table that no article reports; a province has some dozens.
_SHOWN_ROWS = 300


@dataclass(frozen=True, slots=True)
class Sheet:
    """What goes on the page; ``accessed`` is the day on which the articles were read."""

    verdicts: Sequence[Verdict]
    records: Sequence[AwardRecord]
    articles: Sequence[Article]
    table: OfficialTable | None
    match: TableMatch | None
    accessed: str
    lang: Language


def report_page(sheet: Sheet) -> str:
    """The whole page.

    Raises:
        MissingExtraError: jinja2 is not installed.
    """
    try:
        from jinja2 import Environment, StrictUndefined
    except ImportError as error:
        raise MissingExtraError("verify", "jinja2") from error
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["link"] = _link
    template = environment.from_string(
        Path(__file__).with_name(_TEMPLATE).read_text(encoding="utf-8")
    )
    items = items_of(sheet.verdicts, sheet.records, sheet.articles, sheet.lang)
    counts = Counter(item.status for item in items)
    return template.render(
        lang=sheet.lang,
        say=partial(_say, sheet.lang),
        items=items,
        counts=[(s, messages.text(f"verdict-status-{s}", sheet.lang), counts[s]) for s in STATUSES],
        table=sheet.table,
        match=sheet.match,
        unreported=(sheet.match.unreported if sheet.match else [])[:_SHOWN_ROWS],
        accessed=sheet.accessed,
    )


def _say(lang: Language, code: str, **values: object) -> str:
    return messages.text(code, lang, **values)


def _link(address: str) -> str:
    """The address where it is a web address, else nothing to click on."""
    return address if address.startswith(("http://", "https://")) else ""
