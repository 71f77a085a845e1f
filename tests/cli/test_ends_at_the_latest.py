"""By when a drill that begins by itself is ended: `check` and `schedule next` say it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conversation import bcp_drill
from tests.schedule.world import planned

DRILLS = """
  - {id: night, scenario: look, starts: {cron: "0 10 * * mon-fri"}, unattended: walkthrough}
  - {id: brief, scenario: look, starts: {cron: "0 11 * * mon-fri"}, unattended: walkthrough,
     limit: 3m}
  - {id: gone, scenario: not-there, starts: {cron: "0 12 * * mon-fri"}, unattended: walkthrough}
  - {id: people, scenario: look, starts: {cron: "0 13 * * mon-fri"}}
"""


def test_the_end_is_said_of_each_that_begins_by_itself(tmp_path: Path) -> None:
    plan = planned(tmp_path / "plan", DRILLS)
    seen = bcp_drill("schedule", "next", "--plan", str(plan), "--lang", "en", cwd=tmp_path).out
    assert "  ended 7 min after its start at the latest (time.limit of its scenario" in seen
    assert "  ended 3 min after its start at the latest (limit in the plan)" in seen
    assert "  nobody knows by when it ends: its scenario is not there, or has mistakes" in seen
    words = ("schedule", "next", "--plan", str(plan), "-f", "json")
    drills = json.loads(bcp_drill(*words, cwd=tmp_path).out)["drills"]
    assert {id_: each["longest_us"] for id_, each in drills.items()} == {
        "night": 420_000_000,
        "brief": 180_000_000,
        "gone": None,
        "people": None,
    }


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("ja", "自動で始まる訓練を終わらせるまでの時間: night 7分、brief 3分（"),
        ("en", "how long they may take: night 7 min, brief 3 min (see"),
    ],
)
def test_the_check_says_it_in_one_sentence(tmp_path: Path, lang: str, told: str) -> None:
    plan = planned(tmp_path / "plan", DRILLS)
    assert told in bcp_drill("check", str(plan), "--lang", lang, cwd=tmp_path).out
