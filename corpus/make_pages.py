"""Renders gold articles into pages of many site shapes: corpus/pages/<gold id>__<shape>.html.

usage: python corpus/make_pages.py [--per-shape N]

The templates in corpus/shapes/ are our own markup, made after facts about real sites. A name
that begins with "x-" is a shape that no publisher file names. The same gold gives the same
pages. corpus/pages/index.tsv lists file, gold id, shape, whether it is named, and address.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

ROOT = Path(__file__).resolve().parent
MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
).split()
SHORT = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()
ENGLISH = (
    "January February March April May June July August September October November December"
).split()
DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}
CUE = re.compile(r"^(?P<cue>[^:]{2,30}?)\s*:\s*(?P<headline>.+)$")
BYLINE = re.compile(
    r"(?:editor|penulis|reporter|pewarta|sumber|foto|ilustrasi|laporan|oleh)\b", re.IGNORECASE
)
ITEM = re.compile(r"^(?:\d{1,2}[.)]|[-•])\s")


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80]


@dataclass(frozen=True)
class Line:
    """One line of the page's body: a paragraph, or an insert with its cue and headline."""

    text: str
    insert: bool = False
    cue: str = ""
    headline: str = ""
    href: str = ""
    item: bool = False


def lines_of(gold: dict[str, Any], base: str) -> list[Line]:
    """Paragraphs and inserts in page order."""
    lines = []
    for index, text in enumerate(gold["paragraphs"]):
        lines.append(Line(text, item=bool(ITEM.match(text))))
        for insert in gold["inserts"]:
            if insert["after"] != index:
                continue
            match = CUE.match(insert["text"])
            if match and BYLINE.match(match["cue"]):
                match = None
            cue = match["cue"] if match else ""
            headline = match["headline"] if match else insert["text"]
            lines.append(
                Line(
                    insert["text"],
                    insert=True,
                    cue=cue,
                    headline=headline,
                    href=f"{base}/berita/{hash_of(headline) % 90000 + 10000}/{slug(headline)}",
                )
            )
    return lines


def hash_of(text: str) -> int:
    """A stable small number for a text."""
    return sum((index + 1) * ord(char) for index, char in enumerate(text))


