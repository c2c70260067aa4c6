"""Web addresses: what may be asked for, one spelling of each, and where it points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from extractor.fetcher.failures import FetchFailure

MAX_LENGTH: Final = 2083
_PORTS: Final = {"http": 80, "https": 443}
_BLANKS: Final = re.compile(r"[\x00-\x20\x7f]")
_HTTP: Final = re.compile(r"https?:", re.IGNORECASE)
_HOST: Final = re.compile(r"https?://[^/?#\\]", re.IGNORECASE)
_SAFE: Final = "!$%&'()*+,/:;=?@[]~-._#"
_ESCAPE: Final = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
_MAX_REPEATS: Final = 3


def clean(address: str, base: str | None = None, *, tracking: Sequence[str] = ()) -> str:
    """One spelling of an http(s) address: lower-case host in ASCII, no fragment, no trackers.

    Args:
        address: absolute, or relative to ``base``.
        base: address of the page that names it.
        tracking: patterns (whole, lower case) of query keys that only say where a reader came from.

    Raises:
        FetchFailure: ``scheme``, or ``bad-address`` with what is wrong.
    """
    text = address.strip("\t\n\r\f\v ")
    if len(text) > MAX_LENGTH:
        raise FetchFailure("bad-address", f"the address has {len(text)} characters")
    if _HTTP.match(text) and not _HOST.match(text):
        raise FetchFailure("bad-address", "the address has no host")
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
    except ValueError as error:
        raise FetchFailure("bad-address", f"no address: {error}") from error
    if parts.scheme not in _PORTS:
        raise FetchFailure("scheme", f"only http and https are fetched, not {parts.scheme or '?'}")
    if not host or _BLANKS.search(text) or "\\" in text.split("?", 1)[0]:
        raise FetchFailure("bad-address", "the address has no host, a blank or a backslash")
    if parts.username is not None or parts.password is not None:
        raise FetchFailure("bad-address", "the address carries a user name or password")
    if port == 0:
        raise FetchFailure("bad-address", "port 0")
    netloc = _netloc(_ascii_host(host), None if port == _PORTS[parts.scheme] else port)
    path = _escaped(_without_dots(parts.path)) or "/"
    query = _query(parts.query, tuple(tracking))
    return urlunsplit((parts.scheme, netloc, path, query, ""))


def _netloc(host: str, port: int | None) -> str:
    shown = f"[{host}]" if ":" in host else host
    return shown if port is None else f"{shown}:{port}"


@lru_cache(maxsize=4096)
def _ascii_host(host: str) -> str:
    if host.isascii():
        if not re.fullmatch(r"[a-z0-9._:%-]+", host):
            raise FetchFailure("bad-address", f"{host!r} is no host name")
        return host
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise FetchFailure("bad-address", f"{host!r} is no host name") from error


def _without_dots(path: str) -> str:
    """The path with "." and ".." resolved as RFC 3986 says."""
    if "/." not in path:
        return path
    kept: list[str] = []
    steps = path.split("/")
    for step in steps:
        if step == "..":
            del kept[max(1, len(kept) - 1) :]
        elif step != ".":
            kept.append(step)
    return "/".join(kept) + ("/" if steps[-1] in (".", "..") else "")


def _escaped(path: str) -> str:
    """Escapes of plain letters undone, everything else escaped once, in upper case."""

    def tidy(match: re.Match[str]) -> str:
        letter = chr(int(match[1], 16))
        return letter if letter in _UNRESERVED else f"%{match[1].upper()}"

    return quote(_ESCAPE.sub(tidy, path), safe=_SAFE)


def _query(query: str, tracking: tuple[str, ...]) -> str:
    if not query:
        return ""
    pattern = _tracker(tracking)
    kept = [
        part
        for part in query.split("&")
        if part and not (pattern and pattern.fullmatch(part.split("=", 1)[0].lower()))
    ]
    return _escaped("&".join(kept))


@lru_cache(maxsize=32)
def _tracker(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns)) if patterns else None


def origin(address: str) -> str:
    """Scheme, host and port: what robots.txt and the delay belong to ("https://a.id:8443")."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def host_and_port(address: str) -> tuple[str, int]:
    """Host and port of a cleaned address or origin."""
    parts = urlsplit(address)
    return parts.hostname or "", parts.port or _PORTS[parts.scheme]


def shown_host(address: str) -> str:
    """The host as a reader knows it: names in their own letters, a port only if unusual."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if "xn--" in host:
        import idna

        try:
            host = idna.decode(host)
        except idna.IDNAError:
            host = parts.hostname or ""
    return _netloc(host, parts.port)


def split(address: str) -> SplitResult:
    """Parts of a cleaned address."""
    return urlsplit(address)


def site_of(address: str, second_level: Sequence[str] = ()) -> str:
    """The registered domain ("pikiran-rakyat.com", "serangkab.go.id"); a number with its port."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if ":" in host or host.replace(".", "").isdigit() or "." not in host:
        return parts.netloc
    labels = host.split(".")
    keep = 3 if ".".join(labels[-2:]) in second_level else 2
    return ".".join(labels[-keep:])


def is_trap(address: str) -> bool:
    """Whether a path repeats a part so often that a machine must have made it."""
    steps = [step for step in urlsplit(address).path.split("/") if step]
    return len(steps) > 15 or any(steps.count(step) > _MAX_REPEATS for step in set(steps))
