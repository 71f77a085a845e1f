"""Silence that was wanted is believed only where a control target answered at the same time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.asking import Control, Expectation, ProbeCall
from bcp.durations import HOUR, MINUTE, SECOND, Span
from bcp.message import Message
from bcp.model import Zone
from drills.core import events as e
from drills.core.brief import Brief
from drills.core.judging import sample_of
from drills.core.prepare import Circumstances, prepared
from scenarios.model import Probe, Step
from scenarios.reading import Reading
from tests.core import making as m
from tests.core.simulation import World, drilled

ANSWERED = Reading({"reply": True})
SILENT = Reading({"reply": False})
ALWAYS = [(0, HOUR)]
GATEWAY = m.CONTROL
ISOLATED = m.call("mynumber", m.SILENT)


def outcome(reading: Reading, control: Reading | None) -> tuple[str, str]:
    sample = sample_of(ISOLATED, 0, SECOND, reading, control)
    return sample.outcome, sample.why[0].code


def test_silence_holds_where_the_control_target_answered() -> None:
    assert outcome(SILENT, ANSWERED) == ("held", "core.control_answered")
    sample = sample_of(ISOLATED, 0, SECOND, SILENT, ANSWERED)
    assert sample.control == ANSWERED
    assert sample.why[0].params == {"subject": "mynumber", "control": "gateway"}


@pytest.mark.parametrize("control", [SILENT, Reading(could_not_ask=Message("x"))])
def test_silence_is_unknown_where_the_control_target_did_not_answer(control: Reading) -> None:
    assert outcome(SILENT, control) == ("unknown", "core.control_silent")


def test_silence_without_a_control_target_is_unknown() -> None:
    alone = replace(ISOLATED, control=None)
    sample = sample_of(alone, 0, SECOND, SILENT)
    assert (sample.outcome, sample.why[0].code) == ("unknown", "core.no_control")


@pytest.mark.parametrize("control", [SILENT, ANSWERED, None])
def test_an_answer_breaks_whatever_the_control_target_says(control: Reading | None) -> None:
    sample = sample_of(ISOLATED, 0, SECOND, ANSWERED, control)
    assert (sample.outcome, sample.control) == ("broken", None)


def test_what_could_not_be_asked_stays_unknown_for_its_own_reason() -> None:
    unasked = Reading(could_not_ask=Message("net.unknown_name"))
    assert outcome(unasked, ANSWERED) == ("unknown", "net.unknown_name")


@pytest.mark.parametrize(
    ("expectation", "silence"),
    [
        (Expectation("reply", "equals", False), True),
        (Expectation("reply", "differs", True), True),
        (Expectation("reply", "one_of", (False,)), True),
        (Expectation("reply", "one_of", (False, True)), False),
        (Expectation("reply", "equals", True), False),
        (Expectation("reply", "differs", False), False),
        (Expectation("exit", "equals", False), False),
    ],
)
def test_every_way_to_want_silence_is_known(expectation: Expectation, silence: bool) -> None:
    assert ProbeCall("tcp", "x", expect=(expectation,)).wants_silence is silence


def test_a_step_that_wants_silence_is_unknown_while_our_own_network_is_down() -> None:
    world = World(down={"mynumber": ALWAYS, "gateway": ALWAYS})
    run = drilled(m.brief(m.probe("s", m.SILENT, subject="mynumber")), world)
    ended = run.of(e.StepEnded)[0]
    assert (ended.outcome, ended.why[0].code) == ("unknown", "core.control_silent")


def test_a_wait_for_silence_goes_on_until_the_control_target_answers_too() -> None:
    world = World(down={"mynumber": ALWAYS, "gateway": [(0, MINUTE)]})
    run = drilled(m.brief(m.wait_probe("s", m.SILENT, subject="mynumber")), world)
    ended = run.of(e.StepEnded)[0]
    assert ended.outcome == "held"
    assert MINUTE <= ended.at < MINUTE + 2 * SECOND


def test_a_watched_check_for_silence_is_unknown_as_long_as_the_control_target_is_silent() -> None:
    wall = m.system("wall", probed=False, probe=(ISOLATED,))
    world = World(down={"mynumber": ALWAYS, "gateway": [(20 * SECOND, 40 * SECOND)]})
    run = drilled(m.brief(m.inject("end", at=MINUTE), systems=(wall,)), world)
    began, ended = run.of(e.UnknownBegan)[0], run.of(e.UnknownEnded)[0]
    assert 20 * SECOND <= began.at < 22 * SECOND
    assert 40 * SECOND <= ended.at < 42 * SECOND
    assert run.of(e.CheckLost) == []


def _brief(step: Step, zones: tuple[Zone, ...], zone: str | None = None) -> Brief:
    plan = replace(m.plan(), zones=zones)
    made = m.brief()
    around = Circumstances(
        "r1", "walkthrough", made.calendar, made.wall_ns, made.today, "op", "test", zone
    )
    return prepared(plan, m.scenario(step), around)


def _control(brief: Brief) -> Control | None:
    do = brief.scenario.steps[0].do
    assert isinstance(do, Probe)
    assert do.call is not None
    return do.call.control


LGWAN = Zone("lgwan", control=Control("icmp", "lg-gateway"))
INTERNET = Zone("internet", control=Control("tcp", "dns:53", timeout=Span(SECOND)))
ALONE = replace(ISOLATED, control=None)


@pytest.mark.parametrize(
    ("zones", "zone", "run_zone", "control"),
    [
        ((LGWAN, INTERNET), "lgwan", None, LGWAN.control),
        ((LGWAN, INTERNET), None, "internet", INTERNET.control),
        ((LGWAN, INTERNET), "lgwan", "internet", LGWAN.control),
        ((LGWAN, INTERNET), None, None, None),
        ((LGWAN,), None, None, LGWAN.control),
        ((Zone("lgwan"),), "lgwan", None, None),
        ((), None, None, None),
    ],
)
def test_a_question_takes_the_control_target_of_its_own_zone_and_of_no_other(
    zones: tuple[Zone, ...], zone: str | None, run_zone: str | None, control: Control | None
) -> None:
    step = m.step("s", Probe(ALONE), zone=zone)
    assert _control(_brief(step, zones, run_zone)) == control


def test_a_questions_own_control_target_comes_before_that_of_its_zone() -> None:
    step = m.step("s", Probe(ISOLATED), zone="lgwan")
    assert _control(_brief(step, (LGWAN,))) == GATEWAY


def test_a_question_that_wants_an_answer_has_no_control_target() -> None:
    step = m.step("s", Probe(m.call("web")), zone="lgwan")
    assert _control(_brief(step, (LGWAN,))) is None


def test_a_control_target_waits_as_long_as_the_question_unless_it_says_otherwise() -> None:
    assert GATEWAY.call(Span(3 * SECOND)).timeout == Span(3 * SECOND)
    assert (INTERNET.control or GATEWAY).call(Span(3 * SECOND)).timeout == Span(SECOND)
