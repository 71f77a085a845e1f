"""A reading is judged against everything that is wanted, in words with both numbers."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.asking import Expectation, Operator
from bcp.expecting import effective
from bcp.message import Phrase, render
from drills.probes import http
from scenarios.expect import Judgement, holds, judge
from scenarios.reading import Reading

NO_ROUTE = Phrase("tests.no_route", ja="経路がありません", en="no route")
REFUSED = Phrase("tests.refused", ja="接続を拒まれました", en="the connection was refused")


def _why(judgement: Judgement, lang: Any = "en") -> list[str]:
    return [render(each, lang) for each in judgement.why]


def test_a_number_is_explained_with_its_unit_in_both_languages() -> None:
    judgement = judge(Reading({"latency_ms": 340}), (Expectation("latency_ms", "at_most", 200),))
    assert judgement.outcome == "broken"
    assert _why(judgement) == ["latency 340 ms, wanted at most 200 ms"]
    assert _why(judgement, "ja") == ["latency 340ms（正常なら200ms以下）"]


def test_all_expectations_are_weighed_and_only_the_broken_ones_explained() -> None:
    judgement = judge(
        Reading({"reply": True, "status": 503, "latency_ms": 12.345}),
        (
            Expectation("reply", "equals", True),
            Expectation("status", "between", (200, 399)),
            Expectation("latency_ms", "at_most", 10),
        ),
    )
    assert judgement.outcome == "broken"
    assert _why(judgement) == [
        "status 503, wanted between 200 and 399",
        "latency 12.35 ms, wanted at most 10 ms",
    ]


def test_what_held_is_explained_too() -> None:
    judgement = judge(Reading({"exit": 0}), (Expectation("exit", "equals", 0),))
    assert (judgement.outcome, _why(judgement)) == ("held", ["exit 0, wanted 0"])


def test_a_question_not_asked_is_unknown_whatever_was_wanted() -> None:
    judgement = judge(Reading.unknown(NO_ROUTE()), (Expectation("reply", "equals", False),))
    assert judgement == Judgement("unknown", (NO_ROUTE(),))


def test_silence_breaks_with_its_reason_first() -> None:
    judgement = judge(
        Reading.silent(REFUSED()),
        (Expectation("reply", "equals", True), Expectation("status", "equals", 200)),
    )
    assert judgement.outcome == "broken"
    assert _why(judgement) == [
        "the connection was refused",
        "reply no, wanted yes",
        "status was not told, wanted 200",
    ]
    assert _why(judgement, "ja") == [
        "接続を拒まれました",
        "応答 なし（正常ならあり）",
        "status は得られませんでした（正常なら200）",
    ]


def test_of_a_page_that_does_not_answer_its_certificate_is_not_said_to_be_missing() -> None:
    told = _why(judge(Reading.silent(REFUSED()), http.HEALTHY))
    assert told == ["the connection was refused", "status was not told, wanted between 200 and 399"]
    answered = Reading({"reply": True, "status": 200})
    assert _why(judge(answered, http.HEALTHY)) == ["trusted was not told, wanted yes"]


def test_silence_holds_where_no_answer_is_wanted() -> None:
    assert judge(Reading.silent(REFUSED()), (Expectation("reply", "equals", False),)).outcome == (
        "held"
    )


@pytest.mark.parametrize(
    ("operator", "wanted", "measured", "held"),
    [
        ("equals", 1, 1, True),
        ("equals", 1, True, False),
        ("equals", True, 1, False),
        ("differs", "off", "on", True),
        ("differs", "on", "on", False),
        ("at_least", 5, 5, True),
        ("at_least", 5, 4.9, False),
        ("at_most", 5, 5, True),
        ("between", (1, 3), 3, True),
        ("between", (1, 3), 3.1, False),
        ("one_of", (200, 204), 204, True),
        ("one_of", (1, 2), True, False),
        ("contains", "mounted", "share mounted", True),
        ("contains", "mounted", "nothing", False),
        ("matches", r"state\s*:\s*RUNNING", "x\nstate : RUNNING", True),
        ("matches", "^RUNNING$", "x\nRUNNING\ny", True),
        ("matches", "RUNNING", "STOPPED", False),
        ("at_least", 5, "many", False),
        ("contains", "5", 5, False),
    ],
)
def test_operators(operator: Operator, wanted: Any, measured: Any, held: bool) -> None:
    assert holds(Reading({"it": measured}), Expectation("it", operator, wanted)) is held


def test_each_operator_says_what_was_wanted() -> None:
    reading = Reading({"title": "町", "free_bytes": 10, "rx_level_dbm": -72.0, "left_percent": 5})
    wanted = (
        Expectation("title", "contains", "見本町"),
        Expectation("title", "matches", "見本.町"),
        Expectation("title", "differs", "町"),
        Expectation("free_bytes", "one_of", (1, 2)),
        Expectation("rx_level_dbm", "at_least", -65),
        Expectation("left_percent", "between", (20, 100)),
    )
    assert _why(judge(reading, wanted)) == [
        'title "町", wanted to contain "見本町"',
        'title "町", wanted to match 見本.町',
        'title "町", wanted anything but "町"',
        "free 10 bytes, wanted one of 1 bytes, 2 bytes",
        "rx level -72 dBm, wanted at least -65 dBm",
        "left 5%, wanted between 20% and 100%",
    ]


def test_a_long_text_is_matched_in_bounded_time() -> None:
    reading = Reading({"out": "a" * 60_000})
    began = time.monotonic()
    assert not holds(reading, Expectation("out", "matches", "a*.*b"))
    assert time.monotonic() - began < 5


def test_what_an_author_states_replaces_the_healthy_expectation_of_that_fact_only() -> None:
    healthy = (Expectation("reply", "equals", True), Expectation("status", "equals", 200))
    stated = (Expectation("status", "equals", 503),)
    assert effective(healthy, stated) == (healthy[0], stated[0])
    assert effective(healthy, ()) == healthy


def test_where_no_answer_is_wanted_nothing_else_is() -> None:
    healthy = (Expectation("reply", "equals", True), Expectation("status", "equals", 200))
    stated = (Expectation("reply", "equals", False),)
    assert effective(healthy, stated) == stated


FACTS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text())


@given(
    FACTS,
    st.sampled_from(["equals", "differs", "at_least", "at_most", "contains"]),
    FACTS.filter(lambda value: value is not None),
)
def test_any_reading_can_be_judged_and_explained(
    measured: Any, operator: Operator, wanted: Any
) -> None:
    judgement = judge(Reading({"it_ms": measured}), (Expectation("it_ms", operator, wanted),))
    assert judgement.outcome in ("held", "broken")
    assert all(render(each, "ja") and render(each, "en") for each in judgement.why)


def test_a_note_stands_last_and_changes_no_judgement() -> None:
    note = NO_ROUTE()
    wanted = (Expectation("exit", "equals", 0),)
    for code, outcome in ((0, "held"), (1, "broken")):
        judgement = judge(Reading(facts={"exit": code}, note=note), wanted)
        assert judgement.outcome == outcome
        assert len(judgement.why) == 2
        assert judgement.why[-1] == note
