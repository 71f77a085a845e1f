"""Alarms that net-snmp's ``snmptrap`` sends, taken by a drill that listens on loopback."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bcp.durations import SECOND
from bcp.inventory import Power, Radio
from bcp.message import Text
from bcp.profile_files import shipped
from bcp.secret_source import SecretSource
from bcp.snmp import SnmpAccount
from bcp.traps import Traps
from drills.core.alarm_events import AlarmsAwaited, AlarmsLeftOut, AlarmTold
from drills.core.brief import Brief
from drills.core.events import Event
from drills.core.state import Drill
from drills.runtime import alarm_listening
from drills.runtime.alarm_listening import devices_at, take_alarms
from drills.runtime.alarms import APART_US, MOST_A_MINUTE, MOST_LOOKS_A_SECOND, AlarmDesk
from drills.runtime.secrets import Secret, Secrets
from drills.wire import ber, snmp_signed
from drills.wire.snmp import question
from drills.wire.snmp_keys import Keys, keys_for
from drills.wire.snmp_signed import Clock
from tests.daemons.ports import free_port
from tests.runtime.briefs import brief_of

COMMUNITY, AUTH, PRIVACY = "town-tells", "auth-password-1", "privacy-password-1"
ON_BATTERY, NAMELESS = "1.3.6.1.2.1.33.2.1", "1.3.6.1.4.1.119.7.7"
COLD_START = "1.3.6.1.6.3.1.1.5.1"
RIGHT, PRIVATE = SecretSource(env="RIGHT"), SecretSource(env="PRIVATE")
TOLD = SecretSource(env="TOLD")
SECRETS = Secrets({}, {RIGHT: Secret(AUTH), PRIVATE: Secret(PRIVACY), TOLD: Secret(COMMUNITY)})
ACCOUNTS = (
    SnmpAccount("v2c", "v2c", community=TOLD),
    SnmpAccount("v3", "v3", None, "drillmon", "sha256", RIGHT, "aes128", PRIVATE),
    SnmpAccount("strong", "v3", None, "strong", "sha512", RIGHT, "aes256", PRIVATE),
    SnmpAccount("old", "v3", None, "old", "md5", RIGHT),
    SnmpAccount("stretched", "v3", None, "stretched", "sha1", RIGHT, "aes256", PRIVATE),
)
UPS = Power("ups", "ups", profile="ups-rfc1628", address="127.0.0.11:161", snmp="v2c")
DEVICES = {
    "v2c": "127.0.0.11",
    "v3": "127.0.0.12",
    "strong": "127.0.0.13",
    "old": "127.0.0.14",
    "stretched": "127.0.0.15",
}
SAYS = {
    "v2c": ["-v2c", "-c", COMMUNITY],
    "v3": ["-v3", "-u", "drillmon", "-l", "authPriv", "-a", "SHA-256", "-x", "AES"],
    "strong": ["-v3", "-u", "strong", "-l", "authPriv", "-a", "SHA-512", "-x", "AES-256"],
    "old": ["-v3", "-u", "old", "-l", "authNoPriv", "-a", "MD5"],
    "stretched": ["-v3", "-u", "stretched", "-l", "authPriv", "-a", "SHA", "-x", "AES-256"],
}
PASSWORDS = ["-A", AUTH, "-X", PRIVACY]


class Running:
    """A drill that only remembers what happened in it."""

    def __init__(self) -> None:
        self.drill = Drill()
        self.events: list[Event] = []

    def now(self) -> int:
        return time.monotonic_ns() // 1_000

    def happened(self, events: Sequence[Event] = ()) -> object:
        self.events += events
        return None

    async def begun(self) -> None:
        return None

    def of(self, kind: type[AlarmTold]) -> list[AlarmTold]:
        return [each for each in self.events if isinstance(each, kind)]


def drill(port: int) -> Brief:
    radios = tuple(
        Radio(name, "microwave", address=address, snmp=name)
        for name, address in DEVICES.items()
        if name != "v2c"
    )
    brief = brief_of()
    plan = replace(
        brief.plan,
        power=(UPS,),
        radio=radios,
        snmp_accounts=ACCOUNTS,
        profiles=(shipped("ups-rfc1628"),),
        traps=Traps(f"127.0.0.1:{port}"),
    )
    return replace(brief, plan=plan)


@asynccontextmanager
async def listening(port: int) -> AsyncIterator[Running]:
    running = Running()
    task = asyncio.create_task(take_alarms(drill(port), SECRETS, running))
    await until(lambda: bool(running.events))
    try:
        yield running
    finally:
        task.cancel()
        await asyncio.wait({task})


async def until(holds: Callable[[], bool], within_s: float = 120.0) -> None:
    deadline = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


async def snmptrap(folder: Path, port: int, address: str, *words: str) -> int:
    """Send one, and give net-snmp's exit code: of an inform, whether it was answered."""
    # Its engine is kept with the test, and no MIB file is looked for.
    env = {"SNMP_PERSISTENT_DIR": str(folder), "MIBS": "", "PATH": "/usr/bin:/bin"}
    line = ["snmptrap", "-m", "", "-r", "0", "-t", "5", f"--clientaddr={address}", *words[:-1]]
    process = await asyncio.create_subprocess_exec(
        *line, f"127.0.0.1:{port}", "", words[-1], env=env, stderr=asyncio.subprocess.DEVNULL
    )
    return await process.wait()


