"""What would disappoint after a drill is said before it."""

from __future__ import annotations

from pathlib import Path

from bcp.load import load_plan
from scenarios.load import load_scenario
from tests.words import CATALOGUE

PLAN = load_plan(Path(__file__).parent / "plan", CATALOGUE)


def _warnings(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "s.yaml"
    path.write_text("scenario: s\ntitle: t\n" + text, encoding="utf-8")
    loaded = load_scenario(path, PLAN, CATALOGUE)
    return [each.said_in("en").removeprefix(f"{path}:") for each in loaded.warnings]


def test_a_watched_system_whose_state_nobody_can_know(tmp_path: Path) -> None:
    said = _warnings(
        tmp_path,
        "watch: [{system: juki}]\nsteps:\n  - {id: a, marks: activation, ask: x}\n",
    )
    assert said == [
        "3:18: the system 'juki' is watched, but it has no probe and no step sets it, so its "
        "state will stay unknown. Give it a probe in the plan, or set and clear it in steps."
    ]


def test_a_system_that_a_step_sets_needs_no_probe(tmp_path: Path) -> None:
    said = _warnings(
        tmp_path,
        "watch: [{system: juki}]\nsteps:\n"
        "  - {id: a, marks: activation, ask: x, set: {system: juki}}\n",
    )
    assert said == []


def test_a_station_that_is_judged_by_its_watched_relay_needs_no_probe(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(
        "organisation: x\nradio:\n"
        '  - {id: relay, kind: relay, probe: {tcp: "192.0.2.1:80"}}\n'
        "  - {id: station, kind: child, depends_on: [relay]}\n",
        encoding="utf-8",
    )
    plan, path = load_plan(tmp_path / "plan.yaml", CATALOGUE), tmp_path / "s.yaml"
    for watch, seen in (("{radio: relay}, {radio: station}", 0), ("{radio: station}", 1)):
        text = f"scenario: s\ntitle: t\nwatch: [{watch}]\nsteps: [{{id: a, ask: x}}]\n"
        path.write_text(text, encoding="utf-8")
        assert len(load_scenario(path, plan, CATALOGUE).warnings) == seen


def test_a_target_that_counts_from_a_moment_nobody_marks(tmp_path: Path) -> None:
    said = _warnings(
        tmp_path,
        "steps:\n  - {id: a, ask: x}\ntargets: [{system: juki}, {system: hp, from: a}]\n",
    )
    assert said == [
        "5:20: the target of 'juki' counts from 'activation', and no step marks that moment. "
        'Write "marks: activation" in the step where it happens.'
    ]


def test_a_target_without_a_number_anywhere(tmp_path: Path) -> None:
    said = _warnings(tmp_path, "steps: [{id: a, ask: x}]\ntargets: [{system: mail}]\n")
    assert said == ["4:20: neither the plan nor the scenario has an RTO or RPO for 'mail'."]


def test_an_inject_to_somebody_who_is_no_role(tmp_path: Path) -> None:
    said = _warnings(tmp_path, "steps: [{id: a, inject: {to: leed, text: x}}]\n")
    assert said == ["3:30: 'leed' is no role of the plan; it will be shown as written."]


def test_an_action_that_nothing_takes_back(tmp_path: Path) -> None:
    said = _warnings(
        tmp_path,
        "safety: {approvals: [{step: a, by: lead}]}\n"
        "steps: [{id: a, run: {server: fs01, command: stop}}]\n",
    )
    assert said == [
        "4:14: the step 'a' has no undo, so an abort cannot take it back. "
        "If it is meant to stay, write undo: none."
    ]


def test_an_action_that_is_a_way_back_or_is_meant_to_stay_needs_no_undo(tmp_path: Path) -> None:
    said = _warnings(
        tmp_path,
        "safety: {approvals: [{step: a, by: lead}, {step: b, by: lead}, {step: c, by: lead}]}\n"
        "steps:\n"
        "  - {id: a, run: {server: fs01, command: stop}, undo: {server: fs01, command: start}}\n"
        "  - {id: b, run: {server: fs01, command: start}}\n"
        "  - {id: c, run: {server: fs01, command: stop}, undo: none}\n",
    )
    assert said == []


SILENT = '{id: a, probe: {tcp: "10.0.0.1:445"}, expect: {reply: false}}'
NO_CONTROL = (
    "3:14: the step 'a' wants no answer, but has no control target, so its outcome will always "
    "be unknown. "
)


def test_silence_that_nothing_can_prove(tmp_path: Path) -> None:
    assert _warnings(tmp_path, f"steps: [{SILENT}]\n") == [
        f'{NO_CONTROL}Name something in the same zone that always answers, as "control: '
        '{icmp: …}", in the question or at its zone.'
    ]


def test_silence_that_no_machine_is_ever_asked_about(tmp_path: Path) -> None:
    assert _warnings(tmp_path, f"modes: [tabletop]\nsteps: [{SILENT}]\n") == []


def test_silence_beside_a_control_target_of_its_own(tmp_path: Path) -> None:
    beside = SILENT.replace(':445"', ':445", control: {tcp: "10.0.0.2:22"}')
    assert _warnings(tmp_path, f"steps: [{beside}]\n") == []


def test_a_step_that_must_name_its_zone_to_have_a_control_target(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        'organisation: x\nzones: {in: {control: {tcp: "10.0.0.2:22"}}, out: {}}\n', encoding="utf-8"
    )
    scenario = tmp_path / "s.yaml"
    said = {}
    for zone in ("", ", zone: in", ", zone: out"):
        step = f"{SILENT[:-1]}{zone}}}"
        scenario.write_text(f"scenario: s\ntitle: t\nsteps: [{step}]\n", encoding="utf-8")
        loaded = load_scenario(scenario, load_plan(plan, CATALOGUE), CATALOGUE)
        said[zone] = [each.remedy.code for each in loaded.warnings if each.remedy]
    assert said == {"": ["warn.add_zone"], ", zone: in": [], ", zone: out": ["plan.add_control"]}


def test_a_watched_silence_of_the_plan_that_nothing_can_prove(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    system = '{id: wall, zone: in, probe: {tcp: "10.0.0.1:445", expect: {reply: false}}}'
    said = []
    for zones in ("{in: {}}", '{in: {control: {tcp: "10.0.0.2:22"}}}'):
        plan.write_text(f"organisation: x\nzones: {zones}\nsystems: [{system}]\n", encoding="utf-8")
        said.append([each.what.code for each in load_plan(plan, CATALOGUE).warnings])
    assert said == [["plan.no_control"], []]
