"""Real clients at home connect to real gateways until these are full, and the drill says so."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from drills.core.ramp import open_sessions
from tests.daemons import ocserv
from tests.daemons import openvpn as openvpn_server
from tests.daemons.certificates import Authority
from tests.daemons.network import network
from tests.daemons.ocserv import PASSWORD, USER
from tests.proofs import homes
from tests.proofs.homes import OFFICE, SERVER, SSH_PORT, Office

ROOM = 5
PATIENCE_S = 300.0
WAVES = (4, 6, 8)
PLAN = """\
organisation: 見本町
roles: [{{id: lead, name: 情報班長}}]
servers:
  - id: gateway
    address: 127.0.0.1
    port: {port}
    user: root
    known_hosts: known_hosts
    identity: id
    commands:
      occtl: occtl --json -s /run/occtl.socket show status
      openvpn: date +%s; cat /run/status
telework:
  - id: vpn
    kind: vpn
    licences: {room}
    pool: [198.18.30.0/24]
    gates:
      capacity: {{ask: {{sessions: vpn, server: gateway, command: {command}, format: {command}}}}}
    test_accounts: [{account}]
{more}
"""
SCENARIO = """\
scenario: connect
title: 一斉接続
modes: [walkthrough, operational]
safety: {{approvals: {approvals}}}
steps:
  - id: connect
    ramp:
      gateway: vpn
      waves: {waves}
      every: 1s
      look: 2s
      stop: {{sessions_percent: 100}}
{more}
    by: lead
