"""A survey from the command line: may it begin, what it found, where that is kept."""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from bcp.asking import Settled
from bcp.did_you_mean import remedy
from bcp.durations import Span
from bcp.load import load_plan
from bcp.message import Phrase, Text
from bcp.model import Plan
from bcp.quiet_hours import quiet_now
from drills import probes
from drills.cli import correcting, ordering, putting, secret_asking, starting, vocabulary
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.cli.places import here, plan_above
from drills.core.brief import Brief, Check
from drills.core.survey import Item, items_of
from drills.core.survey_found import Finding, Survey, Verdict, facts_of, verdict_of
from drills.core.survey_orders import TakeSurvey
from drills.errors import Refusal
from drills.journal.lock import is_held
from drills.report import survey_json, survey_text
from drills.runtime.asking import Asker
from drills.runtime.calendar import calendar_of, local_now
from drills.runtime.inbox import send
from drills.runtime.secret_sources import fetched
from drills.runtime.secrets import Secrets
from drills.runtime.survey_file import kept
from drills.runtime.surveying import Sweep
from scenarios.model import Scenario
from scenarios.zones import is_unmanned, terminals, zone_name

WHICH_ZONE = Phrase(
    "survey.which_zone",
    ja="区分ごとに端末があります。この端末の区分を --zone で指定してください（{zones:list}）。"
    "ほかの区分には何も送りません。",
    en="Each zone has a terminal of its own. Say with --zone which one this is ({zones:list}); "
    "nothing is sent into the others.",
)
UNMANNED = Phrase(
    "survey.unmanned",
    ja="区分「{zone}」には端末がありません（計画の terminal）。人が見て確かめてください。",
    en="The zone {zone!r} has no terminal (terminal in the plan); a person must look.",
)
QUIET = Phrase(
    "survey.quiet",
    ja="今は調査を控える時間帯です（計画の quiet_hours: {hours}）。何も送っていません。"
    "急ぐときは --now --operator 氏名 を付けてください。",
    en="These are quiet hours (quiet_hours in the plan: {hours}). Nothing was sent. Where it "
    "cannot wait: --now --operator NAME.",
)
NOBODY = Phrase(
    "survey.now_by_nobody",
    ja="--now には、判断した人の名前（--operator 氏名）が要ります。",
    en="--now wants the name of whoever decides so: --operator NAME.",
)
NOT_RUNNING = Phrase(
    "survey.not_running",
    ja="{run} は終わっておらず、今は動いてもいません。「bcp-drill resume {run}」で続けるか、"
    "「bcp-drill abort {run}」で終えてから加えてください。",
    en="{run} has not ended and is not running. Go on with bcp-drill resume {run}, or end it with "
    "bcp-drill abort {run}, and enter the survey then.",
)
BEGINS = Phrase(
    "survey.begins",
    ja="{count}件を確かめます（読み取りのみ）。Ctrl-C で終えても、そこまでの結果が残ります。",
    en="Asking {count} assets (read-only). Ctrl-C ends it and keeps what was found so far.",
)
STOPPED = Phrase(
    "survey.stopped",
    ja="途中で終えました。確かめていないもの: {names:list}",
    en="Ended early. Not asked: {names:list}",
)
KEPT = Phrase(
    "survey.kept",
    ja="調査の記録: {file}（SHA-256 {sha256}）",
    en="The survey is kept in {file} (SHA-256 {sha256}).",
)
ENTERED = Phrase(
    "survey.entered",
    ja="{run} の記録に加えました。報告書の【被害状況調査】で見られます。",
    en="Entered into the record of {run}; its report has it under THE NEWEST SURVEY.",
)

CODES: Mapping[Verdict, ExitCode] = {
    "as_planned": ExitCode.PASSED,
    "plan_differs": ExitCode.TARGET_MISSED,
    "trouble": ExitCode.STEP_FAILED,
    "ended_early": ExitCode.ABORTED,
}
_WRITERS = {"text": survey_text.written, "json": survey_json.written}


