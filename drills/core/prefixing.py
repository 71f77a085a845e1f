"""Ids of several municipalities beside each other: each behind its organisation's code.

``mail`` of the organisation 01204 becomes ``01204/mail``. No id of a plan or a scenario has a slash
in it, so no two can be taken for each other, and which is whose can be read from any of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from bcp import action_plans, inventory, messages, model, people, upkeep
from bcp.asking import Control, ProbeCall
from bcp.message import Text
from bcp.muster import HeadCount
from bcp.programme.rule import Outage
from drills.core import brief as b
from drills.core.roles import player_called
from drills.core.signed import SignedApproval
from scenarios import conduct
from scenarios import model as s
from scenarios.callees import callees
from scenarios.ramps import Ramp
from scenarios.selectors import watched_systems

IDS: Mapping[type, tuple[str, ...]] = {
    model.Zone: ("id",),
    model.Need: ("any_of",),
    model.CommandRef: ("server",),
    model.System: ("id", "zone", "vendor", "location", "backup", "businesses", "runs_on"),
    model.Server: ("id", "zone", "jump", "host", "location"),
    model.Rto: ("start",),
    inventory.Link: ("id", "ends", "depends_on", "zone"),
    inventory.Radio: ("id", "ends", "depends_on", "zone"),
    inventory.Power: ("id", "depends_on", "zone"),
    inventory.Site: ("id",),
    inventory.Telework: ("id", "depends_on", "zone"),
    inventory.Backup: ("id", "system", "restore_to"),
    inventory.Business: ("id", "systems"),
    action_plans.ActionPlan: ("role",),
    action_plans.DamageItem: ("of", "by"),
    upkeep.Inspection: ("of",),
    upkeep.PlannedDrill: ("responsible", "zone"),
    Outage: ("sites",),
    people.Role: ("id", "holder", "deputies"),
    people.Approver: ("id", "roles"),
    people.Contact: ("id", "role", "calls", "deputies"),
    people.Vendor: ("id", "covers", "contact"),
    ProbeCall: ("server",),
    Control: ("server",),
    conduct.BusinessTurn: ("business",),
    conduct.Criterion: ("step",),
    s.Approval: ("step", "by"),
    s.StopCondition: ("system", "zone"),
    s.Requirement: ("system", "zone"),
    s.Watched: ("system",),
    s.Inject: ("to", "sender"),
    s.CallOut: ("who",),
    s.Sending: ("to", "link"),
    messages.Messages: ("test_to",),
    messages.Webhook: ("id",),
    s.MusterCall: ("who",),
    s.Absent: ("people", "pool"),
    Ramp: ("gateway", "checkin"),
    s.Wait: ("system",),
    s.After: ("step",),
    s.Due: ("start",),
    s.Pretend: ("id", "until"),
    s.Clear: ("id",),
    s.Step: ("id", "unless", "by", "zone", "written_as"),
    s.Goal: ("system", "step", "start"),
    s.Forbid: ("before", "steps"),
    s.Scenario: ("home_zone",),
    b.Check: ("id", "system"),
    b.Target: ("system", "start"),
    b.Brief: ("zone", "nobody"),
    SignedApproval: ("step", "role"),
}
"""The fields that hold an id of the plan or the scenario, or at times something else."""
NAMED = (
    *(model.System, model.Server, people.Role, b.Target, b.Guard, b.Required),
    *(inventory.Link, inventory.Radio, inventory.Power, inventory.Telework),
)
"""What has a name that another municipality's may have, too."""


def prefixed(code: str, id: str) -> str:
    """An id behind its organisation's code; as it is where there is none."""
    return f"{code}/{id}" if code else id


def ids_of(brief: b.Brief, code: str) -> Mapping[str, str]:
    """What every id of a plan, a scenario and its checks becomes."""
    plan, scenario = brief.plan, brief.scenario
    members: tuple[Any, ...] = (
        *(*plan.zones, *plan.roles, *plan.contacts, *plan.vendors, *plan.approvers),
        *(*plan.systems, *plan.servers, *plan.links, *plan.radio, *plan.power, *plan.sites),
        *(*plan.telework, *plan.backups, *plan.businesses, *scenario.steps, *brief.watched),
    )
    return {each.id: prefixed(code, each.id) for each in members}


def with_ids(value: Any, ids: Mapping[str, str]) -> Any:
    """An id, or several, as they are now called; anything else as it is."""
    if isinstance(value, tuple):
        return tuple(with_ids(each, ids) for each in value)
    return ids.get(value, value) if isinstance(value, str) else value


def prefixed_brief(brief: b.Brief, code: str) -> b.Brief:
    """The brief with every id, and every name of a thing, behind the organisation's code."""
    # A choice of systems such as @all must not choose another municipality's, too.
    watched = watched_systems(brief.plan, brief.scenario, None)
    steps = tuple(_without_choice(brief, each) for each in brief.scenario.steps)
    watch = tuple(s.Watched(each) for each in watched)
    absent = brief.scenario.absent
    if absent is not None:
        named, pool = _each(brief, absent.people), _each(brief, absent.pool)
        absent = replace(absent, people=named, pool=pool)
    cast = _named_cast(brief)
    scenario = replace(brief.scenario, watch=watch, steps=steps, absent=absent, roles=cast)
    files = {prefixed(code, name): digest for name, digest in brief.files.items()}
    chosen = replace(brief, scenario=scenario, files=files)
    found: b.Brief = _renamed(chosen, code, ids_of(brief, code))
    return found


def _named_cast(brief: b.Brief) -> conduct.Cast:
    """Who plays which part by name: an id of one's own means nothing among several."""
    cast, plan = brief.scenario.roles, brief.plan
    alone = {part: player_called(plan, who) for part, who in cast.parts if part != conduct.PLAYERS}
    return conduct.Cast(players=tuple(player_called(plan, who) for who in cast.players), **alone)


def _without_choice(brief: b.Brief, step: s.Step) -> s.Step:
    """The step with the contacts themselves where it calls them by a word for many."""
    if isinstance(step.do, s.CallOut | s.MusterCall):
        return replace(step, do=replace(step.do, who=_each(brief, step.do.who)))
    if isinstance(step.do, s.Sending):
        return replace(step, do=replace(step.do, to=_each(brief, step.do.to)))
    return step


def _each(brief: b.Brief, words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each.id for each in callees(brief.plan, words))


def _renamed(value: Any, code: str, ids: Mapping[str, str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_renamed(each, code, ids) for each in value)
    if isinstance(value, HeadCount):
        return replace(value, roles={ids.get(each, each): n for each, n in value.roles.items()})
    if not is_dataclass(value) or isinstance(value, type):
        return value
    holding, changed = IDS.get(type(value), ()), {}
    for each in fields(value):
        held = getattr(value, each.name)
        if each.name in holding:
            changed[each.name] = with_ids(held, ids)
        elif each.name == "name" and isinstance(value, NAMED):
            changed[each.name] = _named(held, code)
        else:
            changed[each.name] = _renamed(held, code, ids)
    return type(value)(**changed)


def _named(name: Text, code: str) -> Text:
    return Text(*(prefixed(code, each) if each else each for each in (name.ja, name.en)))
