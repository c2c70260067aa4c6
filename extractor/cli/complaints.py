"""What is wrong with a call, in the reader's language as far as its parts are known."""

from __future__ import annotations

from typing import Any

from extractor.cli.session import Session
from extractor.errors import ExtractorError, MissingExtraError, NoSuchSourceError, TableError


def told(problem: ExtractorError, session: Session) -> str:
    """The errors that everyone meets; the others speak for themselves."""
    if isinstance(problem, MissingExtraError):
        return session.text("missing-extra", package=problem.package, extra=problem.extra)
    if isinstance(problem, NoSuchSourceError):
        text = session.text("no-such-source", name=problem.name)
        return f"{text}; {session.text('bare-address')}" if problem.is_bare_address else text
    if isinstance(problem, TableError):
        return session.text(problem.code, **problem.values)
    return str(problem)


def told_of_call(problem: Any, session: Session) -> str:
    """A usage error of typer in one line; by its parts where they are there."""
    if getattr(problem, "option_name", None) and hasattr(problem, "possibilities"):
        text = session.text("wrong-option", option=problem.option_name)
        if problem.possibilities:
            possible = ", ".join(sorted(problem.possibilities))
            text = session.text("wrong-option-possible", problem=text, possible=possible)
        return _one_line(text)
    name = _name(problem)
    if name is not None and hasattr(problem, "param_type"):
        return _one_line(session.text("wrong-missing", name=name))
    message = getattr(problem, "message", None)
    if name is not None and message:
        return _one_line(session.text("wrong-value", name=name, message=message))
    return _one_line(str(problem.format_message()))


def _name(problem: Any) -> str | None:
    """The option or argument that the problem is about."""
    parameter = getattr(problem, "param", None)
    if parameter is None:
        return None
    options = [each for each in parameter.opts if each.startswith("-")]
    return max(options, key=len) if options else parameter.metavar or str(parameter.name).upper()


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("Value error, ", "")
