"""Routes of a server that breaks every rule; one path for each kind of trouble."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Callable
from email.utils import formatdate

from tests.fetch.charset_pages import CHARSETS
from tests.fetch.server import Hit, Reply, article, redirect, reply

PAGE = article("Pemkab raih SAKIP", "Kabupaten Serang meraih nilai 70,12 dari Kemenpan RB.")
MEBIBYTE = 1 << 20
_FOREVER = 60.0


def _gzip_bomb(megabytes: int) -> Reply:
    """Zeros that grow to that many MiB, made while they are sent."""

    async def send(_: Hit, writer: asyncio.StreamWriter) -> None:
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
            b"Connection: close\r\n\r\n"
        )
        stream = zlib.compressobj(9, zlib.DEFLATED, 31)
        writer.write(stream.compress(b"<html>") + stream.flush(zlib.Z_FULL_FLUSH))
        step = stream.compress(b"\x00" * MEBIBYTE) + stream.flush(zlib.Z_FULL_FLUSH)
        for _number in range(megabytes):
            writer.write(step)
            await writer.drain()

    return send


def _encoded(data: bytes, *codings: str) -> bytes:
    import brotli
    import zstandard

    for coding in codings:
        data = {
            "gzip": gzip.compress,
            "deflate": zlib.compress,
            "br": brotli.compress,
            "zstd": zstandard.ZstdCompressor().compress,
        }[coding](data)
    return reply(data, f"Content-Encoding: {', '.join(codings)}")


def _slowly(data: bytes, pause: float) -> Reply:
    async def send(_: Hit, writer: asyncio.StreamWriter) -> None:
        for byte in data:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(pause)

    return send


def _then(data: bytes, *, reset: bool = False, wait: float = 0.0) -> Reply:
    """Send something, then wait, then close or reset the connection."""

    async def send(_: Hit, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        await asyncio.sleep(wait)
        if reset:
            writer.transport.abort()

    return send


async def _endless(_: Hit, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>")
    while True:
        writer.write(b"<p>lagi</p>" * 4000)
        await writer.drain()


async def _endless_chunks(_: Hit, writer: asyncio.StreamWriter) -> None:
    writer.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"6\r\n<html>\r\n"
    )
    while True:
        writer.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
        await writer.drain()


def _shorter(page: str, missing: int) -> bytes:
    """A page whose Content-Length leaves its end out."""
    length = len(page.encode())
    whole = reply(page)
    return whole.replace(b"Length: %d" % length, b"Length: %d" % (length - missing))


_CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
STATIC: dict[str, Reply | bytes | str] = {
    "/article/1": PAGE,
    "/slowloris": _slowly(reply(PAGE), 0.05),
    "/slow-headers": _slowly(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 4000, 0.02),
    "/stall": _then(reply(PAGE)[:120], wait=_FOREVER),
    "/silent": _then(b"", wait=_FOREVER),
    "/bomb/huge": _gzip_bomb(10_240),
    "/bomb/gzip": _encoded(b"<html>" + b"\x00" * 64 * MEBIBYTE, "gzip"),
    "/bomb/deflate": _encoded(b"<html>" + b"\x00" * 64 * MEBIBYTE, "deflate"),
    "/bomb/br": _encoded(b"<html>" + b"\x00" * 64 * MEBIBYTE, "br"),
    "/bomb/zstd": _encoded(b"<html>" + b"\x00" * 64 * MEBIBYTE, "zstd"),
    "/bomb/gzipgzip": _encoded(b"<html>" + b"\x00" * 64 * MEBIBYTE, "gzip", "gzip"),
    "/bomb/nested20": _encoded(PAGE.encode(), *["gzip"] * 20),
    "/encoded/gzip": _encoded(PAGE.encode(), "gzip"),
    "/encoded/deflate": _encoded(PAGE.encode(), "deflate"),
    "/encoded/br": _encoded(PAGE.encode(), "br"),
    "/encoded/zstd": _encoded(PAGE.encode(), "zstd"),
    "/encoded/brgzip": _encoded(PAGE.encode(), "br", "gzip"),
    "/encoded/unknown": reply(PAGE, "Content-Encoding: pied-piper"),
    "/encoded/lie": reply(PAGE, "Content-Encoding: gzip"),
    "/big": _endless,
    "/big-chunked": _endless_chunks,
    "/truncated-gzip": reply(gzip.compress(PAGE.encode())[:-20], "Content-Encoding: gzip"),
    "/truncated-br": reply(
        _encoded(PAGE.encode(), "br").split(b"\r\n\r\n", 1)[1][:-9], "Content-Encoding: br"
    ),
    "/length-long": _then(reply(PAGE).replace(b"Content-Length: ", b"Content-Length: 9")),
    "/length-short": _then(_shorter(PAGE, 30)),
    "/length-negative": _then(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n" + PAGE.encode()),
    "/length-twice": _then(
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\n" + PAGE.encode()
    ),
    "/length-none": _then(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()),
    "/http10": _then(
        b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + article("HTTP/1.0").encode()
    ),
    "/cut-chunk": _then(_CHUNKED + b"fff\r\n<html><p>kurang"),
    "/bad-chunk": _then(_CHUNKED + b"zz\r\n<html><p>salah\r\n0\r\n\r\n"),
    "/no-last-chunk": _then(_CHUNKED + b"6\r\n<html>\r\n"),
    "/reset": _then(b"", reset=True),
    "/reset-mid": _then(reply(PAGE)[:150], reset=True),
    "/garbage": _then(b"\x00\xff\x13garbage\r\n\r\n" * 50),
    "/http09": _then(PAGE.replace(">", ">\r\n\r\n").encode()),
    "/status-line": _then(b"HTTP/1.1 abc OK\r\n\r\n"),
    "/header-bomb": _then(
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(60_000)) + b"\r\n"
    ),
    "/header-long": _then(b"HTTP/1.1 200 OK\r\nX-Long: " + b"z" * 2_000_000 + b"\r\n\r\n"),
    "/header-nul": _then(b"HTTP/1.1 200 OK\r\nX-Nul: a\x00b\r\nContent-Length: 0\r\n\r\n"),
    "/redirect-loop": redirect("/redirect-loop"),
    "/redirect-pair/a": redirect("/redirect-pair/b"),
    "/redirect-pair/b": redirect("/redirect-pair/a"),
    "/redirect-none": reply("", status="302 Found"),
    "/redirect-private-path": redirect("/private/1"),
    "/to-front": redirect("/"),
    "/cookie-loop": reply("", "Location: /cookie-loop", "Set-Cookie: a=1", status="302 Found"),
    "/ctype/pdf": reply(b"%PDF-1.7 " + b"x" * 900, content_type="text/html"),
    "/ctype/image": reply(b"\x89PNG\r\n\x1a\n" + b"x" * 900, content_type="text/html"),
    "/ctype/json": reply('{"a": 1}', content_type="application/json"),
    "/ctype/plain": reply("tanpa markah", content_type="text/plain"),
    "/ctype/bad": reply(PAGE, content_type=";;;=bad"),
    "/ctype/none": reply(PAGE, content_type=None),
    "/ctype/lie": reply(PAGE, content_type="application/octet-stream"),
    "/bad-304": reply("", status="304 Not Modified"),
    "/empty": reply(""),
    "/blocked": reply(
        "<html><head><title>Just a moment...</title></head><body>cf-chl-</body></html>",
        status="403 Forbidden",
    ),
    "/paywall": article("Nilai SAKIP", "Artikel ini khusus untuk pelanggan."),
    "/paywall-ld": article(
        "Nilai SAKIP",
        head='<script type="application/ld+json">{"@type":"NewsArticle",'
        '"isAccessibleForFree":"False"}</script>',
    ),
    "/soft404": article("Halaman Tidak Ditemukan - Media", "Maaf, halaman yang Anda cari tiada."),
    "/only-once": reply(PAGE, "Cache-Control: no-store"),
    "/sitemap-xxe.xml": reply(
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        "<urlset><url><loc>http://127.0.0.1/&e;</loc></url></urlset>",
        content_type="application/xml",
    ),
}


def route(hit: Hit) -> Reply | bytes | str | None:
    """What the misbehaving server answers."""
    path = hit.route
    if path == "/robots.txt":
        return reply("User-agent: *\nDisallow: /private/\n", content_type="text/plain")
    if path in STATIC:
        return STATIC[path]
    first, _, rest = path.strip("/").partition("/")
    numbered = _NUMBERED.get(first)
    return numbered(hit, rest) if numbered else None


def _charset(_: Hit, rest: str) -> bytes | None:
    return CHARSETS.get(rest)


def _redirect_to(hit: Hit, _rest: str) -> bytes:
    from urllib.parse import unquote

    return redirect(unquote(hit.path.partition("?to=")[2]))


def _redirects(_: Hit, rest: str) -> bytes | str:
    number = int(rest)
    return redirect(f"/redirect/{number - 1}") if number else PAGE


def _grow(hit: Hit, _rest: str) -> bytes:
    return redirect(hit.path + "x")


def _status(_: Hit, rest: str) -> bytes:
    return reply("tidak", status=f"{rest} Status")


def _flaky(hit: Hit, rest: str) -> bytes | str:
    """Fails that many times, then works."""
    failures = int(rest.partition("/")[0])
    if hit.number <= failures:
        return reply("sebentar", status="503 Service Unavailable")
    return PAGE


def _retry_after(hit: Hit, rest: str) -> bytes | str:
    values = {
        "secs": "1",
        "date": formatdate(hit_time() + 2, usegmt=True),
        "huge": "86400",
        "garbage": "soon",
        "negative": "-5",
        "past": "Wed, 21 Oct 2015 07:28:00 GMT",
    }
    if hit.number == 1:
        return reply("sibuk", f"Retry-After: {values[rest]}", status="429 Too Many Requests")
    return PAGE


def hit_time() -> float:
    import time

    return time.time()


def _etag(hit: Hit, rest: str) -> bytes:
    if hit.headers.get("if-none-match") == f'"{rest}"':
        return reply("", f'ETag: "{rest}"', status="304 Not Modified")
    return reply(article(f"Berita {rest}"), f'ETag: "{rest}"')


def _modified(hit: Hit, rest: str) -> bytes:
    stamp = "Wed, 05 Feb 2025 08:00:00 GMT"
    if hit.headers.get("if-modified-since") == stamp:
        return reply("", status="304 Not Modified")
    return reply(article(f"Berita {rest}"), f"Last-Modified: {stamp}")


def _dup(_: Hit, _rest: str) -> str:
    return article("Satu berita", "Berita yang sama di tiga alamat.")


def _private(_: Hit, _rest: str) -> str:
    return article("Rahasia")


def _reset(_: Hit, _rest: str) -> Reply:
    return _then(b"", reset=True)


_NUMBERED: dict[str, Callable[[Hit, str], Reply | bytes | str | None]] = {
    "charset": _charset,
    "redirect-to": _redirect_to,
    "redirect": _redirects,
    "redirect-grow": _grow,
    "status": _status,
    "flaky": _flaky,
    "retry-after": _retry_after,
    "etag": _etag,
    "modified": _modified,
    "dup": _dup,
    "private": _private,
    "reset": _reset,
    "article": lambda hit, rest: article(f"Berita {rest}", f"Isi {rest} di {hit.host}."),
}
