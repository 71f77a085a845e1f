"""A drill that nobody attends comes to its end, and says where a person was wanting."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.durations import HOUR, MINUTE
from bcp.people import Contact, Method
from drills.core import events as e
from drills.core.brief import Brief
from drills.core.expiring import NOBODY_THERE
from drills.core.orders import Answer
from drills.core.overall import Overall, overall
from scenarios.model import CallOut, Step
from tests.core import making as m
from tests.core.simulation import Simulation, World, drilled

CALLS = m.step("s", CallOut(("@contacts",)), within=MINUTE)
KACHO = Contact("kacho", methods=(Method("phone", "000"),))


def _alone(*steps: Step, **rest: object) -> Brief:
    brief = m.brief(*steps, **rest)  # type: ignore[arg-type]
    brief = replace(brief, plan=replace(brief.plan, contacts=(KACHO,)))
    return replace(brief, nobody=tuple(each.id for each in steps))


def _ended(run: Simulation, step: str = "s") -> e.StepEnded:
    return next(each for each in run.of(e.StepEnded) if each.step == step)


@pytest.mark.parametrize(
    ("step", "at"),
    [
        (m.ask("s"), 0),
        (m.ask("s", within=MINUTE), MINUTE),
        (m.notify("s"), 0),
        (CALLS, MINUTE),
    ],
    ids=["ask", "ask-within", "report", "calls"],
)
def test_a_step_at_which_nobody_is_there_ends_by_itself_and_says_so(step: Step, at: int) -> None:
    run = drilled(_alone(step, m.probe("then"), mode="walkthrough"))
    ended = _ended(run)
    assert (ended.at, ended.ending, ended.outcome) == (at, "expired", "unknown")
    assert ended.why[0] == NOBODY_THERE()
    # Nothing that nobody did counts as done, and what follows goes on.
    assert _ended(run, "then").outcome == "held"
    assert overall(run.drill) is Overall.STEP_FAILED


def test_an_action_that_nobody_approves_is_not_done_and_keeps_nobody_waiting() -> None:
    step = m.run("s")
    run = drilled(_alone(step, mode="operational", safety=m.approvals("s", "lead")))
    assert _ended(run).why[0] == NOBODY_THERE()
    assert run.of(e.ActionOrdered) == []


def test_whoever_answers_from_elsewhere_in_time_is_heard() -> None:
    run = Simulation(World()).begin(_alone(m.ask("s", within=MINUTE), mode="walkthrough"))
    run.run(until=0)
    run.order(Answer("s", "done", "hanako"))
    run.run()
    assert (_ended(run).ending, overall(run.drill)) == ("done", Overall.PASSED)


def test_what_only_a_note_was_wanted_of_fails_no_drill_that_nobody_attends() -> None:
    run = drilled(_alone(m.ask("s", if_broken="note"), m.probe("then"), mode="walkthrough"))
    assert overall(run.drill) is Overall.PASSED


def test_what_could_not_be_asked_in_time_is_unknown_and_not_down() -> None:
    wait = m.wait_probe("s", within=MINUTE)
    lost = drilled(m.brief(wait, mode="walkthrough"), World(unasked={"web": [(0, HOUR)]}))
    assert (_ended(lost).ending, _ended(lost).outcome) == ("expired", "unknown")
    dead = drilled(m.brief(wait, mode="walkthrough"), World(down={"web": [(0, HOUR)]}))
    assert (_ended(dead).ending, _ended(dead).outcome) == ("expired", "broken")
