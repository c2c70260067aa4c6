"""Connections only to addresses that may be asked: checked where they are made, at every hop."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

import httpcore

from extractor.fetcher.failures import FetchFailure

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_V4_TAIL = 0xFFFFFFFF


async def resolve(host: str, port: int) -> Sequence[str]:
    """All numeric addresses of a host, from the system's resolver."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether a numeric address belongs to the public internet, IPv4 inside IPv6 included.

    Private, loopback, link-local, metadata, shared, multicast and reserved ranges are not.
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(each.is_global and not _special(each) for each in (parsed, *_inside(parsed)))


def _special(address: _Address) -> bool:
    return (
        address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or (isinstance(address, ipaddress.IPv6Address) and address.is_site_local)
    )


def _inside(address: _Address) -> list[_Address]:
    """IPv4 addresses that an IPv6 address carries: mapped, NAT64, 6to4, Teredo."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    found: list[_Address | None] = [address.ipv4_mapped, address.sixtofour]
    if address in _NAT64:
        found.append(ipaddress.IPv4Address(int(address) & _V4_TAIL))
    if address.teredo:
        found.extend(address.teredo)
    return [each for each in found if each is not None]


class AllowedHosts:
    """The caller's own hosts, as "HOST" or "HOST:PORT"; only these may be private."""

    def __init__(self, hosts: Iterable[str]) -> None:
        self._allowed: set[tuple[str, int | None]] = set()
        for entry in hosts:
            host, colon, port = entry.strip().lower().rpartition(":")
            if colon and port.isdigit() and (":" not in host or host.startswith("[")):
                self._allowed.add((host.strip("[]"), int(port)))
            else:
                self._allowed.add((entry.strip().lower().strip("[]"), None))

    def allows(self, host: str, port: int) -> bool:
        host = host.lower().strip("[]")
        return (host, None) in self._allowed or (host, port) in self._allowed


class VettedBackend(httpcore.AsyncNetworkBackend):
    """Resolves a host once, checks every address, and connects to one that it has checked.

    There is no moment between check and connection in which the name could change its mind.
    """

    def __init__(self, allowed: AllowedHosts, resolver: Resolver | None = None) -> None:
        self._allowed = allowed
        self._resolver = resolver or resolve
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        problem: Exception | None = None
        for address in await self._vetted(host, port, timeout):
            try:
                return await self._inner.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem or httpcore.ConnectError(f"{host} has no address")

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002 -- httpcore's signature
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        raise FetchFailure("refused-address", f"no socket file is opened: {path}")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def _vetted(self, host: str, port: int, limit: float | None) -> Sequence[str]:
        try:
            async with asyncio.timeout(limit):
                addresses = await self._resolver(host, port)
        except TimeoutError as error:
            raise FetchFailure("dns", f"{host}: the name server does not answer") from error
        except (OSError, UnicodeError) as error:
            raise FetchFailure("dns", f"{host}: no such host ({error})") from error
        if not addresses:
            raise FetchFailure("dns", f"{host}: no address")
        if not self._allowed.allows(host, port):
            for address in addresses:
                if not is_public(address):
                    raise FetchFailure(
                        "refused-address", f"{host} points to {address}, which is not public"
                    )
        return addresses
