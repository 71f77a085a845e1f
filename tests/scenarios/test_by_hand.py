"""The plan and scenarios that an officer wrote by hand load without a mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.asking import Expectation, Settled
from bcp.durations import HOUR, BusinessDays, Span
from bcp.load import LoadedPlan, load_plan
from bcp.model import Need, Rto
from scenarios.load import LoadedScenario, load_scenario
from scenarios.model import After, Pretend, Probe, Run, Wait
from tests.words import CATALOGUE

HERE = Path(__file__).parent / "by_hand"
SCENARIOS = sorted((HERE / "town" / "scenarios").glob("*.yaml"))


@pytest.fixture(scope="module")
def town() -> LoadedPlan:
    return load_plan(HERE / "town", CATALOGUE)


def _scenario(name: str, town: LoadedPlan) -> LoadedScenario:
    return load_scenario(HERE / "town" / "scenarios" / f"{name}.yaml", town, CATALOGUE)


def test_ten_lines_are_a_plan() -> None:
    loaded = load_plan(HERE / "ten-lines", CATALOGUE)
    system = loaded.plan.systems[0]
    assert (loaded.plan.organisation.name, loaded.plan.roles[0].holder) == ("見本町", "情報係長")
    assert system.rto == Rto(Span(3 * HOUR))
    assert system.probe[0].expect == (
        Expectation("reply", "equals", True),
        Expectation("status", "between", (200, 399)),
    )
    assert loaded.warnings == ()


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_each_scenario_loads_without_a_warning(path: Path, town: LoadedPlan) -> None:
    loaded = load_scenario(path, town, CATALOGUE)
    assert loaded.scenario.id == path.stem
    assert loaded.warnings == ()
    assert list(loaded.files) == [f"scenarios/{path.name}"]


def test_every_file_of_the_folder_is_read_and_hashed(town: LoadedPlan) -> None:
    parts = ("people", "assets", "work")
    written = {path for part in parts for path in (HERE / "town" / part).iterdir()}
    names = {path.relative_to(HERE / "town").as_posix() for path in written} | {"plan.yaml"}
    assert set(town.files) == names
    assert all(len(digest) == 64 for digest in town.files.values())


def test_short_forms_mean_their_long_ones(town: LoadedPlan) -> None:
    juki = town.plan.system("juki")
    fs01 = town.plan.server("fs01")
    assert juki
    assert fs01
    assert juki.depends_on[0] == Need(("lgwan-line", "lgwan-radio"))
    assert juki.depends_on[1] == Need(("core-switch",))
    assert (juki.settled, juki.rpo) == (Settled(3), BusinessDays(1))
    assert [(each.id, each.line) for each in fs01.commands] == [
        ("check-share", "mount | grep -c share"),
        ("state", "state"),
    ]
    assert [each.id for each in town.plan.zones] == ["lgwan", "internet", "my_number"]


def test_a_probe_of_a_server_names_it(town: LoadedPlan) -> None:
    filesv = town.plan.system("filesv")
    assert filesv
    ssh = filesv.probe[0]
    assert (ssh.server, ssh.subject, ssh.params) == ("fs01", "fs01", {"command": "check-share"})
    assert ssh.expect == (
        Expectation("exit", "equals", 0),
        Expectation("out", "contains", "mounted"),
    )


def test_the_plan_warns_of_systems_that_nothing_measures(town: LoadedPlan) -> None:
    said = [each.said_in("en").rpartition("town/")[2] for each in town.warnings]
    assert said[0].startswith("assets/radio.yaml:2:7: numbers of the profile 'nec-ipasolink'")
    assert said[1:] == [
        f"assets/systems.yaml:{line}:7: the system '{system}' has no probe, "
        "so nothing can be measured of it."
        for line, system in ((1, "juki"), (16, "auth"))
    ]


def test_a_ransomware_drill_says_what_it_pretends_and_forbids(town: LoadedPlan) -> None:
    scenario = _scenario("ransomware", town).scenario
    found, check, restore = (scenario.step(each) for each in ("found", "isolated-check", "restore"))
    assert found and check and restore
    assert found.set == (Pretend("system", "filesv", "down", "restore"),)
    assert isinstance(check.do, Probe)
    assert check.do.call.expect == (Expectation("reply", "equals", False),)
    assert isinstance(restore.do, Run)
    assert restore.do.expect == (Expectation("exit", "equals", 0),)
    assert restore.do.undo is not None
    assert restore.after == (After("safe"),)


def test_parameters_fill_texts_and_values(town: LoadedPlan) -> None:
    path = HERE / "town" / "scenarios" / "telework-650.yaml"
    scenario = load_scenario(path, town, CATALOGUE, {"host": "vpn2.example.town.jp"}).scenario
    gate, order = scenario.step("gate"), scenario.step("order")
    assert gate and isinstance(gate.do, Wait) and gate.do.call
    assert gate.do.call.subject == "vpn2.example.town.jp:443"
    assert gate.do.every == Span(10_000_000)
    assert order and "650人" in str(order.do)
    assert scenario.parameters == {
        "expected": 650,
        "percent": 90,
        "host": "vpn2.example.town.jp",
    }
