"""One spelling of an address, and which are refused."""

from __future__ import annotations

import pytest

from extractor.fetcher import addresses
from extractor.fetcher.failures import FetchFailure

TRACKING = ("utm", "utm_.*", "fbclid")


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("HTTP://Banten.ID:80/a/../b#c", "http://banten.id/b"),
        ("https://banten.id", "https://banten.id/"),
        ("https://banten.id:443/a b", None),
        ("https://banten.id/?utm_source=x&page=2&fbclid=9", "https://banten.id/?page=2"),
        ("https://banten.id/%7Eopd/%c3%a9", "https://banten.id/~opd/%C3%A9"),
        ("https://banten.id/é", "https://banten.id/%C3%A9"),
        ("https://bücher.id/a", "https://xn--bcher-kva.id/a"),
        ("https://BANTEN.id./a", "https://banten.id/a"),
        ("https://[2001:db8::1]:8443/", "https://[2001:db8::1]:8443/"),
        ("https://banten.id/?a=1&&b=2", "https://banten.id/?a=1&b=2"),
    ],
)
def test_one_spelling(written: str, cleaned: str | None) -> None:
    if cleaned is None:
        with pytest.raises(FetchFailure):
            addresses.clean(written, tracking=TRACKING)
    else:
        assert addresses.clean(written, tracking=TRACKING) == cleaned
        assert addresses.clean(cleaned, tracking=TRACKING) == cleaned


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("file:///etc/passwd", "scheme"),
        ("ftp://banten.id/", "scheme"),
        ("data:text/html,x", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("gopher://banten.id/", "scheme"),
        ("banten.id/berita", "scheme"),
        ("http://", "bad-address"),
        ("http:///berita", "bad-address"),
        ("http://banten.id:99999/", "bad-address"),
        ("http://banten.id:0/", "bad-address"),
        ("http://banten.id:abc/", "bad-address"),
        ("http://banten.id/a\x00b", "bad-address"),
        ("http://user:secret@banten.id/", "bad-address"),
        ("http://banten.id\\@evil.example/", "bad-address"),
        ("http://ban ten.id/", "bad-address"),
        ("http://[::1/", "bad-address"),
        ("http://banten.id/" + "a" * 70_000, "bad-address"),
    ],
)
def test_refused(written: str, code: str) -> None:
    with pytest.raises(FetchFailure) as caught:
        addresses.clean(written)
    assert caught.value.code == code


def test_relative_targets_keep_the_site() -> None:
    assert addresses.clean("//other.id/x", "https://banten.id/a") == "https://other.id/x"
    assert addresses.clean("?page=2", "https://banten.id/a?b=1") == "https://banten.id/a?page=2"


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://kabarbanten.pikiran-rakyat.com/x", "pikiran-rakyat.com"),
        ("https://www.serangkab.go.id/", "serangkab.go.id"),
        ("http://127.0.0.1:8000/", "127.0.0.1:8000"),
    ],
)
def test_site(address: str, site: str) -> None:
    assert addresses.site_of(address, ("go.id", "co.id")) == site


def test_traps_and_names_for_readers() -> None:
    assert addresses.is_trap("http://a.id/" + "tag/" * 5)
    assert not addresses.is_trap("http://a.id/2024/02/02/berita")
    assert addresses.shown_host("https://xn--bcher-kva.id/") == "bücher.id"
