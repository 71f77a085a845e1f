"""A plan's standing with something of every kind in it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bcp.durations import HOUR, MINUTE, SECOND
from bcp.message import Phrase, Text
from drills.history.rows import DrillRow, TargetRow
from drills.metrics.ground import MetricsGround, ScheduleFigures
from drills.readiness.due import DueKind, DueLine
from drills.readiness.readiness import Readiness, ReadyLine

TODAY = date(2027, 9, 1)
BEGAN = int(datetime(2027, 6, 1, 1, tzinfo=UTC).timestamp())
HOSTILE = 'a"b\\c\nd\x1b[2J}'
_SAID = Phrase("metrics.test", ja="試", en="test")


def due(kind: DueKind, id: str, day: date) -> DueLine:
    left = (day - TODAY).days
    return DueLine(kind, id, Text("山田太郎"), day, left, _SAID(), _SAID(), Text("山田太郎"))


def target(id: str, *, measured: bool = True) -> TargetRow:
    return TargetRow(
        kind="system",
        id=id,
        level=None,
        measure="rto",
        name=Text("住民記録 10.0.0.5"),
        importance="critical",
        limit_us=4 * HOUR,
        start="loss",
        asked="q",
        verdict="met",
        source="measured" if measured else "injected",
        low_us=61 * MINUTE,
        actual_us=62 * MINUTE,
        high_us=62 * MINUTE + SECOND // 2,
        assumed_us=0,
    )


def ready(*systems: ReadyLine) -> Readiness:
    scenario = ReadyLine("scenario", "night-quake", Text("夜の地震"), "never_tried")
    lines = (due("certificate", "vpn", date(2027, 10, 1)), due("contract", "soft", TODAY))
    return Readiness("見本町", TODAY, systems, (scenario,), (), (), lines)


JUKI = ReadyLine("system", "juki", Text("住民記録"), "verified", "critical", "r1", date(2027, 6, 1))
MAIL = ReadyLine("system", HOSTILE, Text("メール"), "never_tried", "normal")
DRILLS = (
    DrillRow("p2", "tabletop", "r2", mode="tabletop", began_us=(BEGAN + 9) * SECOND),
    DrillRow(
        *("p1", "counted", "r1"),
        mode="walkthrough",
        began_us=BEGAN * SECOND,
        targets=(target("juki"), target("mail", measured=False)),
    ),
)
GROUND = MetricsGround(
    "0.1.0",
    ready(JUKI, MAIL),
    drills=DRILLS,
    planned={"autumn": datetime(2027, 9, 9, 1, tzinfo=UTC)},
    schedule=ScheduleFigures(is_up=True, missed=2, notices_failed=1),
)