"""
SYNTHETIC = "      synthetic: {account: drill, count: 3}"


def written(office: Office, command: str, account: str = "", more: str = "") -> None:
    """The plan and the scenario; `account` is the log-in of a test account."""
    folder = office.folder
    (folder / "scenarios").mkdir()
    plan = PLAN.format(port=SSH_PORT, room=ROOM, command=command, account=account, more=more)
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    approvals = "[{step: connect, by: [lead]}]" if account else "[]"
    made = SCENARIO.format(
        approvals=approvals, waves=list(WAVES), more=SYNTHETIC if account else ""
    )
    (folder / "scenarios" / "connect.yaml").write_text(made, encoding="utf-8")


def ramped(office: Office, connect: Callable[[int], None]) -> None:
    """Tell each wave as soon as it may be told; whoever is told connects from home."""
    told, over = 0, time.monotonic() + PATIENCE_S
    while office.drill().ended is None:
        assert time.monotonic() < over, (office.folder / "told").read_text("utf-8")
        ramp = office.drill().step("connect").ramp
        if ramp.ready:
            office.typed("order", "last", "wave", "connect", "--operator", "hanako")
            staff = max(each.staff for each in office.drill().step("connect").ramp.waves)
            for number in range(told, staff):
                connect(number)
            told = staff
        time.sleep(0.2)


def is_stopped_for_want_of_room(office: Office) -> None:
    """The second wave had one too many, and that is named in the record and in the report."""
    drill = office.drill()
    stopped = drill.step("connect").ramp.stopped
    assert stopped is not None
    assert (stopped.limit, stopped.wave) == ("sessions", 2)
    ended = drill.step("connect").ended
    assert ended is not None
    assert ended.outcome == "broken"
    assert list(open_sessions(drill)) == []
    report = office.typed("report", "last", "--lang", "en")
    assert "the limit was reached with 6 people" in " ".join(report.split())
    assert "STAFF CONNECTED IN WAVES" in report
    assert f"{ROOM} (100%)" in report


@pytest.mark.parametrize("kind", ["ocserv", "openvpn"])
def test_real_staff_connect_until_the_gateway_is_full(tmp_path: Path, kind: str) -> None:
    authority = Authority(tmp_path)
    pin = authority.issue("server", name=OFFICE)
    authority.issue("client", purpose="client", name="staff")
    with network(tmp_path) as inside:
        office = homes.office(inside, tmp_path)
        if kind == "ocserv":
            ocserv.start(inside, authority, clients=ROOM, same=20, host=OFFICE)
            connect: Callable[[int], None] = lambda n: homes.openconnect(office, pin)  # noqa: E731
            written(office, "occtl")
        else:
            more = (f"max-clients {ROOM}", "duplicate-cn", "status /run/status 1")
            openvpn_server.start(inside, authority, *more, host=OFFICE)
            connect = lambda n: homes.openvpn(office, n)  # noqa: E731
            written(office, "openvpn")
        office.begin("connect", "--mode", "walkthrough")
        ramped(office, connect)
        is_stopped_for_want_of_room(office)


def test_test_sessions_take_the_last_places_and_are_gone_afterwards(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    pin = authority.issue("server", name=OFFICE)
    (tmp_path / "password").write_text(PASSWORD)
    (tmp_path / "password").chmod(0o600)
    login: dict[str, object] = {
        "vpn_login": f"https://{OFFICE}",
        "kind": "anyconnect",
        "servercert": pin,
    }
    login |= {"user": USER, "password": {"file": "password"}}
    made = {"id": "drill", "login": login, "allowed_until": "2099-12-31", "at_once": 3}
    with network(tmp_path) as inside:
        office = homes.office(inside, tmp_path)
        ocserv.start(inside, authority, clients=ROOM, same=20, host=OFFICE)
        written(office, "occtl", homes.as_yaml(made))
        office.begin("connect", "--mode", "operational", "--operator", "taro")
        office.typed("order", "last", "approve", "connect", "lead", "--operator", "kacho")
        ramped(office, lambda number: homes.openconnect(office, pin))
        ramp = office.drill().step("connect").ramp
        assert ramp.stopped is not None
        # 4 of the staff and the first of the test sessions are all that there is room for.
        assert (ramp.stopped.limit, ramp.stopped.wave) == ("sessions", 1)
        assert [each.ended is not None for each in ramp.sessions.values()] == [True]
        assert "keeper" not in inside.run("ps -eo args | grep -v grep; true")


def test_staff_through_the_tunnel_are_told_from_those_who_come_round_it(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    pin = authority.issue("server", name=OFFICE)
    authority.issue("page", name=SERVER)
    people = tmp_path / "people"
    people.mkdir()
    (people / "staff.csv").write_text("職員番号,所属\n00001,総務課\n00002,税務課\n")
    url = f"https://{SERVER}:8443"
    page = f"{{listen: '{SERVER}:8443', certificate: page.crt, key: page.key}}"
    with network(tmp_path) as inside:
        office = homes.office(inside, tmp_path)
        ocserv.start(inside, authority, host=OFFICE, more=f"route = {SERVER}/255.255.255.255")
        written(office, "occtl", more=f"staff: people/staff.csv\ncheckin: {page}")
        roll = "scenario: roll\ntitle: 点呼\nsteps:\n  - id: roll\n    checkin: '@staff'\n"
        (tmp_path / "scenarios" / "roll.yaml").write_text(roll, encoding="utf-8")
        office.begin("roll", "--mode", "walkthrough")
        office.until(lambda: office.drill().step("roll").checkins.opened is not None)
        direct, through = homes.codes(office)
        assert "受け付けました" in homes.checks_in(office, url, direct, "web")
        homes.openconnect(office, pin, tunnel=True)
        inside.start("true", "test -e /run/tunnel")
        assert "受け付けました" in homes.checks_in(office, url, through, "vpn")
        office.until(lambda: office.drill().ended is not None)
        checkins = office.drill().step("roll").checkins
        said = {checkins.people[each.last.person]: each.last for each in checkins.said.values()}
        assert (said["総務課"].through, said["総務課"].gateway) == ("direct", "")
        assert (said["税務課"].through, said["税務課"].gateway) == ("tunnel", "vpn")
