"""Staff who check in: one person counts once, the figures are right, and the step ends rightly."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bcp.durations import MINUTE, SECOND
from bcp.message import Text
from bcp.people import Contact, Method
from drills.core import events as e
from drills.core.addressees import STAFF, contacted
from drills.core.brief import Brief
from drills.core.by_sign import BySign
from drills.core.calls import standing
from drills.core.checkin_events import Expected
from drills.core.checkin_orders import CheckIn, CheckInByHand
from drills.core.checkins import CheckIns, curve, missing, moments
from drills.core.effects import ClosePage, FindMissing, OpenPage
from drills.core.machine import advance, decide, evolve, replay
from drills.core.orders import Answer, Order
from drills.core.pages import pages_to_open
from scenarios.model import CallOut, Mode, RollCall, Step
from tests.core import making as m
from tests.core.simulation import Simulation, World


def digest(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()[:16]


PEOPLE = tuple(Expected(digest(n), "税務課" if n % 4 else "総務課") for n in range(20))
TASKS = (Text("文書管理"), Text("メール"), Text("起案"))


def roll_call(*, within: int | None = None, percent: float = 90.0, **rest: Any) -> Step:
    do = RollCall(("@staff",), percent=percent, tasks=TASKS)
    return m.step("here", do, within=within, **rest)


def begun(
    *steps: Step,
    people: tuple[Expected, ...] = PEOPLE,
    mode: Mode = "walkthrough",
    contacts: tuple[Contact, ...] = (),
) -> Simulation:
    simulation = Simulation(World())
    made: Brief = m.brief(*steps, mode=mode)
    made = replace(made, plan=replace(made.plan, contacts=contacts))
    simulation._feed((e.DrillStarted(0, made), e.PeopleExpected(0, "here", people, "f00d")))
    simulation._set_going()
    return simulation


def said(simulation: Simulation, *orders: tuple[int, Order]) -> CheckIns:
    for at, order in orders:
        simulation.run(until=at)
        simulation.order(order)
    return simulation.drill.step("here").checkins


def came(*numbers: int, every: int = SECOND) -> tuple[tuple[int, Order], ...]:
    return tuple((n * every, CheckIn("here", digest(each))) for n, each in enumerate(numbers))


def ended(simulation: Simulation, step: str = "here") -> e.StepEnded:
    (found,) = [each for each in simulation.of(e.StepEnded) if each.step == step]
    return found


def test_the_curve_by_minute_and_department_counts_everybody_once() -> None:
    simulation = begun(roll_call())
    here = said(simulation, *came(0, 1, 2, 3, 0, 1, every=20 * SECOND))
    assert (here.all.there, here.all.missing, here.all.percent) == (4, 16, 20.0)
    assert curve(here.all) == ((0, 15.0), (1, 20.0))
    assert {name: each.there for name, each in here.departments.items()} == {
        "総務課": 1,
        "税務課": 3,
    }
    assert [each.id for each in missing(here)] == [each.id for each in PEOPLE[4:]]


def test_what_somebody_says_later_replaces_it_and_keeps_their_first_moment() -> None:
    simulation = begun(roll_call())
    first = CheckIn("here", digest(1), tasks=("done", "failed", "done"), problem="no_system")
    later = replace(first, through="tunnel", tasks=("done",) * 3, problem="", method="VPN")
    here = said(simulation, (SECOND, first), (9 * SECOND, later))
    assert moments(here) == (SECOND,)
    assert here.count("problem", "no_system") == 0
    assert here.counted("task:1") == {"done": 1}
    assert (here.count("tasks", "done"), here.count("through", "tunnel")) == (1, 1)
    assert here.counted("method") == {"VPN": 1}


def test_when_everybody_is_there_the_step_ends_with_the_last_of_them() -> None:
    simulation = begun(roll_call(within=MINUTE))
    said(simulation, *came(*range(20)))
    assert (ended(simulation).outcome, ended(simulation).at) == ("held", 19 * SECOND)


def test_when_time_is_up_the_share_decides() -> None:
    for percent, outcome in ((75.0, "held"), (76.0, "broken")):
        simulation = begun(roll_call(within=MINUTE, percent=percent))
        said(simulation, *came(*range(15)))
        simulation.run()
        assert (ended(simulation).outcome, ended(simulation).at) == (outcome, MINUTE)


def test_whoever_leads_ends_it_by_a_word_and_the_share_decides_all_the_same() -> None:
    simulation = begun(roll_call())
    said(simulation, *came(0), (MINUTE, Answer("here", "done", "taro")))
    assert (ended(simulation).outcome, ended(simulation).by) == ("broken", "taro")


def test_who_was_expected_is_not_known_so_no_share_is_made_up() -> None:
    simulation = begun(roll_call(within=MINUTE), people=())
    simulation.run()
    assert ended(simulation).outcome == "unknown"


def test_an_answer_taken_down_by_hand_is_told_apart_from_one_on_the_page() -> None:
    simulation = begun(roll_call())
    by_hand = CheckInByHand("here", digest(2), "hanako", problem="no_connection")
    here = said(simulation, *came(1), (2 * SECOND, by_hand))
    assert here.counted("source") == {"measured": 1, "observed": 1}
    assert simulation.of(e.CheckedIn)[-1].by == "hanako"


def test_nobody_answers_too_early_too_late_or_uninvited() -> None:
    simulation = begun(roll_call(at=MINUTE, within=MINUTE))
    stranger, known = CheckIn("here", "f" * 16), CheckIn("here", digest(1))
    wrong = replace(known, tasks=("done",))
    for at, order in ((0, known), (MINUTE, stranger), (MINUTE, wrong), (3 * MINUTE, known)):
        simulation.run(until=at)
        simulation.order(order)
    codes = [why.code for _, why in simulation.world.refused]
    assert codes == [
        *("order.not_begun", "order.not_expected", "order.other_tasks"),
        "order.has_ended" if simulation.drill.closing is None else "order.over",
    ]
    assert simulation.of(e.CheckedIn) == []


def test_the_page_opens_with_the_step_and_closes_with_it_and_never_on_the_table() -> None:
    for mode, wanted in (("walkthrough", ["OpenPage", "ClosePage"]), ("tabletop", [])):
        simulation = begun(roll_call(within=MINUTE), mode=mode)  # type: ignore[arg-type]
        assert list(pages_to_open(simulation.drill)) == (["here"] if wanted else [])
        simulation.run()
        drill, effects = replay(()), []
        for event in simulation.events:
            drill = evolve(drill, event)
            effects += [x for x in decide(drill, event) if isinstance(x, OpenPage | ClosePage)]
        assert [type(each).__name__ for each in effects] == wanted


def test_who_is_missing_is_asked_for_once_and_called_as_it_was_then() -> None:
    kacho = Contact("kacho", methods=(Method("phone", "000-0001"),))
    call = m.step("call", CallOut(("@missing:here",)), after=("here:ended",))
    simulation = begun(roll_call(within=MINUTE), call, contacts=(kacho,))
    simulation.run(until=MINUTE)
    due = next(each for each in simulation.of(e.StepDue) if each.step == "call")
    assert FindMissing("call") in decide(simulation.drill, due)
    assert simulation.drill.step("call").is_open
    assert standing(simulation.drill, "call") == ()
    found = e.MissingFound(MINUTE, "call", ("kacho",), (digest(3),))
    simulation.drill, *_ = advance(simulation.drill, (found,), MINUTE)
    assert [each.contact.id for each in standing(simulation.drill, "call")] == ["kacho"]


def test_nobody_missing_ends_the_call_at_once() -> None:
    call = m.step("call", CallOut(("@missing:here",)), after=("here:ended",))
    simulation = begun(roll_call(within=MINUTE), call)
    simulation.run(until=MINUTE)
    _, events, _ = advance(simulation.drill, (e.MissingFound(MINUTE, "call", (), ()),), MINUTE)
    assert [each.outcome for each in events if isinstance(each, e.StepEnded)] == ["held"]


def test_those_who_were_to_check_in_hear_that_the_real_event_has_come() -> None:
    simulation = begun(roll_call())
    said(simulation, *came(1))
    assert [each.id for each in contacted(simulation.drill)] == ["players", STAFF]


ANSWERS = st.lists(
    st.tuples(
        st.integers(0, 24),
        st.sampled_from(("tunnel", "direct")),
        st.sampled_from(("", "slow")),
        st.integers(0, 5 * MINUTE),
    ),
    max_size=60,
)


def folded(answers: Iterable[tuple[int, Any, Any, int]]) -> CheckIns:
    drill = begun(roll_call()).drill
    for number, through, problem, at in answers:
        given_now = e.CheckedIn(at, "here", digest(number), through, problem=problem)
        drill = evolve(drill, given_now)
    return drill.step("here").checkins


@given(ANSWERS)
def test_the_figures_are_those_of_a_count_from_the_beginning(answers: list[Any]) -> None:
    here = folded(answers)
    expected = {each.id for each in PEOPLE}
    last: dict[str, tuple[str, str]] = {}
    first: dict[str, int] = {}
    for number, through, problem, at in answers:
        if digest(number) in expected:
            first.setdefault(digest(number), at)
            last[digest(number)] = (through, problem)
    assert here.all.there == len(last) == sum(each.there for each in here.departments.values())
    assert sorted(first.values()) == list(moments(here))
    for word in ("tunnel", "direct"):
        assert here.count("through", word) == sum(each[0] == word for each in last.values())
    assert here.count("problem", "slow") == sum(each[1] == "slow" for each in last.values())
    assert sum(here.all.minutes.values()) == len(last)


@given(st.lists(st.tuples(st.text("0123456789abcdef", max_size=3), st.integers())))
def test_a_mapping_made_anew_is_the_mapping(entries: list[tuple[str, int]]) -> None:
    made: BySign[int] = BySign()
    for key, value in entries:
        made = made.having(key, value)
    plain = dict(entries)
    assert len(made) == len(plain)
    assert {key: made.get(key) for key in plain} == plain
    assert made.get("z") is None
    assert sorted(made.values()) == sorted(plain.values())


def test_five_thousand_people_share_nearly_all_of_the_state_between_two_answers() -> None:
    people = tuple(Expected(digest(n), f"課{n % 80}") for n in range(5_000))
    drill = begun(roll_call(), people=people).drill
    for each in people:
        drill = evolve(drill, e.CheckedIn(SECOND, "here", each.id))
    before = drill.step("here").checkins.said
    after = before.having(digest(1), before.get(digest(2)))  # type: ignore[arg-type]
    assert isinstance(before._root, tuple)
    assert isinstance(after._root, tuple)
    kept = sum(a is b for a, b in zip(before._root, after._root, strict=True))
    assert kept == len(before._root) - 1
    assert drill.step("here").checkins.all.missing == 0
