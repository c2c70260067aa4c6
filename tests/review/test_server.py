"""What the server refuses: strangers, other origins, foreign hosts, paths, hostile values."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

pytest.importorskip("starlette", reason="the review extra is not installed")

from extractor.dataset import build
from extractor.errors import OutputError
from extractor.patterns.loader import load
from extractor.review import serving as page_serving
from extractor.review.store import ReviewStore
from tests.dataset.gold_runs import gold_run
from tests.review.browser import served

TOKEN = "s3cret-token"  # noqa: S105 -- of this test alone


class Client:
    def __init__(self, port: int) -> None:
        self.port = port

    def ask(
        self, path: str, *, method: str = "GET", body: object = None, token: str | None = TOKEN,
        **headers: str,
    ) -> tuple[int, dict[str, str], bytes]:  # fmt: skip
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if token is not None:
            named["x-review-token"] = token
        raw = body if isinstance(body, bytes) else orjson.dumps(body) if body is not None else None
        if raw is not None:
            named.setdefault("content-type", "application/json")
        connection.request(method, path, raw, named)
        answer = connection.getresponse()
        found = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        connection.close()
        return found


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Client, ReviewStore]]:
    folder = tmp_path_factory.mktemp("server")
    build([gold_run(folder / "run")], folder / "d.db", load())
    with served(folder / "d.db") as (address, store):
        yield Client(int(address.split(":")[2].split("/")[0])), store


@pytest.mark.parametrize(
    ("path", "given", "status"),
    [
        ("/api/records", {"token": None}, 401),
        ("/api/records", {"token": "wrong"}, 401),
        ("/api/records", {"host": "evil.example"}, 421),
        ("/", {"host": "evil.example:80"}, 421),
        ("/api/records", {"origin": "https://evil.example"}, 403),
        ("/api/records", {"origin": "null"}, 403),
        ("/", {"sec_fetch_site": "cross-site"}, 403),
        ("/api/decisions", {"method": "POST", "origin": "https://evil.example", "body": {}}, 403),
        ("/api/records", {"method": "OPTIONS", "token": None}, 401),
        ("/api/record/none", {}, 404),
        ("/api/record/..%2f..%2fetc%2fpasswd", {}, 404),
        ("/../../etc/passwd", {}, 404),
        ("/static/../page.py", {}, 404),
        ("/api/records?limit=999999", {}, 400),
        ("/api/records?nonsense=1", {}, 400),
        ("/api/records?year=1%20OR%201=1", {}, 400),
        ("/api/decisions", {"method": "DELETE"}, 405),
    ],
)
def test_refusals(
    serving: tuple[Client, ReviewStore], path: str, given: dict[str, Any], status: int
) -> None:
    client, _ = serving
    found, headers, body = client.ask(path, **given)
    assert found == status
    assert "access-control-allow-origin" not in headers
    assert b"root:" not in body


def test_every_answer_is_closed_to_others(serving: tuple[Client, ReviewStore]) -> None:
    client, _ = serving
    for path, token in (("/", None), ("/api/records", TOKEN), ("/api/records", None)):
        _, headers, _ = client.ask(path, token=token)
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "query",
    [
        "'; DROP TABLE records; --",
        '" OR 1=1 --',
        "recipient:*",
        "NEAR(",
        "a AND",
        "\\",
        "%00",
        "(((",
        "récipiënt ünïcode 😀",
    ],
)
def test_a_search_is_only_words(serving: tuple[Client, ReviewStore], query: str) -> None:
    from urllib.parse import quote

    client, store = serving
    status, _, body = client.ask(f"/api/records?q={quote(query)}")
    assert status == 200
    assert "rows" in orjson.loads(body)
    assert store.dataset.connection.execute("SELECT count(*) FROM records").fetchone()[0] > 0


@pytest.mark.parametrize("field", ["award", "region", "site"])
def test_a_filter_is_only_a_value(serving: tuple[Client, ReviewStore], field: str) -> None:
    client, _ = serving
    status, _, body = client.ask(f"/api/records?{field}=x'%20OR%20'1'='1")
    assert status in (200, 400)
    assert status == 400 or orjson.loads(body)["total"] == 0


def decision(**given: object) -> dict[str, object]:
    return {
        "id": "abc",
        "action": "accept",
        "record_id": "0" * 24,
        "reviewer": "x",
        "at": "2026-01-01T00:00:00Z",
        **given,
    }


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"action":"accept"}',
        b"[" * 100_000,
        decision(id="../../etc"),
        decision(action="sample"),
        decision(action="drop"),
        decision(record_id="a" * 500),
        decision(surprise=1),
        decision(action="correct", fields={"score": "9" * 60}),
        decision(action="correct", fields={"recipient": "x" * 5_000}),
        decision(action="correct", fields={"event_date": "yesterday"}),
    ],
)
def test_a_decision_that_is_none_is_not_kept(
    serving: tuple[Client, ReviewStore], body: object
) -> None:
    client, store = serving
    before = len(store.all_decisions())
    status, _, _ = client.ask("/api/decisions", method="POST", body=body)
    assert status == 400
    assert len(store.all_decisions()) == before


def test_a_form_of_another_site_cannot_decide(serving: tuple[Client, ReviewStore]) -> None:
    client, store = serving
    before = len(store.all_decisions())
    raw = orjson.dumps(decision())
    status, _, _ = client.ask("/api/decisions", method="POST", body=raw, content_type="text/plain")
    assert status == 400
    assert len(store.all_decisions()) == before


def test_too_large_a_body_is_cut_off(serving: tuple[Client, ReviewStore]) -> None:
    client, _ = serving
    status, _, _ = client.ask("/api/decisions", method="POST", body=b"x" * 9_000_000)
    assert status == 413


def test_the_reviewer_is_who_the_command_named(serving: tuple[Client, ReviewStore]) -> None:
    client, store = serving
    body = decision(id="mine", reviewer="somebody else")
    assert client.ask("/api/decisions", method="POST", body=body)[0] == 200
    assert client.ask("/api/decisions", method="POST", body=body)[0] == 200
    mine = [each for each in store.all_decisions() if each.id == "mine"]
    assert [each.reviewer for each in mine] == ["Rina"]


@pytest.mark.parametrize("name", ["../../x.csv", "t.csv/../../y", "t.exe", "a" * 150, ".csv"])
def test_a_table_name_opens_no_path(
    serving: tuple[Client, ReviewStore], name: str, tmp_path: Path
) -> None:
    client, _ = serving
    body = {"text": "Dinas Sosial", "table": "YSxiCjEsMgo=", "table_name": name}
    status, _, answer = client.ask("/api/news", method="POST", body=body)
    assert status == 200
    assert set(orjson.loads(answer)) <= {"problem", "verdicts"}
    assert list(tmp_path.iterdir()) == []


def test_a_second_page_is_served_beside_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    with page_serving.listen(0) as first:
        first.listen()
        taken = first.getsockname()[1]
        monkeypatch.setattr(page_serving, "PORT", taken)
        with page_serving.listen_anywhere() as second:
            assert second.getsockname()[1] not in {0, taken}
        with pytest.raises(OutputError, match=str(taken)):
            page_serving.listen(taken)
