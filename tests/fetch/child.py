"""A fetch in a process of its own, to be killed: its call as JSON in the file named."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.fetch import guard


def main() -> int:
    guard.install()
    from extractor.fetcher import FetchSettings, fetch

    call = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    summary = fetch(call["seeds"], Path(call["into"]), settings=FetchSettings(**call["settings"]))
    sys.stdout.write(summary.model_dump_json())
    return 130 if summary.stopped_by == "user" else 0


if __name__ == "__main__":
    sys.exit(main())
