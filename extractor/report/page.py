"""The pictures as one HTML file without a script: to open, print and mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from extractor import messages
from extractor.messages import Language
from extractor.report.pictures import Picture

_STYLE = """
:root{color-scheme:light}
body{font:16px/1.5 system-ui,sans-serif;color:#1f2933;max-width:800px;margin:2rem auto;
padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2.5rem}
svg{max-width:100%;height:auto;border:1px solid #cbd2d9}
.drawn{overflow-x:auto}
@media screen and (max-width:600px){.drawn svg{max-width:none;width:36rem}}
p{color:#3e4c59}table{border-collapse:collapse;margin-top:.5rem}
th,td{border-bottom:1px solid #cbd2d9;padding:.15rem .8rem .15rem 0;text-align:left}
summary{cursor:pointer;color:#0b57a4}
@media print{details{display:none}h2{break-after:avoid}}
"""


def report(drawn: Sequence[Picture], records: int, articles: int, lang: Language) -> str:
    """The whole file; every word of the data is escaped."""
    return "\n".join(_parts(drawn, records, articles, lang)) + "\n"


def _parts(drawn: Sequence[Picture], records: int, articles: int, lang: Language) -> Iterator[str]:
    title = messages.text("card-title", lang)
    yield f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield (
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
        " style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">"
    )
    yield f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>"
    yield f"<h1>{escape(title)}</h1>"
    yield f"<p>{escape(messages.text('card-count', lang, records=records, articles=articles))}</p>"
    for picture in drawn:
        yield f"<section>\n<h2>{escape(picture.title)}</h2>\n<p>{escape(picture.told)}</p>"
        label = escape(picture.title, quote=True)
        yield f'<div class="drawn" tabindex="0" role="region" aria-label="{label}">'
        yield f"{picture.svg}</div>"
        yield f"<details>\n<summary>{escape(messages.text('picture-figures', lang))}</summary>"
        yield from _table(picture)
        yield "</details>\n</section>"
    yield f"<p>{escape(messages.text('card-limits-text', lang))}</p>"
    yield "</main>\n</body>\n</html>"


def _table(picture: Picture) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in picture.heads)
    yield f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>"
    for row in picture.rows:
        yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
    yield "</tbody>\n</table>"
