"""How long a drill is good for by the year's programme, and which of its times were missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bcp.load import load_plan
from bcp.model import Plan
from drills.probes import catalogue
from drills.readiness.programme import drill_times, rhythm
from tests.readiness import making as m

DRILLS = """\
organisation: 見本町
roles: {lead: 情報係長}
drills:
  - {id: weekly, scenario: gates, responsible: lead, starts: {cron: "0 10 * * wed"}}
  - {id: yearly, scenario: quake, starts: {in: [9], day: 1, at: "10:00"}}
  - {id: words-only, scenario: walk, when: 秋ごろ}
"""
NOW = datetime.fromisoformat("2027-06-16T18:00:00+09:00")


def _plan(folder: Path) -> Plan:
    (folder / "plan.yaml").write_text(DRILLS, encoding="utf-8")
    return load_plan(folder, catalogue()).plan


def test_a_drill_is_good_for_the_longest_wait_until_its_next(tmp_path: Path) -> None:
    days = rhythm(_plan(tmp_path), NOW)
    assert 7 <= days["gates"] <= 21  # holidays and the turn of the year are left out
    assert 360 <= days["quake"] <= 370
    assert "walk" not in days


def test_of_two_drills_of_a_scenario_the_one_with_the_shorter_wait_says_how_long(
    tmp_path: Path,
) -> None:
    plan = _plan(tmp_path)
    weekly, yearly, words = plan.drills
    alone = rhythm(plan, NOW)["gates"]
    rare = replace(yearly, id="rare", scenario="gates")
    for drills in ((weekly, rare, words), (rare, weekly, words)):
        assert rhythm(replace(plan, drills=drills), NOW) == {"gates": alone}


def test_the_next_times_are_told_and_a_time_that_passed_without_a_record_is_missed(
    tmp_path: Path,
) -> None:
    plan = _plan(tmp_path)
    # Without any record nobody knows since when records are kept.
    told = [(each.id, each.missed) for each in drill_times(plan, (), NOW)]
    assert told == [("weekly", False), ("yearly", False)]
    other = m.drill("2027-05-01", scenario="quake")
    missed = [each for each in drill_times(plan, (other,), NOW) if each.missed]
    # That of today may still be held.
    told_of = [(each.id, str(each.day), each.responsible) for each in missed]
    assert told_of == [("weekly", "2027-06-09", "lead")]
    held = m.drill("2027-06-10", scenario="gates")
    assert not any(each.missed for each in drill_times(plan, (other, held), NOW))
    table = replace(held, standing="aborted")
    assert any(each.missed for each in drill_times(plan, (other, table), NOW))
