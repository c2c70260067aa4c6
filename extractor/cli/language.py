"""The reader's language: asked for on the command line, else the machine's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.messages import LANGUAGES, Language


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """``--lang`` wherever it stands, else the locale's language, else English."""
    asked = None
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            asked = arguments[position + 1]
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    for language in LANGUAGES:
        if asked == language:
            return language
    return "id" if asked is None and _locale(environment).startswith(("id", "in_")) else "en"


def _locale(environment: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return value.lower()
    import locale

    try:
        return (locale.getlocale()[0] or "").lower().replace("indonesian", "id")
    except ValueError:
        return ""
