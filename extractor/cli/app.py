"""The application: its commands, the reader's language, and what each ending exits with."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from extractor import messages
from extractor.cli import (
    build,
    check,
    export,
    extract,
    fetch,
    inspect,
    publish,
    report,
    review,
    verify,
)
from extractor.cli.complaints import told_of_call
from extractor.cli.language import chosen_language
from extractor.cli.options import Debug, Lang
from extractor.cli.session import Session, session_of
from extractor.cli.streams import prepare_streams
from extractor.errors import ExtractorError, InputRejected
from extractor.messages import Language

PROGRAM = "award-extractor"
HELP = ["-h", "--help"]
# Options that typer adds, with texts of its own.
_OF_TYPER = {
    "install_completion": "option-install-completion",
    "show_completion": "option-show-completion",
}
REJECTED, WRONG_CALL, BUG, STOPPED = 1, 2, 70, 130

# The base of every usage error; typer carries its own copy of click and names only this child.
_UsageProblem: type[Any] = next(
    each for each in typer.BadParameter.__mro__ if each.__name__ == "ClickException"
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status; no exception gets out."""
    given = sys.argv[1:] if arguments is None else arguments
    streams = prepare_streams()
    session = Session(lang=chosen_language(given, os.environ), streams=streams)
    try:
        return _run(given, session)
    except (KeyboardInterrupt, typer.Abort):
        streams.complain(session.text("stopped"))
        return STOPPED
    except BrokenPipeError:
        streams.close_quietly()
        return 0
    except Exception as bug:
        if "--debug" in given:
            raise
        streams.complain(session.text("bug", name=type(bug).__name__, message=bug))
        return BUG


def _run(given: list[str], session: Session) -> int:
    """The command's own status, or that of an error the caller can mend."""
    streams = session.streams
    try:
        status = command_tree(session.lang).main(
            args=given, prog_name=PROGRAM, standalone_mode=False, obj=session
        )
        streams.flush()
    except ExtractorError as problem:
        streams.complain(session.text("error", message=problem.told(session.lang)))
        return REJECTED if isinstance(problem, InputRejected) else WRONG_CALL
    except _UsageProblem as problem:
        message = told_of_call(problem, session)
        command = problem.ctx.command_path if getattr(problem, "ctx", None) else PROGRAM
        streams.complain(session.text("wrong-call", message=message, program=command))
        return WRONG_CALL
    except OSError as problem:
        if not _for_the_caller(problem, given):
            raise
        where = "" if problem.filename is None else f"{problem.filename}: "
        streams.complain(session.text("error", message=f"{where}{problem.strerror}"))
        return WRONG_CALL
    except SystemExit as ending:
        # typer ends so when the reader of the pipe is gone
        streams.close_quietly()
        return 0 if ending.code == 1 else WRONG_CALL
    return status if isinstance(status, int) else 0


def _for_the_caller(problem: OSError, given: list[str]) -> bool:
    """Whether the system refuses a file that the call names, or a disk is full: no bug of ours."""
    if problem.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return True
    if not isinstance(problem.filename, str):
        return False
    refused = Path(problem.filename)
    names = [Path(each) for each in given if each and not each.startswith("-")]
    return any(name in (refused, *refused.parents) for name in names)


def command_tree(lang: Language) -> TyperGroup:
    """All commands, every help text in the reader's language."""
    app = typer.Typer(
        name=PROGRAM,
        help="help-program",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": HELP},
    )
    app.callback()(_before_command)
    for module in (fetch, extract, inspect, verify, check, review, build, export, report, publish):
        module.register(app)
    command = get_command(app)
    if not isinstance(command, TyperGroup):
        raise TypeError("the application has several commands")
    for part in (command, *command.commands.values()):
        _translate(part, lang)
        asked = part.get_help_option(typer.Context(part, help_option_names=HELP))
        if asked is not None:
            asked.help = messages.text("option-help", lang)
        for parameter in part.params:
            if parameter.name in _OF_TYPER:
                setattr(parameter, "help", _OF_TYPER[parameter.name])  # noqa: B010 -- options alone have it
            _translate(parameter, lang)
    return command


def _show_version(context: typer.Context, asked: bool) -> None:
    if asked:
        from extractor import __version__

        session_of(context).streams.data_line(f"{PROGRAM} {__version__}")
        raise typer.Exit


def _before_command(
    version: Annotated[
        bool,
        typer.Option("--version", help="option-version", is_eager=True, callback=_show_version),
    ] = False,
    lang: Lang = None,
    debug: Debug = False,
) -> None:
    """Options that may stand before the command; ``main`` reads them from the arguments."""


def _translate(part: object, lang: Language) -> None:
    for attribute in ("help", "rich_help_panel", "short_help"):
        code = getattr(part, attribute, None)
        if isinstance(code, str):
            setattr(part, attribute, messages.text(code, lang))
