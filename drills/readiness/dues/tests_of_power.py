"""Test runs of generators and UPSes, and batteries that grow old."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.battery_life import replace_by
from bcp.message import Phrase
from drills.readiness.due import DueLine
from drills.readiness.dues._ground import Ground, day_of

TEST_RUN = Phrase("due.test_run", ja="{name}の試験運転", en="test run of {name}")
RUN_IT = Phrase(
    "due.run_it",
    ja="動かして、assets/power.yaml の tested（電源「{id}」）の last と next を直してください。",
    en="Run it and correct last and next of tested ({id!r}) in assets/power.yaml.",
)
BATTERY = Phrase("due.battery", ja="{name}の電池の交換", en="replacing the battery of {name}")
REPLACE_IT = Phrase(
    "due.replace_battery",
    ja="交換を予算に入れ、済んだら assets/power.yaml の installed_on（電源「{id}」）を"
    "直してください。",
    en="Put it into the budget; when it is done, correct installed_on of {id!r} in "
    "assets/power.yaml.",
)
A_BUDGET = 365


def found(ground: Ground) -> Iterator[DueLine]:
    """Each source of power in use that has a day."""
    for each in ground.plan.power:
        if each.state not in ("in_service", "maintenance"):
            continue
        name = each.name.or_id(each.id)
        planned = None if each.tested is None else day_of(each.tested.next)
        if planned is not None and each.state == "in_service":
            what, do = TEST_RUN(name=name), RUN_IT(id=each.id)
            yield ground.line("test_run", each.id, planned, what, do, name=name)
        by = replace_by(each)
        if by is not None:
            what, do = BATTERY(name=name), REPLACE_IT(id=each.id)
            yield ground.line("battery", each.id, by, what, do, name=name, notice=A_BUDGET)
