"""Every error this package raises on purpose.

ExtractorError                what, where and what to do, in one line
├── SourceError               a named source cannot be read (the call is wrong: exit 2)
│   ├── NoSuchSourceError     there is nothing of that name
│   └── TableError            an official table is not read beyond doubt
├── PatternError              a file of patterns/ breaks its schema (file, line, key, allowed values)
├── MissingExtraError         an optional dependency is not installed (names the install command)
├── OutputError               a result cannot be written (exit 2)
└── InputRejected             one input of a batch cannot be used; becomes a line of rejects.jsonl

Anything else that escapes is a bug.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class ExtractorError(Exception):
    """Base of every error that a caller can mend."""


class SourceError(ExtractorError):
    """A source named by the caller does not exist or has a kind nobody reads."""


class TableError(SourceError):
    """An official table that is not read; ``code`` and ``values`` say why in any language."""

    def __init__(self, code: str, text: str, values: Mapping[str, str]) -> None:
        super().__init__(text)
        self.code = code
        self.values = values


class NoSuchSourceError(SourceError):
    """There is no file, folder or match of that name."""

    def __init__(self, name: str, *, is_bare_address: bool = False) -> None:
        hint = "; an address begins with https://" if is_bare_address else ""
        super().__init__(f"{name}: no such file or folder{hint}")
        self.name = name
        self.is_bare_address = is_bare_address


class PatternError(ExtractorError):
    """A pattern file is wrong; the message names file, line, key and what is allowed."""


class MissingExtraError(ExtractorError):
    """An optional dependency is missing; the message is the install command."""

    def __init__(self, extra: str, package: str) -> None:
        # double quotes: the Command Prompt of Windows knows no other
        super().__init__(f'{package} is not installed; run: pip install "award-extractor[{extra}]"')
        self.extra = extra
        self.package = package


class OutputError(ExtractorError):
    """A result cannot be written where the caller asked for it."""


class InputRejected(ExtractorError):
    """One input that yields no article, with the stage and a stable code."""

    def __init__(self, stage: str, code: str, message: str) -> None:
        super().__init__(message)
        self.stage = stage
        self.code = code
        self.message = message
