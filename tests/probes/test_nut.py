"""What a UPS says through NUT, asked of a real upsd whose driver plays the UPS."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager

import pytest

from bcp.asking import ProbeCall
from bcp.message import Text
from bcp.model import Organisation, Plan
from drills.probes import nut as probe
from drills.runtime.asking import Asker
from scenarios.expect import judge
from scenarios.reading import Reading
from tests.daemons.nut import MOST, NAME, WELL, Nut, nut
from tests.probes.fault_columns import NO_CERTIFICATE, NO_KEY
from tests.probes.on_loopback import lines, told_in_documents

IN_FAULT_TABLE = {"nut": {"key": NO_KEY, "certificate": NO_CERTIFICATE}}

Broken = Callable[[Nut], AbstractContextManager[str]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nut]:
    with nut(tmp_path_factory.mktemp("nut")) as running:
        yield running


@pytest.fixture
async def asker() -> AsyncIterator[Asker]:
    asker = Asker(Plan(Organisation("訓練町")))
    yield asker
    await asker.close()


async def reading(asker: Asker, subject: str) -> Reading:
    return await asker.ask(ProbeCall("nut", subject), timeout_us=1_500_000)


async def test_a_ups_says_what_it_feeds_from_and_for_how_long(server: Nut, asker: Asker) -> None:
    server.say(WELL)
    found = await reading(asker, server.subject)
    wanted = {
        "level": "mains",
        "on_battery": False,
        "alarm": False,
        "battery_percent": 97.0,
        "runtime_left_s": 2520.0,
        "load_percent": 23.0,
        "input_voltage_v": 100.4,
        "battery_voltage_v": 54.5,
        "temperature_c": 25.0,
        "equipment": "Test 500",
    }
    assert {name: found.facts[name] for name in wanted} == wanted
    assert judge(found, probe.HEALTHY).outcome == "held"
    assert "ups.status = OL" in found.said


@pytest.mark.parametrize(
    ("status", "level", "alarm"),
    [
        ("OL CHRG", "mains", False),
        ("OL BOOST", "mains", False),
        ("OL RB", "mains", True),
        ("OB DISCHRG", "battery", False),
        ("OB LB", "low", True),
        ("BYPASS", "bypass", False),
        ("OFF", "off", False),
        ("WAIT", "unknown", False),
        ("", "unknown", False),
    ],
)
def test_each_status_has_its_level(status: str, level: str, alarm: bool) -> None:
    facts = probe.facts_of({"ups.status": status, "battery.charge": "nan"})
    assert (facts["level"], facts["alarm"], facts["battery_percent"]) == (level, alarm, None)


def _says(**values: str) -> Broken:
    @contextmanager
    def said(server: Nut) -> Iterator[str]:
        server.say({**WELL, **{name.replace("_", "."): each for name, each in values.items()}})
        yield server.subject

    return said


@contextmanager
def _other_name(server: Nut) -> Iterator[str]:
    yield server.subject.replace(NAME, "no-ups")


@contextmanager
def _no_such_host(server: Nut) -> Iterator[str]:
    yield f"{NAME}@ups.invalid:3493"


@contextmanager
def _without_driver(server: Nut) -> Iterator[str]:
    server.end_driver()
    yield server.subject


@contextmanager
def _frozen(server: Nut) -> Iterator[str]:
    server.freeze()
    yield server.subject


@contextmanager
def _stopped(server: Nut) -> Iterator[str]:
    server.stop_server()
    yield server.subject


@contextmanager
def _full(server: Nut) -> Iterator[str]:
    """As many are connected as MAXCONN allows."""
    with ExitStack() as held:
        for _ in range(MOST):
            held.enter_context(socket.create_connection(("127.0.0.1", server.port), 2))
        yield server.subject


# The last three leave the server as they made it, in this order.
CELLS: Mapping[str, tuple[Text, Broken, str]] = {
    "none": (Text("なし", "none"), _says(), ""),
    "mains lost": (Text("停電", "mains lost"), _says(ups_status="OB"), "probes.ups.on_battery_for"),
    "battery low": (
        Text("電池残りわずか", "battery low"),
        _says(ups_status="OB LB"),
        "probes.ups.low",
    ),
    "bypass": (Text("バイパス", "bypass"), _says(ups_status="BYPASS"), "probes.ups.bypass"),
    "replace battery": (
        Text("電池の交換時期", "battery to be replaced"),
        _says(ups_status="OL RB"),
        "probes.ups.alarm",
    ),
    "output off": (Text("給電なし", "output off"), _says(ups_status="OFF"), "probes.ups.off"),
    "wrong name": (Text("UPSの名前違い", "wrong name"), _other_name, "probes.nut.no_such_ups"),
    "no host": (Text("名前を引けない", "name not found"), _no_such_host, "net.unknown_name"),
    "full": (Text("満員（MAXCONN）", "full (MAXCONN)"), _full, "asking.no_answer"),
    "driver ended": (Text("ドライバ停止", "driver ended"), _without_driver, "probes.nut.lost"),
    "frozen": (Text("固まった（SIGSTOP）", "frozen (SIGSTOP)"), _frozen, "asking.no_answer"),
    "stopped": (Text("プロセス停止", "process stopped"), _stopped, "net.refused"),
}


@pytest.mark.parametrize("name", CELLS, ids=[f"nut × {each}" for each in CELLS])
async def test_each_fault_is_told_in_words_of_its_own(server: Nut, asker: Asker, name: str) -> None:
    fault, broken, code = CELLS[name]
    with broken(server) as subject:
        found = await reading(asker, subject)
    because = found.could_not_ask or found.because
    assert (because.code if because else "") == code
    shown = {
        server.subject: f"{NAME}@192.0.2.40:3493",
        f"127.0.0.1:{server.port}": "192.0.2.40:3493",
    }
    assert told_in_documents("nut", lines(fault, found, probe.HEALTHY, shown)) == []


@pytest.mark.parametrize("subject", ["hq-ups", "hq@", "@192.0.2.1:3493", "a b@192.0.2.1:3493"])
async def test_what_is_no_ups_is_not_asked(asker: Asker, subject: str) -> None:
    found = await reading(asker, subject)
    assert found.could_not_ask is not None
    assert found.could_not_ask.code == "probes.nut.not_a_ups"
