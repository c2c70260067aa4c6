"""All that a reader sees, in Indonesian and English: one catalogue keyed by code and parameters.

Nothing that a program reads depends on it: JSON stays English whatever the language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal

Language = Literal["id", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("id", "en")


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Code -> language -> text with ``{parameters}``, from every TOML file of this folder."""
    entries: dict[str, dict[str, str]] = {}
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        entries |= tomllib.loads(path.read_text(encoding="utf-8"))
    return entries


def known(code: str) -> bool:
    """Whether the catalogue has a text for the code."""
    return code in catalogue()


# A figure inside of a text: no date, no version, no address.
_FIGURE = re.compile(r"(?<![\w.,])(-?[0-9]+)\.([0-9]+)(?![\w.])")


def figure(told: str, lang: Language) -> str:
    """Figures with a decimal point, alone or in a text, with the decimal sign of the language."""
    return _FIGURE.sub(r"\1,\2", told) if lang == "id" else told


def text(code: str, lang: Language = "en", /, **parameters: object) -> str:
    """The message of a code in that language, its parameters filled in.

    A code without an entry (a reason from another version's run) is shown as it is.

    Raises:
        KeyError: a parameter that the message names is missing.
    """
    entry = catalogue().get(code)
    if entry is None:
        return code
    return entry[lang].format_map(parameters)
