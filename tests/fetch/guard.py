"""No test sends a packet off 127.0.0.0/8: an audit hook that stops the one that would."""

from __future__ import annotations

import ipaddress
import sys
from typing import Any

_NUMERIC = "0123456789abcdefABCDEFx.:"


def install() -> None:
    """Watch every connection and every name that is looked up in this process, for good."""
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and not _is_here(str(address[0])):
            raise RuntimeError(f"a test would connect to {address}")
    elif event == "socket.getaddrinfo":
        host = arguments[0].decode() if isinstance(arguments[0], bytes) else arguments[0]
        if host and host != "localhost" and not all(letter in _NUMERIC for letter in host):
            raise OSError(f"a test would look up {host}")


def _is_here(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    return address.is_loopback
