"""Both SNMP libraries against net-snmp's agent: one contract, the same words."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bcp.message import render
from bcp.model import Organisation, Plan
from bcp.secret_source import SecretSource
from bcp.snmp import SnmpAccount
from drills.errors import Refusal, Unreachable
from drills.probes._snmp import SnmpAgent, SnmpValue
from drills.runtime.secrets import Secret, Secrets
from drills.runtime.snmp import SnmpPool
from drills.runtime.snmp_gufo import Gufo
from drills.runtime.snmp_library import Library
from drills.runtime.snmp_pysnmp import PySnmp
from tests.daemons.snmpd import AUTH, COMMUNITY, PRIVACY, STRONG_USER, USER, Snmpd, snmpd

NAME, UPTIME, WHAT = "1.3.6.1.2.1.1.5.0", "1.3.6.1.2.1.1.3.0", "1.3.6.1.2.1.1.2.0"
NOTHING = "1.3.6.1.2.1.1.99.0"
UPS = "1.3.6.1.2.1.33.1"
VALUES = {
    f"{UPS}.1.5.0": ("string", "南庁舎"),
    f"{UPS}.2.3.0": ("integer", "-42"),
    f"{UPS}.2.4.0": ("gauge", "4294967295"),
    f"{UPS}.3.1.0": ("ipaddress", "192.0.2.7"),
    f"{UPS}.3.2.0": ("objectid", ".1.3.6.1.4.1.119"),
    f"{UPS}.3.3.0": ("counter64", "18446744073709551615"),
}

RIGHT, OTHER = SecretSource(env="RIGHT"), SecretSource(env="OTHER")
PRIVATE = SecretSource(env="PRIVATE")
SECRETS = {
    SecretSource(env="COMMUNITY"): COMMUNITY,
    RIGHT: AUTH,
    PRIVATE: PRIVACY,
    OTHER: "some-other-secret",
}
V3 = SnmpAccount("v3", "v3", None, USER, "sha256", RIGHT, "aes128", PRIVATE)
ACCOUNTS = (
    SnmpAccount("v2c", "v2c", community=SecretSource(env="COMMUNITY")),
    V3,
    SnmpAccount("strong", "v3", None, STRONG_USER, "sha512", RIGHT, "aes256", PRIVATE),
    SnmpAccount("other-community", "v2c", community=OTHER),
    SnmpAccount("other-user", "v3", None, "nobody", "sha256", RIGHT, "aes128", PRIVATE),
    SnmpAccount("other-password", "v3", None, USER, "sha256", OTHER, "aes128", PRIVATE),
    SnmpAccount("other-privacy", "v3", None, USER, "sha256", RIGHT, "aes128", OTHER),
    SnmpAccount("other-method", "v3", None, USER, "sha512", RIGHT, "aes128", PRIVATE),
    SnmpAccount("in-clear", "v3", None, USER, "sha256", RIGHT),
    SnmpAccount("unsigned", "v3", None, USER),
    SnmpAccount("not-fetched", "v2c", community=SecretSource(env="NEVER")),
)
PLAN = Plan(Organisation("町"), snmp_accounts=ACCOUNTS)

Make = Callable[[], Library]


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snmpd]:
    with snmpd(tmp_path_factory.mktemp("agent")) as running:
        running.say(VALUES)
        yield running


@pytest.fixture(params=[Gufo, PySnmp], ids=["gufo-snmp", "pysnmp"])
def make(request: pytest.FixtureRequest) -> Make:
    chosen: Make = request.param
    return chosen


class Town:
    """A drill's sessions, and an ask of each kind."""

    def __init__(self, make: Make) -> None:
        self.pool = SnmpPool(
            PLAN, Secrets({}, {at: Secret(value) for at, value in SECRETS.items()}), make
        )

    async def get(
        self, at: str, account: str, *oids: str, limit_s: float = 3.0
    ) -> dict[str, SnmpValue]:
        until = asyncio.get_running_loop().time() + limit_s
        session = self.pool.session(SnmpAgent(at, account), until)
        return dict(await session.get(oids))

    async def walk(self, at: str, account: str, oid: str) -> dict[str, SnmpValue]:
        until = asyncio.get_running_loop().time() + 3.0
        return dict(await self.pool.session(SnmpAgent(at, account), until).walk(oid))


