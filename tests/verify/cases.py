"""The gold set of verification cases: loaded, judged, and compared with what is expected."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extractor.evaluator.gold import GoldArticle, GoldRecord, Surface
from extractor.models import Article, AwardRecord
from extractor.models.table import OfficialTable
from extractor.models.verdict import Verdict
from extractor.patterns.knowledge import Knowledge, load_knowledge
from extractor.tables import TableOptions, read_table
from extractor.verifier import Verifier
from tests.verify.adapter import Adapter

FOLDER = Path(__file__).parents[2] / "corpus" / "verify"
BAD = ("contradicted", "conflicting")
_ABSENT = {
    "abbreviation": None, "jurisdiction": None, "granting_body": None, "year": None,
    "score": None, "previous_score": None, "unit": None, "predicates": (), "rank": None,
    "rank_scope": None, "streak": None, "event_date": None, "speaker": None,
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    id: str
    about: str
    articles: tuple[GoldArticle, ...]
    expected: tuple[Mapping[str, Any], ...]
    table: Mapping[str, Any] | None


@dataclass(frozen=True)
class Miss:
    """An expected verdict that did not come, or a bad one that nothing expects."""

    case: str
    about: str
    expected: str
    found: str


def load_cases(folder: Path = FOLDER) -> tuple[Case, ...]:
    """The reviewed cases; drafts, whose annotations nobody has signed yet, prove nothing."""
    found = []
    for path in sorted(folder.glob("*.json")):
        for entry in json.loads(path.read_text(encoding="utf-8")):
            if entry.get("draft"):
                continue
            articles = tuple(
                _gold(entry["id"], number, article)
                for number, article in enumerate(entry["articles"])
            )
            found.append(
                Case(
                    entry["id"],
                    entry["about"],
                    articles,
                    tuple(entry["expected"]),
                    entry.get("table"),
                )
            )
    return tuple(found)


def _gold(case: str, number: int, article: Mapping[str, Any]) -> GoldArticle:
    text = "\n".join(article["paragraphs"])
    return GoldArticle(
        id=f"{case}-{number}",
        origin=None,
        site=article["site"],
        domain=article["site"],
        title=article["title"],
        author=None,
        published=article["published"],
        paragraphs=tuple(article["paragraphs"]),
        records=tuple(_record(article["common"], each, text) for each in article["records"]),
    )


def _record(common: Mapping[str, Any], given: Mapping[str, Any], text: str) -> GoldRecord:
    fields = {**_ABSENT, **common, **given}
    printed = fields.pop("printed", None)
    if printed is not None and fields["score"] is None:
        fields["score"] = printed.replace(" ", "").replace(",", ".")
    surface = fields.pop("surface")
    assert surface in text, surface
    assert printed is None or printed in text, printed
    return GoldRecord(**fields, surface=Surface(recipient=surface, score=printed))


@cache
def knowledge() -> Knowledge:
    return load_knowledge()


@cache
def verifier() -> Verifier:
    return Verifier(knowledge())


@cache
def adapter() -> Adapter:
    return Adapter(knowledge())


def table_of(case: Case, folder: Path) -> OfficialTable | None:
    if case.table is None:
        return None
    path = folder / case.table["name"]
    path.write_text(case.table["text"], encoding="utf-8")
    return read_table(path, knowledge(), TableOptions(**case.table.get("options", {})))


def judge(case: Case, folder: Path) -> tuple[Verdict, ...]:
    """Verdicts of the case with the annotated records."""
    records: list[AwardRecord] = []
    articles: list[Article] = []
    for gold in case.articles:
        article, found = adapter().convert(gold)
        articles.append(article)
        records.extend(found)
    return verifier().verify(records, articles, table_of(case, folder)).verdicts


def misses(case: Case, verdicts: Sequence[Verdict]) -> list[Miss]:
    """Where the verdicts depart from the case's expectation."""
    out = []
    left = list(verdicts)
    for wanted in case.expected:
        url = f"https://{case.articles[wanted['article']].domain}/{case.articles[wanted['article']].id}"
        mine = [v for v in left if v.article.url == url and _same_name(v, wanted["recipient"])]
        hit = next((v for v in mine if _fits(v, wanted)), None)
        if hit is not None:
            left.remove(hit)
        else:
            out.append(Miss(case.id, case.about, _told(wanted), _shown(mine)))
            left = [v for v in left if v not in mine[:1]]
    out.extend(
        Miss(case.id, case.about, "-", _shown([verdict]))
        for verdict in left
        if verdict.status in BAD
    )
    return out


def _same_name(verdict: Verdict, recipient: str | None) -> bool:
    return verdict.recipient == recipient


def _fits(verdict: Verdict, wanted: Mapping[str, Any]) -> bool:
    if verdict.status != wanted["status"]:
        return False
    if "code" not in wanted:
        return True
    return any(r.code == wanted["code"] and r.cause == wanted["cause"] for r in verdict.reasons)


def _told(wanted: Mapping[str, Any]) -> str:
    reason = f"{wanted.get('code', '')} {wanted.get('cause', '')}"
    return f"[{wanted['article']}] {wanted['recipient']}: {wanted['status']} {reason}"


def _shown(verdicts: Iterable[Verdict]) -> str:
    return "; ".join(
        f"{v.recipient}: {v.status} {[(r.code, r.cause, r.message) for r in v.reasons]}"
        for v in verdicts
    )
