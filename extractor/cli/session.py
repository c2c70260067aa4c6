"""What every command of one call shares: the reader's language and the streams."""

from __future__ import annotations

from dataclasses import dataclass

import typer

from extractor import messages
from extractor.cli.streams import Streams
from extractor.messages import Language


@dataclass(frozen=True, slots=True)
class Session:
    lang: Language
    streams: Streams

    def text(self, code: str, /, **parameters: object) -> str:
        """A message of the catalogue in the reader's language."""
        return messages.text(code, self.lang, **parameters)

    def number(self, value: float, *, decimals: int = 1) -> str:
        """A number with the decimal sign of the reader's language."""
        return messages.figure(f"{value:.{decimals}f}", self.lang)

    def rejection(self, source: str, code: str, message: str) -> str:
        """One line on an input that was rejected; its message where the code has no text."""
        reason = self.reject_reason(code) or message
        return self.text("rejected", source=source, reason=reason, code=code)

    def reject_reason(self, code: str) -> str | None:
        """The catalogue's words for a reject's code, None where it has none."""
        if code.startswith("http-"):
            return self.text("reject-http", status=code.removeprefix("http-"))
        named = f"reject-{code}"
        return self.text(named) if messages.known(named) else None


def session_of(context: typer.Context, *, quiet: bool = False) -> Session:
    """The session of a command, quiet if it was asked to be."""
    session = context.obj
    if not isinstance(session, Session):
        raise TypeError("the command runs outside of main()")
    session.streams.quiet = quiet
    return session
