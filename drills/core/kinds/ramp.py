"""A ramp: staff are told wave by wave, and it ends when all are, or when a limit shows."""

from __future__ import annotations

from bcp.message import Message, Phrase
from drills.core.approvals import approvers, missing_approvals, today_at
from drills.core.events import Event, StepEnded
from drills.core.kinds.ending import by_answer
from drills.core.kinds.run import first_refusal
from drills.core.ramp import (
    accounts_of,
    is_settled,
    limit_shown,
    next_round,
    next_session,
    ramp_in,
)
from drills.core.ramp_events import RampStopped, SessionOrdered, WaveAsked, WaveReady
from drills.core.segments import by_words
from drills.core.state import Drill, StepState
from scenarios.model import Step

ALL_TOLD = Phrase(
    "core.ramp_all_told",
    ja="全{waves}段階（{staff}人）まで、限界は現れませんでした。",
    en="All {waves} waves ({staff} people) were told, and no limit showed.",
)
STOPPED = Phrase(
    "core.ramp_stopped",
    ja="第{wave}段階（累計{staff}人）で止めました: {why}",
    en="Stopped in wave {wave} ({staff} people in all): {why}",
)
NOT_ALLOWED = Phrase(
    "core.account_not_allowed",
    ja="計画で試験用アカウント「{account}」を使える期限（{until}）が過ぎています。",
    en="The plan allowed the test account {account!r} until {until} only.",
)


def by_person(drill: Drill, step: Step) -> bool:
    """Say whether words take the place of the network."""
    return by_words(drill.started(), step)


def needs_a_person(drill: Drill, step: Step) -> bool:
    """Say yes: a person tells the staff, in every mode."""
    return True


def follows(drill: Drill, step: Step, state: StepState, now: int) -> Event | None:
    """Ask, tell what is due, stop, or end."""
    if by_person(drill, step):
        return by_answer(drill, step, state, drill.person_source)
    return _ended(drill, step, state, now) or _asked(drill, step, state, now)


def _ended(drill: Drill, step: Step, state: StepState, now: int) -> Event | None:
    if state.ramp.stopped is not None:
        return _stopped(state.ramp.stopped, state)
    refusal = _refused(drill, step, state, now)
    if refusal is not None:
        return StepEnded(now, step.id, "refused", "skipped", "observed", (refusal,))
    return limit_shown(drill, step, state, now)


def _asked(drill: Drill, step: Step, state: StepState, now: int) -> Event | None:
    ramp = state.ramp
    session = next_session(drill, step, ramp)
    if session is not None:
        return SessionOrdered(now, step.id, session[0], session[1].id)
    due = next_round(drill, step, ramp)
    if due is not None and now >= due:
        return WaveAsked(now, step.id, ramp.wave, ramp.rounds + 1)
    return None if drill.paused else _next_wave(drill, step, state, now)


def wake(drill: Drill, step: Step, state: StepState) -> int | None:
    """The next round."""
    if by_person(drill, step) or state.ramp.stopped is not None:
        return None
    return next_round(drill, step, state.ramp)


def _next_wave(drill: Drill, step: Step, state: StepState, now: int) -> Event | None:
    ramp, waves = state.ramp, ramp_in(step).waves
    awaited = accounts_of(drill, step) and missing_approvals(drill, step.id)
    if awaited or ramp.ready or not is_settled(step, ramp):
        return None
    if any(each.began is None and each.ended is None for each in ramp.sessions.values()):
        return None
    if ramp.wave < len(waves):
        return WaveReady(now, step.id, ramp.wave + 1)
    said = ALL_TOLD(waves=len(waves), staff=waves[-1])
    return StepEnded(now, step.id, "held", "held", "measured", (said,))


def _stopped(stopped: RampStopped, state: StepState) -> StepEnded:
    staff = state.ramp.waves[-1].staff if state.ramp.waves else 0
    why = STOPPED(wave=stopped.wave, staff=staff, why=stopped.why)
    source, by = ("observed", stopped.by) if stopped.by else ("measured", None)
    return StepEnded(stopped.at, stopped.step, "broken", "broken", source, (why,), by)  # type: ignore[arg-type]


def _refused(drill: Drill, step: Step, state: StepState, now: int) -> Message | None:
    """Why no test session may be made, so that nothing is begun."""
    accounts = accounts_of(drill, step)
    today = today_at(drill.started(), now) if accounts else ""
    for each in accounts:
        if each.allowed_until < today:
            return NOT_ALLOWED(account=each.id, until=each.allowed_until)
    return first_refusal(state.approvals) if accounts and approvers(drill, step.id) else None
