"""A new run out of a log on paper, for a zone or a drill that nothing was recorded of."""

from __future__ import annotations

import argparse
import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from bcp.durations import SECOND
from bcp.message import Phrase
from bcp.refused import Refused
from bcp.wareki import offset_seconds
from bcp.written_times import midnight, midnight_of, read_date
from drills.cli import loading, paper_files, starting
from drills.cli.console import Console
from drills.cli.loading import Loaded
from drills.core import audit
from drills.core.brief import Brief
from drills.core.events import Entered, Event
from drills.core.machine import replay
from drills.core.on_paper import untold_on_paper
from drills.core.paper_orders import Enter
from drills.core.paper_run import Entering, events_of, faults, since_start
from drills.core.paper_time import Around
from drills.core.segments import is_foreign
from drills.core.state import Drill
from drills.errors import JournalBroken, Refusal
from drills.journal.folder import Runs, forget
from drills.journal.sqlite import SqliteJournal, read
from drills.paper.log import Known, Log
from drills.runtime.calendar import calendar_of, clock_of
from drills.runtime.terminals import here
from scenarios.zones import is_unmanned

NO_TERMINAL = Phrase(
    "enter.zone_without_terminal",
    ja="区分「{zone}」は計画で端末のない区分なので、その手順は本拠の区分（home_zone）の記録に入ります。"
    "その訓練の記録に入力するか（bcp-drill enter 記録 {file}）、本拠の区分も紙だけなら "
    "--zone にその区分を指定してください。",
    en="The plan gives the zone {zone} no terminal, so its steps belong to the record of the home "
    "zone. Enter the log into that run (bcp-drill enter RUN {file}), or, where the home zone is "
    "on paper too, name that one with --zone.",
)
NOTHING_THERE = Phrase(
    "enter.nothing_in_zone",
    ja="このシナリオに、区分「{zone}」で行う手順はありません。",
    en="The scenario has no step for the zone {zone}.",
)
BAD_DATE = Phrase(
    "enter.bad_date",
    ja="--date の「{given}」を日付として読めません。2026-11-21 のように書いてください。",
    en="--date: {given!r} is not a date. Write it like 2026-11-21.",
)
BEFORE = Phrase(
    "enter.made_before",
    ja="このファイルからは、すでに {run} が作られています。行を足すには: "
    "bcp-drill enter {run} ファイル",
    en="{run} was made from this file already. To add lines to it: bcp-drill enter {run} FILE",
)
MADE = Phrase(
    "enter.run_made",
    ja="紙の記録から {run} を作りました（{count}行、入力者: {by}）。すべて目視で、測った値は"
    "ありません。\n  手順: 全{steps}のうち、紙に結果があるもの {told}\n"
    "  報告書: bcp-drill report {run}　ほかの区分と結合するには: bcp-drill bundle {run}",
    en="{run} was made from paper (lines: {count}, entered by {by}). All of it is observed, "
    "nothing was measured.\n  Steps whose result the paper tells: {told} of {steps}\n"
    "  Report: bcp-drill report {run}. To merge it with other zones: bcp-drill bundle {run}",
)
UNTOLD = Phrase(
    "enter.run_untold",
    ja="  結果が書かれていない手順（行わなかったとはみなしません）: {steps:list}",
    en="  Steps of which it tells no result (they do not count as left out): {steps:list}",
)


