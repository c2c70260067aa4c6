"""The persons of an article: who is meant by a name's short form, who spoke last."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.models.value import value

if TYPE_CHECKING:
    from extractor.assembler.view import SentenceView
    from extractor.models.mentions import PersonMention

_NAME_WORD = re.compile(r"[^\W\d_][\w’']+")


@value()
class ArticlePeople:
    """Persons of one article in text order, each with the words of the name."""

    named: tuple[tuple[PersonMention, frozenset[str]], ...]

    @classmethod
    def of(cls, sentences: tuple[SentenceView, ...]) -> ArticlePeople:
        return cls(
            tuple((p, frozenset(_NAME_WORD.findall(p.name))) for v in sentences for p in v.people)
        )

    def full(self, person: PersonMention) -> PersonMention:
        """The fullest mention of the same person: "Astapa" -> "I Gede Agus Astapa"."""
        words = frozenset(_NAME_WORD.findall(person.name))
        best = person
        size = (len(words), person.role is not None)
        for other, theirs in self.named:
            fuller = (len(theirs), other.role is not None)
            if words <= theirs and fuller > size:
                best, size = other, fuller
        return best

    def called(self, words: str) -> PersonMention | None:
        """The person of whose name the words open with a part: "Asep kepada wartawan"."""
        opening = _NAME_WORD.match(words.lstrip())
        if opening is None or not opening[0][0].isupper():
            return None
        return next((self.full(p) for p, theirs in self.named if opening[0] in theirs), None)

    def titled(self, words: str, before: int) -> PersonMention | None:
        """Whoever was named last before the offset with a title that the words hold: "bupati"."""
        lower = words.casefold()
        for person, _ in reversed(self.named):
            title = (person.role or "").split(maxsplit=1)
            if person.start >= before or not title:
                continue
            if re.search(rf"\b{re.escape(title[0].casefold())}\b", lower):
                return self.full(person)
        return None

    def last(self, before: int) -> PersonMention | None:
        """Whoever was named last before the offset: what "ujarnya" points to."""
        named = [person for person, _ in self.named if person.start < before]
        return self.full(named[-1]) if named else None
