"""A ramp in words: what its step is about, what happened, and what can be typed."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Message, Phrase, Text
from bcp.model import Plan
from drills.core.events import Event
from drills.core.ramp import ramp_in
from drills.core.ramp_events import (
    RampStopped,
    SessionBegan,
    SessionEnded,
    SessionOrdered,
    WaveBegan,
    WaveReady,
)
from drills.core.state import Drill
from drills.report.hint import Hint
from scenarios.model import Step
from scenarios.ramps import Ramp

RAMP = Phrase(
    "ramp.step",
    ja="段階的な接続: {gateway}（{waves:list}人）",
    en="connect in waves: {gateway} ({waves:list} people)",
)
READY = Phrase(
    "ramp.ready",
    ja="［{step}］第{wave}段階（累計{staff}人）を伝えられます。",
    en="[{step}] wave {wave} ({staff} people in all) may be told.",
)
TOLD = Phrase(
    "ramp.told",
    ja="［{step}］第{wave}段階（累計{staff}人）を伝えました。",
    en="[{step}] wave {wave} ({staff} people in all) was told.",
)
NOTED = Phrase("ramp.noted", ja="{what}（{note}）", en="{what} ({note})")
STOPPED = Phrase(
    "ramp.stopped",
    ja="［{step}］第{wave}段階で止めました（限界: {limit}）。{why}",
    en="[{step}] stopped in wave {wave} (limit: {limit}). {why}",
)
SESSION_ORDERED = Phrase(
    "ramp.session_ordered",
    ja="［{step}］試験用アカウント「{account}」で接続します（{session}本目）。",
    en="[{step}] test account {account!r} connects (session {session}).",
)
SESSION_UP = Phrase(
    "ramp.session_up",
    ja="［{step}］試験用の{session}本目が接続しました（{took:span}）。",
    en="[{step}] test session {session} is up after {took:span}.",
)
SESSION_DOWN = Phrase(
    "ramp.session_down",
    ja="［{step}］試験用の{session}本目を切りました。",
    en="[{step}] test session {session} was ended.",
)
SESSION_FAILED = Phrase(
    "ramp.session_failed",
    ja="［{step}］試験用の{session}本目: {how}。{why}",
    en="[{step}] test session {session}: {how}. {why}",
)
HOW = {
    "failed": Phrase("ramp.how_failed", ja="接続できず", en="did not come up"),
    "full": Phrase("ramp.how_full", ja="空きなし", en="no room"),
    "lost": Phrase("ramp.how_lost", ja="切断された", en="lost"),
    "restart": Phrase("ramp.how_restart", ja="プログラムの停止で切断", en="ended with the program"),
}
LIMITS = {
    "sessions": Phrase("ramp.limit_sessions", ja="接続数（契約数）", en="sessions (licences)"),
    "addresses": Phrase("ramp.limit_addresses", ja="配るアドレス", en="addresses"),
    "login": Phrase("ramp.limit_login", ja="ログインの時間", en="time of log-ins"),
    "line": Phrase("ramp.limit_line", ja="回線", en="line"),
    "cpu": Phrase("ramp.limit_cpu", ja="装置のCPU", en="the gateway's CPU"),
    "memory": Phrase("ramp.limit_memory", ja="装置のメモリ", en="the gateway's memory"),
    "problems": Phrase("ramp.limit_problems", ja="職員の不具合", en="problems of staff"),
    "gateway": Phrase("ramp.limit_gateway", ja="装置の異常", en="the gateway"),
    "test_account": Phrase("ramp.limit_account", ja="試験用の接続", en="a test session"),
    "person": Phrase("ramp.limit_person", ja="人の判断", en="a person's word"),
}
NOW = Phrase(
    "ramp.now",
    ja="{what}: 第{wave}段階（累計{staff}人）を伝えてください。",
    en="{what}: tell wave {wave} ({staff} people in all).",
)
LOOKING = Phrase(
    "ramp.looking",
    ja="{what}: 第{wave}段階（累計{staff}人）の様子を見ています。",
    en="{what}: wave {wave} ({staff} people in all) is being looked at.",
)
BEFORE = Phrase(
    "ramp.before",
    ja="{what}: 始める前の様子を見ています。",
    en="{what}: looking at the gateway before the first wave.",
)
IS_TOLD = Phrase("ramp.is_told", ja="段階を伝えた", en="the wave was told")
STOP = Phrase("ramp.stop", ja="止める", en="stop the ramp")
ACCOUNTS = Phrase(
    "ramp.accounts",
    ja="試験用アカウント{accounts:list}で{gateway}に最大{count}本の接続",
    en="up to {count} test sessions to {gateway} with {accounts:list}",
)


def ramp_said(plan: Plan, do: Ramp) -> Message:
    """What the step is about."""
    return RAMP(gateway=_gateway(plan, do), waves=tuple(str(each) for each in do.waves))


def _gateway(plan: Plan, do: Ramp) -> Text:
    """Its name, or the id of one without a name."""
    named = (each.name for each in plan.telework if each.id == do.gateway)
    name = next(named, Text())
    return Text(do.gateway) if name == Text() else name


def accounts_said(plan: Plan, do: Ramp) -> Message:
    """What is to be approved."""
    synthetic = do.synthetic
    accounts, count = (synthetic.account, synthetic.count) if synthetic else ((), 0)
    return ACCOUNTS(accounts=accounts, gateway=_gateway(plan, do), count=count)


def ramp_now(drill: Drill, step: Step, what: object) -> Message:
    """How far it has come, and what is wanted of people."""
    ramp, waves = drill.step(step.id).ramp, ramp_in(step).waves
    if ramp.ready:
        return NOW(what=what, wave=ramp.ready, staff=waves[ramp.ready - 1])
    if not ramp.waves:
        return BEFORE(what=what)
    return LOOKING(what=what, wave=ramp.wave, staff=ramp.waves[-1].staff)


def ramp_hints(drill: Drill, step: Step) -> Iterator[Hint]:
    """What to type once the wave was told, and how to stop."""
    if drill.step(step.id).ramp.ready:
        yield Hint(f"bcp-drill order last wave {step.id}", IS_TOLD())
    yield Hint(f"bcp-drill order last stop-ramp {step.id}", STOP())


def ramp_told(event: Event, drill: Drill) -> tuple[Message, str] | None:
    """An event of a ramp and who did it; None for others, and for its rounds, which are many."""
    match event:
        case RampStopped(by=by):
            return _stopped_said(event), by
        case WaveReady():
            return _wave_said(event, drill), ""
        case WaveBegan(by=by):
            return _wave_said(event, drill), by
        case SessionOrdered() | SessionBegan() | SessionEnded():
            return _session_said(event), ""
    return None


def _wave_said(event: WaveReady | WaveBegan, drill: Drill) -> Message:
    """That a wave may be told, or was."""
    if isinstance(event, WaveReady):
        waves = ramp_in(drill.model(event.step)).waves
        return READY(step=event.step, wave=event.wave, staff=waves[event.wave - 1])
    said = TOLD(step=event.step, wave=event.wave, staff=event.staff)
    return NOTED(what=said, note=event.note) if event.note else said


def _stopped_said(event: RampStopped) -> Message:
    """Where it stopped, and why."""
    return STOPPED(step=event.step, wave=event.wave, limit=LIMITS[event.limit](), why=event.why)


def _session_said(event: SessionOrdered | SessionBegan | SessionEnded) -> Message:
    """What became of a test session."""
    if isinstance(event, SessionOrdered):
        return SESSION_ORDERED(step=event.step, account=event.account, session=event.session)
    if isinstance(event, SessionBegan):
        return SESSION_UP(step=event.step, session=event.session, took=event.took)
    if event.how == "taken_down":
        return SESSION_DOWN(step=event.step, session=event.session)
    why = "" if event.why is None else event.why
    return SESSION_FAILED(step=event.step, session=event.session, how=HOW[event.how](), why=why)
