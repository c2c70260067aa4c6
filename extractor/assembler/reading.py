"""One sentence as it is read: its view, its scopes and the awards that it tells of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.assembler.context import Context
    from extractor.assembler.scopes import Scopes
    from extractor.assembler.view import SentenceView
    from extractor.models.mentions import AwardMention, Mention, PredicateMention
    from extractor.patterns.frames import FrameName
    from extractor.patterns.shape import Shape

_ITEM = re.compile(r"\s*(?:[-–—•*·▪]|\(?[0-9]{1,2}[.)]|[a-z][.)]|[0-9]{1,3}\s(?=[A-Z]))\s*")
_TIED_REACH = 16
_LABEL_HEAD = 2
"""Characters of a sentence in which a label opens it."""
_MARKS = 6
"""Characters of a sentence beside its label and figure, where it holds nothing else."""
_LOOK_AHEAD = 12
"""Characters of the next paragraph that show whether it is a list's item."""


@dataclass(frozen=True, eq=False)
class SentenceReading:
    """A sentence with all that its steps read.

    Attributes:
        awards: mentions in it that stand for their award, in text order.
        award: code of the award told of, from this sentence or an earlier one.
        before: that of the sentence before.
    """

    context: Context
    view: SentenceView
    scopes: Scopes
    awards: tuple[AwardMention, ...]
    award: str | None
    before: str | None = None

    @property
    def text(self) -> str:
        return self.view.text

    @cached_property
    def frames(self) -> Mapping[FrameName, Shape]:
        return self.scopes.frames

    def opens(self, frame: FrameName) -> re.Match[str] | None:
        """The frame's match at the start of the sentence."""
        return self.frames[frame].match(self.text, self.view.start)

    def only(self, first: Mention, second: Mention) -> bool:
        """As in "Madya, 640.": the sentence holds nothing else."""
        view = self.view
        rest = view.end - view.start - (first.end - first.start) - (second.end - second.start)
        return rest <= _MARKS

    def joins(self, start: int, end: int) -> bool:
        """Whether two recipients stand together: only a comma, "dan" or the like between."""
        gap = self.frames["place_of_unit"].sub("", self.text[start:end])
        return self.frames["coordination"].fullmatch(gap) is not None

    def headed_by(self, label: PredicateMention) -> bool:
        """The sentence is about the label: it opens it, but for a class word before it."""
        start = self.view.start
        head = self.frames["class_head"].fullmatch(self.text, start, label.start)
        return label.start - start <= _LABEL_HEAD or head is not None

    def holds(self, frame: FrameName) -> bool:
        """Whether the frame matches anywhere in the sentence."""
        view = self.view
        return self.frames[frame].search(self.text, view.start, view.end) is not None

    def award_at(self, position: int, end: int | None = None) -> str | None:
        """The award that governs a value: the last one named before it in its sentence.

        As in "B buat SAKIP, CC untuk RB": one right after the value's ``end``, where a
        preposition ties it.
        """
        codes = {a.code for a in self.awards}
        if end is not None and len(codes) > 1:
            tied = self.frames["tied_to_award"]
            for award in self.awards:
                near = 0 < award.start - end < _TIED_REACH
                if near and tied.fullmatch(self.text[end : award.start]):
                    return award.code
        strong = [a for a in self.awards if not a.weak] or self.awards
        before = [a for a in strong if a.start <= position]
        if before:
            return before[-1].code
        if len({a.code for a in strong}) == 1 and not (strong[0].weak and self._apart(strong[0])):
            return strong[0].code
        return self.award or self.context.awards.from_start

    def _apart(self, award: AwardMention) -> bool:
        """As in "memperoleh Pratama, padahal absen dalam daftar kota sehat": of another clause."""
        cues = self.view.cued("scope_end")
        return self.award is not None and any(cue.end <= award.start for cue in cues)

    @cached_property
    def is_item(self) -> bool:
        """It opens with a bullet, a number or a letter."""
        return _ITEM.match(self.text, self.view.start, self.view.end) is not None

    @cached_property
    def opens_list(self) -> bool:
        """The paragraph after this sentence is an item of a list."""
        view = self.view
        rest = self.text[view.end : view.end + _LOOK_AHEAD]
        if not rest.startswith("\n"):
            return False
        return self.ends_with_colon or (_ITEM.match(rest, 1) is not None and not self.is_item)

    @cached_property
    def ends_with_colon(self) -> bool:
        words = self.view.words.rstrip()
        if words.endswith(":"):
            return True
        announced = self.frames["announces_list"].search(words) is not None
        return announced and self.text.startswith("\n", self.view.end)