def surveyed(given: argparse.Namespace, console: Console) -> ExitCode:
    """Survey, keep and print. Raises `Refusal` where it cannot begin, before anything is sent."""
    vocabulary.learn()
    plan = load_plan(given.plan or plan_above(here()), probes.catalogue()).plan
    _require_zone(plan, given.zone)
    if given.now and not (given.operator or "").strip():
        raise Refusal(NOBODY())
    into = _record(given.runs, given.into) if given.into is not None else None
    began = local_now(plan)
    quiet = quiet_now(plan.quiet_hours, began.hour * 60 + began.minute)
    if quiet is not None and not given.now:
        console.tell(QUIET(hours=quiet))
        return ExitCode.NOT_STARTED
    by = starting.operator(given.operator)
    began_ns = time.time_ns()
    items = items_of(plan, given.zone, began.date().isoformat())
    findings = _swept(plan, items, _secrets(plan, given.zone, by, items, console), console)
    survey = Survey(
        organisation=plan.organisation.name,
        utc_offset=plan.organisation.utc_offset,
        zone=given.zone,
        zone_name=zone_name(plan, given.zone) if given.zone else "",
        by=by,
        tool=starting.tool(),
        began_ns=began_ns,
        ended_ns=time.time_ns(),
        quiet=quiet,
        findings=findings,
    )
    _finished(survey, plan, given, console, into)
    return CODES[verdict_of(survey)]


def _require_zone(plan: Plan, zone: str | None) -> None:
    zones = [each.id for each in plan.zones]
    if zone is None and len(terminals(plan)) > 1:
        manned = tuple(each.id for each in plan.zones if each.terminal)
        raise Refusal(WHICH_ZONE(zones=manned))
    if zone is not None and zone not in zones:
        raise Refusal(starting.NO_ZONE(zone=zone, then=remedy(zone, zones)))
    if is_unmanned(plan, zone):
        raise Refusal(UNMANNED(zone=zone))


def _record(runs: Path, name: str) -> Path:
    """The run that takes the result; it is refused before the sweep, not after."""
    folder = ordering.meant(runs, name)
    if not is_held(folder) and correcting.as_recorded(folder).ended is None:
        raise Refusal(NOT_RUNNING(run=folder.name))
    return folder


def _secrets(
    plan: Plan, zone: str | None, by: str, items: Sequence[Item], console: Console
) -> Secrets:
    """What the questions' servers want; where one cannot be had, only they stay unknown."""
    asked = [call for item in items for call in item.calls]
    once = (Span(0), Settled(count=1))
    today = local_now(plan).date()
    brief = Brief(
        run_id="-",
        plan=plan,
        scenario=Scenario("survey", Text(), ()),
        mode="walkthrough",
        checks=tuple(Check(f"survey#{n}", "", None, call, *once) for n, call in enumerate(asked)),
        targets=(),
        calendar=calendar_of(plan, today),
        wall_ns=time.time_ns(),
        today=today.isoformat(),
        operator=by,
        tool=starting.tool(),
        zone=zone,
    )
    found, wrong = fetched(brief, secret_asking.asks(console))
    for each in wrong:
        console.tell(each)
    return found


def _swept(
    plan: Plan, items: Sequence[Item], secrets: Secrets, console: Console
) -> tuple[Finding, ...]:
    count = sum(bool(each.calls) for each in items)
    console.tell(BEGINS(count=count))
    done = 0

    def told(found: Finding) -> None:
        nonlocal done
        if found.asked:
            done += 1
            console.tell(survey_text.progress(found, done, count))

    async def sweep() -> tuple[Finding, ...]:
        asker = Asker(plan, secrets=secrets)
        try:
            return await Sweep(plan, asker, told).run(items)
        finally:
            await asker.close()

    return asyncio.run(sweep())


def _finished(
    survey: Survey, plan: Plan, given: argparse.Namespace, console: Console, into: Path | None
) -> None:
    """Keep it, enter it, and print it though the disk is full or the run does not take it."""
    left = tuple(each.id for each in survey.findings if each.result == "not_asked")
    if left:
        console.tell(STOPPED(names=left))
    try:
        file, sha256 = kept(given.runs, survey, local_now(plan))
        console.tell(KEPT(file=str(file), sha256=sha256))
        if into is not None:
            _entered(into, TakeSurvey(facts_of(survey, file.name, sha256), survey.by))
            console.tell(ENTERED(run=into.name))
    finally:
        _shown(survey, given, console)


def _shown(survey: Survey, given: argparse.Namespace, console: Console) -> None:
    text = _WRITERS[given.form](survey, console.lang)
    if given.out is None:
        console.result(text)
    else:
        putting.put(given.out, text.encode(), console)


def _entered(folder: Path, order: TakeSurvey) -> None:
    """Have the drill take it: through whoever runs it or, behind its end, here."""
    if is_held(folder):
        send(folder, order, "survey")
    else:
        correcting.corrected(folder, order)
