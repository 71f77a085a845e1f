"""Expected arrivals, the heads that people make, and phases that a plan cannot meet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.commuting import Arrival, expected
from bcp.durations import HOUR, MINUTE, Span
from bcp.head_count import filled, lacking
from bcp.load import LoadedPlan, load_plan
from bcp.model import Organisation, Plan
from bcp.muster import HOURS, Assumptions, Commute, Hour
from bcp.people import Contact, Role
from bcp.refused import Refused
from tests.words import CATALOGUE

ASSUMED = Assumptions()
ROLES = (
    Role("lead", holder="a", deputies=("b", "c")),
    Role("survey", holder="主任", deputies=("a",)),
    Role("liaison", holder="c"),
)
PEOPLE = (Contact("a"), Contact("b", name="主 任"), Contact("c"), Contact("d", role="survey"))
PLAN = Plan(Organisation("x"), roles=ROLES, contacts=PEOPLE)
CONTACTS = (
    "- {id: a, commute: {km: 1}}\n- {id: b, commute: {km: 5, by: car, minutes: 10}}\n- {id: c}\n"
)
HEAD = "organisation: x\nroles:\n  - {id: lead, holder: a, deputies: [b]}\n"


@pytest.mark.parametrize(
    ("commute", "hazard", "hour", "arrival"),
    [
        (Commute(km=6, by="car", minutes=20), "earthquake", "holiday", (150 * MINUTE, "on_foot")),
        (Commute(km=6, by="car", minutes=20), "earthquake", "night", (4 * HOUR, "on_foot")),
        (Commute(km=6, by="car", minutes=20), "flood", "night", (80 * MINUTE, "usual_way")),
        (Commute(km=8, by="bicycle"), "earthquake", "holiday", (90 * MINUTE, "usual_way")),
        (Commute(km=21, by="train", minutes=50), "earthquake", "holiday", (None, "too_far")),
        (Commute(minutes=50, by="train"), "earthquake", "holiday", (None, "not_known")),
        (Commute(minutes=15), "earthquake", "night", (75 * MINUTE, "on_foot")),
        (None, "earthquake", "night", (None, "not_known")),
        (None, "earthquake", "working", (0, "at_work")),
    ],
)
def test_somebody_is_expected_by_the_way_that_is_left_to_them(
    commute: Commute | None, hazard: str, hour: Hour, arrival: tuple[int | None, str]
) -> None:
    found = expected(commute, hazard, hour, ASSUMED)
    assert (found.after, found.why) == arrival


@given(
    st.floats(0.01, 60),
    st.sampled_from(["walk", "bicycle", "car", "train"]),
    st.one_of(st.none(), st.floats(1, 200)),
)
def test_nobody_is_expected_sooner_at_night_than_by_day(
    km: float, by: str, minutes: float | None
) -> None:
    commute = Commute(minutes, km, by)  # type: ignore[arg-type]
    for hazard in ("earthquake", "flood"):
        found: dict[Hour, Arrival] = {
            each: expected(commute, hazard, each, ASSUMED) for each in HOURS
        }
        day, night = found["holiday"].after, found["night"].after
        assert (day is None) == (night is None)
        if day is not None and night is not None:
            assert 0 < day <= night
        assert found["working"].after == 0


def test_every_assumption_is_the_plans_to_replace() -> None:
    own = replace(ASSUMED, walk_kmh=6.0, ready=Span(0), walk_limit_km=50.0)
    assert expected(Commute(km=30), "earthquake", "holiday", own).after == 5 * HOUR


def test_nobody_fills_two_roles_and_as_many_as_possible_are_filled() -> None:
    found = filled(PLAN, {"lead": 1, "survey": 1, "liaison": 1}, {"a", "b", "c"})
    assert [(each.role, each.person, each.deputy) for each in found] == [
        ("lead", "a", False),
        ("survey", "b", False),
        ("liaison", "c", False),
    ]
    without = filled(PLAN, {"lead": 1, "survey": 1}, {"a", "c"})
    assert [(each.role, each.person, each.deputy) for each in without] == [
        ("lead", "c", True),
        ("survey", "a", True),
    ]
    assert list(lacking(PLAN, {"lead": 1, "survey": 2, "nobody": 1}, {"d"})) == [
        ("lead", 1),
        ("survey", 1),
        ("nobody", 1),
    ]


@given(
    st.dictionaries(st.sampled_from(["lead", "survey", "liaison"]), st.integers(1, 3), min_size=1),
    st.sets(st.sampled_from("abcd")),
)
def test_more_people_never_fill_fewer_roles(needs: dict[str, int], there: set[str]) -> None:
    found = filled(PLAN, needs, there)
    assert len({each.person for each in found}) == len(found) <= len(there)
    for one in "abcd":
        assert len(filled(PLAN, needs, there | {one})) >= len(found)


def loaded(folder: Path, muster: str) -> LoadedPlan:
    (folder / "people").mkdir(exist_ok=True)
    (folder / "plan.yaml").write_text(HEAD + muster, "utf-8")
    (folder / "people/contacts.yaml").write_text(CONTACTS, "utf-8")
    (folder / "people/contacts.yaml").chmod(0o600)
    return load_plan(folder, CATALOGUE)


def codes(plan: LoadedPlan) -> list[str]:
    return [each.what.code for each in plan.warnings if each.what.code.startswith("muster.")]


def test_a_phase_that_cannot_be_met_is_told(tmp_path: Path) -> None:
    assert codes(loaded(tmp_path, "muster: {needs: [{by: 4h, roles: {lead: 1}}]}\n")) == []
    never = loaded(tmp_path, "muster: {needs: [{by: 4h, roles: {lead: 3}}]}\n")
    assert codes(never) == ["muster.never_enough"]
    early = loaded(tmp_path, "muster: {needs: [{by: 1h, roles: {lead: 1}}]}\n")
    assert codes(early) == ["muster.not_in_time"]
    assert [each.place.line for each in early.warnings] == [4]
    late = loaded(tmp_path, "muster: {needs: [{by: 10m, roles: {lead: 1}}]}\n")
    assert codes(late) == ["muster.not_in_time"] * 2


def test_without_any_commute_the_plan_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(
        HEAD + "contacts: [{id: a}, {id: b}]\nmuster: {needs: [{by: 1h, roles: {lead: 1}}]}\n",
        "utf-8",
    )
    assert codes(load_plan(tmp_path, CATALOGUE)) == ["muster.no_commutes"]


@pytest.mark.parametrize(
    ("muster", "code"),
    [
        ("muster: {needs: [{by: 1h, roles: {leed: 1}}]}\n", "ids.unknown"),
        ("muster: {needs: [{by: 1h, roles: {lead: 0}}]}\n", "muster.no_heads"),
        ("muster: {needs: [{by: 0s, roles: {lead: 1}}]}\n", "muster.no_phase"),
        ("muster: {assumes: {walk_kmh: 0}}\n", "muster.above_zero"),
        ("contacts: [{id: z, commute: {km: -1}}]\n", "muster.above_zero"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, muster: str, code: str) -> None:
    (tmp_path / "plan.yaml").write_text(HEAD + muster, "utf-8")
    with pytest.raises(Refused) as refused:
        load_plan(tmp_path, CATALOGUE)
    assert [each.what.code for each in refused.value.refusals] == [code]
