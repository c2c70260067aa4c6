"""Whether a figure or label is an earlier value: "tahun lalu", "dari 89 jadi 91", "pada 2021"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from extractor.assembler.compared import counted_from
from extractor.assembler.scopes import Assertion
from extractor.models.mentions import Figure, Mention, PredicateMention, StreakMention

if TYPE_CHECKING:
    from extractor.assembler.scopes import Scopes
    from extractor.models.mentions import YearMention

_LEFT_HEAD = 40
"""Characters before a label or figure that tell it to be left, or not left."""
_COMPARED_HEAD = 60
"""Characters before a figure that tell it to be compared with."""
_RELATIVE = frozenset({"year.this", "year.last"})
_SCORES = frozenset({"plain", "percent"})
_BREAK = re.compile(r"[,;:]")
_CLAUSE = re.compile(r"[,;:(]")
_BRACKET = re.compile(r"[,;:()]")
_CLOSED = re.compile(r"\([^()]*\)")
_EQUALS = re.compile(r"\s?[:=]\s?")
_PAST_REACH = 90
_PAST_BEFORE = 22
"""Characters behind and before a cue of the past that it governs."""
_YEAR_BEFORE = 14
_OWN_YEAR = 40
_YEAR_REACH = 45
_YEAR_BESIDE = 3
_OPENING = 12
"""Characters of a sentence in which a year or a cue opens it."""
_CLAUSE_WORDS = 4


def previous(scopes: Scopes, mention: Mention) -> Assertion | None:
    """The assertion "previous" with its cue; None where the mention is no earlier value."""
    view, frames = scopes.view, scopes.frames
    if isinstance(mention, PredicateMention):
        left = view.found_before(frames["left_label"], mention, _LEFT_HEAD)
        if left:
            return Assertion("previous", _cue(scopes, "changed_cue"))
    if isinstance(mention, Figure):
        own = _own_year(scopes, mention)
        if own is not None and scopes.award_year is not None:
            return Assertion("previous", str(own.year)) if _is_past(scopes, own) else None
        cue = _compared(scopes, mention) or _beside_earlier(scopes, mention)
        cue = cue or _with_label(scopes, mention) or _beside_newer(scopes, mention)
        cue = cue or counted_from(scopes, mention)
        if cue is not None:
            return Assertion("previous", cue)
    if scopes.first_told and not isinstance(mention, Figure):
        return None
    cue = _subordinate(scopes, mention) or _past_cue(scopes, mention) or _past_year(scopes, mention)
    if cue is None and isinstance(mention, Figure):
        cue = _from_value(scopes, mention)
    return Assertion("previous", cue) if cue is not None else None


def _own_year(scopes: Scopes, figure: Figure) -> YearMention | None:
    """As in "91,20 (2024)", "84,30 pada tahun 2023": the year right behind the figure."""
    frame = scopes.frames["year_of_figure"]
    near = (
        y
        for y in scopes.view.years
        if 0 <= y.start - figure.end <= _OWN_YEAR
        and y.rule not in _RELATIVE
        and scopes.view.text[y.end : y.end + 1] != ":"
    )
    return next((y for y in near if frame.fullmatch(scopes.between(figure.end, y.start))), None)


def _is_past(scopes: Scopes, year: YearMention) -> bool:
    """Before the award's own year."""
    return scopes.award_year is not None and year.year < scopes.award_year


def _beside_earlier(scopes: Scopes, figure: Figure) -> str | None:
    """As in "naik masing-masing dari 84,30 dan 83,20": the second of two old values."""
    joined = scopes.frames["figures_joined"]
    before = [m for m in scopes.view.figures if m.end <= figure.start]
    if not before or not joined.fullmatch(scopes.between(before[-1].end, figure.start)):
        return None
    head = scopes.view.before(before[-1], 45)
    return _cue(scopes, "changed_cue") if scopes.frames["from_each"].search(head) else None


def _beside_newer(scopes: Scopes, figure: Figure) -> str | None:
    """As in "91,20 dari 84,30", "84,30 → 91,20": the newer value stands right beside it."""
    if not figure.decimal:
        return None
    others = [m for m in scopes.view.figures if m.decimal and m.kind in _SCORES]
    left = [m.end for m in others if m.end <= figure.start][-1:]
    right = [m.start for m in others if m.start >= figure.end][:1]
    beside = any(
        scopes.frames["value_from"].fullmatch(scopes.between(end, figure.start)) for end in left
    ) or any(
        scopes.frames["value_arrow"].fullmatch(scopes.between(figure.end, start)) for start in right
    )
    return _cue(scopes, "changed_cue") if beside else None


