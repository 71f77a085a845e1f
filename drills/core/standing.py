"""How a system stands now: what its checks say, what is pretended, and what it depends on.

A system's own checks decide. What it depends on decides only where it has none. A pretended state
overlays both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bcp.asking import ProbeCall
from bcp.model import System
from drills.core.brief import Brief, Check
from drills.core.state import CheckState, Drill, Pretence


def rungs(system: System) -> tuple[str | None, ...]:
    """The rungs that are judged, lowest first; None is the system as a whole.

    Where there are levels, the highest of them is the whole, unless the system has checks besides.
    """
    levels: tuple[str | None, ...] = tuple(each.id for each in system.levels)
    return (*levels, None) if system.probe or not levels else levels


def deciding(brief: Brief, system: str, level: str | None) -> tuple[Check, ...]:
    """The checks that decide a rung; those of the whole are all of the system's."""
    own = brief.checks_of.get(system, ())
    return own if level is None else tuple(each for each in own if each.level == level)


def set_aside(drill: Drill, system: str, level: str | None) -> frozenset[str]:
    """The checks of a rung that somebody took out of the judgement."""
    checks = deciding(drill.started(), system, level)
    return frozenset(
        each.id
        for each in checks
        if (state := drill.checks.get(each.id)) is not None and state.set_aside is not None
    )


def pretended_up(drill: Drill, system: str, level: str | None) -> bool | None:
    """Whether a rung is pretended to be up (True) or down (False), or is left alone (None)."""
    pretence = drill.pretence("system", system)
    if pretence is None:
        return None
    return works_under(drill.started(), system, level, pretence.began.state)


def works_under(brief: Brief, system: str, level: str | None, state: str) -> bool:
    """Whether a rung works while `state` is pretended: ``down``, ``up``, or up to a level."""
    model = brief.plan.system(system)
    ladder = [each.id for each in model.levels] if model else []
    if state not in ladder:
        return state == "up"
    reached = ladder.index(state)
    return (len(ladder) - 1 if level is None else ladder.index(level)) <= reached


@dataclass(frozen=True)
class Overlay:
    """What pretended states do to a step's question.

    `pretence` is the one it meets now, if any, and `works` whether what is asked works under it.
    `since` is the last instant at which any such state began or ended.
    """

    pretence: Pretence | None = None
    works: bool = True
    since: int = 0


def overlay(drill: Drill, call: ProbeCall) -> Overlay:
    """The pretended state that a step's question meets, through its server or its system."""
    brief = drill.started()
    met = [(each, each.began.state == "up") for each in _pretences(drill, "server", call.server)]
    for check in brief.checks:
        if (check.call.word, check.call.subject) == (call.word, call.subject):
            met += [
                (each, works_under(brief, check.system, check.level, each.began.state))
                for each in _pretences(drill, "system", check.system)
            ]
    changes = [each.ended.at if each.ended else each.began.at for each, _ in met]
    since = max(changes, default=0)
    for pretence, works in met:
        if pretence.ended is None:
            return Overlay(pretence, works, since)
    return Overlay(since=since)


def _pretences(drill: Drill, kind: str, id: str | None) -> list[Pretence]:
    return [each for each in drill.pretences if (each.began.kind, each.began.id) == (kind, id)]


def is_up(drill: Drill, system: str, level: str | None = None) -> bool | None:
    """Whether a rung is up as far as is known now; None where nobody can tell."""
    pretended = pretended_up(drill, system, level)
    if pretended is not None:
        return pretended
    checks = deciding(drill.started(), system, level)
    if checks:
        return _all(_check_up(drill.checks.get(each.id, CheckState())) for each in checks)
    return _by_needs(drill, system, lambda need: is_up(drill, need), frozenset())


def _check_up(state: CheckState) -> bool | None:
    if state.set_aside is not None:
        return True
    if state.lost is not None:
        return False
    return None if state.tally is None or state.tally.last_held is None else True


def _all(answers: Iterable[bool | None]) -> bool | None:
    known = list(answers)
    if False in known:
        return False
    return None if None in known or not known else True


def _by_needs(
    drill: Drill, system: str, judge: Callable[[str], bool | None], seen: frozenset[str]
) -> bool | None:
    """Judge a system by what it needs; `judge` is asked about those that decide themselves."""
    model = drill.started().plan.system(system)
    if model is None or system in seen:
        return None
    answers = []
    for need in model.depends_on:
        each = [
            judge(other)
            if deciding(drill.started(), other, None) or drill.pretence("system", other)
            else _by_needs(drill, other, judge, seen | {system})
            for other in need.any_of
        ]
        answers.append(True if True in each else None if None in each else False)
    return _all(answers)


def never_answered(drill: Drill, system: str, level: str | None = None) -> tuple[str, ...]:
    """Name the checks that decide a rung and that could not be asked once since the watch began.

    A rung without checks of its own is decided by those of what it depends on.
    """
    return tuple(dict.fromkeys(_never_answered(drill, system, level, frozenset())))


def _never_answered(
    drill: Drill, system: str, level: str | None, seen: frozenset[str]
) -> Iterator[str]:
    checks, model = deciding(drill.started(), system, level), drill.started().plan.system(system)
    for each in checks:
        tally = drill.checks.get(each.id, CheckState()).tally
        if tally is not None and tally.last_held is None and tally.last_broken is None:
            yield each.id
    if checks or model is None or system in seen:
        return
    for need in model.depends_on:
        for other in need.any_of:
            yield from _never_answered(drill, other, None, seen | {system})


def held_since(drill: Drill, system: str, level: str | None, since: int) -> bool:
    """Whether a rung has been up long enough, judged by asks sent after `since` only.

    An answer to an older ask could still show the state before what the drill has just done.
    """
    pretended = pretended_up(drill, system, level)
    if pretended is not None:
        return pretended
    checks = deciding(drill.started(), system, level)
    if not checks:
        held = _by_needs(
            drill, system, lambda need: held_since(drill, need, None, since), frozenset()
        )
        return held is True
    return all(_settled_since(drill, each, since) for each in checks)


def _settled_since(drill: Drill, check: Check, since: int) -> bool:
    state = drill.checks.get(check.id, CheckState())
    if state.set_aside is not None:
        return True
    tally = state.tally
    if state.lost is not None or tally is None or tally.last_held is None:
        return False
    if tally.run_since is None:
        return False
    if tally.last_broken is not None and tally.last_broken > tally.last_held:
        return False
    settled = check.settled
    if settled.span is None and tally.run_since >= since:
        return tally.run >= settled.count
    needed = settled.span.us if settled.span else (settled.count - 1) * check.every.us
    return tally.last_held >= max(since, tally.run_since) + needed and tally.last_held >= since


def broken_since(drill: Drill, system: str) -> int | None:
    """The sending of the first bad answer of the system's present real outage, or None."""
    first = [
        state.lost.first_bad.sent
        for each in deciding(drill.started(), system, None)
        if (state := drill.checks.get(each.id)) and state.lost and not state.set_aside
    ]
    return min(first, default=None)
