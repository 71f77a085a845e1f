"""A drill of the simulation behind a screen: it stands still until it is told to go on.

What the screen hears are the core's own events, and its orders are taken as the engine takes them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

from bcp.durations import MINUTE, SECOND, Span
from bcp.message import Message, Text
from bcp.model import Command, CommandRef, Level, Organisation, Plan, Rto, Server, System
from bcp.people import Role
from drills.core.brief import Brief
from drills.core.orders import Order, take
from drills.core.players import page_of
from scenarios.hazard import Hazard
from scenarios.model import (
    Approval,
    Ask,
    Due,
    Inject,
    Mode,
    Notify,
    Pretend,
    Run,
    Safety,
    Scenario,
    Step,
    Timing,
    Wait,
    Watched,
)
from tests.core import making as m
from tests.core.simulation import Simulation, World
from tui.feed import Beat, Gone, Happened, News, Page, Session, View

S = SECOND
ROLES = (
    Role("lead", Text("ICT部門責任者", "Head of ICT")),
    Role("survey", Text("被害調査班", "Damage survey")),
    Role("liaison", Text("連絡班", "Liaison")),
)
SYSTEMS = (
    System(
        "homepage",
        Text("公式ホームページ", "Public home page"),
        rto=Rto(Span(30 * S)),
        probe=(m.call("web"),),
    ),
    System(
        "register",
        Text("被災者台帳", "Register of affected people"),
        levels=(
            Level("one", Text("窓口1台", "One counter"), Rto(Span(20 * S)), (m.call("one"),)),
            Level("all", Text("全窓口", "All counters"), Rto(Span(60 * S)), (m.call("all"),)),
        ),
    ),
    System(
        "groupware",
        Text("グループウェア", "Groupware"),
        rto=Rto(Span(2 * MINUTE)),
        probe=(m.call("gw"),),
    ),
    System("mail", Text("庁内メール", "Mail"), probe=()),
)
WEB = Server(
    "web01",
    "192.0.2.1",
    commands=(
        Command("stop-web", "systemctl stop nginx", allowed_until="2026-12-31"),
        Command("start-web", "systemctl start nginx", allowed_until="2026-12-31"),
    ),
)
STEPS = (
    m.step(
        "quake",
        Inject(
            Text(
                "22時10分ごろ、見本町で震度6弱の地震がありました。庁舎周辺は停電しています。",
                "At about 22:10 an earthquake struck Mihon-cho. The area is without power.",
            ),
            to="lead",
            sender="気象庁",
            via="テレビ",
        ),
        at=0,
        marks="detection",
    ),
    m.step(
        "muster",
        Ask(
            Text(
                "情報担当職員の安否と、参集できる人数を確認しましたか。",
                "Have you confirmed that the ICT staff are safe, and how many can come in?",
            )
        ),
        after=("quake",),
        by="liaison",
        within=90 * S,
    ),
    m.step(
        "declare",
        Ask(Text("ICT-BCPの発動を宣言しましたか。", "Have you declared the ICT-BCP in force?")),
        after=("quake",),
        by="lead",
        within=30 * S,
        marks="declaration",
    ),
    m.step(
        "cooling",
        Inject(
            Text(
                "3階サーバ室の空調が止まりました。グループウェアのサーバは熱で自動停止しました。",
                "The cooling is off. The groupware server shut itself down from the heat.",
            ),
            to="survey",
            sender="庁舎管理",
            via="口頭",
        ),
        at=8 * S,
        set=(Pretend("system", "groupware", "down", "cooling-back"),),
    ),
    m.step(
        "stop-web",
        Run(CommandRef("web01", "stop-web"), CommandRef("web01", "start-web")),
        at=14 * S,
        after=("declare",),
        say=Text("余震で公開サーバが停止したものとします。", "Assume that the web server stopped."),
    ),
    m.step("web-back", Wait(system="homepage"), after=("stop-web",), within=2 * MINUTE),
    m.step(
        "hq-presses",
        Inject(Text("復旧見込みを報告してください。", "Report at once.")),
        at=3 * MINUTE,
    ),
    m.step(
        "cooling-back", Inject(Text("空調が動きました。", "The cooling runs again.")), at=4 * MINUTE
    ),
    Step(
        "tell-hq",
        Notify(Text("災害対策本部", "Disaster headquarters"), Text("状況報告", "Status report")),
        after=(m.ask("x", after=("web-back",)).after),
        by="liaison",
        due=Due(Span(5 * MINUTE), "declaration"),
    ),
)
SCENARIO = Scenario(
    "quake-at-night",
    Text("震度6弱・夜間の地震", "Earthquake at night"),
    STEPS,
    hazard=Hazard("earthquake"),
    time=Timing(Span(30 * MINUTE)),
    safety=Safety(approvals=(Approval("stop-web", ("lead",)),)),
    watch=(Watched("@all"),),
)


def brief(mode: Mode = "operational") -> Brief:
    """A night in a small town: one system really stops, one is pretended to."""
    made = m.brief(*STEPS, systems=SYSTEMS, server=WEB, mode=mode)
    plan = Plan(Organisation("見本町"), roles=ROLES, systems=SYSTEMS, servers=(WEB,))
    # Sat 2026-11-21 22:10:00 +09:00
    return replace(made, plan=plan, scenario=SCENARIO, wall_ns=1_795_266_600 * 10**9)


def world() -> World:
    """The home page stops when it is told to, and a register's full rung is down for a while."""
    return World(
        down={"all": [(20 * S, 45 * S)]},
        acts={
            "stop-web": lambda there, at, _: there.down.setdefault("web", []).append((at, 10**15)),
            "start-web": lambda there, at, _: there.down.update(web=[]),
        },
    )


