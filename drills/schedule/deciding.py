"""What becomes of what is due: started, left out, missed, or asked of a person. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bcp.message import Message, Phrase
from bcp.programme.dues import Due
from bcp.upkeep import PlannedDrill

ON_TIME = timedelta(minutes=5)
"""So long after its time a start is not late yet: a machine may wake slowly, another drill end."""
_MICROSECOND = timedelta(microseconds=1)

TOO_LATE = Phrase(
    "schedule.too_late",
    ja="予定の時刻から {late:span} 過ぎていました（サービスが動いていなかったか、始められる状態に"
    "なかったため）",
    en="it was {late:span} past its time: no service ran, or nothing could start",
)
NEWER = Phrase(
    "schedule.newer",
    ja="同じ訓練のもっと新しい予定（{at:date}）がありました",
    en="a newer time of the same drill had come ({at:date})",
)
BY_A_PERSON = Phrase(
    "schedule.by_a_person",
    ja="人が始める訓練です（計画の unattended がありません）",
    en="a person starts it (the plan has no unattended for it)",
)


@dataclass(frozen=True)
class Start:
    """It is to begin now."""

    due: Due


@dataclass(frozen=True)
class LeaveOut:
    """It is not held."""

    due: Due
    why: Message


@dataclass(frozen=True)
class Miss:
    """It was not held, and by its policy it is not made up for."""

    due: Due
    why: Message


@dataclass(frozen=True)
class Ask:
    """A person decides."""

    due: Due
    why: Message


Decision = Start | LeaveOut | Miss | Ask


def decisions(
    drill: PlannedDrill,
    dues: Sequence[Due],
    now: datetime,
    closed: Callable[[], Message | None],
    waiting: Mapping[str, Message] | None = None,
) -> Iterator[Decision]:
    """What becomes of what was due by `now` and is not settled yet; the rest waits.

    `closed` says why no drill of this kind may begin now, where one may not. `waiting` is what
    kept those that could not begin when they were due.
    """
    come = [each for each in dues if each.at <= now and not each.expected]
    for each in come:
        if each.omitted is not None:
            yield LeaveOut(each, each.omitted)
    held = [each for each in come if each.omitted is None]
    for each in held[:-1]:
        yield _older(drill, each, held[-1], now)
    if held:
        yield from _newest(drill, held[-1], now, closed, waiting or {})


def _older(drill: PlannedDrill, due: Due, newest: Due, now: datetime) -> Decision:
    if drill.missed == "skip" and drill.unattended is not None:
        return Miss(due, _late(due, now))
    return Miss(due, NEWER(at=f"{newest.at:%Y-%m-%d %H:%M}"))


def _newest(
    drill: PlannedDrill,
    due: Due,
    now: datetime,
    closed: Callable[[], Message | None],
    waiting: Mapping[str, Message],
) -> Iterator[Decision]:
    why = waiting.get(due.key)
    if drill.unattended is None:
        yield Ask(due, BY_A_PERSON())
    elif now - due.at <= ON_TIME:
        yield from _on_time(drill, due, closed())
    elif drill.missed == "ask":
        yield Ask(due, why or _late(due, now))
    elif drill.missed == "skip" or now - due.at > patience(drill):
        yield Miss(due, why or _late(due, now))
    elif closed() is None:
        yield Start(due)


def _on_time(drill: PlannedDrill, due: Due, closed: Message | None) -> Iterator[Decision]:
    # It was free at its own time; a few minutes later it need not be.
    if closed is None:
        yield Start(due)
    elif drill.missed != "late":
        yield LeaveOut(due, closed)


def patience(drill: PlannedDrill) -> timedelta:
    """So long after its time the drill may still begin."""
    within = timedelta(microseconds=drill.late_within.us)
    return max(ON_TIME, within) if drill.missed == "late" else ON_TIME


def _late(due: Due, now: datetime) -> Message:
    return TOO_LATE(late=(now - due.at) // _MICROSECOND)