def _with_label(scopes: Scopes, figure: Figure) -> str | None:
    """As in "dari zona kuning (74,20)": the figure of a label that was left."""
    beside, left = scopes.frames["beside_figure"], scopes.frames["left_label"]
    for label in scopes.view.labels:
        if figure.start < label.end or not beside.fullmatch(
            scopes.view.text, label.end, figure.start
        ):
            continue
        if scopes.view.found_before(left, label, _LEFT_HEAD):
            return _cue(scopes, "changed_cue")
    return None


def _cue(scopes: Scopes, name: Literal["changed_cue", "compared_cue"]) -> str:
    """How a record names a cue that only a frame can find."""
    return min(scopes.patterns.words[name])


def _compared(scopes: Scopes, figure: Figure) -> str | None:
    """As in "1,04 poin ketimbang 63,08": what a difference is counted from."""
    view, frames = scopes.view, scopes.frames
    if view.found_before(frames["compared_with"], figure, _COMPARED_HEAD) is None:
        return None
    if view.found_before(frames["yardstick"], figure, _COMPARED_HEAD):
        return None
    earlier = any(m.start < figure.start for m in scopes.view.figures)
    return _cue(scopes, "compared_cue") if earlier else None


def _subordinate(scopes: Scopes, mention: Mention) -> str | None:
    """As in "Setelah empat tahun menyandang kategori Pratama, …": what the opening clause tells."""
    view = scopes.view
    for cue in view.cued("after"):
        if not view.opens_with(cue, 1) or cue.end > mention.start:
            continue
        if scopes.frames["next_told"].match(view.text, cue.end):
            continue
        if "," in scopes.between(cue.end, mention.start):
            continue
        closed = "," in scopes.between(mention.end, view.end)
        if closed and not scopes.now(cue.end, mention.start):
            return cue.word
    return None


def _past_cue(scopes: Scopes, mention: Mention) -> str | None:
    """A cue of the past before the mention, or right behind it."""
    recent = scopes.view.cued("recent")
    for cue in scopes.view.cued("previous"):
        if any(r.start <= cue.start and cue.end <= r.end for r in recent):
            continue
        if cue.end <= mention.start:
            if _governs(scopes, cue.end, mention.start):
                return cue.word
        elif isinstance(mention, StreakMention):
            continue
        elif 0 <= cue.start - mention.end <= _PAST_BEFORE:
            gap = scopes.between(mention.end, cue.end)
            cut = scopes.frames["previous_cut"].search(gap)
            if not cut and not scopes.ended(mention.end, cue.start):
                return cue.word
    return None


def _governs(scopes: Scopes, start: int, end: int) -> bool:
    """A cue of the past that ends at ``start`` still governs what stands at ``end``."""
    if end - start >= _PAST_REACH or _is_now(scopes, start, end):
        return False
    if _passed_on(scopes, start, end) or _clause_over(scopes, start, end):
        return False
    return not scopes.frames["previous_ends"].search(scopes.between(start, end))


def _is_now(scopes: Scopes, start: int, end: int) -> bool:
    """A cue of the present between; one of change alone needs an old value before it."""
    changes = {cue.start for cue in scopes.view.cued("change_to")}
    values = (*scopes.view.figures, *scopes.view.labels)
    return any(
        cue.start not in changes
        or any(start - _PAST_BEFORE <= value.end and value.start < cue.start for value in values)
        for cue in scopes.view.cued("now", "change_to")
        if start <= cue.start < end
    )


def _values(scopes: Scopes, start: int, end: int) -> list[Figure]:
    """Figures between that may be scores."""
    return [m for m in scopes.view.figures if m.kind in _SCORES and start <= m.start < end]


def _passed_on(scopes: Scopes, start: int, end: int) -> bool:
    """The cue already has its figure, and another recipient has begun since."""
    figures = _values(scopes, start, end)
    return any(scopes.recipient_between(f.end, end) for f in figures)


