"""When steps become due: at, after, branches, unless, hold, pause, jump and compression."""

from __future__ import annotations

import pytest

from bcp.durations import HOUR, MINUTE, SECOND
from drills.core import events as e
from drills.core.orders import Answer, GoOn, Hold, Pause, Release, Skip
from scenarios.model import Ending, Step
from tests.core import making as m
from tests.core.simulation import Said, Simulation, World, drilled

LATER = 10 * SECOND


def due(simulation: Simulation) -> dict[str, tuple[int, int]]:
    """When each step was to begin, and when it did."""
    return {each.step: (each.planned, each.at) for each in simulation.of(e.StepDue)}


def endings(simulation: Simulation) -> dict[str, Ending]:
    return {each.step: each.ending for each in simulation.of(e.StepEnded)}


def answering(**answers: e.Answer) -> World:
    said = {name: (Said(Answer(name, word, "x"), LATER),) for name, word in answers.items()}
    return World(people=said)


def test_injects_come_at_their_offsets() -> None:
    run = drilled(m.brief(m.inject("a", at=0), m.inject("b", at=5 * MINUTE), m.inject("c", at=1)))
    assert due(run) == {"a": (0, 0), "c": (1, 1), "b": (5 * MINUTE, 5 * MINUTE)}


def test_a_step_with_neither_at_nor_after_waits_for_the_one_above_whatever_its_end() -> None:
    run = drilled(m.brief(m.ask("a"), m.inject("b"), m.inject("c")), answering(a="failed"))
    assert endings(run) == {"a": "failed", "b": "held", "c": "held"}
    assert due(run)["b"] == (LATER, LATER)


def test_after_and_at_must_both_have_come() -> None:
    steps = (
        m.ask("a"),
        m.inject("early", at=SECOND, after=["a"]),
        m.inject("late", at=MINUTE, after=["a"]),
    )
    run = drilled(m.brief(*steps), answering(a="done"))
    assert due(run)["early"] == (LATER, LATER)
    assert due(run)["late"] == (MINUTE, MINUTE)


def test_all_steps_named_after_must_have_ended() -> None:
    steps = (m.inject("a", at=0), m.inject("b", at=MINUTE), m.inject("c", after=["a", "b"]))
    assert due(drilled(m.brief(*steps)))["c"] == (MINUTE, MINUTE)


@pytest.mark.parametrize(
    ("answer", "branch"),
    [
        ("done", "on"),
        ("partly", "partly"),
        ("failed", "failed"),
        ("skipped", "skipped"),
        ("could_not_reach", "nobody"),
    ],
)
def test_an_answer_takes_its_branch_and_no_other(answer: e.Answer, branch: str) -> None:
    steps = (
        m.ask("q"),
        m.inject("on", after=["q"]),
        m.inject("partly", after=["q:partly"]),
        m.inject("failed", after=["q:failed"]),
        m.inject("skipped", after=["q:skipped"]),
        m.inject("nobody", after=["q:could_not_reach"]),
        m.inject("bad", after=["q:broken"]),
        m.inject("anyway", after=["q:ended"]),
    )
    run = drilled(m.brief(*steps), answering(q=answer))
    begun = set(due(run)) - {"q", "anyway", "bad"}
    assert begun == {branch}
    assert "anyway" in due(run)
    assert ("bad" in due(run)) == (answer in ("partly", "failed"))


def test_a_branch_not_taken_is_skipped_with_the_reason_and_so_is_what_hangs_on_it() -> None:
    steps = (m.ask("q"), m.inject("on", after=["q"]), m.inject("then", after=["on"]))
    run = drilled(m.brief(*steps), answering(q="failed"))
    assert endings(run) == {"q": "failed", "on": "skipped", "then": "skipped"}
    why = next(each.why for each in run.of(e.StepEnded) if each.step == "on")
    assert why[0].params["step"] == "q"


def test_a_step_is_left_out_unless_needed() -> None:
    steps = (m.ask("fixed"), m.inject("escalate", at=MINUTE, unless=("fixed",)))
    assert endings(drilled(m.brief(*steps), answering(fixed="done")))["escalate"] == "skipped"
    assert endings(drilled(m.brief(*steps), answering(fixed="failed")))["escalate"] == "held"


