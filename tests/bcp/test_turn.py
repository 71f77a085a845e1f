"""One thing of a list at a time, and in the long run all of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bcp.inventory import Backup
from bcp.model import Organisation, Plan, System
from bcp.programme.turn import Tried, whose_turn
from bcp.upkeep import PlannedDrill, Turn

PLAN = Plan(
    organisation=Organisation("Sample Town"),
    systems=(System("web"), System("register", importance="critical"), System("mail")),
    backups=(
        Backup("web-copy", "web", restore_to="rst1"),
        Backup("register-copy", "register", restore_to="rst1"),
        Backup("mail-copy", "mail", restore_to="rst1", restore_tested="2026-06-10"),
        Backup("elsewhere", "web"),
    ),
)
DRILL = PlannedDrill("monthly", "restore-in-turn", turn=Turn("backup", "backups"))
BEGAN = datetime(2026, 7, 1, tzinfo=UTC)


def _held(*things: str) -> list[Tried]:
    days = (BEGAN + timedelta(days=30 * n) for n in range(len(things)))
    return [
        Tried("restore-in-turn", {"backup": each}, at)
        for each, at in zip(things, days, strict=True)
    ]


def test_what_was_never_tried_comes_first_and_of_those_what_matters_most() -> None:
    assert whose_turn(PLAN, DRILL, []) == "register-copy"
    assert whose_turn(PLAN, DRILL, _held("register-copy")) == "web-copy"
    # Somebody restored it by hand in June, which is longer ago than the two.
    assert whose_turn(PLAN, DRILL, _held("register-copy", "web-copy")) == "mail-copy"


def test_another_scenario_or_another_thing_is_no_turn() -> None:
    other = [Tried("backup-restore", {"backup": "register-copy"}, BEGAN)]
    assert whose_turn(PLAN, DRILL, other) == "register-copy"
    odd = [Tried("restore-in-turn", {"backup": 7}, BEGAN), *_held("gone")]
    assert whose_turn(PLAN, DRILL, odd) == "register-copy"
    assert whose_turn(PLAN, PlannedDrill("x", "restore-in-turn"), []) is None


@given(st.integers(min_value=0, max_value=12))
def test_in_as_many_turns_as_there_are_things_each_is_tried_once(before: int) -> None:
    held: list[Tried] = []
    order = []
    for n in range(before + 3):
        thing = whose_turn(PLAN, DRILL, held)
        assert thing is not None
        held.append(Tried("restore-in-turn", {"backup": thing}, BEGAN + timedelta(days=n)))
        order.append(thing)
    assert sorted(order[-3:]) == ["mail-copy", "register-copy", "web-copy"]
