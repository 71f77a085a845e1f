"""``bcp-drill print aar RUN``: the after-action report of a run, from its record alone."""

from __future__ import annotations

import argparse

from bcp.message import Phrase
from drills.cli.beside_past import beside_past
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.cli.past_drills import plan_here
from drills.cli.printing import WRITTEN, check_out, in_form, write_all
from drills.cli.records import place_of
from drills.cli.reporting import report_in
from drills.errors import Refusal
from drills.printed import aar

WORD = "aar"
ONE_RUN = Phrase(
    "print.one_run",
    ja="aar には、実施番号を一つだけ指定してください（{words:list}）。"
    "計画やシナリオからではなく、訓練の記録から作ります。",
    en="Behind aar name one run ({words:list}). It is made from the record of a drill, not from a "
    "plan or a scenario.",
)


def is_meant(given: argparse.Namespace) -> bool:
    """Whether the words ask for it."""
    return WORD in given.names


def printed(given: argparse.Namespace, console: Console) -> ExitCode:
    """Write it; with no run, that of the newest. Raises `Refusal`, or `JournalBroken`."""
    check_out(given.out)
    runs = [each for each in given.names if each != WORD]
    if len(runs) > 1:
        raise Refusal(ONE_RUN(words=runs))
    place = place_of(given.runs, runs[0] if runs else "last")
    report = report_in(place)
    if given.past:
        report = beside_past(report, place, given.runs, plan_here(None, console))
    file = given.out / f"{WORD}-{report.header.run_id}.{given.format}"
    write_all({file: in_form(aar.document_of(report, console.lang), given.format)})
    console.result(console.speak(WRITTEN(title=aar.TITLE(), file=str(file))))
    return ExitCode.PASSED
