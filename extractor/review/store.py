"""What the review page works on: a dataset to read, and the file of decisions beside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from threading import RLock

from extractor.dataset import Dataset, Filter
from extractor.dataset.decisions import (
    Decision,
    DecisionLog,
    Entry,
    Ruling,
    SampleDesign,
    decisions_beside,
    rulings,
)

REVIEWS = {"accept": "accepted", "correct": "corrected", "add": "added", "reject": "rejected"}


class ReviewStore:
    """Records and decisions; safe to call from several threads.

    Args:
        dataset: open for reading; temporary tables of its connection mirror the decisions.
        reviewer: who decides.
        sample: the records to review, in this order; None for all.
        chosen: what the page is about; other records are shown only beside these.
    """

    def __init__(
        self,
        dataset: Dataset,
        reviewer: str,
        sample: SampleDesign | None = None,
        chosen: Filter | None = None,
    ) -> None:
        self.dataset = dataset
        self.reviewer = reviewer
        self.sample = sample
        self.chosen = chosen or Filter()
        self.lock = RLock()
        self.closed = False
        self._log = DecisionLog(decisions_beside(dataset.path))
        self._decisions, self._samples = self._log.read()
        connection = dataset.connection
        connection.execute("CREATE TEMP TABLE ruled (record_id TEXT PRIMARY KEY, review TEXT)")
        connection.execute("CREATE TEMP TABLE drawn (record_id TEXT PRIMARY KEY, position INTEGER)")
        if sample is not None:
            connection.executemany(
                "INSERT OR IGNORE INTO drawn VALUES (?, ?)",
                [(record_id, position) for position, record_id in enumerate(sample.records)],
            )
            if sample.id not in {each.id for each in self._samples}:
                self._log.append(sample)
                self._samples.append(sample)
        self._mirror()

    @property
    def path(self) -> Path:
        """The file of decisions."""
        return self._log.path

    @property
    def decisions(self) -> list[Decision]:
        """What the page shows: everything; in a sample the reviewer's own, who judges apart."""
        with self.lock:
            if self.sample is None:
                return list(self._decisions)
            return [each for each in self._decisions if each.reviewer == self.reviewer]

    @property
    def samples(self) -> list[SampleDesign]:
        """Every sample drawn from this dataset."""
        with self.lock:
            return list(self._samples)

    def all_decisions(self) -> list[Decision]:
        """Every decision of every reviewer."""
        with self.lock:
            return list(self._decisions)

    def rulings(self) -> dict[str, Ruling]:
        """What holds for each judged record."""
        return rulings(self.decisions)

    def close(self) -> None:
        """Wait for a query that another thread is in, and let no other begin."""
        with self.lock:
            self.closed = True

    def decide(self, entries: Iterable[Entry]) -> int:
        """Save what is new of these, on the disk before this returns; how many were new."""
        with self.lock:
            known = {each.id for each in self._decisions} | {each.id for each in self._samples}
            fresh = list({each.id: each for each in entries if each.id not in known}.values())
            if fresh:
                self._log.append(*fresh)
                self._decisions += [each for each in fresh if isinstance(each, Decision)]
                self._samples += [each for each in fresh if isinstance(each, SampleDesign)]
                self._mirror()
            return len(fresh)

    def _mirror(self) -> None:
        """Bring the temporary table of rulings up to the decisions."""
        connection = self.dataset.connection
        connection.execute("DELETE FROM ruled")
        connection.executemany(
            "INSERT INTO ruled VALUES (?, ?)",
            [(s, REVIEWS[r.decision.action]) for s, r in self.rulings().items()],
        )
