"""Raw bytes to clean UTF-8: refuses what is no page, then BOM > strict UTF-8 > label > meta."""

from __future__ import annotations

import codecs
import re

from extractor.errors import InputRejected

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SIGNATURES = (
    b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh",
    b"\x28\xb5\x2f\xfd", b"\xfd7zXZ", b"Rar!", b"7z\xbc\xaf", b"\x7fELF", b"OggS", b"ID3",
    b"\xd0\xcf\x11\xe0", b"wOFF", b"wOF2", b"\x00\x00\x01\x00",
)  # fmt: skip
META = re.compile(
    rb"<meta[^<>]{0,300}?charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w.:-]{2,30})", re.IGNORECASE
)
HIGH_RUN = re.compile(rb"[\x80-\xff]{1,4096}")
HEAD_BYTES = 8192
BLANK = b" \t\r\n\x00"
ZEROS = 0.2
CONTROL = bytes([*range(1, 8), *range(14, 27), *range(28, 32)])
CONTROL_SHARE = 0.05


def _codec(label: str | None) -> str | None:
    """Python's name of a charset label, as browsers read it; None if unknown."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    if name in {"iso8859-1", "ascii", "cp1252"}:
        return "cp1252"
    try:
        b"<p>".decode(name)
    except (LookupError, ValueError):
        return None
    return None if name in {"utf-7", "idna", "punycode"} else name


def _mixed(match: re.Match[bytes]) -> str:
    run = match[0]
    try:
        return run.decode("utf-8")
    except UnicodeDecodeError:
        return run.decode("cp1252", "replace")


def _salvage(raw: bytes) -> str:
    """Broken UTF-8: each run of high bytes is UTF-8 if it can be, else windows-1252."""
    parts: list[str] = []
    at = 0
    for match in HIGH_RUN.finditer(raw):
        parts.append(raw[at : match.start()].decode("ascii"))
        parts.append(_mixed(match))
        at = match.end()
    parts.append(raw[at:].decode("ascii"))
    return "".join(parts)


def check(raw: bytes, limit: int) -> None:
    """Refuses a page that is too large, empty or no text.

    Raises:
        InputRejected: too-large, empty or binary.
    """
    size = len(raw)
    if size > limit:
        raise InputRejected(
            "parse", "too-large", f"page of {size:,} bytes is above the limit of {limit:,} bytes"
        )
    head = raw[:HEAD_BYTES]
    if not head.strip(BLANK) and not raw.strip(BLANK):
        raise InputRejected("parse", "empty", f"page of {size:,} bytes holds no text")
    control = len(head) - len(head.translate(None, CONTROL))
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _wide(head) is not None
    noise = control > CONTROL_SHARE * len(head) and not wide
    if head.startswith(SIGNATURES) or head[4:8] == b"ftyp" or noise:
        raise InputRejected("parse", "binary", f"page of {size:,} bytes is no HTML but a file")


def utf8(raw: bytes, declared: str | None = None) -> bytes:
    """The page in UTF-8, whatever it came in; what no charset fits is replaced, never raised."""
    for bom, name in BOMS:
        if raw.startswith(bom):
            body = raw[len(bom) :]
            if name == "utf-8" and _is_utf8(body):
                return body
            return _encoded(body.decode(name, "replace"))
    head = raw[:HEAD_BYTES]
    if _is_utf8(raw) and head.count(0) < ZEROS * len(head):
        return raw
    wide = _wide(head)
    if wide:
        return _encoded(raw.decode(wide, "replace"))
    meta = META.search(head)
    label = _codec(declared) or _codec(meta[1].decode("ascii", "replace") if meta else None)
    if label is None or label in {"utf-8", "cp1252"} or label.startswith("utf-"):
        return _encoded(_salvage(raw))
    return _encoded(raw.decode(label, "replace"))


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark, by where its zero bytes stand."""
    half = len(head) // 2 or 1
    if head[1::2].count(0) > 0.6 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.6 * half:
        return "utf-16-be"
    return None
