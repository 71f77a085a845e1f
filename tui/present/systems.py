"""How each rung of each watched system stands: looked at again only where something changed.

A standing holds no clock, so that it lasts until the next fact about its system. What it comes to
against its target is weighed only for the few rows that are in sight.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bcp.message import Phrase
from drills.core.brief import Brief, Check, Target
from drills.core.measure import Result
from drills.core.outages import Bracket, outages_of
from drills.core.recovery import recovery_of
from drills.core.standing import deciding, is_up, pretended_up
from drills.core.state import CheckState, Drill
from tui.heard import Heard
from tui.present.words import Tone

UP = Phrase("screen.up", ja="正常", en="up")
DOWN = Phrase("screen.down", ja="異常", en="DOWN")
SILENT = Phrase("screen.silent", ja="応答なし", en="NO ANSWER")
UNKNOWN = Phrase("screen.unknown", ja="未確認", en="unknown")
ASIDE = Phrase("screen.aside", ja="対象外", en="set aside")
INJECTED_DOWN = Phrase("screen.injected_down", ja="付与異常", en="DOWN inj.")
INJECTED_UP = Phrase("screen.injected_up", ja="付与正常", en="up inj.")
ASSUMED_DOWN = Phrase("screen.assumed_down", ja="想定異常", en="DOWN asm.")
ASSUMED_UP = Phrase("screen.assumed_up", ja="想定正常", en="up asm.")
NEEDED_DOWN = Phrase("screen.needed_down", ja="関連異常", en="DOWN dep.")

Lasting = tuple[Any, ...]


@dataclass(frozen=True)
class Standing:
    """One rung as it stands. `id` is ``system`` or ``system/level``; `up` None: nobody can tell.

    `key` is all that this, and what it comes to, follows from.
    """

    id: str
    target: Target
    whole: bool
    up: bool | None
    word: Phrase
    tone: Tone
    key: Lasting

    @property
    def limit(self) -> int | None:
        """The target in microseconds, or None."""
        return self.target.rto.us if self.target.rto else None


@dataclass(frozen=True)
class Weighed:
    """What a rung comes to against its target.

    `start` is from when an outage that goes on counts, None where there is none or the moment that
    its target counts from has not come. `unseen`: it was down from the first look on, so for
    longer than can be shown.
    """

    result: Result
    start: Bracket | None = None
    unseen: bool = False


@dataclass(frozen=True)
class Counted:
    """How many watched systems are down, unknown and up; only the full rung counts."""

    down: int = 0
    unknown: int = 0
    up: int = 0


@dataclass(frozen=True)
class Standings:
    """Every rung, by its id, in the plan's order; `order` has what is down first."""

    brief: Brief | None = None
    rungs: Mapping[str, Standing] = field(default_factory=dict)
    targets: tuple[tuple[str, Target], ...] = ()
    rests_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wholes: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    counted: Counted = Counted()


def standings(heard: Heard, before: Standings) -> Standings:
    """Weigh what changed since `before`; all the rest is taken over as it was."""
    drill = heard.drill
    if drill.brief is None:
        return Standings()
    fresh = before if before.brief is drill.brief else _indexed(drill.brief)
    rungs = dict(fresh.rungs)
    changed = False
    for name, target in fresh.targets:
        key = _key(heard, target, fresh.rests_on[name])
        kept = rungs.get(name)
        if kept is None or kept.key != key:
            rungs[name] = _standing(heard, target, name, key, whole=name in fresh.wholes)
            changed = True
    if not changed:
        return fresh
    return replace(fresh, rungs=rungs, order=_order(rungs), counted=_counted(rungs))


def weigh(drill: Drill, one: Standing) -> Weighed:
    """Weigh a rung against its target; the same as long as its `key` is the same."""
    result = recovery_of(drill, one.target).rto
    outages = outages_of(drill, one.target.system, one.target.level)
    if not outages or outages[-1].returned is not None:
        return Weighed(result)
    last = outages[-1]
    if one.target.start == "onset":
        return Weighed(result, last.lost, last.unseen_loss)
    at = drill.moments.get(one.target.start)
    return Weighed(result, None if at is None else Bracket(at, at))