def test_silence_until_the_deadline_is_expired_and_the_drill_moves_on() -> None:
    steps = (m.ask("a", within=MINUTE), m.inject("b", after=["a:expired"]))
    run = drilled(m.brief(*steps))
    assert endings(run) == {"a": "expired", "b": "held"}
    assert due(run)["b"] == (MINUTE, MINUTE)
    ended = run.of(e.StepEnded)[0]
    assert (ended.outcome, ended.at) == ("broken", MINUTE)


def test_an_answer_just_before_the_deadline_counts() -> None:
    world = World(people={"a": (Said(Answer("a", "done", "x"), MINUTE - 1),)})
    assert endings(drilled(m.brief(m.ask("a", within=MINUTE)), world)) == {"a": "done"}


def test_the_time_limit_ends_the_drill_and_what_is_open() -> None:
    run = drilled(m.brief(m.ask("a"), limit=MINUTE))
    assert endings(run) == {"a": "expired"}
    assert run.events[-1] == e.DrillEnded(MINUTE, "time_limit")


def test_an_eight_hour_drill_waits_for_nobody() -> None:
    steps = [m.inject(f"i{n}", at=n * MINUTE) for n in range(0, 480, 10)]
    run = drilled(m.brief(*steps, limit=8 * HOUR))
    assert len(due(run)) == 48
    assert all(planned == at for planned, at in due(run).values())


def pausing(*steps: Step, low: int, high: int, **rest: object) -> Simulation:
    orders = ((low, Pause("x")), (high, GoOn("x")))
    return drilled(m.brief(*steps, **rest), World(orders=orders))  # type: ignore[arg-type]


def test_nothing_fires_in_a_pause_and_every_offset_shifts_by_exactly_the_pause() -> None:
    steps = [m.inject(f"i{n}", at=n * MINUTE) for n in range(1, 6)]
    run = pausing(*steps, low=90 * SECOND, high=50 * MINUTE)
    pause = 50 * MINUTE - 90 * SECOND
    wanted = {f"i{n}": n * MINUTE + (pause if n > 1 else 0) for n in range(1, 6)}
    assert due(run) == {name: (at, at) for name, at in wanted.items()}


