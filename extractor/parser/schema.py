"""Schema of patterns/publishers/*.toml, boilerplate.toml, dates.toml; no unknown keys."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from selectolax.lexbor import LexborHTMLParser, SelectolaxError


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"is no regular expression ({error})") from None
    return pattern


Regex = Annotated[str, AfterValidator(_compiles)]
_PROBE = LexborHTMLParser("<p></p>")


def _selects(selector: str) -> str:
    try:
        _PROBE.css(selector)
    except SelectolaxError:
        raise ValueError("is no CSS selector") from None
    return selector


Selector = Annotated[str, AfterValidator(_selects)]
DateSource = Literal["selector", "json-ld", "meta", "microdata", "line", "end", "address"]


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Selectors(Strict):
    """CSS selectors of one template, the most certain first; the first that fits is used.

    ``drop`` names elements inside the body that are not the article.
    """

    title: tuple[Selector, ...] = ()
    body: tuple[Selector, ...] = ()
    date: tuple[Selector, ...] = ()
    author: tuple[Selector, ...] = ()
    editor: tuple[Selector, ...] = ()
    section: tuple[Selector, ...] = ()
    drop: tuple[Selector, ...] = ()


class Paging(Strict):
    """How a long article is cut: query key of the page number, the value that shows all.

    ``suffix``: the page number is a last path part ("/2").
    """

    query: tuple[str, ...] = ()
    suffix: bool = False


class PublisherPattern(Strict):
    """One file of patterns/publishers/, named for its domain or network.

    Attributes:
        id: file name without suffix: the domain, or a network's or system's name.
        name: as a reader knows it.
        domains: registered domains; subdomains belong to them.
        extends: id of the network or system whose selectors come after these.
        shape: what tells this template on a domain that nobody listed: a class name,
            then names or strings that also stand in the raw page.
        zone: zone word of times printed without one ("WIB"); absent where offices differ.
        dates: order in which sources of the publication date are asked.
        date_metas: names of meta elements with the publication date.
        author_metas: names of meta elements with the author.
        datelines: openings of a pasted text that name this publisher.
    """

    id: str
    name: str
    domains: tuple[str, ...] = ()
    extends: str | None = None
    shape: tuple[tuple[str, ...], ...] = ()
    zone: str | None = None
    select: Selectors = Selectors()
    paging: Paging = Paging()
    dates: tuple[DateSource, ...] = ()
    date_metas: tuple[str, ...] = ()
    author_metas: tuple[str, ...] = ()
    datelines: tuple[str, ...] = ()
    note: str | None = None


class ExactRule(Strict):
    """A line equal to one of ``lines`` (case and outer punctuation aside) is boilerplate."""

    rule: str
    lines: tuple[str, ...]


class ShapeRule(Strict):
    """A whole line of at most ``longest`` characters that fits one of ``patterns``.

    ``holds``: strings of which the line has one; other lines are not tried.
    """

    rule: str
    longest: int = Field(default=120, le=400)
    holds: tuple[str, ...] = ()
    patterns: tuple[Regex, ...]


class CueRule(Strict):
    """Words that open a related-link line.

    Attributes:
        strong: enough with a colon, a link, a headline, or alone above headlines.
        colon: mean it only with a colon or a link ("baca", "promosi").
        heads, nouns, tails: a head, perhaps a noun, and one to four tails are strong as well.
        headline_words: what a headline has and a row of names and figures has not.
        longest: a line above this many characters is prose (code points).
        headlines: most lines that may follow a cue that stands alone.
    """

    rule: str
    strong: tuple[str, ...]
    colon: tuple[str, ...]
    heads: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    headline_words: tuple[str, ...] = ()
    longest: int = 320
    headlines: int = 8


class ElementRule(Strict):
    """Elements dropped inside the body: by words of class or id, by whole names, by tag.

    ``linked``: a long one without any link is kept after all.
    """

    rule: str
    linked: bool = False
    words: tuple[str, ...] = ()
    names: tuple[Regex, ...] = ()
    tags: tuple[str, ...] = ()


class BylineRule(Strict):
    """Labels that open a byline ("Penulis: …"); ``field`` is what the label names."""

    rule: str
    field: Literal["author", "editor", "none"]
    labels: tuple[str, ...]


class KindRule(Strict):
    """What tells a page that is no article."""

    code: str
    titles: tuple[Regex, ...] = ()
    addresses: tuple[Regex, ...] = ()
    texts: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


class BoilerplatePattern(Strict):
    """The file patterns/boilerplate.toml."""

    related: CueRule
    exact: tuple[ExactRule, ...]
    shape: tuple[ShapeRule, ...]
    element: tuple[ElementRule, ...]
    byline: tuple[BylineRule, ...]
    byline_stops: tuple[str, ...]
    byline_openers: tuple[str, ...]
    byline_forms: tuple[Regex, ...] = ()
    no_names: tuple[str, ...] = ()
    kind: tuple[KindRule, ...]
    correction: tuple[Regex, ...]
    long_line_openings: tuple[str, ...]
    body_hints: tuple[Selector, ...]
    title_separators: tuple[str, ...]
    dateline_suffixes: tuple[str, ...]


class DatesPattern(Strict):
    """The file patterns/dates.toml: words of printed dates, lower case."""

    months: dict[str, int]
    weekdays: tuple[str, ...]
    zones: dict[str, str]
    published_labels: tuple[str, ...]
    modified_labels: tuple[str, ...]
    afternoon: tuple[str, ...]
    morning: tuple[str, ...]
