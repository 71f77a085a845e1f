"""A way of telework is as ready as its lowest gate; what nobody knows is never passed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from bcp.asking import Expectation, ProbeCall
from bcp.inventory import Telework
from bcp.load import load_plan
from bcp.message import Text, render
from bcp.questions_within import with_those_within
from bcp.refused import Refused
from bcp.telework_gates import Gate, GateName, Gates, GateTargets, Stated
from drills.probes import catalogue, telework
from drills.probes._gates import Answer, GateFound, gate_found
from drills.runtime.asking import Asker
from scenarios.expect import judge
from scenarios.reading import Fact, Reading
from tests.daemons.certificates import Authority
from tests.daemons.nginx import start_nginx
from tests.daemons.ports import free_port
from tests.probes.cells import ROOT
from tests.probes.fault_columns import OF_QUESTIONS

IN_FAULT_TABLE = {"telework": dict.fromkeys(("key", "certificate", "full"), OF_QUESTIONS)}

TODAY = date(2026, 11, 21)
WAY = Telework("vpn", "ssl-vpn", licences=500, expected=300)
SEEN = "2026-11-01"


def answered(word: str, expect: tuple[Expectation, ...] = (), **facts: Fact) -> Answer:
    return Answer(ProbeCall(word, "x", expect=expect), Reading({"reply": True, **facts}))


def found(name: GateName, *answers: Answer, way: Telework = WAY) -> GateFound:
    gate = Gate(ask=tuple(each.call for each in answers))
    return gate_found(way, name, gate, answers, TODAY)


def stated(name: GateName, holds: bool | None = None, on: str = SEEN, **more: float) -> GateFound:
    gate = Gate(stated=(Stated(Text("点呼", "check-in"), "係長", on, holds, **more),))
    return gate_found(WAY, name, gate, (), TODAY)


def told(gate: GateFound) -> tuple[str, float | None, tuple[str, ...]]:
    return gate.state, gate.share, tuple(each.code for each in gate.why)


@pytest.mark.parametrize(
    ("days", "state", "share", "note"),
    [
        (200.0, "passed", 100.0, None),
        (89.0, "passed", 100.0, "probes.telework.expires_soon"),
        (45.0, "passed", 100.0, "probes.telework.expires_soon"),
        (9.0, "failed", 20.0, "probes.telework.expires_soon"),
        (-3.0, "failed", 0.0, None),
    ],
)
def test_a_certificate_must_last_45_days_and_is_told_of_below_90(
    days: float, state: str, share: float, note: str | None
) -> None:
    gate = found("cert", answered("http", certificate_days=days))
    assert (gate.state, gate.share, gate.note.code if gate.note else None) == (state, share, note)


@pytest.mark.parametrize(
    ("percent", "limit", "expected", "want"),
    [
        (80.0, 500, 300, ("passed", 100.0, ())),
        (96.0, 500, 300, ("failed", 250 / 3, ("expect.explained",))),
        (10.0, 359, 300, ("failed", 35900 / 360, ("expect.explained",))),
        (10.0, 500, None, ("unknown", None, ("probes.telework.no_expected",))),
        (None, None, 300, ("unknown", None, ("probes.telework.not_told",))),
    ],
)
def test_capacity_wants_licences_for_all_and_room_left(
    percent: float | None, limit: int | None, expected: int | None, want: object
) -> None:
    way = Telework("vpn", "ssl-vpn", expected=expected)
    assert told(found("capacity", answered("sessions", percent=percent, limit=limit), way=way)) == (
        want
    )


def test_what_a_question_expects_itself_goes_before_the_gates_own_target() -> None:
    slow = answered("vpn_login", (Expectation("log_in_ms", "at_most", 60_000),), log_in_ms=45_000)
    assert found("auth", slow).state == "passed"
    assert told(found("auth", answered("vpn_login", log_in_ms=60_000))) == (
        ("failed", 50.0, ("expect.explained",))
    )
    patient = Telework("vpn", "ssl-vpn", gate_targets=GateTargets(login_s=90))
    assert found("auth", answered("vpn_login", log_in_ms=60_000), way=patient).state == "passed"


def test_a_line_that_tells_no_speed_is_not_known() -> None:
    assert found("line", answered("throughput", mbps=1.0)).state == "passed"
    assert told(found("line", answered("throughput", mbps=0.25)))[:2] == ("failed", 25.0)
    assert told(found("line", answered("icmp")))[2] == ("probes.telework.not_told",)


def test_two_of_three_tasks_are_two_thirds_and_two_of_two_are_not_enough() -> None:
    good, bad = (
        answered("http"),
        Answer(
            ProbeCall("http", "x", expect=(Expectation("status", "equals", 200),)),
            Reading({"reply": True, "status": 500}),
        ),
    )
    assert found("work", good, good, good).state == "passed"
    assert told(found("work", good, good, bad))[:2] == ("failed", 200 / 3)
    assert told(found("work", good, good)) == (
        ("unknown", None, ("probes.telework.too_few_tasks",))
    )


def test_silence_that_is_wanted_needs_a_control_that_answers() -> None:
    call = ProbeCall("tcp", "admin:8443", expect=(Expectation("reply", "equals", False),))
    silent, alive = Reading({"reply": False}), Reading({"reply": True})
    gate = Gate(ask=(call,))
    for control, reading, state in (
        (alive, silent, "passed"),
        (alive, alive, "failed"),
        (silent, silent, "unknown"),
        (None, silent, "unknown"),
    ):
        answers = (Answer(call, reading, control),)
        assert gate_found(WAY, "safety", gate, answers, TODAY).state == state


def test_what_people_state_is_good_for_its_time_and_no_day_to_come() -> None:
    assert told(stated("safety", True)) == ("passed", 100.0, ())
    assert told(stated("safety", False)) == ("failed", 0.0, ("probes.telework.stated_not",))
    assert told(stated("safety"))[2] == ("probes.telework.still_open",)
    assert told(stated("safety", True, "2025-11-20"))[2] == ("probes.telework.stated_long_ago",)
    assert told(stated("safety", True, "2026-11-22"))[2] == ("probes.telework.stated_ahead",)
    assert stated("people", percent=90).state == "passed"
    assert told(stated("people", percent=45)) == (
        ("failed", 50.0, ("probes.telework.stated_share",))
    )
    assert stated("safety", True).by_people


def test_no_gate_is_passed_by_nothing() -> None:
    for name, gate in Gates().each():
        assert told(gate_found(WAY, name, gate, (), TODAY)) == (
            ("unknown", None, ("probes.telework.nothing",))
        )


def test_the_lowest_of_the_gates_that_fail_is_the_readiness() -> None:
    gates = [
        GateFound("reach", "passed", 100.0),
        GateFound("auth", "failed", 50.0),
        GateFound("cert", "failed", 20.0),
        GateFound("people", "unknown", None),
    ]
    reading = telework.reading_of("vpn", gates)
    names = ("readiness_percent", "gate", "failed", "not_known", "cert", "people", "basis")
    assert [reading.facts[each] for each in names] == (
        [20.0, "cert", 2, 1, "failed", "unknown", "measured"]
    )
    assert judge(reading, telework.HEALTHY).outcome == "broken"
    nearly = telework.reading_of("vpn", [GateFound("cert", "failed", 99.99)])
    assert nearly.facts["readiness_percent"] == 99.9


PLAN = """
organisation: 訓練町
telework:
  - id: vpn
    kind: ssl-vpn
    licences: 500
    expected: 300
    gates:
      reach: {{ask: {{tcp: "127.0.0.1:{web}"}}}}
      auth: {{stated: {{that: 試験アカウントで10秒, by: 情報係長, on: "{day}", holds: true}}}}
      capacity: {{stated: {{that: 500のうち最大300, by: 情報係長, on: "{day}", holds: true}}}}
      line: {{stated: {{that: 一人2Mbps, by: 情報係長, on: "{day}", holds: true}}}}
      work:
        ask:
          - {{http: "http://127.0.0.1:{page}/"}}
          - {{tcp: "127.0.0.1:{page}"}}
        stated: {{that: 起案, by: 情報係長, on: "{day}", holds: true}}
      cert: {{ask: {{http: "https://127.0.0.1:{web}/", ca: ca.crt}}}}
      people: {{stated: {{that: 点呼, by: 情報係長, on: "{day}", percent: 95}}}}
      safety:
        ask:
          - tcp: "127.0.0.1:{closed}"
            expect: {{reply: {{equals: false}}}}
            control: {{tcp: "127.0.0.1:{web}"}}
