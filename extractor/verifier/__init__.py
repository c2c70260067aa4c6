"""AwardRecords -> Verdicts: by evidence, article, rules, other articles, years, official table.

Every phrase and threshold of a rule is in patterns/; a reason's text is in the message catalogue.
"""

from __future__ import annotations

from extractor.verifier.against import TableMatch, table_of_records
from extractor.verifier.verify import Verification, Verifier, verify

__all__ = ["TableMatch", "Verification", "Verifier", "table_of_records", "verify"]
