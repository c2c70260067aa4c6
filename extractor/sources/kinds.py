"""Which kind of source a file is: by suffix, else by its first bytes."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final, Literal

Kind = Literal[
    "html", "txt", "json", "jsonl", "csv", "parquet", "archive", "binary", "address", "stdin"
]  # fmt: skip

SUFFIXES: Final[dict[str, Kind]] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "txt", ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".parquet": "parquet",
}  # fmt: skip

# Files that stand beside saved pages and hold no article: left alone, and counted.
BESIDE_PAGES: Final[frozenset[str]] = frozenset({
    ".css", ".js", ".mjs", ".map", ".json", ".xml", ".png", ".jpg", ".jpeg", ".gif", ".webp",
    ".avif", ".svg", ".ico", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".mp4", ".webm",
    ".md", ".rst", ".tsv", ".log", ".py", ".toml", ".yaml", ".yml", ".part",
})  # fmt: skip

# First bytes of files that are no text whatever their name says.
MAGIC: Final[tuple[bytes, ...]] = (
    b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x7fELF",
    b"MZ\x90", b"PAR1", b"\x28\xb5\x2f\xfd", b"BZh", b"\xfd7zXZ", b"SQLite format 3",
    b"\xd0\xcf\x11",
)  # fmt: skip

# Share of control characters above which decoded bytes are no text.
MAX_CONTROL_SHARE: Final = 0.02


def by_suffix(path: PurePath) -> Kind | None:
    """The kind that the name says, None where it says none."""
    return SUFFIXES.get(path.suffix.lower())


def is_address(name: str) -> bool:
    """Whether the name is a web address."""
    return name.lower().startswith(("http://", "https://"))


def by_content(start: bytes) -> Kind:
    """The kind that the first bytes of a file show: ``html``, ``txt`` or ``binary``."""
    if is_binary(start):
        return "binary"
    return "html" if b"<" in start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] else "txt"


def is_binary(start: bytes) -> bool:
    """Whether bytes are no text: known magic numbers, NULs without UTF-16, control characters."""
    if start.startswith(MAGIC):
        return True
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in start)
    return controls > MAX_CONTROL_SHARE * len(start)
