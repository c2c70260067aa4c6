"""Who confers or assesses: the government that the lead names, the body beside the award."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.assembler.article_awards import OTHER
from extractor.models.mentions import PersonMention, RecipientMention

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.assembler.article_regions import ArticleRegions
    from extractor.assembler.view import SentenceView
    from extractor.models.mentions import Mention
    from extractor.models.record import Level
    from extractor.patterns.frames import FrameName
    from extractor.patterns.knowledge import Knowledge
    from extractor.patterns.schema import TitlePattern

_LEAD = 3
"""Last paragraph of the lead."""
_LEAD_SENTENCES = 8
_PROVINCE_CODE = 2
"""Characters of a province's code, with which the codes of its regions begin."""
_BESIDE = 3


def is_local_prize(patterns: Knowledge, regions: ArticleRegions) -> bool:
    """A prize that no file names counts where a government or body gives it, no medium."""
    lead = [view for view in regions.sentences if view.paragraph <= _LEAD]
    views = (*regions.title, *lead)
    if any("outside" in view.cues for view in views):
        return False
    if not any("ceremony" in view.cues for view in views):
        return False
    naming = (*regions.title, *lead[:_LEAD_SENTENCES])
    named = any(m.code == OTHER for view in naming for m in view.awards)
    return named and giver_in_lead(patterns, regions) is not None


def giver_in_lead(patterns: Knowledge, regions: ArticleRegions) -> str | None:
    """Region code of the head of government or government that the lead names as giver."""
    for view in regions.sentences:
        if view.paragraph > _LEAD:
            break
        for mention in view.mentions:
            if isinstance(mention, PersonMention) and mention.role:
                title = _head_title(patterns, mention.role)
                if title is not None:
                    return _of_level(regions, title.level)
            if isinstance(mention, RecipientMention) and _is_titled(mention):
                return regions.resolve(mention.regions, mention.level)
    return None


def _is_titled(mention: RecipientMention) -> bool:
    """A government named by its head's title."""
    return mention.government and mention.strength == "title"


def _head_title(patterns: Knowledge, role: str) -> TitlePattern | None:
    """The title in the role whose holder leads a government."""
    for title in patterns.titles:
        for form in title.forms if title.head else ():
            if form in role and re.search(rf"\b{re.escape(form)}\b", role):
                return title
    return None


def _of_level(regions: ArticleRegions, level: Level | None) -> str | None:
    """The article's main region of this level."""
    main = regions.main
    if main is None or level is None:
        return main
    return main[:_PROVINCE_CODE] if level == "provinsi" else main


def gives(view: SentenceView, mention: Mention, category: str) -> bool:
    """A cue of the category stands right before the body."""
    return any(0 <= mention.start - cue.end <= _BESIDE for cue in view.cued(category))


def gives_out(frames: Mapping[FrameName, re.Pattern[str]], text: str, mention: Mention) -> bool:
    """A verb of conferring or announcing stands right behind the body."""
    return frames["gives_out"].match(text, mention.end) is not None
