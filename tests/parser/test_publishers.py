"""The pattern files of publishers: sound, matched by domain and by shape, errors that help."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from extractor.errors import PatternError
from extractor.models import Page
from extractor.parser import Publishers, load_publishers, parse
from tests.parser.conftest import FIRST, LAST


def test_at_least_forty_sites_and_networks(publishers: Publishers) -> None:
    assert len(publishers.patterns) >= 80
    domains = [domain for one in publishers.patterns.values() for domain in one.domains]
    assert len(domains) == len(set(domains)), "a domain belongs to one publisher"


def test_every_selector_is_css(publishers: Publishers) -> None:
    tree = LexborHTMLParser("<p>x</p>")
    for pattern in publishers.patterns.values():
        for name in type(pattern.select).model_fields:
            for selector in getattr(pattern.select, name):
                tree.css(selector)


@pytest.mark.parametrize(
    ("host", "publisher"),
    [
        ("jateng.tribunnews.com", "tribunnews.com"),
        ("bantenraya.com", "bantenraya.com"),
        ("galamedia.pikiran-rakyat.com", "pikiran-rakyat.com"),
        ("mmc.kotawaringinbaratkab.go.id", "kotawaringinbaratkab.go.id"),
        ("purbalinggakab.go.id", "go-id"),
        ("kabarpesisir.example", None),
        (None, None),
    ],
)
def test_a_host_belongs_to_the_domain_above_it(
    publishers: Publishers, host: str | None, publisher: str | None
) -> None:
    found = publishers.by_domain(host)
    assert (found.id if found else None) == publisher


def test_an_unlisted_domain_is_known_by_its_shape(publishers: Publishers) -> None:
    found = publishers.by_shape({b"td-post-content", b"entry-title"}, b"")
    assert [pattern.id for pattern in found] == ["wordpress-tagdiv"]


def folder_with(tmp_path: Path, name: str, text: str) -> Path:
    (tmp_path / "publishers").mkdir()
    (tmp_path / "publishers" / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('id = "uji.id"\nname = "Uji"\nselektor = 1\n', "selektor"),
        ('id = "lain.id"\nname = "Uji"\n', "allowed: 'uji.id'"),
        ('id = "uji.id"\nname = "Uji"\nextends = "tidak-ada"\n', "tidak-ada"),
        ('id = "uji.id"\nname = "Uji"\nzone = "WAKTU"\n', "WAKTU"),
        ('id = "uji.id"\nname = "Uji"\n[select]\nbody = [".isi["]\n', "no CSS selector"),
        ('id = "uji.id\n', "uji.id.toml"),
    ],
)
def test_a_wrong_file_is_named_with_its_fault(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(PatternError, match=message):
        Publishers(extra=folder_with(tmp_path, "uji.id.toml", text))


def test_a_users_own_publisher_is_added(tmp_path: Path) -> None:
    text = (
        'id = "uji.id"\nname = "Uji"\ndomains = ["uji.id"]\nzone = "WIT"\n'
        '[select]\nbody = [".isi-uji"]\n'
    )
    publishers = load_publishers(extra=folder_with(tmp_path, "uji.id.toml", text))
    html = (
        "<h1>Judul Uji</h1><div>4 Februari 2025 10:00</div>"
        f"<div class='isi-uji'><p>{FIRST}</p><p>{LAST}</p></div>"
        f"<div><p>{LAST}</p><p>{FIRST}</p><p>{LAST}</p></div>"
    )
    article = parse(Page(url="https://www.uji.id/a/judul", html=html.encode()), publishers)
    assert article.paragraphs == (FIRST, LAST)
    assert article.published == "2025-02-04T10:00:00+09:00"
