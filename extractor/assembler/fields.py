"""Article-wide fields of a record: year, event date, speaker, granting body."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from extractor.models.mentions import (
    AwardMention,
    BodyMention,
    CueMention,
    DateMention,
    Mention,
    PersonMention,
    RecipientMention,
    Sentence,
    YearMention,
)

if TYPE_CHECKING:
    from extractor.assembler.context import Context

_DROPPED_ASSERTIONS = frozenset({"target", "hope", "plan", "previous"})


def award_year(context: Context, code: str | None) -> tuple[int, YearMention | None] | None:
    """Assessment year that the article states for the award, with its mention (None: title)."""
    if code is None:
        return None
    published = (context.article.published or "")[:4]
    latest = int(published) if published.isdigit() else 9999
    votes: Counter[int] = Counter()
    where: dict[int, YearMention | None] = {}
    for weight, sentences, in_title in (
        (3, context.mentions.title, True),
        (2, context.mentions.sentences, False),
    ):
        for sentence in sentences:
            awards = [
                m for m in sentence.mentions if isinstance(m, AwardMention) and m.code == code
            ]
            years = [m for m in sentence.mentions if isinstance(m, YearMention)]
            for year in years:
                if year.year > latest or context.is_off(sentence, year, in_title):
                    continue
                near = min((gap(year, a) for a in awards), default=None)
                score = 0.0
                if near is not None and near <= 3:
                    score = 6 * weight
                elif near is not None and near <= 75:
                    score = 2.0 * weight
                elif near is not None and year.stated:
                    score = 1.0 * weight
                elif year.stated and sentence.paragraph <= 3 and not in_title:
                    score = 0.7
                if (
                    score
                    and year.rule.startswith("year.")
                    and year.rule in {"year.this", "year.last"}
                ):
                    score = 0.4
                if score:
                    votes[year.year] += score
                    if not in_title:
                        where.setdefault(year.year, year)
    if not votes:
        return None
    best = max(votes, key=lambda y: (votes[y], y))
    return best, where.get(best)


def gap(year: YearMention, award: AwardMention) -> int:
    if year.start >= award.start and year.end <= award.end:
        return 0
    return year.start - award.end if year.start >= award.end else award.start - year.end + 10


def event_date(context: Context, code: str) -> DateMention | None:
    """The day of the ceremony or of the assessor's announcement; never an interview's.

    Where the article tells of several awards, a date told of another one is not taken.
    """
    several = len({a.code for a in context.awards if not a.weak}) > 1
    published = (context.article.published or "")[:10]
    best: tuple[float, DateMention] | None = None
    last: DateMention | None = None
    for sentence in context.mentions.sentences:
        if several and code not in context.award_of.get(sentence.start, {code}):
            continue
        cues = {m.category for m in sentence.mentions if isinstance(m, CueMention)}
        if (
            last is not None
            and "same_day" in cues
            and cues & {"ceremony", "occasion"}
            and last.iso <= (published or last.iso)
        ):
            best = max(best or (0.0, last), (3.0, last), key=lambda b: b[0])
        for date in sentence.mentions:
            if not isinstance(date, DateMention):
                continue
            last = date
            if (published and date.iso > published) or context.is_off(sentence, date, False):
                continue
            score = date_weight(context, sentence, date)
            if score > 0 and (best is None or score > best[0]):
                best = (score, date)
    return best[1] if best else None


def date_weight(context: Context, sentence: Sentence, date: DateMention) -> float:
    text = context.article.text
    cues = [m for m in sentence.mentions if isinstance(m, CueMention)]
    ceremony = [c for c in cues if c.category == "ceremony"]
    spans = {(c.start, c.end) for c in ceremony}
    speech = [c for c in cues if c.category == "speech" and (c.start, c.end) not in spans]
    award = any(isinstance(m, AwardMention | BodyMention) for m in sentence.mentions)
    score = 2.5 if ceremony else 1.0 if any(c.category == "occasion" for c in cues) else 0.0
    score += 1.5 if award else 0.0
    score += 1.0 / (1 + sentence.paragraph)
    before = [c for c in speech if c.end <= date.start]
    if before:
        last = before[-1]
        between = text[last.end : date.start]
        later_ceremony = any(c.start > last.end and c.end <= date.start for c in ceremony)
        assessor = any(
            isinstance(m, PersonMention)
            and m.of_body is not None
            and m.start >= last.start - 5
            and m.end <= date.start
            for m in sentence.mentions
        ) or any(isinstance(m, BodyMention) and m.start < date.start for m in sentence.mentions)
        if assessor:
            score += 1.5
        elif not later_ceremony and len(between) < 160:
            score -= 4.0
    asked = [
        c
        for c in cues
        if c.category == "interview" and c.end <= date.start and date.start - c.end < 40
    ]
    if asked:
        score -= 5.0
    if not ceremony and not award and not before:
        beside = [
            s
            for s in context.mentions.sentences
            if s.paragraph == sentence.paragraph and s is not sentence
        ]
        score += (
            0.5
            if any(
                isinstance(m, CueMention) and m.category in {"ceremony", "occasion"}
                for s in beside
                for m in s.mentions
            )
            else -1.0
        )
    return score


def speaker_of(context: Context, sentence: Sentence) -> PersonMention | None:
    """The person who says the sentence: in it, else in its paragraph, else after an open quote."""
    same = [s for s in context.mentions.sentences if s.paragraph == sentence.paragraph]
    before = [s for s in same if s.start < sentence.start]
    order = [sentence, *[s for s in same if s.start > sentence.start], *reversed(before)][:3]
    for previous in reversed(before):
        if not context.article.text[previous.start : previous.end].rstrip().endswith(";"):
            break
        order.append(previous)
    for candidate in order:
        person = attributed(context, candidate)
        if person is not None:
            return person
    text = context.article.text
    opening = text[same[0].start : same[0].start + 1] if same else ""
    if opening in '“"‘':
        following = [s for s in context.mentions.sentences if s.paragraph == sentence.paragraph + 1]
        for candidate in following[:3]:
            person = attributed(context, candidate)
            if person is not None:
                return person
    return None


def reader_of(context: Context) -> PersonMention | None:
    """Who reads out or goes through all figures of the article; None where nobody does."""
    for sentence in context.mentions.sentences:
        cues = [
            m for m in sentence.mentions if isinstance(m, CueMention) and m.category == "reads_out"
        ]
        people = [m for m in sentence.mentions if isinstance(m, PersonMention)]
        if cues and people:
            nearest = min(
                people, key=lambda p: min(abs(p.start - cues[0].end), abs(cues[0].start - p.end))
            )
            return context.full_person(nearest)
        if cues:
            return context.last_person(sentence.start)
    return None


def attributed(context: Context, sentence: Sentence) -> PersonMention | None:
    """A person beside a verb of speech in this sentence, by the full name used earlier."""
    verbs = [m for m in sentence.mentions if isinstance(m, CueMention) and m.category == "speech"]
    if not verbs:
        return None
    people = [m for m in sentence.mentions if isinstance(m, PersonMention)]
    best: tuple[int, PersonMention] | None = None
    for verb in verbs:
        for person in people:
            distance = min(abs(person.start - verb.end), abs(verb.start - person.end))
            if distance < 120 and (best is None or distance < best[0]):
                best = (distance, person)
    if best is None:
        if any(re.search(r"nya$", v.word) for v in verbs) or not people:
            return context.last_person(sentence.start)
        return None
    return context.full_person(best[1])


def granting_body(
    context: Context, code: str, region: str | None, government: bool
) -> tuple[str | None, Mention | None]:
    """The body that the article names for the award, else the award's own at that time.

    ``region`` and ``government`` are the recipient's: an agency whose award's own body the
    article never names was assessed by its own government.
    """
    own = own_body(context, code)
    named = named_bodies(context, code)
    if code not in context.patterns.awards:
        close = [
            m
            for s in context.mentions.sentences
            if any(isinstance(a, AwardMention) and a.code == code for a in s.mentions)
            for m in s.mentions
            if isinstance(m, BodyMention)
        ]
        giver = context.giver()
        if close or giver is None:
            return (context.body_name(close[0]), close[0]) if close else (None, None)
        return government_body(context, giver), None
    assessor = giving_government(context)
    if assessor is not None and not (government and assessor == region):
        given = any(m.name == own and weight >= 1.5 for weight, m in named)
        if own is None or not given or (not government and assessor == region):
            return government_body(context, assessor), None
    for _, mention in named:
        if mention.name == own:
            return own, mention
    if own is not None:
        regional = [
            m for _, m in named if m.name.split()[0] == own.split()[0] and "{region}" in m.name
        ]
        if regional:
            return context.body_name(regional[0]), regional[0]
        if not named and not government and region is not None:
            return government_body(context, region), None
        return own, None
    best = max(named, key=lambda w: w[0], default=None)
    if best is not None and best[0] > 0.3:
        return context.body_name(best[1]), best[1]
    return (government_body(context, region), None) if region and not government else (None, None)


def named_bodies(context: Context, code: str) -> list[tuple[float, BodyMention]]:
    """Bodies in the text, each with how likely it confers the award."""
    named: list[tuple[float, BodyMention]] = []
    for sentence in context.mentions.sentences:
        near = any(isinstance(m, AwardMention) and m.code == code for m in sentence.mentions)
        for mention in sentence.mentions:
            if isinstance(mention, BodyMention):
                weight = (1.0 if near else 0.0) + (
                    1.5 if gives(context, sentence, mention, "giver") else 0.0
                )
                named.append((weight - sentence.paragraph / 20, mention))
    return named


def own_body(context: Context, code: str) -> str | None:
    """The award's own body under the name it bore when the article was printed."""
    pattern = context.patterns.awards.get(code)
    if pattern is None:
        return None
    published = (context.article.published or "9999")[:10]
    return next(
        (e.name for e in pattern.earlier_bodies if published <= e.until), pattern.granting_body
    )


def government_body(context: Context, code: str) -> str:
    return f"Pemerintah {context.patterns.regions[code].name}"


def gives(context: Context, sentence: Sentence, mention: Mention, category: str) -> bool:
    """A giver cue stands right before the body."""
    return any(
        isinstance(c, CueMention) and c.category == category and 0 <= mention.start - c.end <= 3
        for c in sentence.mentions
    )


def giving_government(context: Context) -> str | None:
    """Region code of a government that assesses ("dinilai Pemerintah Provinsi Jambi")."""
    for sentence in context.mentions.sentences:
        for mention in sentence.mentions:
            if (
                isinstance(mention, RecipientMention)
                and mention.rule == "name.government"
                and gives(context, sentence, mention, "assessor")
            ):
                return context.resolve(mention.regions, mention.level) or context.main_government
    return None
