"""How many are connected: real gateways with people in them, over SSH and SNMP."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from bcp.asking import ProbeCall
from bcp.inventory import Telework
from bcp.load import load_plan
from bcp.message import Text
from drills.probes import catalogue, sessions
from drills.probes.sessions import Counted
from drills.runtime.asking import Asker
from drills.runtime.secrets import Secret, Secrets
from drills.wire import gateway_status
from drills.wire.gateway_status import Status
from scenarios.expect import judge
from scenarios.reading import Reading
from tests.daemons import charon, ocserv, openvpn
from tests.daemons.certificates import Authority
from tests.daemons.network import Network, network
from tests.daemons.snmpd import COMMUNITY, Snmpd, snmpd
from tests.daemons.sshd import Sshd, start_sshd
from tests.probes.on_loopback import lines, told_in_documents

WAY = Telework("vpn", "ssl-vpn", licences=500)
FORTIGATE, CISCO = "1.3.6.1.4.1.12356.101", "1.3.6.1.4.1.9.9.392.1"


def facts(
    counted: Counted, *names: str, way: Telework = WAY, pool: int | None = None
) -> list[object]:
    reading = sessions.reading_of(way, counted, pool)
    return [reading.facts[each] for each in names]


def test_the_lower_of_licences_and_the_gateways_own_limit_counts() -> None:
    names = ("limit", "free", "percent", "full")
    assert facts(Counted(Status(400)), *names) == [500, 100, 80.0, False]
    assert facts(Counted(Status(240), most=250), *names) == [250, 10, 96.0, False]
    assert facts(Counted(Status(500), most=750), *names) == [500, 0, 100.0, True]


def test_addresses_that_are_all_given_out_make_it_full_as_licences_do() -> None:
    names = ("addresses_used", "addresses", "addresses_percent", "full")
    given = Counted(Status(10, addresses_used=254, addresses=254))
    assert facts(given, *names) == [254, 254, 100.0, True]
    assert facts(Counted(Status(200)), *names, pool=254) == [200, 254, 78.7, False]
    assert facts(Counted(Status(200)), *names) == [None, None, None, False]


def test_without_a_limit_there_is_no_judgement() -> None:
    reading = sessions.reading_of(Telework("vpn", "ssl-vpn"), Counted(Status(3)))
    assert reading.could_not_ask is not None
    assert reading.could_not_ask.code == "probes.sessions.no_limit"


def test_a_status_that_nobody_writes_any_more_counts_nobody() -> None:
    reading = sessions.reading_of(WAY, Counted(Status(3, age_s=181)))
    assert (reading.facts, reading.because.code if reading.because else "") == (
        {"reply": False},
        "probes.sessions.old",
    )


def until(inside: Network, line: str, read: Callable[[str], Status], wanted: int) -> Status:
    """What the gateway prints as soon as so many are connected."""
    over = time.monotonic() + 120
    while True:
        status = read(inside.run(f"{line} 2>/dev/null"))
        if status.in_use == wanted:
            return status
        assert time.monotonic() < over, status
        time.sleep(0.1)


def test_a_real_ocserv_counts_who_is_connected(tmp_path: Path) -> None:
    with network(tmp_path) as inside:
        authority = Authority(tmp_path)
        authority.issue("server")
        ocserv.start(inside, authority)
        line = "occtl --json show status"
        assert until(inside, line, gateway_status.occtl, 0).failed == 0
        secret = f"echo {ocserv.PASSWORD} | openconnect -b --passwd-on-stdin"
        more = f"--user {ocserv.USER} --cafile {tmp_path}/ca.crt --script /bin/true 127.0.0.1"
        inside.run(f"{secret} {more} >/run/openconnect.log 2>&1")
        until(inside, line, gateway_status.occtl, 1)


STAFF = """
connections {
  staff { version = 2
    local_addrs = 127.0.0.1
    remote_addrs = 127.0.0.2
    local { auth = psk
      id = a }
    remote { auth = psk
      id = b }
    children { net { local_ts = 198.18.100.0/24 } } }
  gateway { version = 2
    local_addrs = 127.0.0.2
    remote_addrs = 127.0.0.1
    local { auth = psk
      id = b }
    remote { auth = psk
      id = a }
    children { net { remote_ts = 198.18.100.0/24 } } }
}
pools { staff { addrs = 198.18.50.0/28 } }
secrets { ike-1 { secret = himitsu } }
"""


def test_a_real_strongswan_counts_associations_and_its_pool(tmp_path: Path) -> None:
    with network(tmp_path) as inside:
        charon.Charon().start(inside)
        uri = "--uri unix:///run/charon.vici"
        inside.run("cat >/etc/swanctl/swanctl.conf", text=STAFF)
        inside.run(f"swanctl --load-all --noprompt {uri}")
        both = f"swanctl --stats {uri} && swanctl --list-pools {uri}"
        assert until(inside, both, gateway_status.swanctl, 0) == Status(0, 0, None, 0, 14)
        inside.run(f"timeout 10 swanctl --initiate --ike staff {uri}")
        # It talks to itself, and counts both ends.
        assert until(inside, both, gateway_status.swanctl, 2) == Status(2, 0, None, 0, 14)
        until(inside, f"swanctl --list-sas {uri}", gateway_status.swanctl, 2)


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_real_openvpn_counts_its_clients(tmp_path: Path, version: int) -> None:
    with network(tmp_path) as inside:
        authority = Authority(tmp_path)
        authority.issue("server")
        authority.issue("client", purpose="client")
        status = ("status /run/status 1", f"status-version {version}")
        openvpn.start(inside, authority, *status)
        line = "test -s /run/status || sleep 2; date +%s; cat /run/status"
        until(inside, line, gateway_status.openvpn, 0)
        files = f"--ca {tmp_path}/ca.crt --cert {tmp_path}/client.crt --key {tmp_path}/client.key"
        client = f"--client --nobind --dev null --ifconfig-noexec --route-noexec {files}"
        inside.run(f"setsid openvpn {client} --remote 127.0.0.1 1194 >/run/client.log 2>&1 &")
        found = until(inside, line, gateway_status.openvpn, 1)
        assert (found.age_s is None) == (version == 1)


PLAN = """
organisation: 訓練町
servers:
  - id: gateway
    address: 127.0.0.1
    port: {port}
    user: {user}
    known_hosts: {folder}/known_hosts
    identity: {folder}/id
    commands:
      users: cat {folder}/status.json
      stopped: occtl --json show status
      other: echo hello
