"""Superlatives of an article ("nilai tertinggi") against the figures that it gives."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extractor.models import AwardRecord
from extractor.verifier.orders import Placed, kind_class, results_of
from extractor.verifier.reasons import Finding, reason_of
from extractor.verifier.text import ArticleText, spans_of
from extractor.verifier.wording import Wording, any_of, matcher, may_hold

# Longest stretch, in characters, between "tertinggi" and its figure.
_REACH = 90
_BEFORE = 40
_SCOPE = 45
_GOVERNMENTS = frozenset({"kabupaten", "kota"})
# One in each regency, so that they are compared within the province.
_OFFICES = frozenset({"polisi", "pertanahan", "kemenag"})
_REGENCY_CODE = len("36.04")


@dataclass(frozen=True)
class SuperlativeCheck:
    """Finds figures called the highest (lowest) beside higher (lower) ones."""

    wording: Wording

    @cached_property
    def _top(self) -> re.Pattern[str]:
        words = self.wording.words
        return re.compile(
            rf"(?<!\w)(?P<top>{any_of(words.top_words)})(?!\w)"
            rf"|(?<!\w)(?P<low>{any_of(words.low_words)})(?!\w)"
        )

    @cached_property
    def _no_top_before(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{any_of(self.wording.words.not_top_before)})\s$")

    @cached_property
    def _no_top_after(self) -> re.Pattern[str]:
        return re.compile(rf"\s?(?:{any_of(self.wording.words.not_top_after)})(?!\w)")

    @cached_property
    def _scope(self) -> re.Pattern[str]:
        words = any_of(self.wording.words.scope_words)
        return re.compile(rf"(?<!\w)(?:{words})[\s-](?P<scope>[^.;:,(]{{2,{_SCOPE}}})")

    @cached_property
    def _narrow(self) -> re.Pattern[str]:
        """Nouns that confine "tertinggi" to one kind of recipient."""
        words = self.wording.words
        nouns = (*words.group_nouns, *self.wording.knowledge.cues["group_noun"].phrases)
        return matcher((*words.narrow_words, *(n for n in nouns if n not in words.any_unit)))

    def findings(self, text: ArticleText, records: tuple[AwardRecord, ...]) -> Iterator[Finding]:
        words = self.wording.words
        if not may_hold(text.lower, (*words.top_words, *words.low_words)):
            return
        for group in results_of(records):
            told: set[str] = set()
            for match in self._top.finditer(text.lower):
                finding = self._judge(text, match, group)
                if finding is not None and finding.record_id not in told:
                    told.add(finding.record_id or "")
                    yield finding

    def _judge(
        self, text: ArticleText, match: re.Match[str], group: list[Placed]
    ) -> Finding | None:
        before, after = text.lower[: match.start()], text.lower[match.end() :]
        if self._no_top_before.search(before[-20:]) or self._no_top_after.match(after[:20]):
            return None
        claimed = self._claimed(text, match.start(), match.end(), group)
        if claimed is None or not self._in_scope(text, match.end(), claimed):
            return None
        lowest = match["low"] is not None
        rivals = [
            p for p in group
            if (p.score < claimed.score if lowest else p.score > claimed.score)
            and self._comparable(text, p, claimed)
        ]  # fmt: skip
        if not rivals:
            return None
        best = (min if lowest else max)(rivals, key=lambda p: p.score)
        return Finding(
            text.article, claimed.record.record_id,
            reason_of(
                "maximum-mismatch",
                (
                    text.exhibit(match.start(), match.end()),
                    text.exhibit(claimed.start, claimed.end),
                    text.exhibit(best.start, best.end),
                ),
                score=claimed.score, other=best.score, rival=best.record.recipient.name,
            ),
        )  # fmt: skip

    def _claimed(
        self, text: ArticleText, start: int, end: int, group: list[Placed]
    ) -> Placed | None:
        """The one figure that "nilai tertinggi" is said of: next to it in the sentence."""
        first, last = text.sentence_at(start)
        inside = [p for p in group if first <= p.start and p.end <= last]
        if self.wording.previous.search(text.lower[first:last]):
            return None
        behind = [p for p in inside if 0 <= p.start - end <= _REACH]
        if behind and text.text[start - 1 : start] != "(":
            nearest = min(behind, key=lambda p: p.start)
            return nearest if self._named_alone(nearest, end, group) else None
        beside = next((p for p in inside if text.text[p.end : start].strip() == "("), None)
        if beside is not None:
            return beside
        ahead = [p for p in inside if 0 <= start - p.end <= _BEFORE]
        return ahead[0] if len(inside) == 1 and ahead else None

    def _named_alone(self, claimed: Placed, end: int, group: list[Placed]) -> bool:
        """Whether no other recipient is named between "tertinggi" and the figure."""
        return not any(
            end <= span.start < claimed.start
            for other in group
            if other is not claimed
            for span in spans_of(other.record, "recipient")
        )

    def _in_scope(self, text: ArticleText, end: int, claimed: Placed) -> bool:
        """Whether "tertinggi di X" means the recipient's own region or province, if it says one."""
        last = text.sentence_at(end - 1)[1]
        stop = min(last, max(claimed.start, end + 1) if claimed.start > end else end + _SCOPE)
        told = self._scope.search(text.lower, end, max(stop, end))
        if told is None:
            return True
        scope = self._verb.split(told["scope"], maxsplit=1)[0]
        return any(name in scope for name in self._home_names(claimed.record))

    @cached_property
    def _verb(self) -> re.Pattern[str]:
        """What ends the words of a scope: who holds it, or the figure."""
        cues = self.wording.knowledge.cues
        words = (*cues["received"].phrases, *cues["receive"].phrases)
        return matcher((*words, *self.wording.words.introducers))

    def _home_names(self, record: AwardRecord) -> list[str]:
        home = record.recipient.jurisdiction
        regions = self.wording.knowledge.regions
        homes = {home.code} if home else self._seats(record)
        codes = {code for each in homes for code in (each, each[:2])}
        found = [regions.get(code) for code in codes]
        return [
            name.lower()
            for region in found
            if region is not None
            for name in (region.short_name, *region.aliases, *region.risky_aliases)
        ]

    def _seats(self, record: AwardRecord) -> frozenset[str]:
        """Regions that an office of the state is named by: "Polres Binjai"."""
        if record.recipient.kind not in _OFFICES:
            return frozenset()
        words = record.recipient.name.lower().split()
        tails = (" ".join(words[at:]) for at in range(1, len(words)))
        return next((self._named[tail] for tail in tails if tail in self._named), frozenset())

    @cached_property
    def _named(self) -> dict[str, frozenset[str]]:
        """Codes of the regions by their names in the press, lower case."""
        found: dict[str, set[str]] = defaultdict(set)
        for code, region in self.wording.knowledge.regions.items():
            for name in (region.short_name, *region.aliases, *region.risky_aliases):
                found[name.lower()].add(code)
        return {name: frozenset(codes) for name, codes in found.items()}

    def _comparable(self, text: ArticleText, one: Placed, claimed: Placed) -> bool:
        """Whether the superlative covers the other recipient too."""
        if one.record.record_id == claimed.record.record_id:
            return False
        here, there = one.record.recipient.jurisdiction, claimed.record.recipient.jurisdiction
        if here is None or there is None:
            return here is there and kind_class(one.record) == kind_class(claimed.record)
        kinds = {kind_class(one.record), kind_class(claimed.record)}
        if len(kinds) > 1 and not self._all_kinds(text, one, claimed, kinds):
            return False
        offices = len(kinds) == 1 and kinds <= _OFFICES
        if offices and not len(here.code) == len(there.code) == _REGENCY_CODE:
            return here.code == there.code
        if offices or kinds <= _GOVERNMENTS:
            return here.code[:2] == there.code[:2]
        return kinds == {"provinsi"} or here.code == there.code

    def _all_kinds(self, text: ArticleText, one: Placed, claimed: Placed, kinds: set[str]) -> bool:
        """Whether units of several kinds, told together, are compared with one another."""
        if kinds & {"provinsi"} or (kinds & _GOVERNMENTS and not kinds <= _GOVERNMENTS):
            return False
        if text.paragraph_at(one.start) != text.paragraph_at(claimed.start):
            return False
        start, end = text.sentence_at(claimed.start)
        sentence = text.lower[start:end]
        for placed in (one, claimed):
            for span in spans_of(placed.record, "recipient"):
                sentence = sentence.replace(span.text.lower(), " ")
        return self._narrow.search(sentence) is None
