"""How a muster stands: who is heard of, who is there, and which roles that fills.

Times are told on the event clock since the people were called, because that is what they live by:
an hour that was jumped over counts as an hour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from bcp.commuting import Arrival, expected
from bcp.head_count import Filled, filled
from bcp.muster import Hour
from bcp.people import Contact
from drills.core.absence import is_absent
from drills.core.clocks import event_time
from drills.core.muster_events import MOVING, SAFETY, Mustered, MusterState
from drills.core.state import Drill
from scenarios.callees import callees
from scenarios.model import MusterCall

Standing = Literal[
    "absent", "not_heard", "safe", "injured", "need_help", "coming", "arrived", "cannot_come"
]
# Nobody waits any more for people of whom the last word is this.
_SETTLED = ("arrived", "cannot_come", "injured", "need_help")
DEFAULT_HOUR: Hour = "night"
"""The hour that is reckoned with where the scenario tells none: the harder one."""


@dataclass(frozen=True)
class Mustering:
    """One person of a muster.

    `expected` is when they were expected to be there. `safety` is the last word on how they are,
    `moved` on whether they come; `arrived` and `said` are when they were there and when they said
    they would be, in microseconds since they were called.
    """

    contact: Contact
    expected: Arrival
    absent: bool = False
    words: tuple[Mustered, ...] = ()
    arrived: int | None = None
    said: int | None = None

    @property
    def safety(self) -> Mustered | None:
        """What was last said of how they are, if anything was."""
        return _last(self.words, SAFETY)

    @property
    def moved(self) -> Mustered | None:
        """What was last said of whether they come, if anything was."""
        return _last(self.words, MOVING)

    @property
    def standing(self) -> Standing:
        """The last word, whatever it is about."""
        if self.absent:
            return "absent"
        if self.has_arrived:
            return "arrived"
        return self.words[-1].state if self.words else "not_heard"

    @property
    def has_arrived(self) -> bool:
        """Whether they are there; being hurt or in need of help does not take that back."""
        return self.moved is not None and self.moved.state == "arrived"


@dataclass(frozen=True)
class RoleCount:
    """One role of one phase: how many are wanted, expected, and there.

    `people` are who filled it. `over` says that the phase's time has passed, so that `there` grows
    no more.
    """

    by: int
    role: str
    wanted: int
    expected: int
    there: int
    people: tuple[Filled, ...]
    over: bool


def hour_of(drill: Drill) -> Hour:
    """The hour in which the hazard strikes."""
    return drill.started().scenario.hazard.hour or DEFAULT_HOUR


def mustering(drill: Drill, step: str) -> tuple[Mustering, ...]:
    """Every person of a muster, in the order of the scenario's words."""
    do, brief = drill.model(step).do, drill.started()
    if not isinstance(do, MusterCall):
        return ()
    words: dict[str, list[Mustered]] = {}
    for each in drill.step(step).musters:
        words.setdefault(each.person, []).append(each)
    hazard, assumes = brief.scenario.hazard.kind, brief.plan.muster.assumes
    return tuple(
        _person(
            drill,
            step,
            Mustering(
                contact=each,
                expected=expected(each.commute, hazard, hour_of(drill), assumes),
                absent=is_absent(drill, each.id),
                words=tuple(words.get(each.id, ())),
            ),
        )
        for each in callees(brief.plan, do.who)
    )


def _person(drill: Drill, step: str, person: Mustering) -> Mustering:
    moved = person.moved
    if moved is None or moved.state == "cannot_come":
        return person
    at = event_time(drill, moved.at) - _called(drill, step)
    arrived = at if moved.state == "arrived" else None
    said = at if arrived is not None else None if moved.eta is None else at + moved.eta
    return replace(person, arrived=arrived, said=said)


def _called(drill: Drill, step: str) -> int:
    return event_time(drill, drill.step(step).due or 0)


def arrived_share(people: tuple[Mustering, ...]) -> float:
    """How many of them are there, in percent; 100 where nobody was called."""
    return _share(people, lambda each: each.has_arrived)


def heard_share(people: tuple[Mustering, ...]) -> float:
    """Of how many anything is known, in percent; 100 where nobody was called."""
    return _share(people, lambda each: bool(each.words))


def all_settled(drill: Drill, step: str) -> bool:
    """Whether nobody is waited for any more; where nobody need come, whether all are heard of.

    It is looked up with every event, so it makes nothing of each person.
    """
    do = drill.model(step).do
    if not isinstance(do, MusterCall):
        return False
    last: dict[str, MusterState] = {}
    for each in drill.step(step).musters:
        # Being safe or hurt does not take it back that somebody is there.
        if each.state in MOVING or last.get(each.person) != "arrived":
            last[each.person] = each.state
    enough = SAFETY + MOVING if do.percent == 0 else _SETTLED
    return all(
        is_absent(drill, each.id) or last.get(each.id) in enough
        for each in callees(drill.started().plan, do.who)
    )


def curve(times: Iterable[int | None], people: int) -> tuple[tuple[int, float], ...]:
    """The share of `people`, in percent, that is there after so long, at each change."""
    came = sorted(each for each in times if each is not None)
    return tuple((at, 100.0 * n / people) for n, at in enumerate(came, start=1))


def head_counts(drill: Drill, step: str) -> tuple[RoleCount, ...]:
    """What the plan needs in each phase, beside who was expected and who was there in time."""
    people = mustering(drill, step)
    found = []
    for need in sorted(drill.started().plan.muster.needs, key=lambda each: each.by):
        there = _filled_by(drill, people, need.roles, need.by.us, lambda each: each.arrived)
        hoped = _filled_by(drill, people, need.roles, need.by.us, lambda each: each.expected.after)
        for role, wanted in need.roles.items():
            own = tuple(each for each in there if each.role == role)
            count = sum(each.role == role for each in hoped)
            over = is_over(drill, step, need.by.us)
            found.append(RoleCount(need.by.us, role, wanted, count, len(own), own, over))
    return tuple(found)


def is_over(drill: Drill, step: str, by: int) -> bool:
    """Whether nobody else can be there so long after the call: it has passed, or all are there."""
    do, ended = drill.model(step).do, drill.step(step).ended
    now = event_time(drill, ended.at if ended else drill.now) - _called(drill, step)
    gathers = isinstance(do, MusterCall) and do.percent > 0
    return now >= by or (gathers and all_settled(drill, step))


def _filled_by(
    drill: Drill,
    people: tuple[Mustering, ...],
    roles: Mapping[str, int],
    by: int,
    when: Callable[[Mustering], int | None],
) -> tuple[Filled, ...]:
    there = set()
    for each in people:
        after = when(each)
        if after is not None and after <= by and not each.absent:
            there.add(each.contact.id)
    return filled(drill.started().plan, roles, there)


def _share(people: tuple[Mustering, ...], counts: Callable[[Mustering], bool]) -> float:
    return 100.0 * sum(map(counts, people)) / len(people) if people else 100.0


def _last(words: tuple[Mustered, ...], states: tuple[str, ...]) -> Mustered | None:
    return next((each for each in reversed(words) if each.state in states), None)
