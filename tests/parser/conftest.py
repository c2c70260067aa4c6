"""The loaded patterns once a session, and short ways to make pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.models import Article, Page
from extractor.parser import Publishers, load_publishers, parse

FIRST = (
    "Penghargaan itu diberikan kepada empat organisasi perangkat daerah dan dua puskesmas "
    "di wilayah tersebut pada tahun ini."
)
LAST = (
    "Bupati meminta seluruh pegawai menjaga mutu layanan dan tidak cepat berpuas diri "
    "dengan hasil penilaian itu."
)
ADDRESS = "https://kabarpesisir.example.com/daerah/judul-berita-uji"
Within = Callable[[str], Article]


@pytest.fixture(scope="session")
def publishers() -> Publishers:
    return load_publishers()


@pytest.fixture
def within() -> Within:
    """Parses a page whose body holds this HTML between two paragraphs."""

    def make(inner: str) -> Article:
        html = (
            "<html><head><title>Judul Berita Uji</title></head><body><h1>Judul Berita Uji</h1>"
            f'<div class="kolom"><p>{FIRST}</p>{inner}<p>{LAST}</p></div></body></html>'
        )
        return parse(Page(url=ADDRESS, html=html.encode()))

    return make
