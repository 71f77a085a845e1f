"""Enter afterwards what was written by hand."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bcp.message import Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.errors import Refusal

if TYPE_CHECKING:
    from drills.paper.form import Heading

ABOUT = Phrase(
    "enter.about",
    ja="紙に書いた記録を、訓練の後（または途中）で入力します。空の様式も作ります",
    en="enter a log that was written on paper, or make the empty form for one",
)
NAMES = Phrase(
    "enter.names",
    ja="訓練の記録（last など）と、記入した .xlsx か .csv のファイル。--form では"
    "訓練かシナリオの名前（省略可）",
    en="a drill's record (last, for instance) and the .xlsx or .csv that was filled in. With "
    "--form: a drill or a scenario, or nothing",
)
FORM = Phrase(
    "enter.form",
    ja="印刷して手で書き、後で打ち込むための空の様式（Excel）を作ります",
    en="make an empty form (Excel) to print and write on, and to type into afterwards",
)
OUT = Phrase(
    "enter.out",
    ja="--form: 書き出すファイル（省略時は log.xlsx）",
    en="--form: the file to write (log.xlsx if not given)",
)
BY = Phrase(
    "enter.by",
    ja="入力する人の名前（省略時はファイルの「入力者」、それもなければログイン名）",
    en="who enters it (what the file says, or else the account's name)",
)
WANTED = Phrase(
    "enter.wanted",
    ja="訓練の記録とファイルを指定してください。例: bcp-drill enter last log.xlsx　"
    "空の様式は: bcp-drill enter --form -o log.xlsx last",
    en="Name a drill's record and a file. For instance: bcp-drill enter last log.xlsx. "
    "For an empty form: bcp-drill enter --form -o log.xlsx last",
)
ONE_NAME = Phrase(
    "enter.one_name",
    ja="--form の後に指定できるのは、訓練かシナリオの名前一つだけです。",
    en="With --form, name one drill or one scenario, or nothing.",
)
NEITHER = Phrase("enter.neither", ja="{one}\n{other}", en="{one}\n{other}")
MADE = Phrase(
    "enter.made",
    ja="空の様式を {file} に書きました。記入したら: bcp-drill enter {run} {file}",
    en="An empty form was written to {file}. When it is filled in: bcp-drill enter {run} {file}",
)
DONE = Phrase(
    "enter.done",
    ja="{run} に{count}行を入力しました（入力者: {by}）。目視の記録として、測った値とは別に"
    "残ります。",
    en="Lines entered into {run} by {by}: {count}. They stand as observed, beside what was "
    "measured.",
)
SKIPPED = Phrase(
    "enter.skipped",
    ja="{count}行は入力済みだったため、入力していません。",
    en="Lines left out, because they had been entered before: {count}.",
)
PASSED_OVER = Phrase(
    "enter.passed_over",
    ja="記録の見出しがないため、読んでいないシート: {sheets:list}",
    en="Sheets without the headings of a log, which were not read: {sheets:list}",
)
DIFFER = Phrase(
    "enter.differ",
    ja="紙の記録と、訓練中の記録が合わないところが{count}件あります。報告書の【紙の記録との照合】に"
    "並べてあります: bcp-drill report {run}",
    en="Where the log and what was recorded at the time differ: {count}. The report shows them "
    "side by side: bcp-drill report {run}",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("names", NAMES, nargs="*", metavar="RUN FILE")
    parser.option("--form", FORM, action="store_true")
    parser.option("-o", "--out", OUT, type=Path, default=Path("log.xlsx"), metavar="FILE")
    parser.option("--plan", options.PLAN, type=Path, metavar="PLAN")
    parser.option("--operator", BY)


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Make the form, or enter every line of a file; nothing is entered where one is wrong."""
    from drills.cli import vocabulary  # noqa: PLC0415

    vocabulary.learn()
    if given.form:
        _make_form(given, console)
        return ExitCode.PASSED
    if len(given.names) != 2:
        raise Refusal(WANTED())
    _enter(given, console)
    return ExitCode.PASSED


def _make_form(given: argparse.Namespace, console: Console) -> None:
    from drills.cli import paper_files  # noqa: PLC0415

    if len(given.names) > 1:
        raise Refusal(ONE_NAME())
    heading, run = _heading(given, console)
    paper_files.write_form(given.out, heading, console.lang)
    console.tell(MADE(file=str(given.out), run=run))


def _heading(given: argparse.Namespace, console: Console) -> tuple[Heading, str]:
    """What the form is for, and what its run will be called."""
    from drills.cli import entering, loading, paper_files  # noqa: PLC0415
    from drills.journal.folder import Runs  # noqa: PLC0415
    from drills.paper.form import Heading  # noqa: PLC0415

    if not given.names:
        return Heading(), "last"
    name: str = given.names[0]
    try:
        folder = Runs(given.runs).find(name)
    except Refusal as no_run:
        if name == "last":
            raise
        try:
            loaded = loading.load(name, given.plan, ())
        except Refusal as no_scenario:
            why = NEITHER(one=no_run.message, other=no_scenario.message)
            raise Refusal(why) from no_scenario
        return paper_files.heading_for(loaded.scenario.scenario, console.lang), "last"
    brief = entering.standing(folder).started()
    return paper_files.heading_for(brief.scenario, console.lang), folder.name


def _enter(given: argparse.Namespace, console: Console) -> None:
    from drills.cli import entering, ordering, paper_files, starting  # noqa: PLC0415
    from drills.core.paper_beside import beside  # noqa: PLC0415
    from drills.core.paper_orders import fresh  # noqa: PLC0415

    name, path = given.names[0], Path(given.names[1])
    folder = ordering.meant(given.runs, name)
    drill = entering.standing(folder)
    log, sha256 = paper_files.log_in(path, entering.around(drill), tuple(drill.steps))
    by = given.operator or log.by or starting.operator(None)
    order = paper_files.order_of(log, sha256, path, by)
    entering.entered(folder, order)
    new = tuple(fresh(drill, order))
    console.tell(DONE(run=folder.name, count=len(new), by=by))
    if len(new) < len(log.lines):
        console.tell(SKIPPED(count=len(log.lines) - len(new)))
    if paper_files.passed_over(log):
        console.tell(PASSED_OVER(sheets=paper_files.passed_over(log)))
    differing = [each for each in beside(drill, new) if each.differs]
    if differing:
        console.tell(DIFFER(count=len(differing), run=folder.name))
