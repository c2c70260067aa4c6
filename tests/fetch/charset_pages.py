"""One page in every charset, with true labels, none, and lies."""

from __future__ import annotations

from tests.fetch.server import reply

_QUOTES = (
    "<html><head><title>x</title></head><body><p>“Nilai” – 94½ € kata Bupati</p></body></html>"
)

CHARSETS: dict[str, bytes] = {
    "utf8": reply(_QUOTES),
    "utf8-none": reply(_QUOTES.encode(), content_type="text/html"),
    "utf8-lie": reply(_QUOTES.encode(), content_type="text/html; charset=iso-8859-1"),
    "utf8-bom": reply(b"\xef\xbb\xbf" + _QUOTES.encode(), content_type="text/html"),
    "cp1252": reply(_QUOTES.encode("cp1252"), content_type="text/html; charset=windows-1252"),
    "cp1252-none": reply(_QUOTES.encode("cp1252"), content_type="text/html"),
    "cp1252-lie": reply(_QUOTES.encode("cp1252"), content_type="text/html; charset=utf-8"),
    "latin1-label": reply(_QUOTES.encode("cp1252"), content_type="text/html; charset=ISO-8859-1"),
    "meta": reply(
        _QUOTES.replace("<head>", '<head><meta charset="windows-1252">').encode("cp1252"),
        content_type="text/html",
    ),
    "utf16": reply(b"\xff\xfe" + _QUOTES.encode("utf-16-le"), content_type="text/html"),
    "unknown": reply(_QUOTES.encode(), content_type="text/html; charset=klingon"),
    "mixed": reply(
        _QUOTES.encode() + "<p>“Kedua”</p>".encode("cp1252") + "<p>“”“”</p>".encode(),
        content_type="text/html; charset=utf-8",
    ),
    "utf7": reply(b"<html><p>+IBw-Nilai+IB0-</p></html>", content_type="text/html; charset=utf-7"),
}
