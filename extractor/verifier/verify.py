"""Records and their articles -> verdicts: one for each record, one for each article's finding."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Protocol

from extractor.models import Article, AwardRecord
from extractor.models.table import OfficialTable
from extractor.models.verdict import STATUSES, Reason, Verdict, VerdictArticle, strongest
from extractor.patterns.knowledge import Knowledge, load_knowledge
from extractor.verifier.against import TableComparison, TableMatch
from extractor.verifier.between import ArticleComparison
from extractor.verifier.binding import Binder
from extractor.verifier.bodies import BodyCheck
from extractor.verifier.changes import ChangeCheck
from extractor.verifier.claims import claims_of
from extractor.verifier.copies import Copies
from extractor.verifier.counts import CountCheck
from extractor.verifier.doubts import AwardDoubt
from extractor.verifier.evidence import EvidenceCheck, digest_holds
from extractor.verifier.labels import Labels
from extractor.verifier.legends import LegendCheck
from extractor.verifier.levels import LevelCheck
from extractor.verifier.means import MeanCheck
from extractor.verifier.names import NameReader
from extractor.verifier.orders import OrderCheck
from extractor.verifier.overtime import YearComparison
from extractor.verifier.processes import in_two_processes
from extractor.verifier.reasons import Finding, article_verdict
from extractor.verifier.recounts import RecountCheck
from extractor.verifier.regions import RegionCheck
from extractor.verifier.repeats import RepeatCheck
from extractor.verifier.rests import RestCheck
from extractor.verifier.rules import RuleCheck
from extractor.verifier.shares import ShareCheck
from extractor.verifier.streaks import StreakReader
from extractor.verifier.superlatives import SuperlativeCheck
from extractor.verifier.tallies import TallyCheck
from extractor.verifier.text import ArticleText, read_text
from extractor.verifier.weekdays import WeekdayCheck
from extractor.verifier.wording import Wording, matcher


class ArticleCheck(Protocol):
    """A check that reads one article with its records."""

    def findings(
        self, text: ArticleText, records: tuple[AwardRecord, ...]
    ) -> Iterator[Finding]: ...


class RecordCheck(Protocol):
    """A check of one record by its rules and, where it is there, its article."""

    def reasons(self, record: AwardRecord, text: ArticleText | None) -> Iterator[Reason]: ...


@dataclass(frozen=True)
class Verification:
    """What came out: the verdicts in the order of articles and records, and the table's part."""

    verdicts: tuple[Verdict, ...]
    table: TableMatch | None = None