def made(given: argparse.Namespace, path: Path, console: Console) -> Log:
    """Make the run and say what it came to.

    Raises `Refused` with every mistake in the paper, `Refusal` where there is no such scenario or
    zone, and `JournalBroken` where it cannot be recorded.
    """
    loaded = loading.load(given.new, given.plan, given.set)
    brief = starting.brief_of(loaded, "tabletop", given.zone, "-", "-")
    _refuse_zone(brief, path)
    log, sha256 = paper_files.log_in(path, _around(brief, given.date), *_known(brief))
    _refuse_faults(log)
    _refuse_again(given.runs, sha256, brief)
    by = given.operator or log.by or starting.operator(None)
    zero, lines = since_start(log.lines)
    began_us = zero + _around(brief, given.date).began_us
    named = _dated(loaded, replace(brief, operator=by), began_us)
    folder = Runs(given.runs).new(brief.scenario.id, _local(brief, began_us))
    named = replace(named, run_id=folder.name)
    now = max(0, time.time_ns() // 1_000 - began_us)
    order = Enter(lines, by, path.name, sha256)
    events = events_of(named, lines, Entering(by, path.name, sha256, now))
    entered = (Entered(now, each, by, path.name, sha256) for each in lines)
    _write(folder, (*events, *audit.taken(order, here("enter"), now), *entered))
    _say(console, replay(events), folder, len(lines), by)
    return log


def _refuse_zone(brief: Brief, path: Path) -> None:
    if brief.zone is None:
        return
    if is_unmanned(brief.plan, brief.zone):
        raise Refusal(NO_TERMINAL(zone=brief.zone, file=path.name))
    if all(is_foreign(brief, each) for each in brief.scenario.steps):
        raise Refusal(NOTHING_THERE(zone=brief.zone))


def _around(brief: Brief, date: str | None) -> Around:
    """Times are read from the midnight of the day that was named, or of today."""
    now_us = brief.wall_ns // 1_000
    offset_s = offset_seconds(brief.plan.organisation.utc_offset)
    today = Around(now_us, now_us, offset_s).local(now_us)
    if date is None:
        return Around(midnight_of(today), now_us, offset_s, alone=True, dated=False)
    named = read_date(date)
    if named is None:
        raise Refusal(BAD_DATE(given=date))
    try:
        began = midnight(named, today)
    except ValueError as no_such_day:
        raise Refusal(BAD_DATE(given=date)) from no_such_day
    return Around(began, now_us, offset_s, alone=True)


def _known(brief: Brief) -> tuple[tuple[str, ...], Known]:
    foreign = brief.segment.foreign
    own = tuple(each.id for each in brief.scenario.steps if each.id not in foreign)
    return own, replace(paper_files.known_of(brief), elsewhere=foreign)


def _refuse_faults(log: Log) -> None:
    found = faults(log.lines)
    if found:
        rows = ((log.rows[each.line], each) for each in found)
        raise Refused([row.refused(each.where, each.what, each.remedy) for row, each in rows])


def _refuse_again(root: Path, sha256: str, brief: Brief) -> None:
    """Refuse a file that a run of this scenario and zone was made from."""
    for folder in Runs(root).newest_first():
        try:
            first = [each.event() for each in islice(read(folder), 2)]
        except JournalBroken:
            continue  # what cannot be read was not made from this file as far as anyone can tell
        drill = replay(first)
        paper = drill.on_paper
        if paper is not None and paper.sha256 == sha256 and drill.brief is not None:
            same = (drill.brief.scenario.id, drill.brief.zone)
            if same == (brief.scenario.id, brief.zone):
                raise Refusal(BEFORE(run=folder.name))


def _dated(loaded: Loaded, brief: Brief, began_us: int) -> Brief:
    """The brief as of the day of the drill, which is not that of its entering."""
    day = _local(brief, began_us).date()
    calendar = calendar_of(loaded.plan.plan, day)
    return replace(brief, wall_ns=began_us * 1_000, today=day.isoformat(), calendar=calendar)


def _local(brief: Brief, unix_us: int) -> datetime:
    zone = clock_of(brief.plan.organisation)
    return datetime.fromtimestamp(unix_us // SECOND, UTC).astimezone(zone)


def _write(folder: Path, events: tuple[Event, ...]) -> None:
    async def appended(journal: SqliteJournal) -> None:
        await journal.append(events)

    try:
        with SqliteJournal.create(folder) as journal:
            asyncio.run(appended(journal))
    except JournalBroken:
        forget(folder)
        raise


def _say(console: Console, drill: Drill, folder: Path, count: int, by: str) -> None:
    brief = drill.started()
    own = [each for each in brief.scenario.steps if not is_foreign(brief, each)]
    untold = tuple(each.id for each in untold_on_paper(drill))
    told = len(own) - len(untold)
    console.tell(MADE(run=folder.name, count=count, by=by, steps=len(own), told=told))
    if untold:
        console.tell(UNTOLD(steps=untold))
