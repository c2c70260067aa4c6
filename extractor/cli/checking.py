"""The work behind `check`: every fault of patterns and corpus, one a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractor.cli.session import Session
from extractor.errors import ExtractorError, SourceError

DEFAULT_CORPUS = Path("corpus")


def check_all(corpus: Path | None, patterns: Path | None, session: Session) -> int:
    """Number of faults found; each is a line on standard output.

    Raises:
        SourceError: the corpus or the folder of patterns named does not exist.
    """
    from extractor.evaluator.gold import gold_files

    gold: list[Path] = []
    if corpus is not None or DEFAULT_CORPUS.is_dir():
        folder = corpus or DEFAULT_CORPUS
        gold = gold_files(folder / "gold" if (folder / "gold").is_dir() else folder)
    if patterns is not None and not patterns.is_dir():
        raise SourceError("trouble-no-patterns", path=patterns)
    faults = 0
    for where, what in (*_patterns(patterns, session), *_corpus(gold, session)):
        faults += 1
        session.streams.data_line(session.text("check-fault", where=where, what=what))
    return faults


def _patterns(extra: Path | None, session: Session) -> Iterator[tuple[str, str]]:
    """Faults of the package's patterns with the user's own; the loader stops at the first."""
    from extractor.parser import load_publishers
    from extractor.patterns.knowledge import load_knowledge

    try:
        patterns = load_knowledge(extra=extra).patterns
        publishers = load_publishers(extra=extra)
    except ExtractorError as fault:
        where, _, what = str(fault).partition(": ")
        yield where, what
        return
    session.streams.console.print(
        session.text(
            "check-patterns-sound", awards=len(patterns.awards), agencies=len(patterns.agencies),
            regions=len(patterns.regions), publishers=len(publishers.patterns),
        )
    )  # fmt: skip


def _corpus(files: list[Path], session: Session) -> Iterator[tuple[str, str]]:
    """Faults of gold articles, file by file."""
    from extractor.evaluator.gold import faults, load_gold_file
    from extractor.patterns.loader import load

    if not files:
        return
    sound = True
    codes = frozenset(load().awards) | {"other"}
    gold = []
    for path in files:
        try:
            article = load_gold_file(path)
        except SourceError as fault:
            sound = False
            where, _, what = str(fault).partition(": ")
            yield where, what
            continue
        gold.append(article)
        found = list(faults(article, codes))
        if article.id != path.stem:
            found.append(f"id is {article.id!r}, not the file's name")
        sound = sound and not found
        yield from ((str(path), what) for what in found)
    if sound:
        session.streams.console.print(
            session.text(
                "check-corpus-sound", corpus=files[0].parent.as_posix(), articles=len(gold),
                records=sum(len(each.records) for each in gold),
                negatives=sum(not each.records for each in gold),
            )
        )  # fmt: skip
