"""A simulated drill as a screen has heard it, and its rows."""

from __future__ import annotations

from bcp.message import Language
from drills.core import orders as o
from drills.core.brief import Brief
from scenarios.model import Mode
from tests.core.simulation import Simulation, World
from tests.tui.drilling import brief, world
from tui.feed import Beat, Happened
from tui.heard import Heard, hear
from tui.present.steps import StepRow, step_rows
from tui.present.system_rows import SystemRow, system_row
from tui.present.systems import Standings, standings, weigh


def heard_of(run: Simulation) -> Heard:
    return hear(hear(Heard(), Happened(tuple(run.events)), 0.0), Beat(run.now), 0.0)


def at(brief: Brief, world: World, now: int, *orders: o.Order) -> Heard:
    run = Simulation(world).begin(brief)
    for each in orders:
        run.order(each)
    run.run(until=now)
    return heard_of(run)


def night(now: int, *orders: o.Order, mode: Mode = "operational") -> Heard:
    return at(brief(mode), world(), now, *orders)


def rows(heard: Heard, lang: Language = "ja") -> dict[str, SystemRow]:
    drill, found = heard.drill, standings(heard, Standings())
    now = heard.now(0.0)
    return {
        name: system_row(drill, each, weigh(drill, each), now=now, lang=lang, width=12)
        for name, each in found.rungs.items()
    }


def steps(heard: Heard, lang: Language = "ja") -> dict[str, StepRow]:
    return {each.id: each for each in step_rows(heard.drill, heard.now(0.0), lang)}


DECLARED = o.Answer("declare", "done", "情報係長", "放送した", "放送設備の鍵")
