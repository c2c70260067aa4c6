"""Records against an official table, or against the assessing body's own records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.models import AwardRecord
from extractor.models.table import OfficialTable, TableRow
from extractor.models.verdict import Cause, Exhibit, Reason
from extractor.verifier.causes import cause_of
from extractor.verifier.claims import Claim
from extractor.verifier.index import ClaimIndex
from extractor.verifier.labels import Labels, labels_differ
from extractor.verifier.names import CLEAR_LEAD, LIKENESS, Named, NameReader
from extractor.verifier.reasons import reason_of
from extractor.verifier.schemes import band_holding, bands_of, holds, rulebooks, scheme_of


@dataclass
class TableMatch:
    """How rows and records met.

    Attributes:
        matched: rows that a record was judged by.
        likened: pairs of printed names that were taken for one, with their likeness.
        ambiguous: rows that may mean several recipients.
        unreported: rows that no article reports.
        comparable: number of records of the table's award.
    """

    award: str | None = None
    year: int | None = None
    matched: set[int] = field(default_factory=set)
    likened: dict[str, tuple[str, int]] = field(default_factory=dict)
    ambiguous: dict[int, str] = field(default_factory=dict)
    unreported: list[TableRow] = field(default_factory=list)
    comparable: int = 0


@dataclass(frozen=True)
class _Row:
    row: TableRow
    named: Named


class TableComparison:
    """Judges claims by the rows of one table."""

    def __init__(self, table: OfficialTable, labels: Labels, names: NameReader) -> None:
        self.table = table
        self.labels = labels
        self.names = names
        self.match = TableMatch()

    def reasons(self, claims: Sequence[Claim]) -> Iterator[tuple[str, Reason]]:
        """Reasons with the id of the record that they concern."""
        self.match.award = self._award(claims)
        self.match.year = self.table.year
        judged = [c for c in claims if self.match.award is None or c.award[0] == self.match.award]
        self.match.comparable, awards = len(judged), {c.award for c in judged}
        index = ClaimIndex(judged, self.names)
        met = self._meet(index)
        years = _years(judged)
        for claim in judged:
            rows, doubtful = met[id(claim)]
            if self.match.award is None and len(awards) > 1 and (rows or doubtful):
                yield claim.record.record_id, self._ambiguous(claim, rows or doubtful, "award")
            elif rows:
                yield from self._judge(claim, rows, years)
            elif doubtful:
                yield claim.record.record_id, self._ambiguous(claim, doubtful, "recipient")
            elif self._same_year(claim, None):
                yield claim.record.record_id, reason_of(
                    "not-in-table", (claim.exhibit(),), recipient=claim.record.recipient.name,
                    table=self.table.name,
                )  # fmt: skip
        met_rows = self.match.matched | set(self.match.ambiguous)
        unmet = {row.number: row for row in self.table.rows if row.number not in met_rows}
        self.match.unreported = list(unmet.values())

    def _award(self, claims: Sequence[Claim]) -> str | None:
        """The table's award: as read or told; else the only one of the records that fits."""
        if self.table.award:
            return self.table.award
        codes = {claim.award[0] for claim in claims}
        if len(codes) == 1:
            return codes.pop()
        told = {text for row in self.table.rows for text in row.predicates}
        fitting = [
            code for code in sorted(codes) if told and all(self._labels(code, t) for t in told)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _meet(self, index: ClaimIndex) -> dict[int, tuple[list[TableRow], list[TableRow]]]:
        """For each claim the rows that mean it, and those that may."""
        met: dict[int, tuple[list[TableRow], list[TableRow]]] = defaultdict(lambda: ([], []))
        late: list[_Row] = []
        cache: dict[object, Named] = {}
        for row in self.table.rows:
            key = (row.name, row.region, row.region_code, row.level)
            if key not in cache:
                cache[key] = self.names.read(row, self.table.region)
            named = cache[key]
            if named.likened is not None:
                self.match.likened[row.name] = named.likened
            sure, doubtful = index.find(named)
            if not sure and not doubtful:
                late.append(_Row(row, named))
                continue
            self._note(row, sure, doubtful, met)
        for each in late:
            sure = self._likened(each, index, met)
            self._note(each.row, sure, [], met)
        return met

    def _note(
        self,
        row: TableRow,
        sure: Iterable[Claim],
        doubtful: Iterable[Claim],
        met: dict[int, tuple[list[TableRow], list[TableRow]]],
    ) -> None:
        for claim in sure:
            met[id(claim)][0].append(row)
        for claim in doubtful:
            met[id(claim)][1].append(row)
            self.match.ambiguous[row.number] = row.shown

    def _likened(
        self, each: _Row, index: ClaimIndex, met: dict[int, tuple[list[TableRow], list[TableRow]]]
    ) -> list[Claim]:
        """Records of the row's one region whose name is alike beyond the threshold."""
        from rapidfuzz import fuzz, process

        if len(each.named.codes) != 1 or not each.named.name:
            return []
        (code,) = each.named.codes
        names = [
            name for name, claims in index.by_region.get(code, {}).items()
            if not any(met[id(claim)][0] for claim in claims)
        ]  # fmt: skip
        best = process.extract(
            each.named.name, names, scorer=fuzz.ratio, limit=2, score_cutoff=LIKENESS
        )
        if not best or (len(best) > 1 and best[0][1] - best[1][1] < CLEAR_LEAD):
            return []
        name, likeness, _ = best[0]
        self.match.likened[each.row.name] = (name, round(likeness))
        return index.by_region[code][name]

    def _judge(
        self, claim: Claim, rows: Sequence[TableRow], years: dict[object, set[int | None]]
    ) -> Iterator[tuple[str, Reason]]:
        identifier = claim.record.record_id
        same = [row for row in rows if self._same_year(claim, row.year)]
        if not same:
            return
        undated = [row for row in same if row.year is None and self.table.year is None]
        if undated and len(years[claim.who, claim.award]) > 1:
            yield identifier, self._ambiguous(claim, same, "year")
            return
        scores = {Decimal(row.score) for row in same if row.score is not None}
        lines = {row.number for row in same}
        if len(scores) > 1 or (len(lines) > 1 and len({row.predicates for row in same}) > 1):
            yield identifier, self._ambiguous(claim, same, "double")
            return
        score = scores.pop() if scores else None
        if score is not None and self._off_scale(claim, score):
            yield identifier, self._ambiguous(claim, same, "scale")
            return
        labels = {
            label
            for row in same
            for text in row.predicates
            for label in self._labels(claim.award[0], text)
        }
        told = self._compare(claim, score, labels)
        if told is None:
            return
        self.match.matched.update(lines)
        differs, cause = told
        row = same[0]
        exhibits = (claim.exhibit(), Exhibit(text=row.shown, url=f"{self.table.name}#{row.number}"))
        theirs = " ".join(
            [*([str(score)] if score is not None else []), *(f"({x})" for x in sorted(labels))]
        )
        gap = abs(claim.score - score) if claim.score is not None and score is not None else None
        yield identifier, reason_of(
            "table-differs" if differs else "table-agrees", exhibits, cause, ours=claim.told(),
            theirs=theirs, row=row.number, table=self.table.name, difference=gap or None,
        )  # fmt: skip

    def _off_scale(self, claim: Claim, score: Decimal) -> bool:
        """A figure of the table that is none of the award's, beside one of the article that is."""
        award = self.labels.wording.knowledge.awards.get(claim.award[0])
        if award is None or claim.score is None or claim.score == score:
            return False
        books = [book for book in rulebooks(award, claim.record) if book.scales]
        within = any(book.in_scale(claim.score) for book in books)
        return within and not any(book.in_scale(score) for book in books)

    def _compare(
        self, claim: Claim, score: Decimal | None, labels: set[str]
    ) -> tuple[bool, Cause | None] | None:
        """Whether record and row differ; None where they have nothing in common."""
        if claim.score is not None and score is not None:
            cause = cause_of(claim.score, score)
            if cause is not None:
                return True, cause
            return (True, "unexplained") if self._at_odds(claim, labels) else (False, None)
        at_odds = self._at_odds(claim, labels)
        if at_odds or self._outside(claim, score, labels):
            return True, "unexplained"
        if at_odds is False or set(claim.record.predicates) & labels:
            return False, None
        return None

    def _at_odds(self, claim: Claim, labels: set[str]) -> bool | None:
        year = claim.year or self.table.year
        return labels_differ(self.labels, claim.award[0], year, claim.labels, sorted(labels))

    def _outside(self, claim: Claim, score: Decimal | None, labels: set[str]) -> bool:
        """A label on one side that confirmed bands do not give to the score on the other."""
        award = self.labels.wording.knowledge.awards.get(claim.award[0])
        scheme = scheme_of(award, claim.year or self.table.year) if award else None
        value = claim.score if claim.score is not None else score
        told = labels if claim.score is not None else set(claim.labels)
        if scheme is None or scheme.limits != "confirmed" or value is None:
            return False
        if not band_holding(scheme, value):
            return False
        bands = [found for label in told if (found := bands_of(scheme, label))]
        return bool(bands) and not all(any(holds(scheme, b, value) for b in each) for each in bands)

    def _labels(self, code: str, text: str) -> tuple[str, ...]:
        """Ladder labels that a cell names: "HIJAU", "A", "Hijau (Kualitas Tinggi)"."""
        award = self.labels.wording.knowledge.awards.get(code)
        return self.labels.in_cell(award, text) if award else (text,)

    def _same_year(self, claim: Claim, row_year: int | None) -> bool:
        year = row_year or self.table.year
        if year is None:
            return True
        if claim.year is not None:
            return claim.year == year
        return claim.published is None or claim.published.year in (year, year + 1)

    def _ambiguous(self, claim: Claim, rows: Sequence[TableRow], what: str) -> Reason:
        shown = [Exhibit(text=row.shown, url=f"{self.table.name}#{row.number}") for row in rows[:3]]
        for row in rows:
            self.match.ambiguous[row.number] = row.shown
        return reason_of(
            "table-ambiguous", (claim.exhibit(), *shown), what=what, count=len(rows),
            table=self.table.name, recipient=claim.record.recipient.name,
        )  # fmt: skip


def _years(claims: Iterable[Claim]) -> dict[object, set[int | None]]:
    found: dict[object, set[int | None]] = defaultdict(set)
    for claim in claims:
        found[claim.who, claim.award].add(claim.year)
    return found


def _shown(record: AwardRecord) -> str:
    home = record.recipient.jurisdiction
    parts = (
        record.recipient.name,
        home.name if home else "",
        record.score.text if record.score else "",
    )
    return " | ".join(part for part in (*parts, *record.predicates) if part)


def table_of_records(name: str, records: Iterable[AwardRecord], sha256: str) -> OfficialTable:
    """The assessing body's own page or run as a table."""
    rows = []
    for number, record in enumerate(records, start=1):
        home = record.recipient.jurisdiction
        rows.append(
            TableRow(
                number=number,
                name=record.recipient.name,
                region=home.name if home else None,
                region_code=home.code if home else None,
                score=record.score.value if record.score else None,
                predicates=record.predicates,
                year=record.award.year,
                award=record.award.code,
                shown=_shown(record),
            )
        )
    codes = {row.award for row in rows}
    return OfficialTable(
        name=name, sha256=sha256, header_row=None, columns=(), rows=tuple(rows),
        award=codes.pop() if len(codes) == 1 else None,
    )  # fmt: skip
