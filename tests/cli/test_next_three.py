"""What `check` advises to add next, and what it says is still to be adapted."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.durations import HOUR, Span
from bcp.marks import Mark
from bcp.message import render
from bcp.model import Organisation, Plan, Rto, System
from bcp.people import Contact, Method, Role
from bcp.programme.rule import Rule
from bcp.refused import Place
from bcp.upkeep import PlannedDrill
from drills.cli.next_three import ADVICE, next_three
from drills.cli.still_to_adapt import SHOWN, marks_at_first, told
from tests.cli.conversation import bcp_drill
from tests.house.source import ROOT

TOWN = Organisation("丘の上町")


def _said(plan: Plan) -> list[str]:
    return [render(each, "ja") for each in next_three(plan, ())]


def _told(count: int, at_first: int | None = None, *, everything: bool = False) -> list[str]:
    marks = [Mark(Place("f.yaml", n + 1, 1), "word", "a", "b") for n in range(count)]
    return [render(each, "ja") for each in told(marks, at_first, everything=everything)]


def test_a_plan_of_nothing_but_a_name_begins_with_systems_people_and_a_drill() -> None:
    assert [line.split(" ")[-1][:9] for line in _said(Plan(TOWN))[1:]] != []
    assert [each.partition("に、")[0] for each in _said(Plan(TOWN))][1:3] == [
        "  1. systems ",
        "  2. roles ",
    ]


def test_never_more_than_three_are_named_and_what_lacks_it_is_named() -> None:
    systems = tuple(System(f"s{n}", importance="critical") for n in range(5))
    lines = _said(Plan(TOWN, systems=systems, roles=(Role("lead", holder="x"),)))
    assert len(lines) == 4
    assert "s0、s1、s2、… に、目標復旧時間" in lines[2]


def test_a_person_counts_as_reachable_by_role_by_id_and_by_name() -> None:
    ways = (Method("携帯", "000-5550-0101"),)
    contacts = (
        Contact("one", role="lead", methods=ways),
        Contact("two", methods=ways),
        Contact("c3", name="三人目", methods=ways),
        Contact("four"),
    )
    holders = {"lead": None, "survey": "two", "recovery": "三人目", "liaison": "four"}
    roles = tuple(Role(role, holder=holder, deputies=("d",)) for role, holder in holders.items())
    system = System("s", importance="critical", rto=Rto(Span(HOUR)))
    lines = _said(Plan(TOWN, systems=(system,), roles=roles, contacts=contacts))
    assert "liaison の連絡先" in lines[2]


def test_a_plan_that_lacks_nothing_is_told_nothing() -> None:
    seen = bcp_drill("--lang", "ja", "check", "scenarios/library/town", cwd=ROOT)
    assert "次にするとよい三つ" not in seen.out


def test_many_shared_scenarios_are_named_in_one_line() -> None:
    seen = bcp_drill("--lang", "ja", "check", "scenarios/library/town", cwd=ROOT)
    (line,) = (each for each in seen.out.splitlines() if "区分ごとの端末" in each)
    assert "eq-6weak-night" in line
    assert "--zone" not in seen.out


def test_every_advice_is_worded_for_one_and_for_many() -> None:
    for each in ADVICE:
        for lang in ("ja", "en"):
            assert "{" not in render(each.say(names=["a", "b"]), lang)


@pytest.mark.parametrize(
    ("left", "at_first", "begin"),
    [
        (3, None, "記入が残っている所: 3か所（書き換えたら"),
        (3, 10, "記入が残っている所: 3か所（ひな形の10か所のうち7か所が済みました"),
        (12, 10, "記入が残っている所: 12か所（書き換えたら"),
        (0, 10, "ひな形の記入すべき所（10か所）は、すべて済んでいます"),
    ],
)
def test_progress_is_told_where_the_beginning_is_known(
    left: int, at_first: int | None, begin: str
) -> None:
    assert _told(left, at_first)[0].startswith(begin)


def test_a_plan_without_marks_that_began_nowhere_is_told_nothing() -> None:
    assert _told(0) == []


def test_the_first_twenty_are_named_and_then_how_many_more() -> None:
    lines = _told(SHOWN + 5)
    assert len([line for line in lines if "f.yaml:" in line]) == SHOWN
    assert lines[-1].startswith("  ほか5か所")
    assert len(_told(SHOWN + 5, everything=True)) == 1 + SHOWN + 5
    assert "ほか" not in _told(SHOWN)[-1]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"marks": true}', '{"marks": "9"}', "null"])
def test_a_file_of_origin_that_says_nothing_stops_nothing(text: str, tmp_path: Path) -> None:
    (tmp_path / ".template.json").write_text(text, "utf-8")
    assert marks_at_first(tmp_path) is None


def test_a_programme_without_dates_and_then_without_notices_is_told_so() -> None:
    undated = PlannedDrill("quake")
    dated = PlannedDrill("flood", starts=(Rule(date="2027-09-01", at="10:00"),))
    said = [
        [
            render(each.say(names=[*each.missing(plan, ())]), "ja").partition(" に、")[0]
            for each in ADVICE[-2:]
            if each.missing(plan, ())
        ]
        for plan in (Plan(TOWN, drills=drills) for drills in ((), (undated,), (undated, dated)))
    ]
    # Where some have their dates, the others were left without on purpose.
    assert said == [[], ["drills の quake"], ["notices"]]
