"""What a browser sent, read into an answer; nothing of it is believed beyond what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast, get_args

from drills.core.checkin_events import Problem, Safe, TaskResult
from drills.runtime.checkin.desk import Asked, Given

ALL_WELL = "all"
PROBLEMS: tuple[Problem, ...] = get_args(Problem)
SAFE: tuple[Safe, ...] = get_args(Safe)
TASKS: tuple[TaskResult, ...] = get_args(TaskResult)
# Beyond these, somebody wrote the figures by hand.
MOST_RTT_US = 60_000_000
MOST_BPS = 100_000_000_000
_DIGITS = 15

Sent = Mapping[str, str]


def missing(sent: Sent, asked: Asked) -> tuple[str, ...]:
    """The fields that must be filled in and are not."""
    if sent.get("go") == ALL_WELL:
        return ()
    wanted = [f"task{at}" for at in range(len(asked.tasks)) if _task(sent, at) is None]
    if "failed" in (_task(sent, at) for at in range(len(asked.tasks))) and not _problem(sent):
        wanted.append("problem")
    if asked.safety and not _safe(sent):
        wanted.append("safety")
    return tuple(wanted)


def given(sent: Sent, asked: Asked) -> Given:
    """The answer, where nothing is `missing`."""
    all_well = sent.get("go") == ALL_WELL
    tasks = tuple("done" if all_well else _task(sent, at) for at in range(len(asked.tasks)))
    safe: Safe = "safe" if all_well else _safe(sent)
    known = [each.id for each in asked.ways]
    method = sent.get("method", "")
    return Given(
        method=method if method in known else "",
        tasks=cast(tuple[TaskResult, ...], tasks),
        problem="" if all_well else _problem(sent),
        safety=safe if asked.safety else "",
        rtt_us=_figure(sent, "rtt", MOST_RTT_US),
        down_bps=_figure(sent, "down", MOST_BPS),
        up_bps=_figure(sent, "up", MOST_BPS),
    )


def _task(sent: Sent, at: int) -> TaskResult | None:
    return next((each for each in TASKS if each == sent.get(f"task{at}")), None)


def _problem(sent: Sent) -> Problem:
    return next((each for each in PROBLEMS if each == sent.get("problem")), "")


def _safe(sent: Sent) -> Safe:
    return next((each for each in SAFE if each == sent.get("safety")), "")


def _figure(sent: Sent, name: str, most: int) -> int | None:
    written = sent.get(name, "")
    if not (written.isascii() and written.isdigit() and len(written) <= _DIGITS):
        return None
    return int(written) if 0 < int(written) <= most else None
