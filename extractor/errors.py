"""Every error this package raises on purpose.

ExtractorError                what, where and what to do, in one line
├── SourceError               a named source cannot be read (the call is wrong: exit 2)
│   ├── NoSuchSourceError     there is nothing of that name
│   └── TableError            an official table is not read beyond doubt
├── PatternError              a file of patterns/ breaks its schema (file, line, key, allowed values)
├── MissingExtraError         an optional dependency is not installed (names the install command)
├── OutputError               a result cannot be written (exit 2)
└── InputRejected             one input of a batch cannot be used; becomes a line of rejects.jsonl

Anything else that escapes is a bug. What a reader is told of an error stands in the message
catalogue, so that each has it in his language; ``str(error)`` is the English of it.
"""

from __future__ import annotations

from extractor.messages import Language, known, text


class ExtractorError(Exception):
    """Base of every error that a caller can mend.

    Attributes:
        said: a code of the message catalogue, or words that speak for themselves (of a pattern
            file, of a library).
        values: what the catalogue's text of the code is filled with.
    """

    def __init__(self, said: str, /, **values: object) -> None:
        super().__init__(said)
        self.said = said
        self.values = values

    def __str__(self) -> str:
        return self.told("en")

    def told(self, lang: Language) -> str:
        """The error in the reader's language."""
        return text(self.said, lang, **self.values)


class SourceError(ExtractorError):
    """A source named by the caller does not exist or has a kind nobody reads."""


class TableError(SourceError):
    """An official table that is not read."""


class NoSuchSourceError(SourceError):
    """There is no file, folder or match of that name."""

    def __init__(self, name: str, *, is_bare_address: bool = False) -> None:
        code = "no-such-source-address" if is_bare_address else "no-such-source"
        super().__init__(code, name=name)


class PatternError(ExtractorError):
    """A pattern file is wrong; the message names file, line, key and what is allowed."""


class MissingExtraError(ExtractorError):
    """An optional dependency is missing; the message is the install command."""

    def __init__(self, extra: str, package: str) -> None:
        super().__init__("missing-extra", package=package, extra=extra)


class OutputError(ExtractorError):
    """A result cannot be written where the caller asked for it."""


class InputRejected(ExtractorError):
    """One input that yields no article, with the stage and a stable code."""

    def __init__(self, stage: str, code: str, message: str) -> None:
        super().__init__(message)
        self.stage = stage
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return self.message

    def told(self, lang: Language) -> str:
        """The catalogue's words for the code, the message where it has none."""
        named = f"reject-{self.code}"
        return text(named, lang) if known(named) else self.message
