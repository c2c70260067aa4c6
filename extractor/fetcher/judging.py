"""What an answer is: an article, a list, a page in the way of one, or nothing of use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from extractor.fetcher import addresses, charsets
from extractor.fetcher.client import Answer
from extractor.fetcher.failures import FetchFailure
from extractor.fetcher.feeds import XmlKind, xml_kind
from extractor.fetcher.patterns import FetchPatterns, Sign
from extractor.fetcher.retry_after import retry_after
from extractor.fetcher.rows import Address
from extractor.fetcher.tags import PageTags, read_tags

REDIRECTS: Final = (301, 302, 303, 307, 308)
_MAGIC: Final = (
    (b"%PDF-", "PDF"), (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"),
    (b"RIFF", "media"), (b"PK\x03\x04", "ZIP"), (b"\x00\x00\x00", "media"), (b"ID3", "media"),
    (b"OggS", "media"), (b"\x7fELF", "program"), (b"MZ\x90", "program"), (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"), (b"wOF", "font"), (b"SQLite format 3", "database"),
)  # fmt: skip
_MARKUP: Final = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|!--|script|div|p|h1|article|table)\b|<!--",
    re.IGNORECASE,
)
_NO_PAGE: Final = (
    "image/", "video/", "audio/", "font/", "application/pdf", "application/zip",
    "application/json", "application/javascript", "text/javascript", "text/css",
    "application/octet-stream", "application/vnd.", "application/msword",
)  # fmt: skip

Found = Literal["html", "feed", "sitemap", "sitemap-index"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A usable answer.

    Attributes:
        tags: of an HTML page, else None.
        notes: coded doubts that are kept with the capture.
    """

    found: Found
    charset: str
    notes: tuple[str, ...] = ()
    tags: PageTags | None = None


def accept_type(status: int, content_type: str, prefix: bytes) -> None:
    """Look at the first bytes and refuse what is no page, whatever its label says.

    Raises:
        FetchFailure: ``not-html``.
    """
    if not 200 <= status < 300 or not prefix:
        return
    if prefix.startswith((b"\xff\xfe", b"\xfe\xff")):
        prefix = prefix.decode("utf-16", errors="ignore").encode()
    start = prefix.lstrip(b"\xef\xbb\xbf \t\r\n\f")
    label = content_type.partition(";")[0].strip().lower()
    for magic, name in _MAGIC:
        if start.startswith(magic):
            raise FetchFailure("not-html", f"a file of kind {name}, labelled {label or 'nothing'}")
    if start.startswith(b"\x1f\x8b") or xml_kind(prefix) or _MARKUP.match(start):
        return
    labelled = label in ("text/html", "application/xhtml+xml") or (not label and b"<" in prefix)
    if label.startswith(_NO_PAGE) or not labelled or start[:1] in (b"{", b"["):
        raise FetchFailure("not-html", f"no page but {label or 'something without a label'}")


def redirect_of(
    answer: Answer, address: Address, patterns: FetchPatterns, limit: int
) -> str | None:
    """Where the answer sends us, None if it does not.

    Raises:
        FetchFailure: the target is missing or none that is fetched, or there were too many.
    """
    if answer.status not in REDIRECTS:
        return None
    location = answer.header("location")
    if not location:
        raise FetchFailure("redirect-nowhere", "a redirect without a target", status=answer.status)
    try:
        target = addresses.clean(location, answer.url, tracking=patterns.address.tracking)
    except FetchFailure as failure:
        message = f"redirected to {location[:120]!r}: {failure.message}"
        raise FetchFailure(failure.code, message, status=answer.status) from failure
    if target == address.url:
        raise FetchFailure("redirect-loop", "redirected to itself", status=answer.status)
    if address.redirects >= limit:
        raise FetchFailure("redirect-limit", f"more than {limit} redirects", status=answer.status)
    before, after = addresses.split(address.url), addresses.split(target)
    to_front = after.path == "/" and not after.query and len(before.path) > 1
    if to_front and address.kind in ("article", "part"):
        raise FetchFailure("soft-404", "sent to the front page instead", status=answer.status)
    return target


def judge(answer: Answer, body: bytes, patterns: FetchPatterns, now: float) -> Judged:
    """What a final answer is.

    Args:
        answer: no redirect, no 304.
        body: decoded, and unpacked if it was a gzip file.
        patterns: signs of blocks, paywalls and missing pages.
        now: seconds since the epoch, for Retry-After.

    Raises:
        FetchFailure: an HTTP error, a page in the way, or no page.
    """
    if not 200 <= answer.status < 300:
        raise _refused(answer, body, patterns, now)
    if answer.status in (204, 205, 206) or not body.strip():
        code = "empty" if answer.status != 206 else "http-206"
        raise FetchFailure(code, "an answer without a page", status=answer.status)
    kind: XmlKind | None = xml_kind(body)
    charset = charsets.detect(body, answer.header("content-type"))
    notes = tuple(note for note in (charset.note,) if note)
    if kind is not None and not _MARKUP.match(body.lstrip()[:40]):
        return Judged(kind, charset.name, notes)
    text = charsets.decode(body, charset.name)
    tags = read_tags(text)
    sign = _sign(answer, text, tags, patterns)
    if sign is not None:
        raise FetchFailure(
            sign.code, f"{tags.title[:80]!r} stands in its place", status=answer.status
        )
    if tags.paid:
        raise FetchFailure("paywall", "the page says it is for subscribers", status=answer.status)
    if not tags.closed_html:
        notes += ("no-end-tag",)
    return Judged("html", charset.name, notes, tags)


def _refused(answer: Answer, body: bytes, patterns: FetchPatterns, now: float) -> FetchFailure:
    status = answer.status
    if status == 304:
        return FetchFailure("unexpected-304", "unchanged, but never fetched", status=status)
    text = charsets.decode(body[:65_536], "utf-8")
    sign = _sign(answer, text, read_tags(text), patterns)
    if sign is not None:
        message = f"HTTP {status}, a page that stands in the way"
        return FetchFailure(sign.code, message, status=status)
    if status == 402:
        return FetchFailure("paywall", "HTTP 402, payment required", status=status)
    reason = f"HTTP {status} {answer.reason[:40]}".strip()
    wait = retry_after(answer.header("retry-after"), now) if status in (429, 503) else None
    return FetchFailure(f"http-{status}", reason, status=status, retry_after=wait)


def _sign(answer: Answer, text: str, tags: PageTags, patterns: FetchPatterns) -> Sign | None:
    """The first sign of a page that stands in the way, if there is one."""
    lines = {f"{name.lower()}: {value.lower()}" for name, value in answer.headers}
    title = tags.title.lower()
    low = text[:400_000].lower()
    for sign in patterns.sign:
        if answer.status not in sign.statuses:
            continue
        if any(line.startswith(mark) for mark in sign.headers for line in lines):
            return sign
        if any(title.startswith(words) or title == words.strip() for words in sign.titles):
            return sign
        if len(text) <= sign.longest and any(words in low for words in sign.texts):
            return sign
    return None
