"""Every scenario of the library, taken by a town and drilled to its end with its own answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from drills.cli.exit_codes import ExitCode
from drills.cli.library import entries
from drills.core.audit_events import OrderRefused
from drills.core.events import DrillEnded
from drills.journal.folder import Runs
from drills.journal.sqlite import read
from tests.cli.conversation import bcp_drill

# These are for people alone: in this mode they really call, and nothing is asked of machines.
CALLING = {"april-contacts": "walkthrough", "comms-only": "walkthrough"}


@dataclass(frozen=True)
class Held:
    """A drill that was held."""

    folder: Path
    code: int
    err: str
    report: Mapping[str, Any]


def _held(folder: Path, name: str) -> Held:
    folder.mkdir()
    bcp_drill("scenarios", "--copy", name, "town", cwd=folder)
    mode = CALLING.get(name, "tabletop")
    words = ("run", name, "--plan", "town", "--mode", mode, "--headless", "--set", "speed=3600")
    answers = f"town/answers/{name}.yaml"
    ran = bcp_drill("--lang", "en", *words, "--answers", answers, cwd=folder, timeout=600)
    report = bcp_drill("report", "last", "-f", "json", cwd=folder)
    return Held(folder, ran.code, ran.err, json.loads(report.out))


@pytest.fixture(scope="module")
def drills(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Held]:
    folder = tmp_path_factory.mktemp("library")
    names = [each.id for each in entries()]
    # They wait more than they work; all of them at once would only wait for each other.
    with ThreadPoolExecutor(8) as at_once:
        held = at_once.map(lambda name: _held(folder / name, name), names)
        return dict(zip(names, held, strict=True))


def test_every_scenario_runs_to_its_end_and_every_answer_is_taken(
    drills: Mapping[str, Held],
) -> None:
    good = (ExitCode.PASSED, ExitCode.TARGET_MISSED)
    assert [name for name, each in drills.items() if each.code not in good] == []
    for name, each in drills.items():
        events = [record.event() for record in read(Runs(each.folder / "runs").find("last"))]
        ended = [event.finish for event in events if isinstance(event, DrillEnded)]
        refused = [event for event in events if isinstance(event, OrderRefused)]
        assert (ended, refused) == (["completed"], []), name
        assert "was not taken" not in each.err, name


def test_the_communication_drill_tells_who_was_reached_and_mends_the_list(
    drills: Mapping[str, Held],
) -> None:
    held = drills["comms-only"]
    staff, vendors = held.report["call_outs"]
    assert (staff["people"], staff["reached"], staff["by_deputy"]) == (24, 22, 1)
    assert (staff["corrected"], vendors["corrected"]) == (2, 1)
    assert (vendors["people"], vendors["reached"]) == (6, 6)
    contacts = (held.folder / "town/people/contacts.yaml").read_text("utf-8")
    for right in ("000-5550-0313", "000-5550-0513", "000-5553-0012"):
        assert right in contacts
    assert "# ---- 支所。電話が使えないときは衛星電話" in contacts


def test_a_drill_of_people_is_not_told_to_measure_by_machines(drills: Mapping[str, Held]) -> None:
    text = bcp_drill("report", "last", "-f", "text", cwd=drills["comms-only"].folder).out
    assert "良好（人の記録による。" in text
    assert "機械で測った目標が一つもありません" not in text


def test_the_check_in_april_names_who_has_left(drills: Mapping[str, Held]) -> None:
    missing = [
        each["contact"]
        for each in drills["april-contacts"].report["callees"]
        if each["standing"] != "reached"
    ]
    assert missing == ["br-b"]
    text = bcp_drill("report", "last", "-f", "text", cwd=drills["april-contacts"].folder).out
    assert "連絡先・手段・代わりの人を見直すか" in text.replace("\n    ", "")


def test_in_the_first_hour_deputies_do_what_the_absent_one_would_have_done(
    drills: Mapping[str, Held],
) -> None:
    by = {each["step"]: each["by"] for each in drills["first-hour"].report["answers"]}
    assert by["power-left"] == by["separation"] == "情報係員B"
    assert "absent" in drills["first-hour"].err


def test_the_first_hour_counts_what_is_pretended_as_pretended(drills: Mapping[str, Held]) -> None:
    recoveries = drills["first-hour"].report["recoveries"]
    assert {each["system"]: each["rto"]["source"] for each in recoveries} == {
        "homepage": "injected",
        "register": "injected",
    }


def test_six_hundred_and_fifty_check_in_and_those_who_do_not_are_called(
    drills: Mapping[str, Held],
) -> None:
    held = drills["telework-650"]
    (roll_call,) = held.report["check_ins"]
    assert (roll_call["expected"], roll_call["there"]) == (650, 608)
    (goal,) = (each for each in held.report["goals"] if each["step"] == "roll-call")
    assert goal["figure"]["verdict"] == "met"
    (missing,) = held.report["call_outs"]
    assert (missing["people"], missing["reached"]) == (2, 2)
    text = bcp_drill("report", "last", "-f", "text", cwd=held.folder).out
    # Four people of one office are not told apart from others.
    assert "監査委員事務局 " not in text
