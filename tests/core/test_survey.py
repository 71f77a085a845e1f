"""What a survey asks, and what its answers mean."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.asking import Control, Expectation, ProbeCall
from bcp.inventory import Link, Power, Radio, ServiceState, Site, Telework
from bcp.message import LANGUAGES, Message, Text, render
from bcp.model import Organisation, Plan, Server, System, Zone
from bcp.quiet_hours import quiet_now, span_of
from drills.core.judging import sample_of
from drills.core.survey import Item, host_in, items_of, target_of
from drills.core.survey_events import DriftKind, Result, SurveyTaken
from drills.core.survey_found import (
    Finding,
    Survey,
    counted,
    drift_of,
    facts_of,
    finding,
    heard_as,
    noted,
    verdict_of,
)
from drills.core.watch_events import Sample
from drills.report.layout import width_of
from drills.report.survey_text import written
from drills.report.survey_words import survey_said
from scenarios.reading import Reading
from tests.core import making as m

TODAY = "2026-11-21"
WALL = m.call("fw", m.SILENT)
YES = Reading({"reply": True})
BADLY = Reading({"reply": True, "status": 500})
NO = Reading.silent(Message("test.no_answer"))
UNKNOWN = Reading.unknown(Message("test.not_asked"))
OK_STATUS = Expectation("status", "equals", 200)


def sample(call: ProbeCall, reading: Reading, control: Reading | None = None) -> Sample:
    return sample_of(call, 1, 2, reading, control)


def item(*calls: ProbeCall, state: ServiceState = "in_service", replies: bool = True) -> Item:
    asked = calls or (m.call("sv"),)
    return Item("server", "sv", Text(), None, "here", state, replies, asked)


def found(reading: Reading, **rest: Any) -> Finding:
    it = item(**rest)
    return finding(it, [sample(it.calls[0], reading)], 1)


def survey(*findings: Finding) -> Survey:
    return Survey("見本町", "+09:00", None, "", "佐藤", "tool", 1, 2, None, findings)


PLAN = Plan(
    Organisation("見本町"),
    zones=(
        Zone("lgwan", terminal="pc-lg", control=Control("icmp", "192.0.2.254")),
        Zone("internet", terminal="pc-in"),
        Zone("my_number"),
    ),
    systems=(
        System("portal", zone="lgwan", probe=(m.call("portal"),)),
        System("wall", zone="lgwan", probe=(replace(WALL, control=None),)),
        System("web", zone="internet", probe=(m.call("web"),)),
        System("register", zone="my_number", probe=(m.call("register"),)),
        System("far", probe=(ProbeCall("ssh", "dc", server="dc"),)),
    ),
    servers=(
        Server("fs", "192.0.2.1", zone="lgwan"),
        Server("six", "2001:db8::1", port=2222, zone="lgwan"),
        Server("inner", "192.0.2.3", zone="lgwan", jump="fs"),
        Server("old", "192.0.2.4", zone="lgwan", retired_on="2026-11-21"),
        Server("soon", "192.0.2.5", zone="lgwan", retired_on="2026-11-22"),
        Server("dc", "192.0.2.6", zone="internet"),
    ),
    links=(Link("line", zone="lgwan"),),
    radio=(Radio("mw", "microwave", address="192.0.2.30", probe=(m.call("mw"),), zone="lgwan"),),
    power=(Power("gen", "generator", reply_expected=False),),
    telework=(Telework("vpn", "vpn", endpoint="vpn.example.jp:443", zone="internet"),),
    sites=(Site("hq"),),
)


def items(zone: str | None = "lgwan") -> dict[str, Item]:
    return {each.id: each for each in items_of(PLAN, zone, TODAY)}


def test_every_asset_is_there_once_and_nothing_outside_the_zone_is_asked() -> None:
    inside = items()
    assert list(inside) == [
        *("portal", "wall", "web", "register", "far", "fs", "six", "inner", "old", "soon", "dc"),
        *("line", "mw", "gen", "vpn", "hq"),
    ]
    assert {name for name, each in inside.items() if each.place == "elsewhere"} == {
        *("web", "far", "dc", "vpn")
    }
    assert {name for name, each in inside.items() if each.calls} == {
        *("portal", "wall", "fs", "six", "old", "soon", "mw")
    }
    assert inside["far"].zone == "internet"
    assert inside["register"].place == "unmanned"


def test_a_server_is_asked_by_its_port_alone_and_not_around_a_corner() -> None:
    inside = items()
    assert [(each.word, each.subject) for each in inside["six"].calls] == [
        ("tcp", "[2001:db8::1]:2222")
    ]
    assert inside["inner"].alone is not None
    assert inside["inner"].alone.code == "survey.roundabout"
    own = ProbeCall("icmp", "192.0.2.3")
    server = replace(PLAN.servers[2], probe=(own,))
    (inner,) = items_of(replace(PLAN, systems=(), servers=(server,)), "lgwan", TODAY)[:1]
    assert inner.calls == (own,)


def test_a_server_is_retired_from_its_day_on() -> None:
    inside = items()
    assert (inside["old"].state, inside["soon"].state) == ("retired", "in_service")


def test_a_question_that_wants_silence_has_its_zones_control() -> None:
    (call,) = items()["wall"].calls
    assert call.control == PLAN.zones[0].control


@pytest.mark.parametrize(
    ("subject", "host"),
    [
        ("https://user@www.example.jp:8443/a?b", "www.example.jp"),
        ("[2001:db8::1]:22", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("192.0.2.1:22", "192.0.2.1"),
        ("gateway", "gateway"),
        ("mw", "192.0.2.30"),
        ("vpn", "vpn.example.jp"),
    ],
)
def test_whom_a_question_disturbs_is_read_from_its_subject(subject: str, host: str) -> None:
    assert target_of(PLAN, ProbeCall("any", subject)) == host
    if "." in subject or ":" in subject:
        assert host_in(subject) == host


def test_through_a_server_its_host_is_disturbed() -> None:
    assert target_of(PLAN, ProbeCall("ssh", "x", server="dc")) == "192.0.2.6"


@pytest.mark.parametrize(
    ("reading", "rest", "result", "drift"),
    [
        (YES, {}, "answers", None),
        (NO, {}, "silent", "no_answer"),
        (UNKNOWN, {}, "unknown", None),
        (NO, {"replies": False}, "by_nature", None),
        (YES, {"replies": False}, "answers", "unexpected_answer"),
        (UNKNOWN, {"replies": False}, "unknown", None),
        (YES, {"state": "retired"}, "answers", "retired_answers"),
        (NO, {"state": "retired"}, "by_nature", None),
        (YES, {"state": "planned"}, "answers", "early_answer"),
        (NO, {"state": "planned"}, "by_nature", None),
        (YES, {"state": "maintenance"}, "answers", "early_answer"),
        (NO, {"state": "maintenance"}, "by_nature", None),
        (YES, {"state": "retired", "replies": False}, "answers", "retired_answers"),
        (UNKNOWN, {"state": "retired"}, "unknown", None),
    ],
)
def test_an_answer_means_what_the_plan_makes_of_it(
    reading: Reading, rest: dict[str, Any], result: Result, drift: DriftKind | None
) -> None:
    one = found(reading, **rest)
    assert (one.result, drift_of(one)) == (result, drift)


def test_an_answer_that_is_no_good_one_is_bad_and_says_why() -> None:
    call = m.call("web", OK_STATUS)
    one = finding(item(call), [sample(call, BADLY)], 1)
    assert (one.result, drift_of(one)) == ("bad", None)
    assert [each.code for each in one.why] == ["expect.explained"]


def test_what_need_not_answer_is_no_trouble_however_it_answers_or_cannot_be_asked() -> None:
    call = m.call("web", OK_STATUS)
    badly = finding(item(call, state="retired"), [sample(call, BADLY)], 1)
    assert (badly.result, drift_of(badly)) == ("answers", "retired_answers")
    assert verdict_of(survey(badly)) == "plan_differs"
    # The name of a retired server is mostly gone.
    assert verdict_of(survey(found(UNKNOWN, state="retired"))) == "as_planned"
    assert verdict_of(survey(found(UNKNOWN))) == "trouble"


def test_silence_beside_an_answer_is_trouble_but_no_lost_asset() -> None:
    one, two = m.call("a"), m.call("b")
    both = finding(item(one, two), [sample(one, YES), sample(two, NO)], 3)
    assert (both.result, both.answered, drift_of(both)) == ("bad", True, None)


def test_a_wall_that_holds_is_as_planned_and_one_that_answers_is_not() -> None:
    holds = finding(item(WALL), [sample(WALL, NO, YES)], 1)
    blind = finding(item(WALL), [sample(WALL, NO, NO)], 1)
    open_ = finding(item(WALL), [sample(WALL, YES, YES)], 1)
    assert [each.result for each in (holds, blind, open_)] == ["by_nature", "unknown", "bad"]
    assert heard_as(WALL, sample(WALL, NO, YES)) == "quiet"


def test_what_nothing_can_ask_is_a_persons_to_see() -> None:
    inside = items()
    line, gen, hq, register = (
        finding(inside[each], ()) for each in ("line", "gen", "hq", "register")
    )
    assert {each.result for each in (line, gen, hq, register)} == {"look"}
    assert [drift_of(each) for each in (line, gen, hq, register)] == [
        *("nothing_to_ask", None, None, None)
    ]


def test_the_gravest_finding_is_the_survey_in_a_word() -> None:
    fine, drifting = found(YES), found(YES, state="retired")
    lost, left = found(NO), finding(item(), [None])
    assert verdict_of(survey(fine)) == "as_planned"
    assert verdict_of(survey(fine, drifting)) == "plan_differs"
    assert verdict_of(survey(fine, drifting, found(UNKNOWN))) == "trouble"
    assert verdict_of(survey(fine, drifting, lost)) == "trouble"
    assert verdict_of(survey(fine, lost, left)) == "ended_early"


READINGS = st.sampled_from([YES, NO, UNKNOWN, BADLY])
CALLS = st.sampled_from([m.call("sv"), m.call("web", OK_STATUS), WALL])
ASKED = st.lists(st.tuples(CALLS, READINGS, READINGS, st.booleans()), max_size=3)
STATES = st.sampled_from(get_args(ServiceState))
PLACES = st.sampled_from(["here", "elsewhere", "unmanned"])


@given(ASKED, STATES, st.booleans(), PLACES)
def test_whatever_comes_back_nothing_is_called_lost_or_well_without_reason(
    asked: list[tuple[ProbeCall, Reading, Reading, bool]],
    state: ServiceState,
    replies: bool,
    place: Any,
) -> None:
    asked = asked if place == "here" else []
    samples = [sample(c, r, control) if done else None for c, r, control, done in asked]
    calls = tuple(call for call, *_ in asked)
    one = finding(Item("server", "x", Text(), None, place, state, replies, calls), samples)
    readings = [each.reading for each in samples if each is not None]
    drift = drift_of(one)
    # An answer is never made up, and one that came is never lost.
    assert (one.answered is True) == any(each.facts.get("reply") is True for each in readings)
    if one.result == "silent":
        assert one.must_answer and any(each.facts.get("reply") is False for each in readings)
    if one.result == "answers":
        assert one.answered
        assert all(each.could_not_ask is None for each in readings) or not one.must_answer
    if not one.must_answer:
        assert one.result != "silent" and drift not in ("no_answer", "nothing_to_ask")
    if None in samples:
        assert one.result == "not_asked"
    if place != "here":
        assert one.result == ("elsewhere" if place == "elsewhere" else "look")
    if drift in ("retired_answers", "early_answer", "unexpected_answer"):
        assert one.answered and not one.must_answer
    whole = survey(one)
    kept = noted(whole)
    assert sum(counted(whole).values()) == 1
    assert (verdict_of(whole) == "as_planned") == (not kept)
    assert [each.drift for each in kept] == [drift] * len(kept)


@given(st.lists(st.tuples(READINGS, STATES, st.booleans(), st.text(max_size=40)), max_size=4))
def test_any_survey_fits_80_cells_in_both_languages(
    rows: list[tuple[Reading, ServiceState, bool, str]],
) -> None:
    findings = [
        replace(found(reading, state=state, replies=replies), name=Text(name, name), id=f"s{n}")
        for n, (reading, state, replies, name) in enumerate(rows)
    ]
    away = replace(found(YES), result="elsewhere", zone="internet")
    for lang in LANGUAGES:
        text = written(survey(*findings, away), lang)
        assert max(width_of(line) for line in text.splitlines()) <= 80


def test_the_timeline_tells_of_a_survey_in_both_languages() -> None:
    event = SurveyTaken(0, facts_of(survey(found(YES), found(NO)), "a.json", "0"), "佐藤")
    assert render(survey_said(event), "ja") == (
        "被害状況調査の結果を記録（応答なし 1件、応答あり 1件、計画との違い1件）"
    )
    assert "NO ANSWER 1" in render(survey_said(event), "en")


@pytest.mark.parametrize(
    ("hours", "minute", "quiet"),
    [
        ("08:30-17:15", 8 * 60 + 29, False),
        ("08:30-17:15", 8 * 60 + 30, True),
        ("08:30-17:15", 17 * 60 + 14, True),
        ("08:30-17:15", 17 * 60 + 15, False),
        ("22:00-05:00", 23 * 60, True),
        ("22:00-05:00", 0, True),
        ("22:00-05:00", 5 * 60, False),
        ("00:00-23:59", 23 * 60 + 59, False),
    ],
)
def test_quiet_hours_have_their_first_minute_and_go_over_midnight(
    hours: str, minute: int, quiet: bool
) -> None:
    assert (quiet_now((hours,), minute) == hours) is quiet


@pytest.mark.parametrize("text", ["8:30-17:15", "24:00-01:00", "10:00-10:00", "10:00", "", "夜"])
def test_what_is_no_time_of_the_day_is_none(text: str) -> None:
    assert span_of(text) is None
