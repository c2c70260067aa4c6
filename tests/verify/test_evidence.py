"""Tampering with a published record, its spans or its text is found."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.models import Article, AwardRecord
from extractor.models.record import Evidence
from tests.conftest import make_article, make_record
from tests.verify.cases import verifier

TEXT = "Dinas Sosial Kabupaten Serang memperoleh nilai 94, 62 pada Penilaian Kepatuhan 2024."


def _codes(record: AwardRecord, article: Article) -> set[str]:
    (verdict,) = verifier().verify([record], [article]).verdicts
    return {reason.code for reason in verdict.reasons}


@pytest.fixture
def article() -> Article:
    return make_article(TEXT)


@pytest.fixture
def record(article: Article) -> AwardRecord:
    return make_record(article, "Dinas Sosial", "94, 62", predicates=())


def test_an_untouched_record_holds(record: AwardRecord, article: Article) -> None:
    assert _codes(record, article) == set()


@pytest.mark.parametrize(
    "evidence",
    [
        {"score": Evidence(start=48, end=54, text="94, 62")},  # moved by one
        {"score": Evidence(start=47, end=53, text="94, 26")},  # other words
        {"recipient": Evidence(start=0, end=10_000, text="Dinas Sosial")},  # beyond the text
        {"recipient": Evidence(start=13, end=29, text="Kabupaten Serang")},  # fits, but is no value
    ],
)
def test_a_changed_span_is_found(
    evidence: dict[str, Evidence], record: AwardRecord, article: Article
) -> None:
    changed = record.model_copy(update={"evidence": {**record.evidence, **evidence}})
    found = "evidence-broken" in _codes(changed, article)
    assert found is (evidence.get("recipient", Evidence(start=0, end=0, text="")).start != 13)


@pytest.mark.parametrize("value", ["94.26", "9462", "94.6", "94.620"])
def test_a_changed_figure_is_found(value: str, record: AwardRecord, article: Article) -> None:
    assert record.score is not None
    score = record.score.model_copy(update={"value": value})
    changed = record.model_copy(update={"score": score})
    assert "evidence-broken" in _codes(changed, article)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Dinas Kesehatan"),
        ("name", "Dinas Pekerjaan Umum dan Penataan Ruang"),
    ],
)
def test_another_recipient_is_found(
    field: str, value: Any, record: AwardRecord, article: Article
) -> None:
    recipient = record.recipient.model_copy(update={field: value})
    changed = record.model_copy(update={"recipient": recipient})
    assert "evidence-broken" in _codes(changed, article)


def test_a_changed_text_is_found(record: AwardRecord, article: Article) -> None:
    changed = article.model_copy(update={"text": TEXT.replace("2024", "2023")})
    assert "evidence-broken" in _codes(record, changed)


def test_a_label_that_its_span_does_not_say_is_found(article: Article) -> None:
    text = TEXT.replace("pada", "masuk zona hijau pada")
    told = make_article(text)
    start = text.index("zona hijau")
    record = make_record(told, "Dinas Sosial", "94, 62", predicates=("Zona Kuning",))
    span = Evidence(start=start, end=start + 10, text="zona hijau")
    record = record.model_copy(update={"evidence": {**record.evidence, "predicates": (span,)}})
    assert "evidence-broken" in _codes(record, told)
    del article