def id_of(target: Target) -> str:
    """What a rung is called on the screen: ``register/one-window``."""
    return target.system if target.level is None else f"{target.system}/{target.level}"


def _indexed(brief: Brief) -> Standings:
    """The checks that each rung rests on: its own, or those of all that it depends on."""
    targets = tuple((id_of(each), each) for each in brief.targets)
    rests = {name: _below(brief, each.system, each.level) for name, each in targets}
    # Rungs are written from the lowest to the full one.
    last = {each.system: name for name, each in targets}
    return Standings(brief, targets=targets, rests_on=rests, wholes=frozenset(last.values()))


def _below(brief: Brief, system: str, level: str | None) -> tuple[str, ...]:
    found: dict[str, None] = {}
    waiting, seen = [(system, level)], set[str]()
    while waiting:
        name, rung = waiting.pop()
        checks = deciding(brief, name, rung)
        found.update((each.id, None) for each in checks)
        model = brief.plan.system(name)
        if checks or model is None or name in seen:
            continue
        seen.add(name)
        waiting += [(other, None) for need in model.depends_on for other in need.any_of]
    return tuple(found)


def _key(heard: Heard, target: Target, checks: tuple[str, ...]) -> Lasting:
    """All that a standing follows from. Only identity and small values: it is made often."""
    drill = heard.drill
    states = [drill.checks.get(each) for each in checks]
    return (
        [
            (each.outages, each.set_aside, each.tally is None or each.tally.last_held is None)
            for each in states
            if each is not None
        ],
        [each in heard.unasked for each in checks] if heard.unasked else None,
        drill.pretences,
        drill.moments.get(target.start),
        drill.jumps,
        drill.pauses,
        drill.restarts,
        drill.closing,
        drill.ended,
        # An undo that ended well makes the last look at its system an old one.
        id(drill.actions) if drill.closing is not None else None,
    )


def _standing(heard: Heard, target: Target, name: str, key: Lasting, *, whole: bool) -> Standing:
    drill = heard.drill
    checks = deciding(drill.started(), target.system, target.level)
    up = is_up(drill, target.system, target.level)
    pretended = pretended_up(drill, target.system, target.level) is not None
    if up and not pretended and any(each.id in heard.unasked for each in checks):
        # The last answer was good, but there has been none since: that is not "up".
        up = None
    word, tone = _pretended(drill, up) if pretended else _found(drill, up, checks)
    return Standing(name, target, whole, up, word, tone, key)


def _pretended(drill: Drill, up: bool | None) -> tuple[Phrase, Tone]:
    if drill.started().mode == "tabletop":
        return (ASSUMED_UP if up else ASSUMED_DOWN), "pretended"
    return (INJECTED_UP if up else INJECTED_DOWN), "pretended"


def _found(drill: Drill, up: bool | None, checks: tuple[Check, ...]) -> tuple[Phrase, Tone]:
    states = [drill.checks.get(each.id, CheckState()) for each in checks]
    if states and all(each.set_aside for each in states):
        return ASIDE, "unknown"
    if up is None:
        return UNKNOWN, "unknown"
    if up:
        return UP, "good"
    lost = [each.lost for each in states if each.lost is not None and each.set_aside is None]
    if not lost:
        return NEEDED_DOWN, "bad"
    silent = any(each.first_bad.reading.facts.get("reply") is False for each in lost)
    return (SILENT if silent else DOWN), "bad"


def _order(rungs: Mapping[str, Standing]) -> tuple[str, ...]:
    """Systems that are down first, then those nobody can tell of; rungs of one stay together."""
    worst: dict[str, int] = {}
    for each in rungs.values():
        rank = {False: 0, None: 1, True: 2}[each.up]
        worst[each.target.system] = min(rank, worst.get(each.target.system, rank))
    return tuple(sorted(rungs, key=lambda name: worst[rungs[name].target.system]))


def _counted(rungs: Mapping[str, Standing]) -> Counted:
    whole = [each.up for each in rungs.values() if each.whole]
    return Counted(whole.count(False), whole.count(None), whole.count(True))
