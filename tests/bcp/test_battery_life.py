"""Batteries that are older than the plan gives them: told whenever the plan is checked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.message import LANGUAGES
from bcp.sense._ground import Ground
from bcp.sense.battery_past_its_life import found
from drills.cli.checking import checked
from tests.words import CATALOGUE

PLAN = """\
organisation: 見本町
power:
  - {id: relay, kind: battery, installed_on: "2015-04-01", life_years: 7}
  - {id: ups, kind: ups, installed_on: "2021-06-30", life_years: 4.5}
  - {id: mended, kind: battery, installed_on: "2015-04-01", life_years: 7, state: maintenance}
  - {id: gone, kind: battery, installed_on: "2001-04-01", life_years: 7, state: retired}
  - {id: ageless, kind: battery, installed_on: "2001-04-01"}
  - {id: slip, kind: battery, installed_on: "9999-12-01", life_years: 7}
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("today", "told"),
    [
        ("2022-04-01", []),
        ("2022-04-02", ["relay", "mended"]),
        ("2025-12-30", ["relay", "mended"]),
        ("2025-12-31", ["relay", "ups", "mended"]),
    ],
)
def test_a_battery_is_told_from_the_day_after_its_last(
    town: Path, today: str, told: list[str]
) -> None:
    ground = Ground(load_plan(town, CATALOGUE), date.fromisoformat(today))
    assert [each.what.params["power"] for each in found(ground)] == told


def test_the_warning_says_where_how_long_and_what_to_do(town: Path) -> None:
    loaded = load_plan(town, CATALOGUE)
    relay = next(found(Ground(loaded, date(2022, 4, 11))))
    assert [relay.said_in(lang).removeprefix(f"{town}/plan.yaml:") for lang in LANGUAGES] == [
        "3:10: 電源「relay」の電池は、計画によれば交換の日（令和4年4月1日）を10日過ぎています。"
        "停電のときに、もたないおそれがあります。 "
        "交換するか、保守業者に放電試験を頼んでください。"
        "交換済みなら installed_on を直してください。",
        "3:10: by the plan, the battery of 'relay' is 10 days past the day by which to replace it "
        "(2022-04-01); it may not last when the mains fail. Replace it or have its supplier test "
        "it by discharging; where it was replaced, correct installed_on.",
    ]


def test_the_check_warns_of_it_and_the_plan_stays_good(town: Path) -> None:
    seen = checked(town)
    told = [each.what.params["power"] for each in seen.senseless]
    assert (told, seen.refusals) == (["relay", "ups", "mended"], ())
