"""An event list (MSEL) in Excel becomes a scenario, and a scenario an event list."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.durations import MINUTE
from bcp.message import Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "msel.about",
    ja="訓練のイベントリスト（Excel・CSV）をシナリオにし、シナリオをイベントリストにします",
    en="turn an event list (MSEL; Excel, CSV) into a scenario, and a scenario into such a list",
)
FILE = Phrase(
    "msel.file",
    ja="イベントリスト（.xlsx、.csv）。シナリオ（.yaml か名前）なら、逆にリストを作ります",
    en="the event list (.xlsx, .csv); or a scenario (.yaml or its name), to make a list of it",
)
OUT = Phrase(
    "msel.out",
    ja="書き出すファイル（シナリオは scenarios/名前.yaml、イベントリストは 名前.xlsx）",
    en="the file to write (scenarios/NAME.yaml for a scenario, NAME.xlsx for a list)",
)
START = Phrase(
    "msel.start",
    ja='T+0 の時刻（例: 9:00、"2026-11-28 9:00"）。省略時は最初の行の時刻',
    en='the time of T+0 (9:00, "2026-11-28 9:00"); that of the first row if not given',
)
SHEET = Phrase(
    "msel.sheet", ja="読むシートの名前（表がいくつもあるとき）", en="the sheet to read, of several"
)
MADE = Phrase(
    "msel.made",
    ja="{file} を作りました。イベント {events} 件、T+0 から {last:span} まで。",
    en="{file} was made. Events: {events}, from T+0 to {last:span}.",
)
BEGINS = Phrase("msel.begins", ja="T+0 は {clock} です。", en="T+0 is {clock} on the clock.")
LEFT_OUT = Phrase(
    "msel.left_out",
    ja="種類が「その他」の行は手順にしていません: {ids:list}。",
    en="Rows of the kind Other were not made into steps: {ids:list}.",
)
WARNING = Phrase("msel.warning", ja="注意: {what}", en="warning: {what}")
NO_PLAN = Phrase(
    "msel.no_plan",
    ja="計画が見つからないので、付与先と担当は書かれたままにしました（--plan で指定できます）。",
    en="No plan was found, so recipients stand as they were written (name one with --plan).",
)
THEN = Phrase(
    "msel.then",
    ja="災害の種類・評価項目・目標を書き足し、bcp-drill check で確かめてください。",
    en="Add the hazard, what is evaluated and the targets, and run bcp-drill check.",
)
LISTED = Phrase(
    "msel.listed",
    ja="{file} を作りました。{rows} 行。",
    en="{file} was made. Rows: {rows}.",
)
UNSAID = Phrase(
    "msel.unsaid",
    ja="イベントリストに書く欄がないもの: {step}（{words:list}）",
    en="A list has no room for: {step} ({words:list})",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("file", FILE, metavar="FILE")
    parser.option("-o", "--out", OUT, type=Path, metavar="FILE", required=True)
    parser.option("--plan", options.PLAN, type=Path, metavar="DIR")
    parser.option("--start", START, metavar="TIME")
    parser.option("--sheet", SHEET, metavar="NAME")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Make the one or the other. Raises `Refused` with every mistake in what was given."""
    if Path(given.file).suffix.lower() in (".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".txt"):
        _bring(given, console)
    else:
        _list(given, console)
    return ExitCode.PASSED


def _bring(given: argparse.Namespace, console: Console) -> None:
    from drills.cli.event_lists import Wanted, brought  # noqa: PLC0415

    path, out = Path(given.file), given.out
    made = brought(path, out, Wanted(given.plan, given.start, given.sheet), console.lang)
    found = made.found
    last = max((each.at or 0) for each in found.events)
    for each in made.warnings:
        console.tell(WARNING(what=each.said_in(console.lang)))
    if found.left_out:
        console.tell(LEFT_OUT(ids=found.left_out))
    if made.plan is None:
        console.tell(NO_PLAN())
    console.result(console.speak(MADE(file=str(out), events=len(found.events), last=last)))
    if found.start is not None:
        hours, minutes = divmod(found.start // MINUTE, 60)
        console.result(console.speak(BEGINS(clock=f"{hours}:{minutes:02}")))
    console.result(console.speak(THEN()))


def _list(given: argparse.Namespace, console: Console) -> None:
    from drills.cli.event_lists import listed  # noqa: PLC0415

    made = listed(given.file, given.out, given.plan, console.lang)
    for step, words in made.unsaid.items():
        console.tell(UNSAID(step=step, words=words))
    console.result(console.speak(LISTED(file=str(given.out), rows=made.rows)))
