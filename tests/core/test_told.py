"""What people see and suppliers answer: outcomes as a probe's, on the same clock, of its source."""

from __future__ import annotations

from typing import Any

import pytest

from bcp.asking import Expectation, ProbeCall
from bcp.durations import HOUR, MINUTE, SECOND, Span
from bcp.message import Message
from bcp.model import Rto, System
from drills.core import events as e
from drills.core.orders import Answer
from drills.core.outages import Bracket
from drills.core.recovery import recoveries
from drills.core.standing import is_up
from drills.core.told_events import Sighting, StateSaid
from drills.core.told_orders import Observe
from scenarios.model import Mode, Probe, Step, Wait
from tests.core import making as m
from tests.core.simulation import Said, Simulation, World, drilled

FINE = Expectation("state", "equals", "fine")
SOME = Expectation("state", "one_of", ("fine", "in_part"))
LINE = Sighting(informant="通信会社 山本")


def by_people(word: str = "observe", *expect: Expectation) -> ProbeCall:
    return ProbeCall(word, "relay1", expect=expect or (FINE,))


def looked(word: str = "observe", *expect: Expectation, **rest: Any) -> Step:
    return m.step("look", Probe(by_people(word, *expect)), **rest)


def answered(step: Step, answer: e.Answer, mode: Mode = "walkthrough", **rest: Any) -> e.StepEnded:
    people = {"look": (Said(Answer("look", answer, "佐藤", **rest)),)}
    run = drilled(m.brief(step, mode=mode), World(people=people))
    assert run.of(e.ProbeAsked) == []
    return run.of(e.StepEnded)[0]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("done", "held"),
        ("partly", "broken"),
        ("failed", "broken"),
        ("could_not_reach", "unknown"),
        ("skipped", "skipped"),
    ],
)
def test_an_answer_is_an_outcome_as_a_probes(answer: e.Answer, outcome: e.Outcome) -> None:
    ended = answered(looked(), answer)
    assert (ended.ending, ended.outcome, ended.source, ended.by) == (
        *(outcome, outcome),
        *("observed", "佐藤"),
    )
    assert bool(ended.why) == (outcome in ("broken", "unknown"))


def test_the_author_says_what_is_good_enough() -> None:
    assert answered(looked("observe", SOME), "partly").outcome == "held"


def test_a_wait_for_people_ends_on_their_word() -> None:
    step = m.step("look", Wait(call=by_people()))
    assert answered(step, "done").source == "observed"


def test_at_a_table_the_same_question_is_assumed() -> None:
    ended = answered(looked(), "failed", mode="tabletop")
    assert (ended.outcome, ended.source) == ("broken", "assumed")


def test_a_supplier_is_quoted_by_name() -> None:
    ended = answered(looked("attest"), "done", sighting=LINE)
    assert (ended.outcome, ended.source) == ("held", "attested")
    nobody = World(people={"look": (Said(Answer("look", "done", "佐藤")),)})
    run = drilled(m.brief(looked("attest", within=MINUTE), mode="walkthrough"), nobody)
    assert [why.code for _, why in nobody.refused] == ["order.who_said_so"]
    assert run.of(e.StepEnded)[0].ending == "expired"


RELAY = System("relay1", probe=(by_people(),), rto=Rto(Span(30 * MINUTE)), every=Span(5 * SECOND))


def told(at: int, answer: StateSaid, **rest: Any) -> tuple[int, Observe]:
    return at, Observe("relay1", answer, "佐藤", **rest)


def watching(*orders: tuple[int, Observe], system: System = RELAY) -> Simulation:
    ends = m.step("look", Probe(by_people()), within=HOUR)
    brief = m.brief(ends, mode="walkthrough", systems=(system,))
    return drilled(brief, World(orders=orders))


def test_a_loss_and_a_return_that_people_saw_are_an_outage_between_their_words() -> None:
    run = watching(told(1 * MINUTE, "done"), told(5 * MINUTE, "failed"), told(20 * MINUTE, "done"))
    found = recoveries(run.drill)[0]
    outage = found.outages[0]
    assert outage.lost == Bracket(1 * MINUTE, 5 * MINUTE)
    assert outage.returned == Bracket(5 * MINUTE, 20 * MINUTE)
    assert (found.rto.verdict, found.rto.source) == ("met", "observed")
    assert run.of(e.ProbeAsked) == []


def test_the_weaker_of_two_words_is_the_source() -> None:
    attested = System("relay1", probe=(by_people("attest"),), rto=RELAY.rto)
    run = watching(
        told(1 * MINUTE, "failed", sighting=LINE),
        told(2 * MINUTE, "done", sighting=LINE),
        system=attested,
    )
    assert recoveries(run.drill)[0].rto.source == "attested"