def dates(published: str) -> dict[str, str]:
    """The publication date in every form that a site prints."""
    moment = datetime.fromisoformat(published)
    bare = len(published) <= 10
    if bare:
        moment = moment.replace(hour=9, minute=15, tzinfo=timezone(timedelta(hours=7)))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone(timedelta(hours=7)))
    offset = int((moment.utcoffset() or timedelta(hours=7)).total_seconds() // 3600)
    zone = ZONES.get(offset, "WIB")
    day, month, year = moment.day, MONTHS[moment.month - 1], moment.year
    short, name = SHORT[moment.month - 1], DAYS[moment.weekday()]
    clock, dotted = f"{moment:%H:%M}", f"{moment:%H.%M}"
    half = f"{moment.hour % 12 or 12}:{moment:%M} {'am' if moment.hour < 12 else 'pm'}"
    utc = moment.astimezone(UTC)
    changed = moment + timedelta(minutes=47)
    return {
        "iso": moment.isoformat(),
        "iso_basic": f"{moment:%Y-%m-%dT%H:%M:%S}{moment:%z}",
        "utc": utc.isoformat(),
        "utc_z": f"{utc:%Y-%m-%dT%H:%M:%S}Z",
        "modified": changed.isoformat(),
        "sql": f"{moment:%Y-%m-%d %H:%M:%S}",
        "day": f"{moment:%Y-%m-%d}",
        "path": f"{moment:%Y/%m/%d}",
        "zone": zone,
        "pipe": f"{name}, {day} {month} {year} | {clock} {zone}",
        "plain": f"{name}, {day:02d} {short} {year} {clock} {zone}",
        "comma": f"{moment:%d/%m/%Y}, {clock} {zone}",
        "dash": f"{name}, {day} {month} {year} - {clock} {zone}",
        "prmn": f"- {day} {month} {year}, {clock} {zone}",
        "tempo": f"{day} {month} {year} | {dotted} {zone}",
        "renewed": f"{day} {short} {year}, {clock} {zone}",
        "jpnn": f"{day:02d} {month} {year} {clock}",
        "english": f"{ENGLISH[moment.month - 1]} {day}, {year} {half}",
        "blogger": f"{day:02d} {short}, {year}",
        "long": f"{name}, {day} {month} {year}",
        "bare": f"{day} {month} {year}",
        "nozone": f"{day} {month} {year} | {clock}",
        "tight": f"{name}, {day} {month} {year} |{clock} {zone}",
    }


def context(gold: dict[str, Any], shape: str, chrome: dict[str, list[str]]) -> dict[str, Any]:
    """All that a template may use."""
    chance = random.Random(f"{gold['id']}/{shape}")  # noqa: S311 (the same pages every time)
    headlines = list(chrome["headlines"])
    chance.shuffle(headlines)
    base = f"https://www.{gold['domain']}"
    when = dates(gold["published"])
    year, path = when["day"][:4], when["path"]
    address = {
        "tribun": f"{base}/{path}/{gold['id']}/{slug(gold['title'])}",
        "antara": f"{base}/berita/{gold['id']}/{slug(gold['title'])}",
        "detik": f"{base}/berita/d-6912345/{gold['id']}/{slug(gold['title'])}",
        "x-labels": f"{base}/kategori/daerah/{gold['id']}-{slug(gold['title'])}",
        "x-homemade": f"{base}/index.php?mod=berita&id={hash_of(gold['id'])}",
    }.get(shape, f"{base}/read/{gold['id']}/{slug(gold['title'])}")
    return {
        "a": gold,
        "d": when,
        "lines": lines_of(gold, base),
        "c": {
            **chrome,
            "headlines": headlines,
            "base": base,
            "url": address,
            "year": year,
            "author": gold["author"] or "Redaksi",
            "site_slug": slug(gold["site"]),
            "views": chance.randint(90, 9000),
        },
    }


def environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(ROOT / "shapes"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    env.filters["slug"] = slug
    return env


def plan(golds: list[str], shapes: list[str], per_shape: int) -> list[tuple[str, str]]:
    """Pairs of gold id and shape: those of the index and of the demonstration stay for ever.

    A shape with fewer than ``per_shape`` pages gets golds that no page shows yet.
    """
    listed = [
        tuple(line.split("\t")[1:3])
        for line in (ROOT / "pages" / "index.tsv").read_text(encoding="utf-8").splitlines()[1:]
    ]
    shown = [tuple(path.stem.split("__", 1)) for path in sorted((ROOT / "demo").glob("*__*.html"))]
    pairs = [
        (gold, shape)
        for gold, shape in dict.fromkeys([*listed, *shown])
        if gold in golds and shape in shapes
    ]
    for shape in shapes:
        used = {gold for gold, _ in pairs}
        free = sorted(set(golds) - used, key=lambda gold: (hash_of(gold + shape) % 1009, gold))
        have = sum(1 for _, taken in pairs if taken == shape)
        pairs += [(gold, shape) for gold in free[: max(0, per_shape - have)]]
    return sorted(pairs, key=lambda pair: (pair[1], pair[0]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-shape", type=int, default=4)
    options = parser.parse_args()
    env = environment()
    chrome = tomllib.loads((ROOT / "shapes" / "chrome.toml").read_text(encoding="utf-8"))
    golds = {path.stem: path for path in sorted((ROOT / "gold").glob("*.json"))}
    shapes = sorted(
        path.name.removesuffix(".html.j2") for path in (ROOT / "shapes").glob("[!_]*.html.j2")
    )
    pages = ROOT / "pages"
    pages.mkdir(exist_ok=True)
    rows = ["file\tgold\tshape\tnamed\turl"]
    written = set()
    for gold_id, shape in plan(list(golds), shapes, options.per_shape):
        gold = json.loads(golds[gold_id].read_text(encoding="utf-8"))
        values = context(gold, shape, chrome)
        name = f"{gold_id}__{shape}.html"
        html = env.get_template(f"{shape}.html.j2").render(**values) + "\n"
        (pages / name).write_text(html, encoding="utf-8", newline="\n")
        named = "no" if shape.startswith("x-") else "yes"
        rows.append(f"{name}\t{gold_id}\t{shape}\t{named}\t{values['c']['url']}")
        written.add(name)
    for old in pages.glob("*.html"):
        if old.name not in written:
            old.unlink()
    (pages / "index.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