snmp_accounts: [{{id: reader, version: v2c, community: {{env: COMMUNITY}}}}]
telework:
  - {{id: staff, kind: anyconnect, licences: 40}}
  - {{id: fortigate, kind: ssl-vpn, profile: fortigate, address: "{agent}", snmp: reader,
     licences: 100}}
  - {{id: cisco, kind: ssl-vpn, profile: cisco-anyconnect, address: "{agent}", snmp: reader}}
"""


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snmpd]:
    with snmpd(tmp_path_factory.mktemp("agent")) as running:
        yield running


@pytest.fixture(scope="module")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    running = start_sshd(tmp_path_factory.mktemp("sshd"))
    yield running
    running.stop()


@pytest.fixture
async def asker(agent: Snmpd, sshd: Sshd, tmp_path: Path) -> AsyncIterator[Asker]:
    text = PLAN.format(port=sshd.port, user=sshd.user, folder=sshd.folder, agent=agent.address)
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    plan = load_plan(tmp_path, catalogue()).plan
    known = {each.secrets[0]: Secret(COMMUNITY) for each in plan.snmp_accounts}
    asker = Asker(plan, secrets=Secrets({}, known))
    yield asker
    await asker.close()


async def over_ssh(asker: Asker, command: str) -> Reading:
    params = {"server": "gateway", "command": command, "format": "occtl"}
    return await asker.ask(ProbeCall("sessions", "staff", params, server="gateway"))


@contextmanager
def printed(sshd: Sshd, active: int) -> Iterator[None]:
    status = f'{{"Active sessions": {active}, "Total authentication failures": 2}}'
    (sshd.folder / "status.json").write_text(status)
    yield


@pytest.mark.parametrize(
    ("fault", "command", "active"),
    [
        (Text("正常", "none"), "users", 25),
        (Text("契約数の上限", "as many as licences"), "users", 40),
        (Text("装置のサービス停止（実物のocctl）", "service stopped (real occtl)"), "stopped", 0),
        (Text("別の表示", "prints something else"), "other", 0),
    ],
    ids=lambda value: f"sessions × {value.en}" if isinstance(value, Text) else "",
)
async def test_each_fault_over_ssh_has_its_words(
    asker: Asker, sshd: Sshd, fault: Text, command: str, active: int
) -> None:
    with printed(sshd, active):
        reading = await over_ssh(asker, command)
    shown = {str(sshd.folder): "/run"}
    assert told_in_documents("sessions", lines(fault, reading, sessions.HEALTHY, shown)) == []


def fortigate(users: int) -> Mapping[str, tuple[str, str]]:
    """Two virtual domains of one device."""
    vpn = f"{FORTIGATE}.12.2.3.1"
    return {
        f"{vpn}.2.1": ("gauge", str(users)),
        f"{vpn}.2.2": ("gauge", "5"),
        f"{vpn}.4.1": ("gauge", "0"),
        f"{vpn}.6.1": ("gauge", str(users)),
        f"{FORTIGATE}.4.1.3.0": ("gauge", "31"),
    }


async def test_a_fortigates_users_are_summed_and_measured_by_the_plans_licences(
    agent: Snmpd, asker: Asker
) -> None:
    agent.say(fortigate(70))
    reading = await asker.ask(ProbeCall("sessions", "fortigate"))
    names = ("in_use", "limit", "free", "percent", "full", "declined")
    assert [reading.facts[each] for each in names] == [75, 100, 25, 75.0, False, None]
    agent.say(fortigate(95))
    reading = await asker.ask(ProbeCall("sessions", "fortigate"))
    judged = judge(reading, sessions.HEALTHY)
    assert (judged.outcome, judged.why[0].code) == ("broken", "probes.sessions.full")


async def test_a_ciscos_own_limit_and_declined_sessions_are_told(
    agent: Snmpd, asker: Asker
) -> None:
    agent.say(
        {
            f"{CISCO}.3.3.0": ("gauge", "240"),
            f"{CISCO}.1.1.0": ("gauge", "250"),
            f"{CISCO}.4.1.2.0": ("counter", "17"),
        }
    )
    reading = await asker.ask(ProbeCall("sessions", "cisco"))
    names = ("in_use", "limit", "free", "percent", "declined")
    assert [reading.facts[each] for each in names] == [240, 250, 10, 96.0, 17]


@pytest.mark.parametrize(
    "params", [{"server": "x"}, {"server": "x", "command": "y"}, {"format": "occtl"}]
)
def test_half_a_way_over_ssh_is_refused(params: Mapping[str, str]) -> None:
    wrong = sessions.wrong(sessions.Params("vpn", **params))  # type: ignore[arg-type]
    assert wrong is not None
    assert wrong.code == "probes.sessions.all_three"
