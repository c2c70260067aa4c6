"""stub"""

from __future__ import annotations


class Rehearsal: ...


def rehearse() -> None: ...
