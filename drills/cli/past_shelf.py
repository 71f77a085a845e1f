"""The past drills of a folder of runs, as the read-only pages want them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from bcp.load import load_plan
from bcp.message import Language, Phrase
from bcp.model import Plan
from bcp.refused import Refused
from drills import probes
from drills.cli import overviews, vocabulary
from drills.cli.beside_past import beside_past
from drills.cli.reporting import report_in
from drills.errors import Refusal
from drills.history import index
from drills.history.rows import DrillRow
from drills.journal.file import NAME as JOURNAL
from drills.report.model import Report
from drills.report.public import public_edition
from drills.serve.shelf import Edition

PLAN_MISTAKES = Phrase(
    "serve.plan_mistakes",
    ja="計画に誤りがあるため示せません。bcp-drill check で確かめてください。",
    en="This cannot be shown, because the plan has mistakes: see bcp-drill check.",
)


class FolderShelf:
    """The folder `runs` beside a plan, where there is one; see `drills.serve.shelf.Shelf`."""

    def __init__(self, runs: Path, plan: Path | None = None) -> None:
        self._runs, self._plan = runs, plan

    def drills(self) -> Sequence[DrillRow]:
        learn_once()
        return index.rows(self._runs)

    def report(self, place: str, edition: Edition) -> Report:
        report = report_in(self._runs / place)
        match edition:
            case "public":
                return public_edition(report)
            case "past":
                plan = None if self._plan is None else _plan_in(self._plan)
                return beside_past(report, self._runs / place, self._runs, plan)
        return replace(report, edition=edition)

    def stamp(self, place: str, edition: Edition) -> object | None:
        if edition == "past":
            return None
        folder = self._runs / place
        files = (folder, folder / JOURNAL, folder / f"{JOURNAL}-wal")
        return tuple(map(_looks, files))

    def overviews(self) -> Mapping[str, Phrase]:
        return {each: overviews.overview(each).TITLE for each in overviews.names()}

    def overview(self, name: str, lang: Language) -> str:
        learn_once()
        with _no_mistakes():
            return overviews.overview(name).page(self._runs, self._plan, lang)


@cache
def learn_once() -> None:
    """Know every sentence that a journal may hold."""
    vocabulary.learn()


@contextmanager
def _no_mistakes() -> Iterator[None]:
    """What is wrong where in the plan is for whoever keeps it, at the terminal."""
    try:
        yield
    except Refused as refused:
        raise Refusal(PLAN_MISTAKES()) from refused


def _plan_in(folder: Path) -> Plan:
    with _no_mistakes():
        return load_plan(folder, probes.catalogue()).plan


def _looks(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
