from __future__ import annotations

import json
from dataclasses import replace
from math import inf, nan
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bcp.asking import Expectation, ProbeCall
from bcp.business_days import Calendar
from bcp.durations import BusinessDays, Span
from bcp.message import Message, Text, render
from bcp.model import Organisation, Plan, System
from drills.core.brief import Brief, Target
from drills.core.events import (
    ActionInDoubt,
    DrillEnded,
    DrillStarted,
    MarkersFound,
    Paused,
    ProbeAnswered,
    Sample,
    StepDue,
)
from drills.errors import Defect, JournalBroken
from drills.journal.codec import KINDS, UPCASTERS, VERSIONS, Body, decode, encode
from scenarios.model import Ask, Inject, Scenario, Step
from scenarios.reading import Reading
from tests.journal.strategies import EVENT_KINDS, values_of

BRIEF = Brief(
    run_id="20261121-090000-flood",
    plan=Plan(Organisation("みなと町"), systems=(System("mail", rpo=BusinessDays(1)),)),
    scenario=Scenario(
        "flood",
        Text("水害", "Flood"),
        (Step("a", Inject(Text("停電です。"))), Step("b", Ask(Text("完了しましたか。")))),
        parameters={"link": "hq", "deep": {"is": "an author's own key"}},
    ),
    mode="tabletop",
    checks=(),
    targets=(Target("mail", None, "onset", rto=Span(5), rpo=Span(7)),),
    calendar=Calendar(closed=frozenset({20_000, 3, 500})),
    wall_ns=1,
    today="2026-11-21",
    operator="担当者",
    tool="0.1.0",
    files={"plan.yaml": "00"},
)


@pytest.mark.parametrize("kind", EVENT_KINDS, ids=lambda kind: kind.__name__)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_every_event_comes_back_as_it_was(kind: Any, data: st.DataObject) -> None:
    event = data.draw(values_of(kind))
    stored = encode(event)
    assert decode(*stored) == event
    assert encode(decode(*stored)) == stored


def test_a_brief_comes_back_as_it_was() -> None:
    assert decode(*encode(DrillStarted(0, BRIEF))) == DrillStarted(0, BRIEF)


def test_the_body_is_canonical_json() -> None:
    assert encode(Paused(5, "田中", "停電")) == (
        "Paused",
        1,
        '{"at":5,"by":"田中","reason":"停電"}',
    )


def test_the_order_of_a_mapping_does_not_change_the_body() -> None:
    one = Sample(1, 2, "held", Reading({"a": 1, "b": 2}))
    other = Sample(1, 2, "held", Reading({"b": 2, "a": 1}))
    assert encode(ProbeAnswered(3, "s", 1, one)) == encode(ProbeAnswered(3, "s", 1, other))


def test_spans_are_plain_numbers_and_alternatives_carry_their_class() -> None:
    body = json.loads(encode(DrillStarted(0, BRIEF))[2])
    target = body["brief"]["targets"][0]
    assert target["rto"] == 5
    assert target["rpo"] == {"is": "Span", "us": 7}
    assert [each["do"]["is"] for each in body["brief"]["scenario"]["steps"]] == ["Inject", "Ask"]
    assert body["brief"]["calendar"]["closed"] == [3, 500, 20_000]


def test_every_kind_of_event_has_a_version() -> None:
    assert set(VERSIONS) == set(KINDS) == {each.__name__ for each in EVENT_KINDS}


def test_bytes_a_device_sent_that_are_no_text_survive() -> None:
    event = Paused(1, "x", b"\xe3\x81".decode("utf-8", "surrogateescape") + "あ")
    body = encode(event)[2]
    assert body.encode("utf-8")
    assert decode("Paused", 1, body) == event


def test_lists_come_back_as_tuples() -> None:
    event = ActionInDoubt(1, 1, Message("a.b", {"names": ["x", [1]]}))
    assert decode(*encode(event)) == ActionInDoubt(1, 1, Message("a.b", {"names": ("x", (1,))}))


@pytest.mark.parametrize("value", [nan, inf, -inf, {1}, b"bytes", object(), {1: 2}, 1 + 2j])
def test_what_json_cannot_say_is_not_written(value: Any) -> None:
    with pytest.raises(Defect, match=r"ActionInDoubt\.why\.params\.x"):
        encode(ActionInDoubt(1, 1, Message("a.b", {"x": value})))


