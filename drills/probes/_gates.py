"""Whether the gates of telework are passed, from what was read and stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Literal

from bcp.asking import Expectation, ProbeCall
from bcp.expecting import effective
from bcp.inventory import Telework
from bcp.message import Message, Phrase
from bcp.telework_gates import Gate, GateName, Stated
from scenarios.expect import holds, judge
from scenarios.reading import Reading

State = Literal["passed", "failed", "unknown"]

NOTHING = Phrase(
    "probes.telework.nothing",
    ja="確かめ方が計画にありません。",
    en="the plan says nothing of how it is known.",
)
NOT_TOLD = Phrase(
    "probes.telework.not_told",
    ja="どの問いの答えにも{fact}がなく、判断できません。",
    en="no question tells {fact}, which decides it.",
)
NO_EXPECTED = Phrase(
    "probes.telework.no_expected",
    ja="使う見込みの人数（expected）が計画にありません。",
    en="the plan does not say how many people are expected (expected).",
)
TOO_FEW_TASKS = Phrase(
    "probes.telework.too_few_tasks",
    ja="試す作業が{count}つで、決めた{wanted}つに足りません。",
    en="{count} pieces of work are tried, fewer than the {wanted} agreed.",
)
NO_CONTROL = Phrase(
    "probes.telework.no_control",
    ja="応答がないことを確かめる対照（control）が応答せず、または書かれていません。",
    en="silence is wanted, but no control target answered beside it.",
)
STATED_NOT = Phrase(
    "probes.telework.stated_not",
    ja="「{that}」を満たしていません（{by}、{on}）。",
    en='"{that}" is not so ({by}, {on}).',
)
STATED_SHARE = Phrase(
    "probes.telework.stated_share",
    ja="「{that}」が{percent}%で、目標の{wanted}%に届きません（{by}、{on}）。",
    en='"{that}" is {percent}%, less than the {wanted}% wanted ({by}, {on}).',
)
STILL_OPEN = Phrase(
    "probes.telework.still_open",
    ja="「{that}」がまだ確かめられていません。",
    en='"{that}" is still open.',
)
STATED_LONG_AGO = Phrase(
    "probes.telework.stated_long_ago",
    ja="「{that}」を確かめたのが{days}日前（{on}）で、古すぎます。",
    en='"{that}" was stated {days} days ago ({on}), which is too long.',
)
STATED_AHEAD = Phrase(
    "probes.telework.stated_ahead",
    ja="「{that}」を確かめた日（{on}）が、これから先の日です。",
    en='"{that}" was stated on a day to come ({on}).',
)
EXPIRES_SOON = Phrase(
    "probes.telework.expires_soon",
    ja="証明書の残りが{days}日です。更新を手配してください。",
    en="a certificate lasts {days} days more; arrange for its renewal.",
)

# Which fact of an answer decides over a gate; without it that gate is not known.
_DECIDED_BY: Mapping[GateName, str] = {
    "capacity": "percent",
    "line": "mbps",
    "cert": "certificate_days",
}


@dataclass(frozen=True)
class Answer:
    """A question of a gate, what came of it, and what its control target said if it has one."""

    call: ProbeCall
    reading: Reading
    control: Reading | None = None


@dataclass(frozen=True)
class Weighed:
    """One question or statement: `share` is how much there is of what is wanted, in percent."""

    state: State
    share: float | None
    why: tuple[Message, ...] = ()


@dataclass(frozen=True)
class GateFound:
    """What is known of a gate. `share` None: nothing. `by_people`: at least a part is stated."""

    name: GateName
    state: State
    share: float | None
    why: tuple[Message, ...] = ()
    by_people: bool = False
    note: Message | None = None


def gate_found(
    way: Telework, name: GateName, gate: Gate, answers: Sequence[Answer], today: date
) -> GateFound:
    """Whether the gate is passed on the day `today`, by what was answered and what is stated."""
    parts = [
        *(_answered(way, name, each) for each in answers),
        *(_stated(way, name, each, today) for each in gate.stated),
    ]
    lacking = _lacking(way, name, answers, parts)
    if lacking is not None:
        parts.append(Weighed("unknown", None, (lacking,)))
    people = bool(gate.stated)
    note = _expires_soon(way, answers) if name == "cert" else None
    for state in ("failed", "unknown"):
        found = [each for each in parts if each.state == state]
        if found:
            why = tuple(each.why[0] for each in found if each.why)
            return GateFound(name, state, _share(name, state, parts), why, people, note)
    return GateFound(name, "passed", 100.0, (), people, note)


def _share(name: GateName, state: State, parts: Sequence[Weighed]) -> float | None:
    """How much there is; of tasks and ways in, how many of them."""
    if state == "unknown":
        return None
    if name in ("reach", "work"):
        return 100.0 * sum(each.state == "passed" for each in parts) / len(parts)
    return min(each.share for each in parts if each.share is not None)


def _lacking(
    way: Telework, name: GateName, answers: Sequence[Answer], parts: Sequence[Weighed]
) -> Message | None:
    """What is missing to say anything, where nothing that was found says it already."""
    if not parts:
        return NOTHING()
    if any(each.state != "passed" for each in parts):
        return None
    decides = _DECIDED_BY.get(name)
    if decides and answers and all(each.reading.facts.get(decides) is None for each in answers):
        return NOT_TOLD(fact=decides)
    if name == "capacity" and answers and way.expected is None:
        return NO_EXPECTED()
    if name == "work" and len(parts) < way.gate_targets.tasks:
        return TOO_FEW_TASKS(count=len(parts), wanted=way.gate_targets.tasks)
    return None


def _answered(way: Telework, name: GateName, answer: Answer) -> Weighed:
    call, reading = answer.call, answer.reading
    if call.wants_silence and not (answer.control and answer.control.facts.get("reply")):
        return Weighed("unknown", None, (NO_CONTROL(),))
    wanted = call.expect
    if not call.wants_silence:
        wanted = effective(tuple(_default(way, name, reading)), call.expect)
    judgement = judge(reading, wanted)
    if judgement.outcome == "unknown":
        return Weighed("unknown", None, judgement.why)
    if judgement.outcome == "held":
        return Weighed("passed", 100.0)
    missed = (each for each in wanted if not holds(reading, each))
    share = min((_share_of(reading, each) for each in missed), default=0.0)
    return Weighed("failed", share, judgement.why)


def _default(way: Telework, name: GateName, reading: Reading) -> Iterable[Expectation]:
    """What a gate wants of the facts that an answer tells, unless the question says otherwise."""
    targets = way.gate_targets
    wanted: list[Expectation] = []
    if name == "auth":
        wanted.append(Expectation("log_in_ms", "at_most", targets.login_s * 1000))
    if name == "capacity":
        wanted.append(Expectation("percent", "at_most", targets.in_use_percent))
        if way.expected is not None:
            least = ceil(round(way.expected * targets.licences_per_person, 6))
            wanted.append(Expectation("limit", "at_least", least))
    if name == "line":
        wanted.append(Expectation("mbps", "at_least", targets.mbps))
    if name == "cert":
        wanted.append(Expectation("certificate_days", "at_least", targets.certificate_days))
    return (each for each in wanted if reading.facts.get(each.fact) is not None)


def _share_of(reading: Reading, wanted: Expectation) -> float:
    measured = reading.facts.get(wanted.fact)
    if isinstance(measured, bool) or not isinstance(measured, int | float):
        return 0.0
    if wanted.operator == "at_least" and wanted.wanted > 0:
        return max(0.0, 100.0 * measured / float(wanted.wanted))
    if wanted.operator == "at_most" and measured > 0:
        return max(0.0, 100.0 * float(wanted.wanted) / measured)
    return 0.0


def _stated(way: Telework, name: GateName, stated: Stated, today: date) -> Weighed:
    doubt = _doubted(way, stated, today)
    if doubt is not None:
        return Weighed("unknown", None, (doubt,))
    if stated.holds:
        return Weighed("passed", 100.0)
    if stated.percent is None:
        why = STATED_NOT(that=stated.that, by=stated.by, on=stated.on)
        return Weighed("failed", 0.0, (why,))
    wanted = way.gate_targets.people_percent if name == "people" else 100.0
    if stated.percent >= wanted:
        return Weighed("passed", 100.0)
    why = STATED_SHARE(
        that=stated.that, percent=stated.percent, wanted=wanted, by=stated.by, on=stated.on
    )
    return Weighed("failed", max(0.0, 100.0 * stated.percent / wanted), (why,))


def _doubted(way: Telework, stated: Stated, today: date) -> Message | None:
    """Why a statement says nothing today, or None."""
    age = (today - date.fromisoformat(stated.on)).days
    if stated.holds is None and stated.percent is None:
        return STILL_OPEN(that=stated.that)
    if age < 0:
        return STATED_AHEAD(that=stated.that, on=stated.on)
    if age > way.gate_targets.stated_for_days:
        return STATED_LONG_AGO(that=stated.that, days=age, on=stated.on)
    return None


def _expires_soon(way: Telework, answers: Sequence[Answer]) -> Message | None:
    days = [each.reading.facts.get("certificate_days") for each in answers]
    known = [each for each in days if isinstance(each, int | float)]
    least = min(known, default=None)
    if least is None or not 0 <= least < way.gate_targets.certificate_warn_days:
        return None
    return EXPIRES_SOON(days=int(least))
