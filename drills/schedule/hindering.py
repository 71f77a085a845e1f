"""What keeps a drill from beginning by itself: the lever, a real event, others, its plan."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bcp.durations import HOUR
from bcp.message import Message, Phrase
from bcp.model import Plan
from bcp.plan_paths import path_in_plan
from bcp.refused import Refused
from bcp.upkeep import PlannedDrill
from drills import probes
from drills.core.brief import Brief
from drills.core.machine import replay
from drills.core.prepare import Circumstances, preconditions, prepared
from drills.core.state import Drill
from drills.errors import Spoken
from drills.journal.folder import Runs
from drills.journal.lever import Lever
from drills.journal.lock import is_held
from drills.journal.verify import read_good
from drills.runtime.calendar import calendar_of, local_now
from drills.runtime.signed_approvals import with_signed
from drills.schedule.command_line import Order
from drills.schedule.following import Read, told
from scenarios.load import load_scenario
from scenarios.model import Scenario
from scenarios.planned import settings_of
from scenarios.selectors import watched_systems

REAL = Phrase(
    "schedule.real_event",
    ja="実災害への切り替えが宣言されています（{run}）",
    en="the real event was declared ({run})",
)
WAS_REAL = Phrase(
    "schedule.became_real",
    ja="訓練 {run} が実災害に切り替わったため、その開始から{hours}時間は自動では始まりません"
    "（人は bcp-drill run で始められます）",
    en="the drill {run} became the real event; for {hours} hours from its beginning nothing begins "
    "by itself (people may use bcp-drill run)",
)
REAL_HOURS = 72
"""So long after the real event came the first response is taken to last (命を守る72時間)."""
BUSY = Phrase(
    "schedule.busy",
    ja="同じシステムの訓練が進行中です（{run}: {systems:list}）",
    en="another drill on the same systems is running ({run}: {systems:list})",
)
UNKNOWN_DRILL = Phrase(
    "schedule.unreadable_drill",
    ja="進行中の訓練（{run}）の記録を読めないため、同じシステムを使っているか分かりません",
    en="the record of a running drill ({run}) cannot be read, so nobody knows what it works on",
)
NO_SCENARIO = Phrase(
    "schedule.no_scenario",
    ja="シナリオ「{name}」が計画の scenarios フォルダにありません",
    en="there is no scenario {name!r} in the plan's folder scenarios",
)
UNSIGNED = Phrase(
    "schedule.unsigned",
    ja="操作の承認がそろっていません（{steps:list}）。署名された承認（signed）が要ります",
    en="the approvals of {steps:list} are not signed beforehand (signed in the plan)",
)
NO_ANSWERS = Phrase(
    "schedule.no_answers",
    ja="机上の訓練を一人で進めるには、回答のファイル（answers）が要ります",
    en="a tabletop drill by itself wants a file of answers (answers in the plan)",
)

MOST_AT_ONCE = 8
"""So many drills run at once by themselves; each is a process of its own, with its own probes."""
FULL = Phrase(
    "schedule.full",
    ja="自動で始まった訓練がすでに{most}件進行しています",
    en="{most} drills that began by themselves are running already",
)


@dataclass(frozen=True)
class Hindrance:
    """Why it does not begin; one that may pass is waited for while the drill may still begin."""

    why: Message
    may_pass: bool = False


@dataclass(frozen=True)
class Running:
    """A drill that some process records now; None where its record cannot be read."""

    run: str
    drill: Drill | None


def hindrance(read: Read, order: Order, runs: Path) -> Hindrance | None:
    """The first thing that keeps `order` from beginning, or None. Raises nothing that is spoken."""
    pulled = Lever(runs).state()
    if pulled is not None:
        return Hindrance(pulled.said())
    going_on = tuple(running(runs))
    try:
        why = became_real(read.plan, runs) or next(_for_good(read, order, going_on), None)
    except Refused as refused:
        why = told(refused.refusals)[0]
    except Spoken as spoken:
        why = spoken.message
    if why is not None:
        return Hindrance(why)
    return next(_in_the_way(going_on, _systems(read, order)), None)


def became_real(plan: Plan, runs: Path) -> Message | None:
    """The newest drill of this body that became the real event a short while ago, or None."""
    from drills.history.index import rows  # noqa: PLC0415 - most looks find nothing due

    since_us = time.time_ns() // 1000 - REAL_HOURS * HOUR
    for each in rows(runs):
        own = each.organisation in (plan.organisation.name, "")
        if own and each.standing == "real_event" and each.began_us > since_us:
            return WAS_REAL(run=each.run_id, hours=REAL_HOURS)
    return None


def _for_good(read: Read, order: Order, going_on: tuple[Running, ...]) -> Iterator[Message]:
    for each in going_on:
        closing = each.drill.closing if each.drill else None
        if closing is not None and closing.finish == "real_event":
            yield REAL(run=each.run)
    scenario = scenario_of(read, order)
    if scenario is None:
        yield NO_SCENARIO(name=order.drill.scenario or "-")
    else:
        yield from _of_the_plan(read, order, scenario)


def beginning_in_the_way(read: Read, order: Order, before: tuple[Order, ...]) -> Hindrance | None:
    """One of those that begin just now and work on the same systems, or None."""
    own = _systems(read, order)
    for each in before:
        shared = own & _systems(read, each)
        if shared:
            return Hindrance(BUSY(run=each.run, systems=tuple(sorted(shared))), may_pass=True)
    return None


def _systems(read: Read, order: Order) -> set[str]:
    try:
        scenario = scenario_of(read, order)
    except (Refused, Spoken):
        return set()
    return set(watched_systems(read.plan, scenario, order.drill.zone)) if scenario else set()


def running(runs: Path) -> Iterator[Running]:
    """The drills that some process records now, newest first."""
    with suppress(Spoken):
        for folder in Runs(runs).newest_first():
            with suppress(Spoken):
                if is_held(folder):
                    yield Running(folder.name, _as_recorded(folder))


def _as_recorded(folder: Path) -> Drill | None:
    drill = replay(each.event() for each in read_good(folder))
    return drill if drill.brief is not None else None


def _in_the_way(going_on: Iterable[Running], own: set[str]) -> Iterator[Hindrance]:
    for each in going_on:
        if each.drill is None:
            yield Hindrance(UNKNOWN_DRILL(run=each.run), may_pass=True)
            continue
        brief = each.drill.started()
        shared = set(watched_systems(brief.plan, brief.scenario, brief.zone)) & own
        if shared:
            yield Hindrance(BUSY(run=each.run, systems=tuple(sorted(shared))), may_pass=True)


def scenario_of(read: Read, order: Order) -> Scenario | None:
    """The scenario that the drill will run. Raises `Refused` with every mistake in it."""
    path = Path(read.plan.folder) / "scenarios" / f"{order.drill.scenario}.yaml"
    if not path.is_file():
        return None
    return load_scenario(
        path, read.loaded, probes.catalogue(), settings_of(order.drill, order.thing)
    ).scenario


def _of_the_plan(read: Read, order: Order, scenario: Scenario) -> Iterator[Message]:
    """What `bcp-drill run` would refuse, and what it would wait for without end."""
    drill = order.drill
    if drill.unattended == "tabletop" and drill.answers is None:
        yield NO_ANSWERS()
    brief = _brief_of(read, order, scenario)
    brief = with_signed(brief, [path_in_plan(read.plan.folder, each) for each in drill.signed])
    yield from preconditions(brief)
    if drill.unattended == "operational":
        yield from _unsigned(drill, brief)


def _unsigned(drill: PlannedDrill, brief: Brief) -> Iterator[Message]:
    signed = {(each.step, each.role) for each in brief.signed}
    missing = [
        each.step
        for each in brief.scenario.safety.approvals
        if any((each.step, seat) not in signed for seat in (*each.by, *each.persons))
    ]
    if missing:
        yield UNSIGNED(steps=tuple(dict.fromkeys(missing)))


def _brief_of(read: Read, order: Order, scenario: Scenario) -> Brief:
    plan, drill = read.plan, order.drill
    now = local_now(plan)
    around = Circumstances(
        run_id=order.run,
        mode=drill.unattended or "walkthrough",
        calendar=calendar_of(plan, now.date()),
        wall_ns=time.time_ns(),
        today=now.date().isoformat(),
        operator=f"schedule:{drill.id}",
        tool="bcp-drill",
        zone=drill.zone,
        send=drill.send,
    )
    return prepared(plan, scenario, around)
