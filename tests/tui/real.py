"""A drill that stopped the web server, and was then called off because the real thing had come."""

from __future__ import annotations

from dataclasses import replace

from bcp.durations import SECOND
from bcp.message import Text
from bcp.people import Contact, Method, Role, Vendor
from drills.core.orders import Answer, Approve, RealEvent
from scenarios.model import Run, Scenario
from tests.tui.drilling import Staged, brief, world

S = SECOND
ROLES = (
    Role("lead", Text("ICT部門責任者", "Head of ICT"), holder="佐藤", deputies=("鈴木",)),
    Role("survey", Text("被害調査班", "Damage survey"), holder="高橋"),
    Role("liaison", Text("連絡班", "Liaison"), holder="田中"),
)
VENDOR = Vendor("vendor-a", Text("見本システムズ", "Mihon Systems"), covers=("homepage",))
CONTACT = Contact("sato", "佐藤", methods=(Method("tel", "0901234567"),))


def called_off(*, undo: bool = False, has_undo: bool = True) -> Staged:
    """At T+22s, with a server stopped by the drill; `undo` says whether it is taken back."""
    made = brief()
    scenario = made.scenario if has_undo else _without_undo(made.scenario)
    plan = replace(made.plan, roles=ROLES, vendors=(VENDOR,), contacts=(CONTACT,))
    stage = Staged(replace(made, plan=plan, scenario=scenario), world())
    stage.pass_to(5 * S)
    stage.simulation.order(Answer("declare", "done", "x"))
    stage.pass_to(15 * S)
    stage.simulation.order(Approve("stop-web", "lead", "y"))
    stage.pass_to(20 * S)
    stage.simulation.order(RealEvent("佐藤", undo=undo))
    stage.tell()
    return stage


def _without_undo(scenario: Scenario) -> Scenario:
    steps = tuple(
        replace(each, do=replace(each.do, undo=None)) if isinstance(each.do, Run) else each
        for each in scenario.steps
    )
    return replace(scenario, steps=steps)
