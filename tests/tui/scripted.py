"""Shelves, feeds and orders as plain values: what a screen is told is written down beforehand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bcp.message import Message, Phrase, Text
from bcp.refused import Place, Refusal, Refused
from drills.cli.hot_wash import WRITTEN
from drills.cli.levering import IS_OFF
from drills.core.orders import Order
from drills.core.overall import Overall
from drills.core.paper_orders import Enter
from drills.errors import Spoken
from drills.journal.lever import Pulled
from drills.report.assembled import report_of
from drills.report.model import Report
from scenarios.model import Mode
from tests.report import made_up
from tui.ahead import Ahead, Answer, Programme
from tui.feed import News, Prepared, RunCard, ScenarioCard, Session, View

WRONG = Phrase("scripted.wrong", ja="「{word}」は書けません。", en="{word!r} is not allowed here.")
BETTER = Phrase("scripted.better", ja="1h と書いてください。", en="Write 1h.")
NO_PLAN = Phrase("scripted.no_plan", ja="計画がありません。", en="There is no plan.")
FORBIDDEN = Phrase("scripted.forbidden", ja="期限が過ぎています。", en="Its last day is over.")

MISTAKE = Refusal(Place("scenarios/flood.yaml", 14, 7), WRONG(word="1 h"), BETTER())
CARDS = (
    ScenarioCard(
        "quake-at-night",
        Text("震度6弱・夜間の地震", "Earthquake at night"),
        "earthquake",
        ("tabletop", "walkthrough", "operational"),
        11,
        30 * 60 * 1_000_000,
    ),
    ScenarioCard(
        "page-defaced",
        Text("ホームページの改ざん", "A defaced page"),
        "cyber_attack",
        ("operational",),
        5,
        5 * 60 * 1_000_000,
    ),
    ScenarioCard("flood", Text("flood.yaml", "flood.yaml"), mistakes=(MISTAKE,)),
)
RUN_IDS = ("20261121-140000-c", "20261121-100000-b", "20261120-100000-a", "20261101-090000-x")
RUNS = (
    RunCard(RUN_IDS[0], Text("地震", "Quake"), "2026-11-21 14:00", "operational", "running"),
    RunCard(
        RUN_IDS[1],
        Text("震度6弱・夜間の地震", "Earthquake at night"),
        "2026-11-21 10:00",
        "operational",
        "ended",
        Overall.TARGET_MISSED,
        "completed",
    ),
    RunCard(RUN_IDS[2], Text("改ざん", "Defaced"), "2026-11-20 10:00", "tabletop", "left"),
    RunCard(RUN_IDS[3], Text(RUN_IDS[3]), "", None, "broken"),
)


@dataclass
class Told:
    """A feed that tells its news and then nothing more, or goes on when `more` is fed."""

    first: Sequence[News] = ()
    more: asyncio.Queue[News] = field(default_factory=asyncio.Queue)

    async def news(self) -> AsyncIterator[News]:
        for each in self.first:
            yield each
        while True:
            yield await self.more.get()


@dataclass
class Taken:
    """Orders that are kept. `refusal` is what each is answered with."""

    sent: list[Order] = field(default_factory=list)
    refusal: Message | None = None

    async def send(self, order: Order) -> Message | None:
        self.sent.append(order)
        return self.refusal


def report() -> Report:
    """The report of the drill in which everything happens."""
    return report_of(made_up.recorded(made_up.rich()))


def session(view: View = "controller", *news: News) -> Session:
    return Session(RUN_IDS[0], view, Told(news), Taken())


@dataclass
class Shelved:
    """A shelf of values. `trouble` is raised by whatever it is asked; `asked` tells what was."""

    cards: tuple[ScenarioCard, ...] = CARDS
    past: tuple[RunCard, ...] = RUNS
    forbidden: tuple[Message, ...] = ()
    pulled: Message | None = None
    pressing: Message | None = None
    before: Ahead | None = None
    dates: Programme = Programme()
    answer: Answer | None = None
    trouble: Spoken | Refused | None = None
    asked: list[str] = field(default_factory=list)

    def scenarios(self) -> tuple[ScenarioCard, ...]:
        if self.trouble is not None:
            raise self.trouble
        return self.cards

    def runs(self) -> tuple[RunCard, ...]:
        return self.past

    def lever(self) -> Message | None:
        return self.pulled

    def put_lever_on(self, by: str, reason: str) -> tuple[Message, ...]:
        self.asked.append(f"lever on {by} {reason}")
        self.pulled = Pulled(by, reason, "2026-11-21 10:00").said()
        return (self.pulled,)

    def take_lever_off(self) -> Message:
        self.asked.append("lever off")
        self.pulled = None
        return IS_OFF()

    def report(self, run_id: str) -> Report:
        self.asked.append(f"report {run_id}")
        return report()

    def enter(self, run_id: str, order: Enter) -> bool:
        if self.trouble is not None:
            raise self.trouble
        self.asked.append(f"enter {run_id} {order.lines[0].text}")
        return True

    def note_item(self, run_id: str, typed: Mapping[str, str]) -> Message:
        if self.trouble is not None:
            raise self.trouble
        self.asked.append(f"note {run_id} {dict(typed)}")
        return WRITTEN(id="R8-1", file="manage/action_items.yaml")

    def ahead(self) -> Ahead | None:
        return self.before

    def programme(self) -> Programme:
        if self.trouble is not None:
            raise self.trouble
        return self.dates

    def readiness(self) -> Answer:
        assert self.answer is not None
        return self.answer

    def pressing_items(self) -> Message | None:
        return self.pressing

    def prepare(self, scenario: str, mode: Mode, zone: str | None = None) -> Prepared:
        self.asked.append(f"prepare {scenario} {mode}" + (f" {zone}" if zone else ""))
        return Prepared(replace(made_up.BRIEF, mode=mode), self.forbidden)

    def begin(self, prepared: Prepared) -> Session:
        self.asked.append(f"begin {prepared.brief.mode}")
        return session()

    def open(self, run_id: str, view: View) -> Session:
        self.asked.append(f"open {run_id} {view}")
        return session(view)

    def resume(self, run_id: str) -> Session:
        self.asked.append(f"resume {run_id}")
        return session()
