"""Archives behind fsspec addresses: ``s3://``, ``https://``, ``file://`` and the like."""

from __future__ import annotations

import re

from extractor.errors import MissingExtraError, SourceError
from extractor.warc.containers import is_archive

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_GLOB = re.compile(r"[*\[]")


def is_remote(name: str) -> bool:
    """Whether the name is an address of one archive, or a pattern of archives' addresses."""
    return _SCHEME.match(name) is not None and is_archive(name)


def remote_files(name: str) -> list[tuple[str, int]]:
    """Addresses that the name stands for, sorted, each with its size in bytes (0: unknown).

    Raises:
        SourceError: the place cannot be reached.
        MissingExtraError: fsspec, or what it needs for the protocol, is not installed.
    """
    try:
        import fsspec
    except ImportError as error:
        raise MissingExtraError("remote", "fsspec") from error
    try:
        system, path = fsspec.core.url_to_fs(name)
        if _GLOB.search(path) and not name.lower().startswith(("http://", "https://")):
            return [
                (system.unstrip_protocol(p), system.size(p) or 0) for p in sorted(system.glob(path))
            ]
        return [(name, system.size(path) or 0)] if system.exists(path) else []
    except ImportError as error:
        raise MissingExtraError("remote", f"what fsspec needs for {name}") from error
    except (OSError, ValueError) as error:
        raise SourceError("trouble-unreachable", name=name, why=error) from error
