"""What came of check-ins: how many were there how soon, by which way, and what hindered them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bcp.durations import MINUTE
from bcp.message import Message, Phrase, Text
from drills.core.checkins import CheckIns, Share, curve, last_words, moments
from drills.core.events import MissingFound
from drills.core.percentiles import percentile
from drills.core.reach import needed
from drills.core.small_departments import behind, merged
from drills.core.state import Drill, StepState
from drills.report.ledger import Ledger
from drills.report.measured_lines import When
from scenarios.model import RollCall, Step

OTHERS = Text(ja="その他", en="others")
SHARES = (50, 80, 90, 100)
"""After which shares of all people the time is told, in percent."""
USUAL_MINUTES = 30

NOT_THERE = Phrase(
    "next.checkin_missing",
    ja="［{step}］{all}人中{count}人が点呼に答えていません。連絡先と手順の周知を確かめてください。",
    en="[{step}] {count} of {all} did not check in. See that they know how, and how to reach them.",
)
HINDERED = Phrase(
    "next.checkin_problems",
    ja="［{step}］{count}人が「支障あり」と答えました。内訳は「点呼」の表にあります。",
    en="[{step}] {count} told of a problem; the table of check-ins has which.",
)
NOT_SAFE = Phrase(
    "next.checkin_not_safe",
    ja="［{step}］けが、または助けが必要と答えた人が{count}人います。",
    en="[{step}] {count} said that they are injured or need help.",
)


@dataclass(frozen=True)
class Spread:
    """What was measured of so many people: the middle, and what all but 5 % did better than."""

    count: int
    p50: int | None
    p95: int | None


@dataclass(frozen=True)
class CheckInLine:
    """One step at which staff checked in.

    `percent` of `expected` were there and `wanted` should be. `after_us` has for each share of
    `SHARES` how long it took from the step's beginning, None where it was not reached, and
    `in_30_min` the percentage that was there after half an hour, None where it was not open so
    long. Of `through`, `gateways`,
    `methods`, `problems`, `safety`, `sources` and each of `tasks` the words are those of
    `drills.core.checkin_events`. Rates are in bit/s, round trips in microseconds; of the rates,
    `p95` is what all but 5 % exceeded. `curve` is the percentage by minute.
    """

    step: str
    expected: int
    there: int
    missing: int
    percent: float
    wanted: float
    held: bool
    began: When
    after_us: tuple[int | None, ...]
    in_30_min: float | None
    curve: tuple[tuple[int, float], ...]
    through: Mapping[str, int]
    gateways: Mapping[str, int]
    methods: Mapping[str, int]
    problems: Mapping[str, int]
    safety: Mapping[str, int]
    sources: Mapping[str, int]
    tasks: tuple[tuple[Text, Mapping[str, int]], ...]
    rtt_us: Spread
    down_bps: Spread
    up_bps: Spread
    records: tuple[int, ...]


@dataclass(frozen=True)
class DepartmentLine:
    """One department of it. Where several small ones are told together, `departments` is more."""

    step: str
    department: Text
    departments: int
    expected: int
    there: int
    percent: float
    in_30_min: float | None


def check_in_lines(ledger: Ledger) -> tuple[CheckInLine, ...]:
    """Every step at which staff checked in and that was begun, in the order of the scenario."""
    return tuple(_line(ledger, step, state, due) for step, state, due in _begun(ledger.drill))


def department_lines(ledger: Ledger) -> tuple[DepartmentLine, ...]:
    """The departments of each of them, the least complete first; small ones told together."""
    lines: list[DepartmentLine] = []
    for step, state, due in _begun(ledger.drill):
        own = [
            _department(
                step.id, name, count, share, _in_30_min(share, _open_us(ledger, state, due))
            )
            for name, count, share in _told(state.checkins.departments)
        ]
        lines += sorted(own, key=lambda each: (each.percent, each.department.ja))
    return tuple(lines)


def next_check_ins(ledger: Ledger) -> Iterator[Message]:
    """What is to be done on the first page: who is missing, hindered, or not safe."""
    for step, state, _ in _begun(ledger.drill):
        here = state.checkins
        if here.all.missing:
            yield NOT_THERE(step=step.id, all=here.all.expected, count=here.all.missing)
        if hindered := sum(here.counted("problem").values()):
            yield HINDERED(step=step.id, count=hindered)
        if unsafe := here.count("safety", "injured") + here.count("safety", "need_help"):
            yield NOT_SAFE(step=step.id, count=unsafe)


def _told(departments: Mapping[str, Share]) -> Iterator[tuple[Text, int, Share]]:
    """Each department with its name, and the small ones together with how many they are."""
    few = merged({name: share.expected for name, share in departments.items()})
    # In a bundle some of them are one already.
    few |= {name for name in departments if behind(name)}
    yield from ((Text(name), 1, share) for name, share in departments.items() if name not in few)
    if few:
        count = sum(behind(name) or 1 for name in few)
        yield OTHERS, count, together(departments[name] for name in few)


def together(shares: Iterable[Share]) -> Share:
    """Several shares as one."""
    listed = tuple(shares)
    minutes: dict[int, int] = {}
    for share in listed:
        for minute, count in share.minutes.items():
            minutes[minute] = minutes.get(minute, 0) + count
    expected, there = (sum(getattr(x, name) for x in listed) for name in ("expected", "there"))
    return Share(expected, there, minutes)


def _begun(drill: Drill) -> Iterator[tuple[Step, StepState, int]]:
    for step in drill.started().scenario.steps:
        state = drill.step(step.id)
        if isinstance(step.do, RollCall) and state.due is not None:
            yield step, state, state.due


def _line(ledger: Ledger, step: Step, state: StepState, due: int) -> CheckInLine:
    here, do = state.checkins, step.do
    wanted = do.percent if isinstance(do, RollCall) else 0.0
    asked = do.tasks if isinstance(do, RollCall) else ()
    found = [each for each in ledger.all(MissingFound) if each.step == step.id]
    return CheckInLine(
        step=step.id,
        expected=here.all.expected,
        there=here.all.there,
        missing=here.all.missing,
        percent=round(here.all.percent, 1),
        wanted=wanted,
        held=state.ended is not None and state.ended.outcome == "held",
        began=ledger.when(due),
        after_us=_after(here, due),
        in_30_min=_in_30_min(here.all, _open_us(ledger, state, due)),
        curve=tuple((minute, round(percent, 1)) for minute, percent in curve(here.all)),
        through=here.counted("through"),
        gateways=here.counted("gateway"),
        methods=here.counted("method"),
        problems=here.counted("problem"),
        safety=here.counted("safety"),
        sources=here.counted("source"),
        tasks=tuple((task, here.counted(f"task:{n}")) for n, task in enumerate(asked)),
        rtt_us=_spread(here, "rtt_us", 95),
        down_bps=_spread(here, "down_bps", 5),
        up_bps=_spread(here, "up_bps", 5),
        records=ledger.records(*found, *here.taken, state.ended),
    )


def _after(here: CheckIns, due: int) -> tuple[int | None, ...]:
    came = moments(here)
    counts = (needed(here.all.expected, percent) for percent in SHARES)
    return tuple(
        max(0, came[count - 1] - due) if 0 < count <= len(came) else None for count in counts
    )


def _open_us(ledger: Ledger, state: StepState, due: int) -> int:
    """How long people could check in, as far as the record goes."""
    return (state.ended.at if state.ended else ledger.drill.now) - due


def _in_30_min(share: Share, open_us: int) -> float | None:
    there = sum(count for minute, count in share.minutes.items() if minute < USUAL_MINUTES)
    if not share.expected or (there < share.expected and open_us < USUAL_MINUTES * MINUTE):
        return None
    return round(100.0 * there / share.expected, 1)


def _spread(here: CheckIns, name: str, percent: float) -> Spread:
    values = [value for each in last_words(here) if (value := getattr(each, name)) is not None]
    return Spread(len(values), percentile(values, 50), percentile(values, percent))


def _department(
    step: str, name: Text, count: int, share: Share, in_30_min: float | None
) -> DepartmentLine:
    percent = round(share.percent, 1)
    return DepartmentLine(step, name, count, share.expected, share.there, percent, in_30_min)
