"""Names of bodies and regions put together from gazetteer hits: who may be a recipient.

A recipient is a government ("Pemkab Bondowoso", "Kabupaten Buru", a bare "Bangli"), an agency
("Dinas Sosial (Dinsos) Kabupaten Serang") or a unit with a name of its own ("Puskesmas
Pontang", "Polres Bantul"). A region right after an agency is the agency's jurisdiction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.matchers.agencies import read_agency
from extractor.matchers.governments import read_government
from extractor.matchers.listed_regions import read_listed_regions
from extractor.matchers.naming import Acronyms, Naming
from extractor.matchers.plain_lists import read_plain_lists
from extractor.matchers.regions import read_region
from extractor.matchers.shared_names import share_names
from extractor.matchers.short_names import learn_units, read_short_unit
from extractor.matchers.units import read_unit

if TYPE_CHECKING:
    from extractor.matchers.lexicon import Lexicon
    from extractor.matchers.paragraph import Paragraph


def read_names(lexicon: Lexicon, paragraph: Paragraph, acronyms: Acronyms) -> Naming:
    """Recipients and regions of the paragraph; short forms that it introduces are learnt."""
    naming = Naming(paragraph, lexicon, acronyms)
    capital, names = paragraph.capital, paragraph.names
    token, last = 0, len(paragraph)
    while token < last:
        if (capital[token] or token in names) and _may_open_name(naming, token):
            token = _end_of_name(naming, token) or token + 1
        else:
            token += 1
    share_names(naming)
    read_plain_lists(naming)
    read_listed_regions(naming)
    return naming


def _may_open_name(naming: Naming, token: int) -> bool:
    """Whether any name can start there: a phrase does, or a short form that the article taught."""
    paragraph, acronyms = naming.paragraph, naming.acronyms
    if not paragraph.capital[token]:
        return token in paragraph.names and paragraph.hit(token, "gov") is not None
    if token in paragraph.names or acronyms.units:
        return True
    word = paragraph.words[token]
    return (
        word in acronyms.agencies or word in acronyms.regions or word in naming.lexicon.type_words
    )


def _end_of_name(naming: Naming, token: int) -> int | None:
    """End of the name at the token, of whatever kind is found first."""
    return (
        read_government(naming, token)
        or read_agency(naming, token)
        or read_unit(naming, token)
        or read_short_unit(naming, token)
        or read_region(naming, token)
    )


class NameReader:
    """The names of an article's paragraphs, in two passes.

    The first pass learns the short forms that any paragraph introduces; the second reads with
    all of them. A paragraph is read again only where what was learnt later stands in it.
    """

    def __init__(self, lexicon: Lexicon, paragraphs: list[Paragraph]) -> None:
        self.acronyms = Acronyms()
        self._lexicon = lexicon
        self._first: list[tuple[tuple[int, ...], Naming]] = []
        for paragraph in paragraphs:
            known = self.acronyms.size()
            naming = read_names(lexicon, paragraph, self.acronyms)
            learn_units(naming)
            self._first.append((known, naming))

    def read(self, number: int) -> Naming:
        """Names of the paragraph with this number."""
        known, naming = self._first[number]
        paragraph = naming.paragraph
        if known == self.acronyms.size() or not self.acronyms.concern(paragraph):
            return naming
        return self.read_other(paragraph)

    def read_other(self, paragraph: Paragraph) -> Naming:
        """Names of a text outside the article's paragraphs: its title."""
        return read_names(self._lexicon, paragraph, self.acronyms)
