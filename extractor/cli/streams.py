"""Standard output carries data as UTF-8; standard error what a person reads."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast

if TYPE_CHECKING:
    from rich.console import Console

# Width of tables where no terminal says its own.
_WIDTH = 118


@dataclass
class Streams:
    """The two ways out of the program.

    Attributes:
        ascii_only: the reader's encoding has no box-drawing glyphs.
        quiet: nothing on standard error but errors.
    """

    out: BinaryIO
    err: TextIO
    ascii_only: bool = False
    quiet: bool = False
    out_is_terminal: bool = False
    _console: Console | None = field(default=None, repr=False)

    def data(self, line: bytes) -> None:
        """One line of data, seen at once by whoever reads the pipe.

        Raises:
            BrokenPipeError: nobody reads it any more, in whatever way the system says so.
        """
        try:
            self.out.write(line + b"\n")
            self.out.flush()
        except OSError as error:
            if error.errno in (errno.EPIPE, errno.EINVAL):
                raise BrokenPipeError from error
            raise

    def data_line(self, line: str) -> None:
        """One line of text as data."""
        self.data(line.encode("utf-8", "backslashreplace"))

    def complain(self, line: str) -> None:
        """One line on standard error, also when quiet."""
        with contextlib.suppress(OSError, ValueError):
            self.err.write(line + "\n")
            self.err.flush()

    @property
    def console(self) -> Console:
        """Rich console on standard error, silent when quiet."""
        if self._console is None:
            self._console = self._rich(self.err, quiet=self.quiet)
        return self._console

    def page(self) -> Console:
        """Rich console on standard output, for what a person asked to look at."""
        text = cast("TextIO", _Utf8(self.out))
        return self._rich(text, terminal=self.out_is_terminal)

    def flush(self) -> None:
        self.out.flush()

    def close_quietly(self) -> None:
        """The reader closed the pipe: let nothing at exit complain about it."""
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _rich(self, file: TextIO, *, quiet: bool = False, terminal: bool | None = None) -> Console:
        from rich.console import Console

        console = Console(
            file=file, quiet=quiet, highlight=False, markup=False, emoji=False, soft_wrap=False,
            force_terminal=terminal,
        )  # fmt: skip
        if not console.is_terminal and "COLUMNS" not in os.environ:
            console.width = _WIDTH
        return console


class _Utf8(io.TextIOBase):
    """Text written to a binary stream as UTF-8; unlike TextIOWrapper it never closes it."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    @property
    def encoding(self) -> str:  # type: ignore[override]  # typeshed has a plain attribute
        return "utf-8"

    def write(self, text: str) -> int:
        self._out.write(text.encode("utf-8", "backslashreplace"))
        return len(text)

    def flush(self) -> None:
        if not self._out.closed:
            self._out.flush()


def prepare_streams() -> Streams:
    """The process's streams: whatever encoding they declare, no text can break them."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        # closed by whoever started us: a service, a window without a console
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 -- as long as the process
    ascii_only = not (sys.stderr.encoding or "ascii").lower().startswith("utf")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if isinstance(sys.stderr, io.TextIOWrapper) and not sys.stderr.isatty():
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
    return Streams(
        out=sys.stdout.buffer,
        err=sys.stderr,
        ascii_only=ascii_only,
        out_is_terminal=sys.stdout.isatty(),
    )
