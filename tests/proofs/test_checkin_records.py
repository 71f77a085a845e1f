"""A check-in of 42 members of staff, from the list to the report, and nobody's number in it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import stat
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from drills.cli.exit_codes import ExitCode
from drills.core.events import CheckedIn, PeopleExpected
from drills.journal.bundle import open_bundle
from drills.journal.sqlite import read
from tests.cli.conversation import bcp_drill

SMALL = {"K-581398": "市長室", "K-581399": "会計室"}
PLAN = """\
organisation: 見本町
staff: people/staff.csv
"""
CONTACTS = """\
- {id: a, number: "K-581303", methods: [{kind: 電話, value: "000-1000-0003"}]}
- {id: b, number: "K-581304", methods: [{kind: 電話, value: "000-1000-0004"}]}
- {id: c, number: "K-581309", methods: [{kind: 電話, value: "000-1000-0009"}]}
"""
SCENARIO = """\
scenario: here
title: 在宅勤務の点呼訓練
steps:
  - id: here
    checkin: {expected: "@staff", percent: 90, tasks: [文書管理, メール, 起案]}
    at: T+0s
    within: 2s
  - id: call
    after: {here: [ended]}
    contact: "@missing:here"
    within: 2s
"""
ANSWERS = """\
checkins:
  - {step: here, who: "@department:税務課", but: ["K-581304"], by: 花子, over: 300ms,
     method: VPN, tasks: [done, done, done]}
  - {step: here, who: ["K-581300", "K-581308"], by: 花子, after: 200ms, problem: no_login}
calls:
  - {step: call, person: b, result: reached, by: 花子}
answers:
  - {step: here, answer: done, by: 係長, after: 900ms}
"""


@dataclass(frozen=True)
class Held:
    folder: Path
    code: int
    report: dict[str, Any]

    @property
    def run(self) -> Path:
        (found,) = self.folder.glob("runs/*/journal.sqlite")
        return found.parent


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    folder = tmp_path_factory.mktemp("checkin")
    plan = folder / "plan"
    (plan / "people").mkdir(parents=True)
    (plan / "scenarios").mkdir()
    rows = [f"K-{581300 + n},{'税務課' if n % 4 else '総務課'}" for n in range(40)]
    rows += [f"{number},{department}" for number, department in SMALL.items()]
    written = "\r\n".join(["職員番号,所属", *rows, ""])
    (plan / "people/staff.csv").write_bytes(written.encode("cp932"))
    (plan / "plan.yaml").write_text(PLAN, "utf-8")
    (plan / "people/contacts.yaml").write_text(CONTACTS, "utf-8")
    (plan / "people/contacts.yaml").chmod(0o600)
    (plan / "scenarios/here.yaml").write_text(SCENARIO, "utf-8")
    answers = folder / "answers.yaml"
    answers.write_text(ANSWERS, "utf-8")
    words = ("run", "here", "--headless", "--mode", "tabletop", "--plan", str(plan))
    ran = bcp_drill(*words, "--answers", str(answers), cwd=folder)
    shown = bcp_drill("report", "last", "-f", "json", cwd=folder)
    return Held(folder, ran.code, json.loads(shown.out))


def test_who_was_missing_is_called_and_those_without_a_contact_are_counted(held: Held) -> None:
    assert held.code == ExitCode.STEP_FAILED
    (call,) = held.report["call_outs"]
    # K-581304 alone of the missing has a contact; K-581303 and K-581309 are there.
    assert (call["people"], call["reached"]) == (1, 1)


def test_the_only_file_that_knows_a_number_is_private(held: Held) -> None:
    key = held.run / "people.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert "K-581304" in key.read_text("utf-8")
    with sqlite3.connect(held.run / "journal.sqlite") as journal:
        journal_text = "\n".join(journal.iterdump())
    out = held.folder / "out.bundle"
    bcp_drill("bundle", "last", "-o", str(out), cwd=held.folder)
    forms = ("text", "json", "html")
    reports = [bcp_drill("report", "last", "-f", form, cwd=held.folder).out for form in forms]
    said = json.loads(key.read_text("utf-8"))
    secret = [
        said["key"],
        *(each[3] for each in said["people"]),
        *(each[0] for each in said["people"]),
    ]
    for text in (journal_text, out.read_bytes().decode("utf-8", "replace"), *reports):
        assert [each for each in secret if each in text] == []


def test_a_bundle_tells_the_same_figures(held: Held) -> None:
    out = held.folder / "again.bundle"
    assert bcp_drill("bundle", "last", "-o", str(out), cwd=held.folder).code == 0
    told = json.loads(bcp_drill("report", str(out), "-f", "json", cwd=held.folder).out)
    for part in ("check_ins", "check_in_departments"):
        assert told[part] == held.report[part]
    # It was closed long before: what would have been so after half an hour nobody measured.
    assert told["check_ins"][0]["in_30_min"] is None


def test_who_has_the_list_of_staff_finds_nobody_in_record_and_bundle(held: Held) -> None:
    out = held.folder / "nobody.bundle"
    assert bcp_drill("bundle", "last", "-o", str(out), cwd=held.folder).code == 0
    with sqlite3.connect(held.run / "journal.sqlite") as journal:
        own_text = "\n".join(journal.iterdump())
    own = (tuple(each.event() for each in read(held.run)), own_text)
    left_text = out.read_bytes().decode("utf-8", "replace")
    left = (tuple(each.event() for each in open_bundle(out).records()), left_text)
    staff = (held.folder / "plan/people/staff.csv").read_bytes()
    for events, text in (own, left):
        assert hashlib.sha256(staff).hexdigest() not in text
        (expected,) = (each for each in events if isinstance(each, PeopleExpected))
        for department in {each.department for each in expected.people}:
            ids = [each.id for each in expected.people if each.department == department]
            assert ids == sorted(ids)
        ids = [each.id for each in expected.people]
        answers = {each.person for each in events if isinstance(each, CheckedIn)}
        assert answers
        assert answers < set(ids)
    assert [each for each in SMALL.values() if each in left[1]] == []
    (expected,) = (each for each in left[0] if isinstance(each, PeopleExpected))
    assert min(Counter(each.department for each in expected.people).values()) >= 5
