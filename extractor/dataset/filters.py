"""Which records a command is about: award, region, year, verdict; as SQL with bound values."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.models.verdict import Status


@dataclass(frozen=True, slots=True)
class Filter:
    """Every part that is given must hold; an empty one asks for nothing.

    Attributes:
        awards: award codes.
        regions: Kemendagri codes; a province's code means all its regencies and cities too.
        years: assessment years.
        verdicts: verdicts.
        within: a filter that must hold besides.
    """

    awards: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    verdicts: tuple[Status, ...] = ()
    within: Filter | None = None

    def condition(self) -> tuple[str, tuple[str | int, ...]]:
        """A SQL condition on ``records`` and the values for its question marks."""
        parts: list[str] = []
        values: list[str | int] = []
        for column, wanted in (
            ("award_code", self.awards), ("award_year", self.years), ("verdict", self.verdicts),
        ):  # fmt: skip
            if wanted:
                parts.append(f"{column} IN ({', '.join('?' * len(wanted))})")
                values.extend(wanted)
        if self.regions:
            one = "jurisdiction_code = ? OR jurisdiction_code > ? AND jurisdiction_code < ?"
            parts.append(f"({' OR '.join([one] * len(self.regions))})")
            for code in self.regions:
                # "/" is the character after "."
                values.extend((code, f"{code}.", f"{code}/"))
        if self.within is not None:
            besides, more = self.within.condition()
            parts.append(besides)
            values.extend(more)
        return " AND ".join(parts) or "1", tuple(values)

    def told(self) -> str:
        """The choice in the words of the command line, "" for everything."""
        parts = {
            "--award": self.awards, "--region": self.regions, "--year": self.years,
            "--verdict": self.verdicts,
        }  # fmt: skip
        return " ".join(f"{option} {value}" for option, held in parts.items() for value in held)
