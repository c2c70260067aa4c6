"""The progress bar on a terminal: how far, how fast, how much time is left."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self

from extractor.cli.session import Session

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from extractor.run_state import Counts


class Progress:
    """Shows nothing where standard error is no terminal, or when quiet."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        console = self._session.streams.console
        if console.is_terminal and not console.quiet:
            from rich.progress import (
                BarColumn,
                TaskProgressColumn,
                TextColumn,
                TimeRemainingColumn,
            )  # fmt: skip
            from rich.progress import (
                Progress as Bar,
            )

            self._bar = Bar(
                TextColumn("{task.description}"),
                BarColumn(),
                TaskProgressColumn(show_speed=False),
                TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(),
                console=console,
                transient=True,
            )
            self._bar.start()
            self._task = self._bar.add_task(self._session.text("reading"), total=None, rate="")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, behind: int, total: int, counts: Counts) -> None:
        """Show how many bytes of input are behind, and pages a second."""
        if self._bar is None or self._task is None:
            return
        task = self._bar.tasks[0]
        pages = counts.pages or counts.inputs
        rate = pages / task.elapsed if task.elapsed else 0.0
        self._bar.update(
            self._task,
            description=self._session.text("reading"),
            total=total or None,
            completed=behind,
            rate=self._session.text(
                "rate", pages=pages, rate=self._session.number(rate), records=counts.records
            ),
        )

    def fetched(self, requests: int) -> None:
        """Show how many requests the address in work has taken."""
        if self._bar is not None and self._task is not None:
            text = self._session.text("fetching", requests=requests)
            self._bar.update(self._task, description=text)

    def say(self, line: str) -> None:
        """One line that a reader should keep, above the bar where there is one; also when quiet."""
        if self._bar is None:
            self._session.streams.complain(line)
        else:
            self._bar.console.print(line, soft_wrap=True)
