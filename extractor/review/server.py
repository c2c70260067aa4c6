"""The page on 127.0.0.1: a token, one origin, decisions written as they are made."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from threading import Thread
from typing import TYPE_CHECKING

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from extractor.dataset.decisions import Decision
from extractor.messages import Language
from extractor.patterns.loader import Patterns
from extractor.review.detail import detail
from extractor.review.listing import Wanted, facets, listing
from extractor.review.page import html, policy, texts, vocabulary
from extractor.review.pictures import matrix_of, pictures_of
from extractor.review.store import ReviewStore

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Largest body taken, in bytes: a table for "Cek berita" is the largest.
_LARGEST = 8_000_000
_TOKEN_HEADER = b"x-review-token"

NewsCheck = Callable[["News"], dict[str, object]]


class News(BaseModel):
    """What "Cek berita" is asked: a pasted text, its date, and perhaps a table (base64)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(max_length=400_000)
    published: str | None = Field(default=None, pattern=r"^\d{4}-\d{2}-\d{2}$")
    title: str | None = Field(default=None, max_length=500)
    table_name: str | None = Field(default=None, max_length=200)
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Serving:
    """What is served, and to whom.

    Attributes:
        store: what is reviewed.
        token: whoever lacks it gets nothing.
        hosts: ``host:port`` under which the page may be asked for.
        check: answers "Cek berita"; None leaves it out.
    """

    store: ReviewStore
    patterns: Patterns
    token: str
    hosts: frozenset[str]
    lang: Language
    check: NewsCheck | None = None


def application(serving: Serving) -> Starlette:
    """The ASGI application."""
    views = _Views(serving)
    Thread(target=views.warm, daemon=True).start()
    return Starlette(
        routes=[
            Route("/", views.page),
            Route("/api/records", views.records),
            Route("/api/record/{record_id:str}", views.record),
            Route("/api/facets", views.facets),
            Route("/api/matrix", views.matrix),
            Route("/api/pictures", views.pictures),
            Route("/api/decisions", views.decisions),
            Route("/api/decisions", views.decide, methods=["POST"]),
            Route("/api/news", views.news, methods=["POST"]),
        ],
        middleware=[Middleware(Guard, serving=serving)],
    )


class Guard:
    """Refuses what does not come from the page itself, and closes every answer to others.

    The host must be ours (a foreign name that resolves to 127.0.0.1 is refused), an origin
    if one is sent too, and everything but the empty page asks for the token in a header that
    no other origin can send.
    """

    def __init__(self, app: ASGIApp, serving: Serving) -> None:
        self._app = app
        self._serving = serving
        self._headers = [
            (b"content-security-policy", f"{policy('server')}; frame-ancestors 'none'".encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"x-frame-options", b"DENY"),
            (b"referrer-policy", b"no-referrer"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"cross-origin-resource-policy", b"same-origin"),
            (b"cache-control", b"no-store"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return

        async def closed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message.setdefault("headers", []).extend(self._headers)
            await send(message)

        refusal = self._refusal(scope) if scope["type"] == "http" else 403
        if refusal is not None:
            await Response(status_code=refusal)(scope, receive, closed)
            return
        await self._app(scope, receive, closed)

    def _refusal(self, scope: Scope) -> int | None:
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1")
        if host not in self._serving.hosts:
            return 421
        origin = headers.get(b"origin")
        if origin is not None and origin.decode("latin-1") != f"http://{host}":
            return 403
        if headers.get(b"sec-fetch-site", b"same-origin") not in (b"same-origin", b"none"):
            return 403
        if scope["path"] == "/":
            return None
        given = headers.get(_TOKEN_HEADER, b"")
        return None if hmac.compare_digest(given, self._serving.token.encode()) else 401


class _Views:
    """The answers; each runs in a thread, since SQLite waits for nobody's event loop."""

    def __init__(self, serving: Serving) -> None:
        self._serving = serving
        self._store = serving.store
        # the records do not change while they are served
        self._facets = lru_cache(maxsize=1)(partial(facets, serving.store))
        self._matrix = lru_cache(maxsize=64)(partial(matrix_of, serving.store, serving.patterns))
        self._pictures = lru_cache(maxsize=64)(
            partial(pictures_of, serving.store, serving.patterns)
        )

    def warm(self) -> None:
        """Compute what a reader is likely to ask for first."""
        for compute in (
            self._facets,
            partial(self._matrix, "", ""),
            partial(self._pictures, "", "", self._serving.lang),
        ):
            with self._store.lock:
                if self._store.closed:
                    return
                compute()

    async def page(self, _: Request) -> Response:
        setup = {
            "mode": "server",
            "lang": self._serving.lang,
            "texts": texts(),
            "news": self._serving.check is not None,
        }
        return HTMLResponse(await run_in_threadpool(html, "server", setup, self._serving.lang))

    async def facets(self, _: Request) -> Response:
        return await _answer(self._opening)

    def _opening(self) -> dict[str, object]:
        store = self._store
        return {
            "facets": self._facets(),
            "vocabulary": vocabulary(self._serving.patterns),
            "reviewer": store.reviewer,
            "name": store.dataset.path.name,
            "sample": store.sample.size if store.sample else None,
        }

    async def records(self, request: Request) -> Response:
        try:
            wanted = Wanted.model_validate(
                {name: value for name, value in request.query_params.items() if value != ""}
            )
        except ValidationError:
            return _refused("bad-query")
        return await _answer(listing, self._store, wanted)

    async def record(self, request: Request) -> Response:
        found = await run_in_threadpool(detail, self._store, request.path_params["record_id"])
        return _refused("no-record", 404) if found is None else _json(found)

    async def matrix(self, request: Request) -> Response:
        query = request.query_params
        return await _answer(self._matrix, query.get("award", ""), query.get("region", ""))

    async def pictures(self, request: Request) -> Response:
        query = request.query_params
        lang: Language = "id" if query.get("lang") == "id" else "en"
        return await _answer(self._pictures, query.get("award", ""), query.get("region", ""), lang)

    async def decisions(self, _: Request) -> Response:
        return await _answer(
            lambda: [d.model_dump(mode="json", exclude_unset=True) for d in self._store.decisions]
        )

    async def decide(self, request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return _refused("too-large", 413)
        try:
            decision = Decision.model_validate_json(body)
        except ValidationError:
            return _refused("bad-decision")
        # who decides is said on the command line, not by the page
        decision = decision.model_copy(update={"reviewer": self._store.reviewer})
        return await _answer(lambda: {"saved": self._store.decide([decision])})

    async def news(self, request: Request) -> Response:
        check = self._serving.check
        if check is None:
            return _refused("no-verification", 501)
        body = await _body(request)
        if body is None:
            return _refused("too-large", 413)
        try:
            news = News.model_validate_json(body)
        except ValidationError:
            return _refused("bad-news")
        return await _answer(check, news)


async def _body(request: Request) -> bytes | None:
    """The body of a JSON request, None where it is too large or no JSON by its label."""
    if request.headers.get("content-type", "").split(";")[0] != "application/json":
        return b""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > _LARGEST:
            return None
        parts.append(part)
    return b"".join(parts)


async def _answer(view: Callable[..., object], *given: object) -> Response:
    return _json(await run_in_threadpool(view, *given))


def _json(content: object) -> Response:
    return Response(orjson.dumps(content), media_type="application/json")


def _refused(code: str, status: int = 400) -> Response:
    return Response(orjson.dumps({"error": code}), status, media_type="application/json")
