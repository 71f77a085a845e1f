"""A communication drill of sixty people and twelve vendors, from a file of answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from drills.cli.exit_codes import ExitCode
from tests.cli.conversation import bcp_drill

PEOPLE, VENDORS = 60, 12
WRONG = {"s07": "000-1000-9907", "s23": "000-1000-9923", "v03": "000-2000-9903"}
MISSING = ("s50", "s51", "s52")
BY_DEPUTY = "s40"

PLAN = """\
organisation: 見本町
roles:
  - {id: liaison, name: 連絡班}
"""
SCENARIO = """\
scenario: comms
title: 連絡・通信訓練
steps:
  - id: staff
    contact: {who: "@staff", text: 訓練です。, order: tree, percent: 90}
    by: liaison
    at: T+0s
  - id: vendors
    contact: "@vendors"
    by: liaison
    at: T+0s
targets:
  - {step: staff, reached: 90%, within: 10m}
  - {step: vendors, reached: 100%, within: 10m}
"""


def contacts() -> str:
    """As an officer keeps them: with comments, in columns, some in one line and some not."""
    lines = ["# 連絡先（取扱注意）  更新したら日付を書く", ""]
    for n in range(1, PEOPLE + 1):
        name = f"s{n:02}"
        below = [f"s{m:02}" for m in range(4 * n - 2, 4 * n + 2) if m <= PEOPLE]
        lines += [
            f"- id: {name}     # 職員{n}",
            f"  calls: [{', '.join(below)}]",
            *(["  deputies: [s41]"] if name == BY_DEPUTY else []),
            "  methods:",
            f'    - {{kind: 電話,  value: "000-1000-{n:04}"}}   # 自宅',
            f"    - kind: mail\n      value: {name}@town.example   # 個人のものは書かない",
        ]
    for n in range(1, VENDORS + 1):
        lines.append(f"- {{id: v{n:02}, methods: [{{kind: 窓口, value: '000-2000-{n:04}'}}]}}")
    return "\n".join(lines) + "\n\n# おわり\n"


def vendors() -> str:
    return "".join(f"- {{id: shop{n:02}, contact: v{n:02}}}\n" for n in range(1, VENDORS + 1))


def calls() -> Iterator[str]:
    def call(step: str, who: str, result: str, after: int, more: str = "") -> str:
        said = f"person: {who}, result: {result}, by: 花子, after: {after}ms{more}"
        return f"  - {{step: {step}, {said}}}"

    names = [f"s{n:02}" for n in range(1, PEOPLE + 1)]
    for n, who in enumerate(names):
        at = 100 + 20 * n
        if who in WRONG:
            yield call("staff", who, "wrong_number", at, f', correct: "{WRONG[who]}"')
        if who in MISSING:
            yield call("staff", who, "no_answer", at)
            yield call("staff", who, "could_not_try", at + 5)
        elif who == BY_DEPUTY:
            yield call("staff", who, "no_answer", at)
            yield call("staff", who, "no_answer", at + 2)
            yield call("staff", who, "reached", at + 4)
        else:
            yield call("staff", who, "reached", at + 10)
    for n in range(1, VENDORS + 1):
        who, at = f"v{n:02}", 100 + 30 * n
        if who in WRONG:
            yield call("vendors", who, "wrong_number", at, f', correct: "{WRONG[who]}"')
        yield call("vendors", who, "reached", at + 10, f', arrives: "{8 + n % 4}:00"')


@dataclass(frozen=True)
class Held:
    """A drill that was held."""

    folder: Path
    before: str
    code: int
    report: dict[str, Any]

    @property
    def after(self) -> str:
        return (self.folder / "plan/people/contacts.yaml").read_text("utf-8")


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    folder = tmp_path_factory.mktemp("contact")
    plan = folder / "plan"
    (plan / "people").mkdir(parents=True)
    (plan / "scenarios").mkdir()
    (plan / "plan.yaml").write_text(PLAN, "utf-8")
    (plan / "people/contacts.yaml").write_text(contacts(), "utf-8")
    (plan / "people/contacts.yaml").chmod(0o600)
    (plan / "people/vendors.yaml").write_text(vendors(), "utf-8")
    (plan / "scenarios/comms.yaml").write_text(SCENARIO, "utf-8")
    answers = folder / "answers.yaml"
    answers.write_text("calls:\n" + "\n".join(calls()) + "\n", "utf-8")
    words = ("run", "comms", "--headless", "--mode", "tabletop", "--plan", str(plan))
    ran = bcp_drill(*words, "--answers", str(answers), cwd=folder)
    shown = bcp_drill("report", "last", "-f", "json", cwd=folder)
    return Held(folder, contacts(), ran.code, json.loads(shown.out))


def test_how_many_were_reached_how_soon_and_who_was_not_is_reported(held: Held) -> None:
    staff, shops = held.report["call_outs"]
    assert held.code == ExitCode.PASSED
    assert (staff["people"], staff["reached"], staff["percent"]) == (60, 57, 95.0)
    assert (staff["held"], staff["by_deputy"], staff["wrong"], staff["corrected"]) == (
        *(True, 1, 2, 2),
    )
    half, eighty, ninety, everybody = staff["after_us"]
    assert 0 < half < eighty < ninety
    assert everybody is None
    assert (shops["people"], shops["reached"], shops["corrected"]) == (12, 12, 1)
    missing = [each["contact"] for each in held.report["callees"] if each["standing"] != "reached"]
    assert tuple(missing) == MISSING


def test_the_time_until_a_share_is_reached_is_a_target_and_only_observed(held: Held) -> None:
    staff, shops = held.report["goals"]
    assert (staff["reached_percent"], staff["figure"]["verdict"]) == (90.0, "met")
    assert (staff["figure"]["source"], staff["figure"]["error_us"]) == ("observed", 0)
    assert staff["figure"]["actual_us"] == held.report["call_outs"][0]["after_us"][2]
    assert shops["figure"]["actual_us"] == held.report["call_outs"][1]["after_us"][3]
    assert not any("機械で測った" in each for each in held.report["summary"]["next"])


def test_three_wrong_numbers_are_put_right_and_nothing_else_in_the_file_changes(held: Held) -> None:
    expected = held.before
    for who, number in WRONG.items():
        old = f"000-{1 if who[0] == 's' else 2}000-00{who[1:]}"
        expected = re.sub(rf"(['\"]){old}\1", rf"\g<1>{number}\g<1>", expected)
    assert held.after == expected
    assert (held.folder / "plan/people/contacts.yaml").stat().st_mode & 0o777 == 0o600


def test_a_bundle_tells_who_was_reached_and_no_number(held: Held) -> None:
    out = held.folder / "out.bundle"
    assert bcp_drill("bundle", "last", "-o", str(out), cwd=held.folder).code == 0
    shown = bcp_drill("report", str(out), "-f", "json", cwd=held.folder)
    told = json.loads(shown.out)
    assert [each["reached"] for each in told["call_outs"]] == [57, 12]
    whole = out.read_bytes().decode("utf-8", "replace") + shown.out
    assert not re.findall(r"000-[12]000-\d{4}|@town\.example", whole)


def test_a_vendor_says_when_its_people_will_come(held: Held) -> None:
    text = bcp_drill("report", "last", "-f", "text", cwd=held.folder).out
    assert "到着見込み" in text
    assert "【連絡の結果】" in text
    assert "［staff］3人に連絡がつきませんでした" in text
