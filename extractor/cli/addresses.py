"""Addresses named as sources: asked for in the manners of `fetch`, as far as there are any."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from extractor.cli.complaints import WrongValue
from extractor.cli.session import Session
from extractor.sources import Fetch, Inputs

if TYPE_CHECKING:
    from extractor.fetcher import FetchSettings

DELAY = 2.0


@dataclass(frozen=True, slots=True)
class Manners:
    """What the caller may say of how the web is asked.

    Attributes:
        allow_hosts: one's own hosts, private ones included.
        contact: shown to the sites.
        delay: seconds between two requests to one host.
    """

    allow_hosts: tuple[str, ...] = ()
    contact: str | None = None
    delay: float = DELAY


def settings_of(manners: Manners) -> FetchSettings:
    """The settings of a fetch with these manners.

    Raises:
        WrongValue: the contact is none that can be shown.
    """
    from extractor.fetcher import FetchSettings

    try:
        return FetchSettings(
            allow_hosts=manners.allow_hosts, contact=manners.contact, delay=manners.delay
        )
    except ValidationError as error:
        raise WrongValue(str(error.errors()[0]["msg"]).removeprefix("Value error, ")) from None


def check_ready(inputs: Inputs, manners: Manners) -> None:
    """Find what would keep addresses from being read before anything is.

    Raises:
        MissingExtraError: a library that fetching needs is not installed.
        WrongValue: the contact is none that can be shown.
    """
    if inputs.addresses:
        from extractor.fetcher.libraries import needed

        needed("protego")
        settings_of(manners)


@contextmanager
def fetching(
    inputs: Inputs,
    manners: Manners,
    session: Session,
    *,
    patterns: Path | None = None,
    watch: Callable[[int], None] | None = None,
) -> Iterator[Fetch | None]:
    """How the addresses among the inputs are read; None where there are none.

    ``watch`` is told after every request how many there were for the address in work.

    Raises:
        MissingExtraError: a library that fetching needs is not installed.
        WrongValue: the contact is none that can be shown.
    """
    if not inputs.addresses:
        yield None
        return
    from extractor.fetcher import PageReader, Tools
    from extractor.fetcher.crawl import Tally

    settings = settings_of(manners)

    def tell(tally: Tally) -> None:
        if watch is not None:
            watch(sum(host.requests for host in tally.hosts.values()))

    if manners.contact is None and inputs.addresses > 1:
        session.streams.console.print(session.text("fetch-no-contact"), soft_wrap=True)
    tools = Tools(extra_patterns=patterns, watch=tell)
    with PageReader(settings=settings, tools=tools) as reader:
        yield reader.read
