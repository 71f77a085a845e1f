"""How many can work from home: figures that a person can follow, and what always holds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.dividing import divided
from bcp.headroom import Headroom, Limit, Question, WayRoom, headroom
from bcp.headroom_figures import pooled
from bcp.inventory import Link, Telework
from bcp.model import Need, Organisation, Plan, System
from bcp.telework_assumes import Assumes

SCREENS_ONLY = Assumes(meeting_percent=0)


def plan(*ways: Telework, mbps: float | None = None) -> Plan:
    return Plan(Organisation("見本市"), telework=ways, links=(Link("inet", capacity_mbps=mbps),))


def way(id: str = "vpn", **more: object) -> Telework:
    return replace(Telework(id, "vpn", depends_on=("inet",)), **more)  # type: ignore[arg-type]


def the(found: Headroom, name: str, of: str = "vpn") -> Limit:
    room = next(each for each in found.ways if each.way == of)
    return next(each for each in room.limits if each.name == name)


def test_650_people_with_screens_alone_take_195_mbps_and_in_meetings_975() -> None:
    alone = headroom(plan(way(expected=650, assumes=SCREENS_ONLY)), Question())
    meeting = {"vpn": {"meeting_percent": 100.0, "line_use_percent": 100.0}}
    talking = headroom(plan(way(expected=650)), Question(figures=meeting))
    assert alone.ways[0].mbps_per_person * 650 == pytest.approx(195)
    assert the(talking, "line").needs == 975


def test_licences_end_it_first_and_the_reserve_is_what_the_gates_want() -> None:
    found = headroom(
        plan(way(licences=500, expected=450, pool=("10.8.0.0/22",)), mbps=1000), Question()
    )
    limit = the(found, "licences")
    assert (limit.verdict, limit.most, limit.bears) == ("tight", 500, 400)
    assert (limit.needs, limit.lacks) == (563, 63)
    assert (found.verdict, found.can, found.ways[0].first) == ("tight", 450, "licences")


def test_what_is_not_known_is_named_with_what_it_would_have_to_be() -> None:
    found = headroom(plan(way(expected=100)), Question())
    assert found.verdict == "unknown"
    assert {each.name: each.needs for each in found.ways[0].limits} == {
        "licences": 125,
        "addresses": 112,
        "line": 67.5,
    }
    assert found.can is None


def test_what_is_known_to_be_too_little_is_said_though_the_rest_is_not_known() -> None:
    found = headroom(plan(way(expected=100, licences=60)), Question())
    assert (found.verdict, found.can, found.ways[0].can) == ("short", 60, 60)


def test_a_line_that_does_not_bear_two_ways_is_shared_by_what_they_want() -> None:
    ways = (
        way("vpn", expected=300, assumes=SCREENS_ONLY),
        way("vdi", expected=100, assumes=SCREENS_ONLY),
    )
    found = headroom(plan(*ways, mbps=60), Question())
    assert [the(found, "line", each).most for each in ("vpn", "vdi")] == [150, 50]
    assert the(found, "line").needs == 150
    wide = headroom(plan(*ways, mbps=300), Question())
    assert [the(wide, "line", each).most for each in ("vpn", "vdi")] == [900, 700]


def test_a_line_behind_what_a_way_needs_counts_and_a_redundant_one_does_not() -> None:
    proxy = System("proxy", depends_on=(Need(("inet",)), Need(("fibre", "radio"))))
    links = (Link("inet", capacity_mbps=50), Link("fibre", capacity_mbps=1), Link("radio"))
    vpn = replace(way(expected=10), depends_on=("proxy",))
    town = Plan(Organisation("見本市"), telework=(vpn,), links=links, systems=(proxy,))
    lines = [each.of for each in headroom(town, Question()).ways[0].limits if each.name == "line"]
    assert lines == ["inet"]


def test_a_processor_is_taken_to_grow_with_the_people_connected() -> None:
    seen = Assumes(cpu_people=100, cpu_percent=30, cpu_idle_percent=10)
    limit = the(headroom(plan(way(expected=400, assumes=seen)), Question()), "cpu")
    assert (limit.most, limit.bears, limit.needs) == (450, 350, 90)
    assert limit.verdict == "tight"


def test_a_gateways_own_limits_count_where_its_maker_states_them() -> None:
    stated = Assumes(sessions=200, throughput_mbps=54, no_limit=("licences", "addresses", "line"))
    found = headroom(plan(way(expected=120, assumes=stated)), Question())
    assert [(each.name, each.most, each.verdict) for each in found.ways[0].limits] == [
        ("sessions", 200, "enough"),
        ("throughput", 100, "short"),
    ]


def test_a_number_that_is_asked_goes_before_the_plan_and_says_so() -> None:
    found = headroom(
        plan(way(licences=500, expected=10)), Question(figures={"vpn": {"licences": 7}})
    )
    figure = next(each for each in found.ways[0].figures if each.key == "licences")
    assert (figure.value, figure.origin) == (7, "asked")
    assert the(found, "licences").verdict == "short"


def test_every_number_that_an_answer_rests_on_has_its_source() -> None:
    found = headroom(plan(way(licences=500, expected=10), mbps=100), Question())
    origins = {each.key: each.origin for each in found.ways[0].figures}
    assert origins["licences"] == origins["inet.capacity_mbps"] == "plan"
    assert origins["mbps"] == origins["licences_use_percent"] == "assumed"
    assert not [key for key in origins if key.startswith("cpu_")]


def test_a_way_that_is_only_planned_counts_when_it_is_asked_about() -> None:
    town = plan(way(expected=10, state="planned", licences=20))
    assert headroom(town, Question()).left_out == ("vpn",)
    assert headroom(town, Question(people={"vpn": 5})).at_once == 5


@pytest.mark.parametrize(
    ("pool", "count"),
    [
        (("10.8.0.0/24",), 254),
        (("10.8.0.0/31",), 2),
        (("10.8.0.7/32",), 1),
        (("10.8.0.0/25", "10.8.1.0/25"), 252),
        (("10.8.0.0/24", "2001:db8::/64"), 254),
    ],
)
def test_a_pool_has_as_many_addresses_as_machines_can_get(
    pool: tuple[str, ...], count: int
) -> None:
    assert pooled(pool) == count


WAYS = st.builds(
    lambda people, licences, addresses, mbps, meeting, at_once: way(
        expected=people,
        licences=licences,
        assumes=Assumes(
            addresses=addresses, mbps=mbps, meeting_percent=meeting, at_once_percent=at_once
        ),
    ),
    st.integers(1, 5_000),
    st.integers(0, 5_000),
    st.integers(0, 5_000),
    st.sampled_from([0.1, 0.3, 0.7, 1.0]),
    st.sampled_from([0, 20, 33.3, 100]),
    st.sampled_from([1, 50, 99.9, 100]),
)
TOWNS = st.builds(
    lambda ways, mbps: plan(
        *(replace(each, id=f"way{n}") for n, each in enumerate(ways)), mbps=mbps
    ),
    st.lists(WAYS, min_size=1, max_size=4),
    st.floats(1, 5_000).map(lambda each: round(each, 3)),
)


def speed(room: WayRoom) -> Fraction:
    return Fraction(str(round(room.mbps_per_person, 9)))


@given(TOWNS)
def test_who_can_work_never_takes_more_than_there_is(town: Plan) -> None:
    found = headroom(town, Question())
    capacity = town.links[0].capacity_mbps or 0
    carried = Fraction(0)
    for room in found.ways:
        assert room.can is not None
        assert room.at_once is not None
        working = min(room.can, room.at_once)
        carried += working * speed(room)
        assert working <= (the(found, "licences", room.way).has or 0)
        assert working <= (the(found, "addresses", room.way).has or 0)
    assert carried <= Fraction(str(capacity))


@given(TOWNS)
def test_the_verdict_the_people_and_what_lacks_say_the_same(town: Plan) -> None:
    for room in headroom(town, Question()).ways:
        for each in room.limits:
            assert each.most is not None
            assert each.bears is not None
            assert room.at_once is not None
            assert each.bears <= each.most
            assert (each.verdict == "enough") == (room.at_once <= each.bears) == (not each.lacks)
            assert (each.verdict == "short") == (room.at_once > each.most)


@given(TOWNS)
def test_whoever_buys_what_is_wanted_has_enough(town: Plan) -> None:
    found = headroom(town, Question())
    bought: dict[str, dict[str, float]] = {
        room.way: {str(each.name): each.needs or 0 for each in room.limits if each.name != "line"}
        for room in found.ways
    }
    line = the(found, "line", found.ways[0].way).needs or 0
    after = headroom(town, Question(figures=bought, lines={"inet": line}))
    assert after.verdict == "enough"
    assert after.can == after.at_once


@given(TOWNS, st.integers(0, 1_000))
def test_more_of_anything_lets_no_fewer_work(town: Plan, more: int) -> None:
    before = headroom(town, Question()).can
    first = town.telework[0]
    richer = replace(
        town, telework=(replace(first, licences=(first.licences or 0) + more), *town.telework[1:])
    )
    wider = {"inet": round((town.links[0].capacity_mbps or 0) + more, 3)}
    after = headroom(richer, Question(lines=wider)).can
    assert before is not None
    assert after is not None
    assert after >= before


@given(st.integers(0, 100_000), st.lists(st.integers(0, 5_000), min_size=1, max_size=9))
def test_nobody_is_lost_or_counted_twice_when_people_are_divided(
    count: int, shares: list[int]
) -> None:
    if not sum(shares):
        with pytest.raises(ValueError, match="nothing to divide by"):
            divided(count, shares)
        return
    parts = divided(count, shares)
    assert sum(parts) == count
    for part, share in zip(parts, shares, strict=True):
        assert abs(Fraction(part) - Fraction(count * share, sum(shares))) < 1