def test_after_a_long_pause_injects_keep_their_distances() -> None:
    steps = [m.inject(f"i{n}", at=n * SECOND) for n in range(1, 4)]
    run = pausing(*steps, low=SECOND // 2, high=3 * HOUR)
    times = [at for _, at in due(run).values()]
    assert [later - times[0] for later in times] == [0, SECOND, 2 * SECOND]


def test_deadlines_and_the_time_limit_stand_still_in_a_pause() -> None:
    run = pausing(m.ask("a", within=MINUTE), m.ask("b"), limit=5 * MINUTE, low=30, high=HOUR)
    assert [each.at for each in run.of(e.StepEnded)] == [
        HOUR + MINUTE - 30,
        HOUR + 5 * MINUTE - 30,
    ]


def test_released_now_fires_now_also_after_a_pause_and_only_once() -> None:
    orders = (
        (MINUTE, Pause("x")),
        (10 * MINUTE, GoOn("x")),
        (11 * MINUTE, Release("a", "x", now=True)),
    )
    run = drilled(m.brief(m.inject("a", at=30 * MINUTE)), World(orders=orders))
    assert due(run) == {"a": (11 * MINUTE, 11 * MINUTE)}
    assert len(run.of(e.StepDue)) == 1


def test_released_now_during_a_pause_fires_when_the_drill_goes_on() -> None:
    orders = (
        (MINUTE, Pause("x")),
        (2 * MINUTE, Release("a", "x", now=True)),
        (10 * MINUTE, GoOn("x")),
    )
    run = drilled(m.brief(m.inject("a", at=30 * MINUTE)), World(orders=orders))
    assert [at for _, at in due(run).values()] == [10 * MINUTE]


def test_an_answer_given_in_a_pause_is_taken_and_what_follows_waits() -> None:
    orders = ((SECOND, Pause("x")), (MINUTE, Answer("a", "done", "x")), (HOUR, GoOn("x")))
    run = drilled(m.brief(m.ask("a"), m.inject("b")), World(orders=orders))
    assert run.of(e.StepEnded)[0].at == MINUTE
    assert due(run)["b"][1] == HOUR


def test_a_held_step_waits_until_it_is_released() -> None:
    orders = ((SECOND, Hold("a", "x")), (20 * MINUTE, Release("a", "x")))
    run = drilled(m.brief(m.inject("a", at=MINUTE), m.inject("b")), World(orders=orders))
    assert due(run)["a"] == (MINUTE, 20 * MINUTE)
    assert due(run)["b"][1] == 20 * MINUTE


def test_a_step_released_before_its_time_still_waits_for_it() -> None:
    orders = ((SECOND, Hold("a", "x")), (2 * SECOND, Release("a", "x")))
    assert due(drilled(m.brief(m.inject("a", at=MINUTE)), World(orders=orders)))["a"][1] == MINUTE


def test_holding_a_step_takes_back_its_release() -> None:
    orders = (
        (1, Pause("x")),
        (2, Release("a", "x", now=True)),
        (3, Hold("a", "x")),
        (MINUTE, GoOn("x")),
        (HOUR, Release("a", "x")),
    )
    assert due(drilled(m.brief(m.inject("a", at=5)), World(orders=orders)))["a"][1] == HOUR


def test_a_skipped_step_never_begins_and_the_next_goes_on() -> None:
    orders = ((SECOND, Skip("a", "x", "no time")),)
    run = drilled(m.brief(m.inject("a", at=MINUTE), m.inject("b")), World(orders=orders))
    assert endings(run) == {"a": "skipped", "b": "held"}
    assert due(run) == {"b": (SECOND, SECOND)}


def test_compression_brings_injects_sooner_and_leaves_deadlines_alone() -> None:
    steps = (m.inject("a", at=10 * MINUTE), m.ask("b", within=MINUTE))
    run = drilled(m.brief(*steps, compress=10))
    assert due(run)["a"] == (MINUTE, MINUTE)
    assert run.of(e.StepEnded)[-1].at == 2 * MINUTE


def test_a_jump_brings_everything_on_time_and_nothing_is_called_late() -> None:
    steps = (
        m.inject("a", at=MINUTE, jump=8 * HOUR),
        m.inject("inside", at=2 * HOUR),
        m.inject("after", at=9 * HOUR),
    )
    run = drilled(m.brief(*steps))
    assert due(run)["inside"][0] == MINUTE
    assert due(run)["inside"][1] - MINUTE <= 1
    assert due(run)["after"] == (HOUR, HOUR)


def test_a_question_that_comes_with_a_jump_has_all_its_time() -> None:
    steps = (m.inject("morning", jump=8 * HOUR), m.ask("next", within=10 * MINUTE))
    run = drilled(m.brief(*steps), answering(next="done"))
    assert endings(run) == {"morning": "held", "next": "done"}


def test_a_question_open_over_a_jump_has_had_the_jumped_time() -> None:
    steps = (m.ask("a", at=0, within=HOUR), m.inject("morning", at=MINUTE, jump=8 * HOUR))
    run = drilled(m.brief(*steps))
    assert endings(run)["a"] == "expired"
    assert run.of(e.StepEnded)[-1].at - MINUTE <= 1


def test_an_inject_overdue_after_a_crash_comes_late_and_says_so() -> None:
    world = World()
    run = Simulation(world).begin(m.brief(m.inject("a", at=MINUTE), m.inject("b", at=HOUR)))
    run.run(until=30 * SECOND)
    after = Simulation.crashed_after(run.events, world, gap=10 * MINUTE)
    after.run()
    assert due(after) == {"a": (MINUTE, 10 * MINUTE), "b": (HOUR, HOUR)}


def test_an_inject_given_at_zero_ends_at_zero_even_when_a_crash_came_between() -> None:
    world = World()
    run = Simulation(world).begin(m.brief(m.inject("a"), m.ask("b")))
    after = Simulation.crashed_after(run.events[:2], world, gap=MINUTE)
    assert after.of(e.StepEnded)[0].at == 0


def test_a_step_that_holds_makes_its_mark_once() -> None:
    steps = (m.ask("a", marks="detection"), m.ask("b", marks="detection"))
    run = drilled(m.brief(*steps), answering(a="done", b="done"))
    assert run.drill.moments == {"a": LATER, "detection": LATER, "b": 2 * LATER}


def test_a_step_that_fails_makes_no_mark() -> None:
    run = drilled(m.brief(m.ask("a", marks="detection")), answering(a="partly"))
    assert run.drill.moments == {}
