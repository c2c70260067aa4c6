"""The schema of patterns/gates.toml."""

from __future__ import annotations

from pydantic import Field

from extractor.patterns.schema import Strict


class LanguageWords(Strict):
    """``needed`` different ones of ``words`` show that a page is in the language."""

    needed: int = Field(default=1, ge=1)
    words: tuple[str, ...] = ()


class CommonWords(Strict):
    """Words that stand in most articles, the most common first."""

    words: tuple[str, ...] = ()


class GatesPattern(Strict):
    """patterns/gates.toml.

    Attributes:
        cues: categories of cues.toml whose phrases alone may open a record.
        signs: further phrases that may.
        language: words of running text in the language of the articles.
        common: words not to be searched for where a phrase has a rarer one.
    """

    cues: tuple[str, ...]
    signs: tuple[str, ...] = ()
    language: LanguageWords = LanguageWords()
    common: CommonWords = CommonWords()
