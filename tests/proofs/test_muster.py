"""A muster at night without the head and the expert, from a file of answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from drills.cli.exit_codes import ExitCode
from tests.cli.conversation import bcp_drill

PLAN = """\
organisation: 見本町
roles:
  - {id: lead, name: 責任者, holder: kacho, deputies: [kakari]}
  - {id: survey, name: 調査班, holder: tech1, deputies: [clerk]}
  - {id: db, name: データベース担当, holder: expert}
muster:
  needs:
    - {by: 1h, roles: {lead: 1}}
    - {by: 3h, roles: {lead: 1, survey: 2}}
  assumes: {walk_kmh_night: 2, ready_night: 30m, source: 本町の想定}
"""
CONTACTS = """\
- {id: kacho, name: 課長, commute: {km: 1}}
- {id: kakari, name: 係長, commute: {km: 2, by: car, minutes: 5}}
- {id: tech1, name: 主任, role: survey, commute: {km: 3}}
- {id: expert, name: 専門員, commute: {km: 1}}
- {id: clerk, name: 主事, commute: {km: 40, by: train, minutes: 50}}
- {id: driver, name: 運転手}
"""
SCENARIO = """\
scenario: night
title: 夜間の参集
hazard: {kind: earthquake, hour: night}
absent: {people: [kacho, expert]}
steps:
  - id: gather
    muster: {who: "@staff", text: 訓練です。参集してください。, percent: 40, heard: 50}
    at: T+0s
  - {id: declare, ask: 宣言しましたか, by: lead, at: T+0s}
  - {id: recover, ask: データベースを復旧しましたか, by: db, at: T+0s, if_broken: note}
  - id: later
    after: [declare]
    inject: {text: 想定 2時間後, jump: 2h}
targets:
  - {step: gather, reached: 40%, within: 3h}
"""
ANSWERS = """\
musters:
  - {step: gather, person: kakari, state: safe, by: 花子, after: 100ms}
  - {step: gather, person: kakari, state: arrived, by: 花子, after: 200ms}
  - {step: gather, person: clerk, state: coming, by: 花子, after: 200ms, eta: 2h30m}
  - {step: gather, person: kacho, state: arrived, by: 花子, after: 300ms}
  - {step: gather, person: tech1, state: injured, by: 花子, after: 1500ms}
  - {step: gather, person: tech1, state: arrived, by: 花子, after: 1600ms, note: 手当て済み}
  - {step: gather, person: clerk, state: arrived, by: 花子, after: 1700ms}
answers:
  - {step: declare, answer: done, by: 係長, after: 800ms}
  - {step: recover, answer: failed, by: 係長, after: 900ms}
  - {step: gather, answer: done, by: 花子, after: 2s}
