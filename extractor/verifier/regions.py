"""Kinds of government: "Kota Jember" names a city where there is only a regency."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.models import AwardRecord
from extractor.models.record import Level
from extractor.models.verdict import Exhibit, Reason
from extractor.patterns.wordtree import word_tree
from extractor.verifier.reasons import Finding, reason_of
from extractor.verifier.text import ArticleText, spans_of
from extractor.verifier.wording import Wording, any_of


@dataclass(frozen=True)
class RegionCheck:
    """Finds recipients named with a kind of government that their region does not have."""

    wording: Wording

    @cached_property
    def levels(self) -> Mapping[str, frozenset[Level]]:
        """Levels at which a region of that name exists, by its lower-case short name."""
        found: dict[str, set[Level]] = defaultdict(set)
        for region in self.wording.knowledge.regions.values():
            for name in (region.short_name, *region.aliases):
                found[name.lower()].add(region.level)
        return {name: frozenset(levels) for name, levels in found.items()}

    @cached_property
    def _forms(self) -> Mapping[str, Level]:
        return {
            form.lower(): word.level
            for word in self.wording.knowledge.government
            if word.level is not None
            for form in word.forms
        }

    @cached_property
    def _titled(self) -> Mapping[str, Level]:
        """Forms that can only mean a government, never a place: "pemkab", "pemerintah kota"."""
        return {
            form.lower(): word.level
            for word in self.wording.knowledge.government
            if word.level is not None and word.government
            for form in word.forms
        }

    @cached_property
    def _any_title(self) -> re.Pattern[str]:
        """One of these forms, be it inside another word; cheap to ask first."""
        return re.compile(word_tree(self._titled))

    @cached_property
    def _shape(self) -> re.Pattern[str]:
        return self._typed(self._forms)

    @cached_property
    def _government(self) -> re.Pattern[str]:
        return self._typed(self._titled)

    def _typed(self, forms: Mapping[str, Level]) -> re.Pattern[str]:
        return re.compile(
            rf"(?<!\w)(?P<form>{any_of(forms)})\s{{1,2}}(?:\([^)]{{1,12}}\)\s)?"
            rf"(?P<name>{any_of(self.levels)})(?![\w-])"
        )

    def reasons(self, record: AwardRecord, text: ArticleText | None) -> Iterator[Reason]:
        url = record.article.url or record.article.source
        spans = {
            (s.start, s.end): s for f in ("recipient", "jurisdiction") for s in spans_of(record, f)
        }
        for span in spans.values():
            wrong = self._wrong(span.text.lower())
            if wrong is not None:
                exhibit = Exhibit(text=span.text, start=span.start, end=span.end, url=url)
                yield self._reason(wrong, exhibit)
                return
        if not spans:
            wrong = self._wrong(record.recipient.name.lower())
            if wrong is not None:
                yield self._reason(wrong, Exhibit(text=record.recipient.name, url=url))
                return
        if text is not None:
            yield from self._elsewhere(record, text)

    def _elsewhere(self, record: AwardRecord, text: ArticleText) -> Iterator[Reason]:
        """The recipient's own government under a wrong kind elsewhere in the article."""
        home = record.recipient.jurisdiction
        if home is None or record.recipient.kind not in {"kabupaten", "kota", "provinsi"}:
            return
        region = self.wording.knowledge.regions.get(home.code)
        if region is None or len(self.levels[region.short_name.lower()]) != 1:
            return
        name = region.short_name.lower()
        if name not in text.lower or not self._any_title.search(text.lower):
            return
        for match in self._government.finditer(text.lower):
            other = self._titled[_plain(match["form"])] != region.level
            if other and _plain(match["name"]) == name:
                yield self._reason((match["form"], match["name"]), text.exhibit(*match.span()))
                return

    def findings(
        self,
        text: ArticleText,
        records: Sequence[AwardRecord],
        told: Mapping[str, Sequence[Reason]],
    ) -> Iterator[Finding]:
        """A government under a wrong kind of which no record could be made, with its figure."""
        names = [reason for record in records for reason in told.get(record.record_id, ())]
        if any(reason.code == "region-kind-mismatch" for reason in names):
            return
        if not self._any_title.search(text.lower):
            return
        for match in self._government.finditer(text.lower):
            wrong = self._wrong(match[0])
            figures = [n for n in text.numbers_in(*text.sentence_at(match.start())) if n.decimals]
            if wrong is not None and figures:
                exhibit = text.exhibit(*match.span())
                yield Finding(text.article, None, self._reason(wrong, exhibit))
                return

    def _wrong(self, words: str) -> tuple[str, str] | None:
        """Form and name where no region of that name has that level."""
        for match in self._shape.finditer(words):
            if self._forms[_plain(match["form"])] not in self.levels[_plain(match["name"])]:
                return match["form"], match["name"]
        return None

    def _reason(self, wrong: tuple[str, str], exhibit: Exhibit) -> Reason:
        form, name = wrong
        levels = ", ".join(sorted(self.levels[_plain(name)]))
        return reason_of("region-kind-mismatch", (exhibit,), told=exhibit.text, name=name.title(),
                         form=form, right=levels)  # fmt: skip


def _plain(words: str) -> str:
    return " ".join(words.split())
