"""A plan whose one drill takes some seconds at the table, and is due at ten in the morning."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

DUE = datetime(2027, 4, 5, 10, tzinfo=ZoneInfo("Asia/Tokyo"))
_PLAN = """\
organisation: {name: 見本町, utc_offset: "+09:00"}
window: 72h
phases: [0-1h, 1-3h]
roles:
  lead: {name: Head of ICT, holder: 伊藤}
systems:
  - {id: desk, name: Desk, importance: important, rto: 4h, probe: {observe: desk}}
drills:
"""
_DRILL = """\
  - id: %s
    scenario: at-the-table
    starts: [{date: "2027-04-05", at: "10:00"}]
    unattended: tabletop
    answers: answers/at-the-table.yaml
    missed: %s
    late_within: 4h
    limit: 10m
    responsible: lead
"""
_SCENARIO = """\
scenario: at-the-table
title: At the table
type: tabletop
modes: [tabletop]
time: {limit: 10m}
roles: {director: lead, players: [lead], recorder: lead}
steps:
  - {id: declare, at: T+0s, by: lead, ask: Was the plan declared?, within: 5m}
"""
_ANSWERS = "answers:\n  - {step: declare, answer: done, by: 伊藤, after: %ss}\n"


def write_plan(folder: Path, missed: Mapping[str, str], seconds: int = 4) -> None:
    """Write it; `missed` are its drills, each with what becomes of it where it is missed."""
    for name in ("scenarios", "answers"):
        (folder / name).mkdir(parents=True)
    drills = "".join(_DRILL % each for each in missed.items())
    _put(folder / "plan.yaml", _PLAN + drills)
    _put(folder / "scenarios" / "at-the-table.yaml", _SCENARIO)
    _put(folder / "answers" / "at-the-table.yaml", _ANSWERS % seconds)


def _put(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
