"""The past drills of a folder of runs, as the read-only pages want them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from bcp.message import Language, Phrase
from bcp.refused import Refused
from drills.cli import overviews, vocabulary
from drills.cli.reporting import report_in
from drills.errors import Refusal
from drills.history import index
from drills.history.rows import DrillRow
from drills.journal.file import NAME as JOURNAL
from drills.report.model import Report
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
        return replace(report_in(self._runs / place), edition=edition)

    def stamp(self, place: str) -> object:
        folder = self._runs / place
        files = (folder, folder / JOURNAL, folder / f"{JOURNAL}-wal")
        return tuple(map(_looks, files))

    def overviews(self) -> Mapping[str, Phrase]:
        return {each: overviews.overview(each).TITLE for each in overviews.names()}

    def overview(self, name: str, lang: Language) -> str:
        learn_once()
        try:
            return overviews.overview(name).page(self._runs, self._plan, lang)
        except Refused as refused:
            # What is wrong where in the plan is for whoever keeps it, at the terminal.
            raise Refusal(PLAN_MISTAKES()) from refused


@cache
def learn_once() -> None:
    """Know every sentence that a journal may hold."""
    vocabulary.learn()


def _looks(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
