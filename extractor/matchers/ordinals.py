"""Ranks ("peringkat ke-3", "terbaik II") and streaks ("13 kali berturut-turut")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.models.mentions import RankMention, StreakMention
from extractor.patterns.schema import NumberWords

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def roman(text: str) -> int | None:
    """"VIII" -> 8; None for what is no Roman numeral of this size."""
    values = [_ROMAN.get(c, 0) for c in text.lower()]
    if not values or 0 in values:
        return None
    total = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    return total if total > 0 else None


@dataclass(frozen=True, slots=True)
class OrdinalFinder:
    """Compiled patterns of ranks and streaks."""

    rank: re.Pattern[str]
    more: re.Pattern[str]
    until: re.Pattern[str]
    top: re.Pattern[str]
    bottom: re.Pattern[str]
    size: re.Pattern[str]
    streak: re.Pattern[str]
    times: re.Pattern[str]
    numbers: dict[str, int]
    word: re.Pattern[str]
    bracket: re.Pattern[str]
    levels: frozenset[str]
    named: re.Pattern[str]
    trailing: re.Pattern[str]
    spelled: re.Pattern[str]

    @classmethod
    def build(cls, words: NumberWords) -> OrdinalFinder:
        numbers: dict[str, int] = {w: 1 for w in words.first}
        for i, spellings in enumerate(words.cardinals):
            for w in spellings:
                if len(w) > 2:
                    numbers[w] = i + 1
                numbers[f"ke{w}"] = i + 1
                numbers[f"ke {w}"] = i + 1
        spelled = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
        ordinal = rf"(?:ke[- ]?(?P<{{0}}n>[0-9]{{{{1,3}}}})|(?P<{{0}}d>[0-9]{{{{1,3}}}})(?![0-9.,]*[0-9])|(?P<{{0}}w>{spelled})(?:nya)?\b|(?P<{{0}}r>[IVX]{{{{1,5}}}})\b)"
        rank_words = "|".join(sorted(map(re.escape, words.rank_words), key=len, reverse=True))
        top = "|".join(sorted(map(re.escape, words.top_words), key=len, reverse=True))
        bottom = "|".join(map(re.escape, words.bottom_words))
        until = "|".join(map(re.escape, words.range_words))
        times = "|".join(words.times)
        streaks = "|".join(map(re.escape, words.streaks))
        flags = re.IGNORECASE
        quantity = (
            rf"(?P<n>[0-9]{{1,2}}|{spelled})(?:\s?\([^)]{{1,12}}\))?\s?(?:{times})\b"
            rf"|\bkali(?:nya)?\s(?:yang\s)?(?P<m>ke[- ]?[0-9]{{1,2}}|{spelled})\b"
            rf"|\b(?P<o>ke[- ]?[0-9]{{1,2}}|{spelled})(?:\s?kali(?:nya)?)?\b"
        )
        return cls(
            rank=re.compile(
                rf"\b(?:{rank_words}|(?P<high>tertinggi))(?:\s(?:umum|nasional|nilai))?\s"
                + ordinal.format("a"),
                flags,
            ),
            more=re.compile(r"\s?(?:,|dan|serta|,\sdan|,\sserta)\s" + ordinal.format("a"), flags),
            until=re.compile(rf"\s(?:{until}|-|–)\s" + ordinal.format("a"), flags),
            top=re.compile(rf"\b(?:{top})\b", flags),
            bottom=re.compile(rf"\s?(?:{bottom})\b", flags),
            size=re.compile(r"\s?(?:,\s)?dari\s(?:total\s)?([0-9]{1,3})\b(?![.,][0-9])", flags),
            streak=re.compile(rf"\b(?:secara\s)?(?:{streaks})\b", flags),
            times=re.compile(quantity, flags),
            numbers=numbers,
            word=re.compile(rf"\b(?:{rank_words}|{top})\w*\b", flags),
            levels=frozenset(words.not_top_after),
            trailing=re.compile(rf"(?<=[a-z])\s(?:di\snomor\s)?({'|'.join(re.escape(n) for n in numbers if ' ' not in n and (n.startswith('ke') or n in words.first))}|(?<=nomor\s)(?:{'|'.join(re.escape(n) for n in numbers if ' ' not in n)}))(?=[.,;])"),
            spelled=re.compile(rf"\bdari\s(?:ke-)?({spelled})\s(?:{until})\s(?:ke-)?({spelled})\b", flags),
            named=re.compile(rf"\b(pertama|{'|'.join(re.escape(n) for n in numbers if n.startswith('ke') and ' ' not in n)}),?\s(?:(?:ada|adalah|yakni)\s)?(?=(?-i:[A-Z]))", flags),
            bracket=re.compile(r"(?<=\w\s)\(([IVX]{1,5}|[0-9]{1,2})\)"),
        )

    def _position(self, match: re.Match[str]) -> int | None:
        if match["an"] or match["ad"]:
            return int(match["an"] or match["ad"])
        if match["aw"]:
            return self.numbers.get(match["aw"].lower())
        text = match["ar"]
        return roman(text) if text.isupper() else None

    def find_ranks(self, text: str, base: int) -> list[RankMention]:
        """Ranks of a paragraph, each place of an enumerated order by itself."""
        found: list[RankMention] = []
        for match in self.rank.finditer(text):
            position = self._position(match)
            if position is None or position == 0 or match["high"] and match["ad"]:
                continue
            end = match.end()
            if self.bottom.match(text, end):
                found.append(RankMention(base + match.start(), base + end, "rank.bottom", None, None, False))
                continue
            last = self.until.match(text, end)
            if last and (upper := self._position(last)) and upper > position:
                found.append(RankMention(base + match.start(), base + last.end(), "rank.range", position, upper, True))
                continue
            size = self.size.match(text, end)
            of = int(size[1]) if size else None
            if of is not None and of < position:
                of = None
            found.append(RankMention(base + match.start(), base + end, "rank", position, of, False))
            while (nxt := self.more.match(text, end)) and (place := self._position(nxt)):
                if nxt["aw"] and not nxt["aw"].lower().startswith("ke"):
                    break
                found.append(RankMention(base + nxt.end() - len(nxt[0].split()[-1]), base + nxt.end(), "rank.list", place, None, True))
                end = nxt.end()
        if self.word.search(text):
            for match in self.bracket.finditer(text):
                place = int(match[1]) if match[1].isdigit() else roman(match[1])
                if place:
                    found.append(RankMention(base + match.start(1), base + match.end(1), "rank.bracket", place, None, False))
        if self.word.search(text) or any(r.ordered for r in found):
            for match in self.named.finditer(text):
                place = self.numbers.get(match[1].lower())
                if place and not any(r.start <= base + match.start(1) < r.end for r in found):
                    found.append(RankMention(base + match.start(1), base + match.end(1), "rank", place, None, True))
            for match in self.trailing.finditer(text):
                place = self.numbers.get(match[1].lower())
                if place and not any(r.start <= base + match.start(1) < r.end for r in found):
                    found.append(RankMention(base + match.start(1), base + match.end(1), "rank", place, None, False))
        for match in self.spelled.finditer(text):
            low, high = (self.numbers.get(match[i].lower()) for i in (1, 2))
            if low and high and high > low:
                found.append(RankMention(base + match.start(), base + match.end(), "rank.range", low, high, True))
        spans = [(r.start, r.end) for r in found]
        for match in self.top.finditer(text):
            start, end = base + match.start(), base + match.end()
            before = text[: match.start()].split()
            if before and before[-1].lower() in self.levels:
                continue
            if not any(s < end and start < e for s, e in spans):
                found.append(RankMention(start, end, "rank.top", 1, None, False))
        return sorted(found, key=lambda r: r.start)

    def find_streaks(
        self, text: str, base: int, ranks: list[RankMention]
    ) -> list[StreakMention]:
        """Streaks: a word for "in a row" beside a number of times or years, no rank's."""
        found = []
        for cue in self.streak.finditer(text):
            left = max(0, cue.start() - 60)
            best: tuple[int, int, int] | None = None
            for match in self.times.finditer(text, left, min(len(text), cue.end() + 45)):
                word = (match["n"] or match["m"] or match["o"] or "").lower()
                times = self._count(word)
                if times is None or not 1 < times < 40:
                    continue
                gap = cue.start() - match.end() if match.end() <= cue.start() else match.start() - cue.end()
                between = text[match.end() : cue.start()] if match.end() <= cue.start() else text[cue.end() : match.start()]
                if gap < 0 or re.search(r"[.;:?!]\s", between):
                    continue
                if match["o"] and match.start() > cue.end():
                    continue
                if any(r.start <= base + match.start() < r.end for r in ranks):
                    continue
                weight = gap + (8 if match["o"] else 0)
                if best is None or weight < best[0]:
                    best = (weight, match.start(), times)
            if best is not None and best[0] <= 45:
                start = min(best[1], cue.start())
                end = max(cue.end(), best[1])
                found.append(StreakMention(base + start, base + max(end, cue.end()), "streak", best[2]))
        return found

    def _count(self, word: str) -> int | None:
        digits = re.search(r"[0-9]+", word)
        return int(digits[0]) if digits else self.numbers.get(word)
