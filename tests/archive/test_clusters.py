"""Syndicated copies are grouped, not dropped, and their first publisher is told."""

from __future__ import annotations

import random
from pathlib import Path

import orjson
import pytest

from extractor.clusters import Text, cluster, cluster_run, shingles_of
from extractor.errors import SourceError
from tests.archive.makers import WORDS
from tests.conftest import Command, make_article, make_record


def prose(seed: int, words: int = 220) -> str:
    chance = random.Random(seed)
    stems = [f"{a}{b}" for a in WORDS for b in WORDS]
    return " ".join(chance.choice(stems) for _ in range(words))


def text_of(content: str, site: str, published: str | None = "2024-05-01") -> Text:
    article = make_article(content, url=f"https://{site}/1")
    return Text(article.url, site, published, article.sha256, shingles_of(content))


ORIGINAL = prose(1)
# what another paper makes of it, whether it is a copy, why
VERSIONS = [
    (ORIGINAL, True, "word for word"),
    (f"SERANG, Kabar – {ORIGINAL}", True, "another dateline"),
    (
        ORIGINAL.replace("sawahp", "ladangp").replace("hujans", "gerimiss"),
        True,
        "some words changed",
    ),
    (" ".join(ORIGINAL.split()[:150]), True, "the end cut off"),
    (f"{ORIGINAL} {prose(2, 120)}", True, "some paragraphs added"),
    (ORIGINAL.replace("pasar", "94,62 pasar"), True, "other figures"),
    (prose(3), False, "another article"),
    (f"{prose(4, 160)} {' '.join(ORIGINAL.split()[:60])}", False, "a quotation in common"),
]


@pytest.mark.parametrize(("version", "copy", "why"), VERSIONS, ids=[v[2] for v in VERSIONS])
def test_what_is_a_copy(version: str, copy: bool, why: str) -> None:
    found = cluster(
        [text_of(ORIGINAL, "a.id"), text_of(prose(9), "b.id"), text_of(version, "c.id")]
    )
    assert [[each.site for each in group.articles] for group in found] == (
        [["a.id", "c.id"]] if copy else []
    ), why


@pytest.mark.parametrize(
    ("times", "first"),
    [
        (["2024-05-02", "2024-05-01T23:00:00+07:00"], "b.id"),
        (["2024-05-01T08:00:00+07:00", "2024-05-01T08:30:00+08:00"], "b.id"),  # half an hour before
        (["2024-05-01", "2024-05-01T23:00:00+07:00"], "b.id"),  # a bare day is its end
        ([None, "2024-05-01"], "b.id"),
        (["2024-05-01", "2024-05-01"], "a.id"),  # then the order of input
        (["kemarin", None], "a.id"),
    ],
)
def test_the_first_publisher(times: list[str | None], first: str) -> None:
    texts = [
        text_of(ORIGINAL, site, when) for site, when in zip(("a.id", "b.id"), times, strict=True)
    ]
    (group,) = cluster(texts)
    assert (group.first, group.size) == (first, 2)
    assert group.articles[0].shared == 1.0


def test_copies_of_copies_are_one_group() -> None:
    words = ORIGINAL.split()
    versions = [" ".join(words[start : start + 140]) for start in (0, 40, 80)]
    (group,) = cluster([text_of(v, f"{n}.id") for n, v in enumerate(versions)])
    assert group.size == 3


def test_short_texts_are_grouped_only_when_equal() -> None:
    texts = [
        text_of("Satu dua tiga.", "a.id"),
        text_of("Satu dua tiga.", "b.id"),
        text_of("Satu dua.", "c.id"),
    ]
    (group,) = cluster(texts)
    assert [each.site for each in group.articles] == ["a.id", "b.id"]


def test_a_run_keeps_all_its_articles(tmp_path: Path) -> None:
    sentence = "Dinsos meraih nilai 94,62 dan Zona Hijau."
    bodies = [f"{sentence} {ORIGINAL}", f"{sentence} {ORIGINAL} Selesai.", f"{sentence} {prose(5)}"]
    articles = [
        make_article(body, url=f"https://{n}.id/x", site=f"{n}.id") for n, body in enumerate(bodies)
    ]
    articles.append(make_article(ORIGINAL, url="https://3.id/x"))  # no record: not compared
    lines = b"".join(a.model_dump_json().encode() + b"\n" for a in articles)
    (tmp_path / "articles.jsonl").write_bytes(lines)
    records = [make_record(a, "Dinsos", "94,62") for a in articles[:3]]
    (tmp_path / "records.jsonl").write_bytes(
        b"".join(r.model_dump_json().encode() + b"\n" for r in records)
    )
    (group,) = cluster_run(tmp_path)
    assert [each.url for each in group.articles] == ["https://0.id/x", "https://1.id/x"]
    (line,) = (tmp_path / "clusters.jsonl").read_bytes().splitlines()
    assert orjson.loads(line)["size"] == 2
    assert (tmp_path / "articles.jsonl").read_bytes() == lines


def test_no_run_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no finished run"):
        cluster_run(tmp_path)


def test_clusters_by_command(folder: Path, command: Command) -> None:
    sentence = (
        "Dinsos Kota Serang meraih nilai 94,62 dari Ombudsman dan masuk Zona Hijau tahun 2024."
    )
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"{sentence}\n{ORIGINAL}\n{name}", encoding="utf-8")
    ran = command("extract", "a.txt", "b.txt", "--into", "run", "--clusters")
    assert ran.status == 0
    assert len((folder / "run" / "clusters.jsonl").read_bytes().splitlines()) == 1
    assert command("extract", "a.txt", "--clusters").status == 2