"""


@asynccontextmanager
async def town(folder: Path, days: float, closed: int | None = None) -> AsyncIterator[Asker]:
    """A gateway of nginx whose certificate lasts so many days, and an intranet page."""
    authority = Authority(folder)
    authority.issue("server", days=days)
    web, day = free_port(), date.today().isoformat()
    tls = f"""listen 127.0.0.1:{web} ssl;
    ssl_certificate {folder}/server.crt; ssl_certificate_key {folder}/server.key;"""
    running = start_nginx(folder / "nginx", extra=tls)
    try:
        text = PLAN.format(web=web, page=running.port, day=day, closed=closed or free_port())
        (folder / "plan.yaml").write_text(text, encoding="utf-8")
        asker = Asker(load_plan(folder, catalogue()).plan)
        yield asker
        await asker.close()
    finally:
        running.stop()


async def ready(asker: Asker) -> Reading:
    return await asker.ask(ProbeCall("telework", "vpn"), timeout_us=4_000_000)


async def test_a_whole_plan_is_ready_and_says_that_people_had_a_part_in_it(tmp_path: Path) -> None:
    async with town(tmp_path, days=300) as asker:
        reading = await ready(asker)
    assert judge(reading, telework.HEALTHY).outcome == "held", reading
    names = [name for name, _ in Gates().each()]
    assert {reading.facts[name] for name in names} == {"passed"}
    assert (reading.facts["readiness_percent"], reading.facts["basis"]) == (100.0, "observed")


async def test_a_certificate_that_ends_soon_is_the_gate_that_fails(tmp_path: Path) -> None:
    async with town(tmp_path, days=20) as asker:
        reading = await ready(asker)
    assert (reading.facts["gate"], reading.facts["failed"]) == ("cert", 1)
    assert 40 < float(str(reading.facts["readiness_percent"])) < 45
    assert reading.because is not None
    assert "【証明書】certificate 20日（正常なら45日以上）" in render(reading.because, "ja")


async def test_an_admin_page_on_the_internet_is_the_gate_that_fails(tmp_path: Path) -> None:
    async def close(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(close, "127.0.0.1", 0)
    async with server, town(tmp_path, 300, server.sockets[0].getsockname()[1]) as asker:
        reading = await ready(asker)
    assert (reading.facts["gate"], reading.facts["readiness_percent"]) == ("safety", 0.0)


async def test_a_gate_that_is_still_open_leaves_the_readiness_unknown(tmp_path: Path) -> None:
    async with town(tmp_path, days=300):
        plan = (tmp_path / "plan.yaml").read_text("utf-8").replace(", percent: 95", "")
        (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
        asker = Asker(load_plan(tmp_path, catalogue()).plan)
        reading = await ready(asker)
        await asker.close()
    assert reading.could_not_ask is not None
    said = render(reading.could_not_ask, "ja")
    assert said == ("「vpn」が使えるかは分かりません。【職員】「点呼」がまだ確かめられていません。")


async def test_what_two_gates_ask_is_asked_once_and_weighed_for_each(tmp_path: Path) -> None:
    (tmp_path / "pcs.csv").write_text("name,address\npc1,127.0.0.1\n")
    (tmp_path / "tries.csv").write_text("name,result,otp\npc1,ok,ng\n")
    call = "lgwan_telework: pcs.csv, results: tries.csv"
    text = f"""
