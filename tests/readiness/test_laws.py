"""The laws of readiness: what verifies, what takes that away, and what gives it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.durations import HOUR, MINUTE, Span
from bcp.inventory import Telework
from bcp.message import LANGUAGES, render
from drills.history.rows import DrillRow, SeenRow, TargetRow
from drills.readiness.readiness import WORST_FIRST, Readiness, ReadyLine
from drills.readiness.telework import GATES
from drills.readiness.whole import readiness
from tests.readiness import making as m

HELD = m.drill("2027-05-01", m.met())


def _states(found: Readiness) -> dict[tuple[str, str], int]:
    lines: tuple[ReadyLine, ...] = (*found.systems, *found.scenarios, *found.businesses)
    return {(each.about, each.id): WORST_FIRST.index(each.state) for each in lines}


def _why(line: ReadyLine) -> str:
    return " ".join(render(each, lang) for each in line.why for lang in LANGUAGES)


def test_what_a_drill_measured_and_met_is_verified_for_the_system_its_scenario_and_business() -> (
    None
):
    found = m.ready(m.past(HELD))
    assert (found.state, m.mail(found).days, m.mail(found).run) == (
        "verified",
        45,
        "run-2027-05-01",
    )
    assert [each.state for each in (*found.scenarios, *found.businesses)] == ["verified"] * 2


@pytest.mark.parametrize("edit", m.MATTERS)
def test_a_change_of_what_it_rests_on_takes_that_away_and_is_named(edit: str) -> None:
    line = m.mail(m.ready(m.past(HELD), m.MATTERS[edit](m.town())))
    assert line.state == "needs_verification"
    assert line.aspects is not None and line.aspects.unchanged == "no"
    said = _why(line)
    assert "2027-05-01" in said
    # No number, address or person is said: that it changed is enough.
    assert not any(each in said for each in ("10.0", "090-", "鈴木", "山田"))


def test_a_changed_target_is_told_from_what_it_was_to_what_it_is() -> None:
    line = m.mail(m.ready(m.past(HELD), m.MATTERS["mail rto"](m.town())))
    assert "2時間から4時間" in _why(line)
    assert "from 2 h to 4 h" in _why(line)


@given(st.lists(st.sampled_from(sorted(m.DOES_NOT_MATTER)), max_size=4))
def test_whatever_does_not_matter_takes_nothing_away(edits: list[str]) -> None:
    plan = m.town()
    for each in edits:
        plan = m.DOES_NOT_MATTER[each](plan)
    assert m.mail(m.ready(m.past(HELD), plan)).state == "verified"


@given(st.sampled_from(sorted(m.MATTERS)))
def test_putting_a_change_back_gives_back_what_was_verified(edit: str) -> None:
    before = m.ready(m.past(HELD))
    m.ready(m.past(HELD), m.MATTERS[edit](m.town()))
    assert m.ready(m.past(HELD), m.town()) == before


def _pretended() -> st.SearchStrategy[DrillRow]:
    """Drills that only seem to show something, newer than anything real."""
    day = st.dates(date(2027, 5, 2), m.TODAY).map(str)
    row = st.builds(
        m.met,
        st.integers(0, 3 * HOUR),
        source=st.sampled_from(["injected", "assumed"]),
        verdict=st.sampled_from(["met", "missed", "within_error"]),
    )
    by_jump = st.builds(m.met, st.integers(0, HOUR), assumed_us=st.integers(1, HOUR))
    table = st.builds(m.met, st.integers(0, HOUR))
    return st.one_of(
        st.builds(m.drill, day, row | by_jump, assumed=st.just(True)),
        st.builds(m.drill, day, table, standing=st.just("tabletop"), mode=st.just("tabletop")),
        st.builds(m.drill, day, table, standing=st.sampled_from(["aborted", "open", "part"])),
    )


_REAL: list[tuple[DrillRow, ...]] = [
    (),
    (HELD,),
    (m.drill("2027-05-01", m.met(3 * HOUR, verdict="missed"), overall="target_missed"),),
    (m.drill("2020-05-01", m.met()),),
    (m.drill("2027-05-01", m.met(2 * HOUR, low_us=HOUR, high_us=3 * HOUR)),),
]


@given(st.sampled_from(_REAL), st.lists(_pretended(), min_size=1, max_size=3))
def test_nothing_pretended_assumed_or_held_at_a_table_ever_improves_anything(
    real: tuple[DrillRow, ...], pretended: list[DrillRow]
) -> None:
    rows = [replace(each, place=f"p{n}", run_id=f"p{n}") for n, each in enumerate(pretended)]
    before, after = m.ready(m.past(*real)), m.ready(m.past(*real, *rows))
    assert all(after_ <= _states(before)[key] for key, after_ in _states(after).items())


def test_answers_out_of_a_file_verify_no_scenario() -> None:
    found = m.ready(m.past(m.drill("2027-05-01", m.met(), from_file=True)))
    assert (m.mail(found).state, found.scenarios[0].state) == ("verified", "never_tried")


def test_a_scenario_for_the_table_alone_is_verified_there_by_people_and_by_no_file() -> None:
    alone = replace(m.scenario(), modes=("tabletop",))
    held = m.drill("2027-05-01", standing="tabletop", mode="tabletop")
    for row, state in (
        (held, "verified"),
        (replace(held, from_file=True), "never_tried"),
        (replace(held, assumed=True), "never_tried"),
        (replace(held, overall="step_failed"), "failing"),
    ):
        found = readiness(m.town(), (alone,), m.past(row), m.TODAY)
        assert (found.scenarios[0].state, m.mail(found).state) == (state, "never_tried")


def test_the_newest_real_figure_decides_against_the_promise_of_today() -> None:
    slow = m.drill("2027-06-01", m.met(3 * HOUR, verdict="missed"), overall="target_missed")
    assert m.mail(m.ready(m.past(HELD, slow))).state == "failing"
    again = m.drill("2027-06-10", m.met())
    assert m.mail(m.ready(m.past(HELD, slow, again))).state == "verified"
    # A goal of the drill's own was met, and is no promise of the plan.
    easy = m.drill("2027-06-01", m.met(3 * HOUR, limit_us=4 * HOUR))
    assert m.mail(m.ready(m.past(easy))).state == "failing"


def test_a_return_that_may_lie_on_either_side_of_the_target_is_not_verified() -> None:
    either = m.met(2 * HOUR, low_us=2 * HOUR - MINUTE, high_us=2 * HOUR + MINUTE)
    line = m.mail(m.ready(m.past(m.drill("2027-06-01", either))))
    assert (line.state, line.measured) == ("needs_verification", False)


def test_what_is_older_than_it_may_be_must_be_verified_again() -> None:
    line = m.mail(m.ready(m.past(m.drill("2026-06-14", m.met()))))
    assert (line.state, line.days) == ("needs_verification", 366)
    assert "366" in _why(line)
    assert m.mail(m.ready(m.past(m.drill("2026-06-15", m.met())))).state == "verified"
    monthly = replace(m.past(HELD), good_for={"mail-down": 31})
    assert m.mail(m.ready(monthly)).state == "needs_verification"
    # A drill of a day to come proves nothing: some clock was wrong.
    assert m.mail(m.ready(m.past(m.drill("2027-07-01", m.met())))).state == "needs_verification"


def test_found_down_later_takes_it_away_and_found_well_gives_back_no_more_than_there_was() -> None:
    down = m.drill("2027-06-01", seen=(m.seen("2027-06-01", works=False),), scenario="survey")
    line = m.mail(m.ready(m.past(HELD, down)))
    assert (line.state, line.run) == ("failing", "run-2027-06-01")
    unknown = m.drill("2027-06-02", seen=(m.seen("2027-06-02", works=None),), scenario="survey")
    assert m.mail(m.ready(m.past(HELD, down, unknown))).state == "failing"
    # What a drill saw before it was cut short was seen all the same.
    cut = replace(down, standing="aborted", overall="aborted")
    assert m.mail(m.ready(m.past(HELD, cut))).state == "failing"
    well = m.drill("2027-06-03", seen=(m.seen("2027-06-03", works=True),), scenario="survey")
    assert m.mail(m.ready(m.past(HELD, down, unknown, well))).state == "verified"
    assert m.mail(m.ready(m.past(well))).state == "never_tried"
    assert m.mail(m.ready(m.past(down, well))).state == "never_tried"


def test_what_needs_something_that_was_found_down_is_not_verified() -> None:
    gone = m.seen("2027-06-01", works=False, of="dns")
    found = m.ready(m.past(HELD, m.drill("2027-06-01", seen=(gone,), scenario="survey")))
    states = {each.id: each.state for each in found.systems}
    assert (states["dns"], states["mail"]) == ("failing", "needs_verification")


def test_what_lies_behind_a_placeholder_is_never_called_a_change() -> None:
    town = m.town()
    servers = tuple(replace(each, address=f"‹server:{each.id}›") for each in town.servers)
    people = tuple(replace(each, holder=f"‹person:{each.id}›") for each in town.roles)
    away = replace(town, servers=servers, roles=people)
    assert m.mail(m.ready(m.past(HELD, plan=away))).state == "verified"
    rto = m.MATTERS["mail rto"](town)
    assert m.mail(m.ready(m.past(HELD, plan=away), rto)).state == "needs_verification"


def test_where_the_plan_of_then_cannot_be_read_nothing_is_called_unchanged() -> None:
    known = replace(m.past(HELD), briefs={})
    found = m.ready(known)
    line = m.mail(found)
    assert line.state == "needs_verification"
    assert line.aspects is not None and line.aspects.unchanged == "not_known"
    assert [each.state for each in found.scenarios] == ["needs_verification"]
    assert "変更の有無は分かりません" in _why(found.scenarios[0])


def test_a_gate_whose_plan_of_then_cannot_be_read_is_not_called_verified() -> None:
    plan = replace(m.town(), telework=(Telework("vpn", "ssl_vpn"),))
    seen = tuple(SeenRow("vpn", "gate", each, True, m.at("2027-06-10")) for each in GATES)
    known = m.past(m.drill("2027-06-10", m.met(), seen=seen), plan=plan)
    for past, wanted in ((known, "verified"), (replace(known, briefs={}), "needs_verification")):
        (line,) = m.ready(past, plan).telework
        assert line.state == wanted
        assert {each.state for each in line.parts} == {wanted}


def test_each_rung_and_the_age_of_data_must_be_met() -> None:
    plan = m.system("mail", rpo=Span(HOUR))(m.town())
    rpo: TargetRow = m.met(30 * MINUTE, measure="rpo", limit_us=HOUR)
    unmeasured = replace(rpo, verdict="not_measured", low_us=None, actual_us=None, high_us=None)
    half = m.past(m.drill("2027-05-01", m.met(), unmeasured), plan=plan)
    whole = m.past(m.drill("2027-05-01", m.met(), rpo), plan=plan)
    assert m.mail(m.ready(half, plan)).state == "needs_verification"
    assert m.mail(m.ready(whole, plan)).state == "verified"


def test_what_a_drill_found_down_is_to_be_looked_at_by_that_drill_again() -> None:
    # No other question outweighs the one that found it down, and no scenario need be about it.
    night = replace(m.scenario(), id="night", steps=(), watch=(), modes=("walkthrough",))
    down = m.seen("2027-06-14", works=False, seen="probe", part="answers-mail")
    row = m.drill("2027-06-14", scenario="night", seen=(down,), zones=("lgwan",))
    found = readiness(m.town(), (m.scenario(), night), m.past(row), m.TODAY)
    line = m.mail(found)
    assert line.type_this == "bcp-drill run night --mode walkthrough --zone lgwan"
    surveyed = m.drill("2027-06-14", scenario="night", seen=(m.seen("2027-06-14", works=False),))
    found = readiness(m.town(), (m.scenario(), night), m.past(surveyed), m.TODAY)
    assert m.mail(found).type_this == "bcp-drill survey"