def _clause_over(scopes: Scopes, start: int, end: int) -> bool:
    """As in "yang tahun lalu cuma 83,14, meraih 85,02": the main verb follows the cue's figure."""
    figures = _values(scopes, start, end)
    if not figures or "," not in scopes.between(figures[-1].end, end):
        return False
    return any(figures[-1].end < cue.start < end for cue in scopes.view.cued("receive"))


def _past_year(scopes: Scopes, mention: Mention) -> str | None:
    """A year before the award's own governs the mention."""
    if scopes.award_year is None:
        return None
    for year in scopes.view.years:
        if year.year < scopes.award_year and _of_year(scopes, mention, year):
            return str(year.year)
    return None


def _of_year(scopes: Scopes, mention: Mention, year: YearMention) -> bool:
    """The value is that year's: the year opens the sentence or clause, or stands beside it."""
    view = scopes.view
    behind, before = mention.start - year.end, year.start - mention.end
    now = scopes.now(year.end, mention.start)
    if behind > 0 and _opens_sentence(scopes, year) and not now:
        newer = any(y.year > year.year and year.end <= y.start < mention.start for y in view.years)
        since = scopes.frames["since"].search(view.before(year))
        if not newer and not since:
            return True
    if 0 <= before <= _YEAR_BEFORE:
        gap = scopes.between(mention.end, year.start)
        return not _BRACKET.search(gap) and not scopes.frames["since"].search(gap)
    gap = scopes.between(year.end, mention.start)
    if 0 <= behind <= _YEAR_BESIDE and _EQUALS.fullmatch(gap):
        return True
    if 0 <= behind <= _YEAR_REACH and scopes.frames["figure_of_year"].fullmatch(gap):
        return True
    near = 0 <= behind <= _YEAR_REACH and not _BREAK.search(gap)
    if near and now and _series(scopes, mention, year):
        return True
    if not near or now:
        return False
    return _opens_clause(scopes, year) or _held_against(scopes, year)


def _opens_sentence(scopes: Scopes, year: YearMention) -> bool:
    """As in "Padahal pada penilaian 2019 kabupaten ini masih hijau, 87,15"."""
    head = scopes.view.before(year).rstrip(" ,")
    return len(head) <= _OPENING or (
        len(head.split()) <= _CLAUSE_WORDS and not _CLAUSE.search(head)
    )


def _series(scopes: Scopes, mention: Mention, year: YearMention) -> bool:
    """As in "tahun 2023 naik menjadi 84,30, dan tahun 2024 menjadi 91,20"."""
    later = [y for y in scopes.view.years if y.year > year.year and y.start >= mention.end]
    figures = scopes.view.figures
    if any(figure.start >= y.end for y in later for figure in figures):
        return True
    older = [y for y in scopes.view.years if y.year < year.year and y.end <= year.start]
    return any(y.end <= f.start < year.start for y in older for f in figures if f.decimal)


def _opens_clause(scopes: Scopes, year: YearMention) -> bool:
    """An older year governs what follows only where it opens its clause ("pada 2021 …")."""
    clause = _CLAUSE.split(_CLOSED.sub("", scopes.view.before(year)))[-1]
    return len(clause.split()) <= _CLAUSE_WORDS


def _held_against(scopes: Scopes, year: YearMention) -> bool:
    """As in "dibanding tahun 2022 yang hanya 83,14": the result is held against the year."""
    head = scopes.view.before(year, _YEAR_REACH)
    return scopes.frames["held_against"].search(head) is not None


def _from_value(scopes: Scopes, figure: Figure) -> str | None:
    """As in "dari 89 jadi 91": a figure behind "dari", a newer one after it."""
    view, frames = scopes.view, scopes.frames
    if view.found_before(frames["bracketed_from"], figure, _LEFT_HEAD):
        return _cue(scopes, "changed_cue")
    if view.found_before(frames["from_value"], figure, _LEFT_HEAD) is None:
        return None
    later = [m for m in view.figures if m.start > figure.end]
    newer = any(
        scopes.now(figure.end, f.start)
        or frames["to_value"].search(scopes.between(figure.end, f.start))
        for f in later
    )
    changed = any(c.end <= figure.start for c in view.cued("difference"))
    return _cue(scopes, "changed_cue") if newer or changed else None
