from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from bcp.load import load_plan
from drills.probes import catalogue
from drills.runtime.answers import load_script
from drills.town.machine import Lot
from drills.town.machines import faults, kinds
from drills.town.writing import write_sample
from scenarios.load import load_scenario
from scenarios.model import MODES, Ask, Inject, Notify, Probe, Run, Scenario, Wait

WORDS = ("ssh", "web", "tls", "dns", "snmp")
PORTS = {name: dict.fromkeys(WORDS, 40000) for name in kinds()}
SCENARIOS = (
    "certificate-expired",
    "disk-full",
    "hung-service",
    "name-server-lost",
    "page-defaced",
    "quake-at-night",
    "storm",
    "wrong-host-key",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_sample(tmp_path, PORTS)
    return tmp_path


def test_the_plan_has_no_mistake_and_no_warning(folder: Path) -> None:
    loaded = load_plan(folder / "plan", catalogue())
    assert loaded.warnings == ()
    assert loaded.plan.organisation.name == "見本町"


def test_a_port_that_opens_is_too_little_for_an_important_system(folder: Path) -> None:
    """As the pages about the town tell the reader to try."""
    systems = folder / "plan" / "assets" / "systems.yaml"
    text = systems.read_text(encoding="utf-8")
    place = text.index("- id: groupware-port")
    changed = text[place:].replace("importance: normal", "importance: important", 1)
    systems.write_text(text[:place] + changed, encoding="utf-8")
    (warning,) = load_plan(folder / "plan", catalogue()).warnings
    assert warning.what.code == "plan.only_connected"


def test_one_zone_has_no_terminal(folder: Path) -> None:
    plan = load_plan(folder / "plan", catalogue()).plan
    assert [each.id for each in plan.zones if each.terminal is None] == ["my_number"]


@pytest.fixture
async def tables(tmp_path: Path) -> dict[str, set[str]]:
    """The commands of every machine."""
    built = {
        name: kind.built(Lot(tmp_path / name, tmp_path / "keys")) for name, kind in kinds().items()
    }
    for machine in built.values():
        await machine.close()
    return {name: set(machine.table) for name, machine in built.items()}


async def test_the_plan_lists_exactly_the_commands_that_the_machines_know(
    folder: Path, tables: dict[str, set[str]]
) -> None:
    plan = load_plan(folder / "plan", catalogue()).plan
    assert {server.id: {each.line for each in server.commands} for server in plan.servers} == tables


async def test_every_fault_is_broken_and_mended_by_commands_of_its_machine(
    tables: dict[str, set[str]],
) -> None:
    for machine, fault in faults().values():
        assert {fault.breaks, fault.mends} <= tables[machine]
        assert fault.meaning.ja
        assert fault.meaning.en


def test_every_scenario_of_the_town_is_tested_here(folder: Path) -> None:
    written = {file.stem for file in (folder / "plan" / "scenarios").iterdir()}
    assert written == set(SCENARIOS) == {file.stem for file in (folder / "answers").iterdir()}


def test_what_was_changed_by_hand_stays_and_what_was_deleted_returns(folder: Path) -> None:
    answers, plan = folder / "answers", folder / "plan" / "plan.yaml"
    (answers / "quake-at-night.yaml").write_text("mine\n", encoding="utf-8")
    (answers / "disk-full.yaml").unlink()
    before = plan.read_text(encoding="utf-8")
    write_sample(folder, PORTS)
    assert (answers / "quake-at-night.yaml").read_text(encoding="utf-8") == "mine\n"
    assert (answers / "disk-full.yaml").exists()
    assert plan.read_text(encoding="utf-8") == before


def test_a_sample_that_nobody_changed_follows_the_version(folder: Path) -> None:
    """As where another version of bcp-drill wrote it, with fewer scenarios and other words."""
    record = folder / "machines" / "sample.json"
    plan, newer = folder / "plan" / "plan.yaml", folder / "answers" / "disk-full.yaml"
    whole = plan.read_text(encoding="utf-8")
    plan.write_text("older: words\n", encoding="utf-8")
    newer.unlink()
    written = json.loads(record.read_text(encoding="utf-8"))
    del written["answers/disk-full.yaml"]
    written["plan/plan.yaml"] = hashlib.sha256(plan.read_bytes()).hexdigest()
    record.write_text(json.dumps(written), encoding="utf-8")
    write_sample(folder, PORTS)
    assert plan.read_text(encoding="utf-8") == whole
    assert newer.exists()


def test_a_plan_from_elsewhere_is_left_alone_and_nothing_is_put_beside_it(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "plan.yaml").write_text("mine\n", encoding="utf-8")
    for _ in range(2):
        write_sample(tmp_path, PORTS)
        assert [*(tmp_path / "plan").iterdir()] == [tmp_path / "plan" / "plan.yaml"]
        assert (tmp_path / "plan" / "plan.yaml").read_text(encoding="utf-8") == "mine\n"


def test_no_placeholder_is_left_but_the_scenarios_own_parameter(folder: Path) -> None:
    left = [
        found
        for file in folder.rglob("*.yaml")
        for found in re.findall(r"\$(?!schema=)\w+", file.read_text(encoding="utf-8"))
    ]
    assert left == ["$homepage_url"]


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_both_pages_about_the_town_name_every_command_fault_and_scenario(
    language: str, tables: dict[str, set[str]]
) -> None:
    page = "practice-town.ja.md" if language == "ja" else "practice-town.md"
    words = (Path(__file__).parents[2] / "docs" / page).read_text(encoding="utf-8")
    named = {*set().union(*tables.values()), *faults(), *SCENARIOS}
    assert {each for each in named if f"`{each}`" not in words} == set()


@pytest.fixture(params=SCENARIOS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def scenario(folder: Path, name: str) -> Scenario:
    return loaded(folder, name)


def loaded(folder: Path, name: str) -> Scenario:
    file = folder / "plan" / "scenarios" / f"{name}.yaml"
    found = load_scenario(file, load_plan(folder / "plan", catalogue()), catalogue())
    assert found.warnings == ()
    assert found.scenario.id == name
    return found.scenario


def test_the_long_scenario_has_something_of_everything(folder: Path) -> None:
    scenario = loaded(folder, "quake-at-night")
    assert {type(step.do) for step in scenario.steps} == {Inject, Ask, Notify, Run, Probe, Wait}
    assert {step.marks for step in scenario.steps} >= {"detection", "declaration"}
    assert any(step.set for step in scenario.steps)
    assert any(step.unless for step in scenario.steps)
    assert sorted(scenario.modes) == sorted(MODES)


def test_every_step_of_a_machine_has_words_to_read_aloud(scenario: Scenario) -> None:
    machine_steps = [step for step in scenario.steps if isinstance(step.do, Run | Probe | Wait)]
    assert machine_steps
    assert all(step.say and step.say.ja and step.say.en for step in machine_steps)


def test_everything_said_to_players_is_said_in_both_languages(scenario: Scenario) -> None:
    said = [step.do.text for step in scenario.steps if isinstance(step.do, Ask | Inject)]
    said += [scenario.title, scenario.safety.notice, scenario.safety.real_event_word]
    said += [
        words for s in scenario.steps if isinstance(s.do, Notify) for words in (s.do.to, s.do.form)
    ]
    assert all(each.ja and each.en and each.ja != each.en for each in said)


def test_everyone_named_in_the_scenario_has_a_role(folder: Path, scenario: Scenario) -> None:
    roles = {role.id for role in load_plan(folder / "plan", catalogue()).plan.roles}
    named = {step.by for step in scenario.steps if step.by}
    named |= {step.do.to for step in scenario.steps if isinstance(step.do, Inject) and step.do.to}
    named |= {role for approval in scenario.safety.approvals for role in approval.by}
    assert named <= roles


def test_the_answers_cover_every_question_of_every_mode(
    folder: Path, name: str, scenario: Scenario
) -> None:
    script = load_script(folder / "answers" / f"{name}.yaml", scenario)
    asked = {step.id for step in scenario.steps if not isinstance(step.do, Inject)}
    assert {each.step for each in script.answers} == asked
    wanted = {(each.step, role) for each in scenario.safety.approvals for role in each.by}
    assert {(each.step, each.role) for each in script.approvals} == wanted
    assert any(each.stumble for each in script.answers)


def test_after_a_restart_somebody_knows_what_became_of_every_action(folder: Path) -> None:
    scenario = loaded(folder, "quake-at-night")
    script = load_script(folder / "answers" / "quake-at-night.yaml", scenario)
    acting = {step.id for step in scenario.steps if isinstance(step.do, Run)}
    assert {each.step for each in script.doubts} == acting
