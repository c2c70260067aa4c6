"""Awards, labels, granting bodies and cue words: gazetteer hits turned into mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.models.mentions import AwardMention, BodyMention, CueMention, PredicateMention

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.matchers.lexicon import Hit
    from extractor.matchers.paragraph import Paragraph
    from extractor.patterns.frames import WordsName

    Words = Mapping[WordsName, frozenset[str]]

_QUOTES = frozenset("\"'“”‘’(")
_ANNOUNCER_REACH = 3
"""Tokens before a label in which the word that announces it is looked for."""
_SCORE_REACH = 3
"""Tokens behind a score word in which its figure begins."""
_CHANGE_REACH = 6
"""Tokens before a label in which the change that it ends must begin."""


def find_awards(paragraph: Paragraph) -> list[AwardMention]:
    """Award names; a strong alias wins over a weak one of the same words."""
    spans: dict[tuple[int, int], list[Hit]] = {}
    for hit in paragraph.of_kind.get("award", ()):
        spans.setdefault((hit.start, hit.end), []).append(hit)
    found = []
    for group in spans.values():
        strong = [h for h in group if not h.entry.flag] or group
        for hit in strong:
            start, end = paragraph.span(hit.start, hit.end)
            weak = hit.entry.flag or len(strong) > 1
            found.append(AwardMention(start, end, f"award.{hit.entry.surface}", hit.entry.id, weak))
    return found


def find_labels(paragraph: Paragraph, words: Words) -> list[PredicateMention]:
    """Labels of the awards' ladders, each with the awards it may belong to."""
    hits = paragraph.of_kind.get("label")
    if not hits:
        return []
    grouped: dict[tuple[int, int, str], list[Hit]] = {}
    announcers = _tokens(paragraph, "label_word")
    verbs = _tokens(paragraph, "label_verb")
    scores = _tokens(paragraph, "score_word")
    change = _tokens(paragraph, "change_from"), _tokens(paragraph, "change_to")
    for hit in hits:
        label = hit.entry.id.split("|")[2]
        grouped.setdefault((hit.start, hit.end, label), []).append(hit)
    fillers = words["label_filler"] | _QUOTES
    found = []
    for (start, end, label), group in sorted(grouped.items()):
        parts = [h.entry.id.split("|") for h in group]
        left, right = paragraph.span(start, end)
        marked = paragraph.capital[start] or any(p[1] in words["colours"] for p in parts)
        found.append(
            PredicateMention(
                left,
                right,
                rule=f"label.{group[0].entry.surface}",
                label=label,
                codes=tuple(dict.fromkeys(p[0] for p in parts)),
                bare=any(not h.entry.flag for h in group),
                licensed=_announced(paragraph, start, announcers, fillers)
                or (marked and _announced(paragraph, start, verbs, fillers))
                or (start in announcers and end - start > 1)
                or _in_brackets(paragraph, start, end)
                or end - start == len(paragraph) - (paragraph.word(len(paragraph) - 1) == ":")
                or _changed(start, *change)
                or _behind_award(paragraph, start, {p[0] for p in parts})
                or (marked and _before_score(paragraph, end, scores)),
                dimensions=tuple(dict.fromkeys(p[1] for p in parts)),
            )
        )
    return found


def _tokens(paragraph: Paragraph, category: str) -> set[int]:
    """Tokens of the paragraph's cues of one category."""
    cues = paragraph.cues.get(category, ())
    return {token for hit in cues for token in range(hit.start, hit.end)}


def _behind_award(paragraph: Paragraph, start: int, codes: set[str]) -> bool:
    """As in "PROPER Emas", "ProKlim Utama": the label ends its award's name or follows it."""
    names = paragraph.of_kind.get("award", ())
    return any(h.start < start <= h.end and h.entry.id in codes for h in names)


def _before_score(paragraph: Paragraph, end: int, scores: set[int]) -> bool:
    """As in "Kurang, indeksnya 1,74": its figure follows."""
    if paragraph.word(end) != "," or end + 1 not in scores:
        return False
    behind = range(end + 2, end + 2 + _SCORE_REACH)
    return any(paragraph.word(token)[:1].isdigit() for token in behind)


def _changed(start: int, before: set[int], now: set[int]) -> bool:
    """As in "dari hijau ke kuning": a change ends at the label."""
    return start - 1 in now and any(start - _CHANGE_REACH <= token < start - 1 for token in before)


def _announced(
    paragraph: Paragraph, start: int, announcers: set[int], fillers: frozenset[str]
) -> bool:
    """A label cue stands before the token, with only quotes and fillers between."""
    for before in range(start - 1, max(-1, start - 1 - _ANNOUNCER_REACH), -1):
        if before in announcers:
            return True
        if paragraph.lower[before] not in fillers:
            return False
    return False


def _in_brackets(paragraph: Paragraph, start: int, end: int) -> bool:
    opened = start > 0 and paragraph.words[start - 1] == "("
    return opened and paragraph.word(end) in {")", ","}


def find_bodies(paragraph: Paragraph, words: Words) -> list[BodyMention]:
    """Granting bodies, with the region that follows their name ("Komisi Informasi Bali")."""
    bodies = paragraph.of_kind.get("body")
    if not bodies:
        return []
    regions = {h.start: h for h in paragraph.of_kind.get("region", ())}
    govs = {h.start: h for h in paragraph.of_kind.get("gov", ())}
    found = []
    for hit in bodies:
        at = hit.end
        if paragraph.word(at) == "(" and paragraph.word(at + 2) == ")":
            at += 3
        while at < len(paragraph):
            typed = at in govs and at not in regions
            if paragraph.lower[at] not in words["body_branch"] and not typed:
                break
            at = govs[at].end if at in govs else at + 1
        region = regions.get(at)
        start, end = paragraph.span(hit.start, hit.end)
        code = region.entry.id if region else None
        found.append(BodyMention(start, end, "body", hit.entry.id, code))
    return found


def find_cues(paragraph: Paragraph) -> list[CueMention]:
    """Cue words by category."""
    base, starts, ends = paragraph.base, paragraph.starts, paragraph.ends
    return [
        CueMention(
            base + starts[start],
            base + ends[end - 1],
            f"cue.{entry.id}",
            category=entry.id,
            word=entry.surface,
        )
        for start, end, entry in paragraph.of_kind.get("cue", ())
    ]
