"""A made-up journal in which everything that a report can tell happens at least once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bcp.asking import ProbeCall, Settled
from bcp.business_days import Calendar
from bcp.durations import MINUTE, SECOND, BusinessDays, Span
from bcp.message import Message, Text
from bcp.model import (
    Command,
    CommandRef,
    Level,
    Marker,
    Organisation,
    Plan,
    Server,
    System,
)
from bcp.people import Role
from drills.core import events as e
from drills.core.brief import Brief, Check
from drills.core.expiring import EXPIRED
from drills.journal.codec import encode
from drills.journal.record import GENESIS, Record, chain_hash
from scenarios.hazard import Hazard
from scenarios.model import Due, Goal, Notify, Run, Scenario, Step, Timing
from scenarios.reading import Reading
from tests.core import making as m

S = SECOND
HOSTILE = "\x1b[2J\x1b]0;owned\x07 \u202etxt.exe 「表」\r\n\x9b31m\udce3"
SILENT = Message("test.silent")

SYSTEMS = (
    System(
        "register",
        Text("被災者台帳", "Disaster register"),
        levels=(Level("one", Text("窓口1台", "one counter")), Level("all", Text("全窓口", "all"))),
        marker=Marker(CommandRef("reg01", "mark"), CommandRef("reg01", "marks")),
        rpo=BusinessDays(1),
    ),
    System("web", Text("公式ホームページ", "Home page")),
    System("mail"),
    System("groupware", Text("グループウェア", "Groupware")),
)
SERVERS = (
    Server(
        "reg01",
        "192.0.2.7",
        port=2222,
        commands=(
            Command("wipe", "sudo drill-wipe --table register", allowed_until="2026-12-31"),
            Command("unwipe", "sudo drill-unwipe --table register", allowed_until="2026-12-31"),
            Command("mark", "drill-mark", allowed_until="2026-12-31"),
            Command("marks", "drill-marks"),
        ),
    ),
)
ROLES = (
    Role("lead", Text("ICT部門責任者", "Head of ICT")),
    Role("liaison", Text("連絡班", "Liaison")),
)

STEPS = (
    m.inject("quake", at=0, marks="detection"),
    m.ask("muster", by="liaison", after=("quake",), within=30 * S),
    m.ask("declare", by="lead", after=("quake",), marks="declaration"),
    m.step(
        "wipe", Run(CommandRef("reg01", "wipe"), CommandRef("reg01", "unwipe")), after=("declare",)
    ),
    m.wait_for("back", "register", "all", after=("wipe",)),
    m.probe("page", subject="web", if_broken="note"),
    m.ask("early", after=("quake",)),
    m.inject("morning", jump=12 * 3_600 * S),
    m.ask("never", after=("page",)),
    Step(
        "tell-hq",
        Notify(Text("災害対策本部", "Disaster headquarters"), Text("状況報告", "Status report")),
        due=Due(Span(30 * MINUTE), "declaration"),
        by="liaison",
    ),
    Step("law", Notify(Text("個人情報保護委員会", "Privacy commission")), due=Due(BusinessDays(5))),
)
SCENARIO = Scenario(
    "quake-at-night",
    Text("震度6弱・夜間の地震", "Earthquake at night"),
    STEPS,
    hazard=Hazard("earthquake"),
    time=Timing(Span(30 * MINUTE), 2.0),
    targets=(Goal(step="declare", within=Span(5 * S)),),
    forbid=m.forbid("declare", "early"),
)
BRIEF = Brief(
    run_id="20261121-100000-quake-at-night",
    plan=Plan(Organisation("見本町"), roles=ROLES, systems=SYSTEMS, servers=SERVERS),
    scenario=SCENARIO,
    mode="operational",
    checks=(
        Check("register/one", "register", "one", ProbeCall("tcp", "a"), Span(S), Settled(3)),
        Check("register/all", "register", "all", ProbeCall("tcp", "b"), Span(S), Settled(3)),
        Check("web/http", "web", None, ProbeCall("http", "c"), Span(S), Settled(3)),
        Check("mail/tcp", "mail", None, ProbeCall("tcp", "d"), Span(S), Settled(3)),
    ),
    targets=(
        m.target("register", level="one", rto=Span(20 * S), name=Text("被災者台帳（窓口1台）")),
        m.target(
            "register",
            level="all",
            start="declaration",
            rto=Span(30 * S),
            rpo=BusinessDays(1),
            goal=True,
            plan_rto=Span(4 * 3_600 * S),
            plan_rpo=BusinessDays(1),
            name=Text("被災者台帳（全窓口）", "Disaster register (all)"),
        ),
        m.target("web", rto=Span(60 * S), name=Text("公式ホームページ", "Home page")),
        m.target("mail", rto=Span(600 * S)),
        m.target("groupware", rto=Span(3_600 * S), name=Text("グループウェア", "Groupware")),
    ),
    calendar=Calendar(),
    wall_ns=1_795_222_800 * 1_000_000_000,  # Sat 2026-11-21 10:00:00 +09:00
    today="2026-11-21",
    operator="佐藤",
    tool="bcp-drill 0.1.0",
    zone="lgwan",
    files={"plan.yaml": "ab" * 32, "scenarios/quake-at-night.yaml": "cd" * 32},
)


def sample(sent: int, outcome: str = "held", said: tuple[str, ...] = ()) -> e.Sample:
    """An answer that took a tenth of a second."""
    good = Reading({"reply": True, "status": 200, "latency_ms": 12.34, "none": None}, said=said)
    bad = Reading({"reply": False}, because=SILENT, said=said)
    lost = Reading.unknown(Message("test.no_route"))
    reading = {"held": good, "broken": bad, "unknown": lost}[outcome]
    return e.Sample(sent, sent + S // 10, outcome, reading)  # type: ignore[arg-type]


def lost(check: str, good: int | None, bad: int, said: tuple[str, ...] = ()) -> e.CheckLost:
    before = None if good is None else sample(good)
    return e.CheckLost(bad + S // 10, check, before, sample(bad, "broken", said))


def returned(check: str, bad: int, good: int) -> e.CheckReturned:
    return e.CheckReturned(good + 2 * S, check, sample(bad, "broken"), sample(good))


def ended(
    at: int, step: str, ending: str, outcome: str, source: str, **rest: object
) -> e.StepEnded:
    return e.StepEnded(at, step, ending, outcome, source, **rest)  # type: ignore[arg-type]


def _first_minute() -> Iterable[e.Event]:
    done = Reading({"reply": True, "exit": 0, "out": ""})
    yield e.DrillStarted(0, BRIEF)
    yield e.StepDue(0, "quake", 0)
    yield ended(0, "quake", "held", "held", "injected")
    yield e.StepDue(0, "muster", 0)
    yield e.StepDue(0, "declare", 0)
    yield e.StepDue(2 * S, "early", 0)
    yield e.Answered(3 * S, "early", "done", "鈴木")
    yield ended(3 * S, "early", "done", "held", "observed", by="鈴木")
    yield e.Deviated(3 * S, "early", "declare")
    yield e.Answered(4 * S, "declare", "done", "佐藤", "口頭で宣言", "台帳の\n保管場所が分からない")
    yield ended(4 * S, "declare", "done", "held", "observed", by="佐藤")
    yield e.ActionOrdered(5 * S, 1, "marker_write", "reg01", "mark", system="register", stdin="1")
    yield e.ActionEnded(6 * S, 1, "held", done)
    yield e.ActionOrdered(8 * S, 2, "marker_write", "reg01", "mark", system="register", stdin="2")
    yield e.ActionEnded(9 * S, 2, "held", done)
    yield e.StepDue(10 * S, "wipe", 10 * S)
    yield e.Approved(12 * S, "wipe", "lead", "佐藤", True, "了解")
    yield e.ActionOrdered(12 * S, 3, "run", "reg01", "wipe", step="wipe")
    yield e.ActionEnded(13 * S, 3, "held", done)
    yield ended(13 * S, "wipe", "held", "held", "measured")
    yield e.StepDue(13 * S, "back", 13 * S)
    yield lost("register/one", 12 * S, 13 * S)
    yield lost("register/all", 12 * S, 13 * S, (HOSTILE,))
    yield lost("mail/tcp", None, 14 * S)
    yield e.PretenceSet(15 * S, "system", "groupware", "down", "quake", "morning")
    yield e.UnknownBegan(16 * S, "web/http", sample(16 * S, "unknown"))
    yield e.UnknownEnded(20 * S, "web/http", 16 * S)
    tally = e.CheckTally("web/http", 18, 0, 2, 1, 20 * S, None, 0, 18)
    yield e.Watched(21 * S, 0, (tally,))
    flap = sample(24 * S), sample(25 * S), sample(26 * S, "broken")
    yield e.CheckFlapped(27 * S, "register/one", sample(23 * S, "broken"), *flap, 2)
    yield e.Paused(28 * S, "佐藤", "来客対応")
    yield e.Continued(33 * S, "佐藤")
    why = (EXPIRED(within=30 * S),)
    yield ended(35 * S, "muster", "expired", "broken", "measured", why=why)
    yield returned("register/one", 32 * S, 33 * S)
    yield returned("register/all", 33 * S, 34 * S)
    yield ended(36 * S, "back", "held", "held", "measured")


def _the_rest() -> Iterable[e.Event]:
    failed = Reading({"reply": True, "exit": 1, "out": HOSTILE}, said=(HOSTILE,))
    yield e.ClockStepped(37 * S, -3_600 * S)
    yield e.ActionOrdered(38 * S, 4, "marker_read", "reg01", "marks", system="register")
    yield e.ActionEnded(39 * S, 4, "held", Reading({"reply": True, "exit": 0, "out": "1"}))
    yield e.MarkersFound(39 * S, "register", (1,))
    yield e.StepDue(40 * S, "page", 40 * S)
    yield ended(41 * S, "page", "broken", "broken", "measured", why=(SILENT,))
    yield e.DrillResumed(90 * S, 45 * S, 0, "佐藤")
    yield e.ProbeLost(90 * S, "page", 1)
    yield e.CheckSetAside(91 * S, "mail/tcp", "佐藤", "保守中", "鈴木")
    yield e.StepDue(92 * S, "morning", 92 * S)
    yield ended(92 * S, "morning", "held", "held", "injected")
    yield e.PretenceCleared(92 * S, "system", "groupware", "morning", "injected")
    yield e.TimeJumped(92 * S, 12 * 3_600 * S, "morning")
    yield e.InjectGiven(93 * S, "連絡班", Text("報道機関から問い合わせ"), "進行管理者")
    yield e.StepHeld(94 * S, "never", "進行管理者")
    yield e.StepReleased(95 * S, "never", "進行管理者", now=True)
    skipped = (Message("order.by", {"by": "進行管理者", "reason": "時間切れ"}),)
    yield ended(96 * S, "never", "skipped", "skipped", "observed", why=skipped, by="進行管理者")
    yield e.StepDue(97 * S, "tell-hq", 97 * S)
    yield e.Answered(99 * S, "tell-hq", "done", "田中")
    yield ended(99 * S, "tell-hq", "done", "held", "observed", by="田中")
    yield e.Amended(100 * S, 10, "note", "放送で宣言", "佐藤", "聞き間違い")
    yield e.ClosingBegan(101 * S, "completed")
    yield e.ActionOrdered(101 * S, 5, "undo", "reg01", "unwipe", step="wipe", undoes=3)
    yield e.ActionEnded(102 * S, 5, "broken", failed, (Message("test.exit", {"code": 1}),))
    yield e.UndoImpossible(
        102 * S, 3, "reg01", "sudo drill-unwipe --table register", Message("core.undo_failed")
    )
    yield e.DrillEnded(103 * S, "completed")


def rich() -> tuple[e.Event, ...]:
    """The whole journal."""
    return (*_first_minute(), *_the_rest())


def cut_off() -> tuple[e.Event, ...]:
    """The same, of which the end is missing."""
    return tuple(_first_minute())


def simple(*events: e.Event, **brief: object) -> tuple[e.Event, ...]:
    """A journal with these events behind its start."""
    return (e.DrillStarted(0, replace(BRIEF, **brief)), *events)  # type: ignore[arg-type]


def recorded(events: Iterable[e.Event]) -> tuple[Record, ...]:
    """Events as a journal would hold them, with fixed clocks."""
    records: list[Record] = []
    for seq, event in enumerate(events, start=1):
        kind, v, body = encode(event)
        prev = records[-1].hash if records else GENESIS
        stamp = (seq, kind, v, event.at * 1000, event.at * 1000, "boot", body, prev)
        records.append(Record(*stamp, chain_hash(stamp)))
    return tuple(records)
