"""Addresses: the site of a page and its one canonical address (AMP, mobile, paging folded)."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from extractor.parser.schema import Paging

TRACKING = re.compile(
    r"^(?:utm_\w{1,30}|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|ref(?:errer)?|source|"
    r"amp|m|outputtype|output|single|print|share|nb|_gl|wbraid|gbraid|tblci|obid|cmpid|"
    r"zarsrc|spm|sfnsn|mibextid|fb_\w{1,20}|at_\w{1,20}|traffic_source|jxref\w{0,10}|jxconn\w{0,10})$",
    re.IGNORECASE,
)
PAGE_KEYS = frozenset(["page", "paged", "halaman", "hal", "pg", "showpage"])
AMP_PART = re.compile(r"^amp(?:_version|html)?$", re.IGNORECASE)
MOBILE_HOST = re.compile(r"^(?:m|mobile|amp|wap)\.(?=[^.]+\.[^.]+)")
PAGE_NUMBER = re.compile(r"^\d{1,2}$")


def host(url: str | None) -> str | None:
    """Lower-case host without "www."; None for no web address."""
    if not url:
        return None
    try:
        name = urlsplit(url.strip()).hostname
    except ValueError:
        return None
    if not name or "." not in name:
        return None
    return name.lower().removeprefix("www.").rstrip(".")


def site(url: str | None) -> str | None:
    """The publisher's host of an address: no "www.", "m." or "amp."; other subdomains stay."""
    name = host(url)
    return MOBILE_HOST.sub("", name) if name else None


def is_deep(url: str | None) -> bool:
    """Whether an address points below the home page."""
    try:
        return bool(url) and len(urlsplit(url or "").path.strip("/")) > 3
    except ValueError:
        return False


def page_number(url: str | None, paging: Paging) -> str | None:
    """The page that an address shows of a cut article: a number, "all", or None."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    for key, value in parse_qsl(parts.query, keep_blank_values=True):
        folded = key.lower()
        if folded in PAGE_KEYS or folded in paging.query:
            if value.lower() == "all" or folded == "single":
                return "all"
            if PAGE_NUMBER.match(value):
                return value
    if paging.suffix:
        last = parts.path.rstrip("/").rsplit("/", 1)[-1]
        if PAGE_NUMBER.match(last) and parts.path.rstrip("/").count("/") >= 2:
            return last
    return None


def canonical(url: str | None, paging: Paging) -> str | None:
    """One address for all views of an article; the input if it is no web address."""
    if not url:
        return None
    url = url.strip()
    try:
        parts = urlsplit(url)
        name = parts.hostname
        port = parts.port
    except ValueError:
        return url
    if parts.scheme not in {"http", "https"} or not name:
        return url
    name = MOBILE_HOST.sub("", name.lower().rstrip("."))
    netloc = name if port in {None, 80, 443} else f"{name}:{port}"
    path = [part for part in parts.path.split("/") if not AMP_PART.match(part)]
    bare = [part for part in path if part]
    if paging.suffix and len(bare) >= 2 and PAGE_NUMBER.match(bare[-1]):
        path = path[: len(path) - 1 - (path[-1] == "")]
    query = [
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not TRACKING.match(key)
        and key.lower() not in paging.query
        and key.lower() not in PAGE_KEYS
    ]
    clean = quote("/".join(path) or "/", safe="/%:@!$&'()*+,;=~-._")
    return urlunsplit((parts.scheme, netloc, clean, urlencode(query), ""))
