"""The service as a machine runs it: its own unit, and systemd itself that starts and watches it."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from drills.journal.verify import verify
from drills.schedule import events as e
from drills.schedule.outcome import outcome_of
from drills.schedule.record import read
from drills.schedule.standing import DueStanding, Standing, stood
from drills.units import systemd
from drills.units.service import Credential, Service
from tests.house.source import ROOT
from tests.supervised.machine import Machine, machine
from tests.supervised.plans import DUE, write_plan

# With what a shell and systemd itself would take for something else.
_FOLDER = '計画 100% of $HOME\'s "town"'
_HOUR = timedelta(hours=1)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Machine]:
    """A machine with the service's unit, as the command writes it, and an empty folder of runs."""
    (tmp_path / "runs").mkdir()
    service = Service(
        name="bcp-drill",
        python=sys.executable,
        needs=(sys.prefix, sys.base_prefix, str(ROOT)),
        plan=f"/srv/{_FOLDER}",
        runs="/srv/runs",
        lang="en",
        account="root",
    )
    with machine(tmp_path) as made:
        made.put(systemd.unit(service, "system"), _settings())
        yield made


_SAYS = """
ExecStart=/bin/sh -c "id -un; cat $CREDENTIALS_DIRECTORY/GW_PW; echo $TMPDIR; touch /var/lib/x"
"""


def test_an_account_without_rights_is_handed_its_secret_and_writes_nowhere_else(
    tmp_path: Path,
) -> None:
    (tmp_path / "runs").mkdir()
    secret = tmp_path / "secret"
    secret.write_text("word of the gateway\n", encoding="utf-8")
    secret.chmod(0o600)
    service = Service(
        name="bcp-drill",
        python="/bin/sh",
        plan="/srv",
        runs="/srv/runs",
        account="nobody",
        credentials=(Credential("GW_PW", "/srv/secret"),),
    )
    with machine(tmp_path) as made:
        made.put(
            systemd.unit(service, "system"),
            {"Type": "oneshot", "Restart": "no", "ExecStart": _SAYS},
        )
        made.run("systemctl", "start", "bcp-drill", check=False)
        assert made.shown("ExecMainStatus") == "1"
        *told, refused = made.said().splitlines()
    assert told == ["nobody", "word of the gateway", "/var/lib/bcp-drill/temporary"]
    assert "Read-only file system" in refused


def _settings(at: datetime | None = None, **more: str) -> Mapping[str, str]:
    """The unit's own but for what tests cannot wait for; `at` is what the clock says now."""
    environment = f"PYTHONPATH={ROOT} PYTHONDONTWRITEBYTECODE=1"
    if at is not None:
        ahead = f"{at.timestamp() - time.time():+.0f}"
        preload = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
        environment += f" LD_PRELOAD={preload} FAKETIME={ahead} FAKETIME_DONT_FAKE_MONOTONIC=1"
    return {"RestartSec": "100ms", "Environment": environment, **more}


def _events(here: Machine) -> list[e.ScheduleEvent]:
    return [each.event() for each in read(here.srv / "runs")]


def _due(here: Machine, drill: str = "morning") -> DueStanding | None:
    dues = stood(Standing(), _events(here)).dues.values()
    return next((each for each in dues if each.drill == drill), None)


def _is(here: Machine, state: str, drill: str = "morning") -> bool:
    due = _due(here, drill)
    return due is not None and due.state == state


def _start_at(here: Machine, at: datetime) -> None:
    here.set(_settings(at))
    here.start()


def _goes_on(here: Machine) -> None:
    """A service that knows its plan since an hour is back when the drill is due, which begins."""
    write_plan(here.srv / _FOLDER, {"morning": "skip"})
    _start_at(here, DUE - _HOUR)
    here.stop()
    _start_at(here, DUE)
    here.until(lambda: _is(here, "running"), "the drill does not begin")


def _is_over(here: Machine) -> bool:
    """Whether the drill itself, a process of its own, has come to its end."""
    due = _due(here)
    return due is not None and outcome_of(here.srv / "runs" / str(due.run)).finish is not None


def _held_once(here: Machine) -> None:
    """The drill was claimed once, has one record, and that is whole."""
    due = _due(here)
    assert due is not None
    assert due.run is not None
    assert (due.state, due.turn, due.finish) == ("ended", 1, "completed")
    claimed = [each for each in _events(here) if isinstance(each, e.DrillClaimed)]
    assert [each.run for each in claimed] == [due.run]
    folders = [each.name for each in (here.srv / "runs").glob("2*") if each.is_dir()]
    assert folders == [due.run]
    assert verify(here.srv / "runs" / due.run).what is None


def test_a_stop_waits_for_the_drill_that_runs(here: Machine) -> None:
    _goes_on(here)
    here.stop()
    _held_once(here)
    assert getattr(_due(here), "exit_code", None) == 0
    assert here.shown("Result") == "success"
    assert isinstance(_events(here)[-1], e.ServiceEnded)


def test_a_service_that_was_killed_is_back_and_its_drill_goes_on_and_is_held_once(
    here: Machine,
) -> None:
    _goes_on(here)
    _killed(here)
    here.until(lambda: _is_over(here), "the drill does not go on")
    # The end of a drill of another process is seen at the next look, and one begins with a look.
    _killed(here)
    here.until(lambda: _is(here, "ended"), "the drill's end is not recorded")
    _held_once(here)
    assert here.shown("NRestarts") == "2"


def _killed(here: Machine) -> None:
    """Kill the service, and wait until there is another."""
    first = here.main
    here.signal("KILL")
    here.until(lambda: here.main not in (0, first), "it is not started again")


def test_a_service_that_hangs_is_started_again(here: Machine) -> None:
    write_plan(here.srv / _FOLDER, {"morning": "skip"})
    here.set(_settings(WatchdogSec="2"))
    here.start()
    first = here.main
    here.signal("STOP")
    here.until(lambda: here.main not in (0, first), "nobody saw that it hangs")
    here.until(lambda: here.shown("ActiveState") == "active", "it is not ready again")
    assert here.shown("NRestarts") == "1"


def test_what_came_while_the_machine_was_off_is_dealt_with_as_the_plan_says(here: Machine) -> None:
    write_plan(here.srv / _FOLDER, {"dropped": "skip", "later": "late", "asked": "ask"}, seconds=1)
    _start_at(here, DUE - _HOUR)
    here.stop()
    _start_at(here, DUE + _HOUR)
    here.until(lambda: _is(here, "ended", "later"), "the late drill is not held")
    assert _is(here, "missed", "dropped")
    assert _is(here, "asked", "asked")
