"""How many drills a plan may have, and how often they may come due together."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.message import render
from bcp.refused import Refused
from drills.probes import catalogue

HEAD = "organisation: 見本町\ndrills:\n"


def _refused(folder: Path, drills: list[str]) -> str:
    file = folder / "plan.yaml"
    file.write_text(HEAD + "".join(f"  - {each}\n" for each in drills), encoding="utf-8")
    with pytest.raises(Refused) as raised:
        load_plan(file, catalogue())
    return "\n".join(
        f"{each.place.line}: {render(each.what, 'en')}" for each in raised.value.refusals
    )


def _drills(count: int, cron: str) -> list[str]:
    return [f'{{id: d{n}, starts: {{cron: "{cron}"}}}}' for n in range(count)]


def test_drills_that_together_come_too_often_are_refused_once_for_all_of_them(
    tmp_path: Path,
) -> None:
    fits = _drills(40, "0 * * * *")
    (tmp_path / "plan.yaml").write_text(
        HEAD + "".join(f"  - {each}\n" for each in fits), encoding="utf-8"
    )
    assert len(load_plan(tmp_path / "plan.yaml", catalogue()).plan.drills) == 40
    # 41 of them begin 984 times a day, 42 of them 1008 times; those of few days count little.
    often = ['{id: rare, starts: {cron: "0 3 1 1 *"}}', *_drills(42, "0 * * * *")]
    assert _refused(tmp_path, often) == (
        "4: by their lines of cron the drills begin 1008 times a day; 1000 times are the most in "
        "a plan."
    )


def test_the_first_drill_too_many_is_the_place_of_the_mistake(tmp_path: Path) -> None:
    told = _refused(tmp_path, _drills(1001, "0 3 1 1 *"))
    assert told == "1003: there are 1001 drills; 1000 are the most in a plan."
