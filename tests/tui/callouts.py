"""A staged drill that reaches people: staff by the call tree, and vendors all at once."""

from __future__ import annotations

from dataclasses import replace

from bcp.durations import MINUTE, SECOND, Span
from bcp.message import Text
from bcp.people import Contact, Method, Role, Vendor
from drills.core.brief import Brief
from drills.core.call_events import CallResult
from drills.core.call_orders import Call
from scenarios.model import CallOut, Timing
from tests.core import making as m
from tests.core.simulation import World
from tests.tui.drilling import Staged
from tui.feed import View

NAMES = ("情報政策課長 山田", "税務課長 佐々木", "福祉課 鈴木", "総務課 高橋", "支所 田中", "伊藤")


def contacts(count: int = 24) -> tuple[Contact, ...]:
    """Staff of whom each calls three others, and two vendors."""
    ids = [f"s{n:02}" for n in range(1, count + 1)]
    staff = tuple(
        Contact(
            each,
            name=f"{NAMES[n % len(NAMES)]}{n:02}",
            methods=(
                Method("電話", f"000-1000-{n:04}"),
                Method("mail", f"{each}@town.example"),
            ),
            calls=tuple(ids[3 * n + 1 : 3 * n + 4]),
            deputies=("s02",) if each == "s01" else (),
        )
        for n, each in enumerate(ids)
    )
    desks = tuple(
        Contact(each, name=name, methods=(Method("窓口", f"000-2000-000{n}"),))
        for n, (each, name) in enumerate((("desk-a", "保守会社A"), ("desk-b", "回線会社B")))
    )
    return (*staff, *desks)


def brief(count: int = 24) -> Brief:
    """Two steps that reach people, and one after them."""
    steps = (
        m.step(
            "staff",
            CallOut(("@staff",), Text("訓練です。折り返してください。"), "tree", percent=90),
            at=0,
            by="liaison",
            within=30 * MINUTE,
        ),
        m.step("vendors", CallOut(("@vendors",)), at=0, by="liaison", within=20 * MINUTE),
        m.ask("done", after=("staff",)),
    )
    made = m.brief(*steps, mode="tabletop")
    plan = replace(
        made.plan,
        contacts=contacts(count),
        vendors=(Vendor("va", contact="desk-a"), Vendor("vb", contact="desk-b")),
        roles=(Role("liaison", Text("連絡班", "Liaison")),),
        systems=(),
    )
    timing = Timing(Span(60 * MINUTE))
    return replace(made, plan=plan, scenario=replace(made.scenario, time=timing))


def called(person: str, result: CallResult = "reached", step: str = "staff", **rest: str) -> Call:
    return Call(step, person, result, "花子", **rest)


def staged(*orders: Call, view: View = "controller", count: int = 24, every: int = 40) -> Staged:
    """The drill after these calls, one in so many seconds."""
    stage = Staged(brief(count), World(), view)
    for each in orders:
        stage.pass_to(stage.simulation.now + every * SECOND)
        stage.simulation.order(each)
    stage.tell()
    return stage


def halfway() -> tuple[Call, ...]:
    """Some are reached, one by his deputy, one number is wrong, and one was tried in vain."""
    return (
        called("s01", "no_answer"),
        called("s01", "no_answer"),
        called("s01"),
        *(called(f"s{n:02}") for n in (2, 3, 5, 6)),
        called("s04", "no_answer"),
        called("s04", "could_not_try"),
        called("s07", "wrong_number", correct="000-1000-9999"),
        called("desk-a", step="vendors", arrives="9:00"),
        *(called(f"s{n:02}") for n in (8, 9, 11)),
    )
