"""A server of one's own on loopback addresses: raw sockets, so that it can misbehave at will."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

Reply = Callable[["Hit", asyncio.StreamWriter], Awaitable[None]]
Route = Callable[["Hit"], "Reply | bytes | str | None"]


@dataclass
class Hit:
    """One request as the server saw it; ``at`` and ``done`` in monotonic seconds."""

    host: str
    path: str
    headers: dict[str, str]
    at: float
    done: float = 0.0
    number: int = 0

    @property
    def route(self) -> str:
        return self.path.partition("?")[0]


@dataclass
class Server:
    """Serves routes on several loopback addresses at one port, and logs what it is asked."""

    route: Route
    hosts: Sequence[str] = ("127.0.0.1",)
    tls: ssl.SSLContext | None = None
    log: list[Hit] = field(default_factory=list)
    peaks: dict[str, int] = field(default_factory=dict)
    port: int = 0

    def __enter__(self) -> Self:
        self._now: dict[str, int] = {}
        self._writers: list[asyncio.StreamWriter] = []
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        scheme = "https" if self.tls else "http"
        return f"{scheme}://{host}:{self.port}{path}"

    def hits(self, route: str, host: str | None = None) -> list[Hit]:
        """Requests of a path (query left aside), or that begin with it if it ends in ``*``."""
        return [
            hit
            for hit in list(self.log)
            if (hit.route == route or (route[-1] == "*" and hit.route.startswith(route[:-1])))
            and (host is None or hit.host == host)
        ]

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._listen())
        self._ready.set()
        try:
            self._loop.run_forever()
        finally:
            tasks = asyncio.all_tasks(self._loop)
            for task in tasks:
                task.cancel()
            self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
            for server in self._servers:
                server.close()
            for writer in self._writers:
                writer.transport.abort()
            # Transports close in later rounds of the loop.
            self._loop.run_until_complete(asyncio.sleep(0.02))
            self._loop.close()

    async def _listen(self) -> None:
        self._servers: list[asyncio.Server] = []
        for host in self.hosts:
            server = await asyncio.start_server(self._serve, host, self.port, ssl=self.tls)
            self._servers.append(server)
            self.port = server.sockets[0].getsockname()[1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        host = writer.get_extra_info("sockname")[0]
        try:
            while (hit := await self._read(reader, host)) is not None:
                self._now[host] = self._now.get(host, 0) + 1
                self.peaks[host] = max(self.peaks.get(host, 0), self._now[host])
                try:
                    answer = self.route(hit)
                    if callable(answer):
                        await answer(hit, writer)
                        return
                    writer.write(as_bytes(answer))
                    await writer.drain()
                finally:
                    self._now[host] -= 1
                    hit.done = time.monotonic()
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return
        except asyncio.CancelledError:
            return  # the server is closing
        finally:
            writer.close()

    async def _read(self, reader: asyncio.StreamReader, host: str) -> Hit | None:
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        path = lines[0].split(" ")[1]
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        hit = Hit(host, path, headers, time.monotonic())
        hit.number = len(self.hits(hit.route, host)) + 1
        self.log.append(hit)
        return hit


def as_bytes(answer: bytes | str | None) -> bytes:
    """A raw answer as it is, text as an HTML page, None as a 404."""
    if answer is None:
        return reply("Tidak ada", status="404 Not Found")
    return answer if isinstance(answer, bytes) else reply(answer)


def reply(
    body: str | bytes,
    *headers: str,
    status: str = "200 OK",
    content_type: str | None = "text/html; charset=utf-8",
) -> bytes:
    """A well-formed answer that keeps the connection open."""
    data = body if isinstance(body, bytes) else body.encode()
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(data)}", *headers]
    if content_type is not None:
        lines.append(f"Content-Type: {content_type}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + data


def redirect(location: str, status: str = "302 Found") -> bytes:
    return reply("", f"Location: {location}", status=status)


def article(title: str = "Judul", *paragraphs: str, head: str = "", foot: str = "") -> str:
    """A plain news page."""
    body = "".join(f"<p>{each}</p>" for each in paragraphs or ("Isi berita hari ini.",))
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head>"
        f"<body><article>{body}</article>{foot}</body></html>"
    )


def free_port(host: str = "127.0.0.1") -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port
