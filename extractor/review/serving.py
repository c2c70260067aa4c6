"""Serving the page: a free port of 127.0.0.1, a fresh token, until the reader stops it."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable

from extractor.errors import MissingExtraError, OutputError
from extractor.messages import Language
from extractor.patterns.loader import Patterns
from extractor.review.store import ReviewStore

HOST = "127.0.0.1"
PORT = 8765
"""Served on where it is free, so that a bookmark holds."""


def serve(
    store: ReviewStore,
    patterns: Patterns,
    port: int | None,
    lang: Language,
    ready: Callable[[str], None],
) -> None:
    """Serve until interrupted; ``ready`` is told the address with its token.

    Port 0 takes any free one; None ``PORT``, another one where that is taken.

    Raises:
        MissingExtraError: starlette or uvicorn is not installed.
        OutputError: the port is taken.
    """
    try:
        import uvicorn

        from extractor.review.server import Serving, application
    except ImportError as error:
        raise MissingExtraError("review", "starlette / uvicorn") from error
    from extractor.review.news import news_check

    listener = listen_anywhere() if port is None else listen(port)
    bound = listener.getsockname()[1]
    token = secrets.token_urlsafe(24)
    serving = Serving(
        store=store,
        patterns=patterns,
        token=token,
        hosts=frozenset({f"{HOST}:{bound}", f"localhost:{bound}"}),
        lang=lang,
        check=news_check(),
    )
    config = uvicorn.Config(
        application(serving), log_config=None, access_log=False, lifespan="off",
        timeout_graceful_shutdown=2, server_header=False,
    )  # fmt: skip

    class Announced(uvicorn.Server):
        """Tells the address once it answers and an interrupt is heeded, not before."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            ready(f"http://{HOST}:{bound}/#token={token}")

    Announced(config).run(sockets=[listener])


def listen_anywhere() -> socket.socket:
    """A listening socket on 127.0.0.1, at ``PORT`` where nobody else listens there."""
    try:
        return listen(PORT)
    except OutputError:
        return listen(0)


def listen(port: int) -> socket.socket:
    """A listening socket on 127.0.0.1.

    Raises:
        OutputError: the port is taken.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise OutputError("trouble-port", host=HOST, port=port, why=error.strerror) from error
    return listener
