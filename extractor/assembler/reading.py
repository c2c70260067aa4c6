"""One sentence as it is read: its view, its scopes and the awards that it tells of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.models.value import value

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


@value(eq=False)
class SentenceReading:
    """A sentence with all that its steps read.

    Attributes:
        awards: mentions in it that stand for their award, in text order.
        award: code of the award told of, from this sentence or an earlier one.
        before: that of the sentence before.
        is_item: it opens with a bullet, a number or a letter.
        ends_with_colon: a colon ends it, or words that announce the paragraph after it.
        opens_list: the paragraph after it is an item of a list.
    """

    context: Context
    view: SentenceView
    scopes: Scopes
    awards: tuple[AwardMention, ...]
    award: str | None
    before: str | None
    text: str
    frames: Mapping[FrameName, Shape]
    is_item: bool
    ends_with_colon: bool
    opens_list: bool

    @classmethod
    def of(
        cls,
        context: Context,
        scopes: Scopes,
        awards: tuple[AwardMention, ...],
        award: str | None,
        before: str | None,
    ) -> SentenceReading:
        """The sentence of ``scopes``, with what its place in the text says of it."""
        view, frames = scopes.view, context.patterns.frames
        text, end = view.text, view.end
        last = text.startswith("\n", end)
        is_item = _ITEM.match(text, view.start, end) is not None
        words = view.words.rstrip()
        colon = words.endswith(":") or (last and frames["announces_list"].search(words) is not None)
        listed = last and (colon or _opens_list(text[end : end + _LOOK_AHEAD], is_item=is_item))
        return cls(
            context, view, scopes, awards, award, before, text, frames, is_item, colon, listed
        )

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


def _opens_list(behind: str, *, is_item: bool) -> bool:
    """The next paragraph is an item, and this sentence none."""
    return not is_item and _ITEM.match(behind, 1) is not None
