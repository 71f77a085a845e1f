"""A prefecture that sends one scenario, and towns whose plans call the same things otherwise."""

from __future__ import annotations

from pathlib import Path

from drills.cli.exit_codes import ExitCode
from tests.cli.conversation import Seen, bcp_drill

PLAN = """\
organisation: {{name: {name}, code: "{code}"}}
people:
  lead: 情報係長
systems:
  - id: {system}
    name: {title}
    rto: 3h
    probe: {{http: "http://127.0.0.1:9/"}}
"""
SCENARIO = """\
scenario: joint
title: {{ja: 全道一斉訓練, en: The joint drill}}
pack: {{id: hokkaido-joint, version: {version}, fill: [site]}}
modes: [tabletop]
time: {{limit: $limit}}
parameters: {{site: hp, limit: 30m}}
watch: [{{system: $site}}]
targets: [{{system: $site}}]
evaluation:
  - {{id: back, text: {{ja: 復旧を確かめた, en: The return was seen}}, step: restored}}
steps:
  - id: quake
    at: T+0m
    inject: {{to: 全員, from: 気象庁, text: {{ja: 震度6弱の地震です。, en: "An earthquake."}}}}
    set: {{system: $site, state: down, until: restored}}
  - id: restored
    by: lead
    ask: {{ja: ホームページは復旧しましたか, en: Is the home page back?}}
    within: 30s
"""
ANSWERS = """\
answers:
  - {{step: restored, answer: done, by: 山田太郎, after: {after}}}
"""


def plan_in(folder: Path, name: str, code: str, system: str, title: str = "公式サイト") -> Path:
    """A town's plan, and answers that take no time."""
    folder.mkdir(parents=True)
    text = PLAN.format(name=name, code=code, system=system, title=title)
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    return folder


def scenario_in(folder: Path, version: int = 1, text: str = SCENARIO) -> None:
    """The scenario as it is sent, with the number of its version."""
    (folder / "scenarios").mkdir(exist_ok=True)
    whole = text.format(version=version)
    (folder / "scenarios" / "joint.yaml").write_text(whole, encoding="utf-8")


def done(*words: str, cwd: Path) -> Seen:
    """A command that must go well."""
    seen = bcp_drill(*words, cwd=cwd)
    assert seen.code == ExitCode.PASSED, seen
    return seen


def key_line(folder: Path, name: str) -> str:
    """A new key in a folder, and its line."""
    made = done("key", "new", name, cwd=folder)
    return next(each for each in made.out.splitlines() if each.startswith("ssh-ed25519"))


def packed(prefecture: Path, out: str = "joint.zip") -> Path:
    """The pack that the prefecture sends, signed with its own key."""
    done("pack", "joint", "-o", out, "--key", "key", cwd=prefecture)
    return prefecture / out