@pytest.mark.parametrize(
    "event",
    [
        StepDue(True, "a", 1),
        StepDue(1.0, "a", 1),  # type: ignore[arg-type]
        StepDue(1, None, 1),  # type: ignore[arg-type]
        DrillEnded(1, "perhaps"),  # type: ignore[arg-type]
        MarkersFound(1, "s", [1]),  # type: ignore[arg-type]
        ProbeAnswered(1, "s", 1, Sample(1, 2, "held", Reading({"loss": nan}))),
    ],
)
def test_a_value_its_annotation_does_not_allow_is_not_written(event: Any) -> None:
    with pytest.raises(Defect, match="cannot be journalled"):
        encode(event)


def test_only_events_are_written() -> None:
    with pytest.raises(Defect, match="Message is not an event"):
        encode(Message("a.b"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "v", "body", "words"),
    [
        ("Invented", 1, "{}", "does not know records of kind Invented, version 1"),
        ("Paused", 2, '{"at":1,"by":"x","reason":""}', "kind Paused, version 2"),
        ("Paused", 1, '{"at":1,"reason":""}', "lacks the field by"),
        ("Paused", 1, '{"at":1,"by":"x","reason":"","no":1}', "a field no that"),
        ("Paused", 1, '{"at":"1","by":"x","reason":""}', "the field at of this Paused"),
        ("Paused", 1, '{"at":1.0,"by":"x","reason":""}', "the field at"),
        ("Paused", 1, '{"at":true,"by":"x","reason":""}', "the field at"),
        ("Paused", 1, "[]", r"the field \(event\)"),
        ("Paused", 1, '{"at":1', "not JSON"),
        ("Paused", 1, '{"at":NaN,"by":"x","reason":""}', "not JSON"),
        ("Paused", 1, "[" * 100_000, "not JSON"),
        ("DrillEnded", 1, '{"at":1,"finish":"maybe"}', "the field finish"),
        ("Watched", 1, '{"at":1,"since":0,"tallies":[{"check":1}]}', r"the field tallies\.0\."),
        (
            "ActionInDoubt",
            1,
            '{"action":1,"at":1,"why":{"code":"a","params":{"x":[{"is":"Plan"}]}}}',
            r"the field why\.params\.x\.0\.is",
        ),
    ],
)
def test_a_stored_row_that_is_not_as_it_must_be_is_refused(
    kind: str, v: int, body: str, words: str
) -> None:
    with pytest.raises(JournalBroken, match=words) as caught:
        decode(kind, v, body)
    assert "journal." not in render(caught.value.message, "ja")


def test_nesting_without_end_is_refused_on_both_ways() -> None:
    deep: Any = ()
    for _ in range(5_000):
        deep = (deep,)
    with pytest.raises(Defect, match="nested too deep"):
        encode(ActionInDoubt(1, 1, Message("a.b", {"x": deep})))
    for levels in (900, 5_000, 100_000):
        nested = "[" * levels + "]" * levels
        body = f'{{"action":1,"at":1,"why":{{"code":"a","params":{{"x":{nested}}}}}}}'
        with pytest.raises(JournalBroken, match="not JSON"):
            decode("ActionInDoubt", 1, body)


def test_an_old_shape_is_read_through_its_upcasters() -> None:
    def renamed(body: Body) -> tuple[str, int, Body]:
        return "Halted", 2, {"at": body["at"], "by": body["who"]}

    def with_reason(body: Body) -> tuple[str, int, Body]:
        return "Paused", 1, {**body, "reason": "(記載なし)"}

    old = {("Stopped", 1): renamed, ("Halted", 2): with_reason}
    event = decode("Stopped", 1, '{"at":7,"who":"田中"}', {**UPCASTERS, **old})
    assert event == Paused(7, "田中", "(記載なし)")


def test_a_wanted_value_of_any_kind_survives_in_a_brief() -> None:
    call = ProbeCall(
        "http", "https://x/", {"span": Span(3)}, (Expectation("status", "between", (200, 299)),)
    )
    system = System("mail", probe=(call,))
    event = DrillStarted(0, replace(BRIEF, plan=replace(BRIEF.plan, systems=(system,))))
    assert decode(*encode(event)) == event
