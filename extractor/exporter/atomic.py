"""Files that are whole or not there: written beside, then renamed over the old one."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.errors import OutputError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path in the same folder; what is written there takes the name at the end.

    Raises:
        OutputError: the folder or the disk refuses; an old file of that name is kept.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(
            dir=path.parent, prefix=f".{path.name}.", suffix=".part"
        )
        os.close(descriptor)
        temporary = Path(name)
        yield temporary
        _to_disk(temporary)
        temporary.chmod(0o644)
        temporary.replace(path)
        _to_disk(path.parent)
    except OSError as error:
        raise OutputError("trouble-unwritable", path=path, why=error.strerror or error) from error
    finally:
        if temporary is not None:
            for left in (temporary, *temporary.parent.glob(f"{temporary.name}-*")):
                left.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a small text file whole."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def _to_disk(path: Path) -> None:
    # Windows opens no folders; there the rename is as durable as it gets. It also flushes only
    # what is open for writing.
    with contextlib.suppress(PermissionError):
        descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
