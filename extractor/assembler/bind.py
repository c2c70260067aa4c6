"""One sentence -> facts: which figure, label, rank and streak belongs to which recipient.

The sentence is read as runs: recipients that stand together, and the values between them.
The reading that fits the whole list wins: item by item, zipped ("masing-masing"), one value
for all, or a value that belongs to the recipient of the sentence before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.assembler.facts import Refusal
from extractor.models.mentions import (
    AwardMention,
    CueMention,
    Figure,
    PredicateMention,
    RankMention,
    RecipientMention,
    StreakMention,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.assembler.scopes import Scopes
    from extractor.models.mentions import Sentence

_OWN_CATEGORY = re.compile(r"(?:\s\w+)?\s(?:kategori|bidang|klaster)\s[A-Z]")
Value = Figure | PredicateMention | RankMention | StreakMention
COORDINATION = re.compile(
    r"[\s,;/]*(?:\([^)]*\))?[\s,;/]*(?:dan|serta|maupun|atau|&|lalu|kemudian|hingga|plus|bersama|juga|,)?[\s,;/]*"
    r"(?:dan|serta|juga|tentu saja|di|oleh|\d{1,2}[.)])?[\s,;:.•\-–]*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Run:
    """Recipients that stand together, and the values that follow them."""

    recipients: list[RecipientMention] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)


@dataclass(slots=True)
class Binding:
    """The values of one recipient in this sentence."""

    recipient: RecipientMention
    figures: list[Figure] = field(default_factory=list)
    previous: list[Figure] = field(default_factory=list)
    labels: list[PredicateMention] = field(default_factory=list)
    rank: RankMention | None = None
    position: int | None = None
    streak: StreakMention | None = None
    rule: str = "item"


@dataclass(slots=True)
class Binder:
    """Binds the reported values of a sentence to its recipients."""

    text: str
    sentence: Sentence
    scopes: Scopes
    topic: RecipientMention | None
    refuse: Callable[[Refusal], None]

    def bind(
        self, recipients: list[RecipientMention], values: list[Value], previous: list[Figure]
    ) -> list[Binding]:
        head, runs = self._runs(recipients, values)
        if not runs:
            return self._to_topic(head, previous)
        bindings: list[Binding] = []
        head = self._forward_figures(head, runs)
        self._forward_labels(runs)
        self._zip_runs(runs)
        shifted = self._shift_labels(head, runs)
        for run in runs:
            bindings.extend(self._read_run(run, runs))
        self._share_head(head, bindings, runs)
        self._share_first(bindings)
        self._share_tail(bindings, runs)
        self._likewise(bindings)
        self._ranks(head, bindings, runs, shifted)
        self._bind_previous(bindings, previous)
        return bindings

    # ---- runs ----------------------------------------------------------------

    def _runs(
        self, recipients: list[RecipientMention], values: list[Value]
    ) -> tuple[list[Value], list[Run]]:
        events: list[RecipientMention | Value] = sorted(
            [*recipients, *values], key=lambda m: (m.start, -m.end)
        )
        head: list[Value] = []
        runs: list[Run] = []
        last: RecipientMention | None = None
        for event in events:
            if isinstance(event, RecipientMention):
                together = (
                    last is not None
                    and runs
                    and not runs[-1].values
                    and COORDINATION.fullmatch(self.text[last.end : event.start]) is not None
                )
                if not together:
                    runs.append(Run())
                runs[-1].recipients.append(event)
                last = event
            elif runs:
                runs[-1].values.append(event)
            else:
                head.append(event)
        return head, runs

    def cue_between(self, category: str, start: int, end: int) -> CueMention | None:
        return next(
            (c for c in self.scopes.by_category(category) if start <= c.start and c.end <= end),
            None,
        )

    def _forward_figures(self, head: list[Value], runs: list[Run]) -> list[Value]:
        """ "94,62 diraih Dinsos": a figure bound to the right by a passive verb or a colon."""
        previous: list[Run | None] = [None, *runs[:-1]]
        for before, run in zip(previous, runs, strict=True):
            pool = head if before is None else before.values
            figures = [v for v in pool if isinstance(v, Figure)]
            if not figures:
                continue
            figure = figures[-1]
            if (
                before is not None
                and len(figures) < 2
                and len(before.recipients) == 1
                and not self._free(before, figure)
            ):
                continue
            first = run.recipients[0]
            if first.start - figure.end > 70:
                continue
            if self.cue_between("received", figure.end, first.start) is not None or re.search(
                r":\s*$|\byang\sdi\w+\s$|^\s(?:untuk|milik|bagi|buat)\s$",
                self.text[figure.end : first.start],
            ):
                pool.remove(figure)
                run.values.insert(0, figure)
        return head

    def _forward_labels(self, runs: list[Run]) -> None:
        """ "B untuk fiskal sedang, sedangkan fiskal rendah dipegang C": the last label goes right."""
        for before, run in zip(runs, runs[1:], strict=False):
            labels = [v for v in before.values if isinstance(v, PredicateMention)]
            first = run.recipients[0]
            if not labels or any(isinstance(v, PredicateMention) for v in run.values):
                continue
            last = labels[-1]
            gap = self.text[last.end : first.start]
            if len(gap) <= 25 and self.cue_between("connector", last.end, first.start) is not None:
                before.values.remove(last)
                for later in runs[runs.index(run) :]:
                    if any(isinstance(v, PredicateMention) for v in later.values):
                        break
                    later.values.insert(0, last)
                continue
            alike = any(set(last.dimensions) & set(label.dimensions) for label in labels[:-1])
            if (
                len(labels) > 1
                and alike
                and first.start - last.end < 40
                and self.cue_between("received", last.end, first.start) is not None
            ):
                before.values.remove(last)
                run.values.insert(0, last)

    def _shift_labels(self, head: list[Value], runs: list[Run]) -> bool:
        """ "di kategori tinggi A (81), di kategori sedang B (82)": each label stands before its name."""
        if len(runs) < 2 or not any(isinstance(v, PredicateMention) for v in head):
            return False
        if any(isinstance(v, PredicateMention) for v in runs[-1].values):
            return False
        moved: list[list[PredicateMention]] = []
        for run, following in zip(runs, runs[1:], strict=False):
            labels = [v for v in run.values if isinstance(v, PredicateMention)]
            if not labels or following.recipients[0].start - labels[-1].end > 40:
                return False
            moved.append(labels)
        first = [v for v in head if isinstance(v, PredicateMention)]
        for run, labels in zip(runs, [first, *moved], strict=True):
            run.values = [*labels, *(v for v in run.values if not isinstance(v, PredicateMention))]
        return True

    def _zip_runs(self, runs: list[Run]) -> None:
        """ "A di posisi kedua dan B ketiga berturut-turut mencatat 90,85 dan 80,67"."""
        if len(runs) < 2 or any(isinstance(v, Figure) for r in runs[:-1] for v in r.values):
            return
        figures = [v for v in runs[-1].values if isinstance(v, Figure)]
        everyone = [r for run in runs for r in run.recipients]
        if len(figures) != len(everyone) or len(figures) < 2:
            return
        if self.cue_between("distribute", everyone[0].start, figures[0].start) is None:
            return
        at = 0
        for run in runs:
            mine = figures[at : at + len(run.recipients)]
            at += len(run.recipients)
            run.values = [v for v in run.values if not isinstance(v, Figure)] + mine

    def _free(self, run: Run, figure: Figure) -> bool:
        """A run that got its own figure from the left can give its last one to the right."""
        return any(isinstance(v, Figure) and v.end < run.recipients[0].start for v in run.values)

    # ---- values of a run -----------------------------------------------------

    def _read_run(self, run: Run, runs: list[Run]) -> list[Binding]:
        bindings = [Binding(r) for r in run.recipients]
        figures = [v for v in run.values if isinstance(v, Figure)]
        labels = [v for v in run.values if isinstance(v, PredicateMention)]
        streaks = [v for v in run.values if isinstance(v, StreakMention)]
        self._figures(bindings, figures)
        self._labels(bindings, labels)
        for streak in streaks:
            for binding in bindings if len(bindings) == 1 else bindings[-1:]:
                binding.streak = binding.streak or streak
        return bindings

    def _figures(self, bindings: list[Binding], figures: list[Figure]) -> None:
        if not figures:
            return
        if len(bindings) == 1:
            bindings[0].figures.extend(figures)
        elif len(figures) == len(bindings):
            for binding, figure in zip(bindings, figures, strict=True):
                binding.figures.append(figure)
                binding.rule = "zip"
        elif len(figures) == 1:
            span = bindings[-1].recipient.end
            if self.cue_between(
                "distribute", bindings[0].recipient.start, figures[0].start
            ) or self._plural(bindings, figures[0]):
                for binding in bindings:
                    binding.figures.append(figures[0])
                    binding.rule = "distributed"
            elif figures[0].start - span < 60:
                bindings[-1].figures.append(figures[0])
        else:
            for figure in figures:
                self.refuse(Refusal(None, figure, "list-length-mismatch"))

    def _plural(self, bindings: list[Binding], figure: Figure) -> bool:
        tail = self.text[figure.end : figure.end + 40].lower()
        return "sama" in tail.split()[:3]

    def _labels(self, bindings: list[Binding], labels: list[PredicateMention]) -> None:
        groups = self._label_groups(labels)
        if len(groups) == len(bindings) > 1 and self.cue_between(
            "distribute", bindings[0].recipient.start, self.sentence.end
        ):
            for binding, group in zip(bindings, groups, strict=True):
                binding.labels.extend(group)
            return
        figured = any(b.figures for b in bindings)
        for group in groups:
            targets = (
                bindings[-1:]
                if figured
                and bindings[0].rule == "item"
                and len(bindings) > 1
                and not bindings[0].figures
                else bindings
            )
            for binding in targets:
                binding.labels.extend(group)

    def _label_groups(self, labels: list[PredicateMention]) -> list[list[PredicateMention]]:
        """Labels that stand together say one thing in several dimensions."""
        groups: list[list[PredicateMention]] = []
        for label in labels:
            if (
                groups
                and label.start - groups[-1][-1].end < 45
                and not set(label.dimensions) & {d for m in groups[-1] for d in m.dimensions}
            ):
                groups[-1].append(label)
            else:
                groups.append([label])
        return groups

    # ---- values of several runs ----------------------------------------------

    def _share_head(self, head: list[Value], bindings: list[Binding], runs: list[Run]) -> None:
        """Labels before the first recipient hold for each that has none of that kind."""
        labels = [v for v in head if isinstance(v, PredicateMention)]
        for group in self._label_groups(labels)[-1:] if labels else []:
            for binding in bindings:
                own = {d for m in binding.labels for d in m.dimensions}
                if binding.labels and own & {d for m in group for d in m.dimensions}:
                    break
                binding.labels.extend(group)
        streaks = [v for v in head if isinstance(v, StreakMention)]
        if streaks and len(bindings) >= 1:
            bindings[0].streak = bindings[0].streak or streaks[-1]

    def _share_first(self, bindings: list[Binding]) -> None:
        """ "A terbaik di kelompok kuning dengan 75,58, disusul B 68,84": the group's label."""
        first = bindings[0]
        if (
            len(bindings) < 2
            or not first.labels
            or not first.figures
            or any(b.labels for b in bindings[1:])
        ):
            return
        if first.labels[-1].end <= first.figures[0].start and self.scopes.by_category(
            "next_in_order"
        ):
            for binding in bindings[1:]:
                binding.labels.extend(first.labels)

    def _share_tail(self, bindings: list[Binding], runs: list[Run]) -> None:
        """ "A 94, B 91 dan C 93 zona hijau": a label said once at the end of a list of scores."""
        if len(bindings) < 2 or not bindings[-1].labels or any(b.labels for b in bindings[:-1]):
            return
        last = bindings[-1]
        scored = [b for b in bindings if b.figures]
        if len(scored) < len(bindings) or len(runs) < 2:
            return
        gap = self.text[last.figures[-1].end : last.labels[0].start]
        if "(" in gap or last.labels[0].start < last.figures[-1].end:
            return
        if len(bindings) == 2 and not re.search(r"semua|kedua|sama|dua-duanya", gap):
            return
        for binding in bindings[:-1]:
            binding.labels.extend(last.labels)
            binding.rule = "shared label"

    def _likewise(self, bindings: list[Binding]) -> None:
        """ "A menggenggam AA, begitu pula B dan C": the labels told before hold for them too."""
        for cue in self.scopes.by_category("likewise"):
            told = [b for b in bindings if b.recipient.end <= cue.start and b.labels]
            for binding in bindings:
                if told and binding.recipient.start >= cue.end and not binding.labels:
                    binding.labels.extend(told[-1].labels)

    def _ranks(
        self, head: list[Value], bindings: list[Binding], runs: list[Run], each: bool
    ) -> None:
        ranks = sorted(
            (
                v
                for v in [*head, *(v for r in runs for v in r.values)]
                if isinstance(v, RankMention)
            ),
            key=lambda r: r.start,
        )
        if not ranks:
            return
        spans = [r for r in ranks if r.rule == "rank.range"]
        if spans and spans[0].of is not None and spans[0].position is not None:
            wide = spans[0].of - spans[0].position + 1
            if wide == len(bindings):
                for i, binding in enumerate(bindings):
                    binding.rank, binding.position = spans[0], spans[0].position + i
            return
        placed = [r for r in ranks if r.position is not None]
        if each and len(placed) == 1 and placed[0].end <= bindings[0].recipient.start:
            for binding in bindings:
                binding.rank, binding.position = placed[0], placed[0].position
            return
        if len(placed) == len(bindings) > 1 and any(r.ordered for r in placed):
            for binding, rank in zip(bindings, placed, strict=True):
                binding.rank, binding.position = rank, rank.position
            return
        for rank in placed:
            self._place(rank, bindings, runs)
        self._follow_order(bindings)

    def _place(self, rank: RankMention, bindings: list[Binding], runs: list[Run]) -> None:
        left = [b for b in bindings if b.recipient.end <= rank.start]
        right = [b for b in bindings if b.recipient.start >= rank.end]
        received = right and (
            self.cue_between("received", rank.end, right[0].recipient.start) is not None
            or re.search(
                r"(?::|adalah|yaitu|yakni|ada|oleh|,)\s*$",
                self.text[rank.end : right[0].recipient.start],
            )
        )
        if right and any(
            isinstance(m, RankMention) and rank.end <= m.start < right[0].recipient.start
            for m in self.sentence.mentions
        ):
            received = False
        target: Binding | None = None
        beside = right and re.fullmatch(
            r"\s(?:ada\s|yaitu\s|yakni\s|adalah\s)?", self.text[rank.end : right[0].recipient.start]
        )
        if beside and rank.rule != "rank.top":
            target = right[0]
            if self._sequence(rank, target, bindings, runs):
                return
        elif (
            left
            and not (received and left[-1].rank is not None)
            and not (received and self._new_clause(left[-1].recipient.end, rank.start))
        ):
            target = left[-1]
            run = next((r for r in runs if target.recipient in r.recipients), None)
            if run is not None and len(run.recipients) > 1:
                if rank.rule == "rank.top" and not self.cue_between(
                    "shared", self.sentence.start, target.recipient.start
                ):
                    return
                if (
                    self.cue_between("distribute", target.recipient.end, rank.start)
                    or rank.rule == "rank"
                ):
                    for binding in bindings:
                        if binding.recipient in run.recipients and binding.rank is None:
                            binding.rank, binding.position = rank, rank.position
                    return
        elif right and right[0].recipient.start - rank.end < 90:
            target = right[0]
            run = next((r for r in runs if target.recipient in r.recipients), None)
            if rank.rule == "rank.top" and run is not None and len(run.recipients) > 1:
                if self.cue_between("shared", self.sentence.start, rank.start):
                    for binding in bindings:
                        binding.rank, binding.position = rank, rank.position
                return
        if target is not None and target.rank is None:
            target.rank, target.position = rank, rank.position
        elif (
            target is not None
            and _OWN_CATEGORY.match(self.text, rank.end)
            and rank.position != target.position
        ):
            bindings.append(
                Binding(target.recipient, rank=rank, position=rank.position, rule="category")
            )

    def _sequence(
        self, rank: RankMention, target: Binding, bindings: list[Binding], runs: list[Run]
    ) -> bool:
        """ "berturut-turut dari urutan kedua ada A, B, C": one place after the other."""
        run = next((r for r in runs if target.recipient in r.recipients), None)
        if run is None or len(run.recipients) < 2 or rank.position is None:
            return False
        if self.cue_between("distribute", self.sentence.start, target.recipient.start) is None:
            return False
        places = iter(range(rank.position, 100))
        for binding in bindings:
            if binding.recipient in run.recipients and binding.rank is None:
                binding.rank, binding.position = rank, next(places)
        return True

    def _new_clause(self, start: int, end: int) -> bool:
        return bool(
            re.search(r"[,;]|\b(?:sedangkan|sementara|dan|lalu|kemudian)\b", self.text[start:end])
        )

    def _follow_order(self, bindings: list[Binding]) -> None:
        """ "urutan pertama A, disusul B dan C": the next ones stand one place lower each."""
        for cue in self.scopes.by_category("next_in_order"):
            before = [
                b
                for b in bindings
                if b.recipient.end <= cue.start
                and b.position is not None
                and b.rank is not None
                and b.rank.rule == "rank"
            ]
            if not before:
                continue
            position = before[-1].position or 0
            for binding in bindings:
                if (
                    binding.recipient.start < cue.end
                    or binding.recipient.start < before[-1].recipient.end
                ):
                    continue
                if binding.rank is not None:
                    break
                position += 1
                binding.rank, binding.position = before[-1].rank, position
            break

    def _bind_previous(self, bindings: list[Binding], previous: list[Figure]) -> None:
        for figure in previous:
            near = [b for b in bindings if b.recipient.end <= figure.start]
            target = near[-1] if near else bindings[0]
            target.previous.append(figure)

    def _alone(self, figure: Figure) -> bool:
        """A short sentence that says little but the figure ("Alhamdulillah 95,74.")."""
        return figure.decimal and self.sentence.end - self.sentence.start <= 40

    def _named(self, figure: Figure) -> bool:
        """The award's own name stands right before the figure ("IPKD Paser 82,649")."""
        return any(
            isinstance(m, AwardMention)
            and 0 <= figure.start - m.end <= 25
            and not re.search(r"[.,;:]", self.text[m.end : figure.start])
            for m in self.sentence.mentions
        )

    def _to_topic(self, head: list[Value], previous: list[Figure]) -> list[Binding]:
        if self.topic is None or not (head or previous):
            return []
        binding = Binding(self.topic, rule="topic")
        for value in head:
            if isinstance(value, Figure):
                if value.announced or value.told or self._named(value) or self._alone(value):
                    binding.figures.append(value)
            elif isinstance(value, PredicateMention):
                binding.labels.append(value)
            elif isinstance(value, StreakMention):
                binding.streak = binding.streak or value
            elif value.position is not None and value.rule != "rank.range":
                binding.rank, binding.position = (
                    binding.rank or value,
                    binding.position or value.position,
                )
        binding.previous.extend(previous)
        return [binding]