@dataclass(frozen=True)
class Verifier:
    """The checks, compiled once and used for many calls."""

    knowledge: Knowledge
    wording: Wording = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "wording", Wording.of(self.knowledge))

    def verify(
        self,
        records: Sequence[AwardRecord],
        articles: Iterable[Article],
        table: OfficialTable | None = None,
        *,
        workers: int = 1,
    ) -> Verification:
        """Judge the records by their articles, the rules, one another, and the table.

        Args:
            records: in any order; a record whose article is absent keeps its other checks.
            articles: the texts the records were read from.
            table: an official table, or the assessing body's own records as one.
            workers: with two, many articles are read in two processes; the result is the same.
        """
        self._binder.forget()
        by_digest = {article.sha256: article for article in articles}
        own: dict[str, list[AwardRecord]] = defaultdict(list)
        for record in records:
            own[record.article.sha256].append(record)
        percent = self.knowledge.numbers.percent_words
        texts = {
            digest: read_text(article, own.get(digest, ()), percent)
            for digest, article in by_digest.items()
        }
        told: dict[str, list[Reason]] = defaultdict(list)
        findings: dict[str, list[Finding]] = {}
        inside, (compared, match) = in_two_processes(
            partial(self._inside, own, texts),
            list({**by_digest, **own}),
            partial(self._compared, records, by_digest, texts, table),
            workers=workers,
        )
        for reasons, found in inside:
            told.update(reasons)
            findings.update(found)
        for record_id, reason in compared:
            told[record_id].append(reason)
        return Verification(tuple(_verdicts(own, told, findings)), match)

    def _compared(
        self,
        records: Sequence[AwardRecord],
        articles: Mapping[str, Article],
        texts: Mapping[str, ArticleText],
        table: OfficialTable | None,
    ) -> tuple[list[tuple[str, Reason]], TableMatch | None]:
        """What other articles, other years and the table say of each record."""
        claims = claims_of(
            records,
            self._bodies.words_of,
            lambda record: self._binder.bound(record, texts.get(record.article.sha256)),
        )
        comparison = ArticleComparison(self._labels, Copies(articles))
        over_time = YearComparison(comparison, StreakReader(self.wording))
        found = [*comparison.reasons(claims), *over_time.reasons(claims, texts)]
        if table is None:
            return found, None
        against = TableComparison(table, self._labels, self._names)
        found.extend(against.reasons(claims))
        return found, against.match

    def _inside(
        self,
        own: Mapping[str, Sequence[AwardRecord]],
        texts: Mapping[str, ArticleText],
        digests: Sequence[str],
    ) -> tuple[dict[str, list[Reason]], dict[str, list[Finding]]]:
        """Evidence, article-wide checks and rules of some articles, with their records'."""
        told: dict[str, list[Reason]] = {}
        findings: dict[str, list[Finding]] = {}
        for digest in digests:
            records, text = tuple(own.get(digest, ())), texts.get(digest)
            mine: dict[str, list[Reason]] = {record.record_id: [] for record in records}
            whole: list[Finding] = []
            if text is not None:
                intact = digest_holds(text.article)
                for record in records:
                    broken = self._evidence.reasons(record, text.article, intact=intact)
                    mine[record.record_id].extend(broken)
                for finding in self._found(text, records):
                    if finding.record_id is None:
                        whole.append(finding)
                    else:
                        mine[finding.record_id].append(finding.reason)
            for record in records:
                for check in self._record_checks:
                    mine[record.record_id].extend(check.reasons(record, text))
            if text is not None:
                self._doubt.settle(records, text, mine)
                whole.extend(self._regions.findings(text, records, mine))
            told.update((record_id, reasons) for record_id, reasons in mine.items() if reasons)
            if whole:
                findings[digest] = whole
        return told, findings

    def _found(self, text: ArticleText, records: tuple[AwardRecord, ...]) -> Iterator[Finding]:
        """The article's findings, each once; none where nothing tells of awards."""
        if not records and not self._award_news.search(text.lower):
            return
        seen: set[object] = set()
        for check in self._checks:
            for finding in check.findings(text, records):
                spans = tuple((e.start, e.end) for e in finding.reason.evidence)
                key = (finding.record_id, finding.reason.code, spans)
                if key not in seen:
                    seen.add(key)
                    yield finding

    @cached_property
    def _checks(self) -> tuple[ArticleCheck, ...]:
        words = self.wording
        return (
            CountCheck(words), RecountCheck(words), TallyCheck(words, self._labels),
            RestCheck(words), MeanCheck(words), ChangeCheck(words), ShareCheck(words),
            OrderCheck(words), SuperlativeCheck(words), WeekdayCheck(words),
            LegendCheck(words, self._labels), RepeatCheck(words), LevelCheck(words, self._labels),
        )  # fmt: skip

    @cached_property
    def _record_checks(self) -> tuple[RecordCheck, ...]:
        rules = RuleCheck(self.wording, self._labels, self._binder)
        return (rules, self._bodies, self._regions)

    @cached_property
    def _doubt(self) -> AwardDoubt:
        return AwardDoubt(self.wording)

    @cached_property
    def _regions(self) -> RegionCheck:
        return RegionCheck(self.wording)

    @cached_property
    def _labels(self) -> Labels:
        return Labels(self.wording)

    @cached_property
    def _binder(self) -> Binder:
        return Binder(self._labels)

    @cached_property
    def _names(self) -> NameReader:
        return NameReader(self.knowledge)

    @cached_property
    def _bodies(self) -> BodyCheck:
        return BodyCheck(self.wording)

    @cached_property
    def _evidence(self) -> EvidenceCheck:
        return EvidenceCheck(self.wording, self._labels, self._names)

    @cached_property
    def _award_news(self) -> re.Pattern[str]:
        cues = self.knowledge.cues
        return matcher((*cues["award_noun"].phrases, *cues["result_noun"].phrases))


def verify(
    records: Sequence[AwardRecord],
    articles: Iterable[Article],
    *,
    table: OfficialTable | None = None,
    patterns: Path | None = None,
) -> tuple[Verdict, ...]:
    """Verdicts of the records, and of their articles as a whole.

    Args:
        records: as ``Extractor().extract(article)`` gives them.
        articles: the articles they came from.
        table: an official table, from ``extractor.tables.read_table``.
        patterns: a folder of the user's own pattern files.
    """
    return Verifier(load_knowledge(extra=patterns)).verify(records, articles, table).verdicts


def _verdicts(
    own: Mapping[str, Sequence[AwardRecord]],
    told: Mapping[str, list[Reason]],
    findings: Mapping[str, list[Finding]],
) -> Iterator[Verdict]:
    """Each article's records, then its own findings; articles in the order of their records."""
    for digest, mine in own.items():
        for record in mine:
            yield _verdict(record, tuple(told.get(record.record_id, ())))
        yield from (article_verdict(finding) for finding in findings.get(digest, ()))
    for digest, found in findings.items():
        if digest not in own:
            yield from (article_verdict(finding) for finding in found)


def _verdict(record: AwardRecord, reasons: tuple[Reason, ...]) -> Verdict:
    reasons = _merged(reasons) if len(reasons) > 1 else reasons
    return Verdict(
        record_id=record.record_id,
        article=VerdictArticle(url=record.article.url, source=record.article.source),
        recipient=record.recipient.name,
        award=record.award.code,
        year=record.award.year,
        score=record.score.value if record.score else None,
        status=strongest(reasons),
        reasons=reasons,
    )


def _merged(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Each reason once, the weightiest first."""
    distinct = {(reason.code, reason.message): reason for reason in reasons}
    rank = {status: place for place, status in enumerate(STATUSES)}
    return tuple(sorted(distinct.values(), key=lambda reason: rank[reason.status]))
