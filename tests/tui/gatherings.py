"""Staged drills of people who gather, and of staff who check in."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from bcp.durations import HOUR, MINUTE, Span
from bcp.message import Text
from bcp.muster import Assembly, Commute, HeadCount
from bcp.people import Contact, Method, Role
from drills.core import events as e
from drills.core.brief import Brief
from drills.core.checkin_events import Expected, Problem, TaskResult, Through
from drills.core.checkin_orders import CheckIn
from drills.core.muster_events import MusterState
from drills.core.muster_orders import Muster
from drills.core.orders import Order
from scenarios.hazard import Hazard
from scenarios.model import MusterCall, RollCall, Step, Timing
from tests.core import making as m
from tests.core.simulation import Simulation, World
from tests.tui.drilling import Staged
from tui.feed import View

LEAD = Role("lead", Text("指揮", "Lead"), holder="s1", deputies=("s2",))
SURVEY = Role("survey", Text("被害調査", "Survey"), holder="s3", deputies=("s4", "s5"))
NAMES = ("山田 太郎", "佐藤 花子", "鈴木 一郎", "高橋 次郎", "田中 三郎", "伊藤 四郎", "渡辺 五郎")
KM = (2.0, 1.0, 4.0, 6.0, 3.0, 25.0, None)
DEPARTMENTS = ("総務課", "税務課", "福祉保健課", "支所（東）", "議会事務局")


def staff() -> tuple[Contact, ...]:
    """Some live near, one too far to walk, and of one nobody knows where."""
    return tuple(
        Contact(
            f"s{n}",
            name=name,
            methods=(Method("電話", f"000-1000-000{n}"),),
            role={1: "lead", 3: "survey"}.get(n),
            commute=None if km is None else Commute(km=km),
        )
        for n, (name, km) in enumerate(zip(NAMES, KM, strict=True), start=1)
    )


def brief(*steps: Step) -> Brief:
    """A walkthrough of these steps, at night after an earthquake."""
    made = m.brief(*steps, mode="walkthrough")
    needs = (
        HeadCount(Span(HOUR), {"lead": 1}),
        HeadCount(Span(3 * HOUR), {"lead": 1, "survey": 2}),
    )
    plan = replace(
        *(made.plan,),
        contacts=staff(),
        roles=(LEAD, SURVEY),
        muster=Assembly(needs),
        systems=(),
    )
    scenario = replace(
        *(made.scenario,), time=Timing(Span(6 * HOUR)), hazard=Hazard("earthquake", hour="night")
    )
    return replace(made, plan=plan, scenario=scenario)


def gather() -> Step:
    do = MusterCall(("@staff",), Text("参集してください。", "Please come."), percent=60.0)
    return m.step("gather", do, at=0, by="lead", within=5 * HOUR)


def roll_call() -> Step:
    tasks = (Text("文書管理"), Text("メール"), Text("起案"))
    do = RollCall(("@staff",), percent=90.0, tasks=tasks)
    return m.step("here", do, at=0, by="lead", within=30 * MINUTE)


def said(person: str, state: MusterState, eta: int | None = None, note: str = "") -> Muster:
    return Muster("gather", person, state, "花子", eta, note)


def digest(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()[:16]


def came(number: int, through: Through = "tunnel", problem: Problem = "") -> CheckIn:
    done: TaskResult = "failed" if problem else "done"
    return CheckIn("here", digest(number), through, tasks=(done,) * 3, problem=problem)


def staged(*orders: tuple[int, Order], view: View = "controller") -> Staged:
    """People gather; each order comes at its minute."""
    return _told(Staged(brief(gather()), World(), view), orders)


def roll_called(*orders: tuple[int, Order], people: int = 60, view: View = "controller") -> Staged:
    """Staff check in; each order comes at its minute."""
    stage = Staged(brief(roll_call()), World(), view)
    count = len(DEPARTMENTS)
    expected = tuple(Expected(digest(n), DEPARTMENTS[n % count]) for n in range(people))
    stage.simulation._feed((e.PeopleExpected(0, "here", expected, "f00d"),))
    return _told(stage, orders)


def _told(stage: Staged, orders: tuple[tuple[int, Order], ...]) -> Staged:
    simulation: Simulation = stage.simulation
    for minute, order in orders:
        simulation.run(until=minute * MINUTE)
        simulation.order(order)
    stage.tell()
    return stage


NIGHT: tuple[tuple[int, Order], ...] = (
    (3, said("s1", "safe")),
    (4, said("s2", "safe")),
    (5, said("s2", "coming", 40 * MINUTE, "自転車")),
    (9, said("s3", "injured", note="足をけが")),
    (12, said("s4", "coming", 2 * HOUR)),
    (20, said("s6", "cannot_come", note="道路不通")),
    (55, said("s2", "arrived")),
    (90, said("s1", "arrived")),
    (130, said("s5", "arrived")),
)
MORNING: tuple[tuple[int, Order], ...] = tuple(
    (n // 5, came(n, "direct" if n % 9 == 4 else "tunnel", "slow" if n % 7 == 3 else ""))
    for n in range(48)
)
