"""The work behind `explain`: each field of each record, its ground highlighted."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from extractor import messages
from extractor.batch import Examiner, Plan
from extractor.cli.addresses import Manners, fetching
from extractor.cli.session import Session
from extractor.explain import Explanation, explain, stretch
from extractor.models import Reject
from extractor.pipeline import Extraction
from extractor.settings import Settings
from extractor.sources import Feed, resolve

if TYPE_CHECKING:
    from rich.console import Console


def show_explanations(
    source: str,
    session: Session,
    *,
    published: str | None,
    patterns: Path | None,
    as_json: bool,
    manners: Manners,
) -> int:
    """Every record of every article of the source; returns how many inputs were rejected."""
    inputs = resolve([source])
    if not inputs.files:
        session.streams.console.print(session.text("run-nothing"))
    plan = Plan(patterns=patterns, settings=Settings(keep_refused=True))
    examiner = Examiner(plan)
    with fetching(inputs, manners, session, patterns=patterns) as fetch:
        feed = Feed(
            inputs, settings=plan.settings, published=published, stdin=sys.stdin.buffer,
            fetch=fetch,
        )  # fmt: skip
        return _show_all(feed, examiner, session, as_json=as_json)


def _show_all(feed: Feed, examiner: Examiner, session: Session, *, as_json: bool) -> int:
    rejects = 0
    page = None if as_json else session.streams.page()
    for item in feed:
        outcome = item if isinstance(item, Reject) else examiner.examine(item)
        if isinstance(outcome, Reject):
            rejects += 1
            line = session.rejection(outcome.source, outcome.code, outcome.message)
            session.streams.complain(line)
        elif page is None:
            _tell(outcome, session)
        else:
            _show(outcome, page, session)
    return rejects


def _tell(extraction: Extraction, session: Session) -> None:
    for record in extraction.records:
        grounds = [asdict(each) for each in explain(record, extraction.article)]
        session.streams.data(orjson.dumps({"record_id": record.record_id, "fields": grounds}))


def _show(extraction: Extraction, page: Console, session: Session) -> None:
    article = extraction.article
    page.print(article.title or article.source, style="bold underline", soft_wrap=True)
    if not extraction.records:
        page.print(session.text("explain-none"))
    for record in extraction.records:
        heading = session.text(
            "explain-record", recipient=record.recipient.name, award=record.award.name
        )
        page.print()
        page.print(heading, style="bold", soft_wrap=True)
        for each in explain(record, article):
            _show_field(each, page, session)
        for check in record.checks:
            told = messages.figure(check.message, session.lang)
            remark = session.text(f"remark-{check.code}", told=told)
            page.print(f"  [{check.severity}] {remark}", soft_wrap=True)
    for refused in extraction.refused:
        page.print()
        reason = session.text(f"refused-{refused.reason}")
        page.print(
            session.text(
                "explain-refused", recipient=refused.recipient, figure=refused.figure or "",
                reason=refused.reason if reason.startswith("refused-") else reason,
            ),
            style="yellow", soft_wrap=True,
        )  # fmt: skip
        if refused.cue:
            page.print("  " + session.text("explain-cue", cue=refused.cue), soft_wrap=True)
        start, end = stretch(article.text, refused.evidence.start, refused.evidence.end)
        marks = ((refused.evidence.start - start, refused.evidence.end - start),)
        _print_marked(article.text[start:end], marks, page)
    page.print()


def _show_field(each: Explanation, page: Console, session: Session) -> None:
    """Field and value, the rule, and the sentence with its words marked."""
    line = session.text("explain-field", field=each.field, value=each.value)
    if each.rule is not None:
        code = "explain-rule" if each.sentence is not None else "explain-no-span"
        origin = f"page-origin-{each.rule}"
        rule = session.text(origin) if messages.known(origin) else each.rule
        line += f"   ({session.text(code, rule=rule)})"
    page.print(f"  {line}", soft_wrap=True)
    if each.sentence is not None:
        _print_marked(each.sentence, each.marks, page)


def _print_marked(sentence: str, marks: Sequence[tuple[int, int]], page: Console) -> None:
    """The sentence with its marks in colour on a terminal, in brackets elsewhere."""
    from rich.text import Text

    if page.is_terminal:
        text = Text("      " + sentence, style="dim")
        for start, end in marks:
            text.stylize("not dim bold reverse", start + 6, end + 6)
        page.print(text, soft_wrap=True)
        return
    shown, at = "", 0
    for start, end in marks:
        shown += f"{sentence[at:start]}[[{sentence[start:end]}]]"
        at = end
    page.print(f"      {shown}{sentence[at:]}", soft_wrap=True)
