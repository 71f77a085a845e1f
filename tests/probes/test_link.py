"""Lines and their paths: over loopback, with a device whose word for its paths can be changed."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from bcp.asking import ProbeCall
from bcp.load import load_plan
from bcp.message import Text
from bcp.refused import Refused
from drills.probes import catalogue, link
from drills.runtime.asking import Asker
from drills.runtime.secrets import Secret, Secrets
from scenarios.expect import judge
from scenarios.load import load_scenario
from scenarios.model import Wait
from scenarios.reading import Reading
from tests.daemons.mute import mute_tcp
from tests.daemons.ports import free_port
from tests.daemons.snmpd import COMMUNITY, Snmpd, snmpd
from tests.probes.fault_columns import OF_QUESTIONS
from tests.probes.on_loopback import lines, told_in_documents

IN_FAULT_TABLE = {"link": dict.fromkeys(("key", "certificate", "full"), OF_QUESTIONS)}

FIBRE, RADIO = (f"1.3.6.1.4.1.119.77.{each}.0" for each in (1, 2))
PLAN = """
organisation: 訓練町
snmp_accounts: [{{id: reader, version: v2c, community: {{env: COMMUNITY}}}}]
links:
  - id: hq-branch1
    far: 127.0.0.1
    paths:
      - id: fibre
        kind: fibre
        carries: {{snmp: "{agent}", account: reader, oid: {fibre}, expect: {{value: 1}}}}
        probe: {{tcp: "127.0.0.1:{open}"}}
      - id: radio
        kind: microwave
        capacity_mbps: 6
        carries: {{snmp: "{agent}", account: reader, oid: {radio}, expect: {{value: 1}}}}
        probe: {{tcp: "127.0.0.1:{shut}"}}
        allowed: {{tcp: "127.0.0.1:{open}"}}
        denied: {{tcp: "127.0.0.1:{door}", timeout: 1s}}
    probe: {{link: hq-branch1}}
    rto: 60s
  - {{id: by-port, far: "127.0.0.1:{open}", paths: [fibre, radio]}}
  - {{id: dead, far: "127.0.0.1:{shut}", paths: [fibre]}}
  - {{id: no-far, paths: [fibre]}}
"""
SCENARIO = """
scenario: fibre-to-radio
title: 光断
parameters: {{link: hq-branch1}}
watch: [{{link: $link}}]
steps:
  - {{id: alarm, at: T+0m, inject: 光回線に障害が発生しました。}}
  - {{id: over-radio, after: [alarm], wait: {{link: $link, path: {path}}}, within: 60s}}
