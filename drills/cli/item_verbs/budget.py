"""The sheet for the budget request: what each item costs, and what proves that it is needed."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.action_items import ActionItem, Occasion
from bcp.message import Phrase
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.cli.items_here import Here
from drills.cli.items_written import write_sheet, year_of
from drills.errors import Spoken
from drills.items.budget import Proof, budget_sheet
from drills.items.sheet import FORMS
from drills.items.shown import Shown, all_shown
from drills.journal.folder import Runs
from drills.printed.wording import Wording
from drills.report.layout import paragraph, table

ABOUT = Phrase(
    "items_budget.about",
    ja="予算要求の資料を書き出す",
    en="write the sheet for the budget request",
)
USAGE = Phrase("items_budget.usage", ja="budget -o ファイル", en="budget -o FILE")
NONE = Phrase(
    "items_budget.none",
    ja="予算を求める改善事項はありません。予算の要否は "
    "bcp-drill items set 番号 budget=要 で書けます。",
    en="No item asks for money. bcp-drill items set ID budget=needed says that one does.",
)
_SHOWN = ("rank", "name", "case", "yen", "proof")
_WIDTHS = (6, 16, 26, 10, 14)


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Write it, or show its heart on the terminal."""
    here = Here.of(given)
    wording = Wording(here.plan, console.lang)
    look = _Looking(here.runs)
    sheet = budget_sheet(here.standings, wording, here.today, year_of(given), look)
    if given.form in FORMS or given.out is not None:
        write_sheet(sheet, given, console)
        return ExitCode.PASSED
    if not sheet.rows:
        console.tell(NONE())
    at = [sheet.keys.index(each) for each in _SHOWN]
    rows = [[_text(row[n]) for n in at] for row in sheet.rows]
    lines = table([sheet.heads[n] for n in at], rows, _WIDTHS) if rows else []
    notes = [line for each in sheet.notes for line in paragraph(each, "    ", "  - ")]
    console.result("\n".join((*paragraph(sheet.title), *lines, *notes)))
    return ExitCode.PASSED


def _text(cell: str | int | None) -> str:
    return f"{cell:,}" if isinstance(cell, int) else cell or ""


class _Looking:
    """Compares what items say of drills with the records of these, each read once."""

    def __init__(self, runs: Path) -> None:
        self._runs = Runs(runs)
        self._known: dict[str, tuple[Proof, tuple[Shown, ...], frozenset[str]]] = {}

    def __call__(self, item: ActionItem) -> Proof:
        found = item.found_in
        run = found.run or ""
        if run not in self._known:
            self._known[run] = self._looked(run)
        proof, shown, heads = self._known[run]
        if proof != "verified":
            return proof
        # What was entered from paper later makes a record longer; the hash is then inside it.
        if found.head is not None and found.head not in heads:
            return "damaged"
        told = next((each.occasion for each in shown if each.about == item.about), None)
        return "verified" if told is None or _agree(told, found) else "differs"

    def _looked(self, run: str) -> tuple[Proof, tuple[Shown, ...], frozenset[str]]:
        from drills.cli.reporting import report_in  # noqa: PLC0415
        from drills.journal.verify import read_good  # noqa: PLC0415

        folder = self._runs.root / run
        if not run or folder.parent != self._runs.root or not folder.is_dir():
            return "not_here", (), frozenset()
        try:
            report = report_in(folder)
        except Spoken:
            return "damaged", (), frozenset()
        proof: Proof = "verified" if report.journal.trusted else "damaged"
        return proof, all_shown(report), frozenset(each.hash for each in read_good(folder))


def _agree(one: Occasion, other: Occasion) -> bool:
    def figures(each: Occasion) -> tuple[object, ...]:
        return each.verdict, each.limit, each.actual, each.error, each.source

    return figures(one) == figures(other)
