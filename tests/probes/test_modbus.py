"""Contacts and meters, asked of pymodbus's server."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest

from bcp.asking import ProbeCall
from bcp.expecting import effective
from bcp.message import Text, render
from bcp.model import Organisation, Plan
from bcp.nodes import node_of
from bcp.plan_forms import plan_forms
from bcp.probe_call import read_probe
from bcp.reader import Reader
from bcp.refused import Place
from drills.probes import catalogue, modbus
from drills.runtime.asking import Asker
from scenarios.expect import judge
from scenarios.reading import Reading
from tests.daemons.modbus import Modbus
from tests.daemons.modbus import modbus as modbus_server
from tests.daemons.mute import mute_tcp
from tests.probes.on_loopback import lines, told_in_documents

CONTACTS = {"mains_lost": 0, "relay1_failed": 1, "charger_ok": {"at": 5, "normal": "closed"}}
METERS = {"fuel_percent": {"at": 0, "scale": 0.1}, "outside_c": {"at": 2, "signed": True}}
WELL = ((0, 0, 1, 1, 1, 1, 0, 0), (755, 0, 65531))

Running = Callable[[], AbstractContextManager[str]]


async def asked(at: str, **params: Any) -> Reading:
    asker = Asker(Plan(Organisation("訓練町")))
    given = {"contacts": CONTACTS, "meters": METERS, **params}
    found = await asker.ask(ProbeCall("modbus", at, given), timeout_us=1_500_000)
    await asker.close()
    return found


def read(written: dict[str, Any]) -> tuple[Any, list[str]]:
    """A question as a plan writes it, and what is wrong with it."""
    words = catalogue()
    reader = Reader(plan_forms(words))
    call = read_probe(reader, words, node_of(written, Place("plan.yaml", 1, 1)))
    return call, [each.what.code for each in reader.refusals]


async def test_contacts_and_meters_are_facts_by_the_names_of_the_plan() -> None:
    with modbus_server(*WELL) as server:
        found = await asked(server.address)
    assert {name: found.facts[name] for name in (*CONTACTS, *METERS)} == {
        "mains_lost": False,
        "relay1_failed": False,
        "charger_ok": True,
        "fuel_percent": 75.5,
        "outside_c": -5.0,
    }
    assert (found.facts["abnormal"], judge(found, modbus.HEALTHY).outcome) == (0, "held")
    assert "contact 5 (charger_ok) = 1" in found.said
    assert "register 2 (outside_c) = 65531" in found.said


async def test_a_contact_that_is_not_as_it_normally_is_is_told_by_its_name() -> None:
    with modbus_server((1, 0, 0, 0, 0, 0), WELL[1]) as server:
        found = await asked(server.address)
    assert (found.facts["abnormal"], found.facts["abnormal_names"]) == (2, "mains_lost, charger_ok")
    assert found.because is not None
    assert "mains_lost、charger_ok" in render(found.because, "ja")


def test_a_plan_may_expect_what_it_named_and_nothing_else() -> None:
    written = {
        "modbus": "192.0.2.40",
        "contacts": {"mains_lost": 0},
        "meters": {"fuel_percent": 0},
        "expect": {"mains_lost": {"equals": False}, "fuel_percent": {"at_least": 50}},
    }
    call, mistakes = read(written)
    assert mistakes == []
    facts = {each.fact for each in effective(modbus.HEALTHY, call.expect)}
    assert facts == {"reply", "abnormal", "mains_lost", "fuel_percent"}
    assert read({**written, "expect": {"door": {"equals": False}}})[1] == ["expect.unknown_fact"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ({"modbus": "http://box/", "contacts": {"a": 0}}, "not_a_box"),
        ({"modbus": "192.0.2.40"}, "nothing_asked"),
        ({"modbus": "192.0.2.40", "unit": 256, "contacts": {"a": 0}}, "bad_number"),
        ({"modbus": "192.0.2.40", "contacts": {"a": 65536}}, "bad_number"),
        ({"modbus": "192.0.2.40", "contacts": {"reply": 0}}, "bad_name"),
        ({"modbus": "192.0.2.40", "contacts": {"停電": 0}}, "bad_name"),
        ({"modbus": "192.0.2.40", "contacts": {"a": 0}, "meters": {"a": 0}}, "bad_name"),
    ],
)
def test_what_cannot_be_asked_is_refused_when_the_plan_is_read(
    written: dict[str, Any], code: str
) -> None:
    assert read(written)[1] == [f"probes.modbus.{code}"]


def test_only_what_was_named_is_read_and_neighbours_are_read_together() -> None:
    far = {f"c{at}": modbus.ContactInput(at) for at in (7, 3, 4, 5, 0)}
    many = {f"m{at}": modbus.MeterInput(at) for at in range(130)}
    spans = modbus.spans_of(modbus.Params("box", contacts=far, meters=many))
    wanted = [(2, 0, 1), (2, 3, 3), (2, 7, 1), (4, 0, 125), (4, 125, 5)]
    assert [(each.function, each.start, each.count) for each in spans] == wanted


def _server(broken: Callable[[Modbus], None] = lambda server: None, **values: Any) -> Running:
    @contextmanager
    def running() -> Iterator[str]:
        with modbus_server(values.pop("inputs", WELL[0]), WELL[1], **values) as server:
            broken(server)
            yield server.address

    return running


@contextmanager
def _mute() -> Iterator[str]:
    with mute_tcp() as mute:
        yield f"127.0.0.1:{mute.port}"


def _says(answer: bytes) -> Running:
    """A box that answers every question so; an empty answer closes the connection.

    Written after the Modbus specification, for the refusals that pymodbus never gives.
    """

    class Box(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            question = self.request.recv(300)
            if answer:
                self.request.sendall(question[:2] + answer if answer[:2] == b"\0\0" else answer)

    @contextmanager
    def running() -> Iterator[str]:
        with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Box) as server:
            threading.Thread(target=server.serve_forever, args=(0.05,)).start()
            yield f"127.0.0.1:{server.server_address[1]}"
            server.shutdown()

    return running


def _refusal(exception: int) -> bytes:
    return bytes((0, 0, 0, 3, 1, 0x82, exception))


@contextmanager
def _nobody() -> Iterator[str]:
    yield "box.invalid"


CELLS: dict[str, tuple[Text, Running, str]] = {
    "none": (Text("なし", "none"), _server(), ""),
    "contact": (Text("接点の動作", "a contact moved"), _server(inputs=(1,) * 8), "modbus.abnormal"),
    "no such": (Text("番地なし", "no such address"), _says(_refusal(2)), "modbus.no_such_place"),
    "unit": (Text("ユニットなし", "no such unit"), _server(unit=7), "modbus.failed"),
    "behind": (Text("先の装置が無応答", "silent behind"), _says(_refusal(11)), "modbus.not_behind"),
    "busy": (Text("処理中", "busy"), _says(_refusal(6)), "modbus.busy"),
    "failed": (Text("装置の故障", "the box has failed"), _says(_refusal(4)), "modbus.failed"),
    "stopped": (Text("停止", "stopped"), _server(Modbus.stop), "net.refused"),
    "frozen": (Text("固まった（SIGSTOP）", "frozen"), _server(Modbus.freeze), "modbus.silent"),
    "mute": (Text("答えない装置", "accepts and is mute"), _mute, "modbus.silent"),
    "closed": (Text("すぐ切られる", "closes at once"), _says(b""), "modbus.closed"),
    "other": (
        Text("ポートに別のサービス", "another service on the port"),
        _says(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
        "modbus.not_modbus",
    ),
    "name": (Text("名前を引けない", "name not found"), _nobody, "net.unknown_name"),
}


@pytest.mark.parametrize("cell", CELLS.values(), ids=[f"modbus × {each}" for each in CELLS])
async def test_each_fault_is_told_in_words_of_its_own(cell: tuple[Text, Running, str]) -> None:
    fault, running, code = cell
    with running() as at:
        found = await asked(at)
    told = [each.code for each in (found.could_not_ask, found.because, found.note) if each]
    assert [each.removeprefix("probes.") for each in told] == ([code] if code else [])
    wanted = lines(fault, found, modbus.HEALTHY, {at: "192.0.2.40"})
    assert told_in_documents("modbus", wanted) == []
