"""The gold set of verification cases, and the real disagreements between papers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.evaluator.gold import gold_files, load_gold_file
from extractor.models import Article, AwardRecord, Reject
from tests.conftest import ROOT
from tests.verify.cases import BAD, Case, adapter, judge, load_cases, misses, verifier

CASES = load_cases()
BY_ID = {case.id: case for case in CASES}

# Real facts, retold: two papers (or paper and calendar, scale, own figures) at odds.
REAL = (
    "papers-1", "papers-2", "papers-3", "papers-4", "papers-5", "papers-6", "papers-7", "legend-1",
    "band-6", "band-8", "percentage-1", "weekday-1", "weekday-2", "years-3", "order-1", "scale-1",
)  # fmt: skip


def _is_false(case: Case) -> bool:
    agreed = ("articles-agree", "table-agrees")
    return any(
        wanted["status"] in BAD or ("code" in wanted and wanted["code"] not in agreed)
        for wanted in case.expected
    )


def test_the_set_is_large_and_half_of_it_is_true() -> None:
    false = sum(map(_is_false, CASES))
    assert len(CASES) >= 300
    assert 0.4 <= false / len(CASES) <= 0.6
    assert len({case.id for case in CASES}) == len(CASES)


def test_a_draft_is_no_gold(tmp_path: Path) -> None:
    case = {"id": "x-1", "about": "", "articles": [], "expected": []}
    entries = [case, {**case, "id": "x-2", "draft": True, "review": ["open"]}]
    (tmp_path / "x.json").write_text(json.dumps(entries), encoding="utf-8")
    assert [each.id for each in load_cases(tmp_path)] == ["x-1"]


@pytest.mark.parametrize("name", REAL)
def test_a_real_disagreement_is_found_and_its_cause_named(name: str, tmp_path: Path) -> None:
    case = BY_ID[name]
    assert misses(case, judge(case, tmp_path)) == []


def test_contradicted_is_precise_and_complete(tmp_path: Path) -> None:
    """Precision >= 0.98 and recall >= 0.95 for contradicted; no true figure contradicted."""
    right = found = wanted = 0
    faults = []
    for case in CASES:
        verdicts = judge(case, tmp_path)
        faults += misses(case, verdicts)
        expected = [each for each in case.expected if each["status"] == "contradicted"]
        disproved = [each for each in verdicts if each.status == "contradicted"]
        wanted += len(expected)
        found += len(disproved)
        right += min(len(expected), len(disproved))
        if not _is_false(case):
            assert not disproved, (case.id, case.about)
    assert right / found >= 0.98
    assert right / wanted >= 0.95
    assert not faults, "\n".join(str(fault) for fault in faults)


def test_of_the_gold_articles_only_the_one_out_of_band_is_contradicted() -> None:
    """Hundreds of annotated articles, and one finding: a score printed beside another's label."""
    found = []
    for path in gold_files(ROOT / "corpus" / "gold"):
        article, records = adapter().convert(load_gold_file(path))
        for verdict in verifier().verify(records, [article]).verdicts:
            if verdict.status in BAD:
                codes = tuple(reason.code for reason in verdict.reasons)
                found.append((path.stem, verdict.recipient, codes))
    assert found == [("dev-r01", "Pemerintah Provinsi Sulawesi Barat", ("band-mismatch",))]


@pytest.mark.slow
def test_end_to_end_no_true_figure_is_contradicted(tmp_path: Path) -> None:
    """The same with our own extraction: hardly a verdict is missing, none is wrong."""
    from extractor.batch import Examiner, Plan
    from tests.verify.cases import table_of

    examiner = Examiner(Plan())
    hits = total = right = found = wanted = 0
    for case in CASES:
        records: list[AwardRecord] = []
        articles: list[Article] = []
        for gold in case.articles:
            outcome = examiner.examine(gold.pasted())
            assert not isinstance(outcome, Reject)
            articles.append(outcome.article)
            records.extend(outcome.records)
        verdicts = verifier().verify(records, articles, table_of(case, tmp_path)).verdicts
        if not _is_false(case):
            assert all(each.status != "contradicted" for each in verdicts), (case.id, verdicts)
        expected = [each for each in case.expected if each["status"] == "contradicted"]
        disproved = [each for each in verdicts if each.status == "contradicted"]
        wanted, found = wanted + len(expected), found + len(disproved)
        right += min(len(expected), len(disproved))
        total += len(case.expected)
        hits += len(case.expected) - len([m for m in misses(case, verdicts) if m.expected != "-"])
    assert hits / total >= 0.99
    assert right / found >= 0.98
    assert right / wanted >= 0.95
