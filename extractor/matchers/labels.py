"""Awards, labels, granting bodies and cue words: gazetteer hits turned into mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.models.mentions import AwardMention, BodyMention, CueMention, PredicateMention

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extractor.matchers.lexicon import Hit

_QUOTES = frozenset("\"'“”‘’(")


def offsets(doc: Doc, base: int, hit: Hit) -> tuple[int, int]:
    last = doc[hit.end - 1]
    return base + doc[hit.start].idx, base + last.idx + len(last)


def find_awards(doc: Doc, base: int, hits: list[Hit]) -> list[AwardMention]:
    """Award names; a strong alias wins over a weak one of the same words."""
    spans: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits:
        if hit.entry.kind == "award":
            spans.setdefault((hit.start, hit.end), []).append(hit)
    found = []
    for group in spans.values():
        strong = [h for h in group if not h.entry.flag] or group
        for hit in strong:
            start, end = offsets(doc, base, hit)
            weak = hit.entry.flag or len(strong) > 1
            found.append(AwardMention(start, end, f"award.{hit.entry.surface}", hit.entry.id, weak))
    return found


def find_labels(doc: Doc, base: int, hits: list[Hit]) -> list[PredicateMention]:
    """Labels of the awards' ladders, each with the awards it may belong to."""
    announcers = {
        token
        for hit in hits
        if hit.entry.kind == "cue" and hit.entry.id == "label_word"
        for token in range(hit.start, hit.end)
    }
    grouped: dict[tuple[int, int, str], list[Hit]] = {}
    for hit in hits:
        if hit.entry.kind == "label":
            grouped.setdefault((hit.start, hit.end, hit.entry.id.split("|")[2]), []).append(hit)
    found: list[PredicateMention] = []
    for (start_token, end_token, label), group in sorted(grouped.items()):
        parts = [h.entry.id.split("|") for h in group]
        left, right = offsets(doc, base, group[0])
        found.append(
            PredicateMention(
                left,
                right,
                f"label.{group[0].entry.surface}",
                label,
                tuple(dict.fromkeys(p[0] for p in parts)),
                any(not h.entry.flag for h in group),
                licensed(doc, start_token, end_token, announcers),
                tuple(dict.fromkeys(p[1] for p in parts)),
            )
        )
    return found


def licensed(doc: Doc, start: int, end: int, announcers: set[int]) -> bool:
    """A label cue stands right before it, or it stands alone in brackets or quotes."""
    before = start - 1
    for _ in range(3):
        if before < 0:
            break
        if before in announcers:
            return True
        if doc[before].text not in _QUOTES and doc[before].lower_ not in {"yaitu", "yakni", ":", "yang", "tingkat"}:
            break
        before -= 1
    if start in announcers and end - start > 1:
        return True
    return start > 0 and doc[start - 1].text == "(" and end < len(doc) and doc[end].text in {")", ","}


def find_bodies(doc: Doc, base: int, hits: list[Hit]) -> list[BodyMention]:
    """Granting bodies, with the region that follows their name ("Komisi Informasi Bali")."""
    regions = {h.start: h for h in hits if h.entry.kind == "region"}
    govs = {h.start: h for h in hits if h.entry.kind == "gov"}
    found = []
    for hit in hits:
        if hit.entry.kind != "body":
            continue
        at = hit.end
        if at + 2 < len(doc) and doc[at].text == "(" and doc[at + 2].text == ")":
            at += 3
        while at < len(doc) and (doc[at].lower_ in {"perwakilan", "daerah", "ri"} or at in govs and at not in regions):
            at = govs[at].end if at in govs else at + 1
        region = regions.get(at)
        start, end = offsets(doc, base, hit)
        found.append(BodyMention(start, end, "body", hit.entry.id, region.entry.id if region else None))
    return found


def find_cues(doc: Doc, base: int, hits: list[Hit]) -> list[CueMention]:
    found = []
    for hit in hits:
        if hit.entry.kind == "cue":
            start, end = offsets(doc, base, hit)
            found.append(CueMention(start, end, f"cue.{hit.entry.id}", hit.entry.id, hit.entry.surface))
    return found
