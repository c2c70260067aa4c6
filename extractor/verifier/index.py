"""Claims by whom they are about, so that each row of a table finds its own at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from extractor.verifier.claims import Claim
from extractor.verifier.names import Named, NameReader

_GOVERNMENTS = frozenset({"kabupaten", "kota", "provinsi"})


class ClaimIndex:
    """Claims by recipient, so that each row finds its own at once."""

    def __init__(self, claims: Sequence[Claim], names: NameReader) -> None:
        self.governments: dict[str, list[Claim]] = defaultdict(list)
        self.by_region: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
        self.by_name: dict[str, list[Claim]] = defaultdict(list)
        told: dict[str, str] = {}
        for claim in claims:
            name, code = claim.who
            if claim.record.recipient.kind in _GOVERNMENTS and code:
                self.governments[code].append(claim)
            else:
                if name not in told:
                    told[name] = names.canonical(name)
                name = told[name]
                self.by_region[code][name].append(claim)
                self.by_name[name].append(claim)

    def find(self, named: Named) -> tuple[list[Claim], list[Claim]]:
        """Claims that the name means, and those that it may mean."""
        if not named.name:
            if len(named.codes) == 1:
                return self.governments.get(next(iter(named.codes)), []), []
            return [], [c for code in named.codes for c in self.governments.get(code, [])]
        if len(named.codes) == 1:
            (code,) = named.codes
            here = self.by_region.get(code, {}).get(named.name, [])
            if here:
                return here, []
            bare = self.by_region.get("", {}).get(named.name, [])
            return (bare, []) if named.free else ([], bare)
        anywhere = self.by_name.get(named.name, [])
        if named.free:
            return anywhere, []
        inside = [c for c in anywhere if not named.codes or c.who[1] in named.codes or not c.who[1]]
        return [], inside
