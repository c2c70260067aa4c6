"""What is wrong with a call, in the reader's language."""

from __future__ import annotations

import re
from typing import Any

import typer

from extractor import messages
from extractor.cli.session import Session
from extractor.messages import Language

# What the parser of command lines says, and the catalogue's code for it.
_OF_PARSER = tuple(
    (re.compile(words), code)
    for words, code in (
        (r"Input should be greater than or equal to (?P<limit>[-\d.]+)", "trouble-too-small"),
        (r"Input should be less than or equal to (?P<limit>[-\d.]+)", "trouble-too-large"),
        (r"Input should be a valid integer.*", "trouble-no-integer"),
        (r"Input should be a valid number.*", "trouble-no-number"),
        (r"(?P<given>'.*') is not one of (?P<known>.*?)\.?", "trouble-no-choice"),
        (r"No such command '?(?P<given>.*?)'?\.?", "trouble-no-command"),
        (
            r"Got unexpected extra arguments? ?(?:\(s\) )?\((?P<given>.*)\)",
            "trouble-extra-argument",
        ),
        (r"Option '(?P<option>.*)' requires an argument\.?", "trouble-needs-value"),
        (r"Option '(?P<option>.*)' does not take a value\.?", "trouble-takes-no-value"),
        (r"write the contact as one line of plain letters", "trouble-contact"),
        (r"(?i:path|dir|directory|file) '(?P<name>.*)' does not exist\.?", "no-such-source"),
    )
)


class WrongValue(typer.BadParameter):
    """A value of the command line that cannot be, by a code of the catalogue and its values."""

    def __init__(self, said: str, /, **values: object) -> None:
        super().__init__(messages.text(said, "en", **values))
        self.said = said
        self.values = values


def told_of_call(problem: Any, session: Session) -> str:
    """A usage error in one line; by its parts where they are there."""
    if getattr(problem, "option_name", None) and hasattr(problem, "possibilities"):
        text = session.text("wrong-option", option=problem.option_name)
        if problem.possibilities:
            possible = ", ".join(sorted(problem.possibilities))
            text = session.text("wrong-option-possible", problem=text, possible=possible)
        return _one_line(text)
    name = _name(problem)
    if name is not None and hasattr(problem, "param_type"):
        text = session.text("wrong-missing", name=name)
        help_text = getattr(problem.param, "help", None)
        if help_text:
            text = session.text("wrong-missing-told", problem=text, what=_first_sentence(help_text))
        return _one_line(text)
    told = _reason(problem, session.lang)
    if name is not None and told:
        told = session.text("wrong-value", name=name, message=told)
    return _one_line(told or str(problem.format_message()))


def _reason(problem: Any, lang: Language) -> str:
    if isinstance(problem, WrongValue) and messages.known(problem.said):
        return messages.text(problem.said, lang, **problem.values)
    said = _one_line(str(getattr(problem, "message", None) or ""))
    for words, code in _OF_PARSER:
        found = words.fullmatch(said)
        if found:
            return messages.text(code, lang, **found.groupdict())
    return said


def _name(problem: Any) -> str | None:
    """The option or argument that the problem is about."""
    parameter = getattr(problem, "param", None)
    if parameter is None:
        return None
    options = [each for each in parameter.opts if each.startswith("-")]
    return max(options, key=len) if options else parameter.metavar or str(parameter.name).upper()


def _first_sentence(text: str) -> str:
    """The help of a parameter up to its first end; a point inside of a suffix is none."""
    return re.split(r"(?<=\w{2}[.;])\s", text, maxsplit=1)[0].rstrip(".;")


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("Value error, ", "")