organisation: t
telework:
  - id: lgwan
    kind: lgwan
    gates:
      reach: {{ask: {{{call}}}}}
      auth: {{ask: {{{call}, expect: {{otp_failed: {{equals: 0}}}}}}}}
"""
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    asker = Asker(load_plan(tmp_path, catalogue()).plan)
    reading = await asker.ask(ProbeCall("telework", "lgwan"), timeout_us=4_000_000)
    await asker.close()
    names = ("reach", "auth", "cert", "gate")
    assert [reading.facts[each] for each in names] == ["passed", "failed", "unknown", "auth"]


@pytest.mark.parametrize(
    ("gate", "code"),
    [
        ("reach: {ask: {telework: vpn}}", "telework.asks_itself"),
        (
            "safety: {stated: {that: x, by: y, on: '2026-11-01', holds: true, percent: 3}}",
            "telework.two_ways",
        ),
        ("safety: {stated: {that: x, by: y, on: 去年, holds: true}}", "plan.no_date"),
    ],
)
def test_a_gate_that_cannot_be_meant_is_refused_with_the_plan(
    tmp_path: Path, gate: str, code: str
) -> None:
    text = f"organisation: t\ntelework:\n  - id: vpn\n    kind: v\n    gates:\n      {gate}\n"
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load_plan(tmp_path, catalogue())
    assert [each.what.code for each in caught.value.refusals] == [code]


def test_all_that_the_gates_ask_is_known_before_a_drill_begins(tmp_path: Path) -> None:
    text = """
organisation: t
telework:
  - id: vpn
    kind: v
    gates:
      capacity: {ask: {fortigate: "https://vpn.example.jp", token: {env: FORTI_TOKEN}}}
"""
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    plan = load_plan(tmp_path, catalogue()).plan
    words = [each.word for each in with_those_within(plan, [ProbeCall("telework", "vpn")])]
    assert words == ["telework", "fortigate"]


@pytest.mark.parametrize("page", ["telework.md", "telework.ja.md"])
def test_the_example_in_the_documents_is_a_whole_plan(page: str, tmp_path: Path) -> None:
    shown = (ROOT / "docs" / page).read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    (tmp_path / "plan.yaml").write_text(shown, encoding="utf-8")
    way = load_plan(tmp_path, catalogue()).plan.telework[0]
    assert all(gate.ask or gate.stated for _, gate in way.gates.each())
