"""What keeps a drill from doing harm: preconditions, and guards that end it.

A guard that is *broken* for so long ends the drill. One that cannot be asked proves nothing, so it
ends nothing; but as soon as it has been unknown for as long as it might have been broken, that is
told as a fact of its own, because nobody is protected by it. When it can be asked again and is
still broken, the time in between counts: there was no good answer in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce

from bcp.durations import SECOND, Span
from bcp.message import Message, Phrase, Text
from drills.core.brief import Brief, Check, Guard
from drills.core.events import CheckLost, ClosingBegan, Sample
from drills.core.guard_events import GuardBlind
from drills.core.standing import broken_since
from drills.core.state import CheckState, Drill

# A good answer may be on its way when the time is over; but nothing is waited for longer than the
# guard's own interval.
ON_ITS_WAY = SECOND

STOPPED = Phrase(
    "core.stop_condition",
    ja="中止条件: 「{system}」が{broken_for:span}以上止まっています。",
    en="Stop condition: {system!r} has been down for {broken_for:span} or longer.",
)
GUARD_BROKEN = Phrase(
    "guards.broken",
    ja="中止条件「{name}」が{broken_for:span}以上続いています: {why}",
    en='Stop condition "{name}" for {broken_for:span} or longer: {why}',
)
NOT_HELD = Phrase(
    "guards.not_held",
    ja="前提条件「{name}」が成り立っていません: {why}",
    en='The precondition "{name}" does not hold: {why}',
)
NOT_ASKED = Phrase(
    "guards.not_asked",
    ja="前提条件「{name}」を確かめられません: {why}",
    en='The precondition "{name}" could not be asked: {why}',
)
GUARD_MET = Phrase(
    "guards.met_before",
    ja="中止条件「{name}」が、始める前から当てはまっています: {why}",
    en='The stop condition "{name}" is met before the start: {why}',
)
GUARD_NOT_ASKED = Phrase(
    "guards.guard_not_asked",
    ja="中止条件「{name}」を確かめられないため、訓練を守れません: {why}",
    en='The stop condition "{name}" cannot be asked, so it would protect nobody: {why}',
)
CHECK_OF = Phrase("guards.check_of", ja="{name}（{check}）", en="{name} ({check})")
AND = Phrase("guards.and", ja="{one} {other}", en="{one} {other}")
NO_REASON = Phrase("guards.no_reason", ja="理由は分かりません。", en="nobody knows why.")


def not_met(brief: Brief, looks: Mapping[str, Sample]) -> tuple[Message, ...]:
    """Everything that keeps a drill from beginning, by the first look at each check.

    What could not be asked is not met: a drill must know that it may begin. So must every guard
    hold, or the drill would be ended by it at once, or watched over by nobody.
    """
    return (*_unmet_requirements(brief, looks), *_unmet_guards(brief, looks))


def _unmet_requirements(brief: Brief, looks: Mapping[str, Sample]) -> Iterator[Message]:
    for required in brief.required:
        for check in required.checks:
            sample = looks[check.id]
            if sample.outcome != "held":
                said = NOT_ASKED if sample.outcome == "unknown" else NOT_HELD
                yield said(name=_name(required.name, check), why=why(sample))


def _unmet_guards(brief: Brief, looks: Mapping[str, Sample]) -> Iterator[Message]:
    for guard in brief.guards:
        sample = looks[guard.check.id]
        if sample.outcome != "held":
            said = GUARD_NOT_ASKED if sample.outcome == "unknown" else GUARD_MET
            yield said(name=guard.name, why=why(sample))


def _name(name: Text, check: Check) -> Message | Text:
    return CHECK_OF(name=name, check=check.id) if check.system else name


def why(sample: Sample) -> Message:
    """What kept a good answer from coming, and what was measured against what is wanted."""
    # Where nothing answered, all that was therefore not told would only be noise; the last of it
    # is what the author wants, and not what every probe of this kind wants.
    found = sample.why
    if sample.reading.because is not None:
        found = (*found[:1], *found[1:][-1:])
    return reduce(_and, found) if found else NO_REASON()


def _and(one: Message, other: Message) -> Message:
    return AND(one=one, other=other)


def guarded(drill: Drill, now: int) -> ClosingBegan | GuardBlind | None:
    """What the guards bring about at `now`: the end of the drill, or word that one is blind."""
    return _stopped_by_system(drill, now) or _stopped_by_guard(drill, now) or _blind(drill, now)


def guard_wakes(drill: Drill) -> Iterator[int]:
    """The instants at which a guard may end the drill, or count as blind, without any news."""
    for rule in drill.started().scenario.safety.stop_when:
        since = broken_since(drill, rule.system) if rule.system is not None else None
        if since is not None:
            yield since + rule.broken_for.us
    for guard in drill.started().guards:
        state = _state(drill, guard)
        if state.unknown is not None:
            if not state.blind:
                yield state.unknown.at + guard.broken_for.us
        elif state.lost is not None:
            yield ends_at(guard, state.lost)


def _stopped_by_system(drill: Drill, now: int) -> ClosingBegan | None:
    for rule in drill.started().scenario.safety.stop_when:
        since = broken_since(drill, rule.system) if rule.system is not None else None
        if rule.system is not None and _so_long(since, rule.broken_for, now):
            reason = STOPPED(system=rule.system, broken_for=rule.broken_for.us)
            return ClosingBegan(now, "stop_condition", reason=reason)
    return None


def _stopped_by_guard(drill: Drill, now: int) -> ClosingBegan | None:
    for guard in drill.started().guards:
        state = _state(drill, guard)
        if state.lost is None or state.unknown is not None:
            continue
        if now >= ends_at(guard, state.lost):
            reason = GUARD_BROKEN(
                name=guard.name,
                broken_for=guard.broken_for.us,
                why=why(state.lost.first_bad),
                guard=guard.check.id,
            )
            return ClosingBegan(now, "stop_condition", reason=reason)
    return None


def ends_at(guard: Guard, lost: CheckLost) -> int:
    """When a guard that is broken ends the drill, where it does not hold again before."""
    return lost.first_bad.sent + guard.broken_for.us + min(guard.check.every.us, ON_ITS_WAY)


def _blind(drill: Drill, now: int) -> GuardBlind | None:
    for guard in drill.started().guards:
        state = _state(drill, guard)
        if state.unknown is None or state.blind:
            continue
        if _so_long(state.unknown.at, guard.broken_for, now):
            reason = (why(state.unknown.sample),)
            return GuardBlind(now, guard.check.id, state.unknown.at, reason)
    return None


def _state(drill: Drill, guard: Guard) -> CheckState:
    return drill.checks.get(guard.check.id, CheckState())


def _so_long(since: int | None, limit: Span, now: int) -> bool:
    return since is not None and now - since >= limit.us
