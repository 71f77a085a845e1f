"""From a plan and a scenario to the brief a run starts with, and what forbids the start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from bcp.business_days import Calendar
from bcp.durations import BusinessDays, Span
from bcp.message import Message, Phrase, Text
from bcp.messages import Send
from bcp.model import Plan, Rto, System
from drills.core.approvals import never_approved
from drills.core.brief import Brief, Check, Target
from drills.core.questions import beside_control, checks_of, guards_of, required_of
from drills.core.segments import is_foreign, is_people_only, zone_of
from drills.core.sendable import unsendable
from drills.core.standing import rungs
from scenarios.model import Goal, Mode, Probe, Run, Scenario, Wait
from scenarios.selectors import selected, watched_systems
from scenarios.zones import is_asked_from, is_unmanned, zone_of_server, zone_of_system

WRONG_MODE = Phrase(
    "prepare.wrong_mode",
    ja="このシナリオは {mode} では実施できません。できるのは {modes:list} です。",
    en="This scenario cannot be run as {mode}. It can be run as {modes:list}.",
)
EXPIRED = Phrase(
    "prepare.permission_expired",
    ja="手順「{step}」: {server} の {command} の実行許可は {until} で切れています。"
    "責任者の承認を得て、計画の allowed_until を更新してください。",
    en="Step {step!r}: the permission of {command} on {server} ended on {until}. "
    "Have the person in charge renew allowed_until in the plan.",
)


UNMANNED = Phrase(
    "prepare.unmanned",
    ja="区分「{zone}」には端末がありません（計画の terminal）。その手順は、シナリオの home_zone の"
    "端末で人に確かめます。",
    en="The zone {zone!r} has no terminal (terminal in the plan). Its steps are asked of people "
    "at the terminal of the scenario's home_zone.",
)
NOTHING_HERE = Phrase(
    "prepare.nothing_here",
    ja="区分「{zone}」の端末で行うことは、このシナリオにはありません。"
    "手順は {zones:list} にあります。",
    en="The scenario has nothing for the terminal in {zone!r}. Its steps are in {zones:list}.",
)


@dataclass(frozen=True)
class Circumstances:
    """What a run needs to know besides plan and scenario; see `Brief` for the fields."""

    run_id: str
    mode: Mode
    calendar: Calendar
    wall_ns: int
    today: str
    operator: str
    tool: str
    zone: str | None = None
    send: Send = "none"
    nobody: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)


def prepared(plan: Plan, scenario: Scenario, around: Circumstances) -> Brief:
    """Resolve selectors, checks and targets; nothing after the start reads the files again."""
    watched = watched_systems(plan, scenario, around.zone)
    systems = tuple(each for each in plan.watchables if each.id in watched)
    asked = () if around.mode == "tabletop" else systems
    guarded = around.mode != "tabletop"
    return Brief(
        run_id=around.run_id,
        plan=_for_the_record(plan),
        scenario=_with_controls(plan, scenario, around.zone),
        mode=around.mode,
        checks=tuple(
            replace(check, call=beside_control(plan, check.call, _place(plan, each, around)))
            for each in asked
            for check in checks_of(each)
            if _is_asked(plan, around.zone, check)
        ),
        targets=targets_of(plan, scenario, systems),
        calendar=around.calendar,
        wall_ns=around.wall_ns,
        today=around.today,
        operator=around.operator,
        tool=around.tool,
        zone=around.zone,
        files=around.files,
        send=around.send,
        nobody=around.nobody,
        guards=tuple(
            each
            for each in (guards_of(plan, scenario, around.zone) if guarded else ())
            if _is_asked(plan, around.zone, each.check)
        ),
        required=tuple(
            each
            for each in (required_of(plan, scenario, around.zone) if guarded else ())
            if all(_is_asked(plan, around.zone, check) for check in each.checks)
        ),
    )


def _for_the_record(plan: Plan) -> Plan:
    """The plan without the numbers of staff and the action items, which no record must hold."""
    contacts = tuple(replace(each, number=None) for each in plan.contacts)
    return replace(plan, contacts=contacts, action_items=())


def preconditions(brief: Brief) -> tuple[Message, ...]:
    """Give everything that forbids the start; nothing has been touched yet."""
    found = list(_wrong_zone(brief))
    if brief.mode not in brief.scenario.modes:
        found.append(WRONG_MODE(mode=brief.mode, modes=brief.scenario.modes))
    if brief.mode == "operational":
        found += [
            EXPIRED(step=step, server=server, command=command, until=until)
            for step, server, command, until in _permissions(brief)
            if until < brief.today
        ]
        found += never_approved(brief)
    found += unsendable(brief)
    return tuple(found)


def _wrong_zone(brief: Brief) -> Iterator[Message]:
    """Why nothing can be run from this zone."""
    if brief.zone is None:
        return
    if is_unmanned(brief.plan, brief.zone):
        yield UNMANNED(zone=brief.zone)
    elif not brief.checks and all(is_foreign(brief, each) for each in brief.scenario.steps):
        zones = tuple(dict.fromkeys(brief.segment.foreign.values()))
        yield NOTHING_HERE(zone=brief.zone, zones=zones)


def _place(plan: Plan, system: System, around: Circumstances) -> str | None:
    return zone_of_system(plan, system.id) or around.zone


def _is_asked(plan: Plan, zone: str | None, check: Check) -> bool:
    """Whether a question stays within reach of this terminal: its system, and its server."""
    places = (zone_of_system(plan, check.system), zone_of_server(plan, check.call.server))
    return all(is_asked_from(plan, zone, each) for each in places)


def _with_controls(plan: Plan, scenario: Scenario, zone: str | None) -> Scenario:
    steps = []
    for step in scenario.steps:
        do = step.do
        if isinstance(do, Probe | Wait) and do.call is not None:
            place = zone_of(step, plan, scenario) or zone
            do = replace(do, call=beside_control(plan, do.call, place))
        steps.append(replace(step, do=do))
    return replace(scenario, steps=tuple(steps))


def targets_of(plan: Plan, scenario: Scenario, systems: tuple[System, ...]) -> tuple[Target, ...]:
    """Give what every rung of every watched system must achieve, with whose number that is."""
    goals = [
        (system, goal)
        for goal in scenario.targets
        if goal.system is not None
        for system in selected(plan, goal.system)
    ]
    return tuple(
        _target(system, rung, scenario, _goal_for(goals, system, rung))
        for system in systems
        for rung in rungs(system)
    )


def _goal_for(goals: list[tuple[str, Goal]], system: System, rung: str | None) -> Goal:
    fitting = [each for id_, each in goals if id_ == system.id and each.level in (None, rung)]
    # A goal for the system without a level means the whole, which is the last rung.
    exact = [each for each in fitting if each.level == rung and rung is not None]
    whole = [each for each in fitting if each.level is None and rung == rungs(system)[-1]]
    return next(iter(exact + whole), Goal(system=system.id))


def _target(system: System, rung: str | None, scenario: Scenario, goal: Goal) -> Target:
    whole = rung == rungs(system)[-1]
    level = next((each for each in system.levels if each.id == rung), None)
    promised = (level.rto if level else None) or (system.rto if whole else None)
    plan_rto = _for_hazard(promised, scenario.hazard.kind)
    plan_rpo: Span | BusinessDays | None = system.rpo if whole else None
    return Target(
        system=system.id,
        level=rung,
        start=goal.start or (promised.start if promised else "onset"),
        name=_name(system, level.name if level else None),
        rto=goal.rto or plan_rto,
        rpo=goal.rpo or plan_rpo,
        goal=goal.rto is not None or goal.rpo is not None,
        plan_rto=plan_rto,
        plan_rpo=plan_rpo,
    )


def _for_hazard(rto: Rto | None, hazard: str) -> Span | None:
    return None if rto is None else rto.by_hazard.get(hazard, rto.within)


def _name(system: System, level: Text | None) -> Text:
    name = Text(system.name.said_in("ja") or system.id, system.name.said_in("en") or system.id)
    if level is None:
        return name
    return Text(f"{name.ja}（{level.said_in('ja')}）", f"{name.en} ({level.said_in('en')})")


def _permissions(brief: Brief) -> list[tuple[str, str, str, str]]:
    found = []
    for step in brief.scenario.steps:
        if not isinstance(step.do, Run) or is_foreign(brief, step) or is_people_only(brief, step):
            continue
        for ref in (step.do.do, step.do.undo):
            server = brief.plan.server(ref.server) if ref else None
            command = server.command(ref.command) if server and ref else None
            if server and command and command.allowed_until:
                found.append((step.id, server.id, command.id, command.allowed_until))
    return found