def test_nobody_knowing_is_unknown_until_somebody_does() -> None:
    run = watching(
        told(MINUTE, "could_not_reach"),
        told(2 * MINUTE, "could_not_reach"),
        told(3 * MINUTE, "done"),
    )
    assert len(run.of(e.UnknownBegan)) == 1
    assert [each.since for each in run.of(e.UnknownEnded)] == [MINUTE]
    assert is_up(run.drill, "relay1") is True


def test_what_nobody_told_is_not_called_well() -> None:
    run = watching()
    result = recoveries(run.drill)[0].rto
    assert result.verdict == "not_measured"
    assert result.why is not None
    assert result.why.code == "recovery.nobody_said"
    assert is_up(run.drill, "relay1") is None


def test_a_time_that_was_given_is_as_exact_as_it_was_given() -> None:
    seen = Sighting(low=3 * MINUTE, high=4 * MINUTE)
    run = watching(told(MINUTE, "done"), told(10 * MINUTE, "failed", sighting=seen))
    assert recoveries(run.drill)[0].outages[0].lost == Bracket(MINUTE, 4 * MINUTE)


@pytest.mark.parametrize(
    ("low", "code"), [(0, "order.seen_before_last"), (20 * MINUTE, "order.seen_in_future")]
)
def test_a_time_that_cannot_be_is_refused(low: int, code: str) -> None:
    seen = Sighting(low=low, high=low + MINUTE)
    run = watching(told(5 * MINUTE, "done"), told(10 * MINUTE, "failed", sighting=seen))
    assert [why.code for _, why in run.world.refused] == [code]
    assert len(run.of(e.Observed)) == 1


def test_within_the_minute_of_the_last_word_the_later_one_counts() -> None:
    seen = Sighting(low=5 * MINUTE, high=6 * MINUTE)
    run = watching(told(5 * MINUTE + SECOND, "done"), told(10 * MINUTE, "failed", sighting=seen))
    lost = recoveries(run.drill)[0].outages[0].lost
    assert lost == Bracket(5 * MINUTE + SECOND, 6 * MINUTE)


def test_after_a_crash_people_go_on_where_they_were() -> None:
    run = watching(told(MINUTE, "done"), told(2 * MINUTE, "failed"))
    kept = [each for each in run.events if each.at <= 2 * MINUTE]
    again = Simulation.crashed_after(kept, World(orders=(told(9 * MINUTE, "done"),)), 5 * MINUTE)
    again.run()
    assert recoveries(again.drill)[0].outages[0].returned == Bracket(2 * MINUTE, 9 * MINUTE)


def test_a_step_waits_for_what_people_will_see() -> None:
    wait = m.wait_for("back", "relay1", within=HOUR)
    brief = m.brief(wait, mode="walkthrough", systems=(RELAY,))
    run = drilled(brief, World(orders=(told(MINUTE, "failed"), told(7 * MINUTE, "done"))))
    ended = run.of(e.StepEnded)[0]
    assert (ended.at, ended.outcome, ended.source) == (7 * MINUTE, "held", "observed")


@pytest.mark.parametrize(
    ("thing", "system", "code"),
    [
        ("web", RELAY, "order.not_by_people"),
        ("web", m.system("web"), "order.nothing_by_people"),
        (
            "relay1",
            System("relay1", probe=(by_people(), by_people("attest"))),
            "order.which_check",
        ),
    ],
)
def test_a_word_about_something_else_is_refused(thing: str, system: System, code: str) -> None:
    order = Observe(thing, "done", "佐藤")
    ends = m.step("look", Probe(by_people()), within=10 * MINUTE)
    brief = m.brief(ends, mode="walkthrough", systems=(system,))
    run = drilled(brief, World(orders=((MINUTE, order),)))
    assert [why.code for _, why in run.world.refused] == [code]


def test_people_tell_of_what_is_awaited_when_all_steps_are_over() -> None:
    brief = m.brief(m.ask("soon"), m.run("cut"), systems=(RELAY,))
    people = {"soon": (Said(Answer("soon", "done", "佐藤"), 2 * MINUTE),)}
    orders = (told(MINUTE, "failed"), told(2 * MINUTE + 20 * SECOND, "done"))
    run = drilled(brief, World(people=people, orders=orders))
    assert run.of(e.LookBegan) != []
    returned = recoveries(run.drill)[0].outages[0].returned
    assert returned == Bracket(MINUTE, 2 * MINUTE + 20 * SECOND)


def test_what_a_person_said_stands_as_it_was_said() -> None:
    run = watching(told(MINUTE, "partly", note="扉が開いている"))
    word = run.of(e.Observed)[0]
    assert (word.check, word.answer, word.by, word.source, word.note) == (
        *("relay1/observe", "partly", "佐藤"),
        *("observed", "扉が開いている"),
    )
    lost = run.of(e.CheckLost)[0]
    assert isinstance(lost.first_bad.reading.because, Message)
    assert lost.first_bad.reading.facts["state"] == "in_part"
