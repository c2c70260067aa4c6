"""Sentences of a paragraph: a full stop ends one unless it abbreviates, numbers or dots a name."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…]+[\"”’»')\]]*\s+(?=[\"“‘«(\[]?[A-Z0-9])|;\s+(?=[A-Z])")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:[Dd]r|[Dd]rg|[Dd]rs|[Dd]ra|[Ii]r|H|Hj|KH|[Nn]o|[Kk]ab|[Pp]rov|[Pp]j|[Pp]lt|[Pp]lh|[Pp]js|[Jj]l|[Ss]t|[Bb]ag|Prof|M|S|Rt|R|Ny|Tn|hlm|dkk|Kec|Kel|Bpk|Sdr|Gg|Rp|Kp|[A-Z][a-z]{0,3}\.[A-Z][a-z]{0,3}))\.$"
)

_GRADE = re.compile(r"\b[a-z]{2,}\s[A-Z]\.$")
"""A single capital after a lower-case word is a grade ("mutu A."), no initial."""


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of one paragraph."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        head = text[start : match.start() + 1]
        if _GRADE.search(head):
            pass
        elif text[match.start()] == "." and (_ABBREVIATED.search(head) or re.fullmatch(r"\s*[0-9]{1,2}\.", head)):
            continue
        end = match.end() - len(match.group()) + len(match.group().rstrip())
        spans.append((start, end))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans
