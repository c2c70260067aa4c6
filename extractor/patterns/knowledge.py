"""What the matchers and the assembler read: the gazetteers by id, and the words of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import PatternError
from extractor.patterns.award_schema import AwardPattern
from extractor.patterns.frames import FrameName, WordsName, load_frames
from extractor.patterns.loader import Patterns, load
from extractor.patterns.number_words import word_lists
from extractor.patterns.reader import load_toml
from extractor.patterns.schema import (
    AgencyPattern,
    BodyPattern,
    CuePattern,
    CuesPattern,
    GovernmentPattern,
    GovernmentWord,
    NumberWords,
    RegionPattern,
    TitlePattern,
    UnitPattern,
)
from extractor.patterns.shape import Shape


@dataclass(frozen=True)
class Knowledge:
    """All patterns in the shape that rules look them up.

    Attributes:
        awards, regions: by code. agencies, units: by canonical name.
        cues: categories of cue words. government: words before a region's name.
        government_name: canonical name of a government, with "{region}" in it.
        frames: compiled regular expressions of the rules. words: their small word lists.
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
    government_name: str
    numbers: NumberWords
    frames: Mapping[FrameName, Shape]
    words: Mapping[WordsName, frozenset[str]]
    patterns: Patterns

    @property
    def digest(self) -> str:
        return self.patterns.digest

    def government_of(self, region: str) -> str:
        """Canonical name of the government of the region with this code."""
        return self.government_name.replace("{region}", self.regions[region].name)


def load_knowledge(folder: Path | None = None, extra: Path | None = None) -> Knowledge:
    """The installation's patterns (or ``folder``'s) with those of ``extra`` added.

    Raises:
        PatternError: a file breaks its schema, or one that the rules need is missing.
    """
    patterns = load(folder, extra)
    cues: dict[str, CuePattern] = {}
    government: list[GovernmentWord] = []
    name: str | None = None
    numbers: NumberWords | None = None
    for each in patterns.folders:
        if (each / "cues.toml").exists():
            for category, cue in load_toml(each / "cues.toml", CuesPattern).root.items():
                known = cues.get(category, cue)
                update = {
                    "phrases": tuple(dict.fromkeys((*known.phrases, *cue.phrases))),
                    "assertion": cue.assertion or known.assertion,
                }
                cues[category] = known.model_copy(update=update)
        if (each / "government.toml").exists():
            content = load_toml(each / "government.toml", GovernmentPattern)
            government.extend(content.word)
            name = content.name or name
        if (each / "numbers.toml").exists():
            numbers = load_toml(each / "numbers.toml", NumberWords)
    if numbers is None or not cues or name is None:
        raise PatternError(
            f"{patterns.folders[0]}: cues.toml, numbers.toml or the name in government.toml missing"
        )
    phrases = {category: cue.phrases for category, cue in cues.items()}
    frames = load_frames(patterns.folders, {"cues": phrases, "numbers": word_lists(numbers)})
    return Knowledge(
        awards=patterns.awards,
        regions={r.code: r for r in patterns.regions},
        agencies={a.name: a for a in patterns.agencies},
        units={u.name: u for u in patterns.units},
        bodies=patterns.bodies,
        titles=patterns.titles.titles,
        cues=cues,
        government=tuple(government),
        government_name=name,
        numbers=numbers,
        frames=frames.compiled,
        words=frames.words,
        patterns=patterns,
    )
