"""The work behind `evaluate`: what is scored, and how the scorecard is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson

from extractor.batch import Examiner, Plan, outcomes
from extractor.cli.session import Session
from extractor.evaluator import GoldArticle, Scorecard, load_gold, score
from extractor.evaluator.compare import Difference, differences
from extractor.evaluator.gold import corpus_digest
from extractor.evaluator.matching import View, found_records, found_view
from extractor.evaluator.scorecard import Measure
from extractor.models import Reject
from extractor.runs import RunFolder
from extractor.settings import Settings


@dataclass(frozen=True, slots=True)
class Question:
    """What `evaluate` was asked."""

    gold: Path
    run: Path | None = None
    against: Path | None = None
    only: str = ""
    errors: bool = False
    into: Path | None = None
    patterns: Path | None = None
    workers: int = 1


def answer(question: Question, session: Session) -> None:
    """The scorecard as JSON on standard output and as a table on standard error."""
    gold = load_gold(question.gold, question.only)
    ids = [article.id for article in gold]
    found: Mapping[str, Sequence[View]]
    if question.run is not None:
        found = found_records(question.run, ids)
    else:
        found = extracted(gold, question)
    card = score(gold, found)
    changes: list[Difference] = []
    if question.against is not None:
        changes = list(differences(gold, found_records(question.against, ids), found))
    told = {
        "corpus": corpus_digest(question.gold),
        **card.model_dump(mode="json"),
        "against": [each.model_dump(mode="json") for each in changes],
    }
    session.streams.data(orjson.dumps(told, option=orjson.OPT_INDENT_2))
    if not session.streams.quiet:
        _show(card, changes, question, session)


def extracted(gold: Sequence[GoldArticle], question: Question) -> dict[str, list[View]]:
    """The gold articles as pasted text through the line of stages, views by gold id."""
    plan = Plan(patterns=question.patterns, settings=Settings(), workers=question.workers)
    examiner = Examiner(plan)
    found: dict[str, list[View]] = {}
    results = outcomes((article.pasted() for article in gold), plan, examiner)
    with ExitStack() as stack:
        run = _run_folder(question, examiner.extractor.digest)
        if run is not None:
            stack.enter_context(run)
        for article, outcome in zip(gold, results, strict=True):
            if run is not None:
                run.add(outcome)
            if not isinstance(outcome, Reject):
                lines = (orjson.loads(each.model_dump_json()) for each in outcome.records)
                found[article.id] = [found_view(line) for line in lines]
        if run is not None:
            run.finish()
    return found


def _run_folder(question: Question, digest: str) -> RunFolder | None:
    if question.into is None:
        return None
    return RunFolder(
        question.into,
        call=f"evaluate {datetime.now(UTC)}",
        about={"command": "evaluate", "gold": str(question.gold), "patterns": digest},
        keep_refused=False,
        clock=lambda: datetime.now(UTC),
    )


def _show(
    card: Scorecard, changes: Sequence[Difference], question: Question, session: Session
) -> None:
    from rich import box
    from rich.table import Table

    console = session.streams.console
    table = Table(
        title=session.text(
            "evaluate-heading", articles=card.articles, gold=card.gold_records,
            found=card.found_records,
        ),
        title_justify="left",
        box=box.ASCII if session.streams.ascii_only else box.SIMPLE_HEAD,
    )  # fmt: skip
    table.add_column(session.text("evaluate-column-what"))
    for column in ("precision", "recall", "f1", "interval", "count"):
        table.add_column(session.text(f"evaluate-column-{column}"), justify="right")
    for row in _rows(card, session):
        table.add_row(*row)
    console.print(table)
    console.print(
        session.text("evaluate-negatives", negatives=card.negatives, count=card.false_on_negatives)
    )
    causes = Counter(each.cause for each in card.mistakes)
    if causes:
        told = ", ".join(f"{n} {session.text(f'cause-{c}')}" for c, n in causes.most_common())
        console.print(session.text("evaluate-causes", causes=told))
    if question.errors:
        _show_mistakes(card, session)
    if question.against is not None:
        _show_changes(changes, question.against, session)


def _rows(card: Scorecard, session: Session) -> Iterator[tuple[str, ...]]:
    measures: tuple[tuple[str, Measure], ...] = (
        ("records", card.records), ("figures", card.figures), ("predicates", card.predicates),
    )  # fmt: skip
    for name, each in measures:
        yield (
            session.text(f"evaluate-{name}"), f"{each.precision:.3f}", f"{each.recall:.3f}",
            f"{each.f1:.3f}", _span(each.interval), f"{each.right} / {each.found}, {each.gold}",
        )  # fmt: skip
    ratios = {session.text("evaluate-field", field=name): one for name, one in card.fields.items()}
    ratios[session.text("evaluate-exact")] = card.exact
    for name, ratio in ratios.items():
        count = f"{ratio.right} / {ratio.of}"
        yield name, "", "", f"{ratio.value:.3f}", _span(ratio.interval), count


def _span(interval: tuple[float, float] | None) -> str:
    return "" if interval is None else f"{interval[0]:.3f}-{interval[1]:.3f}"


def _show_mistakes(card: Scorecard, session: Session) -> None:
    console = session.streams.console
    for cause, _ in Counter(each.cause for each in card.mistakes).most_common():
        console.print()
        console.print(session.text(f"cause-{cause}"), style="bold")
        for each in card.mistakes:
            if each.cause != cause:
                continue
            what = f" {each.field}" if each.field else ""
            console.print(
                f"  {each.article} {each.recipient} [{each.award}]{what}:"
                f" {each.found!r} / {each.gold!r}",
                soft_wrap=True,
            )
            if each.sentence:
                console.print(f"      {each.sentence}", style="dim", soft_wrap=True)


def _show_changes(changes: Sequence[Difference], run: Path, session: Session) -> None:
    console = session.streams.console
    counts = Counter(each.change for each in changes)
    console.print(
        session.text(
            "evaluate-against", run=run, gained=counts["gained"], lost=counts["lost"],
            changed=counts["changed"],
        ),
        style="bold", soft_wrap=True,
    )  # fmt: skip
    for each in changes:
        fields = ", ".join(f"{name} {old} -> {new}" for name, (old, new) in each.fields.items())
        right = session.text("evaluate-right" if each.right else "evaluate-wrong")
        change = session.text(f"evaluate-{each.change}")
        line = f"  {change} ({right}): {each.article} {each.recipient} [{each.award}] {fields}"
        console.print(line.rstrip(), soft_wrap=True)
