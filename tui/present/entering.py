"""What is needed to enter one line from paper: from the drill as it goes on, or from its report."""

from __future__ import annotations

from dataclasses import dataclass

from drills.core.paper_time import Around
from drills.core.state import Drill
from drills.report.model import Report


@dataclass(frozen=True)
class EnterAsked:
    """A line from paper: what its time is understood by, and the steps that it may name."""

    around: Around
    steps: tuple[str, ...]
    step: str = ""


def asked_in(drill: Drill, now: int) -> EnterAsked:
    """For a drill whose clock shows `now`."""
    return EnterAsked(Around.of(drill.started(), now), tuple(drill.steps))


def asked_of(report: Report, now_us: int) -> EnterAsked:
    """For a drill as it was reported; `now_us` is Unix time."""
    header = report.header
    around = Around(header.began.unix_us, now_us, header.utc_offset_s)
    return EnterAsked(around, tuple(each.id for each in report.steps))
