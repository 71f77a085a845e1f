"""Whether staff could work from home now: the lowest of the eight gates of a way of telework."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from typing import cast

from bcp.asking import Expectation, FactKind, ProbeCall
from bcp.durations import MINUTE
from bcp.inventory import Telework
from bcp.message import Message, Phrase, Text
from bcp.telework_gates import GateName
from drills.probes._contract import Polite, Reach
from drills.probes._gates import Answer, GateFound, gate_found
from scenarios.reading import Fact, Reading

MEANING = Text(
    ja="いまテレワークができる状態か（8つのゲートのうち一番低いもの）",
    en="Could staff work from home now? The lowest of eight gates.",
)
PROVES = Text(
    ja="計画に書いたすべてのゲートを通ること。人が確かめたゲートは、その日にそうだったことしか示しません。"
    "全職員が同時につないだときの状態は、実際につなぐ訓練でしか分かりません。",
    en="that every gate of the plan is passed. A gate that people stated shows only how it was on "
    "that day, and how it is when everybody connects at once shows only a drill in which they do.",
)
GATE_NAMES: dict[GateName, Text] = {
    "reach": Text(ja="到達", en="reach"),
    "auth": Text(ja="認証", en="auth"),
    "capacity": Text(ja="容量", en="capacity"),
    "line": Text(ja="回線", en="line"),
    "work": Text(ja="業務", en="work"),
    "cert": Text(ja="証明書", en="cert"),
    "people": Text(ja="職員", en="people"),
    "safety": Text(ja="安全", en="safety"),
}
FACTS: dict[str, FactKind] = {
    "reply": FactKind("bool", Text(ja="判断できた", en="it could be told")),
    "readiness_percent": FactKind(
        "float",
        Text(
            ja="一番低いゲートで、目標に対してどれだけあるか。100なら全ゲート通過",
            en="how much of what it wants the lowest gate has; 100 where all gates are passed",
        ),
        "percent",
        news=1,
    ),
    "gate": FactKind(
        "str",
        Text(ja="一番低いゲートの名前。全部通れば空", en="the lowest gate; empty where all passed"),
        news=0,
    ),
    "failed": FactKind("int", Text(ja="通らないゲートの数", en="how many gates fail")),
    "not_known": FactKind("int", Text(ja="分からないゲートの数", en="how many are not known")),
    **{
        name: FactKind(
            "str",
            Text(
                ja=f"ゲート「{said.ja}」: passed（通過）、failed（不足）、unknown（不明）",
                en=f"the gate {said.en}: passed, failed or unknown",
            ),
        )
        for name, said in GATE_NAMES.items()
    },
    "basis": FactKind(
        "str",
        Text(
            ja="measured（すべて実測）、observed（人が確かめたゲートを含む）",
            en="measured (all of it), observed (with gates that people stated)",
        ),
    ),
}
HEALTHY = (
    Expectation("reply", "equals", True),
    Expectation("readiness_percent", "at_least", 100),
)
ASSET = "telework"
FIELDS = {
    "telework": Text(
        ja="計画のテレワーク（telework）のid。gatesに各ゲートの確かめ方を書きます",
        en="the id of a way of telework of the plan, whose gates say how each is known",
    ),
}
# Among the gates are log-ins and downloads, which have minutes between them.
POLITE = Polite(apart_us=2 * MINUTE, at_once=1)

NOT_READY = Phrase(
    "probes.telework.not_ready",
    ja="「{way}」はテレワークに使える状態ではありません。{gates}",
    en="{way!r} is not ready: {gates}",
)
NOT_KNOWN = Phrase(
    "probes.telework.not_known",
    ja="「{way}」が使えるかは分かりません。{gates}",
    en="whether {way!r} is ready is not known: {gates}",
)
GATE = Phrase("probes.telework.gate", ja="【{gate}】{why}", en="[{gate}] {why}")
AND = Phrase("probes.telework.and", ja="{one}{other}", en="{one} {other}")


@dataclass(frozen=True)
class Params:
    """`telework` is the id of a way of telework of the plan."""

    telework: str


def target(params: Params, reach: Reach) -> str:
    """The way itself, whichever machines its gates ask."""
    return params.telework


async def ask(params: Params, reach: Reach) -> Reading:
    """Ask every gate's questions at once, and weigh what came of them."""
    import asyncio  # noqa: PLC0415 - see `drills.probes._contract`

    way = cast(Telework, reach.asset("telework", params.telework))
    gates = tuple(way.gates.each())
    bare = _asked_once(call for _, gate in gates for call in gate.ask)
    readings = await asyncio.gather(*(reach.ask(call) for call in bare))
    today, found = date.today(), []
    for name, gate in gates:
        answers = [_answer(call, bare, readings) for call in gate.ask]
        found.append(gate_found(way, name, gate, answers, today))
    return reading_of(way.id, found)


def _asked_once(calls: Iterable[ProbeCall]) -> Sequence[ProbeCall]:
    """The questions and their control targets; what several gates ask need not be asked again."""
    out: list[ProbeCall] = []
    for call in calls:
        out += [each for each in (_bare(call), _beside(call)) if each and each not in out]
    return out


def _bare(call: ProbeCall) -> ProbeCall:
    """What is asked, without what is wanted of it."""
    return replace(call, expect=(), id="", every=None, control=None)


def _beside(call: ProbeCall) -> ProbeCall | None:
    return call.control.call(call.timeout) if call.control and call.wants_silence else None


def _answer(call: ProbeCall, bare: Sequence[ProbeCall], readings: Sequence[Reading]) -> Answer:
    beside = _beside(call)
    control = None if beside is None else readings[bare.index(beside)]
    return Answer(call, readings[bare.index(_bare(call))], control)


def reading_of(way: str, found: Sequence[GateFound]) -> Reading:
    """As ready as its lowest gate; with none that fails, unknown where one is not known."""
    failed = [each for each in found if each.state == "failed"]
    unknown = [each for each in found if each.state == "unknown"]
    told = _joined([_told(each) for each in (*failed, *unknown)])
    if unknown and not failed:
        return Reading.unknown(NOT_KNOWN(way=way, gates=told))
    lowest = min(failed, key=lambda each: each.share or 0.0, default=None)
    facts: dict[str, Fact] = {
        "reply": True,
        # What is missing by less than can be shown is missing all the same.
        "readiness_percent": 100.0 if lowest is None else min(round(lowest.share or 0.0, 1), 99.9),
        "gate": lowest.name if lowest else "",
        "failed": len(failed),
        "not_known": len(unknown),
        **{each.name: each.state for each in found},
        "basis": "observed" if any(each.by_people for each in found) else "measured",
    }
    note = next((each.note for each in found if each.note), None)
    return Reading(facts, because=NOT_READY(way=way, gates=told) if failed else None, note=note)


def _told(found: GateFound) -> Message:
    return GATE(gate=GATE_NAMES[found.name], why=_joined(found.why))


def _joined(sentences: Sequence[Message]) -> Message | str:
    return reduce(lambda one, other: AND(one=one, other=other), sentences) if sentences else ""
