"""What is planned with parameters of its own is judged with those, and not as it is written."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bcp.load import load_plan
from bcp.model import Plan
from drills.cli.exit_codes import ExitCode
from drills.history.rows import DrillRow
from drills.probes import catalogue
from drills.readiness.programme import drill_times, rhythm
from scenarios.planned import course_held, course_of
from tests.cli.conversation import bcp_drill
from tests.readiness import making as m

PLAN = """\
organisation: 見本町
roles: {lead: 情報係長}
systems:
  - {id: mail, importance: critical, rto: 2h, probe: {tcp: "127.0.0.1:25"}}
  - {id: files, importance: critical, rto: 2h, probe: {tcp: "127.0.0.1:445"}}
drills:
  - {id: mails, scenario: down, responsible: lead, starts: {in: [6], day: 3, at: "10:00"}}
"""
SCENARIO = """\
scenario: down
title: 停止
parameters: {system: mail, limit: 2h}
modes: [tabletop, walkthrough]
watch: [{system: $system}]
steps:
  - {id: back, wait: {system: $system}, within: $limit}
"""
FILES = "  - {id: filing, scenario: down, name: 共有, responsible: lead, set: {system: files}%s}\n"
MONTHLY = ', starts: {in: every-month, day: 3, at: "10:00"}'


def _town(folder: Path, *drills: str) -> Path:
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "down.yaml").write_text(SCENARIO, encoding="utf-8")
    (folder / "plan.yaml").write_text(PLAN + "".join(drills), encoding="utf-8")
    return folder


def _checked(folder: Path) -> tuple[int, str]:
    seen = bcp_drill("--lang", "en", "check", cwd=folder)
    return seen.code, " ".join((seen.out + seen.err).split())


def _told(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bcp_drill("ready", "-f", "json", cwd=folder).out)
    return found


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("set: {sistem: mail}", "plan.yaml:8:10: the drill 'x' gives a value to 'sistem'"),
        ("set: {sistem: mail}", 'Did you mean "system"?'),
        ("set: {system: maill}", "plan.yaml:8:10: with what the drill 'x' sets (system=maill)"),
        ("set: {limit: soon}", "plan.yaml:8:10: with what the drill 'x' sets (limit=soon)"),
        ("turn: {parameter: thing, of: systems}", "gives a value to 'thing'"),
        ("turn: {parameter: limit, of: systems}", "sets (limit=@systems)"),
        (
            'unattended: operational, starts: {in: [9], day: 1, at: "10:00"}',
            "is to start by itself as operational, and its scenario 'down' can only be held as",
        ),
    ],
)
def test_what_a_scenario_refuses_of_a_planned_drill_is_found_by_check(
    tmp_path: Path, wrong: str, said: str
) -> None:
    _town(tmp_path, f"  - {{id: x, scenario: down, {wrong}}}\n")
    code, told = _checked(tmp_path)
    assert (code, said in told) == (ExitCode.INVALID_INPUT, True), told


def test_what_the_scenario_takes_is_no_mistake(tmp_path: Path) -> None:
    _town(
        tmp_path,
        FILES % MONTHLY,
        "  - {id: t, scenario: down, turn: {parameter: system, of: systems}, responsible: lead}\n",
    )
    assert _checked(tmp_path)[0] == ExitCode.PASSED


def test_a_scenario_that_no_planned_drill_holds_as_it_is_written_is_judged_as_they_hold_it(
    tmp_path: Path,
) -> None:
    _town(tmp_path)
    file = tmp_path / "scenarios" / "down.yaml"
    file.write_text(SCENARIO.replace("system: mail", "system: web"), encoding="utf-8")
    plan = tmp_path / "plan.yaml"
    alone = PLAN.partition("drills:")[0] + "drills:\n"
    plan.write_text(alone + FILES % MONTHLY, encoding="utf-8")
    code, told = _checked(tmp_path)
    # That it cannot be held as it is written is told, and refuses nothing.
    assert (code, "warning: scenarios/down.yaml:5:" in told) == (ExitCode.PASSED, True)
    seen = bcp_drill("ready", "-f", "json", cwd=tmp_path)
    assert [each["id"] for each in json.loads(seen.out)["scenarios"]] == ["down/filing"]
    assert seen.err == ""
    plan.write_text(PLAN + FILES % MONTHLY, encoding="utf-8")
    assert _checked(tmp_path)[0] == ExitCode.INVALID_INPUT
    assert "down.yaml" in bcp_drill("ready", cwd=tmp_path).err


def test_the_year_covers_what_its_drills_set_and_not_what_stands_in_the_scenario(
    tmp_path: Path,
) -> None:
    _town(tmp_path, FILES % "")
    missing = "no drill that comes due (starts of drills) covers these important systems: files."
    assert missing in _checked(tmp_path)[1]
    (tmp_path / "plan.yaml").write_text(PLAN + FILES % MONTHLY, encoding="utf-8")
    told = _checked(tmp_path)[1]
    assert missing not in told
    # On 3 June both begin, and about other systems.
    assert "both begin" not in told


def test_ready_says_what_to_type_for_what_only_a_planned_drill_measures(tmp_path: Path) -> None:
    _town(tmp_path, FILES % MONTHLY)
    told = _told(tmp_path)
    lines = {each["id"]: each["type_this"] for each in told["systems"]}
    assert lines["mail"] == "bcp-drill run down --mode walkthrough"
    assert lines["files"] == "bcp-drill run down --mode walkthrough --set system=files"
    scenarios = {each["id"]: each["name"]["ja"] for each in told["scenarios"]}
    assert scenarios == {"down": "停止", "down/filing": "共有"}


def _plan(folder: Path) -> Plan:
    return load_plan(_town(folder, FILES % MONTHLY), catalogue()).plan


def test_a_record_is_of_the_drill_whose_parameters_it_was_held_with(tmp_path: Path) -> None:
    drills = _plan(tmp_path).drills
    assert [course_of(each, drills) for each in drills] == ["down", "down/filing"]
    assert course_held("down", {"system": "files", "limit": "2h"}, drills) == "down/filing"
    assert course_held("down", {"system": "mail", "limit": "2h"}, drills) == "down"
    # A version of the scenario that had no such parameter was another drill.
    assert course_held("down", {}, drills) == "down"


def test_each_has_a_rhythm_of_its_own_and_one_is_not_held_by_the_other(tmp_path: Path) -> None:
    plan = _plan(tmp_path)
    now = datetime.fromisoformat("2027-06-16T18:00:00+09:00")
    days = rhythm(plan, now)
    assert days["down/filing"] < 60
    assert days["down"] > 360
    mails, files = m.drill("2027-06-04", scenario="down"), m.drill("2027-05-06", scenario="down")

    def course(row: DrillRow) -> str:
        return "down" if row is mails else "down/filing"

    missed = [each for each in drill_times(plan, (mails, files), now, None, course) if each.missed]
    assert [(each.id, dict(each.settings)) for each in missed] == [("filing", {"system": "files"})]


def test_a_drill_without_a_scenario_was_held_where_its_people_said_so(tmp_path: Path) -> None:
    words = '  - {id: walk, responsible: lead, starts: {in: [6], day: 8, at: "10:00"}}\n'
    plan = load_plan(_town(tmp_path, words), catalogue()).plan
    now = datetime.fromisoformat("2027-06-16T18:00:00+09:00")
    other = m.drill("2027-06-03", scenario="down")
    assert [each.id for each in drill_times(plan, (other,), now) if each.missed] == ["walk"]
    said = {"walk": (now - timedelta(days=8),)}
    assert not any(each.missed for each in drill_times(plan, (other,), now, said))
