"""How a ramp stands: what it asks, when, which limit showed, and how many test sessions it wants.

Law: nobody is told to connect while nothing is known of the gateway, or while a limit shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bcp.asking import ProbeCall
from bcp.durations import MILLISECOND
from bcp.message import Message, Phrase, Text
from bcp.test_accounts import DrillAccount
from drills.core.brief import Brief
from drills.core.guards import why
from drills.core.ramp_events import Limit, RampStopped
from drills.core.ramp_state import RampState
from drills.core.state import Drill, StepState
from drills.core.watch_events import Sample
from scenarios.model import Step
from scenarios.ramp_readings import gateway_of, limits_of, readings_of
from scenarios.ramps import MOST_COUNT, Limits, Ramp

AT_MOST = Phrase(
    "ramp.at_most",
    ja="{what}が{measured}になり、止める条件（{wanted}）に達しました。",
    en="{what} came to {measured}, and the ramp stops at {wanted}.",
)
AT_LEAST = Phrase(
    "ramp.at_least",
    ja="{what}が{measured}で、止める条件（{wanted}未満）に当たります。",
    en="{what} came to {measured}, and the ramp stops below {wanted}.",
)
BROKEN = Phrase(
    "ramp.broken",
    ja="「{word}: {subject}」が正常ではありません: {why}",
    en="{word}: {subject} is not well: {why}",
)
ACCOUNT_FAILED = Phrase(
    "ramp.account_failed",
    ja="試験用アカウント「{account}」（{session}本目）が接続できませんでした: {why}",
    en="test account {account!r} could not connect (session {session}): {why}",
)
SESSION_LOST = Phrase(
    "ramp.session_lost",
    ja="試験用アカウント「{account}」の接続（{session}本目）が切れました: {why}",
    en="a session of the test account {account!r} was lost (session {session}): {why}",
)
SESSIONS = Phrase("ramp.what_sessions", ja="接続の使用率", en="share of sessions in use")
ADDRESSES = Phrase("ramp.what_addresses", ja="アドレスの使用率", en="share of addresses in use")
LOG_IN = Phrase("ramp.what_login", ja="ログインにかかる時間", en="time of a log-in")
LINE = Phrase("ramp.what_line", ja="一人あたりの速度", en="throughput for one user")
CPU = Phrase("ramp.what_cpu", ja="装置のCPU使用率", en="the gateway's CPU")
PROBLEMS = Phrase(
    "ramp.what_problems",
    ja="点呼に答えた人のうち不具合のある人",
    en="share of those checked in who have a problem",
)
# Of fewer people no share is told.
FEWEST = 5
MEMORY = Phrase("ramp.what_memory", ja="装置のメモリ使用率", en="the gateway's memory")


# What the end of a test session says of the gateway.
_FAULTS: Mapping[str, Limit] = {
    "failed": "test_account",
    "full": "sessions",
    "lost": "test_account",
}


@dataclass(frozen=True)
class Bound:
    """One figure that ends a ramp: the fact it is told in, and from where on."""

    limit: Limit
    what: Phrase
    fact: str
    value: float
    unit: str
    least: bool = False


def bounds_of(limits: Limits) -> Iterator[Bound]:
    """Every figure that is given, in the order in which they are looked at."""
    percents: tuple[tuple[Limit, Phrase, str, float | None], ...] = (
        ("sessions", SESSIONS, "percent", limits.sessions_percent),
        ("addresses", ADDRESSES, "addresses_percent", limits.addresses_percent),
        ("cpu", CPU, "cpu_percent", limits.cpu_percent),
        ("memory", MEMORY, "memory_percent", limits.memory_percent),
    )
    for limit, what, fact, value in percents:
        if value is not None:
            yield Bound(limit, what, fact, value, "%")
    if limits.login is not None:
        yield Bound("login", LOG_IN, "log_in_ms", limits.login.us / MILLISECOND, " ms")
    if limits.mbps is not None:
        yield Bound("line", LINE, "mbps", limits.mbps, " Mbps", least=True)


def ramp_in(step: Step) -> Ramp:
    """The ramp of a step. Raises `TypeError` for another kind."""
    if not isinstance(step.do, Ramp):
        raise TypeError(step.id)
    return step.do


def questions(drill: Drill, step: Step) -> tuple[ProbeCall, ...]:
    """What a ramp asks in each round."""
    return readings_of(drill.started().plan, ramp_in(step))


def pace(drill: Drill, step: Step) -> int:
    """Microseconds from one round to the next: no question comes sooner than its courtesy wants."""
    apart = (each.apart.us for each in questions(drill, step) if each.apart)
    return max(ramp_in(step).look.us, *apart, 0)


def next_round(drill: Drill, step: Step, ramp: RampState) -> int | None:
    """When the next round goes out; None while one is under way."""
    if ramp.asked is not None:
        return None
    return 0 if ramp.asked_at is None else ramp.asked_at + pace(drill, step)


def is_settled(step: Step, ramp: RampState) -> bool:
    """Whether the last wave has had its time, and something is known of the gateway since then."""
    read, asked_at = ramp.read, ramp.asked_at
    if read is None or asked_at is None or ramp.asked is not None or read.round != ramp.rounds:
        return False
    if read.wave != ramp.wave or is_blind(read.samples):
        return False
    return not ramp.waves or asked_at >= ramp.waves[-1].at + ramp_in(step).every.us


def is_blind(samples: tuple[Sample, ...]) -> bool:
    """Whether a round told nothing at all."""
    return all(each.outcome == "unknown" for each in samples)


def limit_shown(drill: Drill, step: Step, state: StepState, now: int) -> RampStopped | None:
    """The end of a ramp that a test session, or the last round, brings about."""
    ramp = state.ramp
    found = _of_sessions(ramp) or _of_answers(drill, step, ramp) or _of_staff(drill, ramp_in(step))
    if found is None or ramp.stopped is not None:
        return None
    return RampStopped(now, step.id, ramp.wave, *found)


def _of_sessions(ramp: RampState) -> tuple[Limit, Message] | None:
    for number, each in ramp.sessions.items():
        over = each.ended
        if over is None or over.how not in _FAULTS:
            continue
        said = SESSION_LOST if over.how == "lost" else ACCOUNT_FAILED
        account, because = each.ordered.account, over.why or Text()
        return _FAULTS[over.how], said(account=account, session=number, why=because)
    return None


def _of_answers(drill: Drill, step: Step, ramp: RampState) -> tuple[Limit, Message] | None:
    read = ramp.read
    if read is None:
        return None
    limits = limits_of(drill.started().plan, ramp_in(step))
    for call, sample in zip(questions(drill, step), read.samples, strict=False):
        if sample.outcome == "broken":
            message = BROKEN(word=call.word, subject=call.subject, why=why(sample))
            return _named(sample), message
        for bound in bounds_of(limits):
            value = sample.reading.facts.get(bound.fact)
            if isinstance(value, int | float) and _is_over(bound, value):
                return bound.limit, _over(bound, value)
    return None


def _of_staff(drill: Drill, ramp: Ramp) -> tuple[Limit, Message] | None:
    """Whether too many of those who checked in told of a problem."""
    most = ramp.stop.problems_percent
    if most is None or ramp.checkin is None:
        return None
    found = drill.step(ramp.checkin).checkins
    there = found.all.there
    if there < FEWEST:
        return None
    told = sum(count for problem, count in found.counted("problem").items() if problem)
    bound = Bound("problems", PROBLEMS, "", most, "%")
    share = 100.0 * told / there
    return (bound.limit, _over(bound, share)) if _is_over(bound, share) else None


def _named(sample: Sample) -> Limit:
    """Which limit a question that is not well stands for."""
    facts = sample.reading.facts
    if facts.get("reason") == "full":
        return "sessions"
    if facts.get("full") is True:
        return "addresses" if facts.get("free") else "sessions"
    return "gateway"


def _is_over(bound: Bound, value: float) -> bool:
    return value < bound.value if bound.least else value >= bound.value


def _over(bound: Bound, value: float) -> Message:
    said = AT_LEAST if bound.least else AT_MOST
    return said(
        what=bound.what(),
        measured=f"{round(value, 1):g}{bound.unit}",
        wanted=f"{bound.value:g}{bound.unit}",
    )


def accounts_of(drill: Drill, step: Step) -> tuple[DrillAccount, ...]:
    """The account of each test session that is wanted in all; none where the drill makes none."""
    return accounts_in(drill.started(), ramp_in(step))


def accounts_in(brief: Brief, ramp: Ramp) -> tuple[DrillAccount, ...]:
    """The same from the brief alone: each account as often as it may, in turns."""
    way = gateway_of(brief.plan, ramp)
    if ramp.synthetic is None or way is None or brief.mode != "operational":
        return ()
    known = {each.id: each for each in way.test_accounts}
    named = [known[each] for each in dict.fromkeys(ramp.synthetic.account) if each in known]
    most = max((each.at_once for each in named), default=0)
    turns = [each for turn in range(most) for each in named if turn < each.at_once]
    return tuple(turns[: min(ramp.synthetic.count, MOST_COUNT)])


def next_session(drill: Drill, step: Step, ramp: RampState) -> tuple[int, DrillAccount] | None:
    """The test session that is to be made now, one after the other, more with each wave."""
    accounts, waves = accounts_of(drill, step), len(ramp_in(step).waves)
    made = len(ramp.sessions)
    under_way = any(each.began is None and each.ended is None for each in ramp.sessions.values())
    if not ramp.wave or under_way or made >= -(-len(accounts) * ramp.wave // waves):
        return None
    return made + 1, accounts[made]


def open_sessions(drill: Drill) -> Iterator[tuple[str, int]]:
    """Every test session that is up, or may be, by its step and number."""
    for id_, state in drill.steps.items():
        for number, each in state.ramp.sessions.items():
            if each.ended is None:
                yield id_, number
