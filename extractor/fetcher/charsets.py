"""The charset of a page as browsers find it, and what is doubtful about it."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a label means on the web, where it differs from the standard of that name.
_MEANT: Final = {
    "ascii": "cp1252", "us-ascii": "cp1252", "latin-1": "cp1252", "latin1": "cp1252",
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "iso_8859-1": "cp1252", "l1": "cp1252",
    "windows-1252": "cp1252", "x-cp1252": "cp1252", "iso-8859-15": "iso8859-15",
    "x-sjis": "shift_jis", "gb2312": "gb18030", "gbk": "gb18030", "unicode": "utf-16-le",
}  # fmt: skip
# Charsets that browsers do not decode, because bytes hide markup in them.
_NEVER: Final = ("utf-7", "utf7", "hz", "iso-2022", "iso2022")
_LABEL: Final = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.ASCII)
_META: Final = re.compile(
    rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE
)
_XML: Final = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})")
_MULTIBYTE: Final = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
_HEAD: Final = 4096


class Charset(NamedTuple):
    """``name`` is a Python codec; ``note`` says what is doubtful, or is None."""

    name: str
    note: str | None = None


def detect(body: bytes, content_type: str = "") -> Charset:
    """Byte order mark, else strict UTF-8, else the header's label, else the page's, else cp1252.

    Notes: ``charset-mixed`` two charsets in one page; ``charset-unknown`` a label nobody knows;
    ``charset-contradicted`` a label that the bytes disprove.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return Charset(name)
    header = _LABEL.search(content_type)
    label = header[1] if header else _label_inside(body)
    known = _codec(label) if label else None
    note = "charset-unknown" if label and known is None else None
    if _is_utf16(body):
        return Charset("utf-16-le" if body[1:2] == b"\x00" else "utf-16-be", note)
    if body.isascii():
        # A stateful charset ("ISO-2022-…", UTF-7) looks like ASCII; only its label tells.
        return Charset(known or "utf-8", note)
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(body, known, note, cut=error.start >= len(body) - 3)
    contradicted = known is not None and known not in ("utf-8", "cp1252")
    return Charset("utf-8", "charset-contradicted" if contradicted else note)


def _legacy(body: bytes, known: str | None, note: str | None, *, cut: bool) -> Charset:
    if cut:
        return Charset("utf-8", note)
    multibyte = sum(len(found) for found in _MULTIBYTE.findall(body[: 1 << 20]))
    foreign = sum(byte > 0x7F for byte in body[: 1 << 20])
    if multibyte and multibyte >= foreign / 2:
        return Charset("utf-8", "charset-mixed")
    if known in (None, "utf-8"):
        return Charset("cp1252", note or ("charset-contradicted" if known else None))
    return Charset(known or "cp1252", "charset-mixed" if multibyte > foreign / 4 else note)


def decode(body: bytes, charset: str) -> str:
    """The text of a body; what cannot be decoded becomes U+FFFD."""
    return body.decode(charset, errors="replace")


def _label_inside(body: bytes) -> str | None:
    found = _META.search(body[:_HEAD]) or _XML.search(body[:_HEAD])
    return found[1].decode("ascii") if found else None


def _codec(label: str) -> str | None:
    name = label.strip().lower()
    if name.startswith(_NEVER):
        return None
    try:
        return codecs.lookup(_MEANT.get(name, name)).name
    except LookupError:
        return None


def _is_utf16(body: bytes) -> bool:
    head = body[:200]
    half = len(head) // 2
    return len(head) >= 8 and (
        head[1::2].count(0) >= half * 0.9 or head[0::2].count(0) >= half * 0.9
    )
