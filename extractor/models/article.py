"""What goes in and what the parser makes of it: Page, Article, Dropped, Reject."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

BlockKind = Literal["paragraph", "item", "row", "heading", "quote"]


class Page(BaseModel):
    """One input as read: the bytes of an HTML page, or plain text.

    Attributes:
        url: address of the page, None for text without one.
        source: the path as given, plus ``#line`` or ``#offset`` inside a container.
        html: raw bytes of the page; None when ``text`` is given.
        text: pasted text, a paragraph a line; None when ``html`` is given.
        charset: charset that the transport declared, if any.
        title: known title (JSONL input); the page's own wins.
        published: known publication date, ISO 8601 date or date-time.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str | None = None
    source: str = ""
    html: bytes | None = None
    text: str | None = None
    charset: str | None = None
    title: str | None = None
    published: str | None = None


class Dropped(BaseModel):
    """A block that stood on the page and is not the article, with the rule that removed it.

    ``after`` is the index of the kept paragraph it followed, -1 before the first.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    rule: str
    after: int


class Article(BaseModel):
    """The clean article of one page.

    Attributes:
        text: paragraphs joined by ``\\n``; the title is not in it. All offsets count
            Unicode code points of it, half-open.
        blocks: kind of each paragraph of ``text``, in order.
        published, modified: ISO 8601 with the zone the site gives; a bare date stays one.
        sha256: hex digest of ``text`` in UTF-8.
        notes: coded remarks of the parser ("depth-capped", "correction: …").
    """

    model_config = ConfigDict(frozen=True)

    url: str | None
    source: str
    site: str | None
    title: str | None
    author: str | None
    editor: str | None = None
    section: str | None = None
    published: str | None
    modified: str | None
    sha256: str
    text: str
    blocks: tuple[BlockKind, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = Field(default=())

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(self.text.split("\n")) if self.text else ()


class Reject(BaseModel):
    """An input that gave no article: one line of rejects.jsonl."""

    model_config = ConfigDict(frozen=True)

    source: str = Field(description="the input as named in the call, plus `#line` in a container")
    stage: str = Field(description="where it was refused: read, parse or extract")
    code: str = Field(description="the reason as a stable code")
    message: str = Field(description="the reason in English, with what was met")
