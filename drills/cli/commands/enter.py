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
    from drills.cli.loading import Loaded

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
NEW = Phrase(
    "enter.new",
    ja="記録のない訓練（紙だけで行った区分や訓練）の新しい記録を、紙から作ります。後にシナリオを"
    "書きます",
    en="make a new run out of the paper, for a zone or a drill that was held on paper only",
)
ZONE = Phrase(
    "enter.zone",
    ja="--new・--form: 紙の区分（計画の zones の id）。省略時は訓練全体",
    en="--new, --form: the paper's zone (an id of the plan's zones); if not given, the whole drill",
)
DATE = Phrase(
    "enter.date",
    ja="--new: 訓練を始めた日（紙に日付がないとき）",
    en="--new: the day on which the drill began, where the paper does not say",
)
SET = Phrase(
    "enter.set",
    ja="--new・--form: シナリオのパラメータを変えます（名前=値）",
    en="--new, --form: change a parameter of the scenario (name=value)",
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
ONE_FILE = Phrase(
    "enter.one_file",
    ja="--new シナリオ のほかに、記入したファイルを一つだけ指定してください。例: "
    "bcp-drill enter --new flood --zone lgwan log.xlsx",
    en="Besides --new SCENARIO, name the one file that was filled in. For instance: "
    "bcp-drill enter --new flood --zone lgwan log.xlsx",
)
ONLY_NEW = Phrase(
    "enter.only_new",
    ja="{option} は --new か --form と一緒に使います。ある記録に入力するときは要りません。",
    en="{option} goes with --new or --form. Entering into a run that exists needs none.",
)
MADE_FOR = Phrase(
    "enter.made_for",
    ja="様式を {file} に書きました。手順の行には時刻と結果を書くだけです。記入したら: "
    "bcp-drill enter 記録 {file}　記録がない（紙だけの）ときは: "
    "bcp-drill enter --new {scenario}{zone} {file}",
    en="The form was written to {file}; beside each step, only time and result are wanted. When it "
    "is filled in: bcp-drill enter RUN {file}. Where there is no run, everything being on paper: "
    "bcp-drill enter --new {scenario}{zone} {file}",
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
    parser.option("--new", NEW, metavar="SCENARIO")
    parser.option("--zone", ZONE)
    parser.option("--date", DATE, metavar="DATE")
    parser.option("--set", SET, action="append", default=[], metavar="NAME=VALUE")
    parser.option("--plan", options.PLAN, type=Path, metavar="PLAN")
    parser.option("--operator", BY)


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Make the form, or enter every line of a file; nothing is entered where one is wrong."""
    from drills.cli import vocabulary  # noqa: PLC0415

    vocabulary.learn()
    if given.form:
        _make_form(given, console)
        return ExitCode.PASSED
    if given.new is not None:
        _make_run(given, console)
        return ExitCode.PASSED
    for option in ("zone", "date", "set"):
        if getattr(given, option):
            raise Refusal(ONLY_NEW(option=f"--{option}"))
    if len(given.names) != 2:
        raise Refusal(WANTED())
    _enter(given, console)
    return ExitCode.PASSED


def _make_run(given: argparse.Namespace, console: Console) -> None:
    from drills.cli import paper_files, paper_runs  # noqa: PLC0415

    if len(given.names) != 1:
        raise Refusal(ONE_FILE())
    log = paper_runs.made(given, Path(given.names[0]), console)
    if paper_files.passed_over(log):
        console.tell(PASSED_OVER(sheets=paper_files.passed_over(log)))


def _make_form(given: argparse.Namespace, console: Console) -> None:
    from drills.cli import entering, loading, paper_files  # noqa: PLC0415
    from drills.journal.folder import Runs  # noqa: PLC0415
    from drills.paper.form import Heading  # noqa: PLC0415

    if len(given.names) > 1:
        raise Refusal(ONE_NAME())
    if not given.names:
        paper_files.write_form(given.out, Heading(), console.lang)
        console.tell(MADE(file=str(given.out), run="last"))
        return
    name: str = given.names[0]
    try:
        folder = Runs(given.runs).find(name)
    except Refusal as no_run:
        if name == "last":
            raise
        try:
            loaded = loading.load(name, given.plan, given.set)
        except Refusal as no_scenario:
            why = NEITHER(one=no_run.message, other=no_scenario.message)
            raise Refusal(why) from no_scenario
        _form_for(loaded, given, console)
        return
    brief = entering.standing(folder).started()
    zone = given.zone or brief.zone
    heading = paper_files.heading_for(brief.plan, brief.scenario, zone, console.lang)
    paper_files.write_form(given.out, heading, console.lang)
    console.tell(MADE(file=str(given.out), run=folder.name))


def _form_for(loaded: Loaded, given: argparse.Namespace, console: Console) -> None:
    """Write the form for a drill that has not been held, of one zone or of all."""
    from drills.cli import paper_files, starting  # noqa: PLC0415

    plan, scenario = loaded.plan.plan, loaded.scenario.scenario
    starting.require_zone(plan, given.zone)
    heading = paper_files.heading_for(plan, scenario, given.zone, console.lang)
    paper_files.write_form(given.out, heading, console.lang)
    zone = f" --zone {given.zone}" if given.zone else ""
    console.tell(MADE_FOR(file=str(given.out), scenario=given.names[0], zone=zone))


def _enter(given: argparse.Namespace, console: Console) -> None:
    from drills.cli import entering, ordering, paper_files, starting  # noqa: PLC0415
    from drills.core.paper_beside import beside  # noqa: PLC0415
    from drills.core.paper_orders import fresh  # noqa: PLC0415

    name, path = given.names[0], Path(given.names[1])
    folder = ordering.meant(given.runs, name)
    drill = entering.standing(folder)
    known = paper_files.known_of(drill.started())
    log, sha256 = paper_files.log_in(path, entering.around(drill), tuple(drill.steps), known)
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
