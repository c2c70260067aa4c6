"""What the matchers and the assembler read: the gazetteers by id, and the words of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import PatternError
from extractor.patterns.loader import Patterns, load
from extractor.patterns.reader import load_toml
from extractor.patterns.schema import (
    AgencyPattern,
    AwardPattern,
    BodyPattern,
    CuesPattern,
    CuePattern,
    GovernmentPattern,
    GovernmentWord,
    NumberWords,
    RegionPattern,
    TitlePattern,
    UnitPattern,
)


@dataclass(frozen=True)
class Knowledge:
    """All patterns in the shape that rules look them up.

    Attributes:
        awards, regions: by code. agencies, units: by canonical name.
        cues: categories of cue words. government: words before a region's name.
        digest: version of all pattern files.
    """

    awards: Mapping[str, AwardPattern]
    regions: Mapping[str, RegionPattern]
    agencies: Mapping[str, AgencyPattern]
    units: Mapping[str, UnitPattern]
    bodies: tuple[BodyPattern, ...]
    titles: tuple[TitlePattern, ...]
    cues: Mapping[str, CuePattern]
    government: tuple[GovernmentWord, ...]
    numbers: NumberWords
    patterns: Patterns

    @property
    def digest(self) -> str:
        return self.patterns.digest


def load_knowledge(folder: Path | None = None, extra: Path | None = None) -> Knowledge:
    """The installation's patterns (or ``folder``'s) with those of ``extra`` added."""
    patterns = load(folder, extra)
    cues: dict[str, CuePattern] = {}
    government: list[GovernmentWord] = []
    numbers: NumberWords | None = None
    for each in patterns.folders:
        if (each / "cues.toml").exists():
            for category, cue in load_toml(each / "cues.toml", CuesPattern).root.items():
                known = cues.get(category)
                added = (*known.phrases, *cue.phrases) if known else cue.phrases
                cues[category] = cue.model_copy(update={"phrases": tuple(dict.fromkeys(added))})
        if (each / "government.toml").exists():
            government.extend(load_toml(each / "government.toml", GovernmentPattern).word)
        if (each / "numbers.toml").exists():
            numbers = load_toml(each / "numbers.toml", NumberWords)
    if numbers is None or not cues:
        raise PatternError(f"{patterns.folders[0]}: cues.toml or numbers.toml is missing")
    return Knowledge(
        awards=patterns.awards,
        regions={r.code: r for r in patterns.regions},
        agencies={a.name: a for a in patterns.agencies},
        units={u.name: u for u in patterns.units},
        bodies=patterns.bodies,
        titles=patterns.titles.titles,
        cues=cues,
        government=tuple(government),
        numbers=numbers,
        patterns=patterns,
    )
