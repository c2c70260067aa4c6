"""A real browser for the page: Debian's chromium, driven by Playwright; tests skip without."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from extractor.dataset import open_source
from extractor.messages import Language
from extractor.patterns.loader import load
from extractor.review.store import ReviewStore

PLACES = ("/usr/bin/chromium", "/usr/bin/chromium-browser")


def chromium() -> str:
    """Path of the browser, or skip the test and say how to have it."""
    pytest.importorskip("playwright", reason="no browser tests: run `make browser`")
    found = next((p for p in PLACES if Path(p).exists()), None) or shutil.which("chromium")
    if found is None:
        pytest.skip("no browser tests: chromium is not installed, run `make browser`")
    return found


@contextmanager
def running_browser() -> Iterator[Any]:
    """One headless browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def served(
    source: Path, *, reviewer: str = "Rina", lang: Language = "id", sample: Any = None
) -> Iterator[tuple[str, ReviewStore]]:
    """The page on a free port; its address with the token, and its store."""
    import uvicorn

    from extractor.review.news import news_check
    from extractor.review.server import Serving, application
    from extractor.review.serving import HOST, listen

    dataset = open_source(source, load)
    store = ReviewStore(dataset, reviewer, sample(dataset) if sample else None)
    listener = listen(0)
    port = listener.getsockname()[1]
    serving = Serving(
        store=store, patterns=load(), token="s3cret-token",  # noqa: S106 -- of this test alone
        lang=lang, check=news_check(),
        hosts=frozenset({f"{HOST}:{port}"}),
    )  # fmt: skip
    server = uvicorn.Server(
        uvicorn.Config(application(serving), log_config=None, access_log=False, lifespan="off")
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://{HOST}:{port}/#token=s3cret-token", store
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
        store.close()
        dataset.connection.close()


def opened(context: Any, address: str) -> Any:
    """The page, its first record open; errors of its script fail the test that reads them."""
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on(
        "console",
        lambda said: page.problems.append(said.text) if said.type == "error" else None,
    )
    page.goto(address)
    page.wait_for_selector("#record-title", timeout=10_000)
    return page