"""


@dataclass(frozen=True)
class Held:
    """A drill that was held."""

    folder: Path
    code: int
    said: str
    report: dict[str, Any]

    def text(self, lang: str = "ja") -> str:
        words = ("report", "last", "-f", "text", "--lang", lang)
        return bcp_drill(*words, cwd=self.folder).out


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    folder = tmp_path_factory.mktemp("muster")
    plan = folder / "plan"
    (plan / "people").mkdir(parents=True)
    (plan / "scenarios").mkdir()
    (plan / "plan.yaml").write_text(PLAN, "utf-8")
    (plan / "people/contacts.yaml").write_text(CONTACTS, "utf-8")
    (plan / "people/contacts.yaml").chmod(0o600)
    (plan / "scenarios/night.yaml").write_text(SCENARIO, "utf-8")
    (folder / "answers.yaml").write_text(ANSWERS, "utf-8")
    words = ("run", "night", "--headless", "--mode", "tabletop", "--plan", str(plan))
    ran = bcp_drill(*words, "--answers", str(folder / "answers.yaml"), cwd=folder)
    shown = bcp_drill("report", "last", "-f", "json", cwd=folder)
    return Held(folder, ran.code, ran.out + ran.err, json.loads(shown.out))


def test_what_was_expected_said_and_seen_stands_side_by_side(held: Held) -> None:
    (line,) = held.report["musters"]
    assert held.code == ExitCode.PASSED, held.said
    assert (line["people"], line["absent"], line["arrived"], line["heard"]) == (6, 2, 3, 3)
    assert (line["percent"], line["held"], line["hour"]) == (50.0, True, "night")
    assert line["source"]["ja"] == "本町の想定"
    first, second = line["shares"]
    assert (first["expected"], first["said"], first["there"]) == (0.0, 16.7, 16.7)
    assert (second["expected"], second["said"], second["there"]) == (33.3, 50.0, None)


def test_roles_are_counted_against_what_each_phase_needs(held: Held) -> None:
    found = [
        (each["role"], each["wanted"], each["expected"], each["there"], each["people"])
        for each in held.report["head_counts"]
    ]
    assert found == [
        ("lead", 1, 0, 1, ["係長"]),
        ("lead", 1, 1, 1, ["係長"]),
        ("survey", 2, 1, 2, ["主任", "主事"]),
    ]
    assert held.report["head_counts"][2]["deputies"] == ["主事"]


def test_each_person_is_told_with_how_the_expectation_was_reckoned(held: Held) -> None:
    people = {each["contact"]: each for each in held.report["mustered"]}
    assert {name: each["standing"] for name, each in people.items()} == {
        "kacho": "absent",
        "kakari": "arrived",
        "tech1": "arrived",
        "expert": "absent",
        "clerk": "arrived",
        "driver": "not_heard",
    }
    assert people["tech1"]["safety"] == "injured"
    assert (people["clerk"]["expected_why"], people["driver"]["expected_why"]) == (
        "too_far",
        "not_known",
    )


def test_the_time_until_a_share_is_there_is_a_target(held: Held) -> None:
    (goal,) = held.report["goals"]
    assert (goal["reached_percent"], goal["figure"]["verdict"]) == (40.0, "met")
    assert goal["figure"]["source"] == "observed"


def test_what_worked_without_those_who_were_absent_is_told(held: Held) -> None:
    assert [each["contact"] for each in held.report["absent"]] == ["kacho", "expert"]
    found = [(e["step"], e["deputy"], e["outcome"]) for e in held.report["stood_in"]]
    assert found == [("declare", "係長", "held"), ("recover", "", "broken")]
    asked = " ".join(str(each) for each in held.report["summary"]["next"])
    assert "データベース担当" in asked


def test_the_report_reads_in_both_languages(held: Held) -> None:
    ja, en = held.text(), held.text("en")
    assert "【安否確認・参集の結果】" in ja
    assert "見込み33.3%（想定）" in ja
    assert "責任者（代行: 係長）" in str(held.report["timeline"])
    assert "係長（代行）" in ja
    assert "【不在の人がいなくてもできたこと（属人化の確認）】" in ja
    assert "WHAT WORKED WITHOUT THEM" in en
    assert "nobody left" in en


def test_a_word_about_somebody_absent_is_not_taken_and_said(held: Held) -> None:
    assert "「kacho」は、この訓練では不在と想定されています" in held.said


def test_a_dry_run_tells_who_will_be_away(held: Held) -> None:
    words = ("run", "night", "--dry-run", "--plan", str(held.folder / "plan"))
    assert "不在の想定: 課長、専門員" in bcp_drill(*words, cwd=held.folder).out


def test_a_bundle_tells_who_was_there_and_not_where_people_live(held: Held) -> None:
    out = held.folder / "out.bundle"
    assert bcp_drill("bundle", "last", "-o", str(out), cwd=held.folder).code == 0
    told = json.loads(bcp_drill("report", str(out), "-f", "json", cwd=held.folder).out)
    assert told["musters"][0]["arrived"] == 3
    assert {each["expected_why"] for each in told["mustered"]} == {"not_known"}
    assert [each["step"] for each in told["stood_in"]] == ["declare", "recover"]
