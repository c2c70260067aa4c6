"""Bytes of a plain-text source as text."""

from __future__ import annotations

import codecs

from extractor.errors import InputRejected
from extractor.sources import kinds

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> str:
    """Text by its byte order mark, else strict UTF-8, else Windows-1252.

    Raises:
        InputRejected: nothing but blanks ("empty"), or no text at all ("binary").
    """
    if kinds.is_binary(data[:65536]):
        raise InputRejected("read", "binary", "the file is no text")
    text = _decoded(data)
    if not text.strip("\ufeff \t\r\n\f\v\x00"):
        raise InputRejected("read", "empty", "the file holds no text")
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