@pytest.fixture
async def town(make: Make) -> Iterator[Town]:  # type: ignore[misc]
    town = Town(make)
    yield town
    town.pool.close()


@pytest.mark.parametrize("account", ["v2c", "v3", "strong"])
async def test_values_come_with_their_types(agent: Snmpd, town: Town, account: str) -> None:
    found = await town.get(agent.address, account, NAME, WHAT, NOTHING, *VALUES)
    assert found == {
        NAME: b"radio-hut",
        WHAT: "1.3.6.1.4.1.8072.3.2.10",
        NOTHING: None,
        f"{UPS}.1.5.0": "南庁舎".encode(),
        f"{UPS}.2.3.0": -42,
        f"{UPS}.2.4.0": 4294967295,
        f"{UPS}.3.1.0": "192.0.2.7",
        f"{UPS}.3.2.0": "1.3.6.1.4.1.119",
        f"{UPS}.3.3.0": 18446744073709551615,
    }


@pytest.mark.parametrize("account", ["v2c", "v3", "strong"])
async def test_a_walk_gives_what_stands_below_and_nothing_else(
    agent: Snmpd, town: Town, account: str
) -> None:
    assert list(await town.walk(agent.address, account, f"{UPS}.3")) == [
        f"{UPS}.3.1.0",
        f"{UPS}.3.2.0",
        f"{UPS}.3.3.0",
    ]
    assert await town.walk(agent.address, account, "1.3.6.1.2.1.33.9") == {}


async def test_more_objects_than_one_datagram_holds_are_asked_in_parts(
    agent: Snmpd, town: Town
) -> None:
    many = [f"1.3.6.1.2.1.1.9.1.{column}.{row}" for column in (2, 3, 4) for row in range(1, 11)]
    found = await town.get(agent.address, "v2c", *many)
    assert list(found) == many
    assert sum(each is not None for each in found.values()) >= 20


async def test_questions_of_one_device_wait_for_each_other(agent: Snmpd, town: Town) -> None:
    asks = [town.get(agent.address, "v3", UPTIME) for _ in range(20)]
    assert all(isinstance(each[UPTIME], int) for each in await asyncio.gather(*asks))


async def test_a_name_is_looked_up(agent: Snmpd, town: Town) -> None:
    found = await town.get(f"localhost:{agent.port}", "v2c", NAME)
    assert found[NAME] == b"radio-hut"


@pytest.mark.parametrize(
    ("account", "answered", "code"),
    [
        ("other-community", None, "snmp.other_community"),
        ("other-user", None, "snmp.unknown_user"),
        ("other-password", None, "snmp.wrong_password"),
        ("other-method", None, "snmp.wrong_password"),
        ("other-privacy", None, "snmp.other_privacy"),
    ],
)
async def test_a_wrong_account_is_told_apart_from_a_dead_device(
    agent: Snmpd, town: Town, account: str, answered: bool | None, code: str
) -> None:
    with pytest.raises(Unreachable) as raised:
        await town.get(agent.address, account, NAME, limit_s=1.0)
    assert (raised.value.answered, raised.value.message.code) == (answered, code)


@pytest.mark.parametrize("account", ["in-clear", "unsigned"])
async def test_too_little_security_is_turned_away(agent: Snmpd, town: Town, account: str) -> None:
    with pytest.raises(Unreachable) as raised:
        await town.get(agent.address, account, NAME, limit_s=1.0)
    assert raised.value.answered is None
    assert raised.value.message.code in ("snmp.no_view", "snmp.wrong_password")


