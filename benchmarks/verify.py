"""How long verification takes: a made-up run of 50,000 records against a table of 5,000 rows.

    python benchmarks/verify.py [--records 50000] [--rows 5000] [--folder DIR]

Times the command as a user runs it (start, reading, judging, writing) at half and at full
size, and says whether the cost grew linearly.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.patterns.loader import load

AWARD = "ombudsman-kepatuhan"
PER_ARTICLE = 5
SENTENCES = (
    "Kepala perwakilan menyampaikan bahwa layanan di loket terus dibenahi sepanjang tahun ini.",
    "Bupati mengapresiasi seluruh perangkat daerah atas kerja keras mereka selama penilaian.",
    "Sebanyak 12 unit layanan akan dinilai kembali pada semester berikutnya, ujarnya.",
    "Warga berharap antrean di kantor layanan tidak lagi memakan waktu berjam-jam.",
)


def recipients() -> list[tuple[str, str, str, str, str]]:
    """Name, kind, and region (name, level, code) of every agency of every regency and city."""
    patterns = load()
    regions = [r for r in patterns.regions if r.level != "provinsi"]
    agencies = [a for a in patterns.agencies if a.kind in ("dinas", "badan")]
    return [(a.name, a.kind, r.name, r.level, r.code) for a in agencies for r in regions]


def make_run(folder: Path, records: int, seed: int = 1) -> list[tuple[str, str, str]]:
    """A run folder of made-up records; returns name, region and figure of each recipient."""
    chance = random.Random(seed)
    known = recipients()
    chance.shuffle(known)
    wanted = [known[i % len(known)] for i in range(records)]
    folder.mkdir(parents=True, exist_ok=True)
    facts = []
    with (
        (folder / "records.jsonl").open("w", encoding="utf-8") as out,
        (folder / "articles.jsonl").open("w", encoding="utf-8") as texts,
    ):
        for number in range(0, records, PER_ARTICLE):
            chosen = wanted[number : number + PER_ARTICLE]
            article, lines = _article(number // PER_ARTICLE, chosen, chance)
            texts.write(json.dumps(article, ensure_ascii=False) + "\n")
            for record in lines:
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
                where = record["recipient"]["jurisdiction"]["name"]
                facts.append((record["recipient"]["name"], where, record["score"]["value"]))
    (folder / "run.json").write_text('{"status": "complete"}', encoding="utf-8")
    return facts


def _article(
    number: int, chosen: list[tuple[str, str, str, str, str]], chance: random.Random
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    spans = []
    text = "Ombudsman RI merilis hasil Penilaian Kepatuhan tahun 2024. "
    for name, _, region, _, _ in chosen:
        value = f"{chance.randint(5400, 9900) / 100:.2f}"
        who = f"{name} {region}"
        start = len(text)
        figure = value.replace(".", ",")
        text += f"{who} memperoleh nilai {figure}. "
        at = start + len(who) + len(" memperoleh nilai ")
        spans.append((start, start + len(name), name, at, at + len(figure), figure, value))
    parts = [chance.choice(SENTENCES) for _ in range(14)]
    text += "\n" + "\n".join(parts)
    digest = hashlib.sha256(text.encode()).hexdigest()
    url = f"https://media{number % 97}.id/berita/{number}"
    ref: dict[str, Any] = {
        "url": url, "source": url, "site": f"media{number % 97}.id", "title": f"Berita {number}",
        "author": None, "published": "2025-01-15", "sha256": digest,
    }  # fmt: skip
    article: dict[str, Any] = {**ref, "modified": None, "text": text}
    records: list[dict[str, Any]] = [
        {
            "record_id": f"r{number}-{i}", "article": ref,
            "award": {"code": AWARD, "name": AWARD, "text": None, "granting_body": "Ombudsman RI",
                      "year": 2024},
            "recipient": {"name": name, "abbreviation": None, "kind": kind,
                          "jurisdiction": {"name": region, "level": level, "code": code}},
            "score": {"value": value, "text": figure, "unit": None, "scale_min": "0",
                      "scale_max": "100", "previous": None},
            "predicates": [], "rank": None, "streak": None, "event_date": None, "speaker": None,
            "evidence": {"recipient": {"start": a, "end": b, "text": printed},
                         "score": {"start": c, "end": d, "text": figure}},
            "provenance": {}, "checks": [], "extractor": {"version": "0", "patterns": "0"},
        }
        for i, (known, told) in enumerate(zip(chosen, spans, strict=True))
        for name, kind, region, level, code in (known,)
        for a, b, printed, c, d, figure, value in (told,)
    ]  # fmt: skip
    return article, records


def make_table(path: Path, facts: list[tuple[str, str, str]], rows: int) -> None:
    """The first figures as an annex, one in twenty with its last digits swapped."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(["LAMPIRAN HASIL PENILAIAN KEPATUHAN TAHUN 2024"])
        out.writerow(["No", "Nama Instansi", "Kabupaten/Kota", "Nilai"])
        for number, (name, region, value) in enumerate(facts[:rows], start=1):
            shown = value[:-2] + value[:-3:-1] if number % 20 == 0 else value
            sign = "," if number % 2 else "."
            out.writerow([number, name.upper(), region.upper(), shown.replace(".", sign)])


def timed(run: Path, table: Path) -> float:
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "extractor", "verify", str(run), "--against", str(table), "--quiet"],
        stdout=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    if done.returncode not in (0, 3):
        raise SystemExit(f"verify ended with {done.returncode}")
    return time.perf_counter() - start


def sizes(records: int) -> Iterator[int]:
    yield records // 2
    yield records


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        base = asked.folder or Path(place)
        took = []
        for count in sizes(asked.records):
            run, table = base / f"run-{count}", base / f"table-{count}.csv"
            make_table(table, make_run(run, count), asked.rows * count // asked.records)
            took.append(timed(run, table))
            print(f"{count} records, {asked.rows * count // asked.records} rows: {took[-1]:.1f} s")
        print(f"twice the size took {took[1] / took[0]:.2f} times as long")
    return 0


if __name__ == "__main__":
    sys.exit(main())
