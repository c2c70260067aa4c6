"""The page as one HTML file: markup, style, script and data, under a strict policy."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import orjson

from extractor import messages
from extractor.messages import LANGUAGES, Language
from extractor.patterns.loader import Patterns

Mode = Literal["server", "static"]

WEB = Path(__file__).with_name("web")

# In the order in which they stand in the page: each uses only what those before it define.
SCRIPTS = (
    "words.js", "backend.js", "static.js", "ledger.js", "article.js", "form.js", "record.js",
    "list.js", "matrix.js", "pictures.js", "news.js", "keys.js", "main.js",
)  # fmt: skip
_SHOWN = (
    "page-", "key-", "field-", "verdict-", "status-of-", "cell-", "mark-", "head-", "review-",
    "cause-of-", "dropped-", "remark-", "sheet-change", "sheet-undated", "sheet-new-method",
)  # fmt: skip


@cache
def script() -> str:
    """The page's one script."""
    parts = [(WEB / name).read_text(encoding="utf-8") for name in SCRIPTS]
    return '"use strict";\n(() => {\n' + "\n".join(parts) + "\n})();\n"


@cache
def style() -> str:
    """The page's one style sheet."""
    return (WEB / "page.css").read_text(encoding="utf-8")


def policy(mode: Mode) -> str:
    """The content security policy: this script and this style, and nothing from elsewhere."""
    connect = "'self'" if mode == "server" else "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'sha256-{_hash(script())}'",
            f"style-src 'sha256-{_hash(style())}'",
            "img-src data:",
            f"connect-src {connect}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def html(mode: Mode, setup: Mapping[str, object], lang: Language, *, packed: str = "") -> str:
    """The whole page; ``setup`` is what the script begins with, ``packed`` a file's data."""
    return (
        (WEB / "page.html")
        .read_text(encoding="utf-8")
        .replace("{lang}", lang)
        .replace("{policy}", policy(mode))
        .replace("{style}", style())
        .replace("{setup}", embedded(setup))
        .replace("{packed}", packed)
        .replace("{script}", script())
    )


def embedded(content: object) -> str:
    """JSON that nothing inside it can lead out of its script element."""
    text = orjson.dumps(content, option=orjson.OPT_NON_STR_KEYS).decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    # the placeholders of the page are no part of its data
    for name in ("script", "setup", "packed"):
        text = text.replace(f"{{{name}}}", f"\\u007b{name}}}")
    return text


def texts() -> dict[str, dict[str, str]]:
    """Every text that the page shows, by language and code."""
    shown = {code: entry for code, entry in messages.catalogue().items() if code.startswith(_SHOWN)}
    return {lang: {code: entry[lang] for code, entry in shown.items()} for lang in LANGUAGES}


def vocabulary(patterns: Patterns) -> dict[str, object]:
    """What the forms offer: awards with their labels, and regions."""
    return {
        "awards": {
            code: {
                "name": award.name,
                "labels": [e.label for ladder in award.ladders for e in ladder.entries],
            }
            for code, award in patterns.awards.items()
        },
        "regions": [region.name for region in patterns.regions],
    }


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