class Staged:
    """A feed and its orders over one simulated drill; `clock` is the screen's monotonic clock."""

    def __init__(self, brief: Brief, world: World, view: View = "controller") -> None:
        self.simulation = Simulation(world).begin(brief)
        self.sent: list[Order] = []
        self.held_back = False
        self._view: View = view
        self._told = 0
        self._news: asyncio.Queue[News] = asyncio.Queue()
        self._quiet_s = 0.0
        self._waiting = False
        self._broken = False
        self.pass_to(0)

    @property
    def session(self) -> Session:
        return Session("20261121-221000-quake-at-night", self._view, self, self)

    def clock(self) -> float:
        return self.simulation.now / S + self._quiet_s

    def wall(self) -> int:
        return self.simulation.drill.started().wall_ns // 1000 + int(self.clock() * S)

    def pass_to(self, at: int) -> None:
        """Let time pass, and tell what happened."""
        if not self.simulation.closed:
            self.simulation.run(until=at)
        self.tell()

    def say_nothing_for(self, seconds: float) -> None:
        """Time passes for the screen, and nothing is told."""
        self._quiet_s += seconds

    def tell(self) -> None:
        """Tell what has happened since, unless it is held back."""
        if self.held_back:
            return
        drill, now = self.simulation.drill, self.simulation.now
        if self._view == "players":
            self._news.put_nowait(Page(page_of(drill, now)))
            return
        fresh = tuple(self.simulation.events[self._told :])
        self._told = len(self.simulation.events)
        if fresh:
            self._news.put_nowait(Happened(fresh))
        self._news.put_nowait(Beat(now))

    def lose(self, why: Message | None = None) -> None:
        """The engine is gone."""
        self._news.put_nowait(Gone(why))

    @property
    def heard(self) -> bool:
        """Whether the screen has taken in all that was told."""
        return self._news.empty() and self._waiting

    def break_down(self) -> None:
        """A mistake of the feed's own."""
        self._broken = True
        self.tell()

    async def news(self) -> AsyncIterator[News]:
        while True:
            self._waiting = True
            news = await self._news.get()
            self._waiting = False
            if self._broken:
                raise ValueError(news)
            yield news
            if isinstance(news, Gone):
                self._waiting = True
                return

    async def send(self, order: Order) -> Message | None:
        self.sent.append(order)
        drill, now = self.simulation.drill, self.simulation.now
        taken = take(drill, order, now)
        if isinstance(taken, Message):
            return taken
        self.simulation.order(order)
        self.tell()
        return None
