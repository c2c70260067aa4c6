"""Big inputs: archives cut into shards, worked on by killable workers, resumable at any time."""

from __future__ import annotations

from extractor.archive.run import ArchiveRun, Job
from extractor.archive.sample import Rehearsal, rehearse

__all__ = ["ArchiveRun", "Job", "Rehearsal", "rehearse"]
