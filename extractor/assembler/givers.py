"""Who confers or assesses: the government that the lead names, the body beside the award."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.assembler.article_awards import OTHER
from extractor.models.mentions import PersonMention, RecipientMention

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.assembler.article_regions import ArticleRegions
    from extractor.assembler.reading import SentenceReading
    from extractor.assembler.view import SentenceView
    from extractor.models.mentions import Mention
    from extractor.models.record import Level
    from extractor.patterns.frames import FrameName
    from extractor.patterns.knowledge import Knowledge
    from extractor.patterns.schema import TitlePattern
    from extractor.patterns.shape import Shape

_LEAD = 3
"""Last paragraph of the lead."""
_LEAD_SENTENCES = 8
_PROVINCE_CODE = 2
"""Characters of a province's code, with which the codes of its regions begin."""
_BESIDE = 3
_VERB_REACH = 30
"""Characters before whoever confers in which the verb stands."""


def is_local_prize(patterns: Knowledge, regions: ArticleRegions) -> bool:
    """A prize that no file names counts where a government or body gives it, no medium."""
    lead = [view for view in regions.sentences if view.paragraph <= _LEAD]
    naming = [
        view
        for view in (*regions.title, *lead[:_LEAD_SENTENCES])
        if any(m.code == OTHER for m in view.awards)
    ]
    if not naming or any("outside" in view.cues for view in (*regions.title, *naming)):
        return False
    if any("sport" in view.cues for view in (*regions.title, *lead)):
        return False
    if not any(view.cued("ceremony", "winner", "awardee") for view in (*regions.title, *lead)):
        return False
    if giver_in_lead(patterns, regions) is not None or any(view.bodies for view in lead):
        return True
    return any(_given_publicly(patterns, view) for view in naming)


def _given_publicly(patterns: Knowledge, view: SentenceView) -> bool:
    """The sentence names the prize's level, or a government by its own words beside it."""
    level = patterns.frames["prize_of_level"]
    prizes = [m for m in view.awards if m.code == OTHER]
    if any(level.search(view.text, m.start, m.end) for m in prizes):
        return True
    return any(m.government and m.strength == "strong" for m in view.recipients)


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


def confers(reading: SentenceReading, mention: RecipientMention) -> bool:
    """As in "Pemkot Kupang mengumumkan hasil …": the government gives the prize named behind."""
    if mention.rule != "name.government":
        return False
    view = reading.view
    verbs = [c for c in view.cued("confers") if 0 <= c.start - mention.end <= _BESIDE]
    prizes = (*reading.awards, *view.cued("award_noun", "prize_head"))
    return any(prize.start >= verb.end for verb in verbs for prize in prizes)


def sets(reading: SentenceReading, mention: RecipientMention) -> bool:
    """As in "Bagian Hukum X ditetapkan Kanwil Y sebagai …": what stands inside the verb gives."""
    frames, text = reading.frames, reading.text
    if frames["set_as"].match(text, mention.end) is None:
        return False
    if frames["set_by"].search(reading.view.before(mention, _VERB_REACH)) is None:
        return False
    return any(m.end <= mention.start - _BESIDE for m in reading.view.recipients)


def gives_out(frames: Mapping[FrameName, Shape], text: str, mention: Mention) -> bool:
    """A verb of conferring or announcing stands right behind the body."""
    return frames["gives_out"].match(text, mention.end) is not None
