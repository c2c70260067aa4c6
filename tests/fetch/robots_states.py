"""robots.txt in every state, one a host; `/private/…` is what each forbids if it can."""

from __future__ import annotations

import asyncio
import gzip

from tests.fetch.misbehaving import _then
from tests.fetch.server import Hit, Reply, article, redirect, reply

RULES = "User-agent: *\nDisallow: /private/\n"


def text(body: str | bytes, **more: str) -> bytes:
    return reply(body, content_type="text/plain", **more)


def _late(body: str) -> Reply:
    async def send(_: Hit, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)
        writer.write(text(body))

    return send


def _hop(hit: Hit, hops: int) -> bytes:
    """Redirects robots.txt that many times before it gives the rules."""
    number = int(hit.path.partition("?")[2] or 0)
    return redirect(f"/robots.txt?{number + 1}") if number < hops else text(RULES)


def robots(state: str, hit: Hit, port: int) -> Reply | bytes | str | None:
    """The robots.txt of a host in that state."""
    if state.startswith("status-"):
        return reply("x", status=f"{state.removeprefix('status-')} Status")
    if state.startswith("redirect-"):
        return _hop(hit, int(state.removeprefix("redirect-")))
    if state == "loop":
        return redirect("/robots.txt")
    if state == "cross":
        return redirect(f"http://127.0.0.20:{port}/other-robots")
    if state == "timeout":
        return _late(RULES)
    if state == "reset":
        return _then(b"", reset=True)
    if state == "flip":
        return text(RULES) if hit.number == 1 else reply("x", status="503 Status")
    return _TEXTS[state]


_FILLER = "# baris pengisi\n" * 40_000
_TEXTS: dict[str, bytes] = {
    "plain": text(RULES),
    "bom": text(b"\xef\xbb\xbf" + RULES.encode()),
    "crlf": text(RULES.replace("\n", "\r\n")),
    "cr": text(RULES.replace("\n", "\r")),
    "latin1": text(b"# Berita caf\xe9\n" + RULES.encode()),
    "nul": text(b"# \x00\n" + RULES.encode()),
    "pct": text("User-agent: *\nDisallow: /priv%61te/\n"),
    "agent": text("User-agent: *\nAllow: /\n\nUser-agent: Award-Extractor\nDisallow: /private/\n"),
    "html": reply("<html><body>User-agent: *<br>Disallow: /</body></html>"),
    "huge": text(RULES + _FILLER + "User-agent: *\nDisallow: /late/\n"),
    "bomb": reply(
        gzip.compress((RULES + "#" * 64 + "\n" * 64_000_000).encode()),
        "Content-Encoding: gzip",
        content_type="text/plain",
    ),
    "delay": text("User-agent: *\nCrawl-delay: 0.3\n"),
    "delay-huge": text("User-agent: *\nCrawl-delay: 3600\n"),
    "all": text("User-agent: *\nDisallow: /\n"),
}


def site(states: dict[str, str], ports: list[int]) -> object:
    """A route that gives each host its state of robots.txt and any article."""

    def route(hit: Hit) -> Reply | bytes | str | None:
        if hit.route == "/robots.txt":
            return robots(states.get(hit.host, "status-404"), hit, ports[0])
        if hit.route == "/other-robots":
            return text(RULES)
        if hit.route == "/to-other":
            return redirect(hit.path.partition("?")[2])
        return article(f"Berita {hit.path} {hit.host}")

    return route
