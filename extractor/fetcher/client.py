"""One HTTP exchange under guards; with transport.py the only code that knows httpx.

The body is read as sent and decoded here within limits; every page has a deadline that starts
once the request has its slot; addresses are checked where the connection is made.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

import httpx

from extractor.fetcher import decoding
from extractor.fetcher.failures import FetchFailure
from extractor.fetcher.settings import FetchSettings
from extractor.fetcher.transport import TROUBLE, VettedTransport, failure_of
from extractor.fetcher.vetting import Resolver

PRODUCT: Final = "award-extractor"
_SNIFFED: Final = 512
_ERROR_PAGE: Final = 65_536

Headers = tuple[tuple[str, str], ...]
Accept = Callable[[int, str, bytes], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, whole.

    Attributes:
        wire: body as sent, transfer coding undone, content coding not.
        body: decoded; cut at the limit where that was asked for.
        sent: header lines of the request.
        peer: numeric address of the server.
        started: seconds since the epoch; ``seconds`` that the exchange took.
    """

    url: str
    status: int
    reason: str
    version: str
    headers: Headers
    sent: Headers
    wire: bytes
    body: bytes
    peer: str | None
    started: float
    seconds: float

    def header(self, name: str) -> str:
        """All lines of a header (name in lower case) joined, empty if there is none."""
        return ", ".join(value for key, value in self.headers if key.lower() == name)


def user_agent(contact: str | None) -> str:
    """Who asks: name, version and a contact; robots.txt rules are looked up by the name."""
    from extractor import __version__

    return f"{PRODUCT}/{__version__} (+{contact})" if contact else f"{PRODUCT}/{__version__}"


class Client:
    """Asks for one address at a time; follows nothing, keeps no cookies, trusts no proxy."""

    def __init__(
        self,
        settings: FetchSettings,
        *,
        resolver: Resolver | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._slots = asyncio.Semaphore(settings.concurrency)
        self._transport = VettedTransport(settings, resolver)
        self._headers = {
            "User-Agent": user_agent(settings.contact),
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.1",
            "Accept-Language": "id,en;q=0.5",
            "Accept-Encoding": decoding.accepted(),
        }

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._transport.aclose()

    async def get(
        self,
        url: str,
        *,
        limit: int | None = None,
        cut: bool = False,
        validators: Mapping[str, str] | None = None,
        accept: Accept | None = None,
    ) -> Answer:
        """The answer to one request.

        Args:
            url: a cleaned address.
            limit: decoded bytes, the settings' if None.
            cut: stop reading at the limit and give what came.
            validators: conditional header lines.
            accept: called with status, content type and first bytes; raises to read no further.

        Raises:
            FetchFailure: with a code for every way in which there is no whole answer.
        """
        async with self._slots:
            seconds = self._settings.total_timeout
            try:
                async with asyncio.timeout(seconds):
                    return await self._exchange(url, limit, validators or {}, accept, cut=cut)
            except TimeoutError as error:
                message = f"no whole answer within {seconds:g} s"
                raise FetchFailure("timeout", message) from error
            except BaseExceptionGroup as group:
                if group.subgroup(lambda each: not isinstance(each, Exception)):
                    raise
                raise FetchFailure("connection", f"no connection: {group.exceptions[0]}") from group
            except TROUBLE as error:
                raise failure_of(error) from error

    async def _exchange(
        self,
        url: str,
        limit: int | None,
        validators: Mapping[str, str],
        accept: Accept | None,
        *,
        cut: bool,
    ) -> Answer:
        request = httpx.Request("GET", url, headers={**self._headers, **validators})
        started, timer = self._clock(), time.monotonic()
        response = await self._transport.handle_async_request(request)
        try:
            if response.status_code >= 400:
                limit, cut = _ERROR_PAGE, True
            codings = decoding.codings_of(response.headers.get("content-encoding", ""))
            decoder = decoding.BodyDecoder(
                codings,
                limit=limit if limit is not None else self._settings.max_body_bytes,
                cut=cut,
            )
            gate = _Gate(accept, response)
            sent = await self._read(response, decoder, gate, keep=bool(codings))
            body = decoder.body
        finally:
            await response.aclose()
        stream = response.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream is not None else None
        return Answer(
            url=url,
            status=response.status_code,
            reason=response.reason_phrase,
            version=response.http_version,
            headers=_lines(response.headers),
            sent=_lines(request.headers),
            wire=sent if codings else body,
            body=body,
            peer=str(peer[0]) if peer else None,
            started=started,
            seconds=time.monotonic() - timer,
        )

    async def _read(
        self,
        response: httpx.Response,
        decoder: decoding.BodyDecoder,
        gate: _Gate,
        *,
        keep: bool,
    ) -> bytes:
        """Read a body into the decoder; what was sent, if it is to be kept beside."""
        wire = bytearray()
        length = 0
        limit = self._settings.max_wire_bytes
        async for chunk in response.aiter_raw():
            length += len(chunk)
            if length > limit:
                raise FetchFailure("too-large", f"the page has more than {limit} bytes as sent")
            if keep:
                wire += chunk
            decoder.feed(chunk)
            if len(decoder) >= _SNIFFED:
                gate.check(decoder.prefix(_SNIFFED))
            if decoder.full:
                return bytes(wire)
        decoder.finish()
        gate.check(decoder.prefix(_SNIFFED))
        return bytes(wire)


class _Gate:
    """Shows the first bytes of a body once to whoever decides whether to read on."""

    def __init__(self, accept: Accept | None, response: httpx.Response) -> None:
        self._accept = accept
        self._response = response

    def check(self, prefix: bytes) -> None:
        accept, self._accept = self._accept, None
        if accept is not None:
            content_type = self._response.headers.get("content-type", "")
            accept(self._response.status_code, content_type, prefix)


def _lines(headers: httpx.Headers) -> Headers:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.raw)