@pytest.mark.parametrize("inform", [False, True], ids=["trap", "inform"])
@pytest.mark.parametrize("account", SAYS)
async def test_what_a_device_tells_is_recorded_and_an_inform_is_answered(
    tmp_path: Path, account: str, inform: bool
) -> None:
    port = free_port()
    words = [*SAYS[account], *(PASSWORDS if account != "v2c" else []), *(["-Ci"] if inform else [])]
    async with listening(port) as running:
        assert await snmptrap(tmp_path, port, DEVICES[account], *words, COLD_START) == 0
        await until(lambda: bool(running.of(AlarmTold)))
        (alarm,) = running.of(AlarmTold)
    assert alarm.systems == ("ups" if account == "v2c" else account,)
    assert (alarm.oid, alarm.word, alarm.severity) == (COLD_START, "cold_start", "warning")
    assert running.events[0] == AlarmsAwaited(running.events[0].at, f"127.0.0.1:{port}")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (DEVICES["v2c"], ["-v2c", "-c", "some-other-town"]),
        (DEVICES["v3"], [*SAYS["v2c"]]),
        (DEVICES["v3"], [*SAYS["v3"], "-A", "another-password", "-X", PRIVACY]),
        (DEVICES["v3"], [*SAYS["strong"], *PASSWORDS]),
        (DEVICES["v3"], ["-v3", "-u", "drillmon", "-l", "noAuthNoPriv"]),
    ],
    ids=["community", "version", "password", "user", "unsigned"],
)
async def test_whoever_lacks_the_devices_account_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, words: list[str]
) -> None:
    monkeypatch.setattr(alarm_listening, "COUNT_EVERY_S", 0.05)
    port = free_port()
    async with listening(port) as running:
        assert await snmptrap(tmp_path, port, address, *words, ON_BATTERY) == 0
        await until(lambda: len(running.events) > 1)
    assert running.events[1:] == [AlarmsLeftOut(running.events[1].at, not_genuine=1)]


async def test_another_privacy_password_is_no_notification(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alarm_listening, "COUNT_EVERY_S", 0.05)
    port = free_port()
    words = [*SAYS["v3"], "-A", AUTH, "-X", "another-password", ON_BATTERY]
    async with listening(port) as running:
        await snmptrap(tmp_path, port, DEVICES["v3"], *words)
        await until(lambda: len(running.events) > 1)
    assert running.events[1:] == [AlarmsLeftOut(running.events[1].at, malformed=1)]


async def test_a_device_that_the_plan_does_not_know_is_counted_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alarm_listening, "COUNT_EVERY_S", 0.05)
    port = free_port()
    async with listening(port) as running:
        await snmptrap(tmp_path, port, "127.0.0.99", *SAYS["v2c"], ON_BATTERY)
        await until(lambda: len(running.events) > 1)
    assert running.events[1:] == [AlarmsLeftOut(running.events[1].at, strangers=1)]


async def test_a_port_that_another_program_has_is_said_and_the_drill_goes_on() -> None:
    port = free_port()
    async with listening(port):
        running = Running()
        await take_alarms(drill(port), SECRETS, running)
    (event,) = running.events
    assert isinstance(event, AlarmsAwaited)
    assert event.failure is not None
    assert event.failure.code == "alarms.cannot_listen"


async def test_nothing_is_listened_for_at_a_table_and_at_another_zones_terminal() -> None:
    brief = drill(free_port())
    plan = replace(brief.plan, traps=Traps("127.0.0.1:1162", zone="lgwan"))
    running = Running()
    for none in (
        replace(brief, plan=plan, zone="lgwan", mode="tabletop"),
        replace(brief, plan=plan, zone="internet"),
    ):
        await take_alarms(none, SECRETS, running)
    assert running.events == []


def told(name: str, community: str = COMMUNITY) -> bytes:
    """A trap of version 2c."""
    up = ber.sequence(ber.object_id("1.3.6.1.2.1.1.3.0"), ber.item(0x43, b"\x01"))
    named = ber.sequence(ber.object_id("1.3.6.1.6.3.1.1.4.1.0"), ber.object_id(name))
    numbers = ber.integer(7) + ber.integer(0) + ber.integer(0)
    pdu = ber.item(0xA7, numbers + ber.sequence(up, named))
    return ber.sequence(ber.integer(1), ber.octets(community.encode()), pdu)


@pytest.fixture
def desk() -> AlarmDesk:
    plan = drill(1162).plan
    return AlarmDesk(plan, {"127.0.0.11": (UPS,)}, SECRETS, b"\x80\0\0\0\x05us", lambda: bytes(8))


