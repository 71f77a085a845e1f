"""What of a drill was not real, and what was not done (模擬した部分・実施できなかったこと)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bcp.message import Message, Phrase
from drills.core.audit_events import OrderTaken
from drills.core.overall import steps_not_done
from drills.report.changes import jump_lines, pretence_lines
from drills.report.ledger import Ledger, name_of
from drills.report.naming import words_of
from drills.report.only_people import not_asked_of_people
from drills.report.words import KIND, STATE, said
from scenarios.model import Run
from scenarios.zones import is_unmanned, zone_name

PRETENDED = Phrase(
    "simulated.pretended",
    ja="{kind}「{name}」を「{state}」とみなしました（付与）。",
    en="{kind} {name} was taken to be {state} (injected).",
)
ASSUMED_TIME = Phrase(
    "simulated.assumed_time",
    ja="時刻を{count}回進め、{us:span}を経過したものとみなしました（想定）。",
    en="The event clock jumped {count} time(s), by {us:span} in all (assumed).",
)
BY_WORD = Phrase(
    "simulated.by_word",
    ja="サーバへの操作{count}件は、実行せずに確認だけをしました。",
    en="{count} action(s) on servers were talked through and not run.",
)
UNMANNED = Phrase(
    "simulated.unmanned",
    ja="端末のない区分（{zones:list}）は、人の回答によります。",
    en="Zones without a terminal ({zones:list}) are told by people only.",
)
LEFT_OUT = Phrase(
    "simulated.left_out",
    ja="手順［{step}］は実施していません: {name}",
    en="step [{step}] was not done: {name}",
)

PREPARED = Phrase(
    "simulated.prepared",
    ja="回答など{count}件は、あらかじめ用意したファイルによります。人がかかった時間ではありません。",
    en="{count} answer(s) and the like came from a file made beforehand: they tell nothing of the "
    "time that people take.",
)
COMPRESSED = Phrase(
    "simulated.compressed",
    ja="状況の進みを{compress}倍に速めました。実測した時間は速めていません。",
    en="The course of events ran {compress} times as fast; nothing that was measured did.",
)

SimulatedKind = Literal[
    "pretended",
    "prepared",
    "compressed",
    "assumed_time",
    "by_word",
    "unmanned",
    "only_people",
    "left_out",
]


@dataclass(frozen=True)
class SimulatedLine:
    """One thing that was pretended, assumed, told instead of done, or left out."""

    kind: SimulatedKind
    what: Message
    records: tuple[int, ...]


def simulated_lines(ledger: Ledger) -> tuple[SimulatedLine, ...]:
    """All of it, in the order of its kinds."""
    parts = (
        *(_pretended, _prepared, _compressed, _assumed_time),
        *(_by_word, _unmanned, _only_people, _left_out),
    )
    return tuple(line for part in parts for line in part(ledger))


def _pretended(ledger: Ledger) -> Iterator[SimulatedLine]:
    for each in pretence_lines(ledger):
        name = name_of(ledger.drill, each.id)
        what = PRETENDED(kind=said(KIND, each.kind), name=name, state=said(STATE, each.state))
        yield SimulatedLine("pretended", what, each.records)


def _prepared(ledger: Ledger) -> Iterator[SimulatedLine]:
    """Answers that nobody gave on the day: the terminal of such an order is a file."""
    found = [each for each in ledger.all(OrderTaken) if each.terminal.is_a_file]
    if found:
        yield SimulatedLine("prepared", PREPARED(count=len(found)), ledger.records(found[0]))


def _compressed(ledger: Ledger) -> Iterator[SimulatedLine]:
    compress = ledger.brief.scenario.time.compress
    if compress != 1:
        yield SimulatedLine("compressed", COMPRESSED(compress=f"{compress:g}"), ())


def _assumed_time(ledger: Ledger) -> Iterator[SimulatedLine]:
    jumps = jump_lines(ledger)
    if jumps:
        records = tuple(one for each in jumps for one in each.records)
        us = sum(each.by_us for each in jumps)
        yield SimulatedLine("assumed_time", ASSUMED_TIME(count=len(jumps), us=us), records)


def _by_word(ledger: Ledger) -> Iterator[SimulatedLine]:
    """Actions that were only talked through: at a table, or on a walk through the rooms."""
    if ledger.brief.mode == "operational":
        return
    runs = [each for each in ledger.brief.scenario.steps if isinstance(each.do, Run)]
    ended = [ledger.drill.step(each.id).ended for each in runs]
    if any(each is not None for each in ended):
        count = sum(each is not None for each in ended)
        yield SimulatedLine("by_word", BY_WORD(count=count), ledger.records(*ended))


def _unmanned(ledger: Ledger) -> Iterator[SimulatedLine]:
    brief = ledger.brief
    zones = dict.fromkeys(each.zone for each in brief.scenario.steps if each.zone)
    names = tuple(zone_name(brief.plan, each) for each in zones if is_unmanned(brief.plan, each))
    if names:
        yield SimulatedLine("unmanned", UNMANNED(zones=names), ())


def _only_people(ledger: Ledger) -> Iterator[SimulatedLine]:
    what = not_asked_of_people(ledger.brief)
    if what is not None:
        yield SimulatedLine("only_people", what, ())


def _left_out(ledger: Ledger) -> Iterator[SimulatedLine]:
    for each in steps_not_done(ledger.drill):
        ended = ledger.drill.step(each.id).ended
        what = LEFT_OUT(step=each.id, name=words_of(ledger.drill, each.id))
        yield SimulatedLine("left_out", what, ledger.records(ended))
