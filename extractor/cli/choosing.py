"""The options that choose records: by award, region, year and verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.complaints import WrongValue

if TYPE_CHECKING:
    from extractor.dataset.filters import Filter

Source = Annotated[
    Path, typer.Argument(metavar="RUN_OR_DATASET", help="option-run-or-dataset", show_default=False)
]
Awards = Annotated[
    list[str] | None,
    typer.Option("--award", metavar="CODE", help="option-award", show_default=False),
]
Regions = Annotated[
    list[str] | None,
    typer.Option("--region", metavar="CODE", help="option-region", show_default=False),
]
Years = Annotated[
    list[int] | None,
    typer.Option(
        "--year", metavar="YEAR", min=1900, max=2199, help="option-year", show_default=False
    ),
]
Verdicts = Annotated[
    list[str] | None,
    typer.Option("--verdict", metavar="VERDICT", help="option-verdict", show_default=False),
]


def chosen(
    awards: Sequence[str] | None,
    regions: Sequence[str] | None,
    years: Sequence[int] | None,
    verdicts: Sequence[str] | None,
) -> Filter:
    """The filter that the options ask for; regions by code or by name.

    Raises:
        WrongValue: an award, region or verdict that nobody knows.
    """
    from extractor.dataset.filters import Filter
    from extractor.models.verdict import STATUSES, Status
    from extractor.patterns.loader import load

    if not (awards or regions or years or verdicts):
        return Filter()
    patterns = load()
    for code in awards or ():
        if code not in patterns.awards and code != "other":
            raise WrongValue("trouble-award", code=code)
    known = {region.code: region.code for region in patterns.regions}
    short = Counter(region.short_name.casefold() for region in patterns.regions)
    for region in patterns.regions:
        known.setdefault(region.name.casefold(), region.code)
        # a regency and a city may share the short name; a province and a city may too
        if short[region.short_name.casefold()] == 1:
            known.setdefault(region.short_name.casefold(), region.code)
    codes = []
    for name in regions or ():
        found = known.get(name.casefold())
        if found is None:
            raise WrongValue("trouble-region", region=name)
        codes.append(found)
    statuses: dict[str, Status] = {status: status for status in STATUSES}
    for status in verdicts or ():
        if status not in statuses:
            raise WrongValue("trouble-verdict", given=status, known=", ".join(STATUSES))
    return Filter(
        awards=tuple(dict.fromkeys(awards or ())),
        regions=tuple(dict.fromkeys(codes)),
        years=tuple(dict.fromkeys(years or ())),
        verdicts=tuple(dict.fromkeys(statuses[each] for each in verdicts or ())),
    )
