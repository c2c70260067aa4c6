"""Only public addresses are connected to; whatever a name or a redirect says."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from extractor.fetcher.client import Answer, Client
from extractor.fetcher.failures import FetchFailure
from extractor.fetcher.vetting import AllowedHosts, Resolver, is_public
from tests.fetch.conftest import settings
from tests.fetch.server import Server, free_port

PRIVATE = [
    "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "169.254.0.1", "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1",
    "240.0.0.1", "192.0.2.1", "198.18.0.1", "203.0.113.7", "::1", "::", "fe80::1", "fe80::1%eth0",
    "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "2001:db8::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::",
    "2001:0:7f00:1::", "nonsense", "",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_refused_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "103.28.12.9", "2606:4700::1111"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


def fixed(*rounds: Sequence[str]) -> tuple[Resolver, list[str]]:
    """A resolver that gives one round of answers after the other, and the names it was asked."""
    asked: list[str] = []

    async def resolver(host: str, _port: int) -> Sequence[str]:
        asked.append(host)
        return rounds[min(len(asked), len(rounds)) - 1]

    return resolver, asked


def get(url: str, resolver: Resolver | None, *allowed: str) -> Answer:
    async def ask() -> Answer:
        async with Client(settings(allow_hosts=allowed), resolver=resolver) as client:
            return await client.get(url)

    return asyncio.run(ask())


@pytest.mark.parametrize("address", [each for each in PRIVATE if each not in ("nonsense", "")])
def test_a_name_that_points_inside_is_never_connected_to(address: str) -> None:
    resolver, _ = fixed([address])
    with pytest.raises(FetchFailure) as caught:
        get("http://berita.example/", resolver)
    assert caught.value.code == "refused-address"


def test_one_private_address_among_public_ones_is_enough() -> None:
    resolver, _ = fixed(["103.28.12.9", "169.254.169.254"])
    with pytest.raises(FetchFailure, match=r"169\.254\.169\.254"):
        get("http://berita.example/", resolver)


def test_rebinding_finds_no_second_look_up(bad: Server) -> None:
    # The name changes its mind after the first answer: the checked address is the one used.
    resolver, asked = fixed(["127.0.0.1"], ["127.0.0.2"])
    url = f"http://berita.example:{bad.port}/article/1"
    answer = get(url, resolver, "berita.example")
    assert (answer.peer, asked) == ("127.0.0.1", ["berita.example"])
    assert [hit.host for hit in bad.log] == ["127.0.0.1"]
    assert bad.log[0].headers["host"] == f"berita.example:{bad.port}"


def test_rebinding_to_the_inside_reaches_nobody(bad: Server) -> None:
    resolver, asked = fixed(["127.0.0.1"])
    with pytest.raises(FetchFailure) as caught:
        get(f"http://berita.example:{bad.port}/article/1", resolver)
    assert (caught.value.code, len(asked), bad.log) == ("refused-address", 1, [])


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]",
     "[::ffff:127.0.0.1]"],
)  # fmt: skip
def test_every_way_to_write_loopback_is_refused(bad: Server, host: str) -> None:
    with pytest.raises(FetchFailure) as caught:
        get(f"http://{host}:{bad.port}/article/1", None)
    assert caught.value.code in ("refused-address", "dns", "bad-address")
    assert bad.log == []


def test_ones_own_host_needs_to_be_named() -> None:
    allowed = AllowedHosts(["127.0.0.1:8000", "Test.Example", "[::1]:80"])
    assert allowed.allows("127.0.0.1", 8000)
    assert not allowed.allows("127.0.0.1", 8001)
    assert allowed.allows("test.example", 1)
    assert allowed.allows("::1", 80)
    assert not allowed.allows("127.0.0.2", 8000)


def test_names_that_do_not_exist() -> None:
    async def resolver(_host: str, _port: int) -> Sequence[str]:
        raise OSError("no such host")

    with pytest.raises(FetchFailure) as caught:
        get("http://tidak.example/", resolver)
    assert caught.value.code == "dns"


def test_a_name_server_that_hangs() -> None:
    async def resolver(_host: str, _port: int) -> Sequence[str]:
        await asyncio.sleep(60)
        return []

    with pytest.raises(FetchFailure) as caught:
        get("http://lambat.example/", resolver)
    assert caught.value.code in ("dns", "timeout")


def test_nobody_listens() -> None:
    with pytest.raises(FetchFailure) as caught:
        get(f"http://127.0.0.1:{free_port()}/", None, "127.0.0.1")
    assert caught.value.code == "connection"