@pytest.mark.parametrize("account", ["v2c", "v3"])
async def test_a_stopped_agent_refuses_and_is_back_when_it_is(
    tmp_path: Path, town: Town, account: str
) -> None:
    with snmpd(tmp_path) as agent:
        before = await town.get(agent.address, account, NAME)
        agent.stop()
        with pytest.raises(ConnectionRefusedError):
            await town.get(agent.address, account, NAME, limit_s=1.0)
        agent.start()
        assert await town.get(agent.address, account, NAME) == before


@pytest.mark.parametrize("account", ["v2c", "v3"])
async def test_a_restart_between_two_questions_is_not_noticed(
    tmp_path: Path, town: Town, account: str
) -> None:
    with snmpd(tmp_path) as agent:
        before = await town.get(agent.address, account, NAME)
        agent.stop()
        agent.start()
        assert await town.get(agent.address, account, NAME) == before


@pytest.mark.parametrize(
    ("account", "code"),
    [("v2c", "snmp.silent_v2c"), ("v3", "snmp.silent_v3")],
)
async def test_a_frozen_agent_is_silent_and_the_words_say_for_how_long(
    tmp_path: Path, town: Town, account: str, code: str
) -> None:
    with snmpd(tmp_path) as agent:
        agent.freeze()
        with pytest.raises(Unreachable) as raised:
            await town.get(agent.address, account, NAME, limit_s=0.8)
        assert (raised.value.answered, raised.value.message.code) == (False, code)
        agent.thaw()
        await town.get(agent.address, account, NAME)
        agent.freeze()
        with pytest.raises(Unreachable) as again:
            await town.get(agent.address, account, NAME, limit_s=0.8)
        assert (again.value.answered, again.value.message.code) == (False, "snmp.silent_since")


async def test_who_waits_for_a_slow_answer_has_not_asked(tmp_path: Path, town: Town) -> None:
    with snmpd(tmp_path) as agent:
        agent.freeze()
        slow = asyncio.ensure_future(town.get(agent.address, "v2c", NAME, limit_s=20.0))
        await asyncio.sleep(0)
        with pytest.raises(Unreachable) as raised:
            await town.get(agent.address, "v2c", NAME, limit_s=0.6)
        assert (raised.value.answered, raised.value.message.code) == (None, "snmp.busy")
        agent.thaw()
        assert (await slow)[NAME] == b"radio-hut"


async def test_who_waits_for_a_dead_device_finds_it_dead(tmp_path: Path, town: Town) -> None:
    with snmpd(tmp_path) as agent:
        # A library makes ready once, which may take a busy machine longer than a question.
        await town.get(agent.address, "v2c", NAME)
        agent.freeze()
        asks = [town.get(agent.address, "v2c", NAME, limit_s=4.0) for _ in range(3)]
        found = await asyncio.gather(*asks, return_exceptions=True)
    assert {type(each) for each in found} == {Unreachable}
    assert [each.answered for each in found if isinstance(each, Unreachable)] == [False] * 3


async def test_what_the_plan_does_not_say_is_not_asked(town: Town) -> None:
    for at, account, code in [
        ("192.0.2.7", "none", "snmp.no_account"),
        ("http://192.0.2.7/", "v2c", "snmp.bad_address"),
        ("192.0.2.7", "not-fetched", "snmp.no_secret"),
    ]:
        with pytest.raises(Refusal) as raised:
            await town.get(at, account, NAME)
        assert raised.value.message.code == code


async def test_no_secret_is_in_what_is_said(agent: Snmpd, town: Town) -> None:
    for account in (each.id for each in ACCOUNTS if each.id.startswith("other")):
        with pytest.raises(Unreachable) as raised:
            await town.get(agent.address, account, NAME, limit_s=1.0)
        said = render(raised.value.message, "ja") + render(raised.value.message, "en")
        assert not [each for each in SECRETS.values() if each in said]