def test_the_profile_says_what_is_meant_and_how_grave_it_is(desk: AlarmDesk) -> None:
    event = desk.take(told(ON_BATTERY), "127.0.0.11", 7).event
    meaning = Text(ja="電池で給電している", en="it runs on battery")
    assert event == AlarmTold(7, ("ups",), ON_BATTERY, "on_battery", "alarm", meaning)
    unknown = desk.take(told(NAMELESS), "127.0.0.11", 8).event
    assert unknown == AlarmTold(8, ("ups",), NAMELESS, "", "unknown", Text())


def test_the_same_again_within_seconds_is_counted_and_then_told_anew(desk: AlarmDesk) -> None:
    times = [0, 1, APART_US - 1, APART_US, APART_US + 1]
    events = [desk.take(told(ON_BATTERY), "127.0.0.11", each).event for each in times]
    assert [each is not None for each in events] == [True, False, False, True, False]
    assert desk.left_out(9) == AlarmsLeftOut(9, repeated=3)
    assert desk.left_out(9) is None


def test_a_storm_fills_no_disk(desk: AlarmDesk) -> None:
    """10,000 notifications in a minute, each with another name."""
    recorded = [
        desk.take(told(f"1.3.6.1.4.1.119.{number}"), "127.0.0.11", number * 6_000).event
        for number in range(10_000)
    ]
    assert sum(each is not None for each in recorded) <= 2 * MOST_A_MINUTE
    left = desk.left_out(60 * SECOND)
    assert left is not None
    assert left.too_many == 10_000 - sum(each is not None for each in recorded)


def test_no_more_are_looked_at_than_the_drill_can_bear(desk: AlarmDesk) -> None:
    for _ in range(MOST_LOOKS_A_SECOND + 5):
        desk.take(b"nothing", "127.0.0.11", 0)
    assert desk.left_out(0) == AlarmsLeftOut(0, malformed=MOST_LOOKS_A_SECOND, too_many=5)
    assert desk.take(told(ON_BATTERY), "127.0.0.11", SECOND).event is not None


def test_what_was_told_before_cannot_be_told_again_later() -> None:
    radio = Radio("hop", "microwave", address="127.0.0.12", snmp="v3")
    desk = AlarmDesk(drill(1162).plan, {"127.0.0.12": (radio,)}, SECRETS, b"us", lambda: bytes(8))
    keys = keys_for(b"them", "sha256", AUTH, "aes128", PRIVACY)
    old, new = (signed(keys, seconds) for seconds in (100, 251))
    assert desk.take(old, "127.0.0.12", 0).event is not None
    assert desk.take(new, "127.0.0.12", APART_US).event is not None
    assert desk.take(old, "127.0.0.12", 2 * APART_US).event is None
    assert desk.left_out(0) == AlarmsLeftOut(0, not_genuine=1)


def test_an_inform_with_a_clock_that_is_not_ours_is_told_the_right_one() -> None:
    radio = Radio("hop", "microwave", address="127.0.0.12", snmp="v3")
    desk = AlarmDesk(drill(1162).plan, {"127.0.0.12": (radio,)}, SECRETS, b"us", lambda: bytes(8))
    keys = keys_for(b"us", "sha256", AUTH, "aes128", PRIVACY)
    taken = desk.take(signed(keys, 1_000, b"us"), "127.0.0.12", 7 * SECOND)
    assert taken.event is None
    assert taken.reply is not None
    assert snmp_signed.parsed(taken.reply).clock == Clock(b"us", 1, 7)
    assert desk.take(signed(keys, 7, b"us"), "127.0.0.12", 7 * SECOND).event is not None


def signed(keys: Keys, seconds: int, engine: bytes = b"them") -> bytes:
    """A trap of version 3 at that time of an engine's clock."""
    whole = ber.Reader(ber.Reader(told(ON_BATTERY)).take(ber.SEQUENCE))
    whole.take(ber.INTEGER)
    whole.take(ber.OCTETS)
    pdu = ber.item(0xA7, whole.take(0xA7))
    asks = snmp_signed.parsed(question(7, engine, 1, seconds, "drillmon"))
    content = ber.sequence(ber.octets(engine), ber.octets(b""), pdu)
    return snmp_signed.written(asks, Clock(engine, 1, seconds), content, keys, b"8 bytes.")


def test_version_1_is_counted_as_malformed(desk: AlarmDesk) -> None:
    version_1 = told(ON_BATTERY).replace(ber.integer(1), ber.integer(0), 1)
    assert desk.take(version_1, "127.0.0.11", 0).event is None
    assert desk.left_out(0) == AlarmsLeftOut(0, malformed=1)


async def test_a_device_whose_name_cannot_be_looked_up_keeps_nobody_else_out() -> None:
    too_long = Radio("far", "microwave", address="a" * 70 + ".example")
    assert set(await devices_at((too_long, Radio("near", "microwave", address="127.0.0.1")))) == {
        "127.0.0.1"
    }