targets: [{{link: $link, rto: 60s, from: onset}}]
"""


class Town:
    """The ports and the device that the plan is about."""

    def __init__(self, agent: Snmpd, open_: int, folder: Path) -> None:
        self.agent = agent
        self.ports = {"open": open_, "shut": free_port(), "door": free_port()}
        text = PLAN.format(agent=agent.address, fibre=FIBRE, radio=RADIO, **self.ports)
        (folder / "plan.yaml").write_text(text, encoding="utf-8")
        self.folder = folder
        self.loaded = load_plan(folder, catalogue())
        self.plan = self.loaded.plan
        self.carries()

    def carries(self, path: str = "fibre") -> None:
        """The device says from now on that traffic takes this path."""
        values = {FIBRE: path in ("fibre", "both"), RADIO: path in ("radio", "both")}
        self.agent.say({oid: ("integer", str(int(each))) for oid, each in values.items()})


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snmpd]:
    with snmpd(tmp_path_factory.mktemp("agent")) as running:
        yield running


@pytest.fixture
def town(agent: Snmpd, tmp_path: Path) -> Iterator[Town]:
    with mute_tcp() as opened:
        yield Town(agent, opened.port, tmp_path)


@pytest.fixture
async def asker(town: Town) -> AsyncIterator[Asker]:
    at = {each.secrets[0]: Secret(COMMUNITY) for each in town.plan.snmp_accounts}
    asker = Asker(town.plan, secrets=Secrets({}, at))
    yield asker
    await asker.close()


async def asked(asker: Asker, subject: str = "hq-branch1", **params: Any) -> Reading:
    return await asker.ask(ProbeCall("link", subject, params), timeout_us=2_000_000)


async def test_the_path_that_traffic_takes_is_told_before_and_after_the_switch(
    town: Town, asker: Asker
) -> None:
    seen = []
    for path in ("fibre", "radio", "fibre"):
        town.carries(path)
        facts = (await asked(asker)).facts
        seen.append((facts["reply"], facts["path"], facts["backup"]))
    assert seen == [(True, "fibre", False), (True, "radio", True), (True, "fibre", False)]


async def test_a_wanted_path_holds_only_once_traffic_takes_it(town: Town, asker: Asker) -> None:
    before = await asked(asker, path="radio")
    town.carries("radio")
    after = await asked(asker, path="radio")
    outcomes = [judge(each, link.HEALTHY).outcome for each in (before, after)]
    assert outcomes == ["broken", "held"]
    assert before.because is not None
    assert before.because.code == "probes.link.other_path"


async def test_loss_and_jitter_come_of_several_pings(asker: Asker) -> None:
    one, ten = (await asked(asker)).facts, (await asked(asker, count=3)).facts
    assert one["jitter_ms"] is None
    assert isinstance(ten["jitter_ms"], float)
    assert ten["loss_percent"] == 0.0


async def test_a_far_end_may_be_a_port(asker: Asker) -> None:
    facts = (await asked(asker, "by-port")).facts
    assert (facts["reply"], facts["loss_percent"]) == (True, None)
    assert isinstance(facts["rtt_ms"], float)


async def test_paths_that_are_words_alone_leave_the_path_untold(asker: Asker) -> None:
    found = await asked(asker, "by-port")
    assert (found.facts["path"], judge(found, link.HEALTHY).outcome) == (None, "held")
    wanted = await asked(asker, "by-port", path="radio")
    assert wanted.could_not_ask is not None


async def test_a_path_that_is_not_in_use_is_found_dead_when_every_path_is_asked(
    asker: Asker,
) -> None:
    found = await asked(asker, every_path=True)
    assert (found.facts["reply"], found.facts["dead_paths"]) == (True, "radio")
    assert found.facts["as_wanted"] is False


async def test_what_may_be_used_over_the_backup_works_and_what_may_not_does_not(
    town: Town, asker: Asker
) -> None:
    town.carries("radio")
    good = await asked(asker, services=True)
    assert (good.facts["services"], good.facts["wrong_services"]) == (2, "")
    with ExitStack() as held:
        held.enter_context(_listening(town.ports["door"]))
        bad = await asked(asker, services=True)
    assert bad.facts["wrong_services"] == f"tcp 127.0.0.1:{town.ports['door']}"
    assert judge(bad, link.HEALTHY).outcome == "broken"


async def test_the_speed_of_a_test_file_is_measured_where_one_is_named(
    town: Town, asker: Asker, tmp_path: Path
) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "test.bin").write_bytes(bytes(2_000_000))
    serve = partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "web"))
    with ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}/test.bin"
        first = await asked(asker, throughput=url)
        again = await asked(asker, throughput=url)
        server.shutdown()
        thread.join()
    assert float(first.facts["throughput_mbps"] or 0) > 1
    assert (await asked(asker)).facts["throughput_mbps"] is None
    assert again.could_not_ask is not None
    assert again.could_not_ask.code == "politeness.too_soon"


def test_a_scenario_waits_for_a_path_in_the_words_of_its_author(town: Town) -> None:
    file = town.folder / "scenario.yaml"
    file.write_text(SCENARIO.format(path="radio"), encoding="utf-8")
    step = load_scenario(file, town.loaded, catalogue()).scenario.steps[1]
    assert isinstance(step.do, Wait)
    assert step.do.call is not None
    assert (step.do.call.word, step.do.call.subject) == ("link", "hq-branch1")
    assert step.do.call.params == {"path": "radio"}


def test_a_path_that_the_line_lacks_is_refused_with_the_word_that_was_meant(town: Town) -> None:
    file = town.folder / "scenario.yaml"
    file.write_text(SCENARIO.format(path="radoi"), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_scenario(file, town.loaded, catalogue())
    assert [each.what.code for each in refused.value.refusals] == ["plan.no_path"]
    assert refused.value.refusals[0].remedy is not None


@contextmanager
def _listening(port: int) -> Iterator[None]:
    import socket  # noqa: PLC0415 - one listener for one test

    with socket.create_server(("127.0.0.1", port)):
        yield


Broken = Callable[[Town], AbstractContextManager[None]]


def _on(path: str) -> Broken:
    @contextmanager
    def switched(town: Town) -> Iterator[None]:
        town.carries(path)
        yield

    return switched


@contextmanager
def _agent_gone(town: Town) -> Iterator[None]:
    town.agent.stop()
    yield
    town.agent.start()


CELLS: dict[str, tuple[Text, Broken, str, dict[str, Any], str]] = {
    "none": (Text("なし", "none"), _on("fibre"), "hq-branch1", {}, ""),
    "switched": (Text("迂回中", "over the backup"), _on("radio"), "hq-branch1", {}, ""),
    "waited for": (
        Text("待っている経路をまだ通らない", "not yet on the wanted path"),
        *(_on("fibre"), "hq-branch1", {"path": "radio"}, "link.other_path"),
    ),
    "no path": (
        Text("どの経路も通らない", "on no path"),
        *(_on("none"), "hq-branch1", {"path": "radio"}, "link.no_path"),
    ),
    "cut": (
        Text("対向が拒否", "the far end refuses"),
        _on("fibre"),
        "dead",
        {},
        "link.not_through",
    ),
    "dead backup": (
        Text("予備経路の故障", "the backup is dead"),
        *(_on("fibre"), "hq-branch1", {"every_path": True}, "link.dead_paths"),
    ),
    "router": (
        Text("経路を教える機器が無応答", "the device that tells is silent"),
        *(_agent_gone, "hq-branch1", {"path": "radio"}, "link.cannot_tell"),
    ),
    "no carries": (
        Text("見分ける問いなし", "no carries"),
        *(_on("fibre"), "by-port", {"path": "radio"}, "link.cannot_tell"),
    ),
    "no far": (Text("対向の宛先なし", "no far end"), _on("fibre"), "no-far", {}, "link.no_far_end"),
}


@pytest.mark.parametrize("cell", CELLS.values(), ids=[f"link × {each}" for each in CELLS])
async def test_each_fault_is_told_in_words_of_its_own(
    town: Town, asker: Asker, cell: tuple[Text, Broken, str, dict[str, Any], str]
) -> None:
    fault, broken, subject, params, code = cell
    with broken(town):
        found = await asked(asker, subject, **params)
    told = [each.code for each in (found.could_not_ask, found.because) if each]
    assert [each.removeprefix("probes.") for each in told] == ([code] if code else [])
    shown = {
        f"127.0.0.1:{town.ports['shut']}": "192.0.2.50:443",
        town.agent.address: "192.0.2.30:161",
    }
    wanted = lines(fault, found, link.HEALTHY, shown)
    assert told_in_documents("link", wanted) == []
