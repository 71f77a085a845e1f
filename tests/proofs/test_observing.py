"""A drill in which only people know: asked, answered from a file and another terminal, told."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

from drills.core.events import CheckLost, CheckReturned, Observed, ProbeAsked, StepEnded
from drills.journal.folder import Runs
from drills.journal.sqlite import read
from tests.proofs.live import until
from tests.proofs.stage import environment, said, typed

PLAN = """
organisation: 見本町
roles:
  - {id: survey, name: 被害調査班}
radio:
  - {id: relay1, name: 猫ヶ岳中継局, kind: relay, rto: 3h, probe: {observe: relay1}}
links:
  - {id: line, name: 本庁支所線, probe: {attest: line}}
power:
  - {id: cells, kind: battery, installed_on: "2015-04-01", life_years: 7}
"""
SCENARIO = """
scenario: look
title: 中継局を見る
watch: [{radio: relay1}, {link: line}]
steps:
  - {id: seen, by: survey, probe: {observe: relay1}, within: 1m}
  - {id: told, after: {seen: [broken]}, probe: {attest: line}, within: 1m}
  - {id: old, after: [told], probe: {battery: cells}, within: 3s, if_broken: note}
  - {id: back, after: {old: [ended]}, wait: {system: relay1}, within: 2m}
"""
ANSWERS = """
answers:
  - {step: seen, answer: failed, by: 佐藤, note: 表示灯が消えている}
  - {step: told, answer: done, by: 佐藤, informant: 通信会社 山本}
"""


def written(folder: Path) -> None:
    (folder / "scenarios").mkdir()
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "scenarios" / "look.yaml").write_text(SCENARIO, encoding="utf-8")
    (folder / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
    (folder / "relay1.jpg").write_bytes(b"picture")


def events(folder: Path, kind: type) -> list[Any]:
    run = Runs(folder / "runs").find("last")
    return [each.event() for each in read(run) if isinstance(each.event(), kind)]


def observed(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    at = ("--runs", str(folder / "runs"), "--operator", "田中")
    return said("order", "last", "observe", *words, *at, cwd=folder)


def test_peoples_word_is_asked_taken_and_reported_as_theirs(tmp_path: Path) -> None:
    written(tmp_path)
    words = typed("run", "look", "--mode", "walkthrough", "--headless", "--answers", "answers.yaml")
    with (tmp_path / "told").open("wb") as told:
        drill = subprocess.Popen(words, cwd=tmp_path, env=environment(), stdout=told, stderr=told)
    try:
        until(lambda: "[back]" in (tmp_path / "told").read_text("utf-8", "replace"))
        assert observed(tmp_path, "line", "down").returncode != 0  # of whom at the supplier?
        assert observed(tmp_path, "relay1", "停止", "--photo", "relay1.jpg").returncode == 0
        assert observed(tmp_path, "relay1", "異常なし").returncode == 0
        drill.wait(120)
    finally:
        drill.kill()
    ended = {each.step: (each.outcome, each.source) for each in events(tmp_path, StepEnded)}
    assert ended == {
        "seen": ("broken", "observed"),
        "told": ("held", "attested"),
        "old": ("broken", "assumed"),
        "back": ("held", "observed"),
    }
    assert [each.step for each in events(tmp_path, ProbeAsked)] == ["old"]
    seen = events(tmp_path, Observed)[0].sighting
    assert seen.sha256 == hashlib.sha256(b"picture").hexdigest()
    lost, back = events(tmp_path, CheckLost)[0], events(tmp_path, CheckReturned)[0]
    assert lost.first_bad.received <= back.first_good.sent
    report = json.loads(said("report", "last", "-f", "json", cwd=tmp_path).stdout)
    assert "通信会社 山本" in json.dumps(report, ensure_ascii=False)


def test_at_a_table_the_same_questions_are_assumed(tmp_path: Path) -> None:
    written(tmp_path)
    short = SCENARIO.replace("within: 2m", "within: 1s")
    (tmp_path / "scenarios" / "look.yaml").write_text(short, encoding="utf-8")
    done = said(
        *("run", "look", "--mode", "tabletop", "--headless", "--answers", "answers.yaml"),
        cwd=tmp_path,
        timeout=100,
    )
    ended = {each.step: each.source for each in events(tmp_path, StepEnded)}
    assert (ended["seen"], ended["told"]) == ("assumed", "assumed"), done.stderr
