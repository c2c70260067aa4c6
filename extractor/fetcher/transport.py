"""httpx over connections that are vetted, and the failure that each of its troubles stands for."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from typing import Final

import httpcore
import httpx

from extractor.fetcher.failures import FetchFailure
from extractor.fetcher.settings import FetchSettings
from extractor.fetcher.vetting import AllowedHosts, Resolver, VettedBackend

# What the network libraries raise; an ExceptionGroup beside them is looked into by the caller.
TROUBLE: Final = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    httpx.InvalidURL,
    httpx.HTTPError,
    OSError,
    ValueError,
)


class VettedTransport(httpx.AsyncBaseTransport):
    """A pool of connections to vetted addresses; certificates are always checked.

    It has more connections than requests may be in flight: a request never waits inside the
    pool, where being cancelled by its deadline would break the pool for good.
    """

    def __init__(self, settings: FetchSettings, resolver: Resolver | None = None) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(verify=True, trust_env=False),
            max_connections=settings.concurrency * 4,
            max_keepalive_connections=settings.concurrency * 2,
            keepalive_expiry=30.0,
            network_backend=VettedBackend(AllowedHosts(settings.allow_hosts), resolver),
        )
        self._timeouts = {
            "connect": settings.connect_timeout,
            "read": settings.read_timeout,
            "write": settings.read_timeout,
            "pool": settings.connect_timeout,
        }

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        response = await self._pool.handle_async_request(
            httpcore.Request(
                request.method,
                httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                extensions={"timeout": self._timeouts},
            )
        )
        return httpx.Response(
            response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        await self._pool.aclose()


class _Body(httpx.AsyncByteStream):
    """A body as sent; trouble while it is closed says nothing about the page."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._response.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        try:
            await self._response.aclose()
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError, RuntimeError):
            return


def failure_of(error: Exception) -> FetchFailure:
    """The failure that an exception of ``TROUBLE`` stands for."""
    text = str(error)[:200] or type(error).__name__
    if isinstance(error, httpcore.TimeoutException | httpx.TimeoutException):
        return FetchFailure("timeout", f"no answer in time ({type(error).__name__})")
    if _is_tls(error):
        return FetchFailure("tls", f"no trusted connection: {text}")
    if isinstance(error, httpcore.ProtocolError):
        return _protocol(text)
    if isinstance(error, httpcore.ReadError):
        return FetchFailure("connection", "the connection broke")
    if isinstance(error, httpcore.NetworkError | OSError):
        return FetchFailure("connection", f"no connection: {text}")
    return FetchFailure("bad-address", f"the address cannot be asked for: {text}")


def _protocol(text: str) -> FetchFailure:
    if "without sending complete" in text or "incomplete" in text.lower():
        return FetchFailure("truncated", "the connection ended before the page did")
    if "without sending a response" in text:
        return FetchFailure("connection", "the server closed the connection without an answer")
    return FetchFailure("protocol", f"no HTTP answer: {text}")


def _is_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
